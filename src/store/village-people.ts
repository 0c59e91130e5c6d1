import { eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addDays, type Instant, type ServiceDate } from '../domain/calendar.ts';
import type { OrderDraft } from '../domain/order-draft.ts';
import type { Vault } from '../vault.ts';
import { officesOf } from './county-month.ts';
import { byName, loadOrderBook, type BookSpan } from './order-book.ts';
import { unfinishedBatches } from './order-batches.ts';
import { inList, pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { dish, elder, elderFact, mealRun, offer, setMeal, setMealDish } from './schema.ts';
import { elderResidesWithin } from './scope.ts';

/** The rows of a page of the week: as many as a worker looks after, and as fit one form. */
export const WEEK_PAGE = 40;

/** A village's living people: those who can be ordered for. */
function residents(scope: Scope, today: ServiceDate): SQL {
  return sql`${elderResidesWithin(scope)} AND NOT EXISTS (SELECT 1 FROM ${elderFact} WHERE ${elderFact.elderId} = ${elder.id}
    AND ${elderFact.kind} = 'death' AND ${elderFact.fromDate} <= ${today} AND (${elderFact.toDate} IS NULL OR ${elderFact.toDate} > ${today}))`;
}

/** Forty people and seven days of one sitting, with what stands beside every page of the village. */
export async function loadWeek(db: Database, scope: Scope, { page, today, ...span }: Required<BookSpan> & { page: number; today: ServiceDate }, actor: string) {
  const who = sql`SELECT ${elder.id} FROM ${elder} WHERE ${residents(scope, today)} ORDER BY ${sql.join(byName, sql`, `)} LIMIT ${WEEK_PAGE} OFFSET ${(page - 1) * WEEK_PAGE}`;
  const [book, rows] = await Promise.all([
    loadOrderBook(db, who, span, { priced: false }),
    readTogether(db, {
      offices: officesOf(db, scope),
      counts: db.select(pick({ people: sql<number>`count(*)` })).from(elder).where(residents(scope, today)),
      unfinished: unfinishedBatches(db, actor),
    }),
  ]);
  return { book, offices: rows.offices, unfinished: rows.unfinished, people: rows.counts[0]?.people ?? 0 };
}

/** The people and meals of these drafts, priced: whoever lives elsewhere is not in it. */
export async function loadDraftBook(db: Database, scope: Scope, drafts: readonly OrderDraft[], span: BookSpan) {
  const who = sql`SELECT ${elder.id} FROM ${elder} WHERE ${inList(elder.id, drafts.map((one) => one.elderId))} AND ${elderResidesWithin(scope)}`;
  return loadOrderBook(db, who, span, { runs: inList(mealRun.id, drafts.map((one) => one.runId)), priced: true });
}

/** These people of the village, with the meals where they usually eat, priced. */
export async function loadBookOf(db: Database, scope: Scope, elderIds: readonly string[], span: BookSpan) {
  const who = sql`SELECT ${elder.id} FROM ${elder} WHERE ${inList(elder.id, elderIds)} AND ${elderResidesWithin(scope)}`;
  return loadOrderBook(db, who, span, { priced: true });
}

/** `within`: whether all of it is for people of the village and of meals that are offered somewhere; `prior`: of the request's own key. */
export async function loadConfirmation(db: Database, scope: Scope, drafts: readonly OrderDraft[], key: string) {
  const field = (name: keyof OrderDraft) => sql`json_extract(value, ${`$.${name}`})`;
  const { known, prior } = await readTogether(db, {
    known: db
      .select(pick({ count: sql<number>`count(*)` }))
      .from(sql`json_each(${JSON.stringify(drafts)})`)
      .innerJoin(elder, sql`${elder.id} = ${field('elderId')} AND ${elderResidesWithin(scope)}`)
      .innerJoin(offer, sql`${offer.mealRunId} = ${field('runId')} AND ${offer.setMealId} = ${field('setMealId')}`),
    prior: priorAnswer(db, key),
  });
  return { within: known[0]?.count === drafts.length, prior: prior[0] };
}

/** The days that a chain may be for; the menus of farther days are not looked through for the names of dishes. */
const CHAIN_DAYS = 14;

/** Meals of the points where these people usually eat, in the coming days. */
const comingMeals = (scope: Scope, today: ServiceDate) => sql`${mealRun.mealPointId} IN (SELECT ${elder.mealPointId} FROM ${elder} WHERE ${elderResidesWithin(scope)})
  AND ${mealRun.serviceDate} BETWEEN ${today} AND ${addDays(today, CHAIN_DAYS)}`;

/** The first day whose lunch still takes orders: what a chain is most likely for. */
export async function loadChainStart(db: Database, scope: Scope, today: ServiceDate, now: Instant) {
  const { offices, next } = await readTogether(db, {
    offices: officesOf(db, scope),
    next: db
      .select(pick({ date: sql<ServiceDate | null>`min(${mealRun.serviceDate})` }))
      .from(mealRun)
      .where(sql`${comingMeals(scope, today)} AND ${mealRun.slot} = 'lunch' AND ${mealRun.state} = 'open' AND ${mealRun.cutoffAt} > ${now}`),
  });
  return { offices, date: next[0]?.date ?? null };
}

/** Whom a chain may name: a village's living people, with the index of the building that each lives in. `menu`: what set meals and dishes are called. */
export async function loadResidents(db: Database, scope: Scope, today: ServiceDate) {
  const { menus, dishes, ...rows } = await readTogether(db, {
    offices: officesOf(db, scope),
    menus: db
      .selectDistinct(pick({ name: setMeal.name }))
      .from(mealRun)
      .innerJoin(offer, eq(offer.mealRunId, mealRun.id))
      .innerJoin(setMeal, eq(setMeal.id, offer.setMealId))
      .where(comingMeals(scope, today)),
    dishes: db
      .selectDistinct(pick({ name: dish.name }))
      .from(mealRun)
      .innerJoin(offer, eq(offer.mealRunId, mealRun.id))
      .innerJoin(setMealDish, eq(setMealDish.setMealId, offer.setMealId))
      .innerJoin(dish, eq(dish.id, setMealDish.dishId))
      .where(comingMeals(scope, today)),
    people: db
      .select(
        pick({
          id: elder.id, name: elder.name, callAs: elder.callAs, sex: elder.sex, birthDate: elder.birthDate, initials: elder.nameInitials,
          mealPointId: elder.mealPointId, buildingIndex: elder.buildingIndex, addressSealed: elder.addressSealed,
        }),
      )
      .from(elder)
      .where(residents(scope, today))
      .orderBy(...byName)
      .limit(MOST_RESIDENTS),
  });
  return { ...rows, menu: [...menus, ...dishes].map((one) => one.name) };
}
export type Resident = Awaited<ReturnType<typeof loadResidents>>['people'][number];

/** No village of a county has more old people than this; a worker of a whole town works village by village. */
const MOST_RESIDENTS = 2000;

/** The address of somebody whom a chain leaves in doubt, to tell namesakes apart by their building. */
export async function openAddress(vault: Vault, { id, addressSealed }: Pick<Resident, 'id' | 'addressSealed'>): Promise<string | null> {
  return addressSealed === null ? null : vault.open({ table: 'elder', column: 'address_sealed', row: id }, addressSealed);
}
