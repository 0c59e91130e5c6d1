import { fen, sumFen, type Fen } from './money.ts';
import type { Give, Giving, Pays } from './policy-give.ts';
import { DISCOUNT, isSeller, type Benefit, type PolicyRules, type Tier } from './policy-rules.ts';
import { amountOf, percentOf, type Bill } from './subsidy-amount.ts';
import type { Grant, Occasion } from './subsidy-facts.ts';
import { allowanceOf, tighter, type Allowance, type Counted } from './subsidy-limits.ts';
import { cutTo, partsOf, settle } from './subsidy-payers.ts';
import type { LimitedThing, Reason } from './subsidy-reason.ts';

// What one fitting tier gives of one meal: the amount, no more than the elder may be relieved of, cut by limits, parted among payers.

/** `fen`: all that was given. `offFen`: how much of it lowers the price that later percentages are of. */
export type Outcome = { grants: readonly Grant[]; reasons: readonly Reason[]; fen: Fen; offFen: Fen };

/** A tier with everything that its benefit and the rules say for it. */
type Case = {
  clause: string;
  give: Give;
  pays: Pays;
  /** Borne by the seller alone: no public money, so no limit of the policy and no minimum self-pay concern it. */
  sellers: boolean;
  label: Omit<Grant, 'payer' | 'fen'>;
  minSelfPay: PolicyRules['minSelfPay'];
  /** Which earlier grants draw on the same period's amount. */
  drawn: Counted;
  limited: Allowance & { of: LimitedThing };
};

export function outcomeOf(tier: Tier, benefit: Benefit, give: Give, occasion: Occasion, bill: Bill & { grants: readonly Grant[] }): Outcome {
  const one = caseOf(tier, benefit, give, occasion, bill.grants);
  const { clause, pays, limited } = one;
  const wanted = amountOf(give, bill, occasion, one.drawn);
  const { amount, reasons } = relieved(wanted, one, occasion, bill);
  const parts = partsOf(pays, amount);
  // Used up in meals: nothing at all. Used up in money: what the seller bears is not public money and stays.
  const kept = limited.mealsUsedUp ? [] : cutTo(limited.fen, pays, parts);
  const keptFen = sumFen(kept.map((part) => part.fen));
  const settled = settle(kept, one.label, occasion, bill.grants);
  const given = sumFen(settled.grants.map((grant) => grant.fen));
  const covered = given === 0 && amount === 0 && isFlat(give) && !limited.mealsUsedUp;
  const stopped: Reason[] = [
    ...usedUp(give, wanted, bill, clause),
    ...reasons,
    ...(limited.limit && keptFen < amount ? [{ kind: 'limit_reached' as const, clause, limit: limited.limit, of: limited.of, keptFen }] : []),
    ...settled.reasons,
  ];
  return {
    fen: given,
    offFen: give.form === 'discount' ? given : fen(0),
    grants: covered ? [{ ...one.label, payer: countedPayer(pays), fen: fen(0) }] : settled.grants,
    reasons: [...cameTo(clause, settled.grants, covered, stopped.length > 0), ...stopped],
  };
}

function cameTo(clause: string, grants: readonly Grant[], covered: boolean, stopped: boolean): Reason[] {
  const borneBy = (seller: boolean) => sumFen(grants.filter((one) => isSeller(one.payer) === seller).map((one) => one.fen));
  const gave: Reason[] = [{ kind: 'tier', clause, fen: borneBy(false) }, { kind: 'seller_gives', clause, fen: borneBy(true) }];
  const some = gave.filter((one) => 'fen' in one && one.fen > 0);
  if (some.length > 0) return some;
  if (covered) return [{ kind: 'within_flat_price', clause }];
  return stopped ? [] : [{ kind: 'tier_gives_nothing', clause }];
}

/** What a tier gives at this slot; by_slot may say nothing of it. */
export function giveAt(giving: Giving, { meal }: Occasion): Give | undefined {
  return giving.form === 'by_slot' ? giving[meal.slot] : giving;
}

function caseOf(tier: Tier, benefit: Benefit, give: Give, occasion: Occasion, soFar: readonly Grant[]): Case {
  const { version } = occasion;
  const pays = tier.pays ?? benefit.pays ?? onlyPayer(version.rules, give);
  const sellers = typeof pays === 'string' && isSeller(pays);
  const label = { policy: version.policyId, benefit: benefit.name, clause: tier.clause };
  const ofBenefit: Counted = (one) => one.policy === label.policy && one.benefit === label.benefit;
  const ofTier: Counted = (one) => ofBenefit(one) && one.clause === label.clause;
  const ofPolicy: Counted = (one) => one.policy === label.policy && one.benefit !== undefined;
  const money = (counted: Counted): Counted => (one) => counted(one) && (sellers || !isSeller(one.payer));
  const things = [
    { of: 'tier' as const, limits: tier.limits, counted: money(ofTier) },
    { of: 'benefit' as const, limits: benefit.limits, counted: money(ofBenefit) },
    { of: 'policy' as const, limits: sellers ? [] : version.rules.limits, counted: money(ofPolicy) },
  ];
  const { meal, history } = occasion;
  const limited = things
    .map(({ of, limits, counted }): Case['limited'] => ({ of, ...allowanceOf(limits, counted, meal.serviceDate, history, soFar) }))
    .reduce(tighter);
  const minSelfPay = tier.minSelfPay ?? benefit.minSelfPay ?? version.rules.minSelfPay;
  return { clause: tier.clause, give, pays, sellers, label, minSelfPay, limited, drawn: benefit.combine === 'stack' ? ofTier : ofBenefit };
}

/** Left out, the policy's only payer pays, and a discount is the seller's (checked when the policy is read). */
function onlyPayer({ payers }: PolicyRules, give: Give): string {
  return give.form === 'discount' ? DISCOUNT : (payers[0]?.payer ?? DISCOUNT);
}

/** 包餐: the elder pays so much for a day's or a month's meals together. Such a meal is covered even where nothing is given of it. */
function isFlat(give: Give): boolean {
  return give.form === 'elder_pays' && give.per !== 'meal';
}

/** Under whose name a meal covered at no cost counts against limits: a public payer's, where there is one. */
function countedPayer(pays: Pays): string {
  if (typeof pays === 'string') return pays;
  return (pays.find((one) => !isSeller(one.payer)) ?? pays[0])?.payer ?? DISCOUNT;
}

/** Section E, minimum self-pay: subsidy stops there; what the seller alone takes off its price does not. */
function relieved(wanted: Fen, { clause, sellers, minSelfPay }: Case, { meal }: Occasion, { leftFen }: Bill): { amount: Fen; reasons: Reason[] } {
  const asked = Math.max(minSelfPay?.fen ?? 0, percentOf(meal.priceFen, minSelfPay?.percent ?? 0));
  const stays = sellers ? 0 : Math.min(asked, leftFen);
  const amount = fen(Math.min(wanted, leftFen - stays));
  return { amount, reasons: amount < wanted && stays > 0 ? [{ kind: 'min_self_pay', clause, fen: fen(stays) }] : [] };
}

/** An amount for a period, of which earlier meals have used some: as good as a limit to whoever asks why. */
function usedUp(give: Give, wanted: Fen, { leftFen }: Bill, clause: string): Reason[] {
  if ((give.form !== 'fixed' && give.form !== 'up_to_actual') || give.per === 'meal') return [];
  const whole = give.form === 'fixed' ? give.fen : give.capFen;
  if (wanted >= Math.min(whole, leftFen)) return [];
  return [{ kind: 'limit_reached', clause, limit: { per: give.per, fen: whole }, of: 'tier', keptFen: wanted }];
}
