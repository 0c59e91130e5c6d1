import { addDays, ageOn, type ServiceDate } from '../domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../domain/meal-slot.ts';
import { modesOf, type DemoPoint } from './data/point.ts';
import { inventDiet, type DemoDiet } from './people-diet.ts';
import { inventFacts, livingFact, type DemoFact } from './people-facts.ts';
import { inventHome, knownHome, type Home } from './people-home.ts';
import { inventIdentity, type Identity } from './people-identity.ts';
import { KNOWN_ELDERS, type ElderPersona, type KnownElder } from './people-known.ts';
import { seeded, type Random } from './random.ts';

/** The county's people come from one seed, so that a test can invent the same ones. */
export const DEMO_SEED = 'tengzhou';
export const DEMO_ELDERS = 3000;

export interface DemoElder extends Identity, Omit<Home, 'point'> {
  key: string;
  persona: ElderPersona | null;
  /** 称呼: how she wants to be addressed; null = by full name. */
  callAs: string | null;
  facts: readonly DemoFact[];
  diet: DemoDiet;
  /** The nearest meal point of the town. */
  homePointKey: string;
  preferredMode: ServiceMode;
  /** How likely a meal is when the point is open and the person alive and at home; 0 where the slot is not served. */
  habit: Readonly<Record<MealSlot, number>>;
}

/** The first so many people eat at 荆河街道长者食堂: about 85 lunches, 40 breakfasts and 20 dinners a day. */
const JINGHE_REGULARS = 140;

/**
 * `count` invented elders around the given points, the known ones first; the same seed and day give the same people.
 * Each has a source of chance of their own, so another count leaves the others as they were. Shares (age, hardship,
 * diet) are plausible for a county in Shandong, taken from no roster.
 */
export function inventElders(
  count: number,
  seed: string,
  today: ServiceDate,
  points: readonly DemoPoint[],
): DemoElder[] {
  const takenIdNumbers = new Set<string>();
  return Array.from({ length: count }, (_, index) => inventElder(seed, index, today, points, takenIdNumbers));
}

function inventElder(
  seed: string,
  index: number,
  today: ServiceDate,
  points: readonly DemoPoint[],
  takenIdNumbers: Set<string>,
): DemoElder {
  const key = `elder-${String(index + 1).padStart(4, '0')}`;
  const random = seeded(`${seed}:${key}`);
  const regular = index < JINGHE_REGULARS;
  const known = KNOWN_ELDERS[index];
  const identity = inventIdentity(random, today, takenIdNumbers, known);
  const { point, ...home } = known ? knownHome(random, points, known.address) : inventHome(random, points, regular);
  const elder: DemoElder = {
    key,
    persona: null,
    callAs: random.chance(0.06) ? formOfAddress(identity) : null,
    ...identity,
    ...home,
    facts: inventFacts(random, identity, today),
    diet: inventDiet(random, today),
    homePointKey: point.key,
    preferredMode: inventMode(random, point, ageOn(identity.birthDate, today)),
    habit: inventHabit(random, point, regular),
  };
  return known ? asKnown(elder, known, today) : elder;
}

function asKnown(elder: DemoElder, known: KnownElder, today: ServiceDate): DemoElder {
  const { persona, callAs, preferredMode, habit } = known;
  return {
    ...elder, persona, callAs, preferredMode, habit,
    facts: [livingFact(known.living, addDays(today, -900), null)],
    diet: { ...known.diet, askedOn: addDays(today, -60) },
  };
}

/** Four in ten eat at their point, the others are only known to it, as are the neighbours of `jinghe` by chance. */
function inventHabit(random: Random, point: DemoPoint, regular: boolean): Record<MealSlot, number> {
  const eats = regular || (point.key !== 'jinghe' && random.chance(0.4));
  const chances: Record<MealSlot, number> = {
    breakfast: random.chance(regular ? 0.45 : 0.3) ? between(random, 0.4, 0.85) : 0,
    lunch: regular ? between(random, 0.34, 0.82) : between(random, 0.25, 0.85),
    dinner: random.chance(regular ? 0.25 : 0.2) ? between(random, 0.4, 0.85) : 0,
  };
  const of = (slot: MealSlot): number => (eats && point.slots.some((one) => one.slot === slot) ? chances[slot] : 0);
  return { breakfast: of('breakfast'), lunch: of('lunch'), dinner: of('dinner') };
}

/** Of what the point offers at lunch: most eat in, the oldest are mostly brought their meal, few fetch it. */
function inventMode(random: Random, point: DemoPoint, age: number): ServiceMode {
  const lunch = point.slots.find((one) => one.slot === 'lunch');
  if (lunch === undefined) throw new Error(`a point without lunch: ${point.key}`);
  const weights = { dine_in: 56, pickup: 8, home_delivery: age >= 80 ? 80 : 28 };
  return random.weighted(modesOf(lunch).map((mode) => [mode, weights[mode]] as const));
}

function formOfAddress({ name, sex, birthDate }: Identity): string {
  const old = birthDate < '1950';
  const title = sex === 'female' ? (old ? '奶奶' : '阿姨') : old ? '大爷' : '叔';
  return name.slice(0, 1) + title;
}

/** Rounded to hundredths. */
function between(random: Random, low: number, high: number): number {
  return Math.round((low + random.next() * (high - low)) * 100) / 100;
}
