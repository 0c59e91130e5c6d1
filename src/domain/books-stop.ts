import type { Instant, Month } from './calendar.ts';
import type { InvariantName } from './invariants.ts';

/** What stands still: one point, every point that an operator runs, or (both null) what the county moves beside meals. */
export type StopPlace = { pointId: string | null; operatorId: string | null };

export const samePlace = (one: StopPlace, other: StopPlace) => one.pointId === other.pointId && one.operatorId === other.operatorId;

/** As the database and the log name it. */
export function placeName({ pointId, operatorId }: StopPlace): string {
  if (pointId !== null) return `point:${pointId}`;
  return operatorId === null ? 'county' : `operator:${operatorId}`;
}

/** The rows of one place that break one check: how many, and up to five of them. */
export type BrokenPlace = StopPlace & { broken: number; samples: readonly string[] };

/** A place that a failed check has stopped. */
export type BooksStop = BrokenPlace & { id: string; invariant: InvariantName; slice: Month | ''; stoppedAt: Instant; end: { endedAt: Instant } | null };

export const LONGEST_CAUSE = 500;

/** Why a stop was not ended. */
export type StopEndRefusal = 'still_broken' | 'no_cause' | 'too_long';

/**
 * Whether a stop ends. There is no way past the check: it must hold for the place now (`broken`: rows that break it), and the official says how the
 * fault came about and how it was put right. One person is enough, because nothing is adjusted by it and nobody's word stands against the check.
 * Refusals: StopEndRefusal; 'there already' for one that has ended.
 */
export function decideStopEnd(stop: Pick<BooksStop, 'end'>, broken: number, cause: string): 'go' | 'there already' | { refused: StopEndRefusal } {
  if (stop.end !== null) return 'there already';
  if (broken > 0) return { refused: 'still_broken' };
  if (cause === '') return { refused: 'no_cause' };
  return cause.length > LONGEST_CAUSE ? { refused: 'too_long' } : 'go';
}
