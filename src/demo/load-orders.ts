import { addDays, instantAt, monthOf } from '../domain/calendar.ts';
import { postHandOver, reserveBill, voidReserved, type Bill, type StoredTransfer, type Transfer } from '../domain/ledger.ts';
import { fen } from '../domain/money.ts';
import { SERVICE_MODES } from '../domain/meal-slot.ts';
import { linesCounted } from '../domain/statement.ts';
import * as t from '../store/schema.ts';
import type { DemoOrder } from './invent-orders.ts';
import { insertTransfers } from './load-purses.ts';
import { staffOf } from './load-network.ts';
import type { DemoRun } from './load-runs.ts';
import type { Insert } from './rows.ts';

// The same rows that the journey writes: order, split, transfers, hand-over, cancellation, audit and totals.

/** Orders go in before their runs move on, as they did in life. */
export function insertOrders(insert: Insert, orders: readonly DemoOrder[]): void {
  insert(t.mealOrder, orders.map(orderRow));
  insert(
    t.orderSplit,
    orders.flatMap(({ id, assessment }) =>
      assessment.split.map(({ payer, ...line }) => ({ orderId: id, payerCode: payer, ...line })),
    ),
  );
  insert(
    t.orderBeside,
    orders.flatMap(({ id, assessment }) =>
      assessment.beside.map(({ kind, payer: payerCode, clause, fen: amount }) => ({ orderId: id, kind, payerCode, clause, fen: amount })),
    ),
  );
  insertTransfers(insert, orders.flatMap(transferRows));
  insert(t.cancellation, orders.filter((one) => one.state === 'cancelled').map(cancellationRow));
  insert(t.handOver, orders.filter((one) => one.state === 'handed_over').map(handOverRow));
  insert(t.audit, orders.flatMap(auditRows));
}

const staffRef = ({ run }: DemoOrder) => `person:${staffOf(run.point.key).id}`;
const placedBy = (order: DemoOrder) => (order.walkIn ? staffRef(order) : `elder:${order.elderId}`);

function orderRow(order: DemoOrder) {
  const { id, run, orderNo, elderId, offer, mode, state, assessment, payBy } = order;
  const { selfPayFen, policyVersionId } = assessment;
  return {
    id, mealRunId: run.id, orderNo, elderId, serviceDate: run.date, slot: run.slot, setMealId: offer.setMealId, mode, state,
    priceFen: offer.priceFen, selfPayFen, policyVersionId, assessment: JSON.stringify(order.kept),
    payBy, channel: order.walkIn ? ('walk_in' as const) : ('elder_page' as const),
    placedBy: placedBy(order), placedAt: order.placedAt,
  };
}

/** Reserve on ordering; then post with the cash, or void. A walk-in posts at once. */
function transferRows(order: DemoOrder) {
  const { id, run, assessment, state } = order;
  const till = { mealPointId: run.point.key, operatorId: run.point.operatorKey, elderId: order.elderId };
  const bill: Bill = { split: assessment.split, beside: assessment.beside, payBy: order.payBy };
  const reserved = order.walkIn ? [] : numbered(`${id}-r`, reserveBill(bill, till));
  const ended = state === 'handed_over' ? postHandOver(bill, reserved, till) : state === 'placed' ? [] : voidReserved(reserved);
  const event = state === 'handed_over' ? `${id}-h` : state === 'cancelled' ? `cancel-${id}` : `missed-${id}`;
  const endedAt = order.endedAt ?? instantAt(addDays(run.date, 1), 5);
  return [
    ...reserved.map((one) => transferRow(order, id, one, order.placedAt)),
    ...numbered(`${id}-e`, ended).map((one) => transferRow(order, event, one, endedAt)),
  ];
}

function numbered(prefix: string, transfers: readonly Transfer[]): StoredTransfer[] {
  return transfers.map((one, index) => ({ ...one, id: `${prefix}${index + 1}` }));
}

function transferRow({ id: orderId, run }: DemoOrder, eventId: string, { debit, credit, ...one }: StoredTransfer, at: number) {
  return { ...one, orderId, eventId, debitAccount: debit, creditAccount: credit, period: monthOf(run.date), at };
}

function cancellationRow(order: DemoOrder) {
  return { orderId: order.id, cancelledAt: order.endedAt ?? order.placedAt, cancelledBy: placedBy(order) };
}

function handOverRow(order: DemoOrder) {
  const at = order.endedAt ?? order.placedAt;
  const proof = order.mode === 'home_delivery' ? ('name' as const) : ('card' as const);
  const by = staffRef(order);
  return { id: `${order.id}-h`, orderId: order.id, attempt: 1, proof, handedBy: by, handedAt: at, recordedAt: at, recordedBy: by };
}

function auditRows(order: DemoOrder) {
  const { id, state, endedAt, placedAt } = order;
  const row = (suffix: string, at: number, actor: string, action: string) => {
    return { id: `${id}-a${suffix}`, at, actor, action, subject: `order:${id}`, requestId: `demo-${id}` };
  };
  const placed = order.walkIn ? [] : [row('1', placedAt, placedBy(order), 'order.place')];
  if (state === 'cancelled') return [...placed, row('2', endedAt ?? placedAt, placedBy(order), 'order.cancel')];
  if (state !== 'handed_over') return placed;
  return [...placed, row('2', endedAt ?? placedAt, staffRef(order), order.walkIn ? 'walk_in.record' : 'hand_over.record')];
}

/** What the orders add up to, day by day and month by month. */
export function insertTotals(insert: Insert, orders: readonly DemoOrder[]): void {
  const days = new Map<string, typeof t.dayTotal.$inferInsert>();
  const months = new Map<string, { row: typeof t.monthTotal.$inferInsert; meals: number; fen: number }>();
  for (const order of orders) {
    countDay(days, order);
    if (order.state === 'handed_over') countMonth(months, order);
  }
  insert(t.dayTotal, [...days.values()]);
  insert(t.monthTotal, [...months.values()].map(({ row, meals, fen: sum }) => ({ ...row, meals, fen: fen(sum) })));
}

function countDay(days: Map<string, typeof t.dayTotal.$inferInsert>, { run, walkIn, state }: DemoOrder): void {
  const before = days.get(run.id);
  const { ordered = 0, handedOver = 0, walkIns = 0, missed = 0 } = before ?? {};
  const sitting = { mealPointId: run.point.key, serviceDate: run.date, slot: run.slot };
  days.set(run.id, {
    ...sitting,
    ordered: ordered + (walkIn || state === 'cancelled' ? 0 : 1),
    handedOver: handedOver + (state === 'handed_over' ? 1 : 0),
    walkIns: walkIns + (walkIn ? 1 : 0),
    missed: missed + (state === 'missed' ? 1 : 0),
  });
}

type MonthTally = { row: typeof t.monthTotal.$inferInsert; meals: number; fen: number };

function countMonth(months: Map<string, MonthTally>, { run, assessment }: DemoOrder): void {
  for (const { line, payer: payerCode, clause, fen: amount } of linesCounted(assessment)) {
    const row = { mealPointId: run.point.key, month: monthOf(run.date), line, payerCode, clause };
    const tally = months.get(JSON.stringify(row)) ?? { row, meals: 0, fen: 0 };
    months.set(JSON.stringify(row), { row, meals: tally.meals + 1, fen: tally.fen + amount });
  }
}

/** Past runs are closed and done; every run knows what is taken. */
export function settleRuns(insert: Insert, update: (sql: string, ...values: (string | number)[]) => void, runs: readonly DemoRun[], past: (run: DemoRun) => boolean): void {
  for (const run of runs) {
    update('UPDATE meal_run SET last_order_no = ? WHERE id = ?', run.lastOrderNo, run.id);
    for (const mode of SERVICE_MODES) {
      if (run.taken[mode] > 0) update('UPDATE meal_run_mode SET taken = ? WHERE meal_run_id = ? AND mode = ?', run.taken[mode], run.id, mode);
    }
    for (const offer of run.offers) {
      update('UPDATE offer SET taken = ? WHERE meal_run_id = ? AND set_meal_id = ?', offer.taken, run.id, offer.setMealId);
    }
  }
  const closed = runs.filter(past);
  insert(
    t.mealRunClosing,
    closed.map((run) => ({
      mealRunId: run.id, closedAt: run.closeAt, closedBy: 'job:close-meal-runs', orderIds: JSON.stringify(run.orderIds),
    })),
  );
  for (const state of ['closed', 'done']) for (const run of closed) update('UPDATE meal_run SET state = ? WHERE id = ?', state, run.id);
}
