import type { Context } from 'hono';
import type { PersonActor } from '../../domain/access.ts';
import { clockOf } from '../../../web/format.tsx';
import { paths } from '../../../web/paths.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { canteenNavLabel } from '../../../web/text.ts';
import type { App } from '../../request.ts';
import { findPoints } from '../../store/points.ts';

export type CanteenPage = keyof typeof canteenNavLabel;

/** What stands around every canteen page: the point, its places, who is at work and since when the page stands. */
export function canteenFrame(c: Context<App>, pointName: string, current?: CanteenPage): StaffFrame {
  const link = (page: CanteenPage, href: string) => ({ href, label: canteenNavLabel[page], current: page === current });
  return {
    place: pointName,
    nav: [link('today', paths.canteen()), link('counter', paths.counter()), link('phone_orders', paths.canteenPhoneOrders()), link('paper_lists', paths.paperLists()), link('standing_orders', paths.canteenStandingOrders()), link('shifts', paths.shifts()), link('prepaid', paths.canteenPrepaid()), link('complaints', paths.complaints('canteen')), link('price_changes', paths.priceChanges('canteen'))],
    who: staffOf(c).name,
    clock: clockOf(c.var.now),
  };
}

/** The same around pages that begin at no point of their own: the first one of whoever is at work. */
export async function pointFrame(c: Context<App>, current: CanteenPage): Promise<StaffFrame> {
  const [point] = await findPoints(c.var.db, c.var.scope);
  return canteenFrame(c, point?.name ?? '', current);
}

/** The person at work. Canteen permissions are granted to persons only, so anybody else here is a fault. */
export function staffOf(c: Context<App>): PersonActor {
  const { actor } = c.var;
  if (actor.kind !== 'person') throw new Error('a canteen page without a person');
  return actor;
}
