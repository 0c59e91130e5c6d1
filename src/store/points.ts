import { asc, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { pick, readRows, type Database } from './read.ts';
import { division, mealPoint, operator } from './schema.ts';
import { operatorGranted, pointWithin } from './scope.ts';
import { stoppedSince } from './stopped.ts';

/** Joins a point's town: its division may be a village or the town itself; the first nine digits are the town's. */
export const townOfPoint = sql`${division.code} = substr(${mealPoint.divisionCode}, 1, 9) || '000'`;

/** The points within reach by name: whose pages somebody works on, and which of them a check of the books has stopped. A part of a page's one trip. */
export function pointsOf(db: Database, scope: Scope) {
  return db
    .select(pick({ id: mealPoint.id, name: mealPoint.name, stoppedSince: stoppedSince(mealPoint.id, mealPoint.operatorId) }))
    .from(mealPoint)
    .where(pointWithin(scope))
    .orderBy(asc(mealPoint.name));
}

export async function findPoints(db: Database, scope: Scope): Promise<{ id: string; name: string; stoppedSince: Instant | null }[]> {
  return readRows(db, pointsOf(db, scope));
}

/** The operators that somebody manages. */
export async function findOperators(db: Database, scope: Scope): Promise<{ name: string }[]> {
  return readRows(db, db.select(pick({ name: operator.name })).from(operator).where(operatorGranted(scope)).orderBy(asc(operator.name)));
}
