import { sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { ServiceMode } from '../domain/meal-slot.ts';
import { STOPPING_FACTS } from '../domain/standing-order.ts';
import { inList, pick, type Database } from './read.ts';

/** The day of the week of a date column as standing orders write it, 1 Monday to 7 Sunday. */
export const weekdayDigit = (date: SQL) => sql`((strftime('%w', ${date}) + 6) % 7 + 1)`;

/** Whether the person has an order for the sitting, or has cancelled one by itself: such a day is never made again. */
const settled = sql`(EXISTS (SELECT 1 FROM meal_order o WHERE o.elder_id = s.elder_id AND o.service_date = r.service_date AND o.slot = s.slot AND o.state <> 'cancelled')
  OR EXISTS (SELECT 1 FROM meal_order o WHERE o.elder_id = s.elder_id AND o.service_date = r.service_date AND o.slot = s.slot AND o.state = 'cancelled'
    AND NOT EXISTS (SELECT 1 FROM arranged_cancellation a WHERE a.order_id = o.id)))`;

/** Whether she said that nothing is to be made that day, or a fact says that she is looked after elsewhere, or has died. */
const stopped = sql`(EXISTS (SELECT 1 FROM standing_order_skip k WHERE k.elder_id = s.elder_id AND k.slot = s.slot AND k.service_date = r.service_date AND k.withdrawn_at IS NULL)
  OR EXISTS (SELECT 1 FROM pause p WHERE p.elder_id = s.elder_id AND p.from_date <= r.service_date AND r.service_date < coalesce(p.ended_from_date, p.resume_date, '9999'))
  OR EXISTS (SELECT 1 FROM elder_fact f WHERE f.elder_id = s.elder_id AND ${inList(sql`f.kind`, STOPPING_FACTS)} AND f.from_date <= r.service_date AND (f.to_date IS NULL OR f.to_date > r.service_date)))`;

/** The standing order names the day. */
export const named = sql`s.from_date <= r.service_date AND (s.to_date IS NULL OR r.service_date < s.to_date) AND instr(s.weekdays, ${weekdayDigit(sql`r.service_date`)}) > 0`;

/** Nothing stands for the day, and nothing says that nothing should. */
export const open = sql`NOT ${settled} AND NOT ${stopped}`;

const named1 = (column: string) => sql.raw(`s.${column}`);

type Window = { from: ServiceDate; to: ServiceDate; now: number };

/** The days without an order: while orders are taken, and afterwards as long as nobody has been told that there is none. */
function dueDays(db: Database, tables: SQL, which: SQL, { now }: Window) {
  return db
    .select(
      pick({
        standingOrderId: sql<string>`${named1('id')}`,
        elderId: sql<string>`${named1('elder_id')}`,
        setMealId: sql<string | null>`${named1('set_meal_id')}`,
        mode: sql<ServiceMode>`${named1('mode')}`,
        setAt: sql<number>`${named1('set_at')}`,
        runId: sql<string>`r.id`,
      }),
    )
    .from(tables)
    .where(
      sql`${which} AND ${named} AND ((r.state = 'open' AND r.cutoff_at > ${now})
        OR NOT EXISTS (SELECT 1 FROM standing_order_failure x WHERE x.standing_order_id = s.id AND x.service_date = r.service_date)) AND ${open}`,
    )
    .orderBy(sql`s.elder_id, r.service_date, r.serve_from_at`);
}

/** Of the whole county: from the runs to the standing orders of their point and slot. */
export function allDueDays(db: Database, window: Window) {
  const tables = sql`meal_point m CROSS JOIN meal_run r ON r.meal_point_id = m.id AND r.service_date BETWEEN ${window.from} AND ${window.to}
    CROSS JOIN standing_order s ON s.meal_point_id = r.meal_point_id AND s.slot = r.slot`;
  return dueDays(db, tables, sql`1`, window);
}

/** Of some people. */
export function dueDaysOf(db: Database, elderIds: readonly string[], window: Window) {
  const tables = sql`standing_order s CROSS JOIN meal_run r ON r.meal_point_id = s.meal_point_id AND r.service_date BETWEEN ${window.from} AND ${window.to} AND r.slot = s.slot`;
  return dueDays(db, tables, inList(sql`s.elder_id`, elderIds), window);
}
