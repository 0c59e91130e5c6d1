import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { LabelKind } from '../domain/county-label.ts';
import { nameOfActor } from './actors.ts';
import type { AuditEntry, Statement } from './commit.ts';
import { pick, type Database } from './read.ts';
import { category, labelChange, payer } from './schema.ts';

/** What one payer or category was called before, the latest change first. */
export function changesOf(db: Database, kind: LabelKind, code: string) {
  return db
    .select(pick({ was: labelChange.was, name: labelChange.name, reason: labelChange.reason, at: labelChange.changedAt, by: nameOfActor(labelChange.changedBy) }))
    .from(labelChange)
    .where(and(eq(labelChange.kind, kind), eq(labelChange.code, code)))
    .orderBy(desc(labelChange.number));
}
export type LabelChange = Awaited<ReturnType<typeof changesOf>>[number];

export type Renaming = { code: string; was: string; name: string; reason: string };

/** The name and, before it, the entry that explains it: without one a trigger refuses the name. */
export function renameLabel(db: Database, entry: AuditEntry, kind: LabelKind, { code, was, name, reason }: Renaming): Statement[] {
  const table = kind === 'payer' ? payer : category;
  return [
    db.insert(labelChange).values({
      kind, code, was, name, reason, changedAt: entry.at, changedBy: entry.actor,
      number: sql`(SELECT coalesce(max(number), 0) + 1 FROM label_change WHERE kind = ${kind} AND code = ${code})`,
    }),
    db.update(table).set({ name }).where(eq(table.code, code)),
  ];
}

/** No other row of the table is called so. */
export function nameIsFree(kind: LabelKind, name: string, code: string): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM ${kind === 'payer' ? payer : category} WHERE name = ${name} AND code <> ${code})`;
}
