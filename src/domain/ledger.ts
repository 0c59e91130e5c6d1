import { sumFen, type Fen } from './money.ts';
import { isSeller } from './policy-rules.ts';
import { ELDER_PAYER, type SplitLine } from './subsidy.ts';

export const TRANSFER_KINDS = ['reserve', 'post', 'void', 'reverse'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

export const ACCOUNT_KINDS = ['payer', 'cash', 'operator'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Account ids say what they are: one for each payer, each point's cash box, each operator's earnings. */
export function accountId(kind: AccountKind, ownerId: string): string {
  return `${kind}:${ownerId}`;
}

/** A movement from the account debited (who pays) to the account credited (who earns). Always more than nothing. */
export type Transfer = {
  kind: TransferKind;
  /** The reservation that a post or void ends, the posting that a reversal mirrors; null for cash. */
  resolvesId: string | null;
  debit: string;
  credit: string;
  amountFen: Fen;
};
export type StoredTransfer = Transfer & { id: string };

/** Whose cash box takes the elder's share and who earns the meal. */
export type Till = { mealPointId: string; operatorId: string };

/** Ordering reserves every payer's part. The elder's own part is cash on hand-over and reserves nothing. */
export function reserveSubsidy(split: readonly SplitLine[], till: Till): Transfer[] {
  return subsidyShares(split, till).map((share) => ({ kind: 'reserve', resolvesId: null, ...share }));
}

/**
 * Hand-over posts each payer's part, ending its reservation where one is open (a missed or walk-in meal has none), and takes
 * the elder's part in cash. What is posted sums to the price, less what the seller took off it.
 */
export function postHandOver(split: readonly SplitLine[], open: readonly StoredTransfer[], till: Till): Transfer[] {
  const subsidy = subsidyShares(split, till).map((share): Transfer => {
    const reserved = open.find((one) => one.debit === share.debit);
    return { kind: 'post', resolvesId: reserved?.id ?? null, ...share };
  });
  const cash = sumFen(split.filter((line) => line.payer === ELDER_PAYER).map((line) => line.fen));
  if (cash === 0) return subsidy;
  const sides = { debit: accountId('cash', till.mealPointId), credit: accountId('operator', till.operatorId) };
  return [...subsidy, { kind: 'post', resolvesId: null, ...sides, amountFen: cash }];
}

/** Cancelling and missing release what was reserved. */
export function voidReserved(open: readonly StoredTransfer[]): Transfer[] {
  return open.map((one) => ({ kind: 'void', resolvesId: one.id, debit: one.debit, credit: one.credit, amountFen: one.amountFen }));
}

/** A reversal copies the stored line with the sides exchanged; it never recomputes. */
export function reversePosted(posted: readonly StoredTransfer[]): Transfer[] {
  return posted.map((one) => ({ kind: 'reverse', resolvesId: one.id, debit: one.credit, credit: one.debit, amountFen: one.amountFen }));
}

/** The transfers of one kind that no later transfer has resolved. */
export function unresolved(transfers: readonly StoredTransfer[], kind: 'reserve' | 'post'): StoredTransfer[] {
  const resolved = new Set(transfers.map((one) => one.resolvesId));
  return transfers.filter((one) => one.kind === kind && !resolved.has(one.id));
}

/** One share for each payer, however many clauses it pays under. What the seller takes off its own price nobody owes it. */
function subsidyShares(split: readonly SplitLine[], till: Till): Pick<Transfer, 'debit' | 'credit' | 'amountFen'>[] {
  const payers = [...new Set(split.map((line) => line.payer))].filter((payer) => payer !== ELDER_PAYER && !isSeller(payer));
  return payers
    .map((payer) => ({
      debit: accountId('payer', payer),
      credit: accountId('operator', till.operatorId),
      amountFen: sumFen(split.filter((line) => line.payer === payer).map((line) => line.fen)),
    }))
    .filter((share) => share.amountFen > 0);
}
