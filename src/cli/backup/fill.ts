import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { SCHEMA_HASH } from '../../store/schema-hash.ts';
import { CannotStart } from '../local-state.ts';
import { untilTheEnd, type End, type Item, type Manifest, type TableFacts, type TakePhoto } from './contents.ts';
import { factsOf, schemaOfMigrations } from './database.ts';

// Into an empty database, in one transaction: the tables, their rows, and only then the indexes, views and triggers. A trigger that stood
// before would move the balances a second time, or refuse a row that was right when it was written.

export function refuseOtherSchema({ schemaHash, madeAt }: Manifest): void {
  if (schemaHash === SCHEMA_HASH) return;
  throw new CannotStart(`The backup of ${madeAt} is of another schema (${schemaHash}) than this program (${SCHEMA_HASH}). Restore it with the program it was made with, then migrate.`);
}

/**
 * What was ended after the backup was made may not come back to life, and nobody knows what it was: so nobody is signed in, every tablet has to be
 * enrolled anew, and no start code is good any more. Written before the triggers, as all rows are.
 */
export const waysInEnded = (now: number) => [
  `UPDATE "session" SET ended_at = ${now} WHERE ended_at IS NULL`,
  `INSERT INTO "tablet_ending" (tablet_id, reason, ended_at, ended_by) SELECT id, '从备份恢复，要重新登记', ${now}, 'job:restore' FROM "tablet" WHERE id NOT IN (SELECT tablet_id FROM "tablet_ending")`,
  `UPDATE "start_code" SET expires_at = min(expires_at, ${now}) WHERE used_at IS NULL`,
];

/** Nothing stays unless the backup was read to its end. Photos are handed on as they come. */
export async function fillDatabase(db: DatabaseSync, manifest: Manifest, items: AsyncIterable<Item>, takePhoto: TakePhoto): Promise<End> {
  refuseOtherSchema(manifest);
  const { tables, rest } = schemaOfMigrations();
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec('BEGIN');
  try {
    for (const text of [...tables, ...manifest.tables.flatMap(({ sql }) => sql ?? [])]) db.exec(text);
    const end = await fillRows(db, items, takePhoto);
    for (const text of waysInEnded(Date.now())) db.exec(text);
    for (const text of rest) db.exec(text);
    const loose = db.prepare('PRAGMA foreign_key_check').all();
    if (loose.length > 0) throw new CannotStart(`The backup is not whole: ${loose.length} rows refer to rows that are not there.`);
    db.exec('COMMIT');
    return end;
  } catch (fault) {
    db.exec('ROLLBACK');
    throw fault;
  }
}

async function fillRows(db: DatabaseSync, items: AsyncIterable<Item>, takePhoto: TakePhoto): Promise<End> {
  const prepared = new Map<TableFacts, StatementSync>();
  return untilTheEnd(items, takePhoto, ({ table, values }) => {
    const statement = prepared.get(table) ?? db.prepare(insertText(table));
    prepared.set(table, statement);
    statement.run(...values);
  });
}

const insertText = ({ name, columns }: TableFacts) =>
  `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** What of a restored database is not as the backup says, in words. Empty: all is as it was, and the books hold. */
export async function differences(db: DatabaseSync, manifest: Manifest): Promise<string[]> {
  const now = await factsOf(db);
  const rows = new Map(now.tables.map((table) => [table.name, table.rows]));
  const tables = rowsRestored(manifest).flatMap((table) => (rows.get(table.name) === table.rows ? [] : [`table ${table.name}: ${rows.get(table.name) ?? 'no'} rows, the backup says ${table.rows}`]));
  const kinds = new Set([...Object.keys(now.totals), ...Object.keys(manifest.totals)]);
  const totals = [...kinds].flatMap((kind) => (now.totals[kind] === manifest.totals[kind] ? [] : [`total of ${kind}: ${now.totals[kind]} fen, the backup says ${manifest.totals[kind]}`]));
  const schema = now.schemaHash === manifest.schemaHash ? [] : [`schema ${now.schemaHash}, the backup says ${manifest.schemaHash}`];
  const broken = now.broken.filter((one) => !manifest.broken.includes(one)).map((one) => `invariant ${one}`);
  return [...schema, ...tables, ...totals, ...broken];
}

/** The rows that the backup says, and an ending for each tablet. */
function rowsRestored({ tables }: Manifest): { name: string; rows: number }[] {
  const tablets = tables.find(({ name }) => name === 'tablet')?.rows ?? 0;
  return tables.map(({ name, rows }) => ({ name, rows: name === 'tablet_ending' ? tablets : rows }));
}
