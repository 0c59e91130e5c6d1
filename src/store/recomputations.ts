import { and, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import type { RecomputedOrder } from '../domain/recomputation.ts';
import { ELDER_PAYER } from '../domain/subsidy.ts';
import { officesOf } from './county-month.ts';
import { allPayers, allPolicyVersions, versionsOf } from './policies.ts';
import { pick, readTogether, type Database } from './read.ts';
import { currentSplit, elder, mealOrder, mealRun, reassessment } from './schema.ts';
import { orderWithin } from './scope.ts';
import { countingMeals, pastMealColumns } from './subsidy-history.ts';

/** An order with what it kept, the meals that counted for it, and every version: what judging it again takes. Null out of scope. */
export async function loadRecomputation(db: Database, scope: Scope, orderId: string) {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    orders: db
      .select(
        pick({
          id: mealOrder.id,
          serviceDate: mealOrder.serviceDate,
          slot: mealOrder.slot,
          mode: mealOrder.mode,
          priceFen: mealOrder.priceFen,
          selfPayFen: mealOrder.selfPayFen,
          judgedAt: sql<Instant>`coalesce((SELECT max(${reassessment.reassessedAt}) FROM ${reassessment} WHERE ${reassessment.orderId} = ${mealOrder.id}), ${mealOrder.placedAt})`,
          assessment: mealOrder.assessment,
          elderName: elder.name,
        }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(elder, eq(elder.id, mealOrder.elderId))
      .where(and(eq(mealOrder.id, orderId), orderWithin(scope))),
    split: db
      .select(pick({ payer: currentSplit.payerCode, clause: currentSplit.clause, fen: currentSplit.fen }))
      .from(currentSplit)
      .where(eq(currentSplit.orderId, orderId))
      .orderBy(sql`${currentSplit.payerCode} = ${ELDER_PAYER}`, currentSplit.payerCode, currentSplit.clause),
    counted: db
      .select(pick(pastMealColumns))
      .from(mealOrder)
      .where(sql`${mealOrder.id} IN (SELECT value FROM json_each((SELECT coalesce(json_extract(assessment, '$.counted'), '[]') FROM meal_order WHERE id = ${orderId})))`),
    policies: allPolicyVersions(db),
    payers: allPayers(db),
  });
  const [found] = rows.orders;
  if (!found) return null;
  const { assessment, ...order } = found;
  const kept = JSON.parse(assessment) as RecomputedOrder['kept'];
  return {
    offices: rows.offices,
    payers: rows.payers,
    order: { ...order, split: rows.split, kept },
    counted: countingMeals(rows.counted),
    policies: versionsOf(rows.policies),
  };
}
