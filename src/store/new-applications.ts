import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { dueOn, ruleOn, type ApplicationChannel } from '../domain/application.ts';
import type { Claim, Wish } from '../domain/application-claim.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { Vault } from '../vault.ts';
import { allCategories, allRules, factsOfElder, knownElder, pointsOfTowns } from './application-rows.ts';
import { eventToInsert, papersToInsert, type NewPaper } from './applications.ts';
import { officesOf } from './county-month.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { pick, readRows, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { application, division, elder, mealPoint } from './schema.ts';
import { elderResidesWithin, villageWithin } from './scope.ts';

/** The villages within reach, each with its town: whose applications somebody takes in. */
export function villagesOf(db: Database, scope: Scope) {
  return db
    .select(pick({ code: division.code, name: division.name, kind: division.kind }))
    .from(division)
    .where(villageWithin(scope))
    .orderBy(asc(division.code));
}

/** The villages within reach, their neighbours of the same town, and the county's towns: where people live and are registered. */
function homesOf(db: Database, scope: Scope) {
  return {
    offices: officesOf(db, scope),
    villages: villagesOf(db, scope),
    towns: db
      .select(pick({ code: division.code, name: division.name }))
      .from(division)
      .where(sql`${division.level} = 'town' AND substr(${division.code}, 1, 6) IN (SELECT substr(code, 1, 6) FROM division WHERE ${villageWithin(scope)})`)
      .orderBy(asc(division.code)),
    neighbours: db
      .select(pick({ code: division.code, name: division.name }))
      .from(division)
      .where(sql`${division.level} = 'village' AND ${division.parentCode} IN (SELECT parent_code FROM division WHERE ${villageWithin(scope)})`)
      .orderBy(asc(division.code)),
  };
}

export async function loadHomes(db: Database, scope: Scope) {
  return readTogether(db, homesOf(db, scope));
}

/** Whom an application is for: somebody found within reach, or the holder of an ID number. */
export type Whom = { elderId: string } | { idNumberIndex: string };

const isWhom = (whom: Whom): SQL =>
  'elderId' in whom ? sql`${elder.id} = ${whom.elderId}` : sql`${elder.idNumberIndex} = ${whom.idNumberIndex}`;

export type RegistrationRead = Awaited<ReturnType<typeof loadRegistration>>;

/** What a new application at the village depends on, in one trip. `elder` null: not in the system. By id only those who live within reach are found. */
export async function loadRegistration(db: Database, scope: Scope, whom: Whom, today: ServiceDate, key = '') {
  const within = 'elderId' in whom ? sql`${isWhom(whom)} AND ${elderResidesWithin(scope)}` : isWhom(whom);
  const rows = await readTogether(db, {
    ...homesOf(db, scope),
    elders: knownElder(db, scope, within),
    facts: factsOfElder(db, within),
    categories: allCategories(db),
    points: pointsOfTowns(db, sql`substr(${mealPoint.divisionCode}, 1, 9) IN (SELECT substr(code, 1, 9) FROM division WHERE ${villageWithin(scope)})`),
    rules: allRules(db),
    open: openOf(db, within, whom),
    prior: priorAnswer(db, key),
  });
  const { elders, rules, prior, ...rest } = rows;
  return { ...rest, elder: elders[0] ?? null, rule: ruleOn(rules, today), prior: prior[0] };
}

/** What this person has asked for and not been answered yet. */
function openOf(db: Database, within: SQL, whom: Whom) {
  const index = 'idNumberIndex' in whom ? sql`${whom.idNumberIndex}` : sql`(SELECT id_number_index FROM elder WHERE ${within})`;
  return db
    .select(pick({ id: application.id, applicationNo: application.applicationNo, kind: application.kind, value: application.value }))
    .from(application)
    .where(and(sql`${application.idNumberIndex} = ${index}`, inArray(application.state, ['submitted', 'returned', 'checked', 'appealed'])));
}

export type NewApplication = {
  id: string;
  channel: ApplicationChannel;
  wish: Wish;
  claim: Claim | null;
  villageCode: string;
  elderId: string | null;
  name: string;
  sealed: {
    idNumberSealed: string | null;
    idNumberIndex: string;
    phoneSealed: string | null;
    phoneIndex: string | null;
    addressSealed: string | null;
  };
  registeredDivision: string | null;
  registeredPlace: string | null;
  mealPointId: string | null;
  applicant: { name: string; relation: string } | null;
  note: string;
  papers: readonly NewPaper[];
};

/** Writes a new application with its first event. `guards`: what its channel relies on (the day's room, nothing open yet). */
export async function createApplication(
  db: Database,
  vault: Vault,
  entry: AuditEntry,
  fresh: NewApplication,
  rule: Parameters<typeof dueOn>[1],
  today: ServiceDate,
  keyed: KeyedAnswer,
  guards: readonly SQL[] = [],
): Promise<'done' | Conflict> {
  const { id, channel, wish, claim, villageCode, elderId, name, sealed, applicant, papers } = fresh;
  const state = claim === null ? ('requested' as const) : ('submitted' as const);
  const action = claim === null ? ('request' as const) : ('submit' as const);
  const statements = await papersToInsert(db, vault, entry, id, 0, papers);
  return commit(db, entry, {
    keyed,
    guards,
    changes: [
      db.insert(application).values({
        id, channel, wish, kind: claim?.kind ?? null, value: claim?.value ?? null, villageCode, elderId, name, ...sealed,
        applicationNo: numberOf(today), registeredDivision: fresh.registeredDivision, registeredPlace: fresh.registeredPlace,
        mealPointId: fresh.mealPointId, applicantName: applicant?.name ?? null, applicantRelation: applicant?.relation ?? null,
        submittedAt: entry.at, submittedDate: today, submittedBy: entry.actor, state, stateAt: entry.at,
        dueDate: dueOn(state, rule, today), steps: 1, factId: null,
      }),
      eventToInsert(db, entry, id, 1, { action, to: state, note: fresh.note, codes: [] }),
      ...statements,
    ],
  });
}

/** 20261126-0007: the day, and the next number of that day. Two at once get the same one, and the second tries again. */
function numberOf(today: ServiceDate): SQL<string> {
  const day = today.replaceAll('-', '');
  return sql`${`${day}-`} || printf('%04d', 1 + (SELECT count(*) FROM application WHERE submitted_date = ${today}))`;
}

/** The day still has room for one more from the open page: a flood is stopped before it buries what is real. */
export function webHasRoom(villageCode: string, today: ServiceDate, limit: number): SQL {
  return guard(
    'the day has room',
    sql`SELECT count(*) < ${limit} FROM ${application} WHERE village_code = ${villageCode} AND submitted_date = ${today} AND channel = 'family_page'`,
  );
}

/** The number that an application was given when it was written. */
export async function numberOfApplication(db: Database, id: string): Promise<string> {
  const [row] = await readRows(db, db.select(pick({ no: application.applicationNo })).from(application).where(eq(application.id, id)));
  if (!row) throw new Error('an application without a number');
  return row.no;
}
