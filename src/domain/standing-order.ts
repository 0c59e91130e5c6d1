import { addDays, daysBetween, weekdayOf, type Instant, type ServiceDate } from './calendar.ts';
import { holdsOn, type DatedFact } from './elder.ts';
import { takesOrders, type MealRun } from './meal-run.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import {
  decideCancellation, decidePlacement, type Channel, type OfferedMeal, type OrderState, type Placement, type PlacementFacts, type PlacementRefusal, type Refused,
} from './order.ts';
import { pausedOn, type Pause } from './pause.ts';

/** How a standing order, a skipped day or a pause was said: by herself on her page, by family on theirs, at the counter, or to the canteen on the telephone. */
export const ARRANGEMENT_CHANNELS = ['elder_page', 'counter', 'phone', 'family_page'] as const;
export type ArrangementChannel = (typeof ARRANGEMENT_CHANNELS)[number];

/** What took an order away that nobody cancelled by itself. Its day may be made again once the cause is gone. */
export const ARRANGED_CAUSES = ['skip', 'pause', 'standing_order'] as const;
export type ArrangedCause = (typeof ARRANGED_CAUSES)[number];

/** What became of telephoning somebody whose meal could not be ordered. `no_answer` is tried again. */
export const CALL_OUTCOMES = ['arranged', 'not_wanted', 'no_answer'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** A day that could not be ordered, with the calls made about it; `number`: of the next call, so that one press records one call. */
export type FailureAtWork = { number: number; last: CallOutcome | null };

/** Whether somebody still has to do something about it. */
export const isOpenFailure = ({ last }: Pick<FailureAtWork, 'last'>): boolean => last === null || last === 'no_answer';

/** So many days after today become ordinary orders. Later ones are made as their day comes near, at the price and the menu of then. */
export const DAYS_EXPANDED = 3;

/** Every day, the week's workdays, its end, every other day: what an elder chooses from. Staff may tick any days. */
export const WEEKDAY_CHOICES = ['1234567', '12345', '67', '135', '246'] as const;
export type WeekdayChoice = (typeof WEEKDAY_CHOICES)[number];

/** `weekdays`: their digits, 1 Monday to 7 Sunday, ascending. `setMealId` null: the cook chooses. `to` is the first day on which it no longer holds. */
export type StandingOrder = {
  id: string;
  elderId: string;
  mealPointId: string;
  slot: MealSlot;
  weekdays: string;
  setMealId: string | null;
  mode: ServiceMode;
  from: ServiceDate;
  to: ServiceDate | null;
};

/** Whether the day is one that the standing order names: within its time, on its weekdays. */
export function isNamed({ from, to, weekdays }: Pick<StandingOrder, 'from' | 'to' | 'weekdays'>, date: ServiceDate): boolean {
  return from <= date && (to === null || date < to) && weekdays.includes(String(weekdayOf(date)));
}

/** Facts on whose days nothing is made: she is looked after elsewhere, or has died. */
export const STOPPING_FACTS = ['death', 'hospital', 'institution'] as const;

/** Whether she is in hospital or in an institution that day, or has died. */
export function isStopped(facts: readonly DatedFact[], date: ServiceDate): boolean {
  return STOPPING_FACTS.some((kind) => holdsOn(facts, kind, date));
}

const OF_ONE_DISH: readonly PlacementRefusal[] = ['sold_out', 'severe_allergy'];

export type StandingChoice = { refused: null; setMealId: string; placement: Placement };

/**
 * Which set meal the day's order is for, by the same decision as any order. The wished one where the day offers it and she can have it;
 * otherwise the cook chooses: the first that she can have and that suits her diet, then the first that she can have. Where she can have
 * none, refuses with a reason that holds for all of them, if there is one; `not_offered` where the run offers nothing.
 */
export function chooseStanding(
  day: Omit<PlacementFacts, 'offer'>,
  offers: readonly OfferedMeal[],
  wished: string | null,
  now: Instant,
): StandingChoice | Refused<PlacementRefusal> {
  const first = offers.find((offer) => offer.setMealId === wished);
  const inTurn = [...(first ? [first] : []), ...offers.filter((offer) => offer !== first)];
  let spare: StandingChoice | Refused<PlacementRefusal> | null = null;
  for (const offer of inTurn) {
    const judged = decidePlacement({ ...day, offer }, now);
    if (judged.refused !== null) {
      if (spare === null || (spare.refused !== null && OF_ONE_DISH.includes(spare.refused))) spare = judged;
      continue;
    }
    const choice: StandingChoice = { refused: null, setMealId: offer.setMealId, placement: judged };
    if (offer === first || judged.clashes.length === 0) return choice;
    if (spare === null || spare.refused !== null) spare = choice;
  }
  if (spare !== null) return spare;
  const judged = decidePlacement({ ...day, offer: null }, now);
  return judged.refused === null ? { refused: 'not_offered' } : judged;
}

/** The first day that a new or a changed standing order names: tomorrow, or the first after it whose orders are not closed already. */
export function firstDayOf(runs: readonly Pick<MealRun, 'serviceDate' | 'state' | 'cutoffAt'>[], today: ServiceDate, now: Instant): ServiceDate {
  let day = addDays(today, 1);
  const over = (date: ServiceDate) => runs.some((run) => run.serviceDate === date && !takesOrders(run, now));
  while (over(day)) day = addDays(day, 1);
  return day;
}

/** What is so about one day that a standing order names. `to_come`: it will be ordered when its day is near. `closed`: the canteen is not open. */
export type StandingDay = { date: ServiceDate } & (
  | { is: 'ordered'; orderId: string }
  | { is: 'failed'; refused: PlacementRefusal }
  | { is: 'cancelled' | 'skipped' | 'paused' | 'closed' | 'to_come' }
);

export type StandingFacts = {
  standing: Pick<StandingOrder, 'from' | 'to' | 'weekdays' | 'slot'>;
  facts: readonly DatedFact[];
  pauses: readonly Pause[];
  /** Days of her skipped in this slot. */
  skips: readonly ServiceDate[];
  /** Her orders of this slot, cancelled ones too. */
  orders: readonly { id: string; serviceDate: ServiceDate; cancelled: boolean; arranged: boolean }[];
  /** The reasons of days that could not be ordered, the latest last. */
  failures: readonly { serviceDate: ServiceDate; refused: PlacementRefusal }[];
  /** The days on which the point's sitting is planned, as far as it is. */
  planned: readonly ServiceDate[];
};

/** The days from `from` on that the standing order names within so many days, and what is so about each. */
export function standingDays(read: StandingFacts, from: ServiceDate, days: number): StandingDay[] {
  const all = Array.from({ length: days }, (_, index) => addDays(from, index));
  return all.filter((date) => isNamed(read.standing, date)).map((date) => dayOf(read, date));
}

function dayOf(read: StandingFacts, date: ServiceDate): StandingDay {
  const ofDay = read.orders.filter((one) => one.serviceDate === date);
  const order = ofDay.find((one) => !one.cancelled);
  if (order) return { date, is: 'ordered', orderId: order.id };
  if (read.skips.includes(date)) return { date, is: 'skipped' };
  if (pausedOn(read.pauses, date) || isStopped(read.facts, date)) return { date, is: 'paused' };
  if (ofDay.some((one) => !one.arranged)) return { date, is: 'cancelled' };
  const failure = read.failures.findLast((one) => one.serviceDate === date);
  if (failure) return { date, is: 'failed', refused: failure.refused };
  const last = read.planned.toSorted().at(-1);
  return { date, is: last !== undefined && date <= last && !read.planned.includes(date) ? 'closed' : 'to_come' };
}

/** How far an elder's page looks: a week of days, whatever the weekdays. */
export const WEEK_SHOWN = 7;

/** The days that can still be skipped, or taken back: from today on, at most five. */
export function daysToSkip(days: readonly StandingDay[], today: ServiceDate): StandingDay[] {
  return days.filter(({ is, date }) => daysBetween(today, date) >= 0 && (is === 'ordered' || is === 'to_come' || is === 'skipped' || is === 'failed')).slice(0, 5);
}

/** An order that a skipped day, a pause or a change takes away. */
export type StoppableOrder = {
  serviceDate: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  channel: Channel;
  orderState: OrderState;
  placedAt: Instant;
  state: MealRun['state'];
  cutoffAt: Instant;
  undoMinutes: number;
};

/** Of these orders those that can still be cancelled, and those that the kitchen counts on already. What was eaten, missed or cancelled is neither. */
export function splitByCancelling<Order extends StoppableOrder>(orders: readonly Order[], now: Instant): { cancel: Order[]; stay: Order[] } {
  const placed = orders.filter((order) => order.orderState === 'placed');
  const can = (order: Order) => decideCancellation({ state: order.orderState, placedAt: order.placedAt, run: order }, now).refused === null;
  return { cancel: placed.filter(can), stay: placed.filter((order) => !can(order)) };
}

/** The orders that came of a standing order and do not fit what follows it from a day on (`next` null: nothing does). */
export function ordersToChange<Order extends StoppableOrder>(
  orders: readonly Order[],
  before: Pick<StandingOrder, 'slot' | 'mode' | 'setMealId'>,
  next: Pick<StandingOrder, 'weekdays' | 'mode' | 'setMealId'> | null,
  from: ServiceDate,
): Order[] {
  const made = orders.filter((one) => one.channel === 'standing_order' && one.slot === before.slot && one.serviceDate >= from);
  const same = next !== null && next.mode === before.mode && next.setMealId === before.setMealId;
  return made.filter((one) => !same || !next.weekdays.includes(String(weekdayOf(one.serviceDate))));
}
