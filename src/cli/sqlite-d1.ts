// The D1 interface that the store uses, over node:sqlite and the real migrations: thousands of small counties in memory. What only
// workerd does is tested in workerd; here the SQL is the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

const FOLDER = join(import.meta.dirname, '../../migrations');
const files = () => readdirSync(FOLDER).filter((name) => name.endsWith('.sql')).sort();

export const migrationsText = (): string => files().map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('\n');

export function migrated(migrations = migrationsText()): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(migrations);
  return db;
}

type Prepared = { sql: string; values: SQLInputValue[] };

export function asD1(db: DatabaseSync): D1Database {
  const known = new Map<string, StatementSync>();
  const run = ({ sql, values }: Prepared) => {
    const statement = known.get(sql) ?? db.prepare(sql);
    known.set(sql, statement);
    return { results: statement.all(...values), success: true, meta: {} };
  };
  const statement = (sql: string, values: SQLInputValue[] = []): unknown => ({
    sql, values,
    bind: (...bound: SQLInputValue[]) => statement(sql, bound),
    all: async () => run({ sql, values }),
    run: async () => run({ sql, values }),
    first: async () => run({ sql, values }).results[0] ?? null,
    raw: async () => run({ sql, values }).results.map((row) => Object.values(row)),
  });
  const batch = async (all: Prepared[]) => {
    db.exec('BEGIN');
    try {
      const results = all.map(run);
      db.exec('COMMIT');
      return results;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };
  return { prepare: (sql: string) => statement(sql), batch } as unknown as D1Database;
}
