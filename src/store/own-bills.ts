import { and, eq } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Assessment } from '../domain/subsidy.ts';
import { allPayers, documentColumns } from './policies.ts';
import { pick, readTogether, type Database } from './read.ts';
import { currentSplit, mealOrder, mealRun, policyDocument, policyVersion } from './schema.ts';
import { orderWithin } from './scope.ts';

/** Who pays what of one order, why, and by which paper, as it was last judged: for whoever ordered it. Null out of scope. */
export async function loadOwnBill(db: Database, scope: Scope, orderId: string) {
  const rows = await readTogether(db, {
    orders: db
      .select(pick({ assessment: mealOrder.assessment }))
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .where(and(eq(mealOrder.id, orderId), orderWithin(scope))),
    split: db
      .select(pick({ payer: currentSplit.payerCode, clause: currentSplit.clause, fen: currentSplit.fen }))
      .from(currentSplit)
      .where(eq(currentSplit.orderId, orderId)),
    documents: db
      .select(pick(documentColumns))
      .from(mealOrder)
      .innerJoin(policyVersion, eq(policyVersion.id, mealOrder.policyVersionId))
      .innerJoin(policyDocument, eq(policyDocument.id, policyVersion.policyDocumentId))
      .where(eq(mealOrder.id, orderId)),
    payers: allPayers(db),
  });
  const [order] = rows.orders;
  if (!order) return null;
  const { reasons } = JSON.parse(order.assessment) as Pick<Assessment, 'reasons'>;
  return { split: rows.split, reasons, payers: rows.payers, document: rows.documents[0] };
}
