import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { firstDay, lastDay } from '../domain/calendar.ts';
import { NO_PAYER, type RowFilter } from '../domain/statement.ts';
import { closedMonths } from './closed-months.ts';
import { officesOf } from './county-month.ts';
import { townOfPoint } from './points.ts';
import { allPayers, allPolicyVersions } from './policies.ts';
import { pick, readTogether, type Database } from './read.ts';
import { closedPeriod, division, mealPoint, mealRun, monthTotal, operator } from './schema.ts';
import { pointWithin } from './scope.ts';
import { countOf, detail, matching, reversalDetail, rowOf, talliesOf, tallyQueries, type StatementOf } from './statement-entries.ts';

export type RowPage = { size: number; number: number };

/**
 * A point's month twice: the totals kept with each event, and the same counted again from the hand-overs that stand.
 * Null when the point is not within scope.
 */
export async function loadStatement(db: Database, scope: Scope, of: StatementOf) {
  const rows = await readTogether(db, {
    ...headQueries(db, scope, of),
    kept: keptTotals(db, of),
    ...tallyQueries(db, scope, of),
    unsubsidised: countOf(db, scope, of, { payer: NO_PAYER }),
    reversals: reversalDetail(db, scope, of),
  });
  const [point] = rows.points;
  return point ? { ...rows, point, tallies: talliesOf(rows), reversals: rows.reversals.map(rowOf), unsubsidised: rows.unsubsidised[0]?.meals ?? 0 } : null;
}

/** One page of the rows behind a figure, with how many there are and what they come to. Null out of scope. */
export async function loadStatementRows(db: Database, scope: Scope, of: StatementOf, filter: RowFilter, page: RowPage) {
  const rows = await readTogether(db, {
    ...headQueries(db, scope, of),
    counts: countOf(db, scope, of, filter),
    rows: detail(db, scope, of, matching(filter)).limit(page.size).offset((page.number - 1) * page.size),
  });
  const [point] = rows.points;
  const [count] = rows.counts;
  return point && count ? { ...rows, point, count, rows: rows.rows.map(rowOf) } : null;
}

/** Every row of the statement, for paper and files. Null out of scope. */
export async function loadStatementDetail(db: Database, scope: Scope, of: StatementOf) {
  const rows = await readTogether(db, {
    ...headQueries(db, scope, of),
    kept: keptTotals(db, of),
    rows: detail(db, scope, of),
  });
  const [point] = rows.points;
  return point ? { ...rows, point, rows: rows.rows.map(rowOf) } : null;
}

/** What every page of a statement says first: whose it is, who is paid, who pays, by which rules. */
function headQueries(db: Database, scope: Scope, of: StatementOf) {
  return {
    offices: officesOf(db, scope),
    points: db
      .select(
        pick({
          id: mealPoint.id,
          name: mealPoint.name,
          kind: mealPoint.kind,
          town: division.name,
          operatorName: ofMonth(operator.name, of),
          agreementNo: ofMonth(operator.agreementNo, of),
        }),
      )
      .from(mealPoint)
      .innerJoin(operator, eq(operator.id, mealPoint.operatorId))
      .innerJoin(division, townOfPoint)
      .where(and(eq(mealPoint.id, of.pointId), pointWithin(scope))),
    payers: allPayers(db),
    policies: allPolicyVersions(db),
    closings: closedMonths(db, eq(closedPeriod.period, of.month)),
  };
}
export type StatementHeadRead = {
  [K in keyof ReturnType<typeof headQueries>]: Awaited<ReturnType<typeof headQueries>[K]>;
};

/** The operator who earned in that month; where it changed within the month, both. Without a run: today's. */
function ofMonth(column: typeof operator.name | typeof operator.agreementNo, { pointId, month }: StatementOf): SQL<string> {
  const runs = sql`SELECT ${mealRun.operatorId} FROM ${mealRun}
    WHERE ${mealRun.mealPointId} = ${pointId} AND ${mealRun.serviceDate} BETWEEN ${firstDay(month)} AND ${lastDay(month)}`;
  return sql`coalesce((SELECT group_concat(o.${sql.identifier(column.name)}, ' / ') FROM ${operator} o WHERE o.id IN (${runs})), ${column})`;
}

function keptTotals(db: Database, of: StatementOf) {
  return db
    .select(pick({ line: monthTotal.line, payer: monthTotal.payerCode, clause: monthTotal.clause, meals: monthTotal.meals, fen: monthTotal.fen }))
    .from(monthTotal)
    .where(and(eq(monthTotal.mealPointId, of.pointId), eq(monthTotal.month, of.month)));
}
