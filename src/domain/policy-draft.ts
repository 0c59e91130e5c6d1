import type { Instant, ServiceDate } from './calendar.ts';
import type { Refused } from './order.ts';
import type { PolicyVersion } from './policy.ts';

// Section E: new or changed policies need two people. A draft is the list of what was done with it; the last step is its state.

export const DRAFT_STEPS = ['saved', 'sent', 'returned', 'withdrawn', 'approved'] as const;
export type DraftStepKind = (typeof DRAFT_STEPS)[number];

/** `hash`: of the text that the step is about. */
export type DraftStep = { number: number; kind: DraftStepKind; hash: string; actor: string; at: Instant; reason: string | null };

/** A draft that is decided takes no further step. */
export function isDecided(last: Pick<DraftStep, 'kind'> | undefined): boolean {
  return last?.kind === 'approved' || last?.kind === 'withdrawn';
}

/** Why a step of the preparer was not taken. */
export const DRAFT_REFUSALS = ['already_approved', 'already_withdrawn', 'changed', 'from_in_past', 'overlaps', 'unread_problems'] as const;
export type DraftRefusal = (typeof DRAFT_REFUSALS)[number];

const ENDED = { approved: 'already_approved', withdrawn: 'already_withdrawn' } as const;

/** Whether a draft may still be saved anew or withdrawn. Saving one that was sent takes it back: the other official must see the new text. */
export function decideChange(steps: readonly DraftStep[]): { refused: null } | Refused<'already_approved' | 'already_withdrawn'> {
  const kind = steps.at(-1)?.kind;
  return kind === 'approved' || kind === 'withdrawn' ? { refused: ENDED[kind] } : { refused: null };
}

/** What a version begins and ends with, beside the versions of the same policy that stand. */
export type Dates = Pick<PolicyVersion, 'fromDate' | 'toDate'>;

/**
 * Whether the days of a new version are free: it begins tomorrow or later (a change never re-prices the past, nor what is eaten
 * today), and shares no day with another version that says its own end. One without an end holds until the next begins.
 */
export function decideDates(next: Dates, others: readonly Dates[], today: ServiceDate): { refused: null } | Refused<'from_in_past' | 'overlaps'> {
  if (next.fromDate <= today) return { refused: 'from_in_past' };
  return others.some((one) => clash(one, next)) ? { refused: 'overlaps' } : { refused: null };
}

function clash(one: Dates, next: Dates): boolean {
  if (one.fromDate === next.fromDate) return true;
  const [earlier, later] = one.fromDate < next.fromDate ? [one, next] : [next, one];
  return earlier.toDate !== null && later.fromDate < earlier.toDate;
}

export type SendingFacts = { steps: readonly DraftStep[]; next: Dates | null; others: readonly Dates[] };

/** Whether the text of `hash` goes to the other official: it must be the one saved last, without problems, its days free. */
export function decideSending({ steps, next, others }: SendingFacts, hash: string, today: ServiceDate): { refused: null } | Refused<DraftRefusal> {
  const change = decideChange(steps);
  if (change.refused !== null) return change;
  if (steps.findLast((one) => one.kind === 'saved')?.hash !== hash) return { refused: 'changed' };
  return next === null ? { refused: 'unread_problems' } : decideDates(next, others, today);
}

/** Why an approval, or a return, was not taken. */
export const APPROVAL_REFUSALS = [...DRAFT_REFUSALS, 'already_returned', 'same_person', 'changed_since_sent'] as const;
export type ApprovalRefusal = (typeof APPROVAL_REFUSALS)[number];

/** What the other official was shown: the step that sent it, and the text. */
export type Shown = { step: number; hash: string };

/**
 * Whether another official's yes or no is taken. It is bound to exactly what was sent and counts once: whoever wrote or sent the
 * text does not decide on it, and a text that was saved again since must be sent again.
 */
export function decideAnswer(steps: readonly DraftStep[], shown: Shown, actor: string): { refused: null } | Refused<ApprovalRefusal> {
  const last = steps.at(-1);
  if (last?.kind === 'approved' || last?.kind === 'withdrawn') return { refused: ENDED[last.kind] };
  if (last?.kind === 'returned') return { refused: 'already_returned' };
  if (last?.kind !== 'sent' || last.number !== shown.step || last.hash !== shown.hash) return { refused: 'changed_since_sent' };
  const writers = steps.filter((one) => one.hash === shown.hash && (one.kind === 'saved' || one.kind === 'sent'));
  return writers.some((one) => one.actor === actor) ? { refused: 'same_person' } : { refused: null };
}

/** The same, and the days must still be free: another version may have been approved meanwhile, and the day may have come. */
export function decideApproval(facts: SendingFacts, shown: Shown, actor: string, today: ServiceDate): { refused: null } | Refused<ApprovalRefusal> {
  const answer = decideAnswer(facts.steps, shown, actor);
  if (answer.refused !== null) return answer;
  return facts.next === null ? { refused: 'unread_problems' } : decideDates(facts.next, facts.others, today);
}

/** Who must act next on a draft. */
export type Turn = 'preparer' | 'approver' | 'nobody';

export function turnOf(last: Pick<DraftStep, 'kind'>): Turn {
  if (isDecided(last)) return 'nobody';
  return last.kind === 'sent' ? 'approver' : 'preparer';
}
