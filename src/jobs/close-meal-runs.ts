import type { Instant } from '../domain/calendar.ts';
import { decideClosing } from '../domain/meal-run.ts';
import { closeRuns, runsToClose } from '../store/closings.ts';
import type { Database } from '../store/read.ts';
import { newId } from '../vault.ts';
import { inBatches, type JobOutcome } from './batches.ts';

/** More than a county closes in one minute; what is left waits for the next. */
const MOST = 300;

/** Freezes the count of every open run whose time has come. Late, twice or after a day without power: the result is the same. */
export async function closeMealRuns(db: Database, now: Instant): Promise<JobOutcome> {
  const due = (await runsToClose(db, now, MOST)).filter((run) => decideClosing(run, 'by_job', now).refused === null);
  const entry = { at: now, actor: 'job:close-meal-runs', action: 'meal_run.close', requestId: newId() };
  return inBatches(
    due.map((run) => run.id),
    (ids) => closeRuns(db, entry, ids),
  );
}
