import { and, asc, desc, eq, gte, ne, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import { DOING_FRESH_DAYS, type DoingKind } from '../domain/family-doing.ts';
import type { Relation } from '../domain/family.ts';
import type { LastOrder, RunOnOffer } from '../domain/open-meals.ts';
import type { DishCategory } from '../domain/menu.ts';
import type { EatingElder, OfferedMeal } from '../domain/order.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { standingQueries, type Arrangements } from './arrangements.ts';
import { fundsLeft } from './balances.ts';
import { dayKindOn } from './calendar-days.ts';
import { eatingElderOf, elderQueries } from './elders.ts';
import { askingOf } from './family-bindings.ts';
import { doingsOf } from './family-doings.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { categoriesOf, dishesOffered, modesOf, offersOf, offersWithDishes, pictureOf, type MenuDish } from './menus.ts';
import { placerColumns } from './placers.ts';
import { allPolicyVersions, versionsOf } from './policies.ts';
import { fixed, pick, readTogether, type Database } from './read.ts';
import { mealOrder, mealPoint, mealRun, setMeal } from './schema.ts';
import { pastMeals } from './subsidy-history.ts';

export type ElderOffer = Omit<OfferedMeal, 'dishes'> & { dishes: readonly MenuDish[]; pictureId: string | null };
export type ElderMeal = RunOnOffer<ElderOffer> & { point: { id: string; name: string; address: string; phone: string; phoneHours: string } };

/** What an elder may choose from, who they are, what they ordered: one trip for each elder page. */
export type ElderMeals = {
  meals: ElderMeal[];
  elder: EatingElder;
  person: { name: string; sex: 'female' | 'male' };
  policies: PolicyVersion[];
  /** Active orders from `from` on, first to be eaten first. */
  orders: ElderOrderLine[];
  /** The latest orders, newest first. */
  latest: LastOrder[];
  /** Family who ask to order for her. */
  asking: { bindingId: string; name: string; relation: Relation }[];
  /** The latest that family did for her, if it is fresh. */
  doing: { kind: DoingKind; name: string; relation: Relation } | null;
} & Pick<Arrangements, 'standing' | 'pauses' | 'failures'>;
export type ElderOrderLine = Omit<Awaited<ReturnType<typeof activeOrders>>[number], 'dishCategories'> & { categories: DishCategory[] };

/** Null when the elder is not within scope. `which`: one run by id, or the runs of a point between two dates. */
export async function loadElderMeals(
  db: Database,
  scope: Scope,
  elderId: string,
  which: { runId: string; from: ServiceDate } | { pointId: string; from: ServiceDate; to: ServiceDate },
): Promise<ElderMeals | null> {
  const picked = 'runId' in which ? sql`${eq(mealRun.id, which.runId)}` : runsBetween(which.pointId, which.from, which.to);
  const { facts: _facts, ...standing } = standingQueries(db, elderId, which.from);
  const rows = await readTogether(db, {
    runs: db
      .select(pick({ ...runColumns, ...pointColumns, dayKind: dayKindOn(mealRun.serviceDate) }))
      .from(mealRun)
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .where(picked),
    offers: offersOf(db, picked),
    dishes: dishesOffered(db, picked),
    modes: modesOf(db, picked),
    ...elderQueries(db, scope, elderId),
    policies: allPolicyVersions(db),
    history: pastMeals(db, elderId, sql`${which.from}`),
    funds: fundsLeft(db),
    orders: activeOrders(db, elderId, which.from),
    latest: latestOrders(db, elderId),
    ...standing,
    asking: askingOf(db, elderId),
    doings: doingsOf(db, elderId, instantAt(addDays(which.from, -DOING_FRESH_DAYS), 0), 1),
  });
  const elder = rows.elders[0];
  if (!elder) return null;
  const offers = offersWithDishes(rows.offers, rows.dishes);
  return {
    meals: rows.runs.map((run) => ({
      run,
      licenceExpires: run.licenceExpires,
      pointDivision: run.pointDivision,
      dayKind: run.dayKind,
      offers: offers.get(run.id) ?? [],
      modes: rows.modes.filter((one) => one.runId === run.id),
      point: { id: run.mealPointId, name: run.pointName, address: run.pointAddress, phone: run.phone, phoneHours: run.phoneHours },
    })),
    elder: eatingElderOf(elder, rows),
    person: { name: elder.name, sex: elder.sex },
    policies: versionsOf(rows.policies),
    orders: rows.orders.map(({ dishCategories, ...order }) => ({ ...order, categories: JSON.parse(dishCategories) as DishCategory[] })),
    latest: rows.latest,
    standing: rows.standing,
    pauses: rows.pauses,
    failures: rows.failures,
    asking: rows.asking,
    doing: rows.doings[0] ?? null,
  };
}

function runsBetween(pointId: string, from: ServiceDate, to: ServiceDate): SQL {
  return sql`${mealRun.mealPointId} = ${pointId} AND ${mealRun.serviceDate} BETWEEN ${from} AND ${to}`;
}

/** What is shown of an ordered meal. */
const shownColumns = { dishCategories: fixed(categoriesOf(mealOrder.setMealId)), pictureId: fixed(pictureOf(mealRun.mealPointId, mealOrder.setMealId)) };

function activeOrders(db: Database, elderId: string, from: ServiceDate) {
  return db
    .select(
      pick({
        id: mealOrder.id,
        serviceDate: mealOrder.serviceDate,
        slot: mealOrder.slot,
        mode: mealOrder.mode,
        state: mealOrder.state,
        name: setMeal.name,
        serveFromAt: mealRun.serveFromAt,
        ...shownColumns,
        ...placerColumns,
      }),
    )
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
    .where(and(eq(mealOrder.elderId, elderId), ne(mealOrder.state, 'cancelled'), gte(mealOrder.serviceDate, from)))
    .orderBy(asc(mealRun.serveFromAt));
}

function latestOrders(db: Database, elderId: string) {
  return db
    .select(pick({ slot: mealOrder.slot, setMealId: mealOrder.setMealId, mode: mealOrder.mode }))
    .from(mealOrder)
    .where(and(eq(mealOrder.elderId, elderId), ne(mealOrder.state, 'cancelled')))
    .orderBy(desc(mealOrder.serviceDate))
    .limit(9);
}
