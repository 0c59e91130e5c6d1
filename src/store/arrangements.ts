import { and, asc, eq, sql, type Column, type SQL } from 'drizzle-orm';
import { addDays, type Instant, type ServiceDate } from '../domain/calendar.ts';
import type { MealSlot } from '../domain/meal-slot.ts';
import type { Pause } from '../domain/pause.ts';
import { standingDays, type StandingDay } from '../domain/standing-order.ts';
import { nameOfActor } from './actors.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { ordersOfElder } from './orders-of-elder.ts';
import { relationTo } from './placers.ts';
import { fixed, inList, pick, readRows, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { elder, elderFact, mealOrder, mealPoint, mealRun, mealRunMode, offer, setMeal, standingOrder } from './schema.ts';
import { openFailures } from './standing-order-failures.ts';
import { transfersOfMany } from './transfers.ts';

/** How far a planned sitting is looked for: menus are published two weeks ahead. */
const PLANNED_DAYS = 14;

/** Standing orders that stand today or later. */
export const standingColumns = {
  id: standingOrder.id,
  elderId: standingOrder.elderId,
  mealPointId: standingOrder.mealPointId,
  slot: standingOrder.slot,
  weekdays: standingOrder.weekdays,
  setMealId: standingOrder.setMealId,
  mode: standingOrder.mode,
  channel: standingOrder.channel,
  from: standingOrder.fromDate,
  to: standingOrder.toDate,
};

/** Everything about what is ordered for one person day after day, in one trip. Null when they are out of reach: `within` says who may be looked at. */
export async function loadArrangements(db: Database, within: SQL, elderId: string, today: ServiceDate, key = '') {
  const rows = await readTogether(db, arrangementQueries(db, within, elderId, today, key));
  const person = rows.elders[0];
  if (!person) return null;
  const transfers = Map.groupBy(rows.transfers, (one) => one.orderId);
  return {
    person,
    standing: rows.standing,
    facts: rows.facts,
    pauses: rows.pauses,
    skips: rows.skips,
    failures: rows.failures,
    runs: rows.runs,
    offered: rows.offered,
    modes: rows.modes,
    orders: rows.orders.map(({ arranged, ...order }) => ({ ...order, arranged: arranged === 1, transfers: transfers.get(order.orderId) ?? [] })),
    prior: rows.prior[0],
  };
}
export type Arrangements = NonNullable<Awaited<ReturnType<typeof loadArrangements>>>;
export type Standing = Arrangements['standing'][number];
export type ArrangedOrder = Arrangements['orders'][number];

function arrangementQueries(db: Database, within: SQL, elderId: string, today: ServiceDate, key: string) {
  const own = ordersOfElder(elderId, sql`service_date >= ${today}`);
  const sittings = sql`${mealRun.serviceDate} BETWEEN ${today} AND ${addDays(today, PLANNED_DAYS)} AND ${mealRun.mealPointId} IN (
    SELECT meal_point_id FROM standing_order WHERE elder_id = ${elderId} UNION SELECT meal_point_id FROM elder WHERE id = ${elderId})`;
  return {
    elders: db
      .select(pick({ id: elder.id, name: elder.name, sex: elder.sex, birthDate: elder.birthDate, mealPointId: elder.mealPointId, pointName: mealPoint.name, phone: mealPoint.phone }))
      .from(elder)
      .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
      .where(and(eq(elder.id, elderId), within)),
    ...standingQueries(db, elderId, today),
    orders: db
      .select(
        pick({
          orderId: mealOrder.id,
          setMealId: mealOrder.setMealId,
          mode: mealOrder.mode,
          orderState: mealOrder.state,
          channel: mealOrder.channel,
          assessmentNo: mealOrder.assessmentNo,
          placedAt: mealOrder.placedAt,
          arranged: sql<number>`EXISTS (SELECT 1 FROM arranged_cancellation a WHERE a.order_id = ${mealOrder.id})`,
          ...runColumns,
        }),
      )
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .where(inList(mealOrder.id, own))
      .orderBy(asc(mealRun.serveFromAt)),
    transfers: transfersOfMany(db, own),
    runs: db.select(pick({ ...runColumns, ...pointColumns })).from(mealRun).innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId)).where(sittings).orderBy(asc(mealRun.serveFromAt)),
    modes: db
      .selectDistinct(pick({ mealPointId: mealRun.mealPointId, slot: mealRun.slot, mode: mealRunMode.mode }))
      .from(mealRun)
      .innerJoin(mealRunMode, eq(mealRunMode.mealRunId, mealRun.id))
      .where(sittings),
    offered: db
      .select(pick({ mealPointId: mealRun.mealPointId, serviceDate: mealRun.serviceDate, slot: mealRun.slot, setMealId: offer.setMealId, name: setMeal.name }))
      .from(mealRun)
      .innerJoin(offer, eq(offer.mealRunId, mealRun.id))
      .innerJoin(setMeal, eq(setMeal.id, offer.setMealId))
      .where(sittings),
    prior: priorAnswer(db, key),
  };
}

/** One of somebody within reach, though it may have ended: to say so, or to have it again. */
export async function findStood(db: Database, within: SQL, id: string) {
  const rows = await readRows(
    db,
    db
      .select(pick(standingColumns))
      .from(standingOrder)
      .innerJoin(elder, eq(elder.id, standingOrder.elderId))
      .where(sql`${standingOrder.id} = ${id} AND ${within}`),
  );
  return rows[0] ?? null;
}

/** The standing orders themselves and what stops them; a person's first page reads them in its one trip. */
export function standingQueries(db: Database, elderId: string, today: ServiceDate) {
  return {
    standing: db
      .select(pick({ ...standingColumns, setMealName: sql<string | null>`${setMeal.name}`, pointName: mealPoint.name, ...standingSetter }))
      .from(standingOrder)
      .innerJoin(mealPoint, eq(mealPoint.id, standingOrder.mealPointId))
      .leftJoin(setMeal, eq(setMeal.id, standingOrder.setMealId))
      .where(sql`${standingOrder.elderId} = ${elderId} AND ${standingOrder.toDate} IS NULL`)
      .orderBy(asc(standingOrder.slot)),
    pauses: pausesOf(db, elderId, today),
    skips: db
      .select(pick({ id: sql<string>`k.id`, slot: sql<MealSlot>`k.slot`, serviceDate: sql<ServiceDate>`k.service_date` }))
      .from(sql`standing_order_skip k`)
      .where(sql`k.elder_id = ${elderId} AND k.service_date >= ${today} AND k.withdrawn_at IS NULL`),
    facts: db
      .select(pick({ kind: elderFact.kind, value: elderFact.value, from: elderFact.fromDate, to: elderFact.toDate }))
      .from(elderFact)
      .where(eq(elderFact.elderId, elderId)),
    failures: openFailures(db, sql`s.elder_id = ${elderId}`, today),
  };
}

/** Who said so, when, and what they are to her. */
const setterOf = (elderId: Column | SQL, actor: Column | SQL, at: SQL<Instant>) => ({
  setBy: sql<string>`${actor}`, setAt: at, setterName: fixed(nameOfActor(actor)), setter: fixed(relationTo(elderId, actor)),
});
const standingSetter = setterOf(standingOrder.elderId, standingOrder.setBy, sql<Instant>`${standingOrder.setAt}`);
const pauseSetter = setterOf(sql`p.elder_id`, sql`p.set_by`, sql<Instant>`p.set_at`);

/** Pauses that hold on a day from `today` on, as they hold. */
function pausesOf(db: Database, elderId: string, today: ServiceDate) {
  const resume = sql<ServiceDate | null>`coalesce(p.ended_from_date, p.resume_date)`;
  return db
    .select(pick({ id: sql<string>`p.id`, from: sql<ServiceDate>`p.from_date`, resume, reason: sql<'away' | 'hospital'>`p.reason`, ...pauseSetter }))
    .from(sql`pause p`)
    .where(sql`p.elder_id = ${elderId} AND (${resume} IS NULL OR (${resume} > ${today} AND ${resume} > p.from_date))`);
}

/** The next days that one of the standing orders names, and what is so about each. */
export function daysOf(read: Arrangements, standing: Standing, from: ServiceDate, days: number): StandingDay[] {
  const { slot, mealPointId } = standing;
  return standingDays(
    {
      standing,
      facts: read.facts,
      pauses: read.pauses satisfies readonly Pause[],
      skips: read.skips.filter((one) => one.slot === slot).map((one) => one.serviceDate),
      orders: read.orders
        .filter((one) => one.slot === slot)
        .map(({ orderId, serviceDate, orderState, arranged }) => ({ id: orderId, serviceDate, cancelled: orderState === 'cancelled', arranged })),
      failures: read.failures.filter((one) => one.slot === slot),
      planned: read.runs.filter((one) => one.slot === slot && one.mealPointId === mealPointId).map((one) => one.serviceDate),
    },
    from,
    days,
  );
}
