import type { Instant, Month } from './calendar.ts';
import type { InvariantName } from './invariants.ts';

/** What stands still: one point, every point that an operator runs, or (both null) what the county moves beside meals. */
export type StopPlace = { pointId: string | null; operatorId: string | null };

export const samePlace = (one: StopPlace, other: StopPlace) => one.pointId === other.pointId && one.operatorId === other.operatorId;

/** As the database and the log name it. */
export function stopKey({ pointId, operatorId }: StopPlace): string {
  if (pointId !== null) return `point:${pointId}`;
  return operatorId === null ? 'county' : `operator:${operatorId}`;
}

/** The rows of one place that break one check: how many, and up to five of them. */
export type BrokenPlace = StopPlace & { broken: number; samples: readonly string[] };

/** A place that a failed check has stopped. */
export type BooksStop = BrokenPlace & { id: string; invariant: InvariantName; slice: Month | ''; stoppedAt: Instant; end: { endedAt: Instant } | null };

/**
 * Whether a stop ends. There is no way past the check: it must hold for the place now (`broken`: rows that break it). One person is enough,
 * because nothing is adjusted by it and nobody's word stands against the check.
 */
export function decideStopEnd(stop: Pick<BooksStop, 'end'>, broken: number): 'go' | 'there already' | 'still broken' {
  if (stop.end !== null) return 'there already';
  return broken > 0 ? 'still broken' : 'go';
}
