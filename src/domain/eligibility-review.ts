import type { ServiceDate } from './calendar.ts';

// The yearly look at a granted fact: the village finds, another person at the town decides.

/** 仍然符合, 不再符合. */
export const REVIEW_FINDINGS = ['still_holds', 'no_longer'] as const;
export type ReviewFinding = (typeof REVIEW_FINDINGS)[number];

/** `sent_back`: the village looks again. */
export const REVIEW_DECISIONS = ['approved', 'sent_back'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

export type ReviewProblem = 'no_note' | 'no_end' | 'end_past' | 'end_before_fact' | 'ended' | 'open' | 'decided' | 'same_person';

/** Whether the village may propose this. An end lies neither before today nor before the fact: meals that were eaten keep their price. */
export function decideProposal(
  fact: { from: ServiceDate; to: ServiceDate | null; open: boolean },
  proposal: { finding: ReviewFinding; endDate: ServiceDate | null; note: string },
  today: ServiceDate,
): { refused: ReviewProblem | null } {
  if (fact.to !== null) return { refused: 'ended' };
  if (fact.open) return { refused: 'open' };
  if (proposal.finding === 'still_holds') return { refused: null };
  if (proposal.note === '') return { refused: 'no_note' };
  if (proposal.endDate === null) return { refused: 'no_end' };
  if (proposal.endDate < today) return { refused: 'end_past' };
  return { refused: proposal.endDate < fact.from ? 'end_before_fact' : null };
}

/** Whether this person may decide it: once, and not whoever proposed it. */
export function decideReview(review: { proposedBy: string; decided: boolean; factTo: ServiceDate | null }, actor: string): { refused: ReviewProblem | null } {
  if (review.decided) return { refused: 'decided' };
  if (review.factTo !== null) return { refused: 'ended' };
  return { refused: review.proposedBy === actor ? 'same_person' : null };
}
