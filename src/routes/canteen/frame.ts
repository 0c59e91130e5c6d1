import type { Context } from 'hono';
import { scopeFor, type Permission, type PersonActor } from '../../domain/access.ts';
import { clockOf } from '../../../web/format.tsx';
import { paths } from '../../../web/paths.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { canteenNavLabel, listed, placesText } from '../../../web/text.ts';
import type { App } from '../../request.ts';
import { findOperators, findPoints } from '../../store/points.ts';

export type CanteenPage = keyof typeof canteenNavLabel;

/** The places of a canteen, with what their first pages ask for (routes/permit.ts). */
const NAV: readonly { page: CanteenPage; href: string; permission: Permission }[] = [
  { page: 'operator_day', href: paths.operatorDay(), permission: 'operator.read' },
  { page: 'operator_month', href: paths.operatorMonth(), permission: 'operator.read' },
  { page: 'tablets', href: paths.tablets(), permission: 'tablet.enrol' },
  { page: 'today', href: paths.canteen(), permission: 'meal_run.read' },
  { page: 'counter', href: paths.counter(), permission: 'hand_over.record' },
  { page: 'phone_orders', href: paths.canteenPhoneOrders(), permission: 'order.by_phone' },
  { page: 'paper_lists', href: paths.paperLists(), permission: 'hand_over.record' },
  { page: 'standing_orders', href: paths.canteenStandingOrders(), permission: 'hand_over.record' },
  { page: 'shifts', href: paths.shifts(), permission: 'cash.take' },
  { page: 'prepaid', href: paths.canteenPrepaid(), permission: 'cash.take' },
  { page: 'complaints', href: paths.complaints('canteen'), permission: 'complaint.answer' },
  { page: 'price_changes', href: paths.priceChanges('canteen'), permission: 'price_change.at_point' },
];

/** What stands around every canteen page: the point, no link that would answer 404, who is at work and since when the page stands. */
export function canteenFrame(c: Context<App>, pointName: string, current?: CanteenPage): StaffFrame {
  const links = NAV.filter(({ permission }) => scopeFor(c.var.actor, permission));
  const { name, tablet } = staffOf(c);
  return {
    place: pointName,
    nav: links.map(({ page, href }) => ({ href, label: canteenNavLabel[page], current: page === current })),
    who: name,
    clock: clockOf(c.var.now),
    onTablet: tablet !== undefined,
  };
}

/** The same around pages that begin at no point of their own: those of whoever is at work. */
export async function pointFrame(c: Context<App>, current: CanteenPage): Promise<StaffFrame> {
  const points = await findPoints(c.var.db, c.var.scope);
  return canteenFrame(c, placesText(points.map(({ name }) => name)), current);
}

/** The same around pages that cooks and managers share: a manager finds the operator's name there, as on every page of a manager. */
export async function managerFrame(c: Context<App>, current: CanteenPage): Promise<StaffFrame> {
  const managed = scopeFor(c.var.actor, 'operator.read');
  return managed ? canteenFrame(c, listed((await findOperators(c.var.db, managed)).map(({ name }) => name)), current) : pointFrame(c, current);
}

/** The person at work. Canteen permissions are granted to persons only, so anybody else here is a fault. */
export function staffOf(c: Context<App>): PersonActor {
  const { actor } = c.var;
  if (actor.kind !== 'person') throw new Error('a canteen page without a person');
  return actor;
}
