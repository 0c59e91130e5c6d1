import { addDays, type Instant, type ServiceDate } from './calendar.ts';
import type { PayWay } from './ledger.ts';
import { takesOrders, type MealRun, type NoShowRule } from './meal-run.ts';
import type { MealSlot } from './meal-slot.ts';
import { fen, sumFen, type Fen } from './money.ts';
import type { OrderState } from './order.ts';

/** An order as a family sees it in her week. */
export type WeekOrder = {
  serviceDate: ServiceDate; slot: MealSlot; state: OrderState; subsidyFen: Fen; selfPayFen: Fen; payBy: PayWay; noShowRule: NoShowRule; serveFromAt: Instant;
};

export type WeekDay<Order extends WeekOrder> = {
  date: ServiceDate;
  /** What is ordered, eaten, missed; cancelled only where nothing was ordered in its place. */
  orders: Order[];
  /** What can still be ordered. */
  open: MealRun[];
};

export type WeekSums = { eaten: number; coming: number; subsidyFen: Fen; paidFen: Fen };

const DAYS = 7;

/** Seven days from `from` on, meals in the order in which they are eaten. */
export function weekDays<Order extends WeekOrder>(orders: readonly Order[], runs: readonly MealRun[], from: ServiceDate, now: Instant): WeekDay<Order>[] {
  const active = orders.filter(({ state }) => state !== 'cancelled');
  const sameSitting = (one: { serviceDate: ServiceDate; slot: MealSlot }) => (other: { serviceDate: ServiceDate; slot: MealSlot }) =>
    one.serviceDate === other.serviceDate && one.slot === other.slot;
  const isLast = (order: Order) => orders.findLast(sameSitting(order)) === order;
  const shown = orders.filter((order) => order.state !== 'cancelled' || (!active.some(sameSitting(order)) && isLast(order)));
  const open = runs.filter((run) => takesOrders(run, now) && !active.some(sameSitting(run)));
  return Array.from({ length: DAYS }, (_, index) => {
    const date = addDays(from, index);
    return { date, orders: shown.filter((one) => one.serviceDate === date), open: open.filter((one) => one.serviceDate === date) };
  });
}

/** What the orders come to. Paid: for what was eaten, and what a point's rule kept of prepaid money when nobody came. Fen. */
export function weekSums(orders: readonly WeekOrder[]): WeekSums {
  const eaten = orders.filter(({ state }) => state === 'handed_over');
  const kept = orders.filter(({ state, payBy, noShowRule }) => state === 'missed' && payBy === 'prepaid' && noShowRule === 'keep_self_pay');
  return {
    eaten: eaten.length,
    coming: orders.filter(({ state }) => state === 'placed').length,
    subsidyFen: fen(sumFen(eaten.map((one) => one.subsidyFen))),
    paidFen: fen(sumFen([...eaten, ...kept].map((one) => one.selfPayFen))),
  };
}
