import { eq, type SQL } from 'drizzle-orm';
import type { Instant, Month } from '../domain/calendar.ts';
import type { Transfer } from '../domain/ledger.ts';
import { newId } from '../vault.ts';
import { insertMany } from './bulk.ts';
import type { Statement } from './commit.ts';
import { inList, pick, type Database } from './read.ts';
import { transfer } from './schema.ts';

/** What happened that moves money: placing an order, a hand-over, an undo; without an order a top-up. `period`: the month it is posted into. */
export type MoneyEvent = { orderId: string | null; eventId: string; period: Month; at: Instant };

export function recordTransfers(db: Database, event: MoneyEvent, transfers: readonly Transfer[]): Statement[] {
  const { orderId, eventId, period, at } = event;
  return transfers.map(({ debit, credit, ...one }) =>
    db.insert(transfer).values({ id: newId(), orderId, eventId, ...one, debitAccount: debit, creditAccount: credit, period, at }),
  );
}

/** The same for many orders at once, in one statement. */
export function recordManyTransfers(events: readonly (MoneyEvent & { transfers: readonly Transfer[] })[]): Statement {
  const rows = events.flatMap(({ orderId, eventId, period, at, transfers }) =>
    transfers.map(({ debit, credit, ...one }) => {
      const event = { id: newId(), orderId, eventId, period, at };
      return { ...event, ...one, debitAccount: debit, creditAccount: credit };
    }),
  );
  return insertMany(transfer, rows);
}

export const transferColumns = {
  id: transfer.id,
  kind: transfer.kind,
  resolvesId: transfer.resolvesId,
  debit: transfer.debitAccount,
  credit: transfer.creditAccount,
  amountFen: transfer.amountFen,
};

/** All transfers of one order, in the shape the ledger decides on. */
export function transfersOf(db: Database, orderId: string) {
  return db.select(pick(transferColumns)).from(transfer).where(eq(transfer.orderId, orderId));
}

/** All transfers of these orders. */
export function transfersOfMany(db: Database, orderIds: readonly string[] | SQL) {
  return db
    .select(pick({ orderId: transfer.orderId, ...transferColumns }))
    .from(transfer)
    .where(inList(transfer.orderId, orderIds));
}
