import type { ElderFacts } from './elder.ts';
import { fen, sumFen, type Fen } from './money.ts';
import { versionsOn, type PolicyVersion } from './policy.ts';
import { ELDER } from './policy-rules.ts';
import type { RunningBill } from './subsidy-benefit.ts';
import { besideLines } from './subsidy-beside.ts';
import type { AssessedMeal, BesideLine, Grant, Occasion, SubsidyHistory } from './subsidy-facts.ts';
import { applyPolicy, startBill, takeOwnDiscount } from './subsidy-policy.ts';
import type { Reason } from './subsidy-reason.ts';

/** The elder is a payer like any other, so that the lines of a split sum to the price. */
export const ELDER_PAYER = ELDER;

/** One yuan has one payer. `clause` names the tier that gave it; the elder's own line and the seller's own discount have none. */
export type SplitLine = { payer: string; clause: string; fen: Fen };

export type Assessment = {
  /** The policy version that decided; further ones may have added to it (`grants` says which gave what). */
  policyVersionId: string | null;
  /** Sums to the price. The elder's line comes last and is there even when it is zero. */
  split: readonly SplitLine[];
  selfPayFen: Fen;
  /** What later meals count against their limits. */
  grants: readonly Grant[];
  /** Public money beside the price. */
  beside: readonly BesideLine[];
  /** What the elder pays of the delivery fee. */
  selfDeliveryFen: Fen;
  facts: ElderFacts;
  reasons: readonly Reason[];
};

/**
 * Who pays what for one meal. Pure, total and exact: whole fen, nothing negative, the split sums to the price. `facts` are those
 * of the service date, and so is the version of each policy. `history`: what was written before. Source: section E; the policy
 * documents. Order: the best single policy, then those that may be added; in each, discounts and amounts by its own setting.
 */
export function assessSubsidy(
  facts: ElderFacts,
  versions: readonly PolicyVersion[],
  history: SubsidyHistory,
  meal: AssessedMeal,
): Assessment {
  const occasions = versionsOn(versions, meal.serviceDate).map((version) => ({ version, facts, history, meal }));
  const { bill, deciding, counting } = combined(occasions, meal);
  const beside = counting.flatMap((occasion) => besideLines(occasion, bill.grants));
  const delivery = sumFen(beside.filter((one) => one.kind === 'delivery').map((one) => one.fen));
  return {
    policyVersionId: deciding?.version.id ?? null,
    split: [...linesOf(bill.grants), { payer: ELDER_PAYER, clause: '', fen: bill.leftFen }],
    selfPayFen: bill.leftFen,
    grants: bill.grants,
    beside,
    selfDeliveryFen: fen(Math.max(0, (meal.deliveryFeeFen ?? 0) - delivery)),
    facts,
    reasons: bill.reasons,
  };
}

type Combined = { bill: RunningBill; deciding: Occasion | null; counting: readonly Occasion[] };

/** Section E, "Several at once": of the policies that do not say 可叠加 the one that leaves the elder least to pay, then all that do. */
function combined(occasions: readonly Occasion[], meal: AssessedMeal): Combined {
  const competing = occasions.filter(({ version: { rules } }) => !rules.stackable && rules.benefits.length > 0);
  const adding = occasions.filter((one) => !competing.includes(one));
  const bills = competing.map((occasion) => ({ occasion, bill: applyPolicy(occasion, startBill(meal), false) }));
  const best = bills.reduce<(typeof bills)[number] | null>((top, one) => (top && top.bill.leftFen <= one.bill.leftFen ? top : one), null);
  const nothingGiven = best !== null && best.bill.grants.every((one) => one.policy === '');
  // Where none gives anything, each says why; where one does, the others are beside the point.
  const others = nothingGiven ? bills.filter((one) => one !== best).flatMap((one) => one.bill.reasons.filter((why) => why.kind !== 'seller_discount')) : [];
  const first = best ? { ...best.bill, reasons: [...best.bill.reasons, ...others] } : takeOwnDiscount(meal, startBill(meal));
  const bill = adding.reduce((sum, occasion) => applyPolicy(occasion, sum, true), first);
  const deciding = best && !nothingGiven ? best.occasion : (adding.find(gaveIn(bill)) ?? best?.occasion ?? adding[0] ?? null);
  if (occasions.length === 0) return { bill: { ...bill, reasons: [...bill.reasons, { kind: 'no_policy' }] }, deciding: null, counting: [] };
  return { bill, deciding, counting: best ? [best.occasion, ...adding] : adding };
}

function gaveIn({ grants }: RunningBill): (occasion: Occasion) => boolean {
  return ({ version }) => grants.some((one) => one.policy === version.policyId);
}

/** One line for each payer and clause that pays something. */
function linesOf(grants: readonly Grant[]): SplitLine[] {
  const paid = Map.groupBy(grants.filter((one) => one.fen > 0), ({ payer, clause }) => JSON.stringify([payer, clause]));
  return [...paid.values()].flatMap((lines) => {
    const [first] = lines;
    return first ? [{ payer: first.payer, clause: first.clause, fen: sumFen(lines.map((one) => one.fen)) }] : [];
  });
}
