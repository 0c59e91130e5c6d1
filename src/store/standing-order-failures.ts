import { sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../domain/meal-slot.ts';
import type { PlacementRefusal } from '../domain/order.ts';
import { pick, type Database } from './read.ts';
import { named, open } from './standing-order-days.ts';

/** Said again since: the later reason counts. */
const latest = sql`NOT EXISTS (SELECT 1 FROM standing_order_failure y WHERE y.standing_order_id = r.standing_order_id AND y.service_date = r.service_date
  AND (y.failed_at > r.failed_at OR (y.failed_at = r.failed_at AND y.refused > r.refused)))`;

/** Days from `from` on that could not be ordered and still have no order, each with its latest reason. `which` speaks of the standing order s. */
export function openFailures(db: Database, which: SQL, from: ServiceDate) {
  return db
    .select(
      pick({
        standingOrderId: sql<string>`s.id`,
        elderId: sql<string>`s.elder_id`,
        slot: sql<MealSlot>`s.slot`,
        mode: sql<ServiceMode>`s.mode`,
        serviceDate: sql<ServiceDate>`r.service_date`,
        refused: sql<PlacementRefusal>`r.refused`,
      }),
    )
    .from(sql`standing_order_failure r CROSS JOIN standing_order s ON s.id = r.standing_order_id`)
    .where(sql`${which} AND r.service_date >= ${from} AND ${named} AND ${open} AND ${latest}`)
    .orderBy(sql`r.service_date, s.slot, s.id`);
}
