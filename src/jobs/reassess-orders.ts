import type { Instant } from '../domain/calendar.ts';
import type { Database } from '../store/read.ts';
import { dueElders, loadReassessment, recordReassessment } from '../store/reassessments.ts';
import { newId } from '../vault.ts';
import { inBatches, leftStopped, type JobOutcome } from './batches.ts';

/** A roster of 5,000 is worked off in five minutes, sixty people a batch. */
const MOST = 1_000;

/** Judges open orders again where a fact or a rule has changed. Late, twice or after a fault: the result is the same. Who has ordered where the books stand still is left. */
export async function reassessOpenOrders(db: Database, now: Instant): Promise<JobOutcome> {
  const entry = { at: now, actor: 'job:reassess-orders', action: 'order.reassess', requestId: newId() };
  const all = await dueElders(db, MOST);
  const due = all.filter((one) => one.stopped === 0).map(({ id }) => id);
  const { done, left } = await inBatches(due, async (ids) => recordReassessment(db, entry, await loadReassessment(db, ids)));
  return { done, left: [...left, ...leftStopped(all.filter((one) => one.stopped === 1))] };
}
