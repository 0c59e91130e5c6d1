import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, type ServiceDate } from '../domain/calendar.ts';
import { elderAtCounter } from './counter.ts';
import { loadOrderBook } from './order-book.ts';
import type { Database } from './read.ts';
import { elder, mealOrder } from './schema.ts';
import { elderResidesWithin, runWithin } from './scope.ts';

/** For whom somebody may order, and which meals: where `run` is left out, those of the point where each of them usually eats. */
export type Reach = { elder: SQL; run?: SQL };

/** A village's own people, wherever they eat. */
export function reachOfVillage(scope: Scope): Reach {
  return { elder: elderResidesWithin(scope) };
}

/** Whoever usually eats at a canteen or has ordered there, and its own meals. */
export function reachOfCanteen(scope: Scope, today: ServiceDate): Reach {
  return { elder: elderAtCounter(scope, today), run: runWithin(scope) };
}

/** Orders of those within reach, and of the meals within reach. Needs meal_run joined where `run` says something. */
export function ofTheirs({ elder: within, run }: Reach): SQL {
  return sql`${mealOrder.elderId} IN (SELECT ${elder.id} FROM ${elder} WHERE ${within}) AND ${run ?? sql`1`}`;
}

/** How far ahead somebody on the telephone may ask. */
const AHEAD_DAYS = 7;

/** One person with what they may have in the coming days, and what it costs them. Nobody in it: out of reach. */
export function bookOf(db: Database, reach: Reach, elderId: string, today: ServiceDate) {
  const who = sql`SELECT ${elder.id} FROM ${elder} WHERE ${elder.id} = ${elderId} AND ${reach.elder}`;
  return loadOrderBook(db, who, { from: today, to: addDays(today, AHEAD_DAYS) }, { ...(reach.run ? { runs: reach.run } : {}), priced: true });
}
