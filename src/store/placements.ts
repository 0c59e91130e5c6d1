import { sql, type SQL } from 'drizzle-orm';
import { monthOf } from '../domain/calendar.ts';
import { reserveBill } from '../domain/ledger.ts';
import type { Expanded, Expansion } from '../domain/standing-order-expansion.ts';
import { newId } from '../vault.ts';
import { fieldOf, inParts, insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { linesToStore } from './orders.ts';
import { inList, type Database } from './read.ts';
import { audit, mealOrder, mealRun, orderBeside, orderSplit, standingOrderFailure } from './schema.ts';
import { countDays } from './totals.ts';
import { recordManyTransfers } from './transfers.ts';

/** What a thousand orders were decided on, as it was read, and the question that reads it again. */
export type Rests = { text: string; now: SQL<string> };

/** Of a thousand orders at once the longest rows (assessments, transfers) still fit one bound list. */
const PART = 400;

/**
 * Writes many orders of standing orders in one batch, all or none, each with everything that a single order writes: number, split,
 * reservation, the run's places, the day's total, its own audit row. Beside them the days that could not be ordered. A conflict when
 * anything that they rest on has changed.
 */
export async function placeMany(
  db: Database,
  entry: Omit<AuditEntry, 'subject'>,
  { orders, failures, rests }: Expansion & { rests: Rests },
): Promise<'done' | Conflict> {
  const [first, ...others] = orders.map((order) => ({ ...entry, subject: `order:${order.id}` }));
  const runIds = [...new Set(orders.map((order) => order.run.id))];
  return commit(db, first ?? { ...entry, action: 'standing_order.fail', subject: `standing_order:${failures[0]?.day.standingOrderId ?? ''}` }, {
    guards: [
      guard('runs take orders', sql`SELECT count(*) = ${runIds.length} FROM ${mealRun} WHERE ${inList(mealRun.id, runIds)} AND state = 'open' AND cutoff_at > ${entry.at}`),
      guard('rests as read', sql`${rests.now} = ${rests.text}`),
    ],
    changes: [
      ...(orders.length > 0 ? ordersOf(entry, orders) : []),
      ...(failures.length > 0 ? [insertMany(standingOrderFailure, failures.map(({ day, run, refused }) => ({ standingOrderId: day.standingOrderId, serviceDate: run.serviceDate, refused, failedAt: entry.at })))] : []),
      ...inParts(others).map((part) => insertMany(audit, part.map((one) => ({ id: newId(), ...one })))),
    ],
  });
}

function ordersOf(entry: Omit<AuditEntry, 'subject'>, orders: readonly Expanded[]): Statement[] {
  const byRun = Map.groupBy(orders, (order) => order.run.id);
  const counts = (keyOf: (order: Expanded) => readonly string[]) =>
    JSON.stringify([...Map.groupBy(orders, (order) => JSON.stringify(keyOf(order)))].map(([key, same]) => [...(JSON.parse(key) as string[]), same.length]));
  const at = (index: number) => sql.raw(`json_extract(value, '$[${index}]')`);
  const rows = [...byRun.values()].flatMap((ofRun) => ofRun.map((order, index) => orderRow(entry, order, ofRun.length - 1 - index)));
  const lines = orders.map((order) => linesToStore(order.id, order.placement.assessment, 1));
  const number = sql`(SELECT last_order_no FROM meal_run WHERE id = ${fieldOf('mealRunId')}) - ${fieldOf('back')}`;
  return [
    sql`UPDATE meal_run SET last_order_no = last_order_no + ${at(1)} FROM json_each(${counts(({ run }) => [run.id])}) WHERE meal_run.id = ${at(0)}`,
    ...inParts(rows, PART).map((part) => insertMany(mealOrder, part, { orderNo: number })),
    ...inParts(lines.flatMap((one) => one.splits)).map((part) => insertMany(orderSplit, part)),
    ...inParts(lines.flatMap((one) => one.besides)).map((part) => insertMany(orderBeside, part)),
    ...inParts(orders, PART).map((part) => recordManyTransfers(part.map((order) => reservation(entry, order)))),
    sql`UPDATE offer SET taken = taken + ${at(2)} FROM json_each(${counts(({ run, setMealId }) => [run.id, setMealId])}) WHERE offer.meal_run_id = ${at(0)} AND offer.set_meal_id = ${at(1)}`,
    sql`UPDATE meal_run_mode SET taken = taken + ${at(2)} FROM json_each(${counts(({ run, day }) => [run.id, day.mode])}) WHERE meal_run_mode.meal_run_id = ${at(0)} AND meal_run_mode.mode = ${at(1)}`,
    countDays([...byRun.values()].flatMap(([order, ...more]) => (order ? [{ ...order.run, ordered: more.length + 1 }] : []))),
  ];
}

/** `back`: how many of its run come after it, for its number. */
function orderRow(entry: Omit<AuditEntry, 'subject'>, { id, day, run, setMealId, placement, payBy, kept }: Expanded, back: number) {
  const { priceFen, assessment } = placement;
  return {
    id, mealRunId: run.id, back, elderId: day.elderId, serviceDate: run.serviceDate, slot: run.slot, setMealId, mode: day.mode, state: 'placed' as const, priceFen,
    selfPayFen: assessment.selfPayFen, policyVersionId: assessment.policyVersionId, assessment: JSON.stringify(kept), assessmentNo: 1, payBy,
    channel: 'standing_order' as const, placedBy: entry.actor, placedAt: entry.at,
  };
}

function reservation(entry: Omit<AuditEntry, 'subject'>, { id, day, run, placement: { assessment }, payBy }: Expanded) {
  const bill = { split: assessment.split, beside: assessment.beside, payBy };
  return { orderId: id, eventId: id, period: monthOf(run.serviceDate), at: entry.at, transfers: reserveBill(bill, { ...run, elderId: day.elderId }) };
}
