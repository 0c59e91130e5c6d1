import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf } from '../domain/calendar.ts';
import type { UndoneState } from '../domain/hand-over.ts';
import type { NoShowRule } from '../domain/meal-run.ts';
import { postedToReverse, reserveBill, reversePosted, unresolved } from '../domain/ledger.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { runColumns } from './meal-runs.ts';
import { tellCorrection } from './messages.ts';
import { waived } from './no-show-waivers.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { cancellation, claimReversal, currentBeside, currentSplit, handOver, handOverUndo, mealOrder, mealRun, transfer } from './schema.ts';
import { runWithin } from './scope.ts';
import { countDay, countMonth, monthOfSitting, type DayChange } from './totals.ts';
import { recordTransfers, transferColumns } from './transfers.ts';

/** One hand-over with all that taking it back depends on, in one trip. Null when it is out of reach. */
export async function loadHandOverUndo(db: Database, scope: Scope, handOverId: string) {
  const ofHandOver = eq(handOver.id, handOverId);
  const rows = await readTogether(db, {
    handOvers: db
      .select(
        pick({
          orderId: mealOrder.id,
          elderId: mealOrder.elderId,
          channel: mealOrder.channel,
          payBy: mealOrder.payBy,
          recordedAt: handOver.recordedAt,
          undoneAt: optional(handOverUndo.undoneAt),
          reversedAt: optional(claimReversal.reversedAt),
          ...runColumns,
          noShowRule: sql<NoShowRule>`iif(${waived}, 'release', ${mealRun.noShowRule})`,
        }),
      )
      .from(handOver)
      .innerJoin(mealOrder, eq(mealOrder.id, handOver.orderId))
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .leftJoin(handOverUndo, eq(handOverUndo.handOverId, handOver.id))
      .leftJoin(claimReversal, eq(claimReversal.handOverId, handOver.id))
      .where(and(ofHandOver, runWithin(scope))),
    ...billOfHandOver(db, ofHandOver),
    transfers: db
      .select(pick(transferColumns))
      .from(handOver)
      .innerJoin(transfer, eq(transfer.orderId, handOver.orderId))
      .where(ofHandOver),
  });
  const found = rows.handOvers[0];
  if (!found) return null;
  const { orderId, elderId, channel, payBy, recordedAt, undoneAt, reversedAt, ...run } = found;
  return {
    id: handOverId, orderId, elderId, channel, recordedAt, run,
    undone: undoneAt !== null,
    reversed: reversedAt !== null,
    bill: { split: rows.split, beside: rows.beside, payBy },
    transfers: rows.transfers,
  };
}

function billOfHandOver(db: Database, which: SQL) {
  return {
    split: db
      .select(pick({ payer: currentSplit.payerCode, clause: currentSplit.clause, fen: currentSplit.fen }))
      .from(handOver)
      .innerJoin(currentSplit, eq(currentSplit.orderId, handOver.orderId))
      .where(which),
    beside: db
      .select(pick({ kind: currentBeside.kind, payer: currentBeside.payerCode, clause: currentBeside.clause, fen: currentBeside.fen }))
      .from(handOver)
      .innerJoin(currentBeside, eq(currentBeside.orderId, handOver.orderId))
      .where(which),
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
  const { id, orderId, run, bill } = undo;
  const given = postedToReverse(unresolved(undo.transfers, 'post'), becomes === 'missed' && bill.payBy === 'prepaid', run.noShowRule);
  const event = { orderId, eventId: `undo-${id}`, period: monthOf(run.serviceDate), at: entry.at };
  return commit(db, entry, {
    guards: [
      guard('order is handed over', sql`SELECT 1 FROM ${mealOrder} WHERE id = ${orderId} AND state = 'handed_over'`),
      guard('run is as read', sql`SELECT 1 FROM ${mealRun} WHERE id = ${run.id} AND state = ${run.state}`),
    ],
    changes: [
      db.insert(handOverUndo).values({ handOverId: id, undoneAt: entry.at, undoneBy: entry.actor }),
      ...moveOrder(db, entry, orderId, becomes),
      ...recordTransfers(db, event, reversePosted(given)),
      ...(becomes === 'placed' ? recordTransfers(db, event, reserveBill(bill, { ...run, elderId: undo.elderId })) : []),
      countDay(db, run, DAY_CHANGE[becomes]),
      ...countMonth(db, monthOfSitting(run), [bill], -1),
      tellCorrection(entry, id),
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
