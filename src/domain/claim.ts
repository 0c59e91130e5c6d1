import { addMonths, monthOf, type Month, type ServiceDate } from './calendar.ts';
import { isSeller } from './policy-rules.ts';
import { sumFen, type Fen } from './money.ts';
import { ELDER_PAYER } from './subsidy.ts';
import type { LineBill } from './statement.ts';

// A claim is a hand-over that stands. Late news takes it back with lines of its own in an open month: what was written is never edited.

/**
 * Why: the person had died before the meal; nobody ate it; the subsidy was wrong (another tier, a paper that did not hold), though
 * the meal was eaten.
 */
export const CLAIM_REVERSAL_REASONS = ['died_before', 'not_eaten', 'wrong_subsidy'] as const;
export type ClaimReversalReason = (typeof CLAIM_REVERSAL_REASONS)[number];

export const CLAIM_REVERSAL_REFUSALS = ['already_reversed', 'no_hand_over'] as const;
export type ClaimReversalRefusal = (typeof CLAIM_REVERSAL_REFUSALS)[number];

/**
 * Whether a claim may be taken back, and into which month its lines fall: the month of the meal while that is open, else the first
 * month after it that is. `closedMonths`: every month whose figures rest. Refusals: `no_hand_over` (nothing was claimed, or it was taken
 * back at the counter), `already_reversed`.
 */
export function decideClaimReversal(
  claim: { serviceDate: ServiceDate; handOver: 'stands' | 'undone' | null; reversed: boolean },
  closedMonths: readonly Month[],
): { refused: null; period: Month } | { refused: ClaimReversalRefusal } {
  if (claim.reversed) return { refused: 'already_reversed' };
  if (claim.handOver !== 'stands') return { refused: 'no_hand_over' };
  return { refused: null, period: openMonthFrom(monthOf(claim.serviceDate), closedMonths) };
}

/** The first month from this one on that is not closed. */
export function openMonthFrom(month: Month, closedMonths: readonly Month[]): Month {
  return closedMonths.includes(month) ? openMonthFrom(addMonths(month, 1), closedMonths) : month;
}

/**
 * The lines that a reversal takes back. Where no meal was eaten: all. Where it was eaten and only the subsidy was wrong: the public
 * money; what the elder paid and what the seller took off its price were paid for a meal and stay.
 */
export function reversedLines({ split, beside }: LineBill, reason: ClaimReversalReason): LineBill {
  if (reason !== 'wrong_subsidy') return { split, beside };
  return { split: split.filter(({ payer }) => payer !== ELDER_PAYER && !isSeller(payer)), beside };
}

/** What payers owe for a meal, of its price and beside it: what is claimed. */
export function claimedFen(bill: LineBill): Fen {
  const { split, beside } = reversedLines(bill, 'wrong_subsidy');
  return sumFen([...split, ...beside].map((line) => line.fen));
}

/** What became of a request to take a claim back. */
export const CLAIM_OUTCOMES = ['confirmed', 'declined'] as const;
export type ClaimOutcome = (typeof CLAIM_OUTCOMES)[number];

export const CLAIM_REQUEST_REFUSALS = [...CLAIM_REVERSAL_REFUSALS, 'nothing_claimed', 'waits'] as const;
export type ClaimRequestRefusal = (typeof CLAIM_REQUEST_REFUSALS)[number];

/**
 * Whether an official may ask that one claim be taken back, which another person then confirms. Refusals beside those of
 * decideClaimReversal: `nothing_claimed` (nobody but the elder and the shop paid), `waits` (somebody has asked already).
 */
export function decideClaimRequest(
  claim: Parameters<typeof decideClaimReversal>[0] & { bill: LineBill; waits: boolean },
  closedMonths: readonly Month[],
): { refused: null; period: Month } | { refused: ClaimRequestRefusal } {
  const decided = decideClaimReversal(claim, closedMonths);
  if (decided.refused !== null) return decided;
  if (claimedFen(claim.bill) === 0) return { refused: 'nothing_claimed' };
  return claim.waits ? { refused: 'waits' } : decided;
}
