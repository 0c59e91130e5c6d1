import type { Context } from 'hono';
import type { PersonActor } from '../../domain/access.ts';
import { clockOf } from '../../../web/format.tsx';
import { paths } from '../../../web/paths.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { canteenNavLabel } from '../../../web/text.ts';
import type { App } from '../../request.ts';

export type CanteenPage = keyof typeof canteenNavLabel;

/** What stands around every canteen page: the point, its places, who is at work and since when the page stands. */
export function canteenFrame(c: Context<App>, pointName: string, current?: CanteenPage): StaffFrame {
  const link = (page: CanteenPage, href: string) => ({ href, label: canteenNavLabel[page], current: page === current });
  return {
    place: pointName,
    nav: [link('today', paths.canteen()), link('counter', paths.counter()), link('paper_lists', paths.paperLists()), link('standing_orders', paths.canteenStandingOrders()), link('shifts', paths.shifts()), link('prepaid', paths.canteenPrepaid())],
    who: staffOf(c).name,
    clock: clockOf(c.var.now),
  };
}

/** The person at work. Canteen permissions are granted to persons only, so anybody else here is a fault. */
export function staffOf(c: Context<App>): PersonActor {
  const { actor } = c.var;
  if (actor.kind !== 'person') throw new Error('a canteen page without a person');
  return actor;
}
