// Standing orders as rows, for tests of what is made of them; how a page sets them up stands in its own test.
import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { standingOrder } from '../../src/store/schema.ts';
import { expandStandingOrders } from '../../src/store/standing-order-expansion.ts';
import { TODAY } from './seed.ts';

type Row = typeof standingOrder.$inferInsert;

/** Every day's lunch at p1, eaten there, the cook chooses, from today on, unless said otherwise. Answers its id. */
export async function standing(db: Database, elderId: string, more: Partial<Row> = {}): Promise<string> {
  const id = more.id ?? `s-${elderId}-${more.slot ?? 'lunch'}`;
  const daily = { mealPointId: 'p1', slot: 'lunch', weekdays: '1234567', mode: 'dine_in', fromDate: TODAY } as const;
  await db.insert(standingOrder).values({ id, elderId, ...daily, channel: 'elder_page', setAt: 0, setBy: `elder:${elderId}`, ...more });
  return id;
}

export const expand = (db: Database, at: Instant, elderIds?: readonly string[]) =>
  expandStandingOrders(db, { at, actor: 'job:expand-standing-orders', requestId: 'test' }, elderIds);

/** The digits of these days of the week, as a standing order has them. */
export const only = (...dates: readonly ServiceDate[]) => dates.map((date) => String(((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7) + 1)).sort().join('');
