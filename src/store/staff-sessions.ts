import { and, desc, eq, gt, isNull, ne, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { commit, guard, type AuditEntry, type Conflict, type Statement } from './commit.ts';
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

/** Ends one of one's own; a conflict where it is over, or another's, or never was. */
export async function endOwnSession(db: Database, entry: AuditEntry, scope: Scope, tokenHash: string): Promise<'done' | Conflict> {
  return endThese(db, entry, and(ownSession(scope), eq(session.tokenHash, tokenHash), isNull(session.endedAt)));
}

/** Ends all of one's own but this one, and what follows of it; a conflict where there are no others. */
export async function endOtherSessions(db: Database, entry: AuditEntry, scope: Scope, tokenHash: string, besides: Statement): Promise<'done' | Conflict> {
  return endThese(db, entry, and(ownSession(scope), ne(session.tokenHash, tokenHash), isNull(session.endedAt)), [besides]);
}

async function endThese(db: Database, entry: AuditEntry, these: SQL | undefined, besides: Statement[] = []): Promise<'done' | Conflict> {
  return commit(db, entry, {
    guards: [guard('a session to end', sql`EXISTS (SELECT 1 FROM ${session} WHERE ${these})`)],
    changes: [db.update(session).set({ endedAt: entry.at }).where(these), ...besides],
  });
}
