import { minuteOfDay, type Instant } from './calendar.ts';

/** What can be told. `corrected`: a hand-over that had been told was taken back. */
export const MESSAGE_KINDS = ['ordered', 'cancelled', 'handed_over', 'corrected', 'missed', 'price_changed', 'sign_in_code'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** `dropped`: no longer true, or no longer theirs to know. `given_up`: tried as often as the rule says. */
export const MESSAGE_STATES = ['waiting', 'sent', 'dropped', 'given_up'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export const ATTEMPT_OUTCOMES = ['sent', 'failed', 'refused', 'dropped'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** How whoever it was for heard of it otherwise. `needless`: it is of no use any more. */
export const MESSAGE_TOLD_HOW = ['phone', 'in_person', 'family', 'needless'] as const;
export type MessageToldHow = (typeof MESSAGE_TOLD_HOW)[number];

/** The county's settings (`message_rule`), minutes after midnight in Shanghai. */
export type MessageRule = { quietFromMinute: number; quietToMinute: number; retryMinutes: number; attempts: number };

/** Whether nobody's phone may ring now. Half-open, and usually across midnight: 21:00 is quiet, 7:00 is not. */
export function isQuiet(now: Instant, { quietFromMinute: from, quietToMinute: to }: MessageRule): boolean {
  const minute = minuteOfDay(now);
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** When a message that is being tried for the `attempt`-th time (1, 2, …) may be tried again: 1, 2, 4, 8 … times the first wait. Counted anew once somebody had it sent again. */
export function nextTryAt(now: Instant, attempt: number, { retryMinutes }: MessageRule): Instant {
  return now + retryMinutes * 60_000 * 2 ** (attempt - 1);
}

/** What becomes of a message after a try. Refused by the provider for good: trying again would not mend it. */
export function stateAfter(outcome: AttemptOutcome, attempt: number, rule: MessageRule): MessageState {
  if (outcome === 'sent' || outcome === 'dropped') return outcome;
  return outcome === 'refused' || attempt >= rule.attempts ? 'given_up' : 'waiting';
}

export type LetterFacts = {
  kind: MessageKind;
  /** Null: nobody knows one. */
  phone: string | null;
  /** For an elder herself always; for a family member while the binding stands; for a code while it can be used. */
  mayKnow: boolean;
  /** Of the elder whom it is about, today. */
  deceased: boolean;
  /** Of the hand-over that is told. */
  undone: boolean;
};

export type DropReason = 'not_theirs' | 'deceased' | 'undone' | 'no_phone';

/** Why a message is not sent after all, or null. After a death no phone rings about a meal. */
export function whyDropped({ kind, phone, mayKnow, deceased, undone }: LetterFacts): DropReason | null {
  if (deceased) return 'deceased';
  if (!mayKnow) return 'not_theirs';
  if (kind === 'handed_over' && undone) return 'undone';
  return phone === null ? 'no_phone' : null;
}
