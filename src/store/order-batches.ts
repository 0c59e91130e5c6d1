import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { LineOutcome, OrderDraft } from '../domain/order-draft.ts';
import type { Channel } from '../domain/order.ts';
import type { Fen } from '../domain/money.ts';
import { insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { placeOrder, type NewOrder } from './orders.ts';
import { optional, pick, readRows, readTogether, type Database } from './read.ts';
import { elder, mealOrder, mealPoint, mealRun, offer, orderBatch, orderBatchLine, setMeal } from './schema.ts';

/** A draft at the price that was shown when it was confirmed. */
export type ConfirmedLine = OrderDraft & { selfPayFen: Fen };

/** Keeps what somebody confirmed, before the first line is ordered: whatever breaks then, nothing is lost and nothing is ordered twice. */
export async function createOrderBatch(
  db: Database,
  entry: AuditEntry,
  batch: { id: string; channel: Channel; lines: readonly ConfirmedLine[] },
  keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const rows = batch.lines.map(({ runId, ...line }, index) => ({ batchId: batch.id, lineNo: index + 1, ...line, mealRunId: runId, outcome: null, orderId: null }));
  return commit(db, entry, {
    keyed,
    changes: [
      db.insert(orderBatch).values({ id: batch.id, channel: batch.channel, confirmedAt: entry.at, confirmedBy: entry.actor }),
      insertMany(orderBatchLine, rows),
    ],
  });
}

/** The next lines that nobody has decided yet, of a batch that this person confirmed. */
export async function openLines(db: Database, batchId: string, actor: string, most: number) {
  return readRows(
    db,
    db
      .select(
        pick({
          lineNo: orderBatchLine.lineNo, elderId: orderBatchLine.elderId, runId: orderBatchLine.mealRunId, setMealId: orderBatchLine.setMealId,
          mode: orderBatchLine.mode, selfPayFen: orderBatchLine.selfPayFen, channel: orderBatch.channel,
        }),
      )
      .from(orderBatchLine)
      .innerJoin(orderBatch, and(eq(orderBatch.id, orderBatchLine.batchId), eq(orderBatch.confirmedBy, actor)))
      .where(and(eq(orderBatchLine.batchId, batchId), isNull(orderBatchLine.outcome)))
      .orderBy(asc(orderBatchLine.lineNo))
      .limit(most),
  );
}
export type OpenLine = Awaited<ReturnType<typeof openLines>>[number];

const isLine = (batchId: string, lineNo: number): SQL => sql`batch_id = ${batchId} AND line_no = ${lineNo}`;
const stillToDecide = (batchId: string, lineNo: number) =>
  guard('line is open', sql`EXISTS (SELECT 1 FROM ${orderBatchLine} WHERE ${isLine(batchId, lineNo)} AND outcome IS NULL)`);

export async function isLineOpen(db: Database, batchId: string, lineNo: number): Promise<boolean> {
  const rows = await readRows(db, db.select(pick({ lineNo: orderBatchLine.lineNo })).from(orderBatchLine).where(sql`${isLine(batchId, lineNo)} AND outcome IS NULL`));
  return rows.length > 0;
}

/** The order and its line's outcome in one: a line is ordered once, whoever presses and however often. */
export async function placeLine(db: Database, entry: AuditEntry, batchId: string, lineNo: number, order: NewOrder): Promise<'done' | Conflict> {
  return placeOrder(db, entry, order, undefined, {
    guards: [stillToDecide(batchId, lineNo)],
    changes: [db.update(orderBatchLine).set({ outcome: 'placed', orderId: order.id }).where(isLine(batchId, lineNo))],
  });
}

/** Why a line was not ordered. */
export async function refuseLine(db: Database, entry: AuditEntry, batchId: string, lineNo: number, outcome: Exclude<LineOutcome, 'placed'>): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [stillToDecide(batchId, lineNo)],
    changes: [db.update(orderBatchLine).set({ outcome }).where(isLine(batchId, lineNo))],
  });
}

/** A batch as whoever confirmed it sees it; null for anybody else. `within`: whose lines they may still look at. */
export async function loadOrderBatch(db: Database, batchId: string, actor: string, within: SQL) {
  const { batches, lines } = await readTogether(db, {
    batches: db
      .select(pick({ id: orderBatch.id, confirmedAt: orderBatch.confirmedAt }))
      .from(orderBatch)
      .where(and(eq(orderBatch.id, batchId), eq(orderBatch.confirmedBy, actor))),
    lines: db
      .select(
        pick({
          lineNo: orderBatchLine.lineNo, elderId: elder.id, elderName: elder.name, serviceDate: mealRun.serviceDate, slot: mealRun.slot, runId: mealRun.id,
          letter: optional(offer.letter), mealName: setMeal.name, mode: orderBatchLine.mode, pointName: mealPoint.name,
          selfPayFen: orderBatchLine.selfPayFen, outcome: orderBatchLine.outcome, orderState: optional(mealOrder.state),
        }),
      )
      .from(orderBatchLine)
      .innerJoin(elder, eq(elder.id, orderBatchLine.elderId))
      .innerJoin(mealRun, eq(mealRun.id, orderBatchLine.mealRunId))
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(setMeal, eq(setMeal.id, orderBatchLine.setMealId))
      .leftJoin(offer, and(eq(offer.mealRunId, orderBatchLine.mealRunId), eq(offer.setMealId, orderBatchLine.setMealId)))
      .leftJoin(mealOrder, eq(mealOrder.id, orderBatchLine.orderId))
      .where(and(eq(orderBatchLine.batchId, batchId), within))
      .orderBy(asc(orderBatchLine.lineNo)),
  });
  const [batch] = batches;
  return batch ? { ...batch, lines } : null;
}
export type OrderBatch = NonNullable<Awaited<ReturnType<typeof loadOrderBatch>>>;

/** A batch of this person with lines that were confirmed and not decided: the connection broke, or somebody closed the page. */
export function unfinishedBatches(db: Database, actor: string) {
  return db
    .select(pick({ id: orderBatch.id, confirmedAt: orderBatch.confirmedAt, left: sql<number>`count(*)` }))
    .from(orderBatch)
    .innerJoin(orderBatchLine, and(eq(orderBatchLine.batchId, orderBatch.id), isNull(orderBatchLine.outcome)))
    .where(eq(orderBatch.confirmedBy, actor))
    .groupBy(orderBatch.id)
    .orderBy(desc(orderBatch.confirmedAt))
    .limit(5);
}
