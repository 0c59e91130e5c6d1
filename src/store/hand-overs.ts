import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf, type Instant } from '../domain/calendar.ts';
import type { Proof } from '../domain/hand-over.ts';
import { postHandOver, type Bill, type PayWay, type StoredTransfer } from '../domain/ledger.ts';
import type { MealRun } from '../domain/meal-run.ts';
import { fen, type Fen } from '../domain/money.ts';
import type { OrderState } from '../domain/order.ts';
import { fundsLeft, type FundLeft } from './balances.ts';
import { fieldOf, insertMany } from './bulk.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { runColumns } from './meal-runs.ts';
import { tell } from './messages.ts';
import { inList, pick, readTogether, type Database } from './read.ts';
import { priorAnswer, type PriorAnswer } from './request-keys.ts';
import { balance, card, handOver, mealOrder, mealRun, orderBeside, orderSplit, transfer } from './schema.ts';
import { runWithin } from './scope.ts';
import { countDay, countMonth, monthOfSitting } from './totals.ts';
import { recordManyTransfers } from './transfers.ts';

/** One order with all that handing it over depends on. */
export type OrderToHandOver = {
  id: string;
  elderId: string;
  state: OrderState;
  run: MealRun;
  /** Which assessment the bill is of: an order judged again meanwhile is read again. */
  assessmentNo: number;
  bill: Bill;
  transfers: readonly StoredTransfer[];
  /** What the elder can still spend of the prepaid money that the run's operator holds. */
  prepaidFen: Fen;
};

export type HandOverRead = {
  /** In the order asked for. */
  orders: OrderToHandOver[];
  /** What those payers that can run out still have to give. */
  funds: FundLeft[];
  /** Whose card was shown, if it was shown and still holds. */
  cardElderId: string | null;
  prior: PriorAnswer | undefined;
};

/** Everything that handing over these orders depends on, in one trip. Orders of points out of reach are not found. */
export async function loadHandOvers(
  db: Database,
  scope: Scope,
  orderIds: readonly string[],
  key: string,
  cardId = '',
): Promise<HandOverRead> {
  const rows = await readTogether(db, {
    orders: ordersToHandOver(db, scope, orderIds),
    funds: fundsLeft(db),
    cards: db
      .select(pick({ elderId: card.elderId }))
      .from(card)
      .where(and(eq(card.id, cardId), isNull(card.revokedAt))),
    prior: priorAnswer(db, key),
  });
  const orders = rows.orders.map(orderOf);
  return {
    orders: orders.sort((one, other) => orderIds.indexOf(one.id) - orderIds.indexOf(other.id)),
    funds: rows.funds,
    cardElderId: rows.cards[0]?.elderId ?? null,
    prior: rows.prior[0],
  };
}

function ordersToHandOver(db: Database, scope: Scope, orderIds: readonly string[]) {
  return db
    .select(
      pick({
        orderId: mealOrder.id,
        elderId: mealOrder.elderId,
        orderState: mealOrder.state,
        assessmentNo: mealOrder.assessmentNo,
        payBy: mealOrder.payBy,
        ...moneyColumns,
        ...runColumns,
      }),
    )
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .where(and(inList(mealOrder.id, orderIds), runWithin(scope)));
}

/** The bill by the latest assessment, the transfers so far and what is left of the prepaid money, each with its order: nothing is looked up twice. */
const moneyColumns = {
  splits: sql<string>`(SELECT json_group_array(json_object('payer', s.payer_code, 'clause', s.clause, 'fen', s.fen)) FROM ${orderSplit} s
    WHERE s.order_id = ${mealOrder.id} AND s.assessment_no = ${mealOrder.assessmentNo})`,
  besides: sql<string>`(SELECT json_group_array(json_object('kind', s.kind, 'payer', s.payer_code, 'clause', s.clause, 'fen', s.fen)) FROM ${orderBeside} s
    WHERE s.order_id = ${mealOrder.id} AND s.assessment_no = ${mealOrder.assessmentNo})`,
  transfers: sql<string>`(SELECT json_group_array(json_object('id', t.id, 'kind', t.kind, 'resolvesId', t.resolves_id, 'debit', t.debit_account, 'credit', t.credit_account,
    'amountFen', t.amount_fen)) FROM ${transfer} t WHERE t.order_id = ${mealOrder.id})`,
  prepaidFen: sql<Fen | null>`(SELECT b.balance_fen - b.reserved_fen FROM ${balance} b WHERE b.account_id = 'prepaid:' || ${mealRun.operatorId} || ':' || ${mealOrder.elderId})`,
};

type OrderRow = Awaited<ReturnType<typeof ordersToHandOver>>[number];

function orderOf({ orderId, elderId, orderState, assessmentNo, payBy, splits, besides, transfers, prepaidFen, ...run }: OrderRow): OrderToHandOver {
  const bill = { split: JSON.parse(splits) as Bill['split'], beside: JSON.parse(besides) as Bill['beside'], payBy };
  const money = { bill, transfers: JSON.parse(transfers) as StoredTransfer[], prepaidFen: prepaidFen ?? fen(0) };
  return { id: orderId, elderId, state: orderState, assessmentNo, run, ...money };
}

/** One hand-over about to be recorded, by the actor who records it; from a paper list with its sheet and row and the name of who ticked it. */
export type NewHandOver = {
  id: string;
  order: OrderToHandOver;
  /** How the elder's share is paid now: mostly as ordered. */
  payBy: PayWay;
  proof: Proof;
  handedAt: Instant;
  printRunId?: string;
  rowNo?: number;
  tickedBy?: string;
};

/**
 * Records hand-overs, one scan or a whole paper list, in one commit: the orders move, the subsidy is posted, the cash is taken,
 * the totals count. All or nothing, and only while every order still stands as it was read.
 */
export async function recordHandOvers(
  db: Database,
  entry: AuditEntry,
  handOvers: readonly NewHandOver[],
  keyed: KeyedAnswer,
): Promise<'done' | Conflict> {
  const orders = handOvers.map((one) => one.order);
  return commit(db, entry, {
    keyed,
    guards: [standAsRead(orders)],
    changes: [
      db
        .update(mealOrder)
        .set({ state: 'handed_over' })
        .where(inList(mealOrder.id, orders.map((order) => order.id))),
      insertHandOvers(entry, handOvers.map(({ order, payBy: _paid, ...one }) => ({ ...one, orderId: order.id }))),
      recordManyTransfers(handOvers.map((one) => ({ ...postingOf(one), at: entry.at }))),
      ...countHandOvers(db, orders),
      tell(entry, 'handed_over', handOvers.map(({ id, order }) => ({ orderId: order.id, event: id, handOverId: id }))),
    ],
  });
}

function standAsRead(orders: readonly OrderToHandOver[]) {
  const states = JSON.stringify(orders.map(({ id, state, assessmentNo }) => ({ id, state, assessmentNo })));
  const standing = sql`SELECT count(*) = ${orders.length} FROM json_each(${states}) CROSS JOIN ${mealOrder}
    ON ${mealOrder.id} = ${fieldOf('id')} AND ${mealOrder.state} = ${fieldOf('state')} AND ${mealOrder.assessmentNo} = ${fieldOf('assessmentNo')}`;
  return guard('orders stand as read', standing);
}

/** Hand-over rows. The attempt is counted inside the write: the unique key then lets one stand at a time. */
export function insertHandOvers(
  entry: AuditEntry,
  rows: readonly (Omit<NewHandOver, 'order' | 'payBy'> & { orderId: string })[],
): Statement {
  const attempt = sql`1 + (SELECT count(*) FROM hand_over AS h JOIN hand_over_undo AS u ON u.hand_over_id = h.id
    WHERE h.order_id = ${fieldOf('orderId')})`;
  const recorded = { handedBy: entry.actor, recordedAt: entry.at, recordedBy: entry.actor };
  return insertMany(handOver, rows.map((row) => ({ ...row, ...recorded })), { attempt });
}

function postingOf({ id, order, payBy }: NewHandOver) {
  const transfers = postHandOver({ ...order.bill, payBy }, order.transfers, { ...order.run, elderId: order.elderId });
  return { orderId: order.id, eventId: id, period: monthOf(order.run.serviceDate), transfers };
}

function countHandOvers(db: Database, orders: readonly OrderToHandOver[]): Statement[] {
  return [...Map.groupBy(orders, (order) => order.run.id).values()].flatMap((ofRun) => {
    const run = ofRun[0]?.run;
    if (!run) return [];
    const missed = ofRun.filter((order) => order.state === 'missed').length;
    const bills = ofRun.map((order) => order.bill);
    return [countDay(db, run, { handedOver: ofRun.length, missed: 0 - missed }), ...countMonth(db, monthOfSitting(run), bills, 1)];
  });
}
