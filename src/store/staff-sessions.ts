import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { commit, type AuditEntry, type Conflict } from './commit.ts';
import { pick, readRows, type Database } from './read.ts';
import { session } from './schema.ts';
import { ownSession } from './scope.ts';

/** Where a person is signed in now, the latest first. Whose hash one knows is no way in: it stands on the owner's own page only. */
export async function listSessions(db: Database, scope: Scope, now: Instant) {
  return readRows(
    db,
    db
      .select(pick({ tokenHash: session.tokenHash, createdAt: session.createdAt, expiresAt: session.expiresAt, way: session.way }))
      .from(session)
      .where(and(ownSession(scope), isNull(session.endedAt), gt(session.expiresAt, now)))
      .orderBy(desc(session.createdAt), session.tokenHash),
  );
}

/** Ends one of one's own; another's, or one that is over, stays as it is. */
export async function endOwnSession(db: Database, entry: AuditEntry, scope: Scope, tokenHash: string): Promise<'done' | Conflict> {
  const ended = db.update(session).set({ endedAt: sql`coalesce(${session.endedAt}, ${entry.at})` }).where(and(ownSession(scope), eq(session.tokenHash, tokenHash)));
  return commit(db, entry, { changes: [ended] });
}

/** Ends all of one's own but this one. */
export async function endOtherSessions(db: Database, entry: AuditEntry, scope: Scope, tokenHash: string): Promise<'done' | Conflict> {
  const ended = db.update(session).set({ endedAt: entry.at }).where(and(ownSession(scope), isNull(session.endedAt), ne(session.tokenHash, tokenHash)));
  return commit(db, entry, { changes: [ended] });
}
