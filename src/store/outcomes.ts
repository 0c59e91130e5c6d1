import { and, eq, gte, lt } from 'drizzle-orm';
import { pick, readRows, type Database } from './read.ts';
import { audit } from './schema.ts';

/** What this actor's request recorded: nothing where it recorded nothing, or was somebody else's. An audit row's id begins with its request (commit.ts). */
export async function actsOfRequest(db: Database, actor: string, requestId: string): Promise<{ action: string; subject: string }[]> {
  return readRows(
    db,
    db
      .select(pick({ action: audit.action, subject: audit.subject }))
      .from(audit)
      .where(and(gte(audit.id, `${requestId}.`), lt(audit.id, `${requestId}/`), eq(audit.actor, actor))),
  );
}
