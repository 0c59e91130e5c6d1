import type { DatabaseSync } from 'node:sqlite';
import { INVARIANTS } from '../../domain/invariants.ts';
import { ALL_MONTHS, checkInvariant, readSchema } from '../../store/invariants.ts';
import { openDatabase } from '../../store/read.ts';
import { keysUsed, keyUses } from '../key-uses.ts';
import { asD1, migrated } from '../sqlite-d1.ts';
import type { Facts, TableFacts, Value } from './contents.ts';

// What a database holds, table by table, in an order in which it can be written again while foreign keys are checked.

const OURS = "name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'";
export const TABLES_QUESTION = `SELECT name FROM sqlite_schema WHERE type = 'table' AND ${OURS}`;

/** What the migrations make, in the order in which it is made again: tables, and when their rows are in, all that watches over them. */
export function schemaOfMigrations(): { tables: string[]; rest: string[] } {
  const db = migrated();
  const texts = (where: string) => db.prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND ${OURS} AND ${where}`).all().map(({ sql }) => String(sql));
  const schema = {
    tables: texts("type = 'table'"),
    rest: ['index', 'view', 'trigger'].flatMap((type) => texts(`type = '${type}'`)),
  };
  db.close();
  return schema;
}

export async function factsOf(db: DatabaseSync): Promise<Facts> {
  const { hash } = await readSchema(openDatabase(asD1(db)));
  return { schemaHash: hash, tables: tablesInOrder(db), totals: totalsOf(db), broken: await brokenInvariants(db), sealedUnder: keysUsed(keyUses(db)).filter((name) => /^k[\w-]{8}$/.test(name)) };
}

async function brokenInvariants(db: DatabaseSync): Promise<string[]> {
  const database = openDatabase(asD1(db));
  const broken: string[] = [];
  for (const { name } of INVARIANTS) {
    const found = await checkInvariant(database, name, ALL_MONTHS);
    if (found.broken > 0) broken.push(`${name}: ${found.broken} broken: ${found.samples.join(', ')}`);
  }
  return broken;
}

export const isEmpty = (db: DatabaseSync): boolean => db.prepare(TABLES_QUESTION).all().length === 0;

function tablesInOrder(db: DatabaseSync): TableFacts[] {
  const left = new Set(db.prepare(`${TABLES_QUESTION} ORDER BY rowid`).all().map(({ name }) => String(name)));
  const order: string[] = [];
  while (left.size > 0) {
    const next = [...left].filter((name) => referredBy(db, name).every(({ table }) => table === name || !left.has(table)));
    if (next.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left].join(', ')}`);
    for (const name of next) {
      order.push(name);
      left.delete(name);
    }
  }
  return order.map((name) => ({
    name,
    columns: columnsOf(db, name),
    rows: Number(db.prepare(`SELECT count(*) AS n FROM "${name}"`).get()?.['n']),
    ...(name.startsWith('d1_') ? { sql: String(db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(name)?.['sql']) } : {}),
  }));
}

const referredBy = (db: DatabaseSync, name: string) =>
  db.prepare(`PRAGMA foreign_key_list("${name}")`).all().map((row) => ({ table: String(row['table']), from: String(row['from']), to: String(row['to']) }));

const columnsOf = (db: DatabaseSync, name: string): string[] => db.prepare(`PRAGMA table_info("${name}")`).all().map((row) => String(row['name']));

/** A row that refers to another of its own table comes after it. */
export function* rowsOf(db: DatabaseSync, { name, columns }: TableFacts): Generator<Value[]> {
  const own = referredBy(db, name).find(({ table }) => table === name);
  const list = columns.map((column) => `t."${column}"`).join(', ');
  const text = own
    ? `WITH RECURSIVE tree (id, depth) AS (SELECT "${own.to}", 0 FROM "${name}" WHERE "${own.from}" IS NULL
         UNION ALL SELECT c."${own.to}", depth + 1 FROM tree JOIN "${name}" c ON c."${own.from}" = tree.id)
       SELECT ${list} FROM tree JOIN "${name}" t ON t."${own.to}" = tree.id ORDER BY depth, tree.id`
    : `SELECT ${list} FROM "${name}" t`;
  const statement = db.prepare(text);
  statement.setReturnArrays(true);
  for (const row of statement.iterate() as unknown as Iterable<unknown[]>) yield row.map((value) => plain(value, name));
}

function plain(value: unknown, table: string): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`${table} holds a value that a backup cannot keep: ${typeof value}`);
}

function totalsOf(db: DatabaseSync): Record<string, number> {
  const moved = (sign: string, side: string) => `SELECT a.kind, ${sign}t.amount_fen AS fen FROM transfer t JOIN account a ON a.id = t.${side}`;
  const rows = db.prepare(`SELECT kind, sum(fen) AS fen FROM (
      ${moved('', 'credit_account')} WHERE t.kind IN ('post', 'reverse') UNION ALL ${moved('-', 'debit_account')} WHERE t.kind IN ('post', 'reverse')
      UNION ALL SELECT 'reserved', t.amount_fen FROM transfer t WHERE t.kind = 'reserve' AND NOT EXISTS (SELECT 1 FROM transfer r WHERE r.resolves_id = t.id)
    ) GROUP BY kind ORDER BY kind`).all();
  return Object.fromEntries(rows.map(({ kind, fen }) => [String(kind), Number(fen)]));
}
