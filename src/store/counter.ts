import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import type { Caller } from '../domain/counter.ts';
import type { OrderState } from '../domain/order.ts';
import { nameOfActor } from './actors.ts';
import { dietOf, elderQueries } from './elders.ts';
import { runColumns } from './meal-runs.ts';
import { dishColumns, dishOf } from './menus.ts';
import { pointsOf } from './points.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { card, dayTotal, dish, division, elder, handOver, handOverUndo, mealOrder, mealPoint, mealRun, offer, setMeal, setMealDish } from './schema.ts';
import { elderWithin, runWithin } from './scope.ts';

/**
 * Whom the counter may look at. Who shows a card is served wherever in the county they usually eat: a card's id is given out
 * for a card shown and to nobody else, so it stands for its holder being here. A name or a phone reaches only those who
 * usually eat here or have an order here from `today` on.
 */
export function elderAtCounter(scope: Scope, today: ServiceDate, cardId?: string): SQL {
  if (cardId !== undefined) {
    return sql`${elder.id} IN (SELECT ${card.elderId} FROM ${card} WHERE ${card.id} = ${cardId} AND ${card.revokedAt} IS NULL)`;
  }
  return sql`${elder.id} IN (SELECT ${elder.id} FROM ${elder} WHERE ${elderWithin(scope)}
    UNION SELECT ${mealOrder.elderId} FROM ${mealRun} JOIN ${mealOrder} ON ${mealOrder.mealRunId} = ${mealRun.id}
    WHERE ${runWithin(scope)} AND ${mealRun.serviceDate} >= ${today})`;
}

/**
 * The counter as it stands: its points, how far today's sittings are, the latest hand-overs, and the one to speak of
 * (`doneId`: just recorded, or just undone).
 */
export function deskQueries(db: Database, scope: Scope, today: ServiceDate, doneId = '') {
  return {
    points: pointsOf(db, scope),
    sittings: sittingsOf(db, scope, today),
    latest: handOverLines(db, and(runWithin(scope), recordedToday(today), stands))
      .orderBy(desc(handOver.recordedAt), desc(handOver.id))
      .limit(10),
    done: handOverLines(db, and(runWithin(scope), eq(handOver.id, doneId))),
  };
}
export type Desk = { [K in keyof ReturnType<typeof deskQueries>]: Awaited<ReturnType<typeof deskQueries>[K]> };

function sittingsOf(db: Database, scope: Scope, today: ServiceDate) {
  const ofSitting = and(
    eq(dayTotal.mealPointId, mealRun.mealPointId),
    eq(dayTotal.serviceDate, mealRun.serviceDate),
    eq(dayTotal.slot, mealRun.slot),
  );
  return db
    .select(
      pick({
        pointName: mealPoint.name,
        slot: mealRun.slot,
        ordered: sql<number>`coalesce(${dayTotal.ordered}, 0)`,
        handedOver: sql<number>`coalesce(${dayTotal.handedOver}, 0)`,
        walkIns: sql<number>`coalesce(${dayTotal.walkIns}, 0)`,
      }),
    )
    .from(mealRun)
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .leftJoin(dayTotal, ofSitting)
    .where(and(runWithin(scope), eq(mealRun.serviceDate, today)))
    .orderBy(asc(mealPoint.name), asc(mealRun.serveFromAt));
}

const undone = sql<number>`EXISTS (SELECT 1 FROM ${handOverUndo} WHERE ${handOverUndo.handOverId} = ${handOver.id})`;
const stands = sql`NOT ${undone}`;

/** Recorded today, whatever day the meal is for: yesterday's paper and meals fetched ahead too. */
function recordedToday(today: ServiceDate): SQL {
  return sql`${mealRun.serviceDate} >= ${addDays(today, -PAPER_DAYS)} AND ${handOver.recordedAt} >= ${instantAt(today, 0)}`;
}

/** How long after its day a ticked paper list may come in and still show among the latest. */
const PAPER_DAYS = 7;

function handOverLines(db: Database, which: SQL | undefined) {
  return db
    .select(
      pick({
        id: handOver.id,
        elderName: elder.name,
        letter: offer.letter,
        selfPayFen: mealOrder.selfPayFen,
        channel: mealOrder.channel,
        recordedAt: handOver.recordedAt,
        serviceDate: mealRun.serviceDate,
        slot: mealRun.slot,
        undoMinutes: mealRun.undoMinutes,
        undone,
      }),
    )
    .from(mealRun)
    .innerJoin(mealOrder, eq(mealOrder.mealRunId, mealRun.id))
    .innerJoin(handOver, eq(handOver.orderId, mealOrder.id))
    .innerJoin(elder, eq(elder.id, mealOrder.elderId))
    .innerJoin(offer, and(eq(offer.mealRunId, mealRun.id), eq(offer.setMealId, mealOrder.setMealId)))
    .where(which);
}
export type HandOverLine = Awaited<ReturnType<typeof handOverLines>>[number];

export async function loadDesk(db: Database, scope: Scope, today: ServiceDate, doneId = ''): Promise<Desk> {
  return readTogether(db, deskQueries(db, scope, today, doneId));
}

/** The counter with one person in front of it: who they are, what they may not eat, what they ordered here. Null when they are out of reach. */
export async function loadCaller(db: Database, scope: Scope, caller: Caller, today: ServiceDate) {
  const { elderId, cardId } = caller;
  const rows = await readTogether(db, {
    ...deskQueries(db, scope, today),
    ...elderQueries(db, scope, elderId, elderAtCounter(scope, today, cardId)),
    homes: db
      .select(pick({ village: division.name, pointName: mealPoint.name }))
      .from(elder)
      .innerJoin(division, eq(division.code, elder.residenceDivision))
      .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
      .where(eq(elder.id, elderId)),
    orders: ordersOfCaller(db, scope, elderId, today),
    dishes: dishesOfCaller(db, scope, elderId, today),
  });
  const found = rows.elders[0];
  if (!found) return null;
  const { points, sittings, latest, done, homes } = rows;
  const dishes = Map.groupBy(rows.dishes, (one) => one.setMealId);
  return {
    desk: { points, sittings, latest, done },
    person: { id: found.id, name: found.name, birthDate: found.birthDate, village: homes[0]?.village ?? '', pointName: homes[0]?.pointName ?? '' },
    diet: dietOf(rows.diets[0], rows.dietItems),
    orders: rows.orders.map((row) => orderOf(row, (dishes.get(row.setMealId) ?? []).map(dishOf))),
  };
}
export type CallerRead = NonNullable<Awaited<ReturnType<typeof loadCaller>>>;
export type CallerOrder = CallerRead['orders'][number];

function ofCaller(scope: Scope, elderId: string, today: ServiceDate): SQL {
  return sql`${mealOrder.elderId} = ${elderId} AND ${mealRun.serviceDate} BETWEEN ${today} AND ${addDays(today, AHEAD_DAYS)} AND ${runWithin(scope)}`;
}

/** How far ahead the counter looks for meals that may be fetched early. */
const AHEAD_DAYS = 7;

function ordersOfCaller(db: Database, scope: Scope, elderId: string, today: ServiceDate) {
  return db
    .select(
      pick({
        orderId: mealOrder.id,
        orderNo: mealOrder.orderNo,
        setMealId: mealOrder.setMealId,
        letter: offer.letter,
        setMealName: setMeal.name,
        mode: mealOrder.mode,
        orderState: mealOrder.state,
        selfPayFen: mealOrder.selfPayFen,
        pointName: mealPoint.name,
        handOverId: optional(handOver.id),
        recordedAt: optional(handOver.recordedAt),
        handedBy: sql<string | null>`${nameOfActor(handOver.handedBy)}`,
        ...runColumns,
      }),
    )
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
    .innerJoin(offer, and(eq(offer.mealRunId, mealOrder.mealRunId), eq(offer.setMealId, mealOrder.setMealId)))
    .leftJoin(handOver, and(eq(handOver.orderId, mealOrder.id), stands))
    .where(ofCaller(scope, elderId, today));
}
type CallerOrderRow = Awaited<ReturnType<typeof ordersOfCaller>>[number];

function orderOf(row: CallerOrderRow, dishes: ReturnType<typeof dishOf>[]) {
  const { orderId, orderNo, setMealId, letter, setMealName, mode, orderState, selfPayFen, pointName, handOverId, recordedAt, handedBy, ...run } = row;
  const state: OrderState = orderState;
  const meal = { letter, setMealName, mode, selfPayFen, pointName, dishes };
  const handedOver = handOverId && recordedAt !== null ? { id: handOverId, recordedAt, by: handedBy ?? '' } : null;
  return { id: orderId, orderNo, state, run, handOver: handedOver, ...meal };
}

function dishesOfCaller(db: Database, scope: Scope, elderId: string, today: ServiceDate) {
  return db
    .selectDistinct(pick({ setMealId: setMealDish.setMealId, position: setMealDish.position, ...dishColumns }))
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(setMealDish, eq(setMealDish.setMealId, mealOrder.setMealId))
    .innerJoin(dish, eq(dish.id, setMealDish.dishId))
    .where(ofCaller(scope, elderId, today));
}
