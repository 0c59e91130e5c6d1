import { and, asc, desc, eq, isNotNull, sql, type SQL } from 'drizzle-orm';
import type { Role, Scope } from '../domain/access.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { officesOf } from './county-month.ts';
import { countyOffice } from './county-office.ts';
import { optional, pick, readTogether, type Database } from './read.ts';
import { priorAnswer } from './request-keys.ts';
import { accessDecision, accessRequest, division, grantRevocation, person, personDisabling, roleGrant, staffLogin, staffMember, startCode } from './schema.ts';
import { divisionWithin, staffWithin } from './scope.ts';

// Who works here and what they are granted. Families are persons too, and none of these.

/** Longer than this helps nobody: more of the name does. */
const MOST_FOUND = 50;
export const PEOPLE_PAGE = 50;

/** What a grant, or a wish for one, holds for, in words. A village stands behind its town. */
export function placeName(of: typeof roleGrant | typeof accessRequest): SQL<string> {
  return sql`coalesce((SELECT p.name FROM meal_point p WHERE p.id = ${of.mealPointId}), (SELECT o.name FROM operator o WHERE o.id = ${of.operatorId}),
    (SELECT iif(d.level = 'village', t.name || d.name, d.name) FROM division d LEFT JOIN division t ON t.code = d.parent_code WHERE d.code = ${of.divisionCode}), '')`;
}

const placeColumns = (of: typeof roleGrant | typeof accessRequest) => ({ mealPointId: of.mealPointId, operatorId: of.operatorId, divisionCode: of.divisionCode, placeName: placeName(of) });

/** Grants that somebody holds, as JSON [[role, place]], the oldest first. */
const held = sql<string>`(SELECT json_group_array(json_array(${roleGrant.role}, ${placeName(roleGrant)}) ORDER BY ${roleGrant.grantedAt}, ${roleGrant.id})
  FROM ${roleGrant} WHERE ${roleGrant.personId} = ${person.id} AND ${roleGrant.revokedAt} IS NULL)`;

const columns = { id: person.id, name: person.name, unit: staffMember.unit, disabledAt: optional(person.disabledAt) };

function staff(db: Database, which: SQL | undefined) {
  return db.select(pick({ ...columns, held })).from(staffMember).innerJoin(person, eq(person.id, staffMember.personId)).where(which).orderBy(asc(person.name), asc(person.id));
}
type StaffRow = Awaited<ReturnType<typeof staff>>[number];

const lineOf = ({ held: text, ...one }: StaffRow) => ({ ...one, grants: (JSON.parse(text) as [Role, string][]).map(([role, place]) => ({ role, place })) });
export type StaffLine = ReturnType<typeof lineOf>;

/** `role`: who holds it; `none`: nothing at all; `disabled`. `town`: who holds something in a town, its villages, its points. */
export type PeopleFilter = { role?: Role | 'none' | 'disabled' | undefined; town?: string | undefined };

function matching({ role, town }: PeopleFilter): SQL | undefined {
  const holds = (which: SQL) => sql`EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = ${person.id} AND g.revoked_at IS NULL AND ${which})`;
  const inTown = (column: SQL) => sql`substr(${column}, 1, 9) = ${town?.slice(0, 9) ?? ''}`;
  const points = sql`SELECT 1 FROM meal_point p WHERE (p.id = g.meal_point_id OR p.operator_id = g.operator_id) AND ${inTown(sql`p.division_code`)}`;
  return and(
    role === undefined ? undefined : role === 'none' ? sql`NOT ${holds(sql`1`)}` : role === 'disabled' ? isNotNull(person.disabledAt) : holds(sql`g.role = ${role}`),
    town === undefined ? undefined : holds(sql`(${inTown(sql`g.division_code`)} OR EXISTS (${points}))`),
  );
}

/** A page of those who work here, what waits for a second administrator, and how many of these there are. */
export async function loadPeople(db: Database, scope: Scope, filter: PeopleFilter, page: number) {
  const wanted = and(staffWithin(scope), matching(filter));
  const { people, counts, administrators, ...rows } = await readTogether(db, {
    offices: officesOf(db, scope),
    towns: db.select(pick({ code: division.code, name: division.name })).from(division).where(and(eq(division.level, 'town'), divisionWithin(scope))).orderBy(asc(division.code)),
    waiting: accessRequests(db, and(undecided, staffWithin(scope))),
    administrators: administratorsWithin(db, scope),
    people: staff(db, wanted).limit(PEOPLE_PAGE).offset((page - 1) * PEOPLE_PAGE),
    counts: db.select(pick({ all: sql<number>`count(*)` })).from(staffMember).innerJoin(person, eq(person.id, staffMember.personId)).where(wanted),
  });
  const count = counts[0]?.all ?? 0;
  return { ...rows, people: people.map(lineOf), count, pages: Math.max(1, Math.ceil(count / PEOPLE_PAGE)), administrators: administrators[0]?.count ?? 0 };
}

/** By a part of the name, or of where they work. */
export async function findPeople(db: Database, scope: Scope, words: string) {
  const meant = sql`(instr(${person.name}, ${words}) > 0 OR instr(${staffMember.unit}, ${words}) > 0)`;
  const read = await readTogether(db, { offices: officesOf(db, scope), found: staff(db, and(meant, staffWithin(scope))).limit(MOST_FOUND + 1) });
  return { offices: read.offices, people: read.found.slice(0, MOST_FOUND).map(lineOf), more: read.found.length > MOST_FOUND };
}

/** Administrators at work: two are needed to grant anything. */
function administratorsWithin(db: Database, scope: Scope) {
  const at = sql`SELECT ${staffMember.divisionCode} FROM ${staffMember} WHERE ${staffWithin(scope)}`;
  return db
    .select(pick({ count: sql<number>`count(DISTINCT ${roleGrant.personId})` }))
    .from(roleGrant)
    .innerJoin(person, eq(person.id, roleGrant.personId))
    .where(sql`${roleGrant.role} = 'administrator' AND ${roleGrant.revokedAt} IS NULL AND ${person.disabledAt} IS NULL AND ${roleGrant.divisionCode} IN (${at})`);
}

const undecided = sql`NOT EXISTS (SELECT 1 FROM ${accessDecision} WHERE ${accessDecision.requestId} = ${accessRequest.id})`;

/** Who may administer somebody now: the actor behind `who`, enabled and granted for the county that looks after them. */
export function isAdministratorOf(who: SQL, personId: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM role_grant a JOIN person x ON x.id = a.person_id AND x.disabled_at IS NULL JOIN staff_member m ON m.division_code = a.division_code
    WHERE a.person_id = substr(${who}, 8) AND a.role = 'administrator' AND a.revoked_at IS NULL AND m.person_id = ${personId})`;
}

/** Requests with the person whom each is about, oldest first. */
export function accessRequests(db: Database, which: SQL | undefined) {
  return db
    .select(
      pick({
        id: accessRequest.id,
        personId: accessRequest.personId,
        personName: person.name,
        unit: staffMember.unit,
        kind: accessRequest.kind,
        role: accessRequest.role,
        ...placeColumns(accessRequest),
        replacesId: accessRequest.replacesId,
        resets: accessRequest.resets,
        reason: accessRequest.reason,
        requestedAt: accessRequest.requestedAt,
        requestedBy: accessRequest.requestedBy,
        requestedByName: nameOfActor(accessRequest.requestedBy),
        askerStands: sql<number>`${isAdministratorOf(sql`${accessRequest.requestedBy}`, sql`${accessRequest.personId}`)}`,
        outcome: optional(accessDecision.outcome),
        decidedAt: optional(accessDecision.decidedAt),
        decidedBy: optional(accessDecision.decidedBy),
        decidedByName: sql<string | null>`${nameOfActor(accessDecision.decidedBy)}`,
      }),
    )
    .from(accessRequest)
    .innerJoin(staffMember, eq(staffMember.personId, accessRequest.personId))
    .innerJoin(person, eq(person.id, accessRequest.personId))
    .leftJoin(accessDecision, eq(accessDecision.requestId, accessRequest.id))
    .where(which)
    .orderBy(asc(accessRequest.requestedAt), asc(accessRequest.id));
}
export type AccessRequestLine = Awaited<ReturnType<typeof accessRequests>>[number];

/** Everything about one person, for those who look after them; `of`: a select of the one id. `may`: whether the actor is still an administrator. */
export function personQueries(db: Database, scope: Scope, of: SQL, actor: string) {
  return {
    offices: officesOf(db, scope),
    people: db
      .select(pick({ ...columns, addedAt: staffMember.addedAt, addedByName: nameOfActor(staffMember.addedBy), may: sql<number>`${isAdministratorOf(sql`${actor}`, sql`${staffMember.personId}`)}` }))
      .from(staffMember)
      .innerJoin(person, eq(person.id, staffMember.personId))
      .where(sql`${staffMember.personId} IN (${of}) AND ${staffWithin(scope)}`),
    grants: db
      .select(
        pick({
          id: roleGrant.id,
          role: roleGrant.role,
          ...placeColumns(roleGrant),
          grantedAt: roleGrant.grantedAt,
          grantedByName: nameOfActor(roleGrant.grantedBy),
          askedByName: sql<string | null>`${nameOfActor(accessRequest.requestedBy)}`,
          revokedAt: optional(roleGrant.revokedAt),
          revokedBy: optional(grantRevocation.revokedBy),
          revokedByName: sql<string | null>`${nameOfActor(grantRevocation.revokedBy)}`,
          revokedWhy: optional(grantRevocation.reason),
        }),
      )
      .from(roleGrant)
      .leftJoin(accessRequest, eq(accessRequest.id, roleGrant.id))
      .leftJoin(grantRevocation, eq(grantRevocation.grantId, roleGrant.id))
      .where(sql`${roleGrant.personId} IN (${of})`)
      .orderBy(asc(roleGrant.grantedAt), asc(roleGrant.id)),
    requests: accessRequests(db, sql`${accessRequest.personId} IN (${of})`),
    disablings: db
      .select(pick({ at: personDisabling.disabledAt, by: personDisabling.disabledBy, byName: nameOfActor(personDisabling.disabledBy), reason: personDisabling.reason }))
      .from(personDisabling)
      .where(sql`${personDisabling.personId} IN (${of})`)
      .orderBy(desc(personDisabling.disabledAt)),
    administrators: administratorsWithin(db, scope),
    // What two gave stands among the requests.
    codes: db
      .select(pick({ at: startCode.issuedAt, byName: nameOfActor(startCode.issuedBy), resets: startCode.resets, reason: startCode.reason }))
      .from(startCode)
      .where(sql`${startCode.personId} IN (${of}) AND NOT EXISTS (SELECT 1 FROM ${accessRequest} WHERE ${accessRequest.id} = ${startCode.id})`)
      .orderBy(asc(startCode.issuedAt)),
    logins: db
      .select(
        pick({
          login: staffLogin.login,
          passwordSetAt: optional(staffLogin.passwordSetAt),
          secondFactorAt: optional(staffLogin.totpConfirmedAt),
        }),
      )
      .from(staffLogin)
      .where(sql`${staffLogin.personId} IN (${of})`),
  };
}

/** For whoever looks and no more: null out of reach. */
export async function readPerson(db: Database, scope: Scope, of: SQL | string, actor: string, key = '') {
  const rows = await readTogether(db, { ...personQueries(db, scope, typeof of === 'string' ? sql`SELECT ${of}` : of, actor), prior: priorAnswer(db, key) });
  const [found] = rows.people;
  if (!found) return null;
  const { people: _people, administrators, logins, prior, ...rest } = rows;
  return { ...rest, person: found, login: logins[0] ?? null, administrators: administrators[0]?.count ?? 0, prior: prior[0] };
}
export type PersonRead = NonNullable<Awaited<ReturnType<typeof readPerson>>>;

/** For whoever changes something: null too where the actor has stopped being an administrator since the request began. */
export async function loadPerson(...asked: Parameters<typeof readPerson>): Promise<PersonRead | null> {
  const read = await readPerson(...asked);
  return read?.person.may ? read : null;
}

/** What a new name depends on: the county that will look after them, and who is called the same at the same place. */
export async function loadNewPerson(db: Database, scope: Scope, { name, unit }: { name: string; unit: string }, key: string) {
  const same = and(eq(person.name, name), eq(staffMember.unit, unit), staffWithin(scope));
  const read = await readTogether(db, { counties: countyOffice(db, scope), same: staff(db, same), prior: priorAnswer(db, key) });
  return { county: read.counties[0] ?? null, same: read.same[0] ?? null, prior: read.prior[0] };
}

/** Whoever acts is still an administrator of that person, at the moment of the write. As nobody ends their own access, one is always left. */
export function stillAdministrator(actor: string, personId: string): Statement {
  return guard('still an administrator', isAdministratorOf(sql`${actor}`, sql`${personId}`));
}

/** Somebody who works here and may do nothing yet. */
export async function addPerson(db: Database, entry: AuditEntry, fresh: { id: string; name: string; unit: string; divisionCode: string }, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const { id, name, ...work } = fresh;
  const same = sql`SELECT 1 FROM staff_member m JOIN person p ON p.id = m.person_id WHERE p.name = ${name} AND m.unit = ${work.unit} AND m.division_code = ${work.divisionCode}`;
  return commit(db, entry, {
    keyed,
    guards: [guard('nobody of that name there', sql`NOT EXISTS (${same})`)],
    changes: [
      db.insert(person).values({ id, name }),
      db.insert(staffMember).values({ personId: id, ...work, addedAt: entry.at, addedBy: entry.actor }),
      stillAdministrator(entry.actor, id),
    ],
  });
}
