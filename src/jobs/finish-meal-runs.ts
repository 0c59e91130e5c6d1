import { serviceDateOf, type Instant } from '../domain/calendar.ts';
import { decideFinishing } from '../domain/meal-run.ts';
import { finishRuns, loadUnclaimed, runsToFinish } from '../store/finishings.ts';
import type { Database } from '../store/read.ts';
import { newId } from '../vault.ts';
import { inBatches, leftStopped, type JobOutcome } from './batches.ts';

const MOST = 300;

/**
 * Ends every closed run of a day that is over: what nobody came for is missed, and its subsidy is free again. Where the books stand still
 * nobody is missed yet: the run is left, and ended in the first call after the stop.
 */
export async function finishMealRuns(db: Database, now: Instant): Promise<JobOutcome> {
  const today = serviceDateOf(now);
  const all = (await runsToFinish(db, today, MOST)).filter((run) => decideFinishing(run, today).refused === null);
  const [due, stopped] = [all.filter((run) => run.stopped === 0), all.filter((run) => run.stopped === 1)];
  const entry = { at: now, actor: 'job:finish-meal-runs', action: 'meal_run.finish', requestId: newId() };
  const { done, left } = await inBatches(
    due.map((run) => run.id),
    async (ids) => finishRuns(db, entry, await loadUnclaimed(db, ids)),
  );
  return { done, left: [...left, ...leftStopped(stopped)] };
}
