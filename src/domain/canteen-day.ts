import { daysBetween, type Instant, type ServiceDate } from './calendar.ts';
import { countMeals, isCounted, type CareLine, type CountedMeal } from './meal-count.ts';
import type { MealRun } from './meal-run.ts';
import type { MealSlot } from './meal-slot.ts';
import { licenceStands } from './network.ts';
import type { Channel, OrderState } from './order.ts';
import type { SheetKind, SheetOrder } from './sheet.ts';

/** A run as a canteen's day looks at it: every order, cancelled and walk-in too. */
export type DayRun = {
  run: MealRun;
  offered: readonly CountedMeal[];
  orders: readonly (SheetOrder & { state: OrderState; channel: Channel; placedAt: Instant })[];
  prints: readonly { kind: SheetKind }[];
};

export type RunFigures = {
  ordered: number;
  delivery: number;
  /** To be delivered, but nobody knows where. */
  unassigned: number;
  mustChange: number;
  /** Of the orders, not of the walk-ins. */
  eaten: number;
  missed: number;
  walkIns: number;
};

/** 订了, 要送, 没地址, 要换菜, 吃了, 没来, 没订来吃. */
export function runFigures({ orders, offered }: Pick<DayRun, 'orders' | 'offered'>): RunFigures {
  const counted = orders.filter(isCounted);
  const delivery = counted.filter((order) => order.mode === 'home_delivery');
  return {
    ordered: counted.length,
    delivery: delivery.length,
    unassigned: delivery.filter((order) => !order.hasAddress).length,
    mustChange: countMeals(counted, offered).mustChange.length,
    eaten: counted.filter((order) => order.state === 'handed_over').length,
    missed: counted.filter((order) => order.state === 'missed').length,
    walkIns: orders.filter((order) => order.channel === 'walk_in' && order.state === 'handed_over').length,
  };
}

/** Orders made less than `undoMinutes` ago: whoever made them may still change their mind, so closing by hand names them. */
export function freshOrders<Order extends DayRun['orders'][number]>(
  run: Pick<MealRun, 'undoMinutes'>,
  orders: readonly Order[],
  now: Instant,
): Order[] {
  const placed = orders.filter((order) => order.state === 'placed' && isCounted(order));
  return placed.filter((order) => now < order.placedAt + run.undoMinutes * 60_000);
}

/** Whether the meal is still to be served, or being served. */
export function isAhead(run: Pick<MealRun, 'state' | 'serveToAt'>, now: Instant): boolean {
  return run.state !== 'done' && now < run.serveToAt;
}

type Sitting = { runId: string; slot: MealSlot };
/** What somebody at the canteen has to look after today, worst first. */
export type ToWatch =
  | { kind: 'licence_expired'; expires: ServiceDate }
  | ({ kind: 'severe_clash'; line: CareLine } & Sitting)
  | ({ kind: 'no_address'; people: readonly { name: string; orderNo: number }[] } & Sitting)
  | ({ kind: 'not_printed' } & Sitting)
  | { kind: 'licence_expiring'; expires: ServiceDate; days: number };

/** Long enough before the date to have a licence renewed. */
const LICENCE_WARNING_DAYS = 60;

/** Of the runs, only those whose meal is still to be served: afterwards nobody can change a dish or knock at a door. */
export function toWatch(
  licenceExpires: ServiceDate,
  runs: readonly DayRun[],
  { date, now }: { date: ServiceDate; now: Instant },
): ToWatch[] {
  const expired: ToWatch[] = licenceStands(licenceExpires, date) ? [] : [{ kind: 'licence_expired', expires: licenceExpires }];
  const days = daysBetween(date, licenceExpires);
  const expiring: ToWatch[] =
    days >= 0 && days <= LICENCE_WARNING_DAYS ? [{ kind: 'licence_expiring', expires: licenceExpires, days }] : [];
  const ahead = runs.filter(({ run }) => isAhead(run, now));
  return [...expired, ...ahead.flatMap(severeClashes), ...ahead.flatMap(noAddress), ...ahead.flatMap(notPrinted), ...expiring];
}

function sittingOf({ run }: DayRun): Sitting {
  return { runId: run.id, slot: run.slot };
}

function severeClashes(day: DayRun): ToWatch[] {
  const { mustChange } = countMeals(waiting(day), day.offered);
  return mustChange.filter((line) => line.severe).map((line) => ({ kind: 'severe_clash', line, ...sittingOf(day) }));
}

function noAddress(day: DayRun): ToWatch[] {
  const people = waiting(day).filter((order) => order.mode === 'home_delivery' && !order.hasAddress);
  if (people.length === 0) return [];
  return [{ kind: 'no_address', people: people.map(({ name, orderNo }) => ({ name, orderNo })), ...sittingOf(day) }];
}

/** The kitchen works from paper: a closed run with meals to cook and no sheet is a kitchen that does not know. */
function notPrinted(day: DayRun): ToWatch[] {
  const printed = day.prints.some((print) => print.kind === 'production');
  return day.run.state === 'closed' && !printed && waiting(day).length > 0 ? [{ kind: 'not_printed', ...sittingOf(day) }] : [];
}

function waiting({ orders }: DayRun): DayRun['orders'][number][] {
  return orders.filter((order) => order.state === 'placed' && isCounted(order));
}
