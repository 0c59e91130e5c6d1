import type { Instant } from '../domain/calendar.ts';
import type { Database } from '../store/read.ts';
import { expandStandingOrders } from '../store/standing-order-expansion.ts';
import { newId } from '../vault.ts';
import type { JobOutcome } from './batches.ts';

/** Makes the orders of standing orders for the days ahead. Late, twice or after a day without power: the result is the same. */
export async function expandStanding(db: Database, now: Instant): Promise<JobOutcome> {
  const { done, left } = await expandStandingOrders(db, { at: now, actor: 'job:expand-standing-orders', requestId: newId() });
  return { done, left };
}
