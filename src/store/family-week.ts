import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { standingQueries } from './arrangements.ts';
import { prepaidByOperator } from './balances.ts';
import type { Fen } from '../domain/money.ts';
import { dietOf, elderQueries } from './elders.ts';
import { runColumns } from './meal-runs.ts';
import { subsidyOf } from './messages.ts';
import { ordersOfElder } from './orders-of-elder.ts';
import { actorColumns } from './placers.ts';
import { inList, pick, readTogether, type Database } from './read.ts';
import { elder, mealOrder, mealPoint, mealRun, setMeal } from './schema.ts';
import { orderWithin } from './scope.ts';

/** One elder's days: what was and is ordered, day after day too, what is still open at her canteen, what she may not eat, what is left of her money. Null out of scope. */
export async function loadFamilyWeek(db: Database, scope: Scope, elderId: string, { from, to, today }: { from: ServiceDate; to: ServiceDate; today: ServiceDate }) {
  const within = sql`${mealRun.serviceDate} BETWEEN ${from} AND ${to}`;
  const { standing, pauses, failures } = standingQueries(db, elderId, today);
  const rows = await readTogether(db, {
    standing, pauses, failures,
    ...elderQueries(db, scope, elderId),
    homes: db
      .select(pick({ pointId: mealPoint.id, name: mealPoint.name, phone: mealPoint.phone, phoneHours: mealPoint.phoneHours }))
      .from(elder)
      .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
      .where(eq(elder.id, elderId)),
    orders: db
      .select(
        pick({
          orderId: mealOrder.id, serviceDate: mealOrder.serviceDate, slot: mealOrder.slot, mode: mealOrder.mode, state: mealOrder.state, name: setMeal.name,
          subsidyFen: sql<Fen>`${subsidyOf(sql`${mealOrder.id}`)}`, selfPayFen: mealOrder.selfPayFen, payBy: mealOrder.payBy,
          serveFromAt: mealRun.serveFromAt, noShowRule: mealRun.noShowRule, ...actorColumns,
        }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
      .where(and(inList(mealOrder.id, ordersOfElder(elderId, sql`service_date BETWEEN ${from} AND ${to}`)), orderWithin(scope)))
      .orderBy(asc(mealRun.serveFromAt), asc(mealOrder.placedAt)),
    runs: db
      .select(pick(runColumns))
      .from(elder)
      .innerJoin(mealRun, eq(mealRun.mealPointId, elder.mealPointId))
      .where(and(eq(elder.id, elderId), within, ne(mealRun.state, 'done')))
      .orderBy(asc(mealRun.serveFromAt)),
    prepaid: prepaidByOperator(db, elderId),
  });
  const [found] = rows.elders;
  const [home] = rows.homes;
  if (!found || !home) return null;
  return {
    elder: found, point: home, facts: rows.facts, diet: dietOf(rows.diets[0], rows.dietItems),
    orders: rows.orders, runs: rows.runs, prepaid: rows.prepaid, standing: rows.standing, pauses: rows.pauses, failures: rows.failures,
  };
}
export type FamilyWeek = NonNullable<Awaited<ReturnType<typeof loadFamilyWeek>>>;
