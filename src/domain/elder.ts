import { ageOn, type ServiceDate } from './calendar.ts';

export const SEXES = ['female', 'male'] as const;

/** Dated facts about an elder. `value`: a category code, an ability level, a disability grade, a living situation, or 'yes'. */
export const FACT_KINDS = ['category', 'ability', 'disability', 'living', 'institution', 'hospital', 'death'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Half-open: the fact holds from `from` and no longer on `to`; `to` null means until further notice. */
export type DatedFact = { kind: FactKind; value: string; scale?: string | null; from: ServiceDate; to: ServiceDate | null };

/** Where an elder is registered and lives, by division code, and the point that their card is bound to. Null: not known. */
export type ElderPlaces = { registeredDivision: string | null; residenceDivision: string | null; boundPointId: string | null };

/** What a subsidy policy judges a person on, as it stands on one service date. An order stores exactly this. */
export type ElderFacts = ElderPlaces & {
  age: number;
  categories: readonly string[];
  /** 独居, 空巢, 留守 … */
  living: readonly string[];
  /** At most one level for each scale. */
  abilities: readonly { scale: string; level: string }[];
  disabilityGrade: number | null;
  staysIn: readonly ('institution' | 'hospital')[];
};

function holds(fact: DatedFact, date: ServiceDate): boolean {
  return fact.from <= date && (fact.to === null || date < fact.to);
}

/** Whether any fact of this kind holds on the date (in hospital, in an institution, dead). */
export function holdsOn(facts: readonly DatedFact[], kind: FactKind, date: ServiceDate): boolean {
  return facts.some((fact) => fact.kind === kind && holds(fact, date));
}

const UNKNOWN_PLACES: ElderPlaces = { registeredDivision: null, residenceDivision: null, boundPointId: null };

/** The person as a policy sees them on `date`: full years of age and every fact that holds that day, sorted. */
export function factsOn(
  birthDate: ServiceDate,
  facts: readonly DatedFact[],
  date: ServiceDate,
  { registeredDivision, residenceDivision, boundPointId }: ElderPlaces = UNKNOWN_PLACES,
): ElderFacts {
  const holding = facts.filter((fact) => holds(fact, date));
  const valuesOf = (kind: FactKind) => [...new Set(holding.filter((one) => one.kind === kind).map((one) => one.value))].sort();
  return {
    age: ageOn(birthDate, date),
    categories: valuesOf('category'),
    living: valuesOf('living'),
    abilities: abilitiesOf(holding),
    disabilityGrade: worstGrade(valuesOf('disability')),
    staysIn: (['institution', 'hospital'] as const).filter((kind) => holding.some((one) => one.kind === kind)),
    registeredDivision,
    residenceDivision,
    boundPointId,
  };
}

/** The latest assessment on each scale. */
function abilitiesOf(holding: readonly DatedFact[]): ElderFacts['abilities'] {
  const assessed = holding.filter((one) => one.kind === 'ability').toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const byScale = new Map(assessed.map((one) => [one.scale ?? '', one.value]));
  return [...byScale].sort().map(([scale, level]) => ({ scale, level }));
}

/** 一级 is the gravest. */
function worstGrade(grades: readonly string[]): number | null {
  const read = grades.map(Number).filter((grade) => Number.isInteger(grade) && grade > 0);
  return read.length === 0 ? null : Math.min(...read);
}
