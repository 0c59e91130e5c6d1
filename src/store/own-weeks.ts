import { and, asc, eq, gte, ne, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { subsidyOfOrder } from './cancellations.ts';
import { paidFromPrepaid } from './prepaid-paid.ts';
import { pick, readRows, type Database } from './read.ts';
import { mealOrder, mealRun, setMeal } from './schema.ts';
import { orderWithin } from './scope.ts';

/** Everything that somebody ordered from a day on and did not take back, with what it cost whom; first to be eaten first. */
export async function loadOwnMeals(db: Database, scope: Scope, from: ServiceDate) {
  const rows = await readRows(
    db,
    db
      .select(
        pick({
          orderId: mealOrder.id,
          serviceDate: mealOrder.serviceDate,
          slot: mealOrder.slot,
          mode: mealOrder.mode,
          state: mealOrder.state,
          name: setMeal.name,
          serveFromAt: mealRun.serveFromAt,
          selfPayFen: mealOrder.selfPayFen,
          subsidyFen: subsidyOfOrder,
          kept: sql<number>`${mealOrder.state} = 'missed' AND ${paidFromPrepaid}`,
        }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
      .where(and(orderWithin(scope), gte(mealOrder.serviceDate, from), ne(mealOrder.state, 'cancelled')))
      .orderBy(asc(mealOrder.serviceDate), asc(mealRun.serveFromAt)),
  );
  return rows.map(({ kept, ...row }) => ({ ...row, kept: kept === 1 }));
}
export type OwnMeal = Awaited<ReturnType<typeof loadOwnMeals>>[number];
