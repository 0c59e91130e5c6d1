/**
 * What a failed call of the database means, by D1's own words (its list of D1_ERRORs, "Debug D1").
 * `transient`: the line or the database's host went away; the same may be tried again under the same key.
 * `overloaded`: it was never begun, and trying again makes it worse: shed the load and say so.
 * `exhausted`: it ran out of time, memory or CPU; whether it took effect is not known, and the same again would end the same way.
 * `other`: what was asked was refused or wrong, or nobody has described it: never tried again.
 */
export type DatabaseFault = 'transient' | 'overloaded' | 'exhausted' | 'other';

const BY_MESSAGE: Readonly<Record<string, DatabaseFault>> = {
  'Network connection lost.': 'transient',
  'Replica disconnected from primary.': 'transient',
  'Cannot resolve D1 DB due to transient issue on remote node.': 'transient',
  "Can't read from request stream because client disconnected.": 'transient',
  'D1 DB reset because its code was updated.': 'transient',
  'Internal error in D1 DB storage caused object to be reset.': 'transient',
  'Internal error while starting up D1 DB storage caused object to be reset.': 'transient',
  'D1 DB is overloaded. Requests queued for too long.': 'overloaded',
  'D1 DB is overloaded. Too many requests queued.': 'overloaded',
  'D1 DB storage operation exceeded timeout which caused object to be reset.': 'exhausted',
  "D1 DB's isolate exceeded its memory limit and was reset.": 'exhausted',
  'D1 DB exceeded its CPU time limit and was reset.': 'exhausted',
};

/** The fault of an error's message, with or without D1's prefix. Whole sentences only: two of them differ in their first words alone. */
export function databaseFaultOf(message: string): DatabaseFault {
  return BY_MESSAGE[message.replace(/^D1_ERROR: /, '').trim()] ?? 'other';
}

/** How often the same call is made at most, the first time included. */
export const MOST_TRIES = 3;

/** How long to wait before the next try, in milliseconds, after `failed` of them: twice as long each time, a quarter to the whole of it by `chance` (0 to 1). */
export function pauseAfter(failed: number, chance: number): number {
  return Math.round(100 * 2 ** (failed - 1) * (0.25 + 0.75 * chance));
}
