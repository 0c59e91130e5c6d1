import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf, serviceDateOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import type { Caller } from '../domain/counter.ts';
import { accountId, type Transfer } from '../domain/ledger.ts';
import { fen, type Fen } from '../domain/money.ts';
import { refundTransfer, topUpTransfer, type Held, type ReceiptKind } from '../domain/prepaid.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { elderAtCounter, homeOf, isOfOthers } from './counter.ts';
import { elderQueries } from './elders.ts';
import { isPlaced } from './orders-of-elder.ts';
import { pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { account, balance, mealOrder, mealPoint, mealRun, moneyDecision, moneyRequest, operator, prepaidRule, receipt } from './schema.ts';
import { pointWithin } from './scope.ts';
import { moneyStoppedSince } from './stopped.ts';
import { recordTransfers } from './transfers.ts';

/** Everything that taking or giving back cash for one person at one point depends on, in one trip. Null when either is out of reach. */
export async function loadPurse(db: Database, scope: Scope, caller: Caller, pointId: string, today: ServiceDate, key = '') {
  const { elderId, card } = caller;
  const operatorOfPoint = sql`(SELECT ${mealPoint.operatorId} FROM ${mealPoint} WHERE ${mealPoint.id} = ${pointId})`;
  const rows = await readTogether(db, {
    points: pointOf(db, scope, pointId),
    ...elderQueries(db, scope, elderId, elderAtCounter(scope, today, card)),
    homes: homeOf(db, scope, elderId, today),
    held: heldBy(db, elderId, operatorOfPoint),
    rules: rulesOf(db, operatorOfPoint),
    setAside: setAsideFor(db, elderId, operatorOfPoint),
    waiting: db
      .select(pick({ id: moneyRequest.id, amountFen: moneyRequest.amountFen }))
      .from(moneyRequest)
      .where(and(eq(moneyRequest.elderId, elderId), eq(moneyRequest.operatorId, operatorOfPoint), eq(moneyRequest.kind, 'refund'), undecided)),
    prior: priorAnswer(db, key),
  });
  const [point, elder] = [rows.points[0], rows.elders[0]];
  if (!point || !elder) return null;
  return {
    point,
    elder: { id: elder.id, name: elder.name },
    facts: rows.facts,
    ofOthers: isOfOthers(rows.homes[0]),
    held: rows.held[0] ?? { balanceFen: fen(0), reservedFen: fen(0) },
    rule: rows.rules[0] ?? null,
    setAside: rows.setAside,
    waiting: rows.waiting,
    prior: rows.prior[0],
  };
}
export type Purse = NonNullable<Awaited<ReturnType<typeof loadPurse>>>;

export const undecided = sql`NOT EXISTS (SELECT 1 FROM ${moneyDecision} WHERE ${moneyDecision.requestId} = ${moneyRequest.id})`;

function pointOf(db: Database, scope: Scope, pointId: string) {
  return db
    .select(pick({ id: mealPoint.id, name: mealPoint.name, operatorId: operator.id, operatorName: operator.name, stoppedSince: moneyStoppedSince(mealPoint.id, operator.id) }))
    .from(mealPoint)
    .innerJoin(operator, eq(operator.id, mealPoint.operatorId))
    .where(and(eq(mealPoint.id, pointId), pointWithin(scope)));
}

/** What stands on an elder's account with an operator. No row: nothing was ever paid in. */
export function heldBy(db: Database, elderId: string, operatorId: SQL) {
  return db
    .select(pick({ balanceFen: balance.balanceFen, reservedFen: balance.reservedFen }))
    .from(account)
    .innerJoin(balance, eq(balance.accountId, account.id))
    .where(and(eq(account.kind, 'prepaid'), eq(account.ownerId, elderId), eq(account.holderId, operatorId)));
}

/** The limits of an operator: the row that was set last. */
export function rulesOf(db: Database, operatorId: SQL) {
  return db
    .select(
      pick({
        topUpMostFen: prepaidRule.topUpMostFen,
        heldMostFen: prepaidRule.heldMostFen,
        refundAloneMostFen: prepaidRule.refundAloneMostFen,
        source: prepaidRule.source,
      }),
    )
    .from(prepaidRule)
    .where(eq(prepaidRule.operatorId, operatorId))
    .orderBy(desc(prepaidRule.setAt))
    .limit(1);
}

/** The meals that hold a part of the money until they are eaten or cancelled. */
function setAsideFor(db: Database, elderId: string, operatorId: SQL) {
  return db
    .select(pick({ serviceDate: mealOrder.serviceDate, slot: mealOrder.slot, selfPayFen: mealOrder.selfPayFen }))
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .where(and(eq(mealOrder.elderId, elderId), isPlaced, eq(mealOrder.payBy, 'prepaid'), eq(mealRun.operatorId, operatorId)))
    .orderBy(asc(mealOrder.serviceDate));
}

export type NewReceipt = {
  id: string;
  kind: ReceiptKind;
  point: { id: string; operatorId: string };
  elderId: string;
  amountFen: Fen;
  held: Held;
  /** Who paid the cash in, or got it back. */
  counterpart: string;
  reason: string;
  requestId?: string;
};

/** Cash in or out, with its receipt, once: the balance still stands as it was read, and the operator is still the point's. */
export async function recordReceipt(db: Database, entry: AuditEntry, made: NewReceipt, keyed: KeyedAnswer | undefined): Promise<'done' | Conflict> {
  return commit(db, entry, { ...(keyed ? { keyed } : {}), ...receiptWrite(db, entry, made) });
}

export function receiptWrite(db: Database, entry: AuditEntry, made: NewReceipt): { guards: SQL[]; changes: Statement[] } {
  const { id, kind, point, elderId, amountFen, held } = made;
  const till = { mealPointId: point.id, operatorId: point.operatorId, elderId };
  const moved = kind === 'top_up' ? topUpTransfer(till, amountFen) : refundTransfer(till, amountFen);
  return {
    guards: [
      standsAs(elderId, point.operatorId, held),
      guard('operator of the point', sql`SELECT operator_id = ${point.operatorId} FROM ${mealPoint} WHERE id = ${point.id}`),
    ],
    changes: [
      ...(kind === 'top_up' ? openAccount(elderId, point.operatorId) : []),
      db.insert(receipt).values({
        id,
        mealPointId: point.id,
        number: sql`(SELECT coalesce(max(number), 0) + 1 FROM receipt WHERE meal_point_id = ${point.id})`,
        kind,
        elderId,
        operatorId: point.operatorId,
        amountFen,
        balanceBeforeFen: held.balanceFen,
        balanceAfterFen: fen(held.balanceFen + (kind === 'top_up' ? amountFen : -amountFen)),
        counterpart: made.counterpart,
        reason: made.reason,
        requestId: made.requestId ?? null,
        at: entry.at,
        by: entry.actor,
      }),
      ...moneyMoves(db, id, entry.at, [moved]),
    ],
  };
}

/** Money that belongs to no order, posted into the month of the day it moves. */
export function moneyMoves(db: Database, eventId: string, at: Instant, transfers: readonly Transfer[]): Statement[] {
  return recordTransfers(db, { orderId: null, eventId, period: monthOf(serviceDateOf(at)), at }, transfers);
}

export function standsAs(elderId: string, operatorId: string, { balanceFen, reservedFen }: Held): SQL {
  const column = (name: 'balance_fen' | 'reserved_fen') =>
    sql`coalesce((SELECT ${sql.raw(name)} FROM ${balance} WHERE account_id = ${accountId('prepaid', operatorId, elderId)}), 0)`;
  return guard('balance stands as read', sql`${column('balance_fen')} = ${balanceFen} AND ${column('reserved_fen')} = ${reservedFen}`);
}

/** The elder's account with the operator, with the first money: an account is never replaced, so it is made only where there is none. */
export function openAccount(elderId: string, operatorId: string): SQL[] {
  const id = accountId('prepaid', operatorId, elderId);
  return [
    sql`INSERT INTO ${account} (id, kind, owner_id, holder_id) SELECT ${id}, 'prepaid', ${elderId}, ${operatorId}
      WHERE NOT EXISTS (SELECT 1 FROM ${account} WHERE id = ${id})`,
    sql`INSERT INTO ${balance} (account_id, balance_fen, reserved_fen) SELECT ${id}, 0, 0
      WHERE NOT EXISTS (SELECT 1 FROM ${balance} WHERE account_id = ${id})`,
  ];
}
