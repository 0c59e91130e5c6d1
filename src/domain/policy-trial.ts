import { firstDay, monthOf, type Instant, type Month, type ServiceDate } from './calendar.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import { fen, sumFen, type Fen } from './money.ts';
import type { PolicyVersion } from './policy.ts';
import { isSeller } from './policy-rules.ts';
import type { KeptAssessment } from './recomputation.ts';
import { assessSubsidy } from './subsidy.ts';
import type { BesideLine, Grant, PastMeal } from './subsidy-facts.ts';

// Section E: a new policy is tried on a past month's real meals before it takes effect.

/** So often the job tries a step that fails; then whoever started the trial is told, and may press on. */
export const MOST_TRIAL_FAILURES = 3;

/** A claimed meal, as its order kept it. */
export type ClaimedMeal = Pick<KeptAssessment, 'facts' | 'grants' | 'beside' | 'meal'> & {
  id: string;
  elderId: string;
  serviceDate: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  priceFen: Fen;
  selfPayFen: Fen;
  placedAt: Instant;
};

/** The versions that a trial judges by: the one tried in place of its policy's own, for the whole month, beside all other policies. */
export function versionsTried(all: readonly PolicyVersion[], tried: PolicyVersion, month: Month): PolicyVersion[] {
  const others = all.filter((one) => one.policyId !== tried.policyId);
  return [...others, { ...tried, fromDate: firstDay(month), toDate: null }];
}

/** What payers with a balance begin a trial with: what their texts say they have. */
export function openingBalances(tried: readonly PolicyVersion[]): Readonly<Record<string, Fen>> {
  const rows = tried.flatMap((one) => one.rules.payers).flatMap(({ payer, balance }) => (balance ? [[payer, fen(balance.openingFen ?? 0)] as const] : []));
  return Object.fromEntries(rows);
}

/** One meal as it was and as it would have been. */
export type TriedMeal = {
  meal: ClaimedMeal;
  before: { grants: readonly Grant[]; beside: readonly BesideLine[]; subsidyFen: Fen; selfPayFen: Fen };
  after: { grants: readonly Grant[]; beside: readonly BesideLine[]; subsidyFen: Fen; selfPayFen: Fen };
};

/**
 * One person's claimed meals of the month judged again, in the order of writing, each on the facts its order kept and on those
 * before it. Meals outside the month are not judged but count with what they really got, where a week or a year reaches them.
 * `balances`: what payers still have, before and after.
 */
export function tryPerson(
  meals: readonly ClaimedMeal[],
  versions: readonly PolicyVersion[],
  month: Month,
  balances: Readonly<Record<string, Fen>>,
): { tried: TriedMeal[]; balances: Readonly<Record<string, Fen>> } {
  const past: PastMeal[] = [];
  const tried: TriedMeal[] = [];
  let left = balances;
  for (const meal of meals.toSorted(byWriting)) {
    const { facts, meal: known, ...own } = meal;
    if (monthOf(meal.serviceDate) !== month) {
      past.push(own);
      continue;
    }
    const { serviceDate, slot, mode, priceFen } = own;
    const answer = assessSubsidy(facts, versions, { meals: past, balances: left }, { serviceDate, slot, mode, priceFen, ...known });
    past.push({ serviceDate, selfPayFen: answer.selfPayFen, grants: answer.grants, beside: answer.beside });
    left = drawn(left, [...answer.grants, ...answer.beside]);
    tried.push({ meal, before: figuresOf(own), after: figuresOf(answer) });
  }
  return { tried, balances: left };
}

function byWriting(one: ClaimedMeal, other: ClaimedMeal): number {
  return one.placedAt - other.placedAt || (one.id < other.id ? -1 : 1);
}

function drawn(balances: Readonly<Record<string, Fen>>, lines: readonly { payer: string; fen: Fen }[]): Readonly<Record<string, Fen>> {
  if (Object.keys(balances).length === 0) return balances;
  return Object.fromEntries(Object.entries(balances).map(([payer, had]) => [payer, fen(had - sumFen(lines.filter((one) => one.payer === payer).map((one) => one.fen)))]));
}

function figuresOf({ grants, beside, selfPayFen }: Pick<PastMeal, 'grants' | 'beside' | 'selfPayFen'>): TriedMeal['before'] {
  return { grants, beside, selfPayFen, subsidyFen: sumFen(grants.filter((one) => !isSeller(one.payer)).map((one) => one.fen)) };
}

/** What it was and what it would have been, in fen. */
export type Pair = { before: Fen; after: Fen };

/** Sums over meals: by payer (the seller's part too), what elders paid themselves, and money beside the price by kind and payer. */
export type TrialTotals = {
  payers: Readonly<Record<string, Pair>>;
  selfPay: Pair;
  beside: { operator: Readonly<Record<string, Pair>>; delivery: Readonly<Record<string, Pair>> };
};

export const NO_TOTALS: TrialTotals = { payers: {}, selfPay: { before: fen(0), after: fen(0) }, beside: { operator: {}, delivery: {} } };

export function addTotals(one: TrialTotals, other: TrialTotals): TrialTotals {
  return {
    payers: addPairs(one.payers, other.payers),
    selfPay: addPair(one.selfPay, other.selfPay),
    beside: { operator: addPairs(one.beside.operator, other.beside.operator), delivery: addPairs(one.beside.delivery, other.beside.delivery) },
  };
}

function addPairs(one: Readonly<Record<string, Pair>>, other: Readonly<Record<string, Pair>>): Record<string, Pair> {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(keys.map((key) => [key, addPair(one[key] ?? NO_TOTALS.selfPay, other[key] ?? NO_TOTALS.selfPay)]));
}

const addPair = (one: Pair, other: Pair): Pair => ({ before: fen(one.before + other.before), after: fen(one.after + other.after) });

export function totalsOf(tried: readonly TriedMeal[]): TrialTotals {
  const of = (side: 'before' | 'after', kind: BesideLine['kind']) => tried.flatMap((one) => one[side].beside.filter((line) => line.kind === kind));
  const sum = (side: 'before' | 'after') => sumFen(tried.map((one) => one[side].selfPayFen));
  return {
    payers: pairsOf(tried.flatMap((one) => one.before.grants), tried.flatMap((one) => one.after.grants)),
    selfPay: { before: sum('before'), after: sum('after') },
    beside: {
      operator: pairsOf(of('before', 'operator'), of('after', 'operator')),
      delivery: pairsOf(of('before', 'delivery'), of('after', 'delivery')),
    },
  };
}

type Line = { payer: string; fen: Fen };

function pairsOf(before: readonly Line[], after: readonly Line[]): Record<string, Pair> {
  const sums: Record<string, { before: number; after: number }> = {};
  const add = (side: 'before' | 'after') => (line: Line) => {
    const sum = (sums[line.payer] ??= { before: 0, after: 0 });
    sum[side] += line.fen;
  };
  before.forEach(add('before'));
  after.forEach(add('after'));
  return Object.fromEntries(Object.entries(sums).map(([payer, sum]) => [payer, { before: fen(sum.before), after: fen(sum.after) }]));
}

/** Somebody who would have got or paid something else. */
export type PersonChange = {
  elderId: string;
  meals: number;
  changedMeals: number;
  subsidyBeforeFen: Fen;
  subsidyAfterFen: Fen;
  selfPayBeforeFen: Fen;
  selfPayAfterFen: Fen;
};

export function isChanged({ before, after }: TriedMeal): boolean {
  return before.subsidyFen !== after.subsidyFen || before.selfPayFen !== after.selfPayFen;
}

/** Null when no meal of theirs changes. */
export function personChange(elderId: string, tried: readonly TriedMeal[]): PersonChange | null {
  const changedMeals = tried.filter(isChanged).length;
  const sum = (side: 'before' | 'after', field: 'subsidyFen' | 'selfPayFen') => sumFen(tried.map((one) => one[side][field]));
  if (changedMeals === 0) return null;
  return {
    elderId,
    meals: tried.length,
    changedMeals,
    subsidyBeforeFen: sum('before', 'subsidyFen'),
    subsidyAfterFen: sum('after', 'subsidyFen'),
    selfPayBeforeFen: sum('before', 'selfPayFen'),
    selfPayAfterFen: sum('after', 'selfPayFen'),
  };
}

/** What one step of a trial comes to. `meals`: those judged. */
export type TrialStep = {
  uptoElderId: string;
  last: boolean;
  meals: number;
  people: number;
  totals: TrialTotals;
  balances: Readonly<Record<string, Fen>>;
  changes: readonly PersonChange[];
};

export type TrialStepFacts = {
  month: Month;
  versions: readonly PolicyVersion[];
  balances: Readonly<Record<string, Fen>>;
  uptoElderId: string;
  /** Of the next people in the order of their ids, whole but for the last one where `more` follow. */
  meals: readonly ClaimedMeal[];
  more: boolean;
};

/** Judges as many whole people as were read. The last one waits for the next step where not all of their meals need be there. */
export function decideTrialStep({ month, versions, balances, uptoElderId, meals, more }: TrialStepFacts): TrialStep {
  const people = [...Map.groupBy(meals, (meal) => meal.elderId)];
  const whole = more ? people.slice(0, -1) : people;
  const step = { meals: 0, people: 0, totals: NO_TOTALS, balances };
  const changes: PersonChange[] = [];
  for (const [elderId, own] of whole) {
    const { tried, balances: left } = tryPerson(own, versions, month, step.balances);
    const change = personChange(elderId, tried);
    if (change) changes.push(change);
    Object.assign(step, { meals: step.meals + tried.length, people: step.people + (tried.length > 0 ? 1 : 0), totals: addTotals(step.totals, totalsOf(tried)), balances: left });
  }
  return { ...step, uptoElderId: whole.at(-1)?.[0] ?? uptoElderId, last: !more, changes };
}
