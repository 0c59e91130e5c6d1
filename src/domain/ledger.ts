import type { ClaimReversalReason } from './claim.ts';
import type { NoShowRule } from './meal-run.ts';
import { sumFen, type Fen } from './money.ts';
import type { OrderState } from './order.ts';
import { isSeller } from './policy-rules.ts';
import type { LineBill } from './statement.ts';
import { ELDER_PAYER } from './subsidy.ts';

export const TRANSFER_KINDS = ['reserve', 'post', 'void', 'reverse'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/**
 * Whose account it is: a payer of subsidy; an operator for its meals, and apart from them for what it gets beside the price; a
 * point's cash box; an elder's prepaid money as one operator holds it; the county's bank and the cash of its office, through which
 * donations come.
 */
export const ACCOUNT_KINDS = ['payer', 'operator', 'operator_subsidy', 'delivery_subsidy', 'cash', 'prepaid', 'bank', 'office_cash'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Account ids say what they are: payer:city, cash:p1, prepaid:op1:e1 (held by the operator, owned by the elder). */
export function accountId(kind: AccountKind, ...owner: readonly string[]): string {
  return [kind, ...owner].join(':');
}

/** How the elder's own share is paid: from prepaid money, set aside when ordering, or in cash when the meal is handed over. */
export const PAY_WAYS = ['prepaid', 'cash'] as const;
export type PayWay = (typeof PAY_WAYS)[number];

/** A movement from the account debited (who pays) to the account credited (who earns). Always more than nothing. */
export type Transfer = {
  kind: TransferKind;
  /** The reservation that a post or void ends, the posting that a reversal mirrors; null for what was never reserved. */
  resolvesId: string | null;
  debit: string;
  credit: string;
  amountFen: Fen;
};
export type StoredTransfer = Transfer & { id: string };

/** Whose cash box and whose prepaid money the elder's share comes from, and who earns the meal. */
export type Till = { mealPointId: string; operatorId: string; elderId: string };

/** What one order costs whom: the price payer by payer, public money beside it, and how the elder pays. */
export type Bill = LineBill & { payBy: PayWay };

type Share = Pick<Transfer, 'debit' | 'credit' | 'amountFen'>;

/** Prepaid where it covers the whole share (section F): a meal is never paid half in cash. */
export function payWayOf(selfPayFen: Fen, availableFen: Fen): PayWay {
  return selfPayFen > 0 && availableFen >= selfPayFen ? 'prepaid' : 'cash';
}

/** Ordering reserves every payer's part, and the elder's own where it is prepaid. Cash is taken on hand-over and reserves nothing. */
export function reserveBill(bill: Bill, till: Till): Transfer[] {
  const shares = [...publicShares(bill, till), ...(bill.payBy === 'prepaid' ? ownShare(bill, till) : [])];
  return shares.map((share) => ({ kind: 'reserve', resolvesId: null, ...share }));
}

/**
 * Hand-over posts each part, ending its reservation where one is open (a missed or walk-in meal has none). `earlier`: the order's
 * transfers so far; what a no-show has already paid is not paid again. What stands posted for the meal sums to the price, less
 * what the seller took off it.
 */
export function postHandOver(bill: Bill, earlier: readonly StoredTransfer[], till: Till): Transfer[] {
  const [open, posted] = [unresolved(earlier, 'reserve'), unresolved(earlier, 'post')];
  const shares = [...publicShares(bill, till), ...ownShare(bill, till)].filter((share) => !posted.some((one) => sameSides(one, share)));
  return shares.map((share) => ({ kind: 'post', resolvesId: open.find((one) => sameSides(one, share))?.id ?? null, ...share }));
}

type LateMeal = { state: OrderState; elderId: string; run: Omit<Till, 'elderId'>; bill: Bill; transfers: readonly StoredTransfer[] };

/**
 * Which of these meals a fund no longer reaches, one after the other: who was missed has nothing set aside any more, and what a
 * fund was to pay may have gone to others. `funds`: what those payers that can run out still have to give.
 */
export function beyondFunds<Meal extends LateMeal>(meals: readonly Meal[], funds: readonly { payer: string; fen: Fen }[]): Meal[] {
  let left = new Map<string, number>(funds.map((one) => [accountId('payer', one.payer), one.fen]));
  return meals.filter(({ state, bill, transfers, run, elderId }) => {
    if (state !== 'missed') return false;
    const after = new Map(left);
    for (const { debit, amountFen } of postHandOver(bill, transfers, { ...run, elderId })) {
      const before = after.get(debit);
      if (before !== undefined) after.set(debit, before - amountFen);
    }
    if ([...after.values()].some((one) => one < 0)) return true;
    left = after;
    return false;
  });
}

/** Cancelling releases what was reserved. */
export function voidReserved(open: readonly StoredTransfer[]): Transfer[] {
  return open.map((one) => ({ ...sidesOf(one), kind: 'void', resolvesId: one.id }));
}

/**
 * Nobody came: no subsidy is claimed, so what payers reserved is released. The elder's prepaid share is released as well, or
 * kept by the operator, by the point's rule.
 */
export function missReserved(open: readonly StoredTransfer[], rule: NoShowRule): Transfer[] {
  const kept = open.filter((one) => rule === 'keep_self_pay' && isPrepaid(one));
  return [
    ...voidReserved(open.filter((one) => !kept.includes(one))),
    ...kept.map((one): Transfer => ({ ...sidesOf(one), kind: 'post', resolvesId: one.id })),
  ];
}

/** A reversal copies the stored line with the sides exchanged; it never recomputes. */
export function reversePosted(posted: readonly StoredTransfer[]): Transfer[] {
  return posted.map((one) => ({ kind: 'reverse', resolvesId: one.id, debit: one.credit, credit: one.debit, amountFen: one.amountFen }));
}

/** What a hand-over taken back gives back: everything, but where the meal then counts as missed what its rule lets the operator keep. */
export function postedToReverse(posted: readonly StoredTransfer[], becomesMissed: boolean, rule: NoShowRule): StoredTransfer[] {
  return posted.filter((one) => !(becomesMissed && rule === 'keep_self_pay' && isPrepaid(one)));
}

/** What a claim taken back gives back of what stands posted (claim.ts): where the meal was eaten, only what payers gave. */
export function claimToReverse(posted: readonly StoredTransfer[], reason: ClaimReversalReason): StoredTransfer[] {
  return posted.filter((one) => reason !== 'wrong_subsidy' || one.debit.startsWith(`${accountId('payer')}:`));
}

/** The elder's own money among it, and where it goes back to: into her account, or out of the cash box into her hand. */
export function ownToGiveBack(transfers: readonly StoredTransfer[], reason: ClaimReversalReason): { payBy: PayWay; fen: Fen } | null {
  const own = claimToReverse(unresolved(transfers, 'post'), reason).find((one) => !one.debit.startsWith(`${accountId('payer')}:`));
  return own ? { payBy: isPrepaid(own) ? 'prepaid' : 'cash', fen: own.amountFen } : null;
}

/** The transfers of one kind that no later transfer has resolved. */
export function unresolved(transfers: readonly StoredTransfer[], kind: 'reserve' | 'post'): StoredTransfer[] {
  const resolved = new Set(transfers.map((one) => one.resolvesId));
  return transfers.filter((one) => one.kind === kind && !resolved.has(one.id));
}

const sidesOf = ({ debit, credit, amountFen }: Share): Share => ({ debit, credit, amountFen });
const sameSides = (one: Share, other: Share) => one.debit === other.debit && one.credit === other.credit;
const isPrepaid = ({ debit }: Share) => debit.startsWith(`${accountId('prepaid')}:`);

/** One share for each payer, however many clauses it pays under. What the seller takes off its own price nobody owes it. */
function publicShares({ split, beside }: Bill, till: Till): Share[] {
  const priced = split.filter((line) => line.payer !== ELDER_PAYER && !isSeller(line.payer));
  const lines = [
    ...priced.map(({ payer, fen }) => ({ payer, fen, earns: accountId('operator', till.operatorId) })),
    ...beside.map(({ payer, fen, kind }) => ({ payer, fen, earns: accountId(`${kind}_subsidy`, till.operatorId) })),
  ];
  const byPayer = Map.groupBy(lines, ({ payer, earns }) => JSON.stringify([payer, earns]));
  const shares = [...byPayer.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ debit: accountId('payer', first.payer), credit: first.earns, amountFen: sumFen(same.map((one) => one.fen)) }] : [];
  });
  return shares.filter((share) => share.amountFen > 0);
}

function ownShare({ split, payBy }: Bill, { mealPointId, operatorId, elderId }: Till): Share[] {
  const amountFen = sumFen(split.filter((line) => line.payer === ELDER_PAYER).map((line) => line.fen));
  const debit = payBy === 'prepaid' ? accountId('prepaid', operatorId, elderId) : accountId('cash', mealPointId);
  return amountFen > 0 ? [{ debit, credit: accountId('operator', operatorId), amountFen }] : [];
}
