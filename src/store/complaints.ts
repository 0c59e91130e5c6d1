import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { pick, readTogether, type Database } from './read.ts';
import { complaint, complaintAnswer, complaintAssignment, complaintRule, mealPoint, person, roleGrant } from './schema.ts';
import { pointWithin } from './scope.ts';

// Whose turn a complaint is, and what nobody answered in time.

/** In how many days a complaint is answered: what was set last. A part of a page's one trip. */
export function complaintRules(db: Database) {
  return db.select(pick({ answerDays: complaintRule.answerDays })).from(complaintRule).orderBy(desc(complaintRule.setAt)).limit(1);
}

/** Whether the person that `actor` names ('person:…') works at a point now. */
const worksAt = (actor: SQL, pointId: SQL) => sql`EXISTS (SELECT 1 FROM role_grant g JOIN person w ON w.id = g.person_id AND w.disabled_at IS NULL
  WHERE g.person_id = substr(${actor}, 8) AND ${actor} GLOB 'person:*' AND g.role = 'canteen_staff' AND g.meal_point_id = ${pointId} AND g.revoked_at IS NULL)`;

/** Who answers for a new complaint: whoever handed her the meal, or nobody by name where they do not work there any more. */
export function whoHandedOver(orderId: string, mealPointId: string): SQL<string> {
  return sql`coalesce((SELECT h.handed_by FROM hand_over h WHERE h.order_id = ${orderId} AND ${worksAt(sql`h.handed_by`, sql`${mealPointId}`)}
    ORDER BY h.attempt DESC LIMIT 1), ${`meal_point:${mealPointId}`})`;
}

/** Whose turn it is: whom it was last handed to, or who had it at first. */
export const ownerOf = sql<string>`coalesce((SELECT 'person:' || s.owner_id FROM complaint_assignment s WHERE s.complaint_id = ${complaint.id}
  ORDER BY s.version DESC LIMIT 1), ${complaint.owner})`;

/** Whether they are still there to answer: somebody who has left is nobody's turn. */
export const ownerWorks = worksAt(ownerOf, sql`${complaint.mealPointId}`);

/** Who works at the point of a complaint, how often it was handed on and by whom. Nothing out of reach. */
export async function loadOwners(db: Database, scope: Scope, complaintId: string) {
  const within = and(eq(complaint.id, complaintId), pointWithin(scope));
  const rows = await readTogether(db, {
    owners: db.select(pick({ owner: ownerOf })).from(complaint).innerJoin(mealPoint, eq(mealPoint.id, complaint.mealPointId)).where(within),
    people: db
      .selectDistinct(pick({ id: person.id, name: person.name }))
      .from(complaint)
      .innerJoin(mealPoint, eq(mealPoint.id, complaint.mealPointId))
      .innerJoin(roleGrant, and(eq(roleGrant.mealPointId, complaint.mealPointId), eq(roleGrant.role, 'canteen_staff'), isNull(roleGrant.revokedAt)))
      .innerJoin(person, and(eq(person.id, roleGrant.personId), isNull(person.disabledAt)))
      .where(within)
      .orderBy(asc(person.name), asc(person.id)),
    steps: db
      .select(pick({ version: complaintAssignment.version, ownerName: person.name, at: complaintAssignment.assignedAt, by: nameOfActor(complaintAssignment.assignedBy) }))
      .from(complaintAssignment)
      .innerJoin(complaint, eq(complaint.id, complaintAssignment.complaintId))
      .innerJoin(mealPoint, eq(mealPoint.id, complaint.mealPointId))
      .innerJoin(person, eq(person.id, complaintAssignment.ownerId))
      .where(within)
      .orderBy(asc(complaintAssignment.version)),
  });
  return { owner: rows.owners[0]?.owner ?? '', people: rows.people, steps: rows.steps };
}
export type Owners = Awaited<ReturnType<typeof loadOwners>>;

/** From now on it is the turn of `ownerId`, who must work there; unless it was answered, or handed on, since it was read. */
export async function assignComplaint(db: Database, entry: AuditEntry, complaintId: string, mealPointId: string, { steps }: Owners, ownerId: string): Promise<'done' | Conflict> {
  const version = steps.length + 1;
  return commit(db, entry, {
    guards: [
      guard('not answered', sql`NOT EXISTS (SELECT 1 FROM ${complaintAnswer} WHERE complaint_id = ${complaintId})`),
      guard('owner works there', worksAt(sql`${`person:${ownerId}`}`, sql`${mealPointId}`)),
    ],
    changes: [db.insert(complaintAssignment).values({ complaintId, version, ownerId, assignedAt: entry.at, assignedBy: entry.actor })],
  });
}

/** Points within reach that have not answered in time: how many, and since when; whoever is latest stands first. */
export function overdueByPoint(db: Database, scope: Scope, today: ServiceDate) {
  return db
    .select(pick({ pointId: mealPoint.id, pointName: mealPoint.name, count: sql<number>`count(*)`, since: sql<ServiceDate>`min(${complaint.dueDate})` }))
    .from(complaint)
    .innerJoin(mealPoint, eq(mealPoint.id, complaint.mealPointId))
    .leftJoin(complaintAnswer, eq(complaintAnswer.complaintId, complaint.id))
    .where(and(pointWithin(scope), isNull(complaintAnswer.complaintId), sql`${complaint.dueDate} < ${today}`))
    .groupBy(mealPoint.id, mealPoint.name)
    .orderBy(sql`min(${complaint.dueDate})`, asc(mealPoint.name));
}
export type OverduePoint = Awaited<ReturnType<typeof overdueByPoint>>[number];
