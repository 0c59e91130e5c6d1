import { sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { PauseDecision, PauseReason } from '../domain/pause.ts';
import type { ArrangedCause, ArrangementChannel, StandingOrder } from '../domain/standing-order.ts';
import { newId } from '../vault.ts';
import type { ArrangedOrder } from './arrangements.ts';
import { insertMany } from './bulk.ts';
import { cancelling } from './cancellations.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { tell } from './messages.ts';
import { inList, type Database } from './read.ts';
import { arrangedCancellation, audit, mealOrder, pause, standingOrder, standingOrderSkip } from './schema.ts';

/** What was read of the person's orders from a day on: nothing may have been made of a standing order in between. `allowed`: whether whoever says so still may. */
export type Seen = { elderId: string; from: ServiceDate; orders: readonly ArrangedOrder[]; allowed?: SQL };

/** `followed`: what goes is ordered anew in another way. */
type Change = { seen: Seen; cancel: readonly ArrangedOrder[]; cause: ArrangedCause; causeId: string; channel: ArrangementChannel; followed?: boolean; guards?: Statement[]; changes: Statement[] };

/** One batch: what was said, and the orders that go with it, each with its own audit row. */
function arrange(db: Database, entry: AuditEntry, change: Change, keyed?: KeyedAnswer): Promise<'done' | Conflict> {
  const { seen, cancel, cause, causeId, guards = [], changes } = change;
  const gone = cancel.map((order) => cancelling(db, entry, { ...order, runId: order.id }));
  return commit(db, entry, {
    ...(keyed ? { keyed } : {}),
    guards: [...mayStill(seen.allowed), sameOpenOrders(seen), ...guards, ...gone.flatMap((one) => one.guards)],
    changes: [
      ...gone.flatMap((one) => one.changes),
      ...(cancel.length > 0 ? [insertMany(arrangedCancellation, cancel.map(({ orderId }) => ({ orderId, cause, causeId })))] : []),
      ...changes,
      ...tellOthers(entry, change),
      ...(cancel.length > 0 ? [insertMany(audit, cancel.map(({ orderId }) => ({ ...entry, id: newId(), action: 'order.cancel', subject: `order:${orderId}` })))] : []),
    ],
  });
}

const mayStill = (allowed: SQL | undefined) => (allowed ? [guard('may act for her', allowed)] : []);

/** A meal that was ordered and that a family member takes away is told like any that they cancel: to her, and to the others of the family. */
function tellOthers(entry: AuditEntry, { cancel, channel, followed = false }: Change): Statement[] {
  if (channel !== 'family_page' || followed || cancel.length === 0) return [];
  return [tell(entry, 'cancelled', cancel.map(({ orderId }) => ({ orderId, event: orderId })))];
}

function sameOpenOrders({ elderId, from, orders }: Seen): Statement {
  const ids = orders.filter((one) => one.serviceDate >= from && one.orderState !== 'cancelled').map((one) => one.orderId);
  const now = sql`${mealOrder.elderId} = ${elderId} AND ${mealOrder.serviceDate} >= ${from} AND ${mealOrder.state} <> 'cancelled'`;
  return guard('same orders', sql`(SELECT count(*) FROM ${mealOrder} WHERE ${now}) = ${ids.length} AND (SELECT count(*) FROM ${mealOrder} WHERE ${now} AND ${inList(mealOrder.id, ids)}) = ${ids.length}`);
}

export type NewStanding = Omit<StandingOrder, 'to'> & { channel: ArrangementChannel };

/** A standing order begins; one that it follows ends on its first day. Orders made of the old one that do not fit any more go. */
export async function recordStanding(
  db: Database,
  entry: AuditEntry,
  { standing, follows, seen, cancel }: { standing: NewStanding; follows: string | null; seen: Seen; cancel: readonly ArrangedOrder[] },
  keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const { from, ...row } = standing;
  return arrange(db, entry, {
    seen, cancel, cause: 'standing_order', causeId: standing.id, channel: standing.channel, followed: true,
    guards: follows === null ? [] : [stands(follows)],
    changes: [
      ...(follows === null ? [] : [ending(entry, follows, from, standing.channel)]),
      db.insert(standingOrder).values({ ...row, fromDate: from, followsId: follows, setAt: entry.at, setBy: entry.actor }),
    ],
  }, keyed);
}

/** From `from` on nothing is made of it any more. Needs no key: it ends once. */
export async function endStanding(
  db: Database,
  entry: AuditEntry,
  { id, from, channel, seen, cancel }: { id: string; from: ServiceDate; channel: ArrangementChannel; seen: Seen; cancel: readonly ArrangedOrder[] },
): Promise<'done' | Conflict> {
  return arrange(db, entry, { seen, cancel, cause: 'standing_order', causeId: id, channel, guards: [stands(id)], changes: [ending(entry, id, from, channel)] });
}

const stands = (id: string) => guard('standing order stands', sql`SELECT to_date IS NULL FROM ${standingOrder} WHERE id = ${id}`);

/** Never before its own beginning: one that ends before it began has held on no day. */
function ending(entry: AuditEntry, id: string, to: ServiceDate, channel: ArrangementChannel): Statement {
  return sql`UPDATE ${standingOrder} SET to_date = max(from_date, ${to}), ended_at = ${entry.at}, ended_by = ${entry.actor}, ended_channel = ${channel} WHERE id = ${id}`;
}

/** This day only. Needs no key: a day is skipped once. */
export async function recordSkip(
  db: Database,
  entry: AuditEntry,
  skip: { id: string; slot: StandingOrder['slot']; date: ServiceDate; channel: ArrangementChannel; seen: Seen; cancel: readonly ArrangedOrder[] },
): Promise<'done' | Conflict> {
  const { id, slot, date, channel, seen, cancel } = skip;
  return arrange(db, entry, {
    seen, cancel, cause: 'skip', causeId: id, channel,
    changes: [db.insert(standingOrderSkip).values({ id, elderId: seen.elderId, slot, serviceDate: date, channel, setAt: entry.at, setBy: entry.actor })],
  });
}

/** The skipped day is eaten after all. Needs no key: it is withdrawn once. */
export async function withdrawSkip(db: Database, entry: AuditEntry, id: string, allowed?: SQL): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [...mayStill(allowed), guard('skip stands', sql`SELECT withdrawn_at IS NULL FROM ${standingOrderSkip} WHERE id = ${id}`)],
    changes: [sql`UPDATE ${standingOrderSkip} SET withdrawn_at = ${entry.at}, withdrawn_by = ${entry.actor} WHERE id = ${id}`],
  });
}

/** A pause as it was decided: those that it takes the place of end, and the orders within it go. */
export async function recordPause(
  db: Database,
  entry: AuditEntry,
  { id, decision, reason, channel, seen, cancel }: { id: string; decision: PauseDecision; reason: PauseReason; channel: ArrangementChannel; seen: Seen; cancel: readonly ArrangedOrder[] },
  keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const { begins, ends } = decision;
  const ended = (one: PauseDecision['ends'][number]) =>
    sql`UPDATE ${pause} SET ended_from_date = ${one.from}, ended_at = ${entry.at}, ended_by = ${entry.actor} WHERE id = ${one.id}`;
  return arrange(db, entry, {
    seen, cancel, cause: 'pause', causeId: id, channel,
    guards: ends.map((one) => guard('pause stands', sql`SELECT ended_from_date IS NULL FROM ${pause} WHERE id = ${one.id}`)),
    changes: [
      ...ends.map(ended),
      ...(begins ? [db.insert(pause).values({ id, elderId: seen.elderId, fromDate: begins.from, resumeDate: begins.resume, reason, channel, setAt: entry.at, setBy: entry.actor })] : []),
    ],
  }, keyed);
}
