import { addDays, daysBetween, serviceDateOf, type Instant, type ServiceDate } from './calendar.ts';
import type { ChangeCount } from './change-sheet.ts';
import { countMeals, isCounted, type CareLine, type CountedMeal } from './meal-count.ts';
import { takesOrders, type MealRun } from './meal-run.ts';
import type { MealSlot } from './meal-slot.ts';
import { licenceStands } from './network.ts';
import type { Channel } from './order.ts';
import type { PrintKind, SheetOrder } from './sheet.ts';

/** A run as a canteen's day looks at it: every order, cancelled and walk-in too. */
export type DayRun = {
  run: MealRun;
  offered: readonly CountedMeal[];
  orders: readonly (SheetOrder & { channel: Channel; placedAt: Instant })[];
  prints: readonly { kind: PrintKind }[];
  /** Since its paper was printed. */
  changed: ChangeCount;
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

/**
 * What there is to do for a run now, at most one thing: freeze and print (`close_early`: while people still order), print what is
 * frozen, look at what was printed.
 */
export type RunTask = 'close_early' | 'close' | 'print' | 'see_sheets' | 'see_names';

/** `runs`: those of the point on the same day, of which only one is to be closed next. */
export function taskOf(day: DayRun, runs: readonly DayRun[], now: Instant): RunTask {
  const { run, orders, prints } = day;
  if (day === nextToClose(runs, now)) return takesOrders(run, now) ? 'close_early' : 'close';
  if (run.state === 'open') return 'see_names';
  if (prints.length > 0) return 'see_sheets';
  return isAhead(run, now) && orders.some(isCounted) ? 'print' : 'see_names';
}

/** Of today's open runs, the one that closes first: one thing to press at a time. */
function nextToClose(runs: readonly DayRun[], now: Instant): DayRun | undefined {
  const open = runs.filter(({ run }) => run.state === 'open' && run.serviceDate === serviceDateOf(now));
  return open.sort((one, other) => one.run.closeAt - other.run.closeAt)[0];
}

/** People of a finished run for whom nothing was recorded, though their names were printed and no ticked list was entered. */
export type Unticked = { runId: string; serviceDate: ServiceDate; slot: MealSlot; claimUntilAt: Instant; people: number };

type Sitting = { runId: string; slot: MealSlot };
/** What somebody at the canteen has to look after today, worst first. */
export type ToWatch =
  | { kind: 'licence_expired'; expires: ServiceDate }
  | ({ kind: 'severe_clash'; line: CareLine } & Sitting)
  | ({ kind: 'no_address'; people: readonly { name: string; orderNo: number }[] } & Sitting)
  | ({ kind: 'not_printed' } & Sitting)
  | ({ kind: 'changed_since'; changed: ChangeCount } & Sitting)
  | ({ kind: 'unticked'; people: number } & Sitting)
  | ({ kind: 'mild_clash'; lines: readonly CareLine[]; more: number } & Sitting)
  | { kind: 'licence_expiring'; expires: ServiceDate; days: number };

/** Long enough before the date to have a licence renewed. */
const LICENCE_WARNING_DAYS = 60;

/** So many people are named with what does not suit them; the list of names has them all. */
const CLASHES_NAMED = 5;

export type WatchedDay = { licenceExpires: ServiceDate; runs: readonly DayRun[]; unticked: readonly Unticked[] };

/** Of the runs, only those whose meal is still to be served: afterwards nobody can change a dish or knock at a door. */
export function toWatch({ licenceExpires, runs, unticked }: WatchedDay, { date, now }: { date: ServiceDate; now: Instant }): ToWatch[] {
  const { expired, expiring } = licenceWatch(licenceExpires, date, serviceDateOf(now));
  const ahead = runs.filter(({ run }) => isAhead(run, now));
  return [
    ...expired,
    ...ahead.flatMap(severeClashes),
    ...ahead.flatMap(noAddress),
    ...ahead.flatMap(notPrinted),
    ...ahead.flatMap(changedSince),
    ...stillToTick(unticked, date, now),
    ...ahead.flatMap(mildClashes),
    ...expiring,
  ];
}

/** A licence has run out today or not at all; a day that is looked at beyond its end is a reason to have it renewed. */
function licenceWatch(expires: ServiceDate, date: ServiceDate, today: ServiceDate): { expired: ToWatch[]; expiring: ToWatch[] } {
  if (!licenceStands(expires, today)) return { expired: [{ kind: 'licence_expired', expires }], expiring: [] };
  const days = daysBetween(today, expires);
  const soon = days <= LICENCE_WARNING_DAYS || !licenceStands(expires, date);
  return { expired: [], expiring: soon ? [{ kind: 'licence_expiring', expires, days }] : [] };
}

/** On the morning after, while it can still be recorded. */
function stillToTick(unticked: readonly Unticked[], date: ServiceDate, now: Instant): ToWatch[] {
  const today = serviceDateOf(now);
  const due = unticked.filter((one) => date === today && one.serviceDate === addDays(today, -1) && now < one.claimUntilAt);
  return due.filter(({ people }) => people > 0).map(({ runId, slot, people }) => ({ kind: 'unticked', runId, slot, people }));
}

function sittingOf({ run }: DayRun): Sitting {
  return { runId: run.id, slot: run.slot };
}

function severeClashes(day: DayRun): ToWatch[] {
  const { mustChange } = countMeals(waiting(day), day.offered);
  return mustChange.filter((line) => line.severe).map((line) => ({ kind: 'severe_clash', line, ...sittingOf(day) }));
}

/** The others whose dishes do not suit them. Who is in danger stands by name above everything else. */
function mildClashes(day: DayRun): ToWatch[] {
  const mild = countMeals(waiting(day), day.offered).mustChange.filter((line) => !line.severe);
  if (mild.length === 0) return [];
  const lines = mild.slice(0, CLASHES_NAMED);
  return [{ kind: 'mild_clash', lines, more: mild.length - lines.length, ...sittingOf(day) }];
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

/** The kitchen has paper that says something else. */
function changedSince(day: DayRun): ToWatch[] {
  const { added, removed, changed } = day.changed;
  return added + removed + changed > 0 ? [{ kind: 'changed_since', changed: day.changed, ...sittingOf(day) }] : [];
}

function waiting({ orders }: DayRun): DayRun['orders'][number][] {
  return orders.filter((order) => order.state === 'placed' && isCounted(order));
}
