import type { Instant } from './calendar.ts';

/** What became of a step whose answer got lost: it took effect, it did not and no longer will, or it may still be under way. */
export type Outcome = 'done' | 'not_done' | 'unsettled';

/** A batch ends within 30 seconds (D1's limit); two tries more may follow it. */
const UNDER_WAY_MS = 40_000;

/** `recorded`: the step's audit row is there. `askedAt`: when the step was taken; in the future or not known, it counts as just now. */
export function outcomeOf(recorded: boolean, askedAt: Instant, now: Instant): Outcome {
  if (recorded) return 'done';
  return now - askedAt > UNDER_WAY_MS ? 'not_done' : 'unsettled';
}
