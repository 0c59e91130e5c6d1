import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, type ServiceDate } from '../domain/calendar.ts';
import type { Caller, ShownCard } from '../domain/counter.ts';
import { nameOfActor } from './actors.ts';
import { prepaidByOperator } from './balances.ts';
import { deskQueries } from './counter-desk.ts';
import { dietOf, elderQueries } from './elders.ts';
import { runColumns } from './meal-runs.ts';
import { dishColumns, dishOf } from './menus.ts';
import { paidFromPrepaid } from './prepaid-paid.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { card, dish, division, elder, handOver, mealOrder, mealPoint, mealRun, offer, setMeal, setMealDish } from './schema.ts';
import { elderWithin, runWithin } from './scope.ts';
import { stands } from './standing.ts';

/**
 * Whom the counter may look at. Who shows a card is served wherever in the county they usually eat; a ShownCard is made from a
 * verified pass and from nothing else, so it stands for its holder having been here today. A name or a phone reaches only those
 * who usually eat here or have an order here from `today` on.
 */
export function elderAtCounter(scope: Scope, today: ServiceDate, shown?: ShownCard): SQL {
  if (shown !== undefined) {
    return sql`${elder.id} IN (SELECT ${card.elderId} FROM ${card} WHERE ${card.id} = ${shown.id} AND ${card.revokedAt} IS NULL)`;
  }
  return sql`${elder.id} IN (SELECT ${elder.id} FROM ${elder} WHERE ${elderWithin(scope)}
    UNION SELECT ${mealOrder.elderId} FROM ${mealRun} JOIN ${mealOrder} ON ${mealOrder.mealRunId} = ${mealRun.id}
    WHERE ${runWithin(scope)} AND ${mealRun.serviceDate} >= ${today})`;
}

/** The counter with one person in front of it: who they are, what they may not eat, what they ordered here. Null when they are out of reach. */
export async function loadCaller(db: Database, scope: Scope, caller: Caller, today: ServiceDate) {
  const { elderId } = caller;
  const rows = await readTogether(db, {
    ...deskQueries(db, scope, today),
    ...elderQueries(db, scope, elderId, elderAtCounter(scope, today, caller.card)),
    homes: homeOf(db, scope, elderId, today),
    orders: ordersOfCaller(db, scope, elderId, today),
    prepaid: prepaidByOperator(db, elderId),
    dishes: dishesOfCaller(db, scope, elderId, today),
  });
  const found = rows.elders[0];
  if (!found) return null;
  const { points, sittings, latest, done, homes } = rows;
  const dishes = Map.groupBy(rows.dishes, (one) => one.setMealId);
  return {
    desk: { points, sittings, latest, done },
    person: personOf(found, homes[0]),
    ofOthers: isOfOthers(homes[0]),
    own: homes[0]?.own === 1,
    diet: dietOf(rows.diets[0], rows.dietItems),
    prepaid: rows.prepaid,
    orders: rows.orders.map((row) => orderOf(row, (dishes.get(row.setMealId) ?? []).map(dishOf))),
  };
}

/** Where somebody lives and usually eats: what tells namesakes apart. `known`: the counter reaches them without a card too. `own`: this is their usual place. */
export function homeOf(db: Database, scope: Scope, elderId: string, today: ServiceDate) {
  return db
    .select(pick({ village: division.name, pointName: mealPoint.name, known: sql<number>`${elderAtCounter(scope, today)}`, own: sql<number>`${elderWithin(scope)}` }))
    .from(elder)
    .innerJoin(division, eq(division.code, elder.residenceDivision))
    .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
    .where(eq(elder.id, elderId));
}

type Found = { id: string; name: string; birthDate: ServiceDate };
type HomeRow = { village: string; pointName: string; known: number; own: number };

/** Whether the card alone brings somebody before this counter: each look at them then leaves a trace. */
export function isOfOthers(home: HomeRow | undefined): boolean {
  return home?.known !== 1;
}

export function personOf({ id, name, birthDate }: Found, home: HomeRow | undefined) {
  return { id, name, birthDate, village: home?.village ?? '', pointName: home?.pointName ?? '' };
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
        payBy: mealOrder.payBy,
        prepaidStands: paidFromPrepaid,
        pointName: mealPoint.name,
        handOverId: optional(handOver.id),
        recordedAt: optional(handOver.recordedAt),
        handedBy: sql<string | null>`${nameOfActor(handOver.handedBy)}`,
        tickedBy: optional(handOver.tickedBy),
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
  const { orderId, orderNo, orderState, handOverId, recordedAt, handedBy, tickedBy } = row;
  const { setMealId, letter, setMealName, mode, selfPayFen, payBy, prepaidStands, pointName, ...run } = row;
  const standing = handOverId && recordedAt !== null ? { id: handOverId, recordedAt, by: handedBy ?? '', tickedBy } : null;
  const meal = { setMealId, letter, setMealName, mode, selfPayFen, payBy, prepaidStands: prepaidStands === 1, pointName, dishes };
  return { id: orderId, orderNo, state: orderState, run, handOver: standing, ...meal };
}

function dishesOfCaller(db: Database, scope: Scope, elderId: string, today: ServiceDate) {
  return db
    .selectDistinct(pick({ setMealId: setMealDish.setMealId, position: setMealDish.position, ...dishColumns }))
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(setMealDish, eq(setMealDish.setMealId, mealOrder.setMealId))
    .innerJoin(dish, eq(dish.id, setMealDish.dishId))
    .where(ofCaller(scope, elderId, today))
    .orderBy(asc(setMealDish.position));
}
