import { and, asc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Month, ServiceDate } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { PointRun } from '../domain/points-day.ts';
import { countyMonthQueries, pointsOfMonth } from './county-month.ts';
import { townOfPoint } from './points.ts';
import { pick, readTogether, type Database } from './read.ts';
import { account, balance, complaint, complaintAnswer, dayTotal, division, mealPoint, mealRun, operator } from './schema.ts';
import { operatorGranted, pointWithin } from './scope.ts';

/** Every point within reach on one day, from the totals kept: what is read does not grow with the orders. */
function dayQueries(db: Database, scope: Scope, date: ServiceDate) {
  const kept = (column: typeof dayTotal.ordered | typeof dayTotal.handedOver | typeof dayTotal.walkIns | typeof dayTotal.missed) => sql<number>`coalesce(${column}, 0)`;
  return {
    pointsOfDay: db
      .select(pick({ id: mealPoint.id, name: mealPoint.name, town: division.name }))
      .from(mealPoint)
      .innerJoin(division, townOfPoint)
      .where(pointWithin(scope))
      .orderBy(asc(division.code), asc(mealPoint.name), asc(mealPoint.id)),
    runs: db
      .select(
        pick({
          pointId: mealRun.mealPointId,
          slot: mealRun.slot,
          serviceDate: mealRun.serviceDate,
          cutoffAt: mealRun.cutoffAt,
          closeAt: mealRun.closeAt,
          state: mealRun.state,
          ordered: kept(dayTotal.ordered),
          handedOver: kept(dayTotal.handedOver),
          walkIns: kept(dayTotal.walkIns),
          missed: kept(dayTotal.missed),
        }),
      )
      .from(mealPoint)
      // Points first: their sittings are found by point and day, never by the day alone.
      .crossJoin(mealRun)
      .leftJoin(dayTotal, and(eq(dayTotal.mealPointId, mealRun.mealPointId), eq(dayTotal.serviceDate, mealRun.serviceDate), eq(dayTotal.slot, mealRun.slot)))
      .where(and(eq(mealRun.mealPointId, mealPoint.id), eq(mealRun.serviceDate, date), pointWithin(scope)))
      .orderBy(asc(mealRun.serveFromAt)),
    complaints: db
      .select(pick({ pointId: complaint.mealPointId, count: sql<number>`count(*)` }))
      .from(complaint)
      .innerJoin(mealPoint, eq(mealPoint.id, complaint.mealPointId))
      .leftJoin(complaintAnswer, eq(complaintAnswer.complaintId, complaint.id))
      .where(and(pointWithin(scope), sql`${complaintAnswer.complaintId} IS NULL`))
      .groupBy(complaint.mealPointId),
  };
}

type DayRows = {
  pointsOfDay: readonly { id: string; name: string; town: string }[];
  runs: readonly (PointRun & { pointId: string })[];
  complaints: readonly { pointId: string; count: number }[];
};

const dayOf = ({ pointsOfDay, runs, complaints }: DayRows) =>
  pointsOfDay.map((point) => ({
    ...point,
    runs: runs.filter((run) => run.pointId === point.id),
    complaints: complaints.find((one) => one.pointId === point.id)?.count ?? 0,
  }));

/** A day of the points within reach, beside what their month comes to. */
export async function loadPointsDay(db: Database, scope: Scope, date: ServiceDate, month: Month) {
  const rows = await readTogether(db, { ...dayQueries(db, scope, date), ...countyMonthQueries(db, scope, month) });
  return { day: dayOf(rows), month: pointsOfMonth(rows), offices: rows.offices };
}

/** The same for whoever runs them, with what each operator holds of elders' money now. */
export async function loadOperatorDay(db: Database, scope: Scope, date: ServiceDate, month: Month) {
  const rows = await readTogether(db, { ...dayQueries(db, scope, date), ...countyMonthQueries(db, scope, month), operators: heldNow(db, scope) });
  return { day: dayOf(rows), month: pointsOfMonth(rows), operators: rows.operators };
}

/** A month of the points of one's operators, and whose they are. */
export async function loadOperatorMonth(db: Database, scope: Scope, month: Month) {
  const rows = await readTogether(db, { ...countyMonthQueries(db, scope, month), operators: heldNow(db, scope) });
  return { month: pointsOfMonth(rows), closing: rows.closings[0] ?? null, operators: rows.operators };
}

function heldNow(db: Database, scope: Scope) {
  const sum = (column: typeof balance.balanceFen | typeof balance.reservedFen) => sql<Fen>`coalesce(sum(${column}), 0)`;
  return db
    .select(
      pick({
        id: operator.id,
        name: operator.name,
        agreementNo: operator.agreementNo,
        agreementTo: operator.agreementToDate,
        people: sql<number>`coalesce(sum(${balance.balanceFen} > 0), 0)`,
        fen: sum(balance.balanceFen),
        reservedFen: sum(balance.reservedFen),
      }),
    )
    .from(operator)
    .leftJoin(account, and(eq(account.holderId, operator.id), eq(account.kind, 'prepaid')))
    .leftJoin(balance, eq(balance.accountId, account.id))
    .where(operatorGranted(scope))
    .groupBy(operator.id)
    .orderBy(asc(operator.name));
}
