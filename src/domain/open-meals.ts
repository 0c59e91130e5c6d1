import type { DayKind } from './assessed-meal.ts';
import { addDays, serviceDateOf, type Instant, type ServiceDate } from './calendar.ts';
import { holdsOn, type DatedFact } from './elder.ts';
import type { MealRun } from './meal-run.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import {
  decidePlacement,
  shutNow,
  type EatingElder,
  type LateOrders,
  type OfferedMeal,
  type OfferedMode,
  type Placement,
  type PlacementRefusal,
  type Refused,
} from './order.ts';
import { licenceStands } from './network.ts';
import type { PolicyVersion } from './policy.ts';

/** How many days after today the home page offers. A later meal can be read in the menu and comes up when its time has come. */
export const DAYS_AHEAD = 1;

/** The first day on which the home page offers a meal of this date. */
export const offeredFrom = (date: ServiceDate): ServiceDate => addDays(date, -DAYS_AHEAD);

/** A meal run with everything it offers, as the menu stands. */
export type RunOnOffer<Offer extends OfferedMeal = OfferedMeal> = {
  run: MealRun;
  licenceExpires: ServiceDate;
  pointDivision: string;
  dayKind: DayKind | null;
  offers: readonly Offer[];
  modes: readonly OfferedMode[];
};

/** One set meal as one person would get it: what it costs whom, or why they cannot have it. */
export type Choice<Offer extends OfferedMeal> = { offer: Offer; judged: Placement | Refused<PlacementRefusal> };

/** What one elder can choose in one run; the run's ways of eating are chosen on the next page, so any with room will do here. */
export function choicesOf<Offer extends OfferedMeal>(
  meal: RunOnOffer<Offer>,
  elder: EatingElder,
  policies: readonly PolicyVersion[],
  now: Instant,
): Choice<Offer>[] {
  const mode = meal.modes.find((one) => one.taken < one.capacity) ?? meal.modes[0] ?? null;
  return meal.offers.map((offer) => ({
    offer,
    judged: decidePlacement(
      { ...runFacts(meal), offer, mode, elder, existingOrderId: null, policies },
      now,
    ),
  }));
}

function runFacts({ run, licenceExpires, pointDivision, dayKind }: RunOnOffer) {
  return { run, licenceExpires, pointDivision, dayKind };
}

type RunRefusal = NonNullable<ReturnType<typeof shutNow>> | 'licence_expired';

/** Why nobody can order from this run any more. */
function runRefusal(meal: RunOnOffer, now: Instant, late: LateOrders = 'refused'): RunRefusal | null {
  const shut = shutNow(meal.run, now, late);
  if (shut) return shut;
  return licenceStands(meal.licenceExpires, meal.run.serviceDate) ? null : 'licence_expired';
}

/**
 * Why this person can order nothing of this run, before any dish is looked at: a page shows it instead of dishes. Null when
 * there is something to choose.
 */
export function wholeMealRefusal(
  meal: RunOnOffer,
  who: { facts: readonly DatedFact[]; existingOrderId: string | null },
  now: Instant,
): 'deceased' | 'already_ordered' | RunRefusal | null {
  if (holdsOn(who.facts, 'death', meal.run.serviceDate)) return 'deceased';
  return who.existingOrderId ? 'already_ordered' : runRefusal(meal, now);
}

/** The runs that still take an order from somebody who has these orders, in the order in which they are eaten. */
export function stillOpen<Meal extends RunOnOffer>(
  meals: readonly Meal[],
  ordered: readonly { serviceDate: ServiceDate; slot: MealSlot }[],
  now: Instant,
  late: LateOrders = 'refused',
): Meal[] {
  return meals
    .filter((meal) => runRefusal(meal, now, late) === null)
    .filter(({ run }) => !ordered.some((one) => one.serviceDate === run.serviceDate && one.slot === run.slot))
    .toSorted((a, b) => a.run.serveFromAt - b.run.serveFromAt);
}

/** Of meals later than the home page offers, the first that it is going to offer before the orders close. */
export function firstToCome<Meal extends RunOnOffer>(
  later: readonly Meal[],
  ordered: readonly { serviceDate: ServiceDate; slot: MealSlot }[],
  now: Instant,
): Meal | null {
  const inTime = ({ run }: Meal) => serviceDateOf(run.cutoffAt - 1) >= offeredFrom(run.serviceDate);
  return stillOpen(later, ordered, now).find(inTime) ?? null;
}

/** The one that the home page asks about: the next lunch, or else whatever is eaten first. */
export function mealToAskAbout<Meal extends RunOnOffer>(open: readonly Meal[]): Meal | null {
  return open.find(({ run }) => run.slot === 'lunch') ?? open[0] ?? null;
}

/**
 * The one that the home page offers with one tap: the first that this person can have and eat, then the first that they can have,
 * then the first, to say why not.
 */
export function mainChoice<Offer extends OfferedMeal>(choices: readonly Choice<Offer>[]): Choice<Offer> | null {
  const suits = choices.find(({ judged }) => judged.refused === null && judged.clashes.length === 0);
  return suits ?? choices.find(isFree) ?? choices[0] ?? null;
}

const isFree = ({ judged }: Choice<OfferedMeal>) => judged.refused === null;

export type LastOrder = { slot: MealSlot; setMealId: string; mode: ServiceMode };

/** A way to the check page that asks nothing again. `same`: the meal of the last time, or only how it reached the person. */
export type Shortcut<Offer extends OfferedMeal> = { same: 'meal' | 'mode'; choice: Choice<Offer>; mode: ServiceMode };

/** What the last order of this sitting spares: 和上次一样 only for the very same set meal, else the main choice in the same way. */
export function shortcut<Offer extends OfferedMeal>(
  last: LastOrder | undefined,
  choices: readonly Choice<Offer>[],
  modes: readonly OfferedMode[],
): Shortcut<Offer> | null {
  const mode = modes.find((one) => one.mode === last?.mode && one.taken < one.capacity)?.mode;
  if (!last || !mode) return null;
  const same = choices.filter(isFree).find(({ offer }) => offer.setMealId === last.setMealId);
  if (same) return { same: 'meal', choice: same, mode };
  const main = mainChoice(choices);
  return main && isFree(main) ? { same: 'mode', choice: main, mode } : null;
}
