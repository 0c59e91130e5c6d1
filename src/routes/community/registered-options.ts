import { registeredElsewhere, sameAsHome } from '../../../web/community/registered-text.ts';

type Homes = {
  villages: readonly { code: string; name: string }[];
  neighbours: readonly { code: string; name: string }[];
  towns: readonly { code: string; name: string }[];
};

/** Where somebody may be registered: here, in a neighbouring village, in another town of the county, elsewhere (in words). */
export function registeredOptions({ villages, neighbours, towns }: Homes) {
  const here = new Set(villages.map((one) => one.code));
  return [
    { value: 'home', label: sameAsHome },
    ...neighbours.filter((one) => !(here.size === 1 && here.has(one.code))).map(({ code, name }) => ({ value: code, label: name })),
    ...towns.map(({ code, name }) => ({ value: code, label: name })),
    { value: 'elsewhere', label: registeredElsewhere },
  ];
}

/** What was chosen, as it is stored. Undefined: no such choice. */
export function registeredOf(homes: Homes, chosen: string, place: string, home: string): { registeredDivision: string | null; registeredPlace: string | null } | undefined {
  if (chosen === 'home') return { registeredDivision: home, registeredPlace: null };
  if (chosen === 'elsewhere') return { registeredDivision: null, registeredPlace: place || null };
  const known = registeredOptions(homes).some((one) => one.value === chosen);
  return known ? { registeredDivision: chosen, registeredPlace: null } : undefined;
}
