// Cash into and out of an elder's account at the counter, as its routes do it; above the operator's limit a second person gives it back.
import type { Scope } from '../../../src/domain/access.ts';
import { serviceDateOf } from '../../../src/domain/calendar.ts';
import type { Fen } from '../../../src/domain/money.ts';
import { decideApproval, decideRefund, decideTopUp, type MoneyOutcome } from '../../../src/domain/prepaid.ts';
import type { AuditEntry, Conflict } from '../../../src/store/commit.ts';
import { askForMoney, decideMoney, loadMoneyRequest } from '../../../src/store/money-requests.ts';
import { loadPurse, recordReceipt } from '../../../src/store/prepaid.ts';
import type { Database } from '../../../src/store/read.ts';
import { replay } from '../../../src/store/request-keys.ts';
import type { Outcome } from './model.ts';

/** `id`: of the receipt, and of the request where a second person decides. */
export type Cash = { id: string; elderId: string; pointId: string; amountFen: Fen; key: string };
type Counter = { db: Database; scope: Scope; entry: AuditEntry };

async function purseAt({ db, scope, entry: { at, actor } }: Counter, kind: 'top_up' | 'refund', { elderId, pointId, amountFen, key }: Cash) {
  const read = await loadPurse(db, scope, { elderId }, pointId, serviceDateOf(at), key);
  if (!read) throw new Error('no purse');
  const payloadHash = JSON.stringify([kind, elderId, pointId, amountFen]);
  const before = replay(read.prior, { actor, payloadHash });
  const made = { kind, point: read.point, elderId, amountFen, held: read.held, counterpart: read.elder.name, reason: '' };
  return { read, made, keyed: { key, payloadHash, answer: '/' }, before: before === 'fresh' ? null : before === 'misused' ? ('misused' as const) : ('again' as const) };
}

export async function payIn(counter: Counter, cash: Cash): Promise<Outcome | Conflict> {
  const { read, made, keyed, before } = await purseAt(counter, 'top_up', cash);
  const refused = before ?? decideTopUp(cash.amountFen, read.held, read.rule, false).refused;
  return refused ?? recordReceipt(counter.db, counter.entry, { ...made, id: cash.id }, keyed);
}

/** 'asked': nothing has moved until somebody else decides. */
export async function giveBack(counter: Counter, cash: Cash): Promise<Outcome | Conflict> {
  const { read, made, keyed, before } = await purseAt(counter, 'refund', cash);
  if (before) return before;
  const decision = decideRefund(cash.amountFen, read.held, read.rule);
  if (decision.refused !== null) return decision.refused;
  if (decision.people === 1) return recordReceipt(counter.db, counter.entry, { ...made, id: cash.id }, keyed);
  if (read.waiting.length > 0) return 'waiting';
  const { at: requestedAt, actor: requestedBy } = counter.entry;
  const asked = {
    id: cash.id, kind: 'refund' as const, elderId: cash.elderId, operatorId: read.point.operatorId, mealPointId: cash.pointId,
    amountFen: cash.amountFen, balanceFen: read.held.balanceFen, reason: '', requestedAt, requestedBy,
  };
  const outcome = await askForMoney(counter.db, counter.entry, asked, read.held, keyed);
  return outcome === 'done' ? 'asked' : outcome;
}

export async function decideAsked({ db, scope, entry }: Counter, requestId: string, outcome: MoneyOutcome): Promise<Outcome | Conflict> {
  const read = await loadMoneyRequest(db, scope, requestId, 'refund');
  if (!read) throw new Error('no request');
  const { request, held, rule } = read;
  const approval = decideApproval({ requestedBy: request.requestedBy, decided: request.outcome !== null }, entry.actor);
  const refused = approval.refused ?? (outcome === 'approved' ? decideRefund(request.amountFen, held, rule).refused : null);
  if (refused !== null) return refused;
  const refund = {
    id: `${requestId}-paid`, kind: 'refund' as const, point: { id: request.pointId ?? '', operatorId: request.operatorId }, elderId: request.elderId,
    amountFen: request.amountFen, held, counterpart: request.elderName, reason: '', requestId,
  };
  return decideMoney(db, entry, read, { requestId, outcome, shownHash: 'as shown' }, refund);
}
