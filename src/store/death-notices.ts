import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { DeathOutcome } from '../domain/death.ts';
import type { Fen } from '../domain/money.ts';
import { newId, sha256, type Vault } from '../vault.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { officesOf } from './county-month.ts';
import { endedBy, laterOrderQueries, ordersFrom } from './death-settlements.ts';
import { grantFact } from './elder-facts.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { account, balance, deathDecision, deathNotice, deathToSettle, division, elder, elderFact, mealPoint, operator } from './schema.ts';
import { elderResidesWithin } from './scope.ts';

// Deaths are told to the office that looks after the place where somebody lived.

const personColumns = { id: elder.id, name: elder.name, birthDate: elder.birthDate, village: division.name, pointName: mealPoint.name, pointPhone: mealPoint.phone };

const isDead = and(eq(elderFact.elderId, elder.id), eq(elderFact.kind, 'death'), isNull(elderFact.toDate));

const undecided = sql`NOT EXISTS (SELECT 1 FROM death_decision d WHERE d.notice_id = death_notice.id)`;

function people(db: Database, which: SQL | undefined) {
  return db
    .select(pick({ ...personColumns, diedOn: optional(elderFact.fromDate) }))
    .from(elder)
    .innerJoin(division, eq(division.code, elder.residenceDivision))
    .innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId))
    .leftJoin(elderFact, isDead)
    .where(which)
    .orderBy(asc(elder.name), asc(elder.birthDate));
}
export type DeathPerson = Awaited<ReturnType<typeof people>>[number];

/** Longer than this helps nobody: the whole ID number does. */
const MOST_FOUND = 20;

export const DEATHS_PAGE = 50;

/** By name, or by the whole ID number; among those who live within reach. */
export async function findForDeath(db: Database, vault: Vault, scope: Scope, search: { name: string } | { idNumber: string }) {
  const meant = 'name' in search ? sql`instr(${elder.name}, ${search.name}) > 0` : eq(elder.idNumberIndex, await vault.indexOf('id_number', search.idNumber));
  const read = await readTogether(db, { offices: officesOf(db, scope), found: people(db, and(meant, elderResidesWithin(scope))).limit(MOST_FOUND + 1) });
  return { offices: read.offices, found: read.found.slice(0, MOST_FOUND), more: read.found.length > MOST_FOUND };
}

/** What waits for a second person, and the deaths on record, the latest first, each with what is left to be returned. */
export async function loadDeathList(db: Database, scope: Scope, page: number) {
  const held = sql<Fen>`(SELECT coalesce(sum(b.balance_fen), 0) FROM account a JOIN balance b ON b.account_id = a.id WHERE a.owner_id = ${elder.id} AND a.kind = 'prepaid')`;
  const { count, ...read } = await readTogether(db, {
    offices: officesOf(db, scope),
    waiting: notices(db, and(undecided, elderResidesWithin(scope))),
    dead: db
      .select(
        pick({
          elderId: elder.id,
          name: elder.name,
          village: division.name,
          diedOn: elderFact.fromDate,
          source: elderFact.source,
          document: elderFact.document,
          heldFen: held,
          unsettled: sql<number>`EXISTS (SELECT 1 FROM ${deathToSettle} s WHERE s.elder_id = ${elder.id})`,
        }),
      )
      .from(elderFact)
      .innerJoin(elder, eq(elder.id, elderFact.elderId))
      .innerJoin(division, eq(division.code, elder.residenceDivision))
      .where(and(eq(elderFact.kind, 'death'), isNull(elderFact.toDate), elderResidesWithin(scope)))
      .orderBy(desc(elderFact.recordedAt), desc(elderFact.fromDate), asc(elder.id))
      .limit(DEATHS_PAGE)
      .offset((page - 1) * DEATHS_PAGE),
    count: db
      .select(pick({ all: sql<number>`count(*)` }))
      .from(elderFact)
      .innerJoin(elder, eq(elder.id, elderFact.elderId))
      .where(and(eq(elderFact.kind, 'death'), isNull(elderFact.toDate), elderResidesWithin(scope))),
  });
  return { ...read, all: count[0]?.all ?? 0 };
}

function notices(db: Database, which: SQL | undefined) {
  return db
    .select(
      pick({
        id: deathNotice.id,
        elderId: deathNotice.elderId,
        name: elder.name,
        village: division.name,
        diedOn: deathNotice.diedDate,
        toldBy: deathNotice.toldBy,
        document: deathNotice.document,
        notedAt: deathNotice.notedAt,
        notedBy: deathNotice.notedBy,
        notedByName: nameOfActor(deathNotice.notedBy),
        outcome: optional(deathDecision.outcome),
        decidedBy: optional(deathDecision.decidedBy),
        decidedByName: sql<string | null>`${nameOfActor(deathDecision.decidedBy)}`,
      }),
    )
    .from(deathNotice)
    .innerJoin(elder, eq(elder.id, deathNotice.elderId))
    .innerJoin(division, eq(division.code, elder.residenceDivision))
    .leftJoin(deathDecision, eq(deathDecision.noticeId, deathNotice.id))
    .where(which)
    .orderBy(asc(deathNotice.notedAt));
}
export type DeathNoticeLine = Awaited<ReturnType<typeof notices>>[number];

function factsOf(db: Database, elderId: string | SQL) {
  return db
    .select(pick({ kind: elderFact.kind, value: elderFact.value, scale: elderFact.scale, from: elderFact.fromDate, to: elderFact.toDate }))
    .from(elderFact)
    .where(eq(elderFact.elderId, elderId));
}

/** Everything that writing down somebody's death depends on. Null when they live out of reach. */
export async function loadDeathForm(db: Database, scope: Scope, elderId: string, key = '') {
  const read = await readTogether(db, {
    offices: officesOf(db, scope),
    people: people(db, and(eq(elder.id, elderId), elderResidesWithin(scope))),
    facts: factsOf(db, elderId),
    waiting: notices(db, and(eq(deathNotice.elderId, elderId), undecided)),
    prior: priorAnswer(db, key),
  });
  const [person] = read.people;
  return person ? { offices: read.offices, person, facts: read.facts, waiting: read.waiting[0] ?? null, prior: read.prior[0] } : null;
}
export type DeathFormRead = NonNullable<Awaited<ReturnType<typeof loadDeathForm>>>;

export type NewDeathNotice = typeof deathNotice.$inferInsert;

/** Writes down what was told; nothing follows from it yet. */
export async function noteDeath(db: Database, entry: AuditEntry, notice: NewDeathNotice, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  return commit(db, entry, {
    keyed,
    guards: [
      guard('none waits', sql`NOT EXISTS (SELECT 1 FROM ${deathNotice} WHERE elder_id = ${notice.elderId} AND ${undecided})`),
      notOnRecord(notice.elderId),
    ],
    changes: [db.insert(deathNotice).values(notice)],
  });
}

const notOnRecord = (elderId: string) => guard('no death on record', sql`NOT EXISTS (SELECT 1 FROM ${elderFact} WHERE elder_id = ${elderId} AND kind = 'death' AND to_date IS NULL)`);

/** One notice with what follows from it as things stand now. Null when it is out of reach. */
export async function loadDeathNotice(db: Database, scope: Scope, noticeId: string) {
  const of = (column: 'elder_id' | 'died_date') => sql`(SELECT ${sql.raw(column)} FROM death_notice WHERE id = ${noticeId})`;
  const read = await readTogether(db, {
    offices: officesOf(db, scope),
    notices: notices(db, and(eq(deathNotice.id, noticeId), elderResidesWithin(scope))),
    people: people(db, and(eq(elder.id, of('elder_id')), elderResidesWithin(scope))),
    facts: factsOf(db, of('elder_id')),
    ...laterOrderQueries(db, ordersFrom(of('elder_id'), of('died_date'))),
    balances: db
      .select(pick({ operatorName: operator.name, balanceFen: balance.balanceFen, reservedFen: balance.reservedFen }))
      .from(account)
      .innerJoin(balance, eq(balance.accountId, account.id))
      .innerJoin(operator, eq(operator.id, account.holderId))
      .where(and(eq(account.kind, 'prepaid'), eq(account.ownerId, of('elder_id')))),
  });
  const [notice, person] = [read.notices[0], read.people[0]];
  if (!notice || !person) return null;
  return { offices: read.offices, notice, person, facts: read.facts, ended: endedBy(read, () => notice.diedOn), balances: read.balances };
}
export type DeathNoticeRead = NonNullable<Awaited<ReturnType<typeof loadDeathNotice>>>;

/** What the second person confirms. What follows from it may move until then, and is settled as it stands. */
export async function deathHash({ notice, person }: DeathNoticeRead): Promise<string> {
  return sha256(JSON.stringify([notice.id, notice.elderId, person.name, person.birthDate, person.village, notice.diedOn, notice.toldBy, notice.document, notice.notedBy]));
}

/** The second person's word, once; where it is yes, the death is a dated fact from the same commit on. */
export async function decideNotice(db: Database, entry: AuditEntry, { notice }: DeathNoticeRead, outcome: DeathOutcome, shownHash: string): Promise<'done' | Conflict> {
  const { id: noticeId, elderId, diedOn, toldBy, document } = notice;
  const fact = { id: newId(), elderId, kind: 'death' as const, value: 'yes', scale: null, from: diedOn, source: toldBy, document: document || null };
  return commit(db, entry, {
    guards: [
      guard('nobody has decided', sql`NOT EXISTS (SELECT 1 FROM ${deathDecision} WHERE notice_id = ${noticeId})`),
      ...(outcome === 'confirmed' ? [notOnRecord(elderId)] : []),
    ],
    changes: [
      db.insert(deathDecision).values({ noticeId, outcome, decidedAt: entry.at, decidedBy: entry.actor, shownHash }),
      ...(outcome === 'confirmed' ? grantFact(db, entry, fact) : []),
    ],
  });
}

