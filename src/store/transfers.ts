import { eq } from 'drizzle-orm';
import { monthOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import type { Transfer } from '../domain/ledger.ts';
import { newId } from '../vault.ts';
import { insertMany } from './bulk.ts';
import type { Statement } from './commit.ts';
import { inList, pick, type Database } from './read.ts';
import { transfer } from './schema.ts';

/** What happened that moves money: placing an order, a hand-over, an undo; without an order a top-up. Posted into the month of the date. */
export type MoneyEvent = { orderId: string | null; eventId: string; serviceDate: ServiceDate; at: Instant };

export function recordTransfers(db: Database, event: MoneyEvent, transfers: readonly Transfer[]): Statement[] {
  const { orderId, eventId, at } = event;
  const period = monthOf(event.serviceDate);
  return transfers.map(({ debit, credit, ...one }) =>
    db.insert(transfer).values({ id: newId(), orderId, eventId, ...one, debitAccount: debit, creditAccount: credit, period, at }),
  );
}

/** The same for many orders at once, in one statement. */
export function recordManyTransfers(events: readonly (MoneyEvent & { transfers: readonly Transfer[] })[]): Statement {
  const rows = events.flatMap(({ orderId, eventId, serviceDate, at, transfers }) =>
    transfers.map(({ debit, credit, ...one }) => {
      const event = { id: newId(), orderId, eventId, period: monthOf(serviceDate), at };
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
export function transfersOfMany(db: Database, orderIds: readonly string[]) {
  return db
    .select(pick({ orderId: transfer.orderId, ...transferColumns }))
    .from(transfer)
    .where(inList(transfer.orderId, orderIds));
}
