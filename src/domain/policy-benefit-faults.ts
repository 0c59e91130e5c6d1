import { MEAL_SLOTS } from './meal-slot.ts';
import { limitFaults, mealFaults, whoFaults } from './policy-condition-faults.ts';
import { givesOf, PERIODS, type Give, type Giving, type Limit } from './policy-give.ts';
import { paysFaults } from './policy-payer-faults.ts';
import { problem, type Path, type PolicyProblem } from './policy-problem.ts';
import { ELDER, isSeller, type Benefit, type Beside, type PolicyRules, type Tier } from './policy-rules.ts';

export type Surroundings = { rules: PolicyRules; categories: readonly string[] | undefined };

export function benefitFaults(benefit: Benefit, at: Path, around: Surroundings): PolicyProblem[] {
  const { rules } = around;
  return [
    ...whoFaults(benefit.who, [...at, 'who'], { ...around, outer: [rules.who] }),
    ...mealFaults(benefit.meals, [...at, 'meals'], [rules.meals]),
    ...limitFaults(benefit.limits, [...at, 'limits']),
    ...minSelfPayFaults(benefit.minSelfPay, [...at, 'minSelfPay']),
    ...benefit.tiers.flatMap((tier, index) => tierFaults(tier, benefit, [...at, 'tiers', index], around)),
    ...(benefit.combine === 'best_tier' ? overshadowed(benefit, at) : []),
  ];
}

function tierFaults(tier: Tier, benefit: Benefit, at: Path, around: Surroundings): PolicyProblem[] {
  const { rules } = around;
  const paysAt = tier.pays === undefined && benefit.pays !== undefined ? [...at.slice(0, -2), 'pays'] : [...at, 'pays'];
  const outerMeals = [rules.meals, benefit.meals, tier.meals];
  return [
    ...whoFaults(tier.who, [...at, 'who'], { ...around, outer: [rules.who, benefit.who] }),
    ...mealFaults(tier.meals, [...at, 'meals'], [rules.meals, benefit.meals]),
    ...limitFaults(tier.limits, [...at, 'limits']),
    ...giveFaults(tier.give, [...at, 'give'], outerMeals.map((one) => one?.slots)),
    ...(benefit.combine === 'stack' && givesOf(tier.give).some((one) => one.form === 'elder_pays')
      ? [problem([...at, 'give', 'form'], 'cannot_be_stacked', 'elder_pays')]
      : []),
    ...paysFaults(tier.pays ?? benefit.pays, tier.give, paysAt, rules),
    ...[tier.limits, benefit.limits, rules.limits].flatMap((limits) => belowAmount(limits, tier.give, [...at, 'give'])),
    ...neverSpent(tier, benefit, rules, at),
    ...minSelfPayFaults(tier.minSelfPay, [...at, 'minSelfPay']),
    ...belowMinSelfPay(tier, tier.minSelfPay ?? benefit.minSelfPay ?? rules.minSelfPay, at),
  ];
}

function giveFaults(giving: Giving, at: Path, slots: readonly (readonly string[] | undefined)[]): PolicyProblem[] {
  if (giving.form !== 'by_slot') return amountFaults(giving, at);
  if (givesOf(giving).length === 0) return [problem(at, 'gives_nothing')];
  return MEAL_SLOTS.flatMap((slot) => {
    const give = giving[slot];
    if (!give) return [];
    const covered = slots.every((list) => list === undefined || list.includes(slot));
    return [...amountFaults(give, [...at, slot]), ...(covered ? [] : [problem([...at, slot], 'never_applies', slot)])];
  });
}

function amountFaults(give: Give, at: Path): PolicyProblem[] {
  if (give.form !== 'percent' && give.form !== 'discount') return [];
  const [field, value] = give.form === 'percent' ? (['percent', give.percent] as const) : (['percentOff', give.percentOff] as const);
  if (value > 100) return [problem([...at, field], 'percent_over_100', value)];
  return value === 0 ? [problem([...at, field], 'gives_nothing')] : [];
}

export function minSelfPayFaults(minSelfPay: PolicyRules['minSelfPay'], at: Path): PolicyProblem[] {
  if (!minSelfPay) return [];
  const { fen, percent } = minSelfPay;
  if (fen === undefined && percent === undefined) return [problem(at, 'one_or_the_other', 'fen, percent')];
  return (percent ?? 0) > 100 ? [problem([...at, 'percent'], 'percent_over_100', percent)] : [];
}

/** A target price below what the elder has to pay at least. */
function belowMinSelfPay({ give }: Tier, minSelfPay: PolicyRules['minSelfPay'], at: Path): PolicyProblem[] {
  const least = minSelfPay?.fen ?? 0;
  const below = give.form === 'elder_pays' && give.per === 'meal' && give.fen < least;
  return below ? [problem([...at, 'give', 'fen'], 'below_min_self_pay', least)] : [];
}

/** A limit for the same or a longer period that is below what one meal gives: amount or limit must be wrong. */
function belowAmount(limits: readonly Limit[], giving: Giving, at: Path): PolicyProblem[] {
  return givesOf(giving).flatMap((give) => {
    const most = mostOf(give);
    if (!most) return [];
    const low = limits.find((one) => one.fen !== undefined && PERIODS.indexOf(one.per) >= PERIODS.indexOf(most.per) && one.fen < most.fen);
    return low ? [problem(at, 'limit_below_amount', `${low.fen} < ${most.fen}`)] : [];
  });
}

function mostOf(give: Give): { fen: number; per: Limit['per'] } | null {
  if (give.form === 'fixed') return give;
  if (give.form === 'up_to_actual') return { fen: give.capFen, per: give.per };
  return give.form === 'percent' && give.capFen !== undefined ? { fen: give.capFen, per: 'meal' } : null;
}

/** With list prices given, one of them must reach the minimum spend, and one must be above what the elder pays. */
function neverSpent(tier: Tier, benefit: Benefit, rules: PolicyRules, at: Path): PolicyProblem[] {
  const prices = (tier.meals ?? benefit.meals ?? rules.meals)?.listPricesFen;
  if (!prices) return [];
  const dearest = Math.max(...prices);
  const spends = [tier.minSpend, benefit.minSpend].filter((one) => one !== undefined && one.deliveryFee === 'out');
  const short = spends.find((one) => one !== undefined && (one.compare === '>' ? dearest <= one.fen : dearest < one.fen));
  const pays = tier.give.form === 'elder_pays' && tier.give.per === 'meal' && tier.give.fen >= dearest;
  return [
    ...(short ? [problem(at, 'never_applies', `minSpend ${short.fen}`)] : []),
    ...(pays ? [problem([...at, 'give', 'fen'], 'gives_nothing', dearest)] : []),
  ];
}

/**
 * A tier that is never the best one: everybody in it is in another tier that always gives more. Only plain tiers are compared,
 * told apart by age alone; anything else may have its reason.
 */
function overshadowed({ tiers }: Benefit, at: Path): PolicyProblem[] {
  return tiers.flatMap((tier, index) => {
    const over = tiers.find((other) => other !== tier && isPlain(other) && isPlain(tier) && holds(other, tier) && givesMore(other, tier));
    return over ? [problem([...at, 'tiers', index], 'never_best', over.clause)] : [];
  });
}

function isPlain({ who, meals, minSpend, limits, pays, give }: Tier): boolean {
  const { ageFrom: _from, ageBefore: _before, ...rest } = who ?? {};
  const agesOnly = Object.values(rest).every((value) => value === undefined);
  return agesOnly && !meals && !minSpend && limits.length === 0 && !pays && give.form !== 'by_slot';
}

function holds(outer: Tier, inner: Tier): boolean {
  const from = (outer.who?.ageFrom ?? 0) <= (inner.who?.ageFrom ?? 0);
  return from && (inner.who?.ageBefore ?? Infinity) <= (outer.who?.ageBefore ?? Infinity);
}

function givesMore({ give: more }: Tier, { give: less }: Tier): boolean {
  if (more.form === 'fixed' && less.form === 'fixed') return more.per === less.per && more.fen > less.fen;
  if (more.form === 'elder_pays' && less.form === 'elder_pays') return more.per === less.per && more.fen < less.fen;
  if (more.form === 'discount' && less.form === 'discount') return more.percentOff > less.percentOff;
  return false;
}

export function besideFaults(beside: Beside, at: Path, around: Surroundings): PolicyProblem[] {
  const { kind, fen, percentOfFee = 0, payer, meals } = beside;
  const { rules } = around;
  const delivered = meals?.modes === undefined || meals.modes.includes('home_delivery');
  const named = payer ?? (rules.payers.length === 1 ? rules.payers[0]?.payer : undefined);
  const known = rules.payers.some((one) => one.payer === named);
  return [
    ...((fen === undefined) === (beside.percentOfFee === undefined) ? [problem(at, 'one_or_the_other', 'fen, percentOfFee')] : []),
    ...(percentOfFee > 100 ? [problem([...at, 'percentOfFee'], 'percent_over_100', percentOfFee)] : []),
    ...(kind === 'operator' && (percentOfFee > 0 || beside.upToFee) ? [problem(at, 'only_for_delivery')] : []),
    ...(kind === 'delivery' && !delivered ? [problem([...at, 'meals', 'modes'], 'never_applies', 'home_delivery')] : []),
    ...(named === undefined || named === ELDER || isSeller(named) ? [problem([...at, 'payer'], 'who_pays')] : []),
    ...(named !== undefined && !known ? [problem([...at, 'payer'], 'unknown_payer', named)] : []),
    ...whoFaults(beside.who, [...at, 'who'], { ...around, outer: [rules.who] }),
    ...mealFaults(meals, [...at, 'meals'], [rules.meals]),
    ...limitFaults(beside.limits, [...at, 'limits']),
  ];
}
