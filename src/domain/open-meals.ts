import type { Instant, ServiceDate } from './calendar.ts';
import { takesOrders, type MealRun } from './meal-run.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import {
  decidePlacement,
  type EatingElder,
  type OfferedMeal,
  type OfferedMode,
  type Placement,
  type PlacementRefusal,
  type Refused,
} from './order.ts';
import { licenceStands } from './network.ts';
import type { PolicyVersion } from './policy.ts';

/** A meal run with everything it offers, as the menu stands. */
export type RunOnOffer<Offer extends OfferedMeal = OfferedMeal> = {
  run: MealRun;
  licenceExpires: ServiceDate;
  pointDivision: string;
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
      { run: meal.run, licenceExpires: meal.licenceExpires, pointDivision: meal.pointDivision, offer, mode, elder, existingOrderId: null, policies },
      now,
    ),
  }));
}

/**
 * Why nothing of this run can be ordered by somebody with this order, before any dish is looked at: a page shows it instead of
 * dishes. Null when there is something to choose.
 */
export function wholeMealRefusal(
  meal: RunOnOffer,
  existingOrderId: string | null,
  now: Instant,
): 'already_ordered' | 'run_closed' | 'cutoff_passed' | 'licence_expired' | null {
  if (existingOrderId) return 'already_ordered';
  if (meal.run.state !== 'open') return 'run_closed';
  if (!takesOrders(meal.run, now)) return 'cutoff_passed';
  return licenceStands(meal.licenceExpires, meal.run.serviceDate) ? null : 'licence_expired';
}

/** The runs that still take an order from somebody who has these orders, in the order in which they are eaten. */
export function stillOpen<Meal extends RunOnOffer>(
  meals: readonly Meal[],
  ordered: readonly { serviceDate: ServiceDate; slot: MealSlot }[],
  now: Instant,
): Meal[] {
  return meals
    .filter((meal) => wholeMealRefusal(meal, null, now) === null)
    .filter(({ run }) => !ordered.some((one) => one.serviceDate === run.serviceDate && one.slot === run.slot))
    .toSorted((a, b) => a.run.serveFromAt - b.run.serveFromAt);
}

/** The one that the home page asks about: the next lunch, or else whatever is eaten first. */
export function mealToAskAbout<Meal extends RunOnOffer>(open: readonly Meal[]): Meal | null {
  return open.find(({ run }) => run.slot === 'lunch') ?? open[0] ?? null;
}

export type LastOrder = { slot: MealSlot; setMealId: string; letter: string; mode: ServiceMode };

/** 和上次一样: the same set meal, or the one under the same letter of the menu, handed out in the same way; null when that cannot be had. */
export function sameAgain<Offer extends OfferedMeal & { letter: string }>(
  last: LastOrder | undefined,
  choices: readonly Choice<Offer>[],
  modes: readonly OfferedMode[],
): { choice: Choice<Offer>; mode: ServiceMode } | null {
  const mode = modes.find((one) => one.mode === last?.mode && one.taken < one.capacity);
  const free = choices.filter(({ judged }) => judged.refused === null);
  const choice =
    free.find(({ offer }) => offer.setMealId === last?.setMealId) ?? free.find(({ offer }) => offer.letter === last?.letter);
  return mode && choice ? { choice, mode: mode.mode } : null;
}
