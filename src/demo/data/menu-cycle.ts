import { daysBetween, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import type { MealSlot } from '../../domain/meal-slot.ts';
import { hash32 } from '../random.ts';
import {
  BREAKFASTS,
  DINNERS,
  EXTRA_LUNCHES,
  HEARTY_LUNCHES,
  LIGHT_LUNCHES,
  type DemoSetMeal,
} from './set-meals.ts';

/** Kitchens that many eat from cook a third choice at lunch. */
const CROWDED = new Set(['jinghe', 'beixin', 'kitchen-longquan', 'kitchen-jisuo', 'kitchen-guanqiao']);

/**
 * What a kitchen cooks: keys of set meals in the order A, B and where it is crowded C. It depends on kitchen, date and
 * slot alone, never on the day of loading. Each list of meals turns by a step a day from a start of the kitchen's own:
 * no meal comes on two days in a row, and a fortnight shows every meal of the two lists of fourteen once.
 */
export function menuFor(kitchenKey: string, date: ServiceDate, slot: MealSlot): string[] {
  if (slot !== 'lunch') return pairOn(slot === 'breakfast' ? BREAKFASTS : DINNERS, date, `${kitchenKey}:${slot}`);
  const turn = (list: readonly DemoSetMeal[], choice: string): string => mealOn(list, date, `${kitchenKey}:${choice}`);
  const two = [turn(HEARTY_LUNCHES, 'A'), turn(LIGHT_LUNCHES, 'B')];
  return CROWDED.has(kitchenKey) ? [...two, turn(EXTRA_LUNCHES, 'C')] : two;
}

/** Two neighbours of the list a day, the next two on the next day: the lists have an even length of at least four. */
function pairOn(list: readonly DemoSetMeal[], date: ServiceDate, seed: string): string[] {
  const start = hash32(seed) + 2 * dayNumber(date);
  return [keyAt(list, start), keyAt(list, start + 1)];
}

function mealOn(list: readonly DemoSetMeal[], date: ServiceDate, seed: string): string {
  return keyAt(list, hash32(seed) + dayNumber(date));
}

function keyAt(list: readonly DemoSetMeal[], index: number): string {
  const meal = list[index % list.length];
  if (meal === undefined) throw new Error('a menu cycle before its first day');
  return meal.key;
}

/** Days since 1970-01-01. */
function dayNumber(date: ServiceDate): number {
  return daysBetween(serviceDateOf(0), date);
}
