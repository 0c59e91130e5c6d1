import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { fen } from '../domain/money.ts';
import { moveTransfer, type Held, type MoneyOutcome } from '../domain/prepaid.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { moneyMoves, openAccount, receiptWrite, rulesOf, standsAs, undecided, type NewReceipt } from './prepaid.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { account, balance, elder, mealPoint, moneyDecision, moneyRequest, operator } from './schema.ts';
import { elderWithin, pointWithin } from './scope.ts';

export type NewMoneyRequest = typeof moneyRequest.$inferInsert;

/** Asks for what another person decides. */
export async function askForMoney(db: Database, entry: AuditEntry, asked: NewMoneyRequest, held: Held, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const same = sql`SELECT 1 FROM ${moneyRequest} WHERE elder_id = ${asked.elderId} AND operator_id = ${asked.operatorId} AND kind = ${asked.kind} AND ${undecided}`;
  return commit(db, entry, {
    keyed,
    guards: [standsAs(asked.elderId, asked.operatorId, held), guard('none waits', sql`NOT EXISTS (${same})`)],
    changes: [db.insert(moneyRequest).values(asked)],
  });
}

/** A refund is the matter of its point, a move that of the office that looks after the elder. */
const within = (scope: Scope): SQL =>
  sql`((${moneyRequest.kind} = 'refund' AND ${moneyRequest.mealPointId} IN (SELECT ${mealPoint.id} FROM ${mealPoint} WHERE ${pointWithin(scope)}))
    OR (${moneyRequest.kind} = 'move' AND ${elderWithin(scope)}))`;

function requestLines(db: Database, which: SQL) {
  return db
    .select(
      pick({
        id: moneyRequest.id,
        kind: moneyRequest.kind,
        elderId: moneyRequest.elderId,
        elderName: elder.name,
        operatorId: moneyRequest.operatorId,
        operatorName: operator.name,
        pointId: optional(moneyRequest.mealPointId),
        pointName: optional(mealPoint.name),
        toOperatorId: optional(moneyRequest.toOperatorId),
        toOperatorName: sql<string | null>`(SELECT o.name FROM ${operator} AS o WHERE o.id = ${moneyRequest.toOperatorId})`,
        amountFen: moneyRequest.amountFen,
        reason: moneyRequest.reason,
        requestedAt: moneyRequest.requestedAt,
        requestedBy: moneyRequest.requestedBy,
        requestedByName: nameOfActor(moneyRequest.requestedBy),
        outcome: optional(moneyDecision.outcome),
        decidedByName: sql<string | null>`${nameOfActor(moneyDecision.decidedBy)}`,
        receiptId: sql<string | null>`(SELECT id FROM receipt WHERE request_id = ${moneyRequest.id})`,
      }),
    )
    .from(moneyRequest)
    .innerJoin(elder, eq(elder.id, moneyRequest.elderId))
    .innerJoin(operator, eq(operator.id, moneyRequest.operatorId))
    .leftJoin(mealPoint, eq(mealPoint.id, moneyRequest.mealPointId))
    .leftJoin(moneyDecision, eq(moneyDecision.requestId, moneyRequest.id))
    .where(which)
    .orderBy(asc(moneyRequest.requestedAt));
}
export type MoneyRequestLine = Awaited<ReturnType<typeof requestLines>>[number];

/** What waits for a second person, of one kind. */
export function waitingRequests(db: Database, scope: Scope, kind: 'refund' | 'move') {
  return requestLines(db, sql`${moneyRequest.kind} = ${kind} AND ${within(scope)} AND ${undecided}`);
}

/** One request with what stands on the account now. Null when it is out of reach. */
export async function loadMoneyRequest(db: Database, scope: Scope, requestId: string, kind: 'refund' | 'move') {
  const one = sql`${moneyRequest.id} = ${requestId} AND ${moneyRequest.kind} = ${kind}`;
  const operatorOf = sql`(SELECT ${moneyRequest.operatorId} FROM ${moneyRequest} WHERE ${moneyRequest.id} = ${requestId})`;
  const rows = await readTogether(db, {
    requests: requestLines(db, sql`${one} AND ${within(scope)}`),
    held: db
      .select(pick({ balanceFen: balance.balanceFen, reservedFen: balance.reservedFen }))
      .from(moneyRequest)
      .innerJoin(account, and(eq(account.ownerId, moneyRequest.elderId), eq(account.holderId, moneyRequest.operatorId), eq(account.kind, 'prepaid')))
      .innerJoin(balance, eq(balance.accountId, account.id))
      .where(one),
    rules: rulesOf(db, operatorOf),
  });
  const request = rows.requests[0];
  return request ? { request, held: rows.held[0] ?? { balanceFen: fen(0), reservedFen: fen(0) }, rule: rows.rules[0] ?? null } : null;
}
export type MoneyRequestRead = NonNullable<Awaited<ReturnType<typeof loadMoneyRequest>>>;

export type Verdict = { requestId: string; outcome: MoneyOutcome; shownHash: string };

/** The second person's word, once; where it is yes, the money moves in the same commit. */
export async function decideMoney(
  db: Database,
  entry: AuditEntry,
  { request, held }: MoneyRequestRead,
  verdict: Verdict,
  refund: NewReceipt | null,
): Promise<'done' | Conflict> {
  const moves = movesOf();
  function movesOf(): { guards: SQL[]; changes: Statement[] } {
    if (verdict.outcome !== 'approved') return { guards: [], changes: [] };
    return refund ? receiptWrite(db, entry, refund) : moveWrite(db, entry, request, held);
  }
  return commit(db, entry, {
    guards: [guard('nobody has decided', sql`NOT EXISTS (SELECT 1 FROM ${moneyDecision} WHERE request_id = ${request.id})`), ...moves.guards],
    changes: [db.insert(moneyDecision).values({ ...verdict, decidedAt: entry.at, decidedBy: entry.actor }), ...moves.changes],
  });
}

function moveWrite(db: Database, entry: AuditEntry, request: MoneyRequestRead['request'], held: Held): { guards: SQL[]; changes: Statement[] } {
  const { id, elderId, operatorId, toOperatorId, amountFen } = request;
  if (toOperatorId === null) throw new Error('a move without a place to go');
  return {
    guards: [standsAs(elderId, operatorId, held)],
    changes: [...openAccount(elderId, toOperatorId), ...moneyMoves(db, id, entry.at, [moveTransfer(elderId, operatorId, toOperatorId, amountFen)])],
  };
}
