import type { Instant, ServiceDate } from './calendar.ts';
import { clashesOf, type Clash } from './diet.ts';
import { holdsOn, type SEXES } from './elder.ts';
import type { MealRun } from './meal-run.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import type { Fen } from './money.ts';
import { choicesOf, stillOpen, wholeMealRefusal, type LastOrder, type RunOnOffer } from './open-meals.ts';
import { decidePlacement, shutNow, type EatingElder, type LateOrders, type OfferedMeal, type OfferedMode, type OrderState, type Placement, type PlacementRefusal, type Refused } from './order.ts';
import type { PolicyVersion } from './policy.ts';
import { NO_HISTORY } from './subsidy-facts.ts';

// Several people and the meals they may choose from, as whoever orders for them has it in front of them.

/** An active order of somebody in the book. */
export type BookedMeal = {
  orderId: string;
  serviceDate: ServiceDate;
  slot: MealSlot;
  letter: string;
  name: string;
  mode: ServiceMode;
  state: OrderState;
  selfPayFen: Fen;
  placedAt: Instant;
  late: boolean;
  run: Pick<MealRun, 'state' | 'cutoffAt' | 'undoMinutes'>;
};

export type BookPerson = {
  id: string;
  name: string;
  callAs: string | null;
  sex: (typeof SEXES)[number];
  mealPointId: string;
  eater: EatingElder;
  booked: readonly BookedMeal[];
  /** The latest order of each sitting. */
  last: readonly LastOrder[];
};

export type BookOffer = OfferedMeal & { letter: string };
export type BookMeal = RunOnOffer<BookOffer> & { pointName: string };
export type OrderBook = { people: readonly BookPerson[]; meals: readonly BookMeal[]; policies: readonly PolicyVersion[] };

/** The run that somebody eats at: their own point's where it is in the book, otherwise any of the date and slot. */
export function mealFor(book: OrderBook, person: Pick<BookPerson, 'mealPointId'>, date: ServiceDate, slot: MealSlot): BookMeal | null {
  const meals = book.meals.filter(({ run }) => run.serviceDate === date && run.slot === slot);
  return meals.find(({ run }) => run.mealPointId === person.mealPointId) ?? meals[0] ?? null;
}

/** How the meal reaches somebody of whom nothing else was said: as last time, else the first way that has room. Null: the run has none. */
export function usualMode(person: Pick<BookPerson, 'last'>, meal: { run: { slot: MealSlot }; modes: readonly OfferedMode[] }): ServiceMode | null {
  const free = meal.modes.filter((one) => one.taken < one.capacity);
  const ofSlot = person.last.find((one) => one.slot === meal.run.slot);
  const last = [...(ofSlot ? [ofSlot] : []), ...person.last].find((one) => free.some(({ mode }) => mode === one.mode));
  return last?.mode ?? free[0]?.mode ?? meal.modes[0]?.mode ?? null;
}

/** One set meal of a sitting, way by way: what it costs this person, or why they cannot have it so. */
export type OfferInWays = { offer: BookOffer; ways: readonly { mode: ServiceMode; judged: Placement | Refused<PlacementRefusal> }[] };

export function offersInWays(book: Pick<OrderBook, 'policies'>, person: BookPerson, meal: BookMeal, now: Instant, late: LateOrders = 'refused'): OfferInWays[] {
  return meal.offers.map((offer) => ({
    offer,
    ways: meal.modes.map((mode) => ({ mode: mode.mode, judged: decidePlacement({ ...meal, offer, mode, elder: person.eater, existingOrderId: null, policies: book.policies }, now, late) })),
  }));
}

/** The sittings of the book that still take an order from this person, the next one first; at their own point where it has one. Where late orders are `allowed`, those too that take only such. */
export function sittingsFor(book: OrderBook, person: BookPerson, now: Instant, late: LateOrders = 'refused'): BookMeal[] {
  return stillOpen(ownMeals(book, person), person.booked, now, late);
}

const ownMeals = (book: OrderBook, person: BookPerson) => book.meals.filter((meal) => meal === mealFor(book, person, meal.run.serviceDate, meal.run.slot));

/** Whether a sitting of theirs would take an order, did the books of its point not stand still. */
export function standsStillFor(book: OrderBook, person: BookPerson, now: Instant, late: LateOrders): boolean {
  return ownMeals(book, person).some(({ run }) => shutNow(run, now, late) === 'point_stopped');
}

/** Of open sittings the one that somebody on the phone most likely means: the next of those that they have eaten before. */
export function likelySitting(open: readonly BookMeal[], person: Pick<BookPerson, 'last'>): BookMeal | null {
  return open.find(({ run }) => person.last.some((one) => one.slot === run.slot)) ?? open[0] ?? null;
}

/** One set meal in a cell of the week. `refused`: this person cannot have it; `clashes`: what they had better not eat of it. */
export type CellChoice = { setMealId: string; letter: string; name: string; refused: PlacementRefusal | null; clashes: readonly Clash[] };

/** One person on one day: ordered, nothing offered, no longer or not at all to be ordered and why, or a choice. */
export type WeekCell =
  | { kind: 'ordered'; order: BookedMeal }
  | { kind: 'not_served' }
  | { kind: 'shut'; refused: PlacementRefusal }
  | { kind: 'open'; runId: string; choices: readonly CellChoice[] };

/**
 * What stands in somebody's cell of the week. The same decision as the order itself, but for the money: without policies nobody is
 * asked what a meal costs, which takes most of the time.
 */
export function weekCell(book: OrderBook, person: BookPerson, date: ServiceDate, slot: MealSlot, now: Instant): WeekCell {
  const order = person.booked.find((one) => one.serviceDate === date && one.slot === slot);
  if (order) return { kind: 'ordered', order };
  const meal = mealFor(book, person, date, slot);
  if (!meal) return { kind: 'not_served' };
  const whole = wholeMealRefusal(meal, { facts: person.eater.facts, existingOrderId: null }, now);
  if (whole) return { kind: 'shut', refused: whole };
  const choices = choicesOf(meal, { ...person.eater, history: NO_HISTORY }, [], now).map(({ offer, judged }) => ({
    setMealId: offer.setMealId,
    letter: offer.letter,
    name: offer.name,
    refused: judged.refused,
    clashes: clashesOf(person.eater.diet, offer.dishes),
  }));
  const free = choices.some((one) => one.refused === null);
  const why = choices.find((one) => one.refused === 'severe_allergy') ?? choices[0];
  return free ? { kind: 'open', runId: meal.run.id, choices } : { kind: 'shut', refused: why?.refused ?? 'not_offered' };
}

/** Who is in the book on a day: nobody orders for somebody who has died. */
export function living(people: readonly BookPerson[], on: ServiceDate): BookPerson[] {
  return people.filter((one) => !holdsOn(one.eater.facts, 'death', on));
}
