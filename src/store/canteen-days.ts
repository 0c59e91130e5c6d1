import { and, asc, eq, gte, lte } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, type ServiceDate } from '../domain/calendar.ts';
import type { MealSlot } from '../domain/meal-slot.ts';
import { runQueries, runsFrom, type RunRead } from './meal-runs.ts';
import { pick, readTogether, type Database } from './read.ts';
import { dayTotal, mealPoint, mealRun } from './schema.ts';
import { pointWithin } from './scope.ts';

/** One point on one day, with the ordered meals of the two weeks up to it. */
export type PointDay = {
  pointId: string;
  pointName: string;
  licenceExpires: ServiceDate;
  runs: RunRead[];
  ordered: { date: ServiceDate; count: number }[];
};

/** Every point within scope, with or without runs that day, in one trip. */
export async function findPointDays(db: Database, scope: Scope, date: ServiceDate, slot: MealSlot): Promise<PointDay[]> {
  const { points, totals, ...runs } = await readTogether(db, {
    points: db
      .select(pick({ pointId: mealPoint.id, pointName: mealPoint.name, licenceExpires: mealPoint.licenceExpiresDate }))
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
    ...runQueries(db, scope, eq(mealRun.serviceDate, date)),
  });
  const reads = runsFrom(runs);
  return points.map((point) => ({
    ...point,
    runs: reads.filter(({ run }) => run.mealPointId === point.pointId),
    ordered: totals.filter((total) => total.pointId === point.pointId && total.count > 0),
  }));
}
