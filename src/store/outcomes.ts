import { and, gte, lt, sql } from 'drizzle-orm';
import { pick, readRows, type Database } from './read.ts';
import { audit } from './schema.ts';

/** What this actor's request recorded: nothing where it recorded nothing, or was somebody else's. An audit row's id begins with its request (commit.ts); the + keeps SQLite from going through everything that they ever did. */
export async function actsOfRequest(db: Database, actor: string, requestId: string): Promise<{ action: string; subject: string }[]> {
  return readRows(
    db,
    db
      .select(pick({ action: audit.action, subject: audit.subject }))
      .from(audit)
      .where(and(gte(audit.id, `${requestId}.`), lt(audit.id, `${requestId}/`), sql`+${audit.actor} = ${actor}`)),
  );
}
