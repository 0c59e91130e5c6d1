import { and, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { nameOfActor } from './actors.ts';
import { pick, readRows, type Database } from './read.ts';
import { audit, elder, mealPoint, operator, receipt } from './schema.ts';
import { pointWithin } from './scope.ts';

/** The entry that each look at a receipt leaves: the first paper is the receipt, every later one says that it is printed again. */
export const RECEIPT_LOOK = 'receipt.print';

/** One receipt with the names on it, and how often it was shown before. Null when its point is out of reach. */
export async function findReceipt(db: Database, scope: Scope, receiptId: string) {
  const rows = await readRows(
    db,
    db
      .select(
        pick({
          id: receipt.id,
          number: receipt.number,
          kind: receipt.kind,
          pointId: mealPoint.id,
          pointName: mealPoint.name,
          operatorName: operator.name,
          elderId: elder.id,
          elderName: elder.name,
          amountFen: receipt.amountFen,
          balanceBeforeFen: receipt.balanceBeforeFen,
          balanceAfterFen: receipt.balanceAfterFen,
          counterpart: receipt.counterpart,
          reason: receipt.reason,
          at: receipt.at,
          byName: nameOfActor(receipt.by),
          looks: sql<number>`(SELECT count(*) FROM ${audit} WHERE ${audit.subject} = 'receipt:' || ${receipt.id} AND +${audit.action} = ${RECEIPT_LOOK})`,
        }),
      )
      .from(receipt)
      .innerJoin(mealPoint, eq(mealPoint.id, receipt.mealPointId))
      .innerJoin(operator, eq(operator.id, receipt.operatorId))
      .innerJoin(elder, eq(elder.id, receipt.elderId))
      .where(and(eq(receipt.id, receiptId), pointWithin(scope))),
  );
  return rows[0] ?? null;
}
export type ReceiptRead = NonNullable<Awaited<ReturnType<typeof findReceipt>>>;
