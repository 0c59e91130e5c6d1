import type { Instant, Month, ServiceDate } from './calendar.ts';
import type { InvariantName } from './invariants.ts';
import type { MealSlot } from './meal-slot.ts';
import type { Refused } from './order.ts';

// Section J: a closed month is immutable. One official proposes it on what the page shows, another confirms exactly that.

/** What may come before a closing. The confirmation itself is the closing. */
export const MONTH_STEPS = ['proposed', 'withdrawn', 'returned'] as const;
export type MonthStepKind = (typeof MONTH_STEPS)[number];

/** `hash`: of the figures that the step is about. */
export type MonthStep = { number: number; kind: MonthStepKind; hash: string; actor: string; at: Instant; reason: string | null };

/** A closed month: when, and by whom it was confirmed. */
export type Closing = { at: Instant; by: string };

/** A month's state: nobody has proposed it, somebody has, or its figures rest. */
export type MonthState = 'open' | 'proposed' | 'closed';

export type PointNamed = { pointId: string; pointName: string };

/** One thing that stands in the way of closing a month, with those whom it is about by name. */
export type Obstacle =
  | { kind: 'not_over' }
  | { kind: 'earlier_open'; month: Month }
  | { kind: 'runs_not_done'; points: readonly (PointNamed & { runs: number; first: ServiceDate; slot: MealSlot })[] }
  | { kind: 'claimable'; points: readonly (PointNamed & { runs: number; until: Instant })[] }
  | { kind: 'drift'; points: readonly PointNamed[] }
  | { kind: 'ledger_differs' }
  | { kind: 'shifts_open'; shifts: readonly (PointNamed & { number: number; openedAt: Instant })[] }
  | { kind: 'books_broken'; names: readonly InvariantName[] };

/** What a month's closing rests on. `hash`: of the figures as they are now; `lastPostedAt`: of the newest posting of the month. */
export type ClosingFacts = {
  closing: Closing | null;
  steps: readonly MonthStep[];
  hash: string;
  obstacles: readonly Obstacle[];
  lastPostedAt: Instant | null;
};

/** What somebody decides on: the proposal by its number, and the figures that they saw. */
export type ShownProposal = { step: number; hash: string };

/** The first month that is not closed, of months in a row without a gap. Months are closed in their order, so it is the only one that may be. */
export function earliestOpen(months: readonly Month[], closed: ReadonlySet<Month>): Month | null {
  return months.find((month) => !closed.has(month)) ?? null;
}

/** The proposal that waits for another official; null where there is none. */
export function standingProposal({ closing, steps }: Pick<ClosingFacts, 'closing' | 'steps'>): MonthStep | null {
  const last = steps.at(-1);
  return closing === null && last?.kind === 'proposed' ? last : null;
}

export function stateOf(facts: Pick<ClosingFacts, 'closing' | 'steps'>): MonthState {
  if (facts.closing !== null) return 'closed';
  return standingProposal(facts) === null ? 'open' : 'proposed';
}

/** Whether the figures have moved since they were proposed: then nobody can confirm them, and they are proposed anew. */
export function isStale(facts: Pick<ClosingFacts, 'closing' | 'steps' | 'hash'>): boolean {
  const standing = standingProposal(facts);
  return standing !== null && standing.hash !== facts.hash;
}

/**
 * Why a proposal was not taken. `closed`; `obstacles`: something stands in the way; `changed`: the figures are not those that were shown;
 * `already_proposed`: somebody else's proposal of these figures waits.
 */
export const PROPOSAL_REFUSALS = ['closed', 'obstacles', 'changed', 'already_proposed'] as const;
export type ProposalRefusal = (typeof PROPOSAL_REFUSALS)[number];

/** Whether `actor` may propose the figures of this hash. 'there already': they have, and a second press changes nothing. */
export function decideProposal(facts: ClosingFacts, shownHash: string, actor: string): 'go' | 'there already' | Refused<ProposalRefusal> {
  if (facts.closing !== null) return { refused: 'closed' };
  if (facts.obstacles.length > 0) return { refused: 'obstacles' };
  if (shownHash !== facts.hash) return { refused: 'changed' };
  const standing = standingProposal(facts);
  if (standing === null || standing.hash !== facts.hash) return 'go';
  return standing.actor === actor ? 'there already' : { refused: 'already_proposed' };
}

/**
 * Why another official's word was not taken. `not_standing`: another proposal than the one that was shown, or none, stands; `same_person`:
 * whoever proposed does not answer; `stale`: the figures moved after they were proposed; `posted_later`: the newest posting lies after now.
 */
export const ANSWER_REFUSALS = ['closed', 'not_standing', 'same_person', 'stale', 'obstacles', 'posted_later'] as const;
export type AnswerRefusal = (typeof ANSWER_REFUSALS)[number];

/** Whether another official may send the proposal back: it is the one they were shown, and not their own. */
export function decideReturn(facts: Pick<ClosingFacts, 'closing' | 'steps'>, shown: ShownProposal, actor: string): 'go' | Refused<AnswerRefusal> {
  if (facts.closing !== null) return { refused: 'closed' };
  const standing = standingProposal(facts);
  if (standing === null || standing.number !== shown.step || standing.hash !== shown.hash) return { refused: 'not_standing' };
  return standing.actor === actor ? { refused: 'same_person' } : 'go';
}

/**
 * Whether the month closes: the same, and the figures are still exactly those, nothing has come in the way, and no posting lies after
 * `now`. 'there already': `actor` has confirmed these figures, and a second press changes nothing.
 */
export function decideConfirmation(facts: ClosingFacts, shown: ShownProposal, actor: string, now: Instant): 'go' | 'there already' | Refused<AnswerRefusal> {
  if (facts.closing?.by === actor && facts.steps.at(-1)?.hash === shown.hash) return 'there already';
  const answer = decideReturn(facts, shown, actor);
  if (answer !== 'go') return answer;
  if (isStale(facts)) return { refused: 'stale' };
  if (facts.obstacles.length > 0) return { refused: 'obstacles' };
  return facts.lastPostedAt !== null && facts.lastPostedAt > now ? { refused: 'posted_later' } : 'go';
}

/** `not_yours`: a proposal is withdrawn by whoever made it; anybody else returns it. */
export type WithdrawalRefusal = 'closed' | 'not_standing' | 'not_yours';

export function decideWithdrawal(facts: Pick<ClosingFacts, 'closing' | 'steps'>, step: number, actor: string): 'go' | Refused<WithdrawalRefusal> {
  if (facts.closing !== null) return { refused: 'closed' };
  const standing = standingProposal(facts);
  if (standing === null || standing.number !== step) return { refused: 'not_standing' };
  return standing.actor === actor ? 'go' : { refused: 'not_yours' };
}

