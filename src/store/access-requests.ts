import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { GrantPlace, Role, Scope } from '../domain/access.ts';
import { PLACE_OF_ROLE, type AccessOutcome } from '../domain/access-request.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer, type Statement } from './commit.ts';
import { isAdministratorOf, readPerson, stillAdministrator } from './people.ts';
import { townOfPoint } from './points.ts';
import { pick, readRows, type Database } from './read.ts';
import { accessDecision, accessRequest, division, grantRevocation, mealPoint, operator, person, personDisabling, roleGrant } from './schema.ts';
import { divisionWithin, operatorWithin, pointWithin } from './scope.ts';
import { endSessionsOf } from './staff-logins.ts';
import { endCodesOf, startCodeWrite, type StartCodeIssue } from './start-codes.ts';

/** The places within reach that a role can be granted for; villages of one town only. `group`: the town that a point lies in. */
export async function placesFor(db: Database, scope: Scope, role: Role, town = ''): Promise<{ id: string; name: string; group: string | null }[]> {
  const kind = PLACE_OF_ROLE[role];
  if (kind === 'point') {
    const points = db
      .select(pick({ id: mealPoint.id, name: mealPoint.name, group: sql<string | null>`${division.name}` }))
      .from(mealPoint)
      .innerJoin(division, townOfPoint)
      .where(pointWithin(scope))
      .orderBy(asc(division.code), asc(mealPoint.name));
    return readRows(db, points);
  }
  const none = sql<string | null>`NULL`;
  if (kind === 'operator') return readRows(db, db.select(pick({ id: operator.id, name: operator.name, group: none })).from(operator).where(operatorWithin(scope)).orderBy(asc(operator.name)));
  const below = kind === 'village' ? eq(division.parentCode, town) : undefined;
  const divisions = db
    .select(pick({ id: division.code, name: division.name, group: none }))
    .from(division)
    .where(and(eq(division.level, kind), divisionWithin(scope), below))
    .orderBy(asc(division.code));
  return readRows(db, divisions);
}

export type NewAccessRequest = typeof accessRequest.$inferInsert;

/** A grant's place as columns, two of them empty. */
export function placeColumnsOf(place: GrantPlace) {
  return {
    mealPointId: 'mealPointId' in place ? place.mealPointId : null,
    operatorId: 'operatorId' in place ? place.operatorId : null,
    divisionCode: 'divisionCode' in place ? place.divisionCode : null,
  };
}

type Wished = Pick<NewAccessRequest, 'personId' | 'kind' | 'role' | 'mealPointId' | 'operatorId' | 'divisionCode' | 'replacesId'>;

const same = ({ role, mealPointId, operatorId, divisionCode }: Wished) =>
  sql`role IS ${role ?? null} AND meal_point_id IS ${mealPointId ?? null} AND operator_id IS ${operatorId ?? null} AND division_code IS ${divisionCode ?? null}`;

/** The person stands as the wish needs it: enabled and without the grant, or disabled. */
function standsFor(wished: Wished): Statement[] {
  const { personId, kind, replacesId } = wished;
  const disabled = sql`(SELECT disabled_at FROM person WHERE id = ${personId})`;
  if (kind === 'enable') return [guard('disabled', sql`${disabled} IS NOT NULL`)];
  return [
    guard('enabled', sql`${disabled} IS NULL`),
    guard('has it not', sql`NOT EXISTS (SELECT 1 FROM role_grant WHERE person_id = ${personId} AND revoked_at IS NULL AND ${same(wished)})`),
    ...(replacesId ? [guard('replaces what stands', sql`EXISTS (SELECT 1 FROM role_grant WHERE id = ${replacesId} AND person_id = ${personId} AND revoked_at IS NULL)`)] : []),
  ];
}

/** Asks for what another administrator confirms; the same thing once at a time. */
export async function askForAccess(db: Database, entry: AuditEntry, asked: NewAccessRequest, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const waiting = sql`SELECT 1 FROM access_request WHERE person_id = ${asked.personId} AND kind = ${asked.kind} AND ${same(asked)}
    AND NOT EXISTS (SELECT 1 FROM access_decision WHERE request_id = access_request.id)`;
  return commit(db, { ...entry, reason: asked.reason }, {
    keyed,
    guards: [stillAdministrator(entry.actor, asked.personId), guard('none waits', sql`NOT EXISTS (${waiting})`), ...standsFor(asked)],
    changes: [db.insert(accessRequest).values(asked)],
  });
}

/** One request with everything about the person, for whoever looks and no more. Null out of reach. */
export async function readAccessRequest(db: Database, scope: Scope, requestId: string, actor: string) {
  const read = await readPerson(db, scope, sql`SELECT ${accessRequest.personId} FROM ${accessRequest} WHERE ${accessRequest.id} = ${requestId}`, actor);
  const request = read?.requests.find((one) => one.id === requestId);
  return read && request ? { ...read, request } : null;
}
export type AccessRequestRead = NonNullable<Awaited<ReturnType<typeof readAccessRequest>>>;

/** For whoever decides. */
export async function loadAccessRequest(...asked: Parameters<typeof readAccessRequest>): Promise<AccessRequestRead | null> {
  const read = await readAccessRequest(...asked);
  return read?.person.may ? read : null;
}

/**
 * The second administrator's word, once; where it is yes, it holds from this commit on, and the person signs in anew. `issue`: the code
 * where one was asked for and is given.
 */
export async function decideOnAccess(
  db: Database,
  entry: AuditEntry,
  { request }: AccessRequestRead,
  { outcome, shownHash, issue }: { outcome: AccessOutcome; shownHash: string; issue: StartCodeIssue | null },
): Promise<'done' | Conflict> {
  const { id, personId, requestedBy, reason } = request;
  const undecided = guard('nobody has decided', sql`NOT EXISTS (SELECT 1 FROM access_decision WHERE request_id = ${id})`);
  const decided = db.insert(accessDecision).values({ requestId: id, outcome, shownHash, decidedAt: entry.at, decidedBy: entry.actor });
  const confirmed = outcome === 'confirmed';
  return commit(db, { ...entry, reason }, {
    guards: [
      undecided,
      stillAdministrator(entry.actor, personId),
      ...(confirmed ? [guard('the asker is still one', isAdministratorOf(sql`${requestedBy}`, sql`${personId}`)), ...standsFor(request)] : []),
    ],
    changes: [decided, ...(confirmed ? takesEffect(db, entry, request, issue) : [])],
  });
}

function takesEffect(db: Database, entry: AuditEntry, request: AccessRequestRead['request'], issue: StartCodeIssue | null): Statement[] {
  const { id, personId, role, mealPointId, operatorId, divisionCode, replacesId, reason } = request;
  if (issue) return startCodeWrite(db, entry, issue);
  const anew = [
    endSessionsOf(personId, entry.at),
    // A code that one administrator gave before would now open more than one may give.
    ...(mealPointId === null ? [endCodesOf(personId, entry.at)] : []),
  ];
  if (role === null) return [db.update(person).set({ disabledAt: null }).where(eq(person.id, personId)), ...anew];
  const granted = db.insert(roleGrant).values({ id, personId, role, mealPointId, operatorId, divisionCode, grantedAt: entry.at, grantedBy: entry.actor });
  return [granted, ...(replacesId ? revoked(db, entry, replacesId, reason) : []), ...anew];
}

function revoked(db: Database, entry: AuditEntry, grantId: string, reason: string): Statement[] {
  return [
    db.update(roleGrant).set({ revokedAt: entry.at }).where(and(eq(roleGrant.id, grantId), isNull(roleGrant.revokedAt))),
    db.insert(grantRevocation).values({ grantId, reason, revokedAt: entry.at, revokedBy: entry.actor }),
  ];
}

/** Of a grant within reach: whose it is. */
export const holderOf = (grantId: string): SQL => sql`SELECT ${roleGrant.personId} FROM ${roleGrant} WHERE ${roleGrant.id} = ${grantId}`;

/** Takes a grant away, at once. */
export async function revokeGrant(db: Database, entry: AuditEntry, personId: string, grantId: string, reason: string): Promise<'done' | Conflict> {
  return commit(db, { ...entry, reason }, {
    guards: [stillAdministrator(entry.actor, personId), guard('stands', sql`EXISTS (SELECT 1 FROM role_grant WHERE id = ${grantId} AND person_id = ${personId} AND revoked_at IS NULL)`)],
    changes: [...revoked(db, entry, grantId, reason), endSessionsOf(personId, entry.at)],
  });
}

/** Keeps somebody out, at once: whatever they are granted rests until two administrators let them in again. */
export async function disablePerson(db: Database, entry: AuditEntry, personId: string, reason: string): Promise<'done' | Conflict> {
  return commit(db, { ...entry, reason }, {
    guards: [stillAdministrator(entry.actor, personId), guard('enabled', sql`(SELECT disabled_at FROM person WHERE id = ${personId}) IS NULL`)],
    changes: [
      db.update(person).set({ disabledAt: entry.at }).where(eq(person.id, personId)),
      db.insert(personDisabling).values({ personId, disabledAt: entry.at, disabledBy: entry.actor, reason }),
      endSessionsOf(personId, entry.at),
    ],
  });
}
