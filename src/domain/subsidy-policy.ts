import { fen, type Fen } from './money.ts';
import { givesOf } from './policy-give.ts';
import { DISCOUNT, type Benefit } from './policy-rules.ts';
import { percentOf } from './subsidy-amount.ts';
import { applyBenefit, type RunningBill } from './subsidy-benefit.ts';
import { mealMiss, whoMiss } from './subsidy-eligibility.ts';
import type { AssessedMeal, Occasion } from './subsidy-facts.ts';
import type { Reason } from './subsidy-reason.ts';

// One policy on one meal: its benefits add up, in the order of discounts and amounts that the document says.

/** A step of the bill: a benefit, or the seller's own discount of the day. */
type Step = Benefit | 'own_discount';

export function startBill({ priceFen }: AssessedMeal): RunningBill {
  return { reducedFen: priceFen, leftFen: priceFen, grants: [], reasons: [] };
}

/** Everything one policy gives of what is left of the bill. The seller's own discount is taken once, under whichever policy comes first. */
export function applyPolicy(occasion: Occasion, bill: RunningBill, ownDiscountTaken: boolean): RunningBill {
  const { rules } = occasion.version;
  const why = policyMiss(occasion);
  const own: Step[] = ownDiscountTaken ? [] : ['own_discount'];
  if (why) return runSteps(own, occasion, { ...bill, reasons: [...bill.reasons, why] }, bill.reducedFen);
  const discounts = [...own, ...rules.benefits.filter(isDiscount)];
  const amounts = rules.benefits.filter((one) => !isDiscount(one));
  const afterOwn = runSteps(own, occasion, bill, bill.reducedFen).reducedFen;
  const discountedFen = runSteps(discounts, occasion, bill, afterOwn).reducedFen;
  if (rules.order === 'amount_first') return runSteps(discounts, occasion, runSteps(amounts, occasion, bill, discountedFen), afterOwn);
  return runSteps(amounts, occasion, runSteps(discounts, occasion, bill, afterOwn), discountedFen);
}

function runSteps(steps: readonly Step[], occasion: Occasion, bill: RunningBill, discountedFen: Fen): RunningBill {
  return steps.reduce(
    (sum, step) => (step === 'own_discount' ? takeOwnDiscount(occasion.meal, sum) : applyBenefit(step, occasion, sum, discountedFen)),
    bill,
  );
}

/** Slot by slot too: 午餐八折，晚餐九折. */
function isDiscount({ tiers }: Benefit): boolean {
  return tiers.flatMap(({ give }) => givesOf(give)).every(({ form }) => form === 'discount');
}

/** Why no benefit of the policy applies, whatever its tiers say. */
function policyMiss(occasion: Occasion): Reason | null {
  const { meal, version } = occasion;
  const { who, meals, sellerDiscount } = version.rules;
  const notMeant = mealMiss(meals, meal, '');
  if (notMeant) return notMeant;
  const miss = whoMiss(who, occasion);
  if (miss) return { kind: 'not_for_this_person', benefit: '', miss };
  const reduced = (meal.sellerPercentOff ?? 0) > 0;
  return reduced && sellerDiscount === 'no_benefit' ? { kind: 'seller_discount_instead', benefit: '' } : null;
}

/** What the seller takes off its own price that day, whoever eats it. */
export function takeOwnDiscount({ sellerPercentOff = 0 }: AssessedMeal, bill: RunningBill): RunningBill {
  const off = percentOf(bill.leftFen, Math.min(100, Math.max(0, sellerPercentOff)));
  if (off === 0) return bill;
  return {
    reducedFen: fen(bill.reducedFen - off),
    leftFen: fen(bill.leftFen - off),
    grants: [...bill.grants, { policy: '', benefit: '', clause: '', payer: DISCOUNT, fen: off }],
    reasons: [...bill.reasons, { kind: 'seller_discount', fen: off }],
  };
}
