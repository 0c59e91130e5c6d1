import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import type { ServiceDate } from '../domain/calendar.ts';
import type { FactKind } from '../domain/elder.ts';
import type { AuditEntry, Statement } from './commit.ts';
import type { Database } from './read.ts';
import { dueForReassessment } from './reassessments.ts';
import { elderFact } from './schema.ts';

// The one way in which dated facts are written: begun and ended, never overwritten. Whatever has to follow a change of facts hangs here.

/** A fact about to begin. `document`: the number of the paper or application that says so. */
export type NewFact = {
  id: string;
  elderId: string;
  kind: FactKind;
  value: string;
  scale: string | null;
  from: ServiceDate;
  source: string;
  document: string | null;
};

/** Of these there is one at a time (of each scale): the next one ends the one before. Categories stand beside each other. */
const ONE_AT_A_TIME: readonly FactKind[] = ['ability', 'disability', 'living'];

/** The statements that begin a fact, and end the one that it follows. */
export function grantFact(db: Database, entry: AuditEntry, fact: NewFact): Statement[] {
  const { id, elderId, kind, value, scale, from, source, document } = fact;
  const before = and(eq(elderFact.elderId, elderId), eq(elderFact.kind, kind), sql`${elderFact.scale} IS ${scale}`, isNull(elderFact.toDate));
  return [
    ...(ONE_AT_A_TIME.includes(kind) ? [ending(db, sql`${before}`, from)] : []),
    db.insert(elderFact).values({
      id, elderId, kind, value, scale, fromDate: from, toDate: null, source, document, recordedAt: entry.at, recordedBy: entry.actor,
    }),
    ...dueForReassessment([elderId], 'fact_changed', entry),
  ];
}

/** The statement that ends a fact: `to` is the first day on which it no longer holds. A fact that has ended already is left as it is. */
export function endFact(db: Database, entry: AuditEntry, { factId, elderId }: { factId: string; elderId: string }, to: ServiceDate): Statement[] {
  return [ending(db, sql`${elderFact.id} = ${factId} AND ${elderFact.toDate} IS NULL`, to), ...dueForReassessment([elderId], 'fact_changed', entry)];
}

/** Never before its own beginning: a fact that is followed before it began has held on no day. */
function ending(db: Database, which: SQL, to: ServiceDate): Statement {
  return db.update(elderFact).set({ toDate: sql`max(${elderFact.fromDate}, ${to})` }).where(which);
}
