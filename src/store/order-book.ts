import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../domain/meal-slot.ts';
import type { BookedMeal, BookMeal, BookPerson } from '../domain/order-book.ts';
import { fundsLeft } from './balances.ts';
import { dayKindOn } from './calendar-days.ts';
import { isLate } from './cancellations.ts';
import { eatingElderOf, manyElders } from './elders.ts';
import { pointColumns, runColumns } from './meal-runs.ts';
import { dishesOffered, modesOf, offersOf, offersWithDishes } from './menus.ts';
import { allPolicyVersions, versionsOf } from './policies.ts';
import { inList, pick, readTogether, type Database } from './read.ts';
import { division, elder, mealOrder, mealPoint, mealRun, offer, setMeal } from './schema.ts';
import { pastMealsOf } from './subsidy-history.ts';

export type BookSpan = { from: ServiceDate; to: ServiceDate; slot?: MealSlot };

/**
 * People with what they may choose from in some days, in one trip. `who`: a select of elder ids, which is where the scope is said.
 * `runs`: which meals; where it is left out those of the points where these people usually eat. `priced`: with the earlier meals
 * that count against limits of subsidy, for a page that says what a meal costs.
 */
export async function loadOrderBook(db: Database, who: SQL, span: BookSpan, { runs, priced }: { runs?: SQL; priced: boolean }) {
  const points = runs ?? sql`${mealRun.mealPointId} IN (SELECT ${elder.mealPointId} FROM ${elder} WHERE ${elder.id} IN (${who}))`;
  const picked = sql`${points} AND ${mealRun.serviceDate} BETWEEN ${span.from} AND ${span.to} AND ${span.slot ? eq(mealRun.slot, span.slot) : sql`1`}`;
  const rows = await readTogether(db, {
    people: peopleOf(db, who),
    ...manyElders(db, who),
    runs: db
      .select(pick({ ...runColumns, ...pointColumns, dayKind: dayKindOn(mealRun.serviceDate) }))
      .from(mealRun)
      .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
      .where(picked)
      .orderBy(asc(mealRun.serveFromAt)),
    offers: offersOf(db, picked),
    dishes: dishesOffered(db, picked),
    modes: modesOf(db, picked),
    booked: bookedOf(db, who, span),
    last: lastOf(db, who, span.from),
    policies: allPolicyVersions(db),
    history: pastMealsOf(db, priced ? who : sql`SELECT NULL`, sql`${span.from}`),
    funds: fundsLeft(db),
  });
  const offers = offersWithDishes(rows.offers, rows.dishes);
  const meals = rows.runs.map((run): BookMeal => ({
    ...run,
    run,
    offers: offers.get(run.id) ?? [],
    modes: rows.modes.filter((one) => one.runId === run.id),
  }));
  const of = <Row extends { elderId: string }>(list: readonly Row[]) => Map.groupBy(list, (one) => one.elderId);
  const [facts, diets, items, booked, last, history] = [of(rows.facts), of(rows.diets), of(rows.dietItems), of(rows.booked), of(rows.last), of(rows.history)];
  const people = rows.people.map(({ village, ...row }): BookPerson & { village: string } => ({
    id: row.id, name: row.name, callAs: row.callAs, sex: row.sex, mealPointId: row.mealPointId, village,
    eater: eatingElderOf(row, {
      facts: facts.get(row.id) ?? [], diets: diets.get(row.id) ?? [], dietItems: items.get(row.id) ?? [],
      history: history.get(row.id) ?? [], funds: rows.funds,
    }),
    booked: (booked.get(row.id) ?? []).map(bookedMeal),
    last: last.get(row.id) ?? [],
  }));
  return { people, meals, policies: versionsOf(rows.policies) };
}
export type BookRead = Awaited<ReturnType<typeof loadOrderBook>>;

function peopleOf(db: Database, who: SQL) {
  return db
    .select(
      pick({
        id: elder.id, name: elder.name, callAs: elder.callAs, sex: elder.sex, birthDate: elder.birthDate, mealPointId: elder.mealPointId,
        registeredDivision: elder.registeredDivision, residenceDivision: elder.residenceDivision, village: division.name,
      }),
    )
    .from(elder)
    .innerJoin(division, eq(division.code, elder.residenceDivision))
    .where(inList(elder.id, who))
    .orderBy(...byName);
}

/** As a list of people is read: by the letters of their names. */
export const byName = [asc(elder.nameInitials), asc(elder.name), asc(elder.birthDate), asc(elder.id)];

/** What stands in those days, wherever it is eaten: one meal a sitting. */
function bookedOf(db: Database, who: SQL, { from, to }: BookSpan) {
  return db
    .select(
      pick({
        elderId: mealOrder.elderId, orderId: mealOrder.id, serviceDate: mealOrder.serviceDate, slot: mealOrder.slot,
        letter: offer.letter, name: setMeal.name, mode: mealOrder.mode, state: mealOrder.state,
        selfPayFen: mealOrder.selfPayFen, placedAt: mealOrder.placedAt, late: isLate, runState: mealRun.state, cutoffAt: mealRun.cutoffAt, undoMinutes: mealRun.undoMinutes,
      }),
    )
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
    .innerJoin(offer, and(eq(offer.mealRunId, mealOrder.mealRunId), eq(offer.setMealId, mealOrder.setMealId)))
    .where(and(inList(mealOrder.elderId, who), ne(mealOrder.state, 'cancelled'), sql`${mealOrder.serviceDate} BETWEEN ${from} AND ${to}`));
}

function bookedMeal({ runState, cutoffAt, undoMinutes, late, ...order }: Awaited<ReturnType<typeof bookedOf>>[number]): BookedMeal {
  return { ...order, late: late === 1, run: { state: runState, cutoffAt, undoMinutes } };
}

/** How far back the last time is looked for. */
const LAST_DAYS = 60;

/** SQLite answers the other columns of a max() from the row that it is found in. */
function lastOf(db: Database, who: SQL, from: ServiceDate) {
  return db
    .select(
      pick({
        elderId: mealOrder.elderId, slot: mealOrder.slot, latest: sql<string>`max(${mealOrder.serviceDate})`,
        setMealId: sql<string>`${mealOrder.setMealId}`, mode: sql<ServiceMode>`${mealOrder.mode}`,
      }),
    )
    .from(mealOrder)
    .where(and(inList(mealOrder.elderId, who), ne(mealOrder.state, 'cancelled'), sql`${mealOrder.serviceDate} >= date(${from}, ${`-${LAST_DAYS} days`})`))
    .groupBy(mealOrder.elderId, mealOrder.slot);
}

