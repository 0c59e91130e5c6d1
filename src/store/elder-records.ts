import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { addMonths, firstDay, type Month } from '../domain/calendar.ts';
import type { Search } from '../domain/counter.ts';
import { maskIdNumber } from '../domain/masking.ts';
import type { Vault } from '../vault.ts';
import { officesOf } from './county-month.ts';
import { elderQueries } from './elders.ts';
import { ordersOfElder } from './orders-of-elder.ts';
import { candidateOf, cardCondition, personCondition, type Candidate } from './people-search.ts';
import { inList, optional, pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { application, card, category, division, elder, elderFact, mealOrder, mealPoint, mealRun, pause, setMeal, standingFamily, standingOrder } from './schema.ts';
import { applicationWithin, elderResidesWithin, elderWithin, pointWithin, runWithin } from './scope.ts';
import { sealedColumns } from './sealed-person.ts';

// One person as an office reads them: those who live in its place, and those who usually eat there.

/** A list longer than this helps nobody: more letters do. */
const MOST = 20;

/** Whom an office reaches. */
export function elderOfOffice(scope: Scope): SQL {
  return sql`(${elderResidesWithin(scope)} OR ${elderWithin(scope)})`;
}

export type OfficeSearch = Search | { kind: 'id_number'; number: string };

async function meaningOf(vault: Vault, search: OfficeSearch): Promise<SQL> {
  if (search.kind === 'id_number') return sql`${elder.idNumberIndex} = ${await vault.indexOf('id_number', search.number)}`;
  const byCard = await cardCondition(vault, search);
  return byCard === null ? personCondition(vault, search) : sql`${elder.id} IN (SELECT ${card.elderId} FROM ${card} WHERE ${byCard})`;
}

/** Found for an office: with the number masked too, for namesakes of one age. */
export type OfficeCandidate = Candidate & { idNumber: string };

/** Who is meant, within reach, and whose office it is. `null`: nobody was looked for. */
export async function findElders(db: Database, vault: Vault, scope: Scope, search: OfficeSearch | null) {
  const meant = search === null ? sql`0` : await meaningOf(vault, search);
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    found: db
      .select(pick({ elderId: elder.id, name: elder.name, birthDate: elder.birthDate, village: division.name, phoneSealed: elder.phoneSealed, idNumberSealed: elder.idNumberSealed }))
      .from(elder)
      .innerJoin(division, eq(division.code, elder.residenceDivision))
      .where(and(meant, elderOfOffice(scope)))
      .orderBy(asc(elder.name), asc(elder.birthDate), asc(elder.id))
      .limit(MOST + 1),
  });
  const people = await Promise.all(
    rows.found.slice(0, MOST).map(async ({ idNumberSealed, ...row }): Promise<OfficeCandidate> => {
      const number = await vault.open({ table: 'elder', column: 'id_number_sealed', row: row.elderId }, idNumberSealed);
      return { ...(await candidateOf(vault, { ...row, cardId: null })), idNumber: maskIdNumber(number) };
    }),
  );
  return { offices: rows.offices, people, more: rows.found.length > MOST };
}

/** Everything on one person's page, in one trip. Null when they are out of reach. `key`: of the form that asks for a look. */
export async function loadElderRecord(db: Database, scope: Scope, elderId: string, month: Month, key = '') {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    ...elderQueries(db, scope, elderId, elderOfOffice(scope)),
    homes: homes(db, elderId),
    register: register(db, elderId),
    categories: db.select(pick({ code: category.code, name: category.name })).from(category),
    orders: ordersOf(db, scope, elderId, month),
    cards: db.select(pick({ id: card.id, issuedAt: card.issuedAt, revokedAt: card.revokedAt })).from(card).where(eq(card.elderId, elderId)).orderBy(desc(card.issuedAt)),
    standing: standingOf(db, scope, elderId),
    pauses: db
      .select(pick({ from: pause.fromDate, resume: pause.resumeDate, endedFrom: pause.endedFromDate }))
      .from(pause)
      .where(eq(pause.elderId, elderId))
      .orderBy(desc(pause.fromDate))
      .limit(5),
    relatives: db
      .select(pick({ name: standingFamily.name, relation: standingFamily.relation }))
      .from(standingFamily)
      .where(eq(standingFamily.elderId, elderId)),
    applications: db
      .select(pick({ id: sql<string | null>`CASE WHEN ${applicationWithin(scope)} THEN ${application.id} END`, state: application.state, submittedDate: application.submittedDate, kind: application.kind, value: application.value, wish: application.wish }))
      .from(application)
      .where(eq(application.elderId, elderId))
      .orderBy(desc(application.submittedDate)),
    prior: priorAnswer(db, key),
  });
  const [found] = rows.elders;
  const [home] = rows.homes;
  return found && home ? { ...rows, elder: { ...found, ...home }, prior: rows.prior[0] } : null;
}
export type ElderRecord = NonNullable<Awaited<ReturnType<typeof loadElderRecord>>>;

function homes(db: Database, elderId: string) {
  const registered = sql<string | null>`coalesce(${elder.registeredPlace}, (SELECT r.name FROM ${division} r WHERE r.code = ${elder.registeredDivision}))`;
  return db
    .select(pick({ village: division.name, registered, pointName: mealPoint.name, ...sealedColumns }))
    .from(elder)
    .innerJoin(division, eq(division.code, elder.residenceDivision))
    .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
    .where(eq(elder.id, elderId));
}

/** The entries of the register with the papers behind them, those that hold first. */
function register(db: Database, elderId: string) {
  return db
    .select(pick({ kind: elderFact.kind, value: elderFact.value, scale: elderFact.scale, from: elderFact.fromDate, to: elderFact.toDate, source: elderFact.source, document: elderFact.document }))
    .from(elderFact)
    .where(eq(elderFact.elderId, elderId))
    .orderBy(sql`${elderFact.toDate} IS NOT NULL`, desc(elderFact.fromDate));
}

/** A point's name where it is within reach: elsewhere it is another office's matter. */
const nameWithin = (scope: Scope) => sql<string | null>`CASE WHEN ${pointWithin(scope)} THEN ${mealPoint.name} END`;

/** `id` null: a meal of a point out of reach. */
function ordersOf(db: Database, scope: Scope, elderId: string, month: Month) {
  return db
    .select(
      pick({
        id: sql<string | null>`CASE WHEN ${runWithin(scope)} THEN ${mealOrder.id} END`,
        serviceDate: mealOrder.serviceDate,
        slot: mealOrder.slot,
        mode: mealOrder.mode,
        state: mealOrder.state,
        priceFen: mealOrder.priceFen,
        selfPayFen: mealOrder.selfPayFen,
        mealName: setMeal.name,
        pointName: nameWithin(scope),
      }),
    )
    .from(mealOrder)
    .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
    .innerJoin(mealPoint, eq(mealPoint.id, mealRun.mealPointId))
    .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
    .where(inList(mealOrder.id, ordersOfElder(elderId, sql`service_date >= ${firstDay(month)} AND service_date < ${firstDay(addMonths(month, 1))}`)))
    .orderBy(asc(mealOrder.serviceDate), asc(mealRun.serveFromAt), asc(mealOrder.placedAt));
}

function standingOf(db: Database, scope: Scope, elderId: string) {
  return db
    .select(
      pick({
        slot: standingOrder.slot, weekdays: standingOrder.weekdays, mode: standingOrder.mode, from: standingOrder.fromDate,
        mealName: optional(setMeal.name), pointName: nameWithin(scope),
      }),
    )
    .from(standingOrder)
    .innerJoin(mealPoint, eq(mealPoint.id, standingOrder.mealPointId))
    .leftJoin(setMeal, eq(setMeal.id, standingOrder.setMealId))
    .where(and(eq(standingOrder.elderId, elderId), sql`${standingOrder.toDate} IS NULL`))
    .orderBy(asc(standingOrder.slot));
}
