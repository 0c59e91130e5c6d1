import { commit, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import type { Database } from './read.ts';

/** Leaves the trace of a look at what names people. It comes before the answer: where no trace can be left, nothing is shown. */
export async function recordLook(db: Database, entry: AuditEntry): Promise<void> {
  if ((await commit(db, entry, { changes: [] })) !== 'done') throw new Error('a look could not be recorded');
}

/** The same under the key of the form that asked for it: pressed twice, it is one look. */
export async function recordKeyedLook(db: Database, entry: AuditEntry, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  return commit(db, entry, { keyed, changes: [] });
}
