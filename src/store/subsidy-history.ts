import { asc, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Instant, ServiceDate } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { PastMeal, SubsidyHistory } from '../domain/subsidy-facts.ts';
import type { FundLeft } from './balances.ts';
import { inList, pick, type Database } from './read.ts';
import { claimReversal, mealOrder, mealRun } from './schema.ts';

/** A meal that counts against limits, with what its assessment granted, as JSON. */
export type PastMealRow = { id: string; serviceDate: ServiceDate; selfPayFen: Fen; grants: string; beside: string };

const kept = (part: 'grants' | 'beside') => sql<string>`coalesce(json_extract(${mealOrder.assessment}, ${`$.${part}`}), '[]')`;

export const pastMealColumns = {
  id: mealOrder.id,
  serviceDate: mealOrder.serviceDate,
  selfPayFen: mealOrder.selfPayFen,
  grants: kept('grants'),
  beside: kept('beside'),
};

/** As the index meal_order_active holds the meals of one person: nothing is sorted. */
const inTheirOrder = [asc(mealOrder.serviceDate), asc(mealOrder.slot)];

/**
 * The elder's meals that are reserved or posted, as far back as a limit can reach from `on`: its natural week, month and year,
 * each where a stored policy counts by it. Cancelled and missed meals have freed their place, and so have claims taken back.
 */
export function pastMeals(db: Database, elderId: string, on: SQL) {
  return db
    .select(pick(pastMealColumns))
    .from(mealOrder)
    .where(counting(elderId, on))
    .orderBy(...inTheirOrder);
}

/** The same of many people, each row with whose it is; `who`: their ids, or a select of them. */
export function pastMealsOf(db: Database, who: readonly string[] | SQL, on: SQL) {
  return db
    .select(pick({ elderId: mealOrder.elderId, ...pastMealColumns }))
    .from(mealOrder)
    .where(countingOf(who, on))
    .orderBy(asc(mealOrder.serviceDate), asc(mealOrder.id));
}

/** The same before the meal of a run. */
export function pastMealsOfRun(db: Database, elderId: string, runId: string) {
  return db
    .select(pick(pastMealColumns))
    .from(mealRun)
    .innerJoin(mealOrder, counting(elderId, sql`${mealRun.serviceDate}`))
    .where(eq(mealRun.id, runId))
    .orderBy(...inTheirOrder);
}

/** Which orders those are, for a guard of the write. */
export function countingOf(who: readonly string[] | SQL, on: SQL): SQL {
  return sql`${inList(mealOrder.elderId, who)} AND ${mealOrder.serviceDate} >= ${reach(on)} AND ${stillCounts}`;
}

function counting(elderId: string, on: SQL): SQL {
  return ofElderFrom(elderId, reach(on));
}

function ofElderFrom(elderId: string, from: SQL): SQL {
  return sql`${mealOrder.elderId} = ${elderId} AND ${mealOrder.serviceDate} >= ${from} AND ${stillCounts}`;
}

/** When the claim of an order was taken back; null where it was not. */
export function takenBackAt(orderId: SQLWrapper): SQL<Instant | null> {
  return sql`(SELECT taken.reversed_at FROM ${claimReversal} taken WHERE taken.order_id = ${orderId})`;
}

const stillCounts = sql`${mealOrder.state} <> 'cancelled' AND ${mealOrder.state} <> 'missed' AND ${takenBackAt(mealOrder.id)} IS NULL`;

const byYear = sql<number>`EXISTS (SELECT 1 FROM policy_version WHERE instr(rules, '"per":"year"') > 0)`;

/** Whether a stored policy counts by the year, as part of a trip. */
export function countsByYear(db: Database) {
  return db.select(pick({ byYear })).from(sql`(SELECT 1)`);
}

/** The first day that a limit can look back to from `on`: as far as the rules that are stored count, and the day itself in any case. */
export function reach(on: SQL): SQL {
  const where = (per: string, first: SQL) => sql`iif(instr(rules, ${sql.raw(`'"per":"${per}"'`)}) > 0, ${first}, ${on})`;
  const [week, month, year] = [sql`date(${on}, '-6 days', 'weekday 1')`, sql`strftime('%Y-%m-01', ${on})`, sql`strftime('%Y-01-01', ${on})`];
  return sql`(SELECT coalesce(min(min(${where('week', week)}, ${where('month', month)}, ${where('year', year)})), ${on}) FROM policy_version)`;
}

/** Guarded in the write: nothing was ordered, cancelled, missed or taken back since, so that two orders at once cannot both be the last one allowed. `from`: as far back as was read (lookedBackTo()). */
export function sameHistory(elderId: string, from: ServiceDate, read: readonly PastMealRow[]): SQL {
  const ids = JSON.stringify(read.map((one) => one.id));
  return sql`(SELECT coalesce(json_group_array(id), '[]') = ${ids} FROM (SELECT id FROM meal_order WHERE ${ofElderFrom(elderId, sql`${from}`)} ORDER BY service_date, slot))`;
}

/** Earlier meals, and what payers that can run out still have; one that no account is kept for pays nothing: better than more than there is. */
export function historyOf(rows: readonly PastMealRow[], funds: readonly FundLeft[]): SubsidyHistory {
  return { meals: rows.map(pastMealOf), balances: Object.fromEntries(funds.map(({ payer, fen }) => [payer, fen])) };
}

/** The same with their ids, for what an order keeps of its history. */
export function countingMeals(rows: readonly PastMealRow[]): (PastMeal & { id: string })[] {
  return rows.map((row) => ({ id: row.id, ...pastMealOf(row) }));
}

function pastMealOf({ serviceDate, selfPayFen, grants, beside }: PastMealRow): PastMeal {
  return {
    serviceDate,
    selfPayFen,
    grants: JSON.parse(grants) as PastMeal['grants'],
    beside: JSON.parse(beside) as PastMeal['beside'],
  };
}
