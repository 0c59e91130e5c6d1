import { addDays, ageOn, type ServiceDate } from '../domain/calendar.ts';
import type { DatedFact, FactKind } from '../domain/elder.ts';
import type { CategoryCode } from './data/categories.ts';
import type { Sex } from './data/names.ts';
import type { Random } from './random.ts';

/** `value`: a category code, a Living, an AbilityLevel, or 'yes'. */
export type DemoFact = DatedFact & { scale: string | null; source: string; document: string | null };

export const LIVING = ['alone', 'couple', 'with_children'] as const;
export type Living = (typeof LIVING)[number];

/** The five grades of GB/T 42195-2022: 完好, 轻度, 中度, 重度, 完全丧失. */
export const ABILITY_LEVELS = ['intact', 'mild', 'moderate', 'severe', 'total'] as const;
export type AbilityLevel = (typeof ABILITY_LEVELS)[number];

/** Among those who were assessed at all. */
const LEVEL_WEIGHTS: readonly (readonly [AbilityLevel, number])[] = [
  ['intact', 8],
  ['mild', 46],
  ['moderate', 27],
  ['severe', 14],
  ['total', 5],
];

export interface Person {
  sex: Sex;
  birthDate: ServiceDate;
}

/** A person's dated facts, oldest first. `today` is the day of loading: nothing begins after it. */
export function inventFacts(random: Random, person: Person, today: ServiceDate): DemoFact[] {
  const age = ageOn(person.birthDate, today);
  const death = deathFact(random, age, today);
  const facts = [
    ...livingFacts(random, age, today),
    ...hardshipFacts(random, today),
    ...lastingCategory(random, 'special_family_planning', 0.01, today),
    ...lastingCategory(random, 'entitled_group', person.sex === 'male' ? 0.032 : 0.008, today),
    ...abilityFacts(random, age, today),
    ...stays(random, age, today),
  ].filter((one) => death.every(({ from }) => one.from < from));
  return [...facts, ...death].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

export function livingFact(value: Living, from: ServiceDate, to: ServiceDate | null): DemoFact {
  return fact('living', value, from, to, '社区入户登记');
}

function livingFacts(random: Random, age: number, today: ServiceDate): DemoFact[] {
  const first = past(random, today, 700, 2_500);
  // Widowed in the last year and a half: a couple's flat in which one is left.
  if (random.chance(0.05)) {
    const changed = past(random, today, 20, 550);
    return [livingFact('couple', first, changed), livingFact('alone', changed, null)];
  }
  const alone = age >= 80 ? 30 : 17;
  const living = random.weighted<Living>([['alone', alone], ['couple', age >= 80 ? 28 : 48], ['with_children', 35]]);
  return [livingFact(living, first, null)];
}

/** 特困, 低保 and 低保边缘 exclude one another at any one time; some were raised, lowered or ended not long ago. */
function hardshipFacts(random: Random, today: ServiceDate): DemoFact[] {
  const code = random.weighted<CategoryCode | 'none'>([
    ['extreme_hardship', 10],
    ['minimum_living_guarantee', 40],
    ['low_income_margin', 20],
    ['none', 930],
  ]);
  if (code === 'none') return [];
  const first = past(random, today, 250, 2_000);
  const changed = past(random, today, 2, random.chance(0.5) ? 40 : 240);
  const draw = random.next();
  if (draw < 0.06) return [category(code, first, changed, random)];
  if (draw > 0.25 || code === 'extreme_hardship') return [category(code, first, null, random)];
  const before = code === 'low_income_margin' ? 'minimum_living_guarantee' : 'low_income_margin';
  return [category(before, first, changed, random), category(code, changed, null, random)];
}

function lastingCategory(random: Random, code: CategoryCode, probability: number, today: ServiceDate): DemoFact[] {
  return random.chance(probability) ? [category(code, past(random, today, 300, 2_500), null, random)] : [];
}

function abilityFacts(random: Random, age: number, today: ServiceDate): DemoFact[] {
  if (!random.chance(age < 70 ? 0.07 : age < 80 ? 0.14 : 0.4)) return [];
  const level = random.weighted(LEVEL_WEIGHTS);
  const from = past(random, today, 30, 720);
  const document = `评估（示例）${from.slice(0, 4)}-${1000 + random.int(9000)}`;
  return [{ ...fact('ability', level, from, null, '老年人能力评估'), scale: 'GB/T 42195-2022', document }];
}

function stays(random: Random, age: number, today: ServiceDate): DemoFact[] {
  if (random.chance(age >= 80 ? 0.012 : 0.003)) {
    return [fact('institution', 'yes', past(random, today, 40, 700), null, '养老机构入住登记')];
  }
  if (!random.chance(0.01)) return [];
  const from = past(random, today, 2, 45);
  const end = addDays(from, 4 + random.int(14));
  return [fact('hospital', 'yes', from, end <= today ? end : null, '家属来电')];
}

function deathFact(random: Random, age: number, today: ServiceDate): DemoFact[] {
  if (!random.chance(age >= 80 ? 0.012 : 0.002)) return [];
  return [fact('death', 'yes', past(random, today, 1, 90), null, '村（社区）报告')];
}

function category(code: CategoryCode, from: ServiceDate, to: ServiceDate | null, random: Random): DemoFact {
  const document = `滕民（示例）〔${from.slice(0, 4)}〕${1 + random.int(400)} 号`;
  return { ...fact('category', code, from, to, '民政局名册'), document };
}

function fact(kind: FactKind, value: string, from: ServiceDate, to: ServiceDate | null, source: string): DemoFact {
  return { kind, value, from, to, scale: null, source, document: null };
}

/** A day from `least` up to `most` days before today. */
function past(random: Random, today: ServiceDate, least: number, most: number): ServiceDate {
  return addDays(today, -least - random.int(most - least + 1));
}
