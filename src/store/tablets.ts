import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { optional, pick, readRows, type Database } from './read.ts';
import { mealPoint, session, tablet, tabletEnding } from './schema.ts';
import { pointWithin } from './scope.ts';
import { stillSignedIn } from './sessions.ts';

// The tablets that canteens share: each is of one meal point, from its enrolment until somebody ends it.

/** When somebody last used it: its sessions follow one another, so the last one knows. */
const lastSeenAt = sql<number | null>`(SELECT s.seen_at FROM session s WHERE s.tablet_id = ${tablet.id} ORDER BY s.created_at DESC LIMIT 1)`;

const tabletsWithin = (db: Database, scope: Scope, only?: SQL) =>
  db
    .select(
      pick({
        id: tablet.id, name: tablet.name, pointName: mealPoint.name, enrolledAt: tablet.enrolledAt, enrolledBy: tablet.enrolledBy,
        enrolledByName: nameOfActor(tablet.enrolledBy), lastSeenAt, endedAt: optional(tabletEnding.endedAt), endReason: optional(tabletEnding.reason),
        endedBy: optional(tabletEnding.endedBy), endedByName: sql<string | null>`iif(${tabletEnding.endedBy} IS NULL, NULL, ${nameOfActor(tabletEnding.endedBy)})`,
      }),
    )
    .from(tablet)
    .innerJoin(mealPoint, eq(mealPoint.id, tablet.mealPointId))
    .leftJoin(tabletEnding, eq(tabletEnding.tabletId, tablet.id))
    .where(and(pointWithin(scope), only));

/** The tablets of the points within reach, point by point, those in use first. */
export async function listTablets(db: Database, scope: Scope) {
  return readRows(db, tabletsWithin(db, scope).orderBy(asc(mealPoint.name), sql`${tabletEnding.endedAt} IS NOT NULL`, desc(tablet.enrolledAt), asc(tablet.id)));
}
export type TabletRead = Awaited<ReturnType<typeof listTablets>>[number];

/** One of them; null out of reach. */
export async function findTablet(db: Database, scope: Scope, tabletId: string): Promise<TabletRead | null> {
  return (await readRows(db, tabletsWithin(db, scope, eq(tablet.id, tabletId))))[0] ?? null;
}

/** Whether a point has a tablet in use that is called so: the log tells tablets apart by their names. */
export async function isNameTaken(db: Database, mealPointId: string, name: string): Promise<boolean> {
  const rows = await readRows(db, db.select(pick({ id: sql<string>`id` })).from(sql`(${inUse(mealPointId, name)})`));
  return rows.length > 0;
}

const inUse = (mealPointId: string, name: string) => sql`SELECT t.id FROM ${tablet} t LEFT JOIN ${tabletEnding} e ON e.tablet_id = t.id
  WHERE t.meal_point_id = ${mealPointId} AND t.name = ${name} AND e.tablet_id IS NULL`;

export type NewTablet = { id: string; mealPointId: string; name: string; tokenHash: string };

/** The tablet enrolled, and whoever did it signed out of it: what they may do is not left lying on the counter, and no second press enrols another. */
export async function enrolTablet(db: Database, entry: AuditEntry, fresh: NewTablet, sessionHash: string): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [stillSignedIn(sessionHash), guard('tablet name is free', sql`NOT EXISTS (${inUse(fresh.mealPointId, fresh.name)})`)],
    changes: [
      db.insert(tablet).values({ ...fresh, enrolledAt: entry.at, enrolledBy: entry.actor }),
      db.update(session).set({ endedAt: entry.at }).where(and(eq(session.tokenHash, sessionHash), isNull(session.endedAt))),
    ],
  });
}

/** From the next request on its cookie and whoever is in on it are nothing. */
export async function endTablet(db: Database, entry: AuditEntry & { reason: string }, tabletId: string, sessionHash: string): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [stillSignedIn(sessionHash)],
    changes: [
      db.insert(tabletEnding).values({ tabletId, reason: entry.reason, endedAt: entry.at, endedBy: entry.actor }),
      db.update(session).set({ endedAt: entry.at }).where(and(eq(session.tabletId, tabletId), isNull(session.endedAt))),
    ],
  });
}
