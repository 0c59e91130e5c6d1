import * as z from 'zod';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import { DIET_MARKS, itemsOf } from '../domain/diet-change.ts';
import { clashesOf, DIET_CODES, TEXTURES, type Diet } from '../domain/diet.ts';
import type { DietRead } from '../store/diets.ts';
import { spokenMeal } from '../../web/format.tsx';
import { clashText } from '../../web/text.ts';

// What the counter and a family send alike about what somebody may not eat.

export const MOST_NOTE = 60;

const mark = z.enum(DIET_MARKS);
const marks = Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, mark]));
export const dietFields = {
  version: z.string().regex(/^\d{1,6}$/).transform(Number),
  texture: z.enum(TEXTURES),
  feeding: z.enum(['yes', 'no']),
  note: z.string().trim().max(10 * MOST_NOTE),
  ...marks,
};

/** The diet that the form says; whoever has been asked before was asked then. */
export function dietSaid(said: { texture: Diet['texture']; feeding: 'yes' | 'no'; note: string }, before: Diet, now: Instant): Diet {
  const chosen: Record<string, unknown> = said;
  const items = itemsOf(new Map(DIET_CODES.map((code) => [code, mark.parse(chosen[`mark_${code}`])])));
  return { texture: said.texture, feedingHelp: said.feeding === 'yes', note: said.note, items, askedAt: before.askedAt ?? now };
}

/** The ordered meals that go against it, in words. */
export function wrongMeals(read: DietRead, today: ServiceDate): { orderId: string; words: string }[] {
  return read.meals.flatMap((meal) => {
    const clashes = clashesOf(read.diet, meal.dishes);
    const words = [spokenMeal(meal.serviceDate, meal.slot, today), meal.name, clashes.map(clashText).join('，')].join('，');
    return clashes.length === 0 ? [] : [{ orderId: meal.orderId, words }];
  });
}
