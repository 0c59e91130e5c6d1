import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { monthOf, type ServiceDate } from '../domain/calendar.ts';
import { openMonthFrom } from '../domain/claim.ts';
import { afterDeath, isClaimAfter } from '../domain/death.ts';
import { reversePosted, unresolved } from '../domain/ledger.ts';
import { newId } from '../vault.ts';
import { insertMany } from './bulk.ts';
import { cancelling } from './cancellations.ts';
import { claimQueries, claimsOf, reverseClaims } from './claim-reversals.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { waived, waiving } from './no-show-waivers.ts';
import { inList, pick, readRows, readTogether, type Database } from './read.ts';
import { audit, card, deathToSettle, elderFact, mealOrder, mealRun, message, session, standingOrder } from './schema.ts';
import { isStopped } from './stopped.ts';
import { recordManyTransfers } from './transfers.ts';

/** Whose death has something left to be settled. Triggers put them there: no way of writing a death can forget it. */
export async function deathsToSettle(db: Database, limit: number): Promise<{ id: string; stopped: number }[]> {
  return readRows(db, db.select(pick({ id: deathToSettle.elderId, stopped: restStopped })).from(deathToSettle).orderBy(restStopped, asc(deathToSettle.elderId)).limit(limit));
}

/** All is settled but what stands still, and something of theirs still does. */
const restStopped = sql<number>`${deathToSettle.stopped} AND EXISTS (SELECT 1 FROM meal_order o CROSS JOIN meal_run r ON r.id = o.meal_run_id
  WHERE o.id IN (${laterOrders(sql`f.elder_id = ${deathToSettle.elderId}`)}) AND ${isStopped(sql`r.meal_point_id`, sql`r.operator_id`)})`;

export async function isLeftToSettle(db: Database, elderId: string): Promise<boolean> {
  const rows = await readRows(db, db.select(pick({ elderId: deathToSettle.elderId })).from(deathToSettle).where(eq(deathToSettle.elderId, elderId)));
  return rows.length > 0;
}

/** Ids of the orders for the day of the death and later that were not cancelled. */
export function ordersFrom(elderId: SQL, diedOn: SQL): SQL {
  return sql`SELECT o.id FROM meal_order o WHERE o.elder_id = ${elderId} AND o.service_date >= ${diedOn} AND o.state <> 'cancelled'`;
}

function laterOrders(whose: SQL): SQL {
  return sql`SELECT o.id FROM ${elderFact} f CROSS JOIN meal_order o ON o.elder_id = f.elder_id AND o.service_date >= f.from_date AND o.state <> 'cancelled'
    WHERE ${whose} AND f.kind = 'death' AND f.to_date IS NULL`;
}
const laterOrdersOf = (elderIds: readonly string[]) => laterOrders(inList(sql`f.elder_id`, elderIds));

/** What stands of these orders, with what ending it moves: a part of a command's one trip. */
export function laterOrderQueries(db: Database, orderIds: SQL) {
  return {
    orders: db
      .select(
        pick({
          orderId: mealOrder.id,
          elderId: mealOrder.elderId,
          setMealId: mealOrder.setMealId,
          mode: mealOrder.mode,
          state: mealOrder.state,
          assessmentNo: mealOrder.assessmentNo,
          serviceDate: mealOrder.serviceDate,
          slot: mealOrder.slot,
          runId: mealRun.id,
          runState: mealRun.state,
          mealPointId: mealRun.mealPointId,
          waived,
          stopped: isStopped(mealRun.mealPointId, mealRun.operatorId),
        }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .where(inList(mealOrder.id, orderIds))
      .orderBy(asc(mealOrder.serviceDate)),
    ...claimQueries(db, orderIds),
  };
}
type LaterRows = { [K in keyof ReturnType<typeof laterOrderQueries>]: Awaited<ReturnType<typeof laterOrderQueries>[K]> };

/** What a death on `diedOn(elderId)` ends: the pure decision on every order that was read. */
export function endedBy(rows: LaterRows, diedOn: (elderId: string) => ServiceDate) {
  const { claims, closedMonths } = claimsOf(rows);
  const transfers = Map.groupBy(rows.claimTransfers, (one) => one.orderId);
  const orders = rows.orders.map((order) => {
    const moved = transfers.get(order.orderId) ?? [];
    return { ...order, stopped: order.stopped === 1, transfers: moved, end: afterDeath({ ...order, run: { state: order.runState }, waived: order.waived === 1, transfers: moved }) };
  });
  const orderOf = new Map(orders.map((order) => [order.orderId, order]));
  const ending = (end: 'cancel' | 'cooking' | 'waive') => orders.filter((order) => order.end === end);
  return {
    cancelled: ending('cancel'),
    cooking: ending('cooking'),
    waived: ending('waive'),
    claims: claims.flatMap((claim) => {
      const { elderId = '', stopped = false } = orderOf.get(claim.orderId) ?? {};
      return isClaimAfter(diedOn(elderId), claim) ? [{ ...claim, elderId, stopped }] : [];
    }),
    closedMonths,
  };
}
type Ended = ReturnType<typeof endedBy>;

/** Everything that settling these people's deaths depends on, in one trip. */
export async function loadDeaths(db: Database, elderIds: readonly string[]) {
  const rows = await readTogether(db, {
    deaths: db
      .select(pick({ elderId: elderFact.elderId, diedOn: elderFact.fromDate, source: elderFact.source }))
      .from(elderFact)
      .where(and(inList(elderFact.elderId, elderIds), eq(elderFact.kind, 'death'), isNull(elderFact.toDate))),
    ...laterOrderQueries(db, laterOrdersOf(elderIds)),
    rests: db.select(pick({ on: restsOn(elderIds) })).from(sql`(SELECT 1)`),
  });
  const diedOn = new Map(rows.deaths.map((one) => [one.elderId, one.diedOn]));
  return { elderIds, deaths: rows.deaths, ...endedBy(rows, (elderId) => diedOn.get(elderId) as ServiceDate), restsOn: rows.rests[0]?.on ?? '' };
}
export type DeathsRead = Awaited<ReturnType<typeof loadDeaths>>;

/** As one text, compared inside the write: when they died, and what stands of their orders. */
function restsOn(elderIds: readonly string[]): SQL<string> {
  return sql<string>`json_array(
    (SELECT json_group_array(json_array(id, from_date) ORDER BY id) FROM elder_fact WHERE ${inList(sql`elder_id`, elderIds)} AND kind = 'death' AND to_date IS NULL),
    (SELECT json_group_array(json_array(id, state, assessment_no) ORDER BY id) FROM meal_order WHERE id IN (${laterOrdersOf(elderIds)})))`;
}

/**
 * Settles what these deaths leave, all or nothing: orders cancelled, shares kept of a no-show given back, later claims taken back in an
 * open month, what was ordered day after day, cards and sessions ended, messages that wait dropped. Done again it finds nothing left. What is being cooked
 * waits for its day to be over; what a check of the books has stopped waits for that alone, and holds up nothing else.
 */
export async function settleDeaths(db: Database, entry: Omit<AuditEntry, 'subject'>, read: DeathsRead): Promise<'done' | Conflict> {
  const [subject = '', ...others] = read.elderIds.map((id) => `elder:${id}`);
  const cancelled = read.cancelled.map((order) => cancelling(db, entry, order));
  const reversed = reverseClaims(db, entry, read.claims.filter(moves), { reason: 'died_before', note: noteOf(read) }, read.closedMonths);
  const left = [...read.claims, ...read.waived].filter((one) => one.stopped).map(({ elderId }) => elderId);
  return commit(db, { ...entry, subject }, {
    guards: [guard('stands as read', sql`${restsOn(read.elderIds)} = ${read.restsOn}`), ...cancelled.flatMap((one) => one.guards), ...reversed.guards],
    changes: [
      ...cancelled.flatMap((one) => one.changes),
      ...givenBack(entry, read),
      ...reversed.changes,
      ...standingOrdersEnd(entry, read.elderIds),
      db.update(card).set({ revokedAt: entry.at }).where(and(inList(card.elderId, read.elderIds), isNull(card.revokedAt))),
      db.update(session).set({ endedAt: entry.at }).where(and(inList(session.elderId, read.elderIds), isNull(session.endedAt))),
      db.update(message).set({ state: 'dropped' }).where(and(inList(message.elderId, read.elderIds), eq(message.state, 'waiting'))),
      db.update(deathToSettle).set({ stopped: 1 }).where(inList(deathToSettle.elderId, left)),
      db.delete(deathToSettle).where(inList(deathToSettle.elderId, read.elderIds.filter((id) => !left.includes(id)))),
      ...(others.length > 0 ? [insertMany(audit, others.map((one) => ({ id: newId(), ...entry, subject: one })))] : []),
    ],
  });
}

const moves = ({ stopped }: { stopped: boolean }) => !stopped;

/** From the day of the death on nothing is ordered day after day. One that began later has held on no day. */
function standingOrdersEnd(entry: Pick<AuditEntry, 'at' | 'actor'>, elderIds: readonly string[]): Statement[] {
  const diedOn = sql`(SELECT f.from_date FROM elder_fact f WHERE f.elder_id = ${standingOrder.elderId} AND f.kind = 'death' AND f.to_date IS NULL)`;
  return [
    sql`UPDATE ${standingOrder} SET to_date = max(from_date, ${diedOn}), ended_at = ${entry.at}, ended_by = ${entry.actor}
      WHERE ${inList(standingOrder.elderId, elderIds)} AND to_date IS NULL AND ${diedOn} IS NOT NULL`,
  ];
}

const noteOf = ({ deaths }: DeathsRead) => [...new Set(deaths.map((one) => one.source))].join('、').slice(0, 200);

/** What was kept of no-shows, mirrored into the first open month. */
function givenBack(entry: Pick<AuditEntry, 'at' | 'actor'>, { waived: all, closedMonths }: Ended): Statement[] {
  const orders = all.filter(moves);
  if (orders.length === 0) return [];
  const events = orders.map(({ orderId, serviceDate, transfers }) => ({
    orderId, eventId: `waive-${orderId}`, period: openMonthFrom(monthOf(serviceDate), closedMonths), at: entry.at, transfers: reversePosted(unresolved(transfers, 'post')),
  }));
  return [recordManyTransfers(events), ...waiving(entry, orders.map((order) => order.orderId))];
}
