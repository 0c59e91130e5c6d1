import { or, sql, type SQL } from 'drizzle-orm';
import { reachOf, type Scope } from '../domain/access.ts';
import { versionsThatGive } from '../domain/family.ts';
import { inList } from './read.ts';
import { application, division, elder, familyConsent, mealOrder, mealPoint, mealRun, operator, roster, session, staffLogin, staffMember, staffPin, standingFamily } from './schema.ts';

// The only place that opens a Scope. Every read joins its record to one of these conditions, so that a record out of reach is not
// found at all; what is read beside it in the same trip (its transfers, its dishes) is dropped with it.

const NOTHING = sql`0`;
const EVERYTHING = sql`1`;

/** Meal points within reach: by name, by who runs them, by division, or all for what everybody may read. */
export function pointWithin(scope: Scope): SQL {
  const reach = reachOf(scope);
  if (reach.everywhere) return EVERYTHING;
  const byDivision = reach.divisionPrefixes.map((prefix) => under(mealPoint.divisionCode, prefix));
  const byPoint = reach.mealPointIds.length > 0 ? [inList(mealPoint.id, reach.mealPointIds)] : [];
  const byOperator = reach.operatorIds.length > 0 ? [inList(mealPoint.operatorId, reach.operatorIds)] : [];
  return or(...byDivision, ...byPoint, ...byOperator) ?? NOTHING;
}

/** Operators who run points within reach, and none beyond it: what an office sets for one of them holds nowhere else. */
export function operatorWithin(scope: Scope): SQL {
  const run = (which: SQL) => sql`EXISTS (SELECT 1 FROM ${mealPoint} WHERE ${mealPoint.operatorId} = ${operator.id} AND ${which})`;
  return sql`${run(pointWithin(scope))} AND NOT ${run(sql`NOT (${pointWithin(scope)})`)}`;
}

/** The operators themselves that the scope was granted for: whose business it is. */
export function operatorGranted(scope: Scope): SQL {
  return inList(operator.id, reachOf(scope).operatorIds);
}

/** Whoever works here, for those who look after the county that they belong to. */
export function staffWithin(scope: Scope): SQL {
  return inDivisions(staffMember.divisionCode, scope);
}

/** Divisions within reach, whatever their level. */
export function divisionWithin(scope: Scope): SQL {
  return inDivisions(division.code, scope);
}

/** Meal runs of the points within reach. */
export function runWithin(scope: Scope): SQL {
  return within(mealRun.mealPointId, scope);
}

/** An elder's own record, those who consented to this family member, or the elders of the points within reach. */
export function elderWithin(scope: Scope): SQL {
  return ofPeople(elder.id, scope) ?? within(elder.mealPointId, scope);
}

/** An elder's own record and nobody else's: where only she herself is asked. */
export function ownElder(scope: Scope): SQL {
  return sql`${elder.id} = ${reachOf(scope).elderId}`;
}

/** How somebody at work signs in themself, and where they are signed in. */
export function ownLogin(scope: Scope): SQL {
  return sql`${staffLogin.personId} = ${reachOf(scope).personId}`;
}

export function ownSession(scope: Scope): SQL {
  return sql`${session.personId} = ${reachOf(scope).personId}`;
}

export function ownPin(scope: Scope): SQL {
  return sql`${staffPin.personId} = ${reachOf(scope).personId}`;
}

/** An elder's own orders, those of a family's elders, or those of the runs within reach. Needs meal_run joined in the last case. */
export function orderWithin(scope: Scope): SQL {
  return ofPeople(mealOrder.elderId, scope) ?? runWithin(scope);
}

/** Who may act for these people within scope: the elder, or a family member whom she let do this and has not told to stop. Guarded inside the write too. */
export function mayActFor(scope: Scope, elderId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM ${elder} WHERE ${elder.id} = ${elderId} AND ${elderWithin(scope)})`;
}

/** Named people, for those whose reach is people and no place. A consent that was withdrawn is none from that moment on. */
function ofPeople(column: typeof elder.id | typeof mealOrder.elderId, scope: Scope): SQL | null {
  const { elderId, familyId, familyRight } = reachOf(scope);
  if (elderId !== null) return sql`${column} = ${elderId}`;
  if (familyId === null || familyRight === null) return null;
  const given = sql`EXISTS (SELECT 1 FROM ${familyConsent} WHERE ${familyConsent.bindingId} = ${standingFamily.id} AND ${inList(familyConsent.version, versionsThatGive(familyRight))})`;
  return sql`${column} IN (SELECT ${standingFamily.elderId} FROM ${standingFamily} WHERE ${standingFamily.personId} = ${familyId} AND ${given})`;
}

/** The elders who live in the divisions within reach: a village knows its people by where they live, wherever they eat. */
export function elderResidesWithin(scope: Scope): SQL {
  return inDivisions(elder.residenceDivision, scope);
}

/** An elder's own applications, or those that the villages within reach check. */
export function applicationWithin(scope: Scope): SQL {
  const { elderId } = reachOf(scope);
  return elderId === null ? inDivisions(application.villageCode, scope) : sql`${application.elderId} = ${elderId}`;
}

/** Villages and communities within reach. */
export function villageWithin(scope: Scope): SQL {
  return sql`${division.level} = 'village' AND ${divisionWithin(scope)}`;
}

type DivisionColumn = typeof elder.residenceDivision | typeof application.villageCode | typeof division.code | typeof staffMember.divisionCode;

function inDivisions(column: DivisionColumn, scope: Scope): SQL {
  const reach = reachOf(scope);
  if (reach.everywhere) return EVERYTHING;
  return or(...reach.divisionPrefixes.map((prefix) => under(column, prefix))) ?? NOTHING;
}

/** Codes are digits, so that a division and everything below it is one stretch of an index. */
function under(column: DivisionColumn | typeof mealPoint.divisionCode | typeof roster.divisionCode, prefix: string): SQL {
  return sql`${column} BETWEEN ${prefix} AND ${`${prefix}~`}`;
}

/** The divisions themselves that the scope was granted for: whose office it is. */
export function divisionGranted(scope: Scope): SQL {
  return inList(division.code, reachOf(scope).divisionPrefixes.map((prefix) => prefix.padEnd(12, '0')));
}

/** Standing orders (as s) of the points within reach: the canteen that cooks them. */
export function standingWithin(scope: Scope): SQL {
  return sql`s.meal_point_id IN (SELECT ${mealPoint.id} FROM ${mealPoint} WHERE ${pointWithin(scope)})`;
}

/** Where the whole county was granted: its policies are nobody's but the county's. A database is one county's (cli/first-administrator-sql.ts), so that this one is meant. */
export function countyGranted(scope: Scope): SQL {
  return sql`EXISTS (SELECT 1 FROM ${division} WHERE ${divisionGranted(scope)} AND ${division.level} = 'county')`;
}

/** Rosters of the divisions within reach: whoever looks after a division, or after one above it. */
export function rosterWithin(scope: Scope): SQL {
  const reach = reachOf(scope);
  return or(...reach.divisionPrefixes.map((prefix) => under(roster.divisionCode, prefix))) ?? NOTHING;
}

function within(pointId: typeof mealRun.mealPointId | typeof elder.mealPointId, scope: Scope): SQL {
  const reach = reachOf(scope);
  if (reach.everywhere) return EVERYTHING;
  if (reach.divisionPrefixes.length === 0) return inList(pointId, reach.mealPointIds);
  return sql`${pointId} IN (SELECT ${mealPoint.id} FROM ${mealPoint} WHERE ${pointWithin(scope)})`;
}
