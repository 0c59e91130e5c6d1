import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Fen } from '../domain/money.ts';
import type { CashEntry, ShiftFigures } from '../domain/shift.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { cashEntry, mealPoint, shift, shiftClosing, shiftReview, transfer } from './schema.ts';
import { pointWithin } from './scope.ts';

/** A point's shift by its number. */
export type ShiftOf = { pointId: string; number: number };

/** One past the last that was closed: the shift that is open, or the one to be opened next. */
const numberNow = (pointId: SQL | typeof mealPoint.id) =>
  sql<number>`1 + coalesce((SELECT max(${shiftClosing.number}) FROM ${shiftClosing} WHERE ${shiftClosing.mealPointId} = ${pointId}), 0)`;

function shiftLines(db: Database, which: SQL) {
  return db
    .select(
      pick({
        pointId: mealPoint.id,
        pointName: mealPoint.name,
        number: shift.number,
        openedAt: shift.openedAt,
        openedBy: shift.openedBy,
        openedByName: nameOfActor(shift.openedBy),
        openingFen: shift.openingFen,
        openingNote: shift.openingNote,
        closedAt: optional(shiftClosing.closedAt),
        closedBy: optional(shiftClosing.closedBy),
        closedByName: sql<string | null>`${nameOfActor(shiftClosing.closedBy)}`,
        beforeOpeningFen: optional(shiftClosing.beforeOpeningFen),
        mealsFen: optional(shiftClosing.mealsFen),
        topUpsFen: optional(shiftClosing.topUpsFen),
        refundsFen: optional(shiftClosing.refundsFen),
        undoneFen: optional(shiftClosing.undoneFen),
        otherFen: optional(shiftClosing.otherFen),
        expectedFen: optional(shiftClosing.expectedFen),
        countedFen: optional(shiftClosing.countedFen),
        explanation: optional(shiftClosing.explanation),
        seenAt: optional(shiftReview.seenAt),
        seenByName: sql<string | null>`${nameOfActor(shiftReview.seenBy)}`,
      }),
    )
    .from(shift)
    .innerJoin(mealPoint, eq(mealPoint.id, shift.mealPointId))
    .leftJoin(shiftClosing, and(eq(shiftClosing.mealPointId, shift.mealPointId), eq(shiftClosing.number, shift.number)))
    .leftJoin(shiftReview, and(eq(shiftReview.mealPointId, shift.mealPointId), eq(shiftReview.number, shift.number)))
    .where(which);
}
export type ShiftLine = Awaited<ReturnType<typeof shiftLines>>[number];

function entriesOf(db: Database, which: SQL) {
  return db
    .select(
      pick({
        pointId: cashEntry.mealPointId,
        kind: transfer.kind,
        debit: transfer.debitAccount,
        credit: transfer.creditAccount,
        amountFen: transfer.amountFen,
        ofOrder: sql<number>`${transfer.orderId} IS NOT NULL`,
        beforeOpening: cashEntry.beforeOpening,
      }),
    )
    .from(cashEntry)
    .innerJoin(transfer, eq(transfer.id, cashEntry.transferId))
    .where(which);
}
type EntryRow = Awaited<ReturnType<typeof entriesOf>>[number];

const entryOf = ({ ofOrder, beforeOpening, ...row }: EntryRow): CashEntry => ({ ...row, ofOrder: ofOrder === 1, beforeOpening: beforeOpening === 1 });

/** The cash boxes within reach as they stand: what has moved since the last closing, and the latest shifts. */
export async function loadDrawers(db: Database, scope: Scope, most: number) {
  const rows = await readTogether(db, {
    points: db
      .select(pick({ id: mealPoint.id, name: mealPoint.name, number: numberNow(mealPoint.id) }))
      .from(mealPoint)
      .where(pointWithin(scope))
      .orderBy(asc(mealPoint.name)),
    shifts: shiftLines(db, pointWithin(scope)).orderBy(desc(shift.openedAt)).limit(most),
    entries: entriesOf(db, sql`${cashEntry.mealPointId} IN (SELECT ${mealPoint.id} FROM ${mealPoint} WHERE ${pointWithin(scope)})
      AND ${cashEntry.shiftNumber} = ${numberNow(sql`${cashEntry.mealPointId}`)}`),
  });
  const entries = Map.groupBy(rows.entries, (one) => one.pointId);
  return {
    points: rows.points.map((point) => ({ ...point, entries: (entries.get(point.id) ?? []).map(entryOf) })),
    shifts: rows.shifts,
  };
}
export type Drawers = Awaited<ReturnType<typeof loadDrawers>>;

/** One shift with its entries. Null when its point is out of reach or it was never opened. */
export async function loadShift(db: Database, scope: Scope, { pointId, number }: ShiftOf) {
  const rows = await readTogether(db, {
    shifts: shiftLines(db, sql`${shift.mealPointId} = ${pointId} AND ${shift.number} = ${number} AND ${pointWithin(scope)}`),
    entries: entriesOf(db, sql`${cashEntry.mealPointId} = ${pointId} AND ${cashEntry.shiftNumber} = ${number}`),
  });
  const [found] = rows.shifts;
  return found ? { shift: found, entries: rows.entries.map(entryOf) } : null;
}

/** Opens the point's next shift, if none is open. */
export async function openShift(db: Database, entry: AuditEntry, { pointId, number }: ShiftOf, opening: { fen: Fen; note: string }): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [
      guard('the one before is closed', sql`SELECT ${numberNow(sql`${pointId}`)} = ${number}`),
      guard('not open yet', sql`NOT EXISTS (SELECT 1 FROM ${shift} WHERE meal_point_id = ${pointId} AND number = ${number})`),
    ],
    changes: [
      db.insert(shift).values({ mealPointId: pointId, number, openedAt: entry.at, openedBy: entry.actor, openingFen: opening.fen, openingNote: opening.note }),
    ],
  });
}

export type ShiftCount = { countedFen: Fen; explanation: string };

/** Closes a shift on the figures that were decided on: cash that moves in between is a conflict, and they are added up again. */
export async function closeShift(db: Database, entry: AuditEntry, { pointId, number }: ShiftOf, figures: ShiftFigures, count: ShiftCount): Promise<'done' | Conflict> {
  const entered = sql`SELECT count(*) FROM ${shiftClosing} WHERE meal_point_id = ${pointId} AND number = ${number}`;
  return commit(db, entry, {
    guards: [guard('not closed yet', sql`(${entered}) = 0`), guard('adds up as read', sql`${expectedNow(pointId, number)} = ${figures.expectedFen}`)],
    changes: [db.insert(shiftClosing).values({ mealPointId: pointId, number, closedAt: entry.at, closedBy: entry.actor, ...figures, ...count })],
  });
}

function expectedNow(pointId: string, number: number): SQL {
  return sql`(SELECT opening_fen FROM ${shift} WHERE meal_point_id = ${pointId} AND number = ${number})
    + (SELECT coalesce(sum(t.amount_fen * (2 * (t.debit_account = ${`cash:${pointId}`}) - 1)), 0) FROM cash_entry e JOIN transfer t ON t.id = e.transfer_id
      WHERE e.meal_point_id = ${pointId} AND e.shift_number = ${number} AND e.before_opening = 0)`;
}

/** A second person has looked at a closed shift. */
export async function reviewShift(db: Database, entry: AuditEntry, { pointId, number }: ShiftOf): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('nobody has', sql`NOT EXISTS (SELECT 1 FROM ${shiftReview} WHERE meal_point_id = ${pointId} AND number = ${number})`)],
    changes: [db.insert(shiftReview).values({ mealPointId: pointId, number, seenAt: entry.at, seenBy: entry.actor })],
  });
}
