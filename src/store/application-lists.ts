import { and, asc, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ApplicationState } from '../domain/application.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { Vault } from '../vault.ts';
import { allCategories, lineColumns, placeColumns, town, village } from './application-rows.ts';
import { officesOf } from './county-month.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { application, division, eligibility, eligibilityReview, eligibilityReviewDecision, elder, elderFact } from './schema.ts';
import { applicationWithin, elderResidesWithin } from './scope.ts';

export const PAGE_SIZE = 200;

/** `waiting`: somebody has to act. `answered`: all else, the newest first. */
export type ListFilter = { show: 'waiting' | 'answered'; state?: ApplicationState | undefined; town?: string | undefined; page: number };

export type ApplicationLine = Awaited<ReturnType<typeof loadApplications>>['lines'][number];

/** Somebody has to act. Spelled out as the index has it (application_waiting), so that it is found by that. */
const waiting = sql`${application.state} IN ('requested', 'submitted', 'returned', 'checked', 'appealed')`;

/** What waits within reach, overdue first, or what has been answered; with counts by state and town, in one trip. */
export async function loadApplications(db: Database, scope: Scope, { show, state, town: townCode, page }: ListFilter, today: ServiceDate) {
  const within = applicationWithin(scope);
  const wanted = and(
    within,
    show === 'waiting' ? waiting : sql`NOT ${waiting}`,
    state ? eq(application.state, state) : undefined,
    townCode ? sql`substr(${application.villageCode}, 1, 9) = ${townCode.slice(0, 9)}` : undefined,
  );
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    lines: db
      .select(pick({ ...lineColumns, ...placeColumns }))
      .from(application)
      .innerJoin(village, eq(village.code, application.villageCode))
      .innerJoin(town, eq(town.code, village.parentCode))
      .where(wanted)
      .orderBy(...(show === 'waiting' ? [asc(application.dueDate), asc(application.stateAt)] : [desc(application.stateAt)]), asc(application.id))
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
    count: db.select(pick({ all: sql<number>`count(*)` })).from(application).where(wanted),
    states: db
      .select(pick({ state: application.state, count: sql<number>`count(*)`, overdue: sql<number>`coalesce(sum(${application.dueDate} < ${today}), 0)` }))
      .from(application)
      .where(and(within, waiting))
      .groupBy(application.state),
    towns: db
      .select(pick({ code: town.code, name: town.name, count: sql<number>`count(*)`, overdue: sql<number>`coalesce(sum(${application.dueDate} < ${today}), 0)` }))
      .from(application)
      .innerJoin(village, eq(village.code, application.villageCode))
      .innerJoin(town, eq(town.code, village.parentCode))
      .where(and(within, waiting))
      .groupBy(town.code, town.name)
      .orderBy(desc(sql`count(*)`), asc(town.code)),
    categories: allCategories(db),
    reviews: dueReviews(db, elderResidesWithin(scope), today),
  });
  return { ...rows, count: rows.count[0]?.all ?? 0, reviews: rows.reviews[0] ?? { due: 0, proposed: 0 } };
}

/** Whose office it is. */
export async function loadOffices(db: Database, scope: Scope): Promise<readonly { name: string }[]> {
  return readRows(db, officesOf(db, scope));
}

/** How many checked applications wait for the word of a town within reach. */
export async function countToDecide(db: Database, scope: Scope): Promise<number> {
  const rows = await readRows(db, db.select(pick({ count: sql<number>`count(*)` })).from(application).where(and(applicationWithin(scope), waiting, eq(application.state, 'checked'))));
  return rows[0]?.count ?? 0;
}

/** How many reviews are due by today, and how many wait for the town. */
function dueReviews(db: Database, within: SQL, today: ServiceDate) {
  return db
    .select(
      pick({
        due: sql<number>`coalesce(sum(${eligibility.reviewDate} <= ${today} AND NOT ${openReview}), 0)`,
        proposed: sql<number>`coalesce(sum(${openReview}), 0)`,
      }),
    )
    .from(eligibility)
    .innerJoin(elderFact, and(eq(elderFact.id, eligibility.factId), sql`${elderFact.toDate} IS NULL`))
    .innerJoin(elder, eq(elder.id, elderFact.elderId))
    .where(within);
}

/** A review of the fact that has been proposed and not decided. */
export const openReview = sql<number>`EXISTS (SELECT 1 FROM ${eligibilityReview} WHERE ${eligibilityReview.factId} = ${eligibility.factId}
  AND NOT EXISTS (SELECT 1 FROM ${eligibilityReviewDecision} WHERE ${eligibilityReviewDecision.reviewId} = ${eligibilityReview.id}))`;

/** People of the villages within reach by a part of their name, or by their whole ID number. */
export async function findResidents(db: Database, vault: Vault, scope: Scope, search: { name: string } | { idNumber: string }) {
  const matches =
    'name' in search
      ? sql`instr(${elder.name}, ${search.name}) > 0`
      : sql`${elder.idNumberIndex} = ${await vault.indexOf('id_number', search.idNumber)}`;
  const { offices, people } = await readTogether(db, {
    offices: officesOf(db, scope),
    people: db
      .select(pick({ id: elder.id, name: elder.name, birthDate: elder.birthDate, village: division.name }))
      .from(elder)
      .innerJoin(division, eq(division.code, elder.residenceDivision))
      .where(and(matches, elderResidesWithin(scope)))
      .orderBy(asc(elder.name), asc(elder.birthDate))
      .limit(MOST + 1),
  });
  return { offices, people: people.slice(0, MOST), more: people.length > MOST };
}

const MOST = 20;
