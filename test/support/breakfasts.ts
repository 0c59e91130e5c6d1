import type { Database } from '../../src/store/read.ts';
import { standingOrder, standingOrderFailure } from '../../src/store/schema.ts';
import { TODAY, TOMORROW } from './seed.ts';

/** Nobody serves breakfast here, so nothing is ever made of them. */
export async function breakfasts(db: Database, no: number, point: string): Promise<{ standing: string; failing: string }> {
  const [standing, failing] = [`breakfast-${no}a`, `breakfast-${no}b`];
  const daily = { mealPointId: point, slot: 'breakfast', weekdays: '1234567', mode: 'home_delivery', fromDate: TODAY, channel: 'elder_page', setAt: 0 } as const;
  await db.insert(standingOrder).values([standing, failing].map((id, index) => ({ id, elderId: `e${no}0${index + 1}`, ...daily, setBy: 'job:story' })));
  await db.insert(standingOrderFailure).values({ standingOrderId: failing, serviceDate: TOMORROW, refused: 'sold_out', failedAt: 0 });
  return { standing, failing };
}
