const MOST_LETTERS = 60;

export type LateReasonProblem = 'no_reason' | 'reason_too_long' | 'reason_unreadable';

/** Why an order is taken after the cut-off, as typed: some words, for whoever asks later. */
export function readLateReason(typed: string): { reason: string } | { problem: LateReasonProblem } {
  const reason = typed.normalize('NFC').replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  if (reason === '') return { problem: 'no_reason' };
  if ([...reason].length > MOST_LETTERS) return { problem: 'reason_too_long' };
  return /\p{L}{2}/u.test(reason) ? { reason } : { problem: 'reason_unreadable' };
}
