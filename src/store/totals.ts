import { sql } from 'drizzle-orm';
import { monthOf, type Month, type ServiceDate } from '../domain/calendar.ts';
import type { MealSlot } from '../domain/meal-slot.ts';
import { fen, sumFen } from '../domain/money.ts';
import { linesCounted, type LineBill } from '../domain/statement.ts';
import { insertMany } from './bulk.ts';
import type { Statement } from './commit.ts';
import type { Database } from './read.ts';
import { dayTotal, monthTotal } from './schema.ts';

// Totals change in the batch of the event that they count, so a page reads a month from a few rows. Statements recompute
// them from the hand-overs and show both.

export type Sitting = { mealPointId: string; serviceDate: ServiceDate; slot: MealSlot };
/** Where the meals of a sitting are counted: the month of its date. Late news counts in the month that is open. */
export type PointMonth = { mealPointId: string; month: Month };
export const monthOfSitting = ({ mealPointId, serviceDate }: Sitting): PointMonth => ({ mealPointId, month: monthOf(serviceDate) });
export type DayChange = { ordered?: number; handedOver?: number; walkIns?: number; missed?: number };

export function countDay(db: Database, sitting: Sitting, change: DayChange): Statement {
  const { mealPointId, serviceDate, slot } = sitting;
  const { ordered = 0, handedOver = 0, walkIns = 0, missed = 0 } = change;
  return db
    .insert(dayTotal)
    .values({ mealPointId, serviceDate, slot, ordered, handedOver, walkIns, missed })
    .onConflictDoUpdate({
      target: [dayTotal.mealPointId, dayTotal.serviceDate, dayTotal.slot],
      set: {
        ordered: sql`ordered + excluded.ordered`,
        handedOver: sql`handed_over + excluded.handed_over`,
        walkIns: sql`walk_ins + excluded.walk_ins`,
        missed: sql`missed + excluded.missed`,
      },
    });
}

/** Orders of many sittings at once, in one statement. */
export function countDays(sittings: readonly (Sitting & { ordered: number })[]): Statement {
  const rows = sittings.map(({ mealPointId, serviceDate, slot, ordered }) => ({ mealPointId, serviceDate, slot, ordered, handedOver: 0, walkIns: 0, missed: 0 }));
  return sql`${insertMany(dayTotal, rows)} WHERE 1 ON CONFLICT (meal_point_id, service_date, slot) DO UPDATE SET ordered = ordered + excluded.ordered`;
}

/** Adds (or with -1 takes back) handed-over meals of one point in a month, payer by payer and clause by clause. */
export function countMonth(db: Database, { mealPointId, month }: PointMonth, bills: readonly LineBill[], sign: 1 | -1): Statement[] {
  const byClause = Map.groupBy(bills.flatMap(linesCounted), ({ line, payer, clause }) => JSON.stringify([line, payer, clause]));
  return [...byClause.values()].map((lines) =>
    db
      .insert(monthTotal)
      .values({
        mealPointId,
        month,
        line: lines[0]?.line ?? 'meal',
        payerCode: lines[0]?.payer ?? '',
        clause: lines[0]?.clause ?? '',
        meals: sign * lines.length,
        fen: fen(sign * sumFen(lines.map((line) => line.fen))),
      })
      .onConflictDoUpdate({
        target: [monthTotal.mealPointId, monthTotal.month, monthTotal.line, monthTotal.payerCode, monthTotal.clause],
        set: { meals: sql`meals + excluded.meals`, fen: sql`fen + excluded.fen` },
      }),
  );
}
