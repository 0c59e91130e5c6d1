import { addDays, daysBetween, instantAt, weekdayOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../domain/meal-slot.ts';
import { fen, type Fen } from '../domain/money.ts';
import * as t from '../store/schema.ts';
import { DISHES } from './data/dishes.ts';
import { KITCHENS } from './data/kitchens.ts';
import { menuFor } from './data/menu-cycle.ts';
import { modesOf, type DemoPoint, type DemoPointSlot } from './data/point.ts';
import { POINTS } from './data/points.ts';
import { SET_MEALS } from './data/set-meals.ts';
import type { DemoDish } from './data/dish.ts';
import type { Insert } from './rows.ts';

/** One run as the loader fills it: rooms are counted down, orders are counted up. */
export type DemoRun = {
  id: string;
  point: DemoPoint;
  rule: DemoPointSlot;
  date: ServiceDate;
  slot: MealSlot;
  cutoffAt: Instant;
  closeAt: Instant;
  serveFromAt: Instant;
  serveToAt: Instant;
  offers: DemoOffer[];
  taken: Record<ServiceMode, number>;
  orderIds: string[];
  lastOrderNo: number;
};
export type DemoOffer = { setMealId: string; letter: string; priceFen: Fen; capacity: number; taken: number; dishes: readonly DemoDish[] };

const DISH_BY_KEY = new Map(DISHES.map((dish) => [dish.key, dish]));
const SET_MEAL_BY_KEY = new Map(SET_MEALS.map((meal) => [meal.key, meal]));

/** Menus are published two weeks ahead. */
export function loadMenus(insert: Insert, from: ServiceDate, to: ServiceDate): void {
  const cooked = new Set(POINTS.flatMap((point) => point.slots.map((rule) => `${rule.kitchenKey}|${rule.slot}`)));
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const publishedAt = instantAt(addDays(date, -14), 17 * 60);
    insert(
      t.menu,
      KITCHENS.flatMap(({ key }) =>
        (['breakfast', 'lunch', 'dinner'] as const)
          .filter((slot) => cooked.has(`${key}|${slot}`))
          .flatMap((slot) =>
            menuFor(key, date, slot).map((setMealId, index) => {
              return { kitchenId: key, serviceDate: date, slot, position: index + 1, setMealId, publishedAt };
            }),
          ),
      ),
    );
  }
}

/** Every point × date × slot between two dates, on the weekdays on which the point opens. */
export function demoRuns(from: ServiceDate, to: ServiceDate): DemoRun[] {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index));
  return days.flatMap((date) =>
    POINTS.flatMap((point) =>
      point.slots.filter((rule) => rule.openWeekdays.includes(weekdayOf(date))).map((rule) => demoRun(point, rule, date)),
    ),
  );
}

function demoRun(point: DemoPoint, rule: DemoPointSlot, date: ServiceDate): DemoRun {
  const cutoffAt = instantAt(addDays(date, rule.cutoffDayOffset), rule.cutoffMinute);
  const room = modesOf(rule).reduce((sum, mode) => sum + rule.capacity[mode], 0);
  return {
    id: `${point.key}-${date.replaceAll('-', '')}-${rule.slot}`,
    point,
    rule,
    date,
    slot: rule.slot,
    cutoffAt,
    closeAt: cutoffAt + rule.closeAfterMinutes * 60_000,
    serveFromAt: instantAt(date, rule.serveFromMinute),
    serveToAt: instantAt(date, rule.serveToMinute),
    offers: menuFor(rule.kitchenKey, date, rule.slot).map((key, index) => demoOffer(key, index, room)),
    taken: { dine_in: 0, pickup: 0, home_delivery: 0 },
    orderIds: [],
    lastOrderNo: 0,
  };
}

/** A kitchen cooks for everybody who may come, and up to three quarters of them may choose the same. */
function demoOffer(setMealId: string, index: number, room: number): DemoOffer {
  const meal = SET_MEAL_BY_KEY.get(setMealId);
  if (!meal) throw new Error(`no such set meal: ${setMealId}`);
  const dishes = meal.dishes.flatMap((key) => DISH_BY_KEY.get(key) ?? []);
  const letter = String.fromCharCode(65 + index);
  return { setMealId, letter, priceFen: fen(meal.priceFen), capacity: Math.ceil(room * 0.75), taken: 0, dishes };
}

/** Runs go in open, as every run does; settleRuns() moves them on once their orders stand. */
export function insertRuns(insert: Insert, runs: readonly DemoRun[]): void {
  insert(
    t.mealRun,
    runs.map(({ id, point, rule, date, slot, cutoffAt, closeAt, serveFromAt, serveToAt }) => {
      const claimUntilAt = instantAt(addDays(date, rule.claimDays + 1), 0);
      const times = { cutoffAt, closeAt, serveFromAt, serveToAt, claimUntilAt, undoMinutes: rule.undoMinutes, noShowRule: 'release' as const };
      return { id, mealPointId: point.key, serviceDate: date, slot, kitchenId: rule.kitchenKey, operatorId: point.operatorKey, ...times, state: 'open' as const };
    }),
  );
  insert(
    t.mealRunMode,
    runs.flatMap(({ id, rule }) => modesOf(rule).map((mode) => ({ mealRunId: id, mode, capacity: rule.capacity[mode] }))),
  );
  insert(
    t.offer,
    runs.flatMap(({ id, offers }) =>
      offers.map(({ setMealId, letter, priceFen, capacity }) => ({ mealRunId: id, setMealId, letter, priceFen, capacity })),
    ),
  );
}
