import { fen, type Fen } from './money.ts';
import type { Give } from './policy-give.ts';
import type { Benefit, Tier } from './policy-rules.ts';
import type { Bill } from './subsidy-amount.ts';
import { isSpent, mealMiss, whoMiss } from './subsidy-eligibility.ts';
import type { Grant, Occasion } from './subsidy-facts.ts';
import type { Miss, Reason } from './subsidy-reason.ts';
import { giveAt, outcomeOf, type Outcome } from './subsidy-tier.ts';

// One benefit on one meal: its tiers compete, or add up where the document says 可叠加.

/** The bill as it stands: what is left of the price, what was given, and why. */
export type RunningBill = Bill & { grants: readonly Grant[]; reasons: readonly Reason[] };

/** `discountedFen`: after all discounts and before any subsidy, what a minimum spend after discount is measured on. */
export function applyBenefit(benefit: Benefit, occasion: Occasion, bill: RunningBill, discountedFen: Fen): RunningBill {
  const miss = benefitMiss(benefit, occasion, discountedFen);
  if (miss) return { ...bill, reasons: [...bill.reasons, miss] };
  const judged = benefit.tiers.map((tier) => judge(tier, benefit, occasion, discountedFen));
  const fitting = judged.flatMap((one) => (one.give ? [{ tier: one.tier, give: one.give }] : []));
  if (fitting.length === 0) return { ...bill, reasons: [...bill.reasons, whyNone(benefit, judged)] };
  const given = (on: RunningBill) => ({ tier, give }: (typeof fitting)[number]) => outcomeOf(tier, benefit, give, occasion, on);
  if (benefit.combine === 'stack') return fitting.reduce((sum, one) => add(sum, given(sum)(one)), bill);
  return add(bill, best(fitting.map((one) => ({ clause: one.tier.clause, outcome: given(bill)(one) }))));
}

function benefitMiss({ name, who, meals, boundCard, minSpend }: Benefit, occasion: Occasion, discountedFen: Fen): Reason | null {
  const { facts, meal } = occasion;
  const notMeant = mealMiss(meals, meal, name);
  if (notMeant) return notMeant;
  if (boundCard && facts.boundPointId !== meal.point.id) return { kind: 'other_point', benefit: name };
  const miss = whoMiss(who, occasion);
  if (miss) return { kind: 'not_for_this_person', benefit: name, miss };
  return minSpend && !isSpent(minSpend, meal, discountedFen) ? { kind: 'below_min_spend', clause: name, minSpend } : null;
}

/** What a tier would give, or why it does not apply: something that the person lacks, or a reason in the meal. */
type Judged = { tier: Tier } & ({ give: Give } | { give: null; miss: Miss | Reason });

function judge(tier: Tier, { name }: Benefit, occasion: Occasion, discountedFen: Fen): Judged {
  const { who, meals, minSpend, clause } = tier;
  const { meal } = occasion;
  const not = (miss: Miss | Reason): Judged => ({ tier, give: null, miss });
  const lack = whoMiss(who, occasion);
  if (lack) return not(lack);
  const notMeant = mealMiss(meals, meal, name);
  if (notMeant) return not(notMeant);
  if (minSpend && !isSpent(minSpend, meal, discountedFen)) return not({ kind: 'below_min_spend', clause, minSpend });
  const give = giveAt(tier.give, occasion);
  return give ? { tier, give } : not({ kind: 'slot_not_covered', benefit: name, slot: meal.slot });
}

/** Whoever is in a tier but for the meal hears about the meal; whoever is in none hears what each tier asks. */
function whyNone({ name }: Benefit, judged: readonly Judged[]): Reason {
  const misses: { clause: string; miss: Miss }[] = [];
  for (const one of judged) {
    if (one.give) continue;
    if (typeof one.miss !== 'string') return one.miss;
    misses.push({ clause: one.tier.clause, miss: one.miss });
  }
  return { kind: 'no_tier_fits', benefit: name, misses };
}

/** The one that gives most. Of equals the clause that sorts first, so that the order in which tiers are written decides nothing. */
function best(outcomes: readonly { clause: string; outcome: Outcome }[]): Outcome {
  return outcomes.reduce((top, one) => {
    const more = one.outcome.fen - top.outcome.fen;
    return more > 0 || (more === 0 && one.clause < top.clause) ? one : top;
  }).outcome;
}

function add(bill: RunningBill, { grants, reasons, fen: given, offFen }: Outcome): RunningBill {
  return {
    reducedFen: fen(bill.reducedFen - offFen),
    leftFen: fen(bill.leftFen - given),
    grants: [...bill.grants, ...grants],
    reasons: [...bill.reasons, ...reasons],
  };
}
