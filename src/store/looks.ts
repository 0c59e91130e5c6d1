import { commit, type AuditEntry } from './commit.ts';
import type { Database } from './read.ts';

/** Leaves the trace of a look at what names people. It comes before the answer: where no trace can be left, nothing is shown. */
export async function recordLook(db: Database, entry: AuditEntry): Promise<void> {
  if ((await commit(db, entry, { changes: [] })) !== 'done') throw new Error('a look could not be recorded');
}
