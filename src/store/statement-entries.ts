import { sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { firstDay, lastDay, type Month } from '../domain/calendar.ts';
import type { ClaimReversalReason } from '../domain/claim.ts';
import { fen, sumFen, type Fen } from '../domain/money.ts';
import { CONCESSION, DISCOUNT } from '../domain/policy-rules.ts';
import { NO_PAYER, type BesideSplit, type MonthLine, type RowFilter, type SplitTally, type StatementRow } from '../domain/statement.ts';
import { ELDER_PAYER, type SplitLine } from '../domain/subsidy.ts';
import { nameOfActor } from './actors.ts';
import { pick, type Database } from './read.ts';
import { claimReversal, currentBeside, currentSplit, elder, handOver, mealOrder, mealPoint, mealRun } from './schema.ts';
import { pointWithin } from './scope.ts';
import { stands } from './standing.ts';

// A statement's entries: claims, and claims taken back. Both are read here and nowhere else.

export type StatementOf = { pointId: string; month: Month };

const ofPoint = (scope: Scope, { pointId }: StatementOf) => sql`${mealRun.mealPointId} = ${pointId} AND ${pointWithin(scope)}`;
const runsOfPoints = sql`${mealRun} JOIN ${mealPoint} ON ${mealPoint.id} = ${mealRun.mealPointId}
  JOIN ${mealOrder} ON ${mealOrder.mealRunId} = ${mealRun.id} JOIN ${handOver} ON ${handOver.orderId} = ${mealOrder.id}`;

/**
 * The one definition of a claim: a hand-over of the point and month that nobody took back at the counter (sign 1). The order's own state is
 * not asked, so a statement rests on named hand-overs alone. And of one taken back later: a reversal that falls into the month (sign -1).
 */
function entries(scope: Scope, of: StatementOf): SQL {
  return sql`(${claims(scope, of)} UNION ALL ${takenBack(scope, of)}) AS entry`;
}

function claims(scope: Scope, of: StatementOf): SQL {
  return sql`SELECT ${handOver.id} AS hand_over_id, ${handOver.orderId} AS order_id, 1 AS sign, '' AS reason FROM ${runsOfPoints}
    WHERE ${ofPoint(scope, of)} AND ${mealRun.serviceDate} BETWEEN ${firstDay(of.month)} AND ${lastDay(of.month)} AND ${stands}`;
}

function takenBack(scope: Scope, of: StatementOf): SQL {
  return sql`SELECT ${handOver.id} AS hand_over_id, ${handOver.orderId} AS order_id, -1 AS sign, ${claimReversal.reason} AS reason FROM ${claimReversal}
    JOIN ${handOver} ON ${handOver.id} = ${claimReversal.handOverId} JOIN ${mealOrder} ON ${mealOrder.id} = ${handOver.orderId}
    JOIN ${mealRun} ON ${mealRun.id} = ${mealOrder.mealRunId} JOIN ${mealPoint} ON ${mealPoint.id} = ${mealRun.mealPointId}
    WHERE ${claimReversal.period} = ${of.month} AND ${ofPoint(scope, of)}`;
}

/**
 * A line of nothing is none, but every meal has its elder's line. Where the meal was eaten and only the subsidy was wrong, only public
 * money comes back (reversedLines in the domain says the same).
 */
const counts = sql`(${currentSplit.fen} > 0 OR ${currentSplit.payerCode} = ${ELDER_PAYER})
  AND NOT (entry.reason = 'wrong_subsidy' AND ${currentSplit.payerCode} IN (${ELDER_PAYER}, ${DISCOUNT}, ${CONCESSION}))`;

/** The lines of the entries, alike ones counted together. */
export function tallyQueries(db: Database, scope: Scope, of: StatementOf) {
  const tally = { meals: sql<number>`sum(entry.sign)`, sign: sql<number>`entry.sign` };
  return {
    splitTallies: db
      .select(pick({ line: sql<MonthLine>`'meal'`, payer: currentSplit.payerCode, clause: currentSplit.clause, eachFen: currentSplit.fen, ...tally }))
      .from(entries(scope, of))
      .innerJoin(currentSplit, sql`${currentSplit.orderId} = entry.order_id`)
      .where(counts)
      .groupBy(sql`entry.sign`, currentSplit.payerCode, currentSplit.clause, currentSplit.fen),
    besideTallies: db
      .select(pick({ line: sql<MonthLine>`${currentBeside.kind}`, payer: currentBeside.payerCode, clause: currentBeside.clause, eachFen: currentBeside.fen, ...tally }))
      .from(entries(scope, of))
      .innerJoin(currentBeside, sql`${currentBeside.orderId} = entry.order_id`)
      .groupBy(sql`entry.sign`, currentBeside.kind, currentBeside.payerCode, currentBeside.clause, currentBeside.fen),
  };
}
type TallyRows = { [K in keyof ReturnType<typeof tallyQueries>]: Awaited<ReturnType<typeof tallyQueries>[K]> };

export function talliesOf({ splitTallies, besideTallies }: TallyRows): SplitTally[] {
  return [...splitTallies, ...besideTallies].map(({ sign, ...tally }) => ({ ...tally, back: sign < 0 }));
}

/** How many entries, how many meals they come to, and what they come to. */
export function countOf(db: Database, scope: Scope, of: StatementOf, filter: RowFilter) {
  return db
    .select(
      pick({
        entries: sql<number>`count(*)`,
        meals: sql<number>`coalesce(sum(${mealsUnder(filter)}), 0)`,
        fen: sql<Fen>`coalesce(sum(entry.sign * coalesce((SELECT sum(fen) ${linesUnder(filter)}), 0)), 0)`,
      }),
    )
    .from(entries(scope, of))
    .where(matching(filter));
}

/** Where the meal was eaten, the meal still counts; but not among those that the payer pays. */
function mealsUnder({ line, payer }: RowFilter): SQL {
  const ofPayer = line !== undefined || (payer !== undefined && payer !== NO_PAYER && payer !== ELDER_PAYER);
  return ofPayer ? sql`entry.sign` : sql`CASE entry.reason WHEN 'wrong_subsidy' THEN 0 ELSE entry.sign END`;
}

/** The lines of an entry's order that a filter asks for. */
function linesUnder({ line, payer, clause }: RowFilter): SQL {
  const table = line === undefined ? currentSplit : currentBeside;
  const asked = [
    sql`${table.orderId} = entry.order_id`,
    line === undefined ? counts : sql`${currentBeside.kind} = ${line}`,
    ...(payer === undefined || payer === NO_PAYER ? [] : [sql`${table.payerCode} = ${payer}`]),
    ...(clause === undefined ? [] : [sql`${table.clause} = ${clause}`]),
  ];
  return sql`FROM ${table} WHERE ${sql.join(asked, sql` AND `)}`;
}

/** No filter: every entry, and its amount is the price. */
export function matching(filter: RowFilter): SQL | undefined {
  if (filter.line === undefined && filter.payer === undefined) return undefined;
  if (filter.payer !== NO_PAYER) return sql`EXISTS (SELECT 1 ${linesUnder(filter)})`;
  return sql`NOT EXISTS (SELECT 1 FROM ${currentSplit} WHERE ${currentSplit.orderId} = entry.order_id AND ${currentSplit.fen} > 0
    AND ${currentSplit.payerCode} NOT IN (${ELDER_PAYER}, ${DISCOUNT}, ${CONCESSION}))`;
}

/** The entries one by one, in the order of their meals; those taken back last. */
export function detail(db: Database, scope: Scope, of: StatementOf, which?: SQL) {
  return detailOf(db, entries(scope, of)).where(which);
}

/** Those taken back alone. */
export function reversalDetail(db: Database, scope: Scope, of: StatementOf) {
  return detailOf(db, sql`(${takenBack(scope, of)}) AS entry`);
}

function detailOf(db: Database, from: SQL) {
  return db
    .select(
      pick({
        orderId: mealOrder.id,
        serviceDate: mealOrder.serviceDate,
        slot: mealOrder.slot,
        elderName: elder.name,
        age: sql<number>`json_extract(${mealOrder.assessment}, '$.facts.age')`,
        orderPriceFen: mealOrder.priceFen,
        sign: sql<1 | -1>`entry.sign`,
        split: splitJson,
        beside: besideJson,
        mode: mealOrder.mode,
        handedAt: handOver.handedAt,
        recordedAt: handOver.recordedAt,
        handedBy: nameOfActor(handOver.handedBy),
        tickedBy: handOver.tickedBy,
        reversedAt: sql<number | null>`${claimReversal.reversedAt}`,
        reversedBy: sql<string | null>`${nameOfActor(claimReversal.reversedBy)}`,
        reason: sql<ClaimReversalReason>`entry.reason`,
        note: sql<string | null>`${claimReversal.note}`,
      }),
    )
    .from(from)
    .innerJoin(handOver, sql`${handOver.id} = entry.hand_over_id`)
    .innerJoin(mealOrder, sql`${mealOrder.id} = entry.order_id`)
    .innerJoin(mealRun, sql`${mealRun.id} = ${mealOrder.mealRunId}`)
    .innerJoin(elder, sql`${elder.id} = ${mealOrder.elderId}`)
    .leftJoin(claimReversal, sql`entry.sign < 0 AND ${claimReversal.handOverId} = entry.hand_over_id`)
    .$dynamic()
    .orderBy(sql`entry.sign DESC, ${mealRun.serviceDate}, ${mealRun.serveFromAt}, ${mealOrder.orderNo}`);
}
type DetailRow = Awaited<ReturnType<typeof detail>>[number];

const splitJson = sql<string>`(SELECT json_group_array(json_object(
  'payer', ${currentSplit.payerCode}, 'clause', ${currentSplit.clause}, 'fen', ${currentSplit.fen}))
  FROM ${currentSplit} WHERE ${currentSplit.orderId} = ${mealOrder.id} AND ${counts})`;
const besideJson = sql<string>`(SELECT json_group_array(json_object(
  'kind', ${currentBeside.kind}, 'payer', ${currentBeside.payerCode}, 'clause', ${currentBeside.clause}, 'fen', ${currentBeside.fen}))
  FROM ${currentBeside} WHERE ${currentBeside.orderId} = ${mealOrder.id})`;

/** Throws when an order's lines do not sum to its price: a statement never shows what does not add up. */
export function rowOf({ split, beside, sign, orderPriceFen, reversedAt, reversedBy, reason, note, ...row }: DetailRow): StatementRow {
  const signed = <L extends SplitLine>(line: L): L => ({ ...line, fen: fen(sign * line.fen) });
  const lines = (JSON.parse(split) as SplitLine[]).map(signed);
  const priceFen = sumFen(lines.map((line) => line.fen));
  if (sign > 0 && priceFen !== orderPriceFen) throw new Error('the lines of an order do not sum to its price');
  return {
    ...row,
    priceFen,
    selfPayFen: sumFen(lines.filter((line) => line.payer === ELDER_PAYER).map((line) => line.fen)),
    split: lines,
    beside: (JSON.parse(beside) as BesideSplit[]).map(signed),
    reversal: reversedAt === null ? null : { at: reversedAt, by: reversedBy ?? '', reason, note: note ?? '' },
  };
}
