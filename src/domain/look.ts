import type { Instant } from './calendar.ts';

/** What of somebody is sealed and may be looked at in full, one thing of one person at a time. */
export const LOOK_FIELDS = ['id_number', 'phone', 'address'] as const;
export type LookField = (typeof LOOK_FIELDS)[number];

/** What it is for. Words may stand beside each; `other` says nothing without them. */
export const LOOK_WHYS = ['call', 'visit', 'verify', 'paper', 'other'] as const;
export type LookWhy = (typeof LOOK_WHYS)[number];

export type LookRefusal = 'no_field' | 'no_reason' | 'too_short' | 'too_long' | 'not_known';

/** Fewer letters explain nothing; more are no reason any more. */
const FEWEST_LETTERS = 4;
const MOST_LETTERS = 100;

/** Long enough for a call to be dialled or a line to be copied; then the page hides the value and asks again. */
const SHOWN_MS = 2 * 60_000;

export type AskedLook = { field: LookField | null; why: LookWhy | null; words: string };
export type Look = { field: LookField; why: LookWhy; words: string; until: Instant };

/** Whether somebody may look now, and until when what they see is shown. `known`: what of the person there is to be seen. */
export function decideLook({ field, why, words }: AskedLook, known: readonly LookField[], now: Instant): { refused: LookRefusal } | { refused: null; look: Look } {
  if (field === null) return { refused: 'no_field' };
  if (!known.includes(field)) return { refused: 'not_known' };
  if (why === null) return { refused: 'no_reason' };
  if ([...words].length > MOST_LETTERS) return { refused: 'too_long' };
  const letters = words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if ((why === 'other' || words !== '') && letters < FEWEST_LETTERS) return { refused: 'too_short' };
  return { refused: null, look: { field, why, words, until: now + SHOWN_MS } };
}

/** What the audit calls it. */
export const lookAction = (field: LookField) => `elder.look_${field}` as const;

/** Whose value a pass shows, which one, in which session and until when: the text that is signed. */
export function passText(of: { elderId: string; field: LookField; session: string; until: Instant }): string {
  return [of.elderId, of.field, of.session, of.until].join('|');
}
