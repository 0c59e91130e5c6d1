import { asc, eq, lt, max, sql } from 'drizzle-orm';
import { addDays, type ServiceDate } from '../domain/calendar.ts';
import type { Scope } from '../domain/access.ts';
import type { BrokenPlace } from '../domain/books-stop.ts';
import { monthsBetween, nightlyChecks, SILENT_AFTER_DAYS, silentSince, type BooksState, type Check, type CheckResult } from '../domain/invariants.ts';
import { commit, type AuditEntry, type Conflict } from './commit.ts';
import { brokenPlaces } from './broken-places.ts';
import { spanOfSlice, standingStops, stopping, type StandingStop } from './books-stops.ts';
import { checkInvariant } from './invariants.ts';
import { pick, readTogether, type Database } from './read.ts';
import { closedPeriod, invariantCheck, mealPoint, mealRun } from './schema.ts';

const sameCheck = sql`s.invariant = invariant_check.name AND s.slice = invariant_check.slice`;

/** The newest result of its check, and broken: until a night finds it whole, or each place that it stopped was looked at again and moves. */
export const standsBroken = sql`invariant_check.broken > 0 AND NOT EXISTS (
  SELECT 1 FROM invariant_check l WHERE l.night > invariant_check.night AND l.name = invariant_check.name AND l.slice = invariant_check.slice)
  AND (EXISTS (SELECT 1 FROM books_stopped s WHERE ${sameCheck})
    OR NOT EXISTS (SELECT 1 FROM books_stop s JOIN books_stop_end e ON e.stop_id = s.id WHERE ${sameCheck} AND e.ended_at >= invariant_check.checked_at))`;

/** What is still to be checked tonight, in its order. */
export async function checksLeft(db: Database, night: ServiceDate): Promise<Check[]> {
  const read = await readTogether(db, {
    done: db.select(pick({ name: invariantCheck.name, slice: invariantCheck.slice })).from(invariantCheck).where(eq(invariantCheck.night, night)),
    closed: db.select(pick({ period: closedPeriod.period })).from(closedPeriod),
    broken: db.select(pick({ name: invariantCheck.name, slice: invariantCheck.slice })).from(invariantCheck).where(standsBroken),
    points: db.select(pick({ first: edgeOfRuns('ASC'), last: edgeOfRuns('DESC') })).from(mealPoint),
  });
  const edges = read.points.flatMap(({ first, last }) => (first && last ? [first, last] : [])).sort();
  const [from, to] = [edges[0], edges.at(-1)];
  const done = new Set(read.done.map(({ name, slice }) => `${name} ${slice}`));
  const checks = nightlyChecks(from && to ? monthsBetween(from, to) : [], new Set(read.closed.map((one) => one.period)), read.broken);
  return checks.filter(({ name, slice }) => !done.has(`${name} ${slice}`));
}

/** One look into meal_run_by_point for each point: no run between is read. */
function edgeOfRuns(inOrder: 'ASC' | 'DESC') {
  return sql<ServiceDate | null>`(SELECT r.service_date FROM meal_run r WHERE r.meal_point_id = meal_point.id ORDER BY r.service_date ${sql.raw(inOrder)} LIMIT 1)`;
}

/** Checks and keeps what was found, once a night: whoever checked the same meanwhile has kept it already. In the same batch the places of what is broken stop. */
export async function keepCheck(
  db: Database,
  entry: AuditEntry,
  night: ServiceDate,
  { name, slice }: Check,
): Promise<{ result: CheckResult; places: readonly BrokenPlace[]; kept: 'done' | Conflict }> {
  const span = spanOfSlice(slice);
  const result = await checkInvariant(db, name, span);
  const places = result.broken > 0 ? await brokenPlaces(db, name, span) : [];
  const row = { night, name, slice, checkedAt: entry.at, broken: result.broken, samples: JSON.stringify(result.samples) };
  const kept = await commit(db, entry, { changes: [db.insert(invariantCheck).values(row), ...stopping(entry, night, { name, slice }, places)] });
  return { result, places, kept };
}

/** What the newest results say, and whether there are any: for the office that answers for the books. */
export async function loadBooksState(db: Database, scope: Scope, today: ServiceDate): Promise<BooksState & { stops: readonly StandingStop[] }> {
  const read = await readTogether(db, {
    faults: db
      .select(pick({ name: invariantCheck.name, broken: sql<number>`sum(${invariantCheck.broken})` }))
      .from(invariantCheck)
      .where(standsBroken)
      .groupBy(invariantCheck.name)
      .orderBy(asc(invariantCheck.name)),
    stops: standingStops(db, scope),
    last: db.select(pick({ night: sql<ServiceDate | null>`${max(invariantCheck.night)}` })).from(invariantCheck),
    older: db.select(pick({ id: mealRun.id })).from(mealRun).where(lt(mealRun.serviceDate, addDays(today, -SILENT_AFTER_DAYS))).limit(1),
  });
  return { faults: read.faults, stops: read.stops, silentSince: silentSince(read.last[0]?.night ?? null, read.older.length > 0, today) };
}
