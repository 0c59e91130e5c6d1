import type { SQL } from 'drizzle-orm';
import type { LineBill } from '../domain/statement.ts';
import { inList, pick, type Database } from './read.ts';
import { currentBeside, currentSplit } from './schema.ts';

/** What these orders (or those that a select names) come to by their latest assessment: a part of a command's one trip. */
export function billQueries(db: Database, orderIds: readonly string[] | SQL) {
  return {
    splits: db
      .select(pick({ orderId: currentSplit.orderId, payer: currentSplit.payerCode, clause: currentSplit.clause, fen: currentSplit.fen }))
      .from(currentSplit)
      .where(inList(currentSplit.orderId, orderIds)),
    besides: db
      .select(
        pick({
          orderId: currentBeside.orderId,
          kind: currentBeside.kind,
          payer: currentBeside.payerCode,
          clause: currentBeside.clause,
          fen: currentBeside.fen,
        }),
      )
      .from(currentBeside)
      .where(inList(currentBeside.orderId, orderIds)),
  };
}
type BillRows = { [K in keyof ReturnType<typeof billQueries>]: Awaited<ReturnType<typeof billQueries>[K]> };

/** The lines of one order among those read. */
export function billsOf({ splits, besides }: BillRows): (orderId: string) => LineBill {
  const [split, beside] = [Map.groupBy(splits, (line) => line.orderId), Map.groupBy(besides, (line) => line.orderId)];
  return (orderId) => ({ split: split.get(orderId) ?? [], beside: beside.get(orderId) ?? [] });
}
