import { and, asc, eq, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { assessedMeal } from '../domain/assessed-meal.ts';
import { monthOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import { reserveBill, voidReserved } from '../domain/ledger.ts';
import { reassessOrders, type PersonToReassess, type Reassessed, type ReassessmentReason } from '../domain/reassessment.ts';
import { newId } from '../vault.ts';
import { fundsLeft, prepaidOfElders } from './balances.ts';
import { billQueries, billsOf } from './bills.ts';
import { fieldOf, insertMany } from './bulk.ts';
import { dayKindOn, dayOn } from './calendar-days.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { placesOf } from './elders.ts';
import { tell } from './messages.ts';
import { linesToStore } from './orders.ts';
import { isPlaced } from './orders-of-elder.ts';
import { allPolicyVersions, versionsOf } from './policies.ts';
import { inList, pick, readRows, readTogether, type Database } from './read.ts';
import {
  audit, cancellation, elder, elderFact, mealOrder, mealPoint, mealRun, orderBeside, orderSplit, reassessment, reassessmentDue, transfer,
} from './schema.ts';
import { isStopped } from './stopped.ts';
import { historyOf, reach, takenBackAt } from './subsidy-history.ts';
import { recordManyTransfers, transferColumns } from './transfers.ts';

/** For the batch that changes facts about people: their open orders are judged again. Said twice in one batch, it is due once. */
export function dueForReassessment(elderIds: readonly string[], reason: ReassessmentReason, { at, actor }: Pick<AuditEntry, 'at' | 'actor'>): Statement[] {
  return elderIds.length === 0 ? [] : [due(sql`SELECT DISTINCT value AS elder_id FROM json_each(${JSON.stringify(elderIds)})`, reason, at, actor)];
}

/** For the batch that lets a policy take effect from a date: whoever has ordered from then on is judged again. */
export function dueForPolicy(from: ServiceDate, { at, actor }: Pick<AuditEntry, 'at' | 'actor'>): Statement[] {
  const waiting = sql`SELECT DISTINCT o.elder_id FROM ${mealRun} CROSS JOIN ${mealOrder} o ON o.meal_run_id = ${mealRun.id}
    WHERE ${mealRun.state} <> 'done' AND ${mealRun.serviceDate} >= ${from} AND o.state = 'placed'`;
  return [due(waiting, 'policy_changed', at, actor)];
}

/** For the batch that lets the calendar say something else of these days: whoever has ordered for them is judged again. */
export function dueForCalendar(dates: readonly ServiceDate[], { at, actor }: Pick<AuditEntry, 'at' | 'actor'>): Statement[] {
  const waiting = sql`SELECT DISTINCT o.elder_id FROM ${mealRun} CROSS JOIN ${mealOrder} o ON o.meal_run_id = ${mealRun.id}
    WHERE ${mealRun.state} <> 'done' AND ${inList(mealRun.serviceDate, dates)} AND o.state = 'placed'`;
  return dates.length === 0 ? [] : [due(waiting, 'calendar_changed', at, actor)];
}

function due(elders: SQL, reason: ReassessmentReason, at: Instant, by: string): SQL {
  return sql`INSERT INTO ${reassessmentDue} (elder_id, due_at, reason, due_by) SELECT elder_id, ${at}, ${reason}, ${by} FROM (${elders}) AS these
    WHERE NOT EXISTS (SELECT 1 FROM ${reassessmentDue} d WHERE d.elder_id = these.elder_id AND d.due_at = ${at} AND d.reason = ${reason})`;
}

/** Whether an order of theirs waits at a point that a check of the books has stopped. */
export const orderStopped = sql<number>`EXISTS (SELECT 1 FROM books_stopped) AND EXISTS (SELECT 1 FROM meal_order o CROSS JOIN meal_run r ON r.id = o.meal_run_id
  WHERE o.elder_id = ${reassessmentDue.elderId} AND o.state = 'placed' AND o.state <> 'cancelled' AND ${isStopped(sql`r.meal_point_id`, sql`r.operator_id`)})`;

/** Whose turn it is, longest waiting first; those with an order that stands still last, so that they keep nobody waiting. */
export async function dueElders(db: Database, limit: number): Promise<{ id: string; stopped: number }[]> {
  return readRows(
    db,
    db
      .select(pick({ id: reassessmentDue.elderId, first: sql<Instant>`min(${reassessmentDue.dueAt})`, stopped: orderStopped }))
      .from(reassessmentDue)
      .where(isNull(reassessmentDue.doneAt))
      .groupBy(reassessmentDue.elderId)
      .orderBy(orderStopped, asc(sql`min(${reassessmentDue.dueAt})`), asc(reassessmentDue.elderId))
      .limit(limit),
  );
}

/** An active order of these people that waits for its person. */
const waitingOf = (elderIds: readonly string[]) => sql`${inList(mealOrder.elderId, elderIds)} AND ${isPlaced}`;

/** Everything that judging these people's open orders again depends on, in one trip. */
export async function loadReassessment(db: Database, elderIds: readonly string[]) {
  const waiting = waitingOf(elderIds);
  const openIds = sql`SELECT ${mealOrder.id} FROM ${mealOrder} WHERE ${waiting}`;
  const rows = await readTogether(db, {
    elders: db
      .select(pick({ id: elder.id, birthDate: elder.birthDate, registeredDivision: elder.registeredDivision, residenceDivision: elder.residenceDivision, mealPointId: elder.mealPointId }))
      .from(elder)
      .where(inList(elder.id, elderIds)),
    facts: db
      .select(pick({ elderId: elderFact.elderId, kind: elderFact.kind, value: elderFact.value, scale: elderFact.scale, from: elderFact.fromDate, to: elderFact.toDate }))
      .from(elderFact)
      .where(inList(elderFact.elderId, elderIds)),
    orders: openOrders(db, waiting),
    ...billQueries(db, openIds),
    reserved: stillReserved(db, waiting),
    meals: writtenMeals(db, elderIds, ne(mealOrder.state, 'cancelled')),
    cancelled: writtenMeals(db, elderIds, eq(mealOrder.state, 'cancelled')),
    prepaid: prepaidOfElders(db, elderIds),
    funds: fundsLeft(db),
    policies: allPolicyVersions(db),
    due: db
      .select(pick({ elderId: reassessmentDue.elderId, dueAt: reassessmentDue.dueAt, reason: reassessmentDue.reason }))
      .from(reassessmentDue)
      .where(and(inList(reassessmentDue.elderId, elderIds), isNull(reassessmentDue.doneAt)))
      .orderBy(asc(reassessmentDue.dueAt)),
    rests: db.select(pick({ on: restsOn(elderIds) })).from(sql`(SELECT 1)`),
  });
  return { ...rows, elderIds, restsOn: rows.rests[0]?.on ?? '' };
}
export type ReassessmentRead = Awaited<ReturnType<typeof loadReassessment>>;

function openOrders(db: Database, waiting: SQL) {
  return db
    .select(
      pick({
        id: mealOrder.id,
        elderId: mealOrder.elderId,
        serviceDate: mealOrder.serviceDate,
        slot: mealOrder.slot,
        mode: mealOrder.mode,
        priceFen: mealOrder.priceFen,
        selfPayFen: mealOrder.selfPayFen,
        policyVersionId: mealOrder.policyVersionId,
        assessment: mealOrder.assessment,
        assessmentNo: mealOrder.assessmentNo,
        payBy: mealOrder.payBy,
        placedAt: mealOrder.placedAt,
        mealPointId: mealRun.mealPointId,
        operatorId: mealRun.operatorId,
        divisionCode: mealPoint.divisionCode,
        dayKind: dayKindOn(mealOrder.serviceDate),
      }),
    )
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .where(waiting);
}

function stillReserved(db: Database, waiting: SQL) {
  return db
    .select(pick({ orderId: mealOrder.id, ...transferColumns }))
    .from(mealOrder)
    .innerJoin(transfer, eq(transfer.orderId, mealOrder.id))
    .where(sql`${waiting} AND ${transfer.kind} = 'reserve' AND NOT EXISTS (SELECT 1 FROM transfer later WHERE later.resolves_id = ${transfer.id})`);
}

/** From the first day that a limit on somebody's first open order can look back to. */
const inReach = sql`${mealOrder.serviceDate} >= ${reach(sql`(SELECT min(o.service_date) FROM meal_order o
  WHERE o.elder_id = ${mealOrder.elderId} AND o.state = 'placed' AND o.state <> 'cancelled')`)}`;

function writtenMeals(db: Database, elderIds: readonly string[], which: SQL) {
  const kept = (part: 'grants' | 'beside') => sql<string>`coalesce(json_extract(${mealOrder.assessment}, ${`$.${part}`}), '[]')`;
  return db
    .select(
      pick({
        id: mealOrder.id,
        elderId: mealOrder.elderId,
        serviceDate: mealOrder.serviceDate,
        selfPayFen: mealOrder.selfPayFen,
        placedAt: mealOrder.placedAt,
        state: mealOrder.state,
        freedAt: sql<Instant | null>`coalesce(${cancellation.cancelledAt}, ${takenBackAt(mealOrder.id)})`,
        grants: kept('grants'),
        beside: kept('beside'),
      }),
    )
    .from(mealOrder)
    .leftJoin(cancellation, eq(cancellation.orderId, mealOrder.id))
    .where(sql`${inList(mealOrder.elderId, elderIds)} AND ${which} AND ${inReach}`);
}

/** What the answer rests on, as one text, compared inside the write: the people, their facts, their orders, what the days of those are, and the rules. */
function restsOn(elderIds: readonly string[]): SQL<string> {
  const these = (column: SQL) => inList(column, elderIds);
  return sql<string>`json_array(
    (SELECT json_group_array(json_array(id, birth_date, registered_division, residence_division, meal_point_id) ORDER BY id) FROM elder WHERE ${these(sql`id`)}),
    (SELECT json_group_array(json_array(id, to_date) ORDER BY id) FROM elder_fact WHERE ${these(sql`elder_id`)}),
    (SELECT json_group_array(json_array(id, state, assessment_no, ${takenBackAt(mealOrder.id)}) ORDER BY id) FROM meal_order WHERE ${these(sql`elder_id`)} AND state <> 'cancelled' AND ${inReach}),
    (SELECT json_group_array(${dayOn(sql`open.on_date`)} ORDER BY open.on_date)
      FROM (SELECT DISTINCT service_date AS on_date FROM meal_order WHERE ${these(sql`elder_id`)} AND state = 'placed' AND state <> 'cancelled') AS open),
    (SELECT json_group_array(id ORDER BY id) FROM policy_version))`;
}

/** Whose answers came out differently. */
export function reassessed(read: ReassessmentRead): Reassessed[] {
  const bills = billsOf(read);
  const [orders, facts] = [Map.groupBy(read.orders, (one) => one.elderId), Map.groupBy(read.facts, (one) => one.elderId)];
  const meals = Map.groupBy([...read.meals, ...read.cancelled], (one) => one.elderId);
  const prepaid = Map.groupBy(read.prepaid, (one) => one.elderId);
  const { balances } = historyOf([], read.funds);
  const people = read.elders.map((row): PersonToReassess => ({
    birthDate: row.birthDate,
    facts: facts.get(row.id) ?? [],
    places: placesOf(row),
    orders: (orders.get(row.id) ?? []).map((order) => ({ ...order, meal: assessedMeal(order, { id: order.mealPointId, divisionCode: order.divisionCode }, order.dayKind), bill: bills(order.id) })),
    meals: (meals.get(row.id) ?? []).map(({ grants, beside, ...meal }) => ({ ...meal, grants: JSON.parse(grants) as [], beside: JSON.parse(beside) as [] })),
    prepaid: Object.fromEntries((prepaid.get(row.id) ?? []).map((one) => [one.operatorId, one.fen])),
  }));
  return reassessOrders(people, versionsOf(read.policies), balances ?? {});
}

/**
 * Judges the open orders of these people again and writes what comes out differently, all or nothing: the earlier answer is kept, the
 * lines of the new one stand beside it, the reservations follow. What was due for them is done.
 */
export async function recordReassessment(
  db: Database,
  entry: Omit<AuditEntry, 'subject'>,
  read: ReassessmentRead,
  why?: ReassessmentReason,
): Promise<'done' | Conflict> {
  const changed = reassessed(read);
  const [subject = '', ...others] = read.elderIds.map((id) => `elder:${id}`);
  return commit(db, { ...entry, subject }, {
    guards: [guard('rests as read', sql`${restsOn(read.elderIds)} = ${read.restsOn}`)],
    changes: [
      ...(changed.length > 0 ? rewrite(entry, read, changed, why) : []),
      sql`UPDATE ${reassessmentDue} SET done_at = ${entry.at} WHERE done_at IS NULL AND (elder_id, due_at, reason) IN (
        SELECT ${fieldOf('elderId')}, ${fieldOf('dueAt')}, ${fieldOf('reason')} FROM json_each(${JSON.stringify(read.due)}))`,
      ...(others.length > 0 ? [insertMany(audit, others.map((one) => ({ id: newId(), ...entry, subject: one })))] : []),
    ],
  });
}

function rewrite(entry: Omit<AuditEntry, 'subject'>, read: ReassessmentRead, changed: readonly Reassessed[], why?: ReassessmentReason): Statement[] {
  const stored = new Map(read.orders.map((order) => [order.id, order]));
  const rows = changed.map(({ order, assessment, kept, payBy }) => {
    const elderId = stored.get(order.id)?.elderId ?? '';
    const reason = why ?? read.due.find((one) => one.elderId === elderId)?.reason ?? 'fact_changed';
    return {
      orderId: order.id, assessmentNo: order.assessmentNo + 1, reassessedAt: entry.at, reassessedBy: entry.actor, reason,
      selfPayBeforeFen: order.selfPayFen, selfPayAfterFen: assessment.selfPayFen, assessmentBefore: stored.get(order.id)?.assessment ?? '',
      assessment: JSON.stringify(kept), policyVersionId: assessment.policyVersionId, payBy,
    };
  });
  const lines = changed.map(({ order, assessment }) => linesToStore(order.id, assessment, order.assessmentNo + 1));
  const besides = lines.flatMap((one) => one.besides);
  const repriced = rows.filter((row) => row.selfPayBeforeFen !== row.selfPayAfterFen);
  return [
    insertMany(reassessment, rows),
    sql`UPDATE ${mealOrder} SET self_pay_fen = ${fieldOf('selfPayAfterFen')}, policy_version_id = ${fieldOf('policyVersionId')}, assessment = ${fieldOf('assessment')},
      assessment_no = ${fieldOf('assessmentNo')}, pay_by = ${fieldOf('payBy')} FROM json_each(${JSON.stringify(rows)}) WHERE meal_order.id = ${fieldOf('orderId')}`,
    insertMany(orderSplit, lines.flatMap((one) => one.splits)),
    ...(besides.length > 0 ? [insertMany(orderBeside, besides)] : []),
    ...moved(entry.at, read, changed),
    tell(entry, 'price_changed', repriced.map(({ orderId, assessmentNo }) => ({ orderId, event: `${orderId}-${assessmentNo}` }))),
  ];
}

/** First all that was reserved is free, then what is to be paid now is reserved. */
function moved(at: Instant, read: ReassessmentRead, changed: readonly Reassessed[]): Statement[] {
  const reserved = Map.groupBy(read.reserved, (one) => one.orderId);
  const tills = new Map(read.orders.map((order) => [order.id, order]));
  const eventOf = ({ order }: Reassessed) => ({ orderId: order.id, eventId: `reassess-${order.id}-${order.assessmentNo + 1}`, period: monthOf(order.meal.serviceDate), at });
  const freed = changed.map((one) => ({ ...eventOf(one), transfers: voidReserved(reserved.get(one.order.id) ?? []) }));
  const taken = changed.flatMap((one) => {
    const till = tills.get(one.order.id);
    const { split, beside } = one.assessment;
    return till ? [{ ...eventOf(one), transfers: reserveBill({ split, beside, payBy: one.payBy }, till) }] : [];
  });
  return [freed, taken].map((events) => recordManyTransfers(events));
}
