import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { monthOf } from '../domain/calendar.ts';
import { unresolved, voidReserved } from '../domain/ledger.ts';
import type { Fen } from '../domain/money.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { subsidyOf, tell } from './messages.ts';
import { takeMode, takePlace } from './orders.ts';
import { actorColumns } from './placers.ts';
import { ratingsOf } from './ratings.ts';
import { pick, readTogether, type Database } from './read.ts';
import { cancellation, dish, elder, mealOrder, mealPoint, mealRun, offer, reassessment, setMeal, setMealDish } from './schema.ts';
import { orderWithin } from './scope.ts';
import { countDay, type Sitting } from './totals.ts';
import { recordTransfers, transfersOf } from './transfers.ts';

/** What she was to pay when she ordered. */
const selfPayAtFirst = sql<Fen>`coalesce((SELECT ${reassessment.selfPayBeforeFen} FROM ${reassessment} WHERE ${reassessment.orderId} = ${mealOrder.id} AND ${reassessment.assessmentNo} = 2), ${mealOrder.selfPayFen})`;

/** What payers give of the price: neither the elder nor the seller. */
export const subsidyOfOrder = sql<Fen>`${subsidyOf(sql`${mealOrder.id}`)}`;

/** Taken by the canteen after its cut-off. */
export const isLate = sql<number>`${mealOrder.lateReason} IS NOT NULL`;

/** The standing order of the same sitting that stands, whether or not this order came of it. */
const standingOfOrder = sql<string | null>`(SELECT s.id FROM standing_order s WHERE s.elder_id = ${mealOrder.elderId} AND s.slot = ${mealOrder.slot} AND s.to_date IS NULL)`;

/** One order with its run and point, as whoever may cancel it sees it. Null out of reach; `within`: who may, where it is not the scope alone that says so. */
export async function loadOwnOrder(db: Database, scope: Scope, orderId: string, within: SQL = orderWithin(scope)) {
  const rows = await readTogether(db, {
    orders: db
      .select(
        pick({
          orderId: mealOrder.id,
          orderNo: mealOrder.orderNo,
          elderId: mealOrder.elderId,
          elderName: elder.name,
          elderSex: elder.sex,
          payBy: mealOrder.payBy,
          setMealId: mealOrder.setMealId,
          letter: offer.letter,
          setMealName: setMeal.name,
          mode: mealOrder.mode,
          orderState: mealOrder.state,
          assessmentNo: mealOrder.assessmentNo,
          priceFen: mealOrder.priceFen,
          selfPayFen: mealOrder.selfPayFen,
          subsidyFen: subsidyOfOrder,
          orderedAtFen: selfPayAtFirst,
          standingOrderId: standingOfOrder,
          placedAt: mealOrder.placedAt,
          late: isLate,
          ...actorColumns,
          ...runColumns,
          ...pointColumns,
        }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .innerJoin(elder, eq(elder.id, mealOrder.elderId))
      .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
      .innerJoin(offer, and(eq(offer.mealRunId, mealOrder.mealRunId), eq(offer.setMealId, mealOrder.setMealId)))
      .where(and(eq(mealOrder.id, orderId), within)),
    dishes: db
      .select(pick({ name: dish.name }))
      .from(mealOrder)
      .innerJoin(setMealDish, eq(setMealDish.setMealId, mealOrder.setMealId))
      .innerJoin(dish, eq(dish.id, setMealDish.dishId))
      .where(eq(mealOrder.id, orderId))
      .orderBy(asc(setMealDish.position)),
    transfers: transfersOf(db, orderId),
    ratings: ratingsOf(db, orderId),
  });
  const order = rows.orders[0];
  if (!order) return null;
  return { ...order, late: order.late === 1, dishes: rows.dishes.map((one) => one.name), transfers: rows.transfers, rating: rows.ratings[0] ?? null };
}
export type OwnOrder = NonNullable<Awaited<ReturnType<typeof loadOwnOrder>>>;

/**
 * Somebody cancels: gives the place back and releases what was reserved, once (a second cancel finds the order cancelled), and whom it
 * concerns is told. `allowed`: whether whoever cancels still may.
 */
export async function cancelOrder(db: Database, entry: AuditEntry, order: OwnOrder, allowed?: SQL): Promise<'done' | Conflict> {
  const { guards, changes } = cancelling(db, entry, { ...order, runId: order.id });
  return commit(db, entry, {
    guards: [...(allowed ? [guard('may order for her', allowed)] : []), ...guards],
    changes: [...changes, tell(entry, 'cancelled', [{ orderId: order.orderId, event: order.orderId }])],
  });
}

export type OrderToCancel = Sitting & Pick<OwnOrder, 'orderId' | 'setMealId' | 'mode' | 'assessmentNo' | 'transfers'> & { runId: string; late?: boolean };

/** The guards and changes that cancel one order, for the commit of whatever stops it. Tells nobody: after a death nobody is told. */
export function cancelling(db: Database, entry: Pick<AuditEntry, 'at' | 'actor'>, order: OrderToCancel): { guards: Statement[]; changes: Statement[] } {
  const { orderId, runId, setMealId, mode, serviceDate, late } = order;
  const takesBack = late ? sql`state <> 'done'` : sql`state = 'open'`;
  const placed = and(eq(mealOrder.id, orderId), eq(mealOrder.state, 'placed'));
  const released = voidReserved(unresolved(order.transfers, 'reserve'));
  return {
    guards: [
      guard('order is placed', sql`SELECT 1 FROM ${mealOrder} WHERE id = ${orderId} AND state = 'placed' AND assessment_no = ${order.assessmentNo}`),
      guard('run takes it back', sql`SELECT 1 FROM ${mealRun} WHERE id = ${runId} AND ${takesBack}`),
    ],
    changes: [
      db.update(mealOrder).set({ state: 'cancelled' }).where(placed),
      db.insert(cancellation).values({ orderId, cancelledAt: entry.at, cancelledBy: entry.actor }),
      takePlace(db, { runId, setMealId }, -1),
      takeMode(db, { runId, mode }, -1),
      countDay(db, order, { ordered: -1 }),
      ...recordTransfers(db, { orderId, eventId: `cancel-${orderId}`, period: monthOf(serviceDate), at: entry.at }, released),
    ],
  };
}
