import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf } from '../domain/calendar.ts';
import { unresolved, voidReserved } from '../domain/ledger.ts';
import type { Fen } from '../domain/money.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { subsidyOf, tell } from './messages.ts';
import { takeMode, takePlace } from './orders.ts';
import { actorColumns } from './placers.ts';
import { pick, readTogether, type Database } from './read.ts';
import { cancellation, dish, elder, mealOrder, mealPoint, mealRun, offer, setMeal, setMealDish } from './schema.ts';
import { orderWithin } from './scope.ts';
import { countDay } from './totals.ts';
import { recordTransfers, transfersOf } from './transfers.ts';

const subsidyOfOrder = sql<Fen>`${subsidyOf(sql`${mealOrder.id}`)}`;

/** One order with its run and point, as the person who placed it sees it. Null out of scope. */
export async function loadOwnOrder(db: Database, scope: Scope, orderId: string) {
  const rows = await readTogether(db, {
    orders: db
      .select(
        pick({
          orderId: mealOrder.id,
          orderNo: mealOrder.orderNo,
          setMealId: mealOrder.setMealId,
          letter: offer.letter,
          setMealName: setMeal.name,
          mode: mealOrder.mode,
          orderState: mealOrder.state,
          assessmentNo: mealOrder.assessmentNo,
          priceFen: mealOrder.priceFen,
          selfPayFen: mealOrder.selfPayFen,
          subsidyFen: subsidyOfOrder,
          placedAt: mealOrder.placedAt,
          elderId: mealOrder.elderId,
          elderName: elder.name,
          elderSex: elder.sex,
          ...actorColumns,
          ...runColumns,
          ...pointColumns,
        }),
      )
      .from(mealOrder)
      .innerJoin(elder, eq(elder.id, mealOrder.elderId))
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
      .innerJoin(offer, and(eq(offer.mealRunId, mealOrder.mealRunId), eq(offer.setMealId, mealOrder.setMealId)))
      .where(and(eq(mealOrder.id, orderId), orderWithin(scope))),
    dishes: db
      .select(pick({ name: dish.name }))
      .from(mealOrder)
      .innerJoin(setMealDish, eq(setMealDish.setMealId, mealOrder.setMealId))
      .innerJoin(dish, eq(dish.id, setMealDish.dishId))
      .where(eq(mealOrder.id, orderId))
      .orderBy(asc(setMealDish.position)),
    transfers: transfersOf(db, orderId),
  });
  const order = rows.orders[0];
  if (!order) return null;
  return { ...order, dishes: rows.dishes.map((one) => one.name), transfers: rows.transfers };
}
export type OwnOrder = NonNullable<Awaited<ReturnType<typeof loadOwnOrder>>>;

/** Gives the place back and releases what was reserved, once: a second cancel finds the order cancelled. `allowed`: whether whoever cancels still may. */
export async function cancelOrder(db: Database, entry: AuditEntry, order: OwnOrder, allowed?: SQL): Promise<'done' | Conflict> {
  const { orderId, id: runId, setMealId, mode, serviceDate } = order;
  const placed = and(eq(mealOrder.id, orderId), eq(mealOrder.state, 'placed'));
  const released = voidReserved(unresolved(order.transfers, 'reserve'));
  return commit(db, entry, {
    guards: [
      ...(allowed ? [guard('may order for her', allowed)] : []),
      guard('order is placed', sql`SELECT 1 FROM ${mealOrder} WHERE id = ${orderId} AND state = 'placed' AND assessment_no = ${order.assessmentNo}`),
      guard('run is open', sql`SELECT 1 FROM ${mealRun} WHERE id = ${runId} AND state = 'open'`),
    ],
    changes: [
      db.update(mealOrder).set({ state: 'cancelled' }).where(placed),
      db.insert(cancellation).values({ orderId, cancelledAt: entry.at, cancelledBy: entry.actor }),
      takePlace(db, { runId, setMealId }, -1),
      takeMode(db, { runId, mode }, -1),
      countDay(db, order, { ordered: -1 }),
      ...recordTransfers(db, { orderId, eventId: `cancel-${orderId}`, period: monthOf(serviceDate), at: entry.at }, released),
      tell(entry, 'cancelled', [{ orderId, event: orderId }]),
    ],
  });
}
