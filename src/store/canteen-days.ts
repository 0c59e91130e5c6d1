import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, type Instant, type ServiceDate } from '../domain/calendar.ts';
import type { Unticked } from '../domain/canteen-day.ts';
import type { MealSlot } from '../domain/meal-slot.ts';
import type { Vault } from '../vault.ts';
import { runQueries, runsFrom } from './meal-runs.ts';
import { untoldPrices } from './price-changes.ts';
import { openPaper, paperQuery, type RunOnPaper } from './print-runs.ts';
import { pick, readTogether, type Database } from './read.ts';
import { dayTotal, handOver, mealOrder, mealPoint, mealRun, printRun } from './schema.ts';
import { pointWithin, runWithin } from './scope.ts';
import { stoppedSince } from './stopped.ts';

/** One point on one day, with the ordered meals of the two weeks up to it. */
export type PointDay = {
  pointId: string;
  pointName: string;
  licenceExpires: ServiceDate;
  /** Since when a check of the books has stopped it. */
  stoppedSince: Instant | null;
  runs: RunOnPaper[];
  ordered: { date: ServiceDate; count: number }[];
  /** Of the runs of the day before. */
  unticked: Unticked[];
};

/** Every point within scope, with or without runs that day, and whose prices changed untold, in one trip. */
export async function findPointDays(db: Database, vault: Vault, scope: Scope, date: ServiceDate, slot: MealSlot): Promise<{ days: PointDay[]; untold: { people: number; rises: number } | undefined }> {
  const { points, totals, unticked, untold, paper, ...runs } = await readTogether(db, {
    points: db
      .select(pick({ pointId: mealPoint.id, pointName: mealPoint.name, licenceExpires: mealPoint.licenceExpiresDate, stoppedSince: stoppedSince(mealPoint.id, mealPoint.operatorId) }))
      .from(mealPoint)
      .where(pointWithin(scope))
      .orderBy(asc(mealPoint.name)),
    totals: db
      .select(pick({ pointId: dayTotal.mealPointId, date: dayTotal.serviceDate, count: dayTotal.ordered }))
      .from(mealPoint)
      .innerJoin(dayTotal, eq(dayTotal.mealPointId, mealPoint.id))
      .where(
        and(
          pointWithin(scope),
          eq(dayTotal.slot, slot),
          gte(dayTotal.serviceDate, addDays(date, -13)),
          lte(dayTotal.serviceDate, date),
        ),
      )
      .orderBy(asc(dayTotal.serviceDate)),
    unticked: untickedOf(db, scope, addDays(date, -1)),
    untold: untoldPrices(db, scope),
    paper: paperQuery(db, scope, eq(mealRun.serviceDate, date)),
    ...runQueries(db, scope, eq(mealRun.serviceDate, date)),
  });
  const reads = await Promise.all(runsFrom(runs).map(async (read) => ({ read, printed: await openPaper(vault, read.run.id, paper) })));
  const days = points.map((point) => ({
    ...point,
    runs: reads.filter(({ read }) => read.run.mealPointId === point.pointId),
    ordered: totals.filter((total) => total.pointId === point.pointId && total.count > 0),
    unticked: unticked.filter((one) => one.pointId === point.pointId && one.people > 0),
  }));
  return { days, untold: untold[0] };
}

/** Whom nothing was recorded for, in the runs of a day whose names were printed and of which no ticked list was entered. */
function untickedOf(db: Database, scope: Scope, date: ServiceDate) {
  const printed = sql`EXISTS (SELECT 1 FROM ${printRun} WHERE ${printRun.mealRunId} = ${mealRun.id} AND ${printRun.kind} <> 'production')`;
  const entered = sql`EXISTS (SELECT 1 FROM ${handOver} JOIN ${printRun} ON ${printRun.id} = ${handOver.printRunId}
    WHERE ${printRun.mealRunId} = ${mealRun.id})`;
  return db
    .select(
      pick({
        pointId: mealRun.mealPointId,
        runId: mealRun.id,
        serviceDate: mealRun.serviceDate,
        slot: mealRun.slot,
        claimUntilAt: mealRun.claimUntilAt,
        people: sql<number>`(SELECT count(*) FROM ${mealOrder} o WHERE o.meal_run_id = ${mealRun.id} AND o.state IN ('placed', 'missed'))`,
      }),
    )
    .from(mealRun)
    .where(and(eq(mealRun.serviceDate, date), printed, sql`NOT ${entered}`, runWithin(scope)))
    .orderBy(asc(mealRun.serveFromAt));
}
