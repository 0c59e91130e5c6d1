import { and, asc, eq, lt, sql, type SQL } from 'drizzle-orm';
import { addMonths, firstDay, instantAt, lastDay, type Instant, type Month, type ServiceDate } from '../domain/calendar.ts';
import { spanOf, type InvariantName } from '../domain/invariants.ts';
import type { Obstacle } from '../domain/month-closing.ts';
import { standsBroken } from './invariant-checks.ts';
import { pointsAdrift } from './invariants.ts';
import { guard } from './commit.ts';
import { pick, type Database } from './read.ts';
import { invariantCheck, mealPoint, mealRun, shift, shiftClosing } from './schema.ts';

// What keeps a month of the whole county from being closed. One database is one county, so nothing here is asked by place.

const runsOf = (month: Month) => sql`${mealRun.serviceDate} BETWEEN ${firstDay(month)} AND ${lastDay(month)}`;
const named = { pointId: mealPoint.id, pointName: mealPoint.name };

/** What can be asked cheaply: the runs of the month, the shifts that it began, what the last night found. */
export function obstacleQueries(db: Database, month: Month, now: Instant) {
  return {
    // min() says of which row the other columns are.
    runsNotDone: db
      .select(pick({ ...named, runs: sql<number>`count(*)`, first: sql<ServiceDate>`min(${mealRun.serviceDate})`, slot: mealRun.slot }))
      .from(mealPoint)
      .innerJoin(mealRun, and(eq(mealRun.mealPointId, mealPoint.id), runsOf(month)))
      .where(sql`${mealRun.state} <> 'done'`)
      .groupBy(mealPoint.id)
      .orderBy(asc(mealPoint.name)),
    claimable: db
      .select(pick({ ...named, runs: sql<number>`count(*)`, until: sql<Instant>`max(${mealRun.claimUntilAt})` }))
      .from(mealPoint)
      .innerJoin(mealRun, and(eq(mealRun.mealPointId, mealPoint.id), runsOf(month)))
      .where(sql`${mealRun.claimUntilAt} > ${now}`)
      .groupBy(mealPoint.id)
      .orderBy(asc(mealPoint.name)),
    shiftsOpen: db
      .select(pick({ ...named, number: shift.number, openedAt: shift.openedAt }))
      .from(shift)
      .innerJoin(mealPoint, eq(mealPoint.id, shift.mealPointId))
      .where(and(lt(shift.openedAt, endOf(month)), sql`NOT EXISTS (SELECT 1 FROM ${shiftClosing} c WHERE c.meal_point_id = ${shift.mealPointId} AND c.number = ${shift.number})`))
      .orderBy(asc(mealPoint.name)),
    booksBroken: db
      .selectDistinct(pick({ name: invariantCheck.name }))
      .from(invariantCheck)
      .where(sql`(${standsBroken} AND ${invariantCheck.slice} IN ('', ${month})) OR EXISTS (SELECT 1 FROM books_stopped b WHERE b.invariant = ${invariantCheck.name})`)
      .orderBy(asc(invariantCheck.name)),
  };
}
type ObstacleRows = { [K in keyof ReturnType<typeof obstacleQueries>]: Awaited<ReturnType<typeof obstacleQueries>[K]> };

/** Where the totals kept are not those of the month's rows. Reads every claim of the month, so only while there is a closing to decide. */
export function driftQuery(db: Database, month: Month, now: Instant) {
  const toDecide = sql`${now} >= ${endOf(month)} AND NOT EXISTS (SELECT 1 FROM closed_period c WHERE c.period = ${month})`;
  return db
    .select(pick(named))
    .from(mealPoint)
    .where(sql`iif(${toDecide}, ${mealPoint.id} IN (${pointsAdrift(spanOf(month))}), 0)`)
    .orderBy(asc(mealPoint.name));
}

/** Where cash came in while no shift was open, of which nobody has counted anything yet: told, and no reason to wait. */
export function uncountedCash(db: Database, month: Month) {
  const moved = sql`SELECT 1 FROM cash_entry e CROSS JOIN transfer t ON t.id = e.transfer_id WHERE e.meal_point_id = ${mealPoint.id}
    AND e.shift_number > coalesce((SELECT max(c.number) FROM shift_closing c WHERE c.meal_point_id = ${mealPoint.id}), 0) AND t.period = ${month}`;
  return db.select(pick(named)).from(mealPoint).where(sql`EXISTS (${moved})`).orderBy(asc(mealPoint.name));
}

/** The first instant that no longer belongs to the month. */
const endOf = (month: Month): Instant => instantAt(firstDay(addMonths(month, 1)), 0);

/** `earliest`: the first month that is not closed. Of a month that is still running nothing else is said: all of it is unfinished. */
export function obstaclesOf(rows: ObstacleRows, of: { month: Month; earliest: Month | null; now: Instant }): Obstacle[] {
  const { month, earliest, now } = of;
  if (now < endOf(month)) return [{ kind: 'not_over' }];
  const names: InvariantName[] = rows.booksBroken.map((one) => one.name);
  return [
    ...(earliest !== null && earliest < month ? [{ kind: 'earlier_open', month: earliest } as const] : []),
    ...(rows.runsNotDone.length > 0 ? [{ kind: 'runs_not_done', points: rows.runsNotDone } as const] : []),
    ...(rows.claimable.length > 0 ? [{ kind: 'claimable', points: rows.claimable } as const] : []),
    ...(rows.shiftsOpen.length > 0 ? [{ kind: 'shifts_open', shifts: rows.shiftsOpen } as const] : []),
    ...(names.length > 0 ? [{ kind: 'books_broken', names } as const] : []),
  ];
}

/** The same once more inside the batch that closes: of the month's runs, and of the cash boxes. */
export function nothingInTheWay(month: Month, now: Instant): SQL[] {
  const runs = sql`SELECT 1 FROM ${mealPoint} p CROSS JOIN meal_run r ON r.meal_point_id = p.id AND r.service_date BETWEEN ${firstDay(month)} AND ${lastDay(month)}
    WHERE r.state <> 'done' OR r.claim_until_at > ${now}`;
  const shifts = sql`SELECT 1 FROM shift s WHERE s.opened_at < ${endOf(month)}
    AND NOT EXISTS (SELECT 1 FROM shift_closing c WHERE c.meal_point_id = s.meal_point_id AND c.number = s.number)`;
  return [guard('runs are at rest', sql`NOT EXISTS (${runs})`), guard('shifts are counted', sql`NOT EXISTS (${shifts})`)];
}
