import { and, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { UndoneState } from '../domain/hand-over.ts';
import { reserveSubsidy, reversePosted, unresolved } from '../domain/ledger.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { runColumns } from './meal-runs.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { cancellation, handOver, handOverUndo, mealOrder, mealRun, orderSplit, transfer } from './schema.ts';
import { runWithin } from './scope.ts';
import { countDay, countMonth, type DayChange } from './totals.ts';
import { recordTransfers, transferColumns } from './transfers.ts';

/** One hand-over with all that taking it back depends on, in one trip. Null when it is out of reach. */
export async function loadHandOverUndo(db: Database, scope: Scope, handOverId: string) {
  const ofHandOver = eq(handOver.id, handOverId);
  const rows = await readTogether(db, {
    handOvers: db
      .select(
        pick({
          orderId: mealOrder.id,
          channel: mealOrder.channel,
          recordedAt: handOver.recordedAt,
          undoneAt: optional(handOverUndo.undoneAt),
          ...runColumns,
        }),
      )
      .from(handOver)
      .innerJoin(mealOrder, eq(mealOrder.id, handOver.orderId))
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .leftJoin(handOverUndo, eq(handOverUndo.handOverId, handOver.id))
      .where(and(ofHandOver, runWithin(scope))),
    split: db
      .select(pick({ payer: orderSplit.payerCode, clause: orderSplit.clause, fen: orderSplit.fen }))
      .from(handOver)
      .innerJoin(orderSplit, eq(orderSplit.orderId, handOver.orderId))
      .where(ofHandOver),
    transfers: db
      .select(pick(transferColumns))
      .from(handOver)
      .innerJoin(transfer, eq(transfer.orderId, handOver.orderId))
      .where(ofHandOver),
  });
  const found = rows.handOvers[0];
  if (!found) return null;
  const { orderId, channel, recordedAt, undoneAt, ...run } = found;
  return {
    id: handOverId, orderId, channel, recordedAt, run,
    undone: undoneAt !== null,
    split: rows.split,
    transfers: rows.transfers,
  };
}
export type HandOverToUndo = NonNullable<Awaited<ReturnType<typeof loadHandOverUndo>>>;

/** Takes one hand-over back: the order returns to `becomes`, what was posted is reversed line by line, the totals go back. */
export async function undoHandOver(
  db: Database,
  entry: AuditEntry,
  undo: HandOverToUndo,
  becomes: UndoneState,
): Promise<'done' | Conflict> {
  const { id, orderId, run, split } = undo;
  const event = { orderId, eventId: `undo-${id}`, serviceDate: run.serviceDate, at: entry.at };
  return commit(db, entry, {
    guards: [
      guard('order is handed over', sql`SELECT 1 FROM ${mealOrder} WHERE id = ${orderId} AND state = 'handed_over'`),
      guard('run is as read', sql`SELECT 1 FROM ${mealRun} WHERE id = ${run.id} AND state = ${run.state}`),
    ],
    changes: [
      db.insert(handOverUndo).values({ handOverId: id, undoneAt: entry.at, undoneBy: entry.actor }),
      ...moveOrder(db, entry, orderId, becomes),
      ...recordTransfers(db, event, reversePosted(unresolved(undo.transfers, 'post'))),
      ...(becomes === 'placed' ? recordTransfers(db, event, reserveSubsidy(split, run)) : []),
      countDay(db, run, DAY_CHANGE[becomes]),
      ...countMonth(db, run, [split], -1),
    ],
  });
}

const DAY_CHANGE: Record<UndoneState, DayChange> = {
  placed: { handedOver: -1 },
  missed: { handedOver: -1, missed: 1 },
  // Only a walk-in ends so, and it was never among the ordered.
  cancelled: { handedOver: -1, walkIns: -1 },
};

/** An order goes back to placed before it can be cancelled: its path allows no shortcut. */
function moveOrder(db: Database, entry: AuditEntry, orderId: string, becomes: UndoneState): Statement[] {
  const ofOrder = eq(mealOrder.id, orderId);
  if (becomes !== 'cancelled') return [db.update(mealOrder).set({ state: becomes }).where(ofOrder)];
  return [
    db.update(mealOrder).set({ state: 'placed' }).where(ofOrder),
    db.update(mealOrder).set({ state: 'cancelled' }).where(ofOrder),
    db.insert(cancellation).values({ orderId, cancelledAt: entry.at, cancelledBy: entry.actor }),
  ];
}
