import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { firstDay, lastDay, type Month } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import { NO_PAYER, type RowFilter, type StatementRow } from '../domain/statement.ts';
import { ELDER_PAYER, type SplitLine } from '../domain/subsidy.ts';
import { nameOfActor } from './actors.ts';
import { officesOf } from './county-month.ts';
import { townOfPoint } from './points.ts';
import { allPayers, allPolicyVersions } from './policies.ts';
import { pick, readTogether, type Database } from './read.ts';
import {
  division, elder, handOver, mealOrder, mealPoint, mealRun, monthTotal, operator, currentSplit,
} from './schema.ts';
import { pointWithin } from './scope.ts';
import { stands } from './standing.ts';

export type StatementOf = { pointId: string; month: Month };
export type RowPage = { size: number; number: number };

/**
 * A point's month twice: the totals kept with each event, and the same counted again from the hand-overs that stand.
 * Null when the point is not within scope.
 */
export async function loadStatement(db: Database, scope: Scope, of: StatementOf) {
  const rows = await readTogether(db, {
    ...headQueries(db, scope, of),
    kept: keptTotals(db, scope, of),
    tallies: splitTallies(db, claimed(scope, of)),
    unsubsidised: countOf(db, scope, of, { payer: NO_PAYER }),
  });
  const [point] = rows.points;
  return point ? { ...rows, point, unsubsidised: rows.unsubsidised[0]?.meals ?? 0 } : null;
}

/** One page of the rows behind a figure, with how many there are and what they come to. Null out of scope. */
export async function loadStatementRows(db: Database, scope: Scope, of: StatementOf, filter: RowFilter, page: RowPage) {
  const rows = await readTogether(db, {
    ...headQueries(db, scope, of),
    counts: countOf(db, scope, of, filter),
    rows: detail(db, and(claimed(scope, of), matching(filter))).limit(page.size).offset((page.number - 1) * page.size),
  });
  const [point] = rows.points;
  const [count] = rows.counts;
  return point && count ? { ...rows, point, count, rows: rows.rows.map(rowOf) } : null;
}

/** Every row of the statement, for paper and files. Null out of scope. */
export async function loadStatementDetail(db: Database, scope: Scope, of: StatementOf) {
  const rows = await readTogether(db, {
    ...headQueries(db, scope, of),
    kept: keptTotals(db, scope, of),
    rows: detail(db, claimed(scope, of)),
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

function keptTotals(db: Database, scope: Scope, of: StatementOf) {
  return db
    .select(pick({ payer: monthTotal.payerCode, clause: monthTotal.clause, meals: monthTotal.meals, fen: monthTotal.fen }))
    .from(monthTotal)
    .innerJoin(mealPoint, eq(mealPoint.id, monthTotal.mealPointId))
    .where(and(eq(monthTotal.mealPointId, of.pointId), eq(monthTotal.month, of.month), eq(monthTotal.line, 'meal'), pointWithin(scope)));
}

/**
 * The one definition of a claim: a hand-over of the point and month that nobody took back. The order's own state is not asked,
 * so a statement rests on named hand-overs alone.
 */
function claimed(scope: Scope, { pointId, month }: StatementOf): SQL {
  return sql`${handOver.id} IN (SELECT ${handOver.id} FROM ${mealRun}
    JOIN ${mealPoint} ON ${mealPoint.id} = ${mealRun.mealPointId}
    JOIN ${mealOrder} ON ${mealOrder.mealRunId} = ${mealRun.id}
    JOIN ${handOver} ON ${handOver.orderId} = ${mealOrder.id}
    WHERE ${mealRun.mealPointId} = ${pointId} AND ${mealRun.serviceDate} BETWEEN ${firstDay(month)} AND ${lastDay(month)}
      AND ${stands} AND ${pointWithin(scope)})`;
}

/** A line of nothing is none, but every meal has its elder's line. */
const counts = sql`(${currentSplit.fen} > 0 OR ${currentSplit.payerCode} = ${ELDER_PAYER})`;

/** The split lines of the claims, alike ones counted together. */
function splitTallies(db: Database, which: SQL) {
  return db
    .select(pick({ payer: currentSplit.payerCode, clause: currentSplit.clause, eachFen: currentSplit.fen, meals: sql<number>`count(*)` }))
    .from(handOver)
    .innerJoin(currentSplit, eq(currentSplit.orderId, handOver.orderId))
    .where(and(which, counts))
    .groupBy(currentSplit.payerCode, currentSplit.clause, currentSplit.fen)
    .orderBy(asc(currentSplit.payerCode), asc(currentSplit.clause), asc(currentSplit.fen));
}

function countOf(db: Database, scope: Scope, of: StatementOf, filter: RowFilter) {
  return db
    .select(pick({ meals: sql<number>`count(*)`, fen: sql<Fen>`coalesce(sum(${amountUnder(filter)}), 0)` }))
    .from(handOver)
    .innerJoin(mealOrder, eq(mealOrder.id, handOver.orderId))
    .where(and(claimed(scope, of), matching(filter)));
}

/** The lines of an order that a filter asks for. */
function linesUnder({ payer, clause }: RowFilter): SQL {
  const ofPayer = payer === undefined ? undefined : eq(currentSplit.payerCode, payer);
  const ofClause = clause === undefined ? undefined : eq(currentSplit.clause, clause);
  return sql`FROM ${currentSplit} WHERE ${and(eq(currentSplit.orderId, mealOrder.id), ofPayer, ofClause, counts)}`;
}

/** No filter: every claim, and its amount is the price. */
function matching(filter: RowFilter): SQL | undefined {
  if (filter.payer === undefined) return undefined;
  if (filter.payer === NO_PAYER) return sql`${mealOrder.selfPayFen} = ${mealOrder.priceFen}`;
  return sql`EXISTS (SELECT 1 ${linesUnder(filter)})`;
}

function amountUnder(filter: RowFilter): SQL {
  if (filter.payer === undefined || filter.payer === NO_PAYER) return sql`${mealOrder.priceFen}`;
  return sql`(SELECT sum(${currentSplit.fen}) ${linesUnder(filter)})`;
}

function detail(db: Database, which: SQL | undefined) {
  return db
    .select(
      pick({
        orderId: mealOrder.id,
        serviceDate: mealOrder.serviceDate,
        slot: mealOrder.slot,
        elderName: elder.name,
        age: sql<number>`json_extract(${mealOrder.assessment}, '$.facts.age')`,
        priceFen: mealOrder.priceFen,
        selfPayFen: mealOrder.selfPayFen,
        split: splitJson,
        mode: mealOrder.mode,
        handedAt: handOver.handedAt,
        recordedAt: handOver.recordedAt,
        handedBy: nameOfActor(handOver.handedBy),
        tickedBy: handOver.tickedBy,
      }),
    )
    .from(handOver)
    .innerJoin(mealOrder, eq(mealOrder.id, handOver.orderId))
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .where(which)
    .orderBy(asc(mealRun.serviceDate), asc(mealRun.serveFromAt), asc(mealOrder.orderNo));
}

const splitJson = sql<string>`(SELECT json_group_array(json_object(
  'payer', ${currentSplit.payerCode}, 'clause', ${currentSplit.clause}, 'fen', ${currentSplit.fen}))
  FROM ${currentSplit} WHERE ${currentSplit.orderId} = ${mealOrder.id})`;

/** Throws when an order's lines do not sum to its price: a statement never shows what does not add up. */
function rowOf({ split, ...row }: Omit<StatementRow, 'split'> & { split: string }): StatementRow {
  const lines = JSON.parse(split) as SplitLine[];
  const sum = lines.reduce((all, line) => all + line.fen, 0);
  if (sum !== row.priceFen) throw new Error('the lines of an order do not sum to its price');
  return { ...row, split: lines };
}
