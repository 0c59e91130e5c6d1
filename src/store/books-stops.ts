import { desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { stopKey, type BooksStop, type BrokenPlace } from '../domain/books-stop.ts';
import type { Instant, Month, ServiceDate } from '../domain/calendar.ts';
import { spanOf, type Check, type MonthSpan } from '../domain/invariants.ts';
import { newId } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { officesOf } from './county-month.ts';
import { brokenAt, holdsAt } from './broken-places.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { ALL_MONTHS } from './invariants.ts';
import { pick, readTogether, type Database } from './read.ts';
import { booksStop, booksStopEnd, booksStopped, mealPoint, operator } from './schema.ts';
import { countyGranted, operatorWithin, pointWithin } from './scope.ts';
import { isStopped } from './stopped.ts';

export const spanOfSlice = (slice: Month | ''): MonthSpan => (slice === '' ? ALL_MONTHS : spanOf(slice));

/** For the batch that keeps what a check found: each place stops, unless it stands still for the same check already. */
export function stopping(entry: Pick<AuditEntry, 'at' | 'actor'>, night: ServiceDate, { name, slice }: Check, places: readonly BrokenPlace[]): Statement[] {
  return places.map((place) => {
    const { pointId, operatorId, broken, samples } = place;
    return sql`INSERT INTO ${booksStop} (id, meal_point_id, operator_id, night, invariant, slice, broken, samples, stopped_at, stopped_by)
      SELECT ${newId()}, ${pointId}, ${operatorId}, ${night}, ${name}, ${slice}, ${broken}, ${JSON.stringify(samples)}, ${entry.at}, ${entry.actor}
      WHERE NOT EXISTS (SELECT 1 FROM ${booksStopped} WHERE place = ${stopKey(place)} AND invariant = ${name} AND slice = ${slice})`;
  });
}

/** What stands still within scope, longest first: for the alarm of an office. What is of the county as a whole is every office's to know. */
export function standingStops(db: Database, scope: Scope) {
  const ofPoint = sql`(${booksStop.mealPointId} IS NULL OR ${pointWithin(scope)})`;
  const ofOperator = sql`(${booksStop.operatorId} IS NULL OR ${operatorWithin(scope)} OR EXISTS (SELECT 1 FROM ${mealPoint} WHERE ${mealPoint.operatorId} = ${booksStop.operatorId} AND ${pointWithin(scope)}))`;
  return db
    .select(pick({ ...stopColumns, pointName: sql<string | null>`${mealPoint.name}`, operatorName: sql<string | null>`${operator.name}` }))
    .from(booksStopped)
    .innerJoin(booksStop, eq(booksStop.id, booksStopped.stopId))
    .leftJoin(mealPoint, eq(mealPoint.id, booksStop.mealPointId))
    .leftJoin(operator, eq(operator.id, booksStop.operatorId))
    .where(sql`${ofPoint} AND ${ofOperator}`)
    .orderBy(booksStop.stoppedAt, booksStop.id);
}
export type StandingStop = Awaited<ReturnType<typeof standingStops>>[number];

const stopColumns = { id: booksStop.id, invariant: booksStop.invariant, slice: booksStop.slice, stoppedAt: booksStop.stoppedAt };

/** Every stop there was, the latest first, for the county's own office; null for anybody else. */
export async function loadStops(db: Database, scope: Scope) {
  const rows = await readTogether(db, { offices: officesOf(db, scope), counties: countyOf(db, scope), stops: stopsOf(db, scope, sql`1`).limit(200) });
  return rows.counties.length === 0 ? null : { offices: rows.offices, stops: rows.stops.map(stopOf) };
}

export async function loadStop(db: Database, scope: Scope, stopId: string) {
  const rows = await readTogether(db, { offices: officesOf(db, scope), stops: stopsOf(db, scope, eq(booksStop.id, stopId)) });
  const found = rows.stops[0];
  return found ? { offices: rows.offices, stop: stopOf(found) } : null;
}
export type StopRead = NonNullable<Awaited<ReturnType<typeof loadStop>>>['stop'];

const countyOf = (db: Database, scope: Scope) => db.select(pick({ one: sql<number>`1` })).from(sql`(SELECT 1)`).where(countyGranted(scope));

function stopsOf(db: Database, scope: Scope, which: SQL) {
  return db
    .select(
      pick({
        ...stopColumns,
        pointId: booksStop.mealPointId,
        operatorId: booksStop.operatorId,
        pointName: sql<string | null>`${mealPoint.name}`,
        operatorName: sql<string | null>`${operator.name}`,
        night: booksStop.night,
        broken: booksStop.broken,
        samples: booksStop.samples,
        endedAt: sql<Instant | null>`${booksStopEnd.endedAt}`,
        endedBy: nameOfActor(booksStopEnd.endedBy),
        cause: sql<string | null>`${booksStopEnd.cause}`,
      }),
    )
    .from(booksStop)
    .leftJoin(mealPoint, eq(mealPoint.id, booksStop.mealPointId))
    .leftJoin(operator, eq(operator.id, booksStop.operatorId))
    .leftJoin(booksStopEnd, eq(booksStopEnd.stopId, booksStop.id))
    .where(sql`${which} AND ${countyGranted(scope)}`)
    .orderBy(sql`${booksStopEnd.endedAt} IS NOT NULL`, desc(booksStop.stoppedAt), booksStop.id);
}

function stopOf({ samples, endedAt, endedBy, cause, ...row }: Awaited<ReturnType<typeof stopsOf>>[number]) {
  return { ...row, samples: JSON.parse(samples) as string[], end: endedAt === null ? null : { endedAt, by: endedBy, cause: cause ?? '' } };
}

/** How many rows of the place break the check now. */
export const brokenNow = (db: Database, stop: BooksStop): Promise<number> => brokenAt(db, stop.invariant, stop, spanOfSlice(stop.slice));

/**
 * The place moves again, if the check holds for it inside the batch. What could be handed over and claimed when it stopped gets the time back
 * that it stood still, so that no paper comes too late.
 */
export async function endStop(db: Database, entry: AuditEntry, stop: BooksStop, cause: string): Promise<'done' | Conflict> {
  return commit(db, { ...entry, reason: cause }, {
    guards: [
      guard('stands still', sql`EXISTS (SELECT 1 FROM ${booksStopped} WHERE stop_id = ${stop.id})`),
      guard('check holds', holdsAt(stop.invariant, stop, spanOfSlice(stop.slice))),
    ],
    changes: [db.insert(booksStopEnd).values({ stopId: stop.id, endedAt: entry.at, endedBy: entry.actor, cause }), ...timeGivenBack(stop, entry.at)],
  });
}

/** To the runs that no other stop holds any longer: the whole time that one stop after another held them, counted once. */
function timeGivenBack({ pointId, operatorId }: BooksStop, endedAt: Instant): Statement[] {
  if (pointId === null && operatorId === null) return [];
  const ofPlace = pointId === null ? sql`operator_id = ${operatorId}` : sql`meal_point_id = ${pointId}`;
  const held = (stop: SQL) => sql`(${stop}.meal_point_id = meal_run.meal_point_id OR ${stop}.operator_id = meal_run.operator_id)`;
  const since = sql`(SELECT max(s.stopped_at) FROM books_stop s WHERE ${held(sql`s`)} AND NOT EXISTS (SELECT 1 FROM books_stop b CROSS JOIN books_stop_end e ON e.stop_id = b.id
    WHERE ${held(sql`b`)} AND b.stopped_at < s.stopped_at AND e.ended_at > s.stopped_at))`;
  return [
    sql`UPDATE meal_run SET claim_until_at = claim_until_at + ${endedAt} - ${since}
      WHERE ${ofPlace} AND serve_from_at < ${endedAt} AND claim_until_at > ${since} AND NOT ${isStopped(sql`meal_run.meal_point_id`, sql`meal_run.operator_id`)}`,
  ];
}

/** Since when the longest stop stands; null where all moves. A part of the watch's one trip. */
export const oldestStop = (db: Database) =>
  db.select(pick({ since: sql<Instant | null>`(SELECT min(s.stopped_at) FROM books_stopped b CROSS JOIN books_stop s ON s.id = b.stop_id)` })).from(sql`(SELECT 1)`);
