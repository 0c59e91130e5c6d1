import { and, asc, eq } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Month } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { PointKind } from '../domain/network.ts';
import type { ClauseTotal, MonthLine } from '../domain/statement.ts';
import { closedMonths } from './closed-months.ts';
import { townOfPoint } from './points.ts';
import { allPolicyVersions } from './policies.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { closedPeriod, division, mealPoint, monthTotal } from './schema.ts';
import { divisionGranted, pointWithin } from './scope.ts';

/** Whose office looks: the divisions that the role was granted for. */
export function officesOf(db: Database, scope: Scope) {
  return db.select(pick({ name: division.name })).from(division).where(divisionGranted(scope)).orderBy(asc(division.code));
}

export type PointMonth = { id: string; name: string; kind: PointKind; town: string; totals: ClauseTotal[] };

/** A month of every point within scope, town by town, from the totals kept: parts of a page's one trip. */
export function countyMonthQueries(db: Database, scope: Scope, month: Month) {
  return {
    offices: officesOf(db, scope),
    points: db
      .select(
        pick({
          id: mealPoint.id,
          name: mealPoint.name,
          kind: mealPoint.kind,
          town: division.name,
          line: optional(monthTotal.line),
          payer: optional(monthTotal.payerCode),
          clause: optional(monthTotal.clause),
          meals: optional(monthTotal.meals),
          fen: optional(monthTotal.fen),
        }),
      )
      .from(mealPoint)
      .innerJoin(division, townOfPoint)
      .leftJoin(monthTotal, and(eq(monthTotal.mealPointId, mealPoint.id), eq(monthTotal.month, month)))
      .where(pointWithin(scope))
      .orderBy(asc(division.code), asc(mealPoint.name), asc(mealPoint.id)),
    closings: closedMonths(db, eq(closedPeriod.period, month)),
  };
}

export const pointsOfMonth = ({ points }: { points: readonly Row[] }): PointMonth[] => [...Map.groupBy(points, (row) => row.id).values()].flatMap(pointMonth);

/** Every point within scope with its month, and by which rules: the rows read do not grow with the orders. */
export async function loadCountyMonth(db: Database, scope: Scope, month: Month) {
  const rows = await readTogether(db, { ...countyMonthQueries(db, scope, month), policies: allPolicyVersions(db) });
  return { ...rows, points: pointsOfMonth(rows) };
}

type Row = Omit<PointMonth, 'totals'> & { line: MonthLine | null; payer: string | null; clause: string | null; meals: number | null; fen: Fen | null };

/** A point without a total has one row with nothing in it. */
function pointMonth(rows: readonly Row[]): PointMonth[] {
  const totals = rows.flatMap(({ line, payer, clause, meals, fen }): ClauseTotal[] =>
    line === null || payer === null || clause === null || meals === null || fen === null ? [] : [{ line, payer, clause, meals, fen }],
  );
  return rows.slice(0, 1).map(({ id, name, kind, town }) => ({ id, name, kind, town, totals }));
}
