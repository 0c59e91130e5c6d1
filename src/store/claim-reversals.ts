import { and, eq, sql, type SQL } from 'drizzle-orm';
import { monthOf, type Month, type ServiceDate } from '../domain/calendar.ts';
import { openMonthFrom, reversedLines, type ClaimReversalReason } from '../domain/claim.ts';
import { claimToReverse, reversePosted, unresolved, type StoredTransfer } from '../domain/ledger.ts';
import type { LineBill } from '../domain/statement.ts';
import { billQueries, billsOf } from './bills.ts';
import { fieldOf, insertMany } from './bulk.ts';
import { guard, type AuditEntry, type Statement } from './commit.ts';
import { inList, optional, pick, type Database } from './read.ts';
import { claimReversal, closedPeriod, handOver, mealOrder, mealRun } from './schema.ts';
import { stands } from './standing.ts';
import { countMonth } from './totals.ts';
import { recordManyTransfers, transfersOfMany } from './transfers.ts';

/** One claim with all that taking it back moves. `reversed`: it has been already. */
export type Claim = {
  handOverId: string;
  orderId: string;
  mealPointId: string;
  serviceDate: ServiceDate;
  reversed: boolean;
  bill: LineBill;
  transfers: readonly StoredTransfer[];
};

/**
 * The claims among these orders (or those that a select of ids names) with what their reversal rests on: a part of a command's one trip,
 * put together by claimsOf.
 */
export function claimQueries(db: Database, orderIds: readonly string[] | SQL) {
  return {
    claims: db
      .select(
        pick({
          handOverId: handOver.id,
          orderId: mealOrder.id,
          mealPointId: mealRun.mealPointId,
          serviceDate: mealOrder.serviceDate,
          reversedAt: optional(claimReversal.reversedAt),
        }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(handOver, eq(handOver.orderId, mealOrder.id))
      .leftJoin(claimReversal, eq(claimReversal.handOverId, handOver.id))
      .where(and(inList(mealOrder.id, orderIds), stands)),
    ...billQueries(db, orderIds),
    claimTransfers: transfersOfMany(db, orderIds),
    closedMonths: db.select(pick({ month: closedPeriod.period })).from(closedPeriod),
  };
}
type ClaimRows = { [K in keyof ReturnType<typeof claimQueries>]: Awaited<ReturnType<typeof claimQueries>[K]> };

export function claimsOf(rows: ClaimRows): { claims: Claim[]; closedMonths: Month[] } {
  const bills = billsOf(rows);
  const transfers = Map.groupBy(rows.claimTransfers, (one) => one.orderId);
  return {
    claims: rows.claims.map(({ reversedAt, ...claim }) => ({
      ...claim,
      reversed: reversedAt !== null,
      bill: bills(claim.orderId),
      transfers: transfers.get(claim.orderId) ?? [],
    })),
    closedMonths: rows.closedMonths.map((one) => one.month),
  };
}

/**
 * Guards and changes that take claims back, for the commit of whatever brought the news. Each falls into the month of its meal, or where
 * that is closed into the first one after it that is open. Claims already reversed have to be left out (`already_reversed`).
 */
export function reverseClaims(
  db: Database,
  entry: Pick<AuditEntry, 'at' | 'actor'>,
  claims: readonly Claim[],
  why: { reason: ClaimReversalReason; note: string },
  closedMonths: readonly Month[],
): { guards: Statement[]; changes: Statement[] } {
  if (claims.length === 0) return { guards: [], changes: [] };
  const dated = claims.map((claim) => ({ ...claim, period: openMonthFrom(monthOf(claim.serviceDate), closedMonths) }));
  return {
    guards: [guard('claims stand as read', standAsRead(claims)), guard('months are open as read', openAsRead(dated.map((one) => one.period)))],
    changes: [
      insertMany(
        claimReversal,
        dated.map(({ handOverId, orderId, period }) => ({ handOverId, orderId, period, ...why, reversedAt: entry.at, reversedBy: entry.actor })),
      ),
      recordManyTransfers(dated.map((claim) => ({ ...eventOf(claim, entry), transfers: postedUnder(claim, why.reason) }))),
      ...takenBack(db, dated, why.reason),
    ],
  };
}

function standAsRead(claims: readonly Claim[]): SQL {
  const ids = JSON.stringify(claims.map(({ handOverId }) => ({ handOverId })));
  return sql`SELECT count(*) = ${claims.length} FROM json_each(${ids}) CROSS JOIN ${handOver} ON ${handOver.id} = ${fieldOf('handOverId')}
    WHERE ${stands} AND NOT EXISTS (SELECT 1 FROM ${claimReversal} WHERE ${claimReversal.handOverId} = ${handOver.id})`;
}

function openAsRead(periods: readonly Month[]): SQL {
  return sql`SELECT count(*) = 0 FROM ${closedPeriod} WHERE ${inList(closedPeriod.period, periods)}`;
}

type DatedClaim = Claim & { period: Month };

function eventOf({ handOverId, orderId, period }: DatedClaim, { at }: Pick<AuditEntry, 'at'>) {
  return { orderId, eventId: `reverse-${handOverId}`, period, at };
}

function postedUnder({ transfers }: Claim, reason: ClaimReversalReason) {
  return reversePosted(claimToReverse(unresolved(transfers, 'post'), reason));
}

function takenBack(db: Database, claims: readonly DatedClaim[], reason: ClaimReversalReason): Statement[] {
  const byPointMonth = Map.groupBy(claims, ({ mealPointId, period }) => JSON.stringify([mealPointId, period]));
  return [...byPointMonth.values()].flatMap((same) => {
    const [first] = same;
    const bills = same.map((claim) => reversedLines(claim.bill, reason));
    return first ? countMonth(db, { mealPointId: first.mealPointId, month: first.period }, bills, -1) : [];
  });
}
