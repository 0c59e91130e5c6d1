import type { Instant } from '../domain/calendar.ts';
import { deathsToSettle, loadDeaths, settleDeaths } from '../store/death-settlements.ts';
import type { Database } from '../store/read.ts';
import { newId } from '../vault.ts';
import { inBatches, leftStopped, type JobOutcome } from './batches.ts';

/** A county's list of a month is worked off in one call. */
const MOST = 300;

/** Settles what deaths leave behind, whichever way the news came. Late, twice or after a fault: the result is the same. Where the books stand still it is left. */
export async function settleDeathsLeft(db: Database, now: Instant): Promise<JobOutcome> {
  const entry = { at: now, actor: 'job:settle-deaths', action: 'death.settle', requestId: newId() };
  const all = await deathsToSettle(db, MOST);
  const due = all.filter((one) => one.stopped === 0).map(({ id }) => id);
  const { done, left } = await inBatches(due, async (ids) => settleDeaths(db, entry, await loadDeaths(db, ids)));
  return { done, left: [...left, ...leftStopped(all.filter((one) => one.stopped === 1))] };
}
