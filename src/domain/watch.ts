import { MINUTE_MS, type Instant } from './calendar.ts';

/**
 * Every job, in the order in which each minute calls them: what the dead had ordered is cancelled before the count freezes; a run that nobody
 * closed in time is closed first, and then ends with its day; what the others wrote to be told goes out last, in the same minute.
 */
export const JOB_NAMES = [
  'settle-deaths', 'close-meal-runs', 'finish-meal-runs', 'expand-standing-orders', 'carry-on-trials', 'reassess-orders', 'rotate-keys', 'check-invariants',
  'send-messages',
] as const;
export type JobName = (typeof JOB_NAMES)[number];

/**
 * What the machine owes, and how long it may owe it before somebody is told. `jobs`: a job has not come to an end; the others: work that
 * is due and still not done. How long each takes is no rule of the county's: every job is called each minute.
 */
export const WATCHED = [
  { what: 'jobs', minutes: 5 },
  { what: 'closing', minutes: 5 },
  { what: 'finishing', minutes: 15 },
  { what: 'reassessment', minutes: 15 },
  { what: 'codes', minutes: 5 },
  // From the first minute: a canteen writes on paper until an official has looked.
  { what: 'books', minutes: 0 },
  // Letters rest in the night, whatever the county's quiet hours are.
  { what: 'letters', minutes: 14 * 60 },
] as const;
export type Watched = (typeof WATCHED)[number]['what'];

/** A job's own row: null where it never came to an end, or never failed. */
export type JobMark = { job: JobName; endedAt: Instant | null; leftOver: number; failedAt: Instant | null };

/** Since when the oldest piece of each kind of work has been due; null where nothing is. */
export type Due = Record<Exclude<Watched, 'jobs'>, Instant | null>;

/** `since`: when it should have been done; null for a job that never ran. `job`: which, where it is one. */
export type Overdue = { what: Watched; since: Instant | null; job?: JobName };

/** What is late at `now`, in the order of WATCHED. */
export function overdueAt(now: Instant, marks: readonly JobMark[], due: Due): Overdue[] {
  return WATCHED.flatMap(({ what, minutes }): Overdue[] => {
    const isLate = (since: Instant | null) => since !== null && now - since > minutes * MINUTE_MS;
    if (what !== 'jobs') return isLate(due[what]) ? [{ what, since: due[what] }] : [];
    return JOB_NAMES.flatMap((job): Overdue[] => {
      const endedAt = marks.find((mark) => mark.job === job)?.endedAt ?? null;
      return endedAt === null || isLate(endedAt) ? [{ what, since: endedAt, job }] : [];
    });
  });
}
