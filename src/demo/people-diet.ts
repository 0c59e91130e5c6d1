import { addDays, type ServiceDate } from '../domain/calendar.ts';
import type { Allergen, Diet, DietCode, DietItem, Texture } from '../domain/diet.ts';
import type { Random } from './random.ts';

/** A Diet with the day somebody asked instead of the instant. Null: nobody has. A day, no items: there is nothing. */
export type DemoDiet = Omit<Diet, 'askedAt'> & { askedOn: ServiceDate | null };

// Shares are of all elders, and one in five was never asked: what was found among the others is divided by 0.8.
const ASKED = 0.8;

const RESTRICTIONS: readonly (readonly [DietCode, number])[] = [
  ['sugar', 30],
  ['salty', 28],
  ['spicy', 18],
  ['raw_cold', 8],
  ['offal', 6],
  ['beef_mutton', 5],
  ['pork', 5],
  ['alcohol', 3],
  ['seaweed', 2],
  ['fish', 2],
  ['crustacean', 2],
];

const ALLERGIES: readonly (readonly [Allergen, number])[] = [
  ['crustacean', 30],
  ['peanut', 18],
  ['milk', 14],
  ['fish', 12],
  ['egg', 12],
  ['nut', 8],
  ['soy', 3],
  ['gluten', 3],
];

export function inventDiet(random: Random, today: ServiceDate): DemoDiet {
  if (!random.chance(ASKED)) return { texture: 'regular', askedOn: null, feedingHelp: false, note: '', items: [] };
  const texture = random.weighted<Texture>([
    ['regular', ASKED - 0.163],
    ['soft', 0.14],
    ['semi_liquid', 0.02],
    ['liquid', 0.003],
  ]);
  const thin = texture === 'semi_liquid' || texture === 'liquid';
  return {
    texture,
    askedOn: addDays(today, -5 - random.int(400)),
    feedingHelp: thin && random.chance(0.4),
    note: thin && random.chance(0.5) ? '吞咽慢，小口吃，饭后坐半小时' : '',
    items: [...allergies(random), ...restrictions(random)],
  };
}

function allergies(random: Random): DietItem[] {
  if (!random.chance(0.05 / ASKED)) return [];
  return [{ kind: 'allergy', code: random.weighted(ALLERGIES), severity: random.chance(0.25) ? 'severe' : 'mild' }];
}

/** One, sometimes two: 少糖少盐 go together. */
function restrictions(random: Random): DietItem[] {
  if (!random.chance(0.2 / ASKED)) return [];
  const codes = new Set([random.weighted(RESTRICTIONS)]);
  if (random.chance(0.25)) codes.add(random.weighted(RESTRICTIONS));
  return [...codes].map((code) => ({ kind: 'restriction', code }));
}
