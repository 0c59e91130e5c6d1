import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { getTableColumns, getTableName, type Table } from 'drizzle-orm';

/** Inserts rows in the shape of the schema. The whole county is one transaction of its own, straight into the local file. */
export type Insert = <T extends Table>(table: T, rows: readonly T['$inferInsert'][]) => void;

export function inserter(database: DatabaseSync): Insert {
  return (table, rows) => {
    const columns = Object.entries(getTableColumns(table));
    const names = columns.map(([, column]) => column.name).join(', ');
    const statement = database.prepare(`INSERT INTO ${getTableName(table)} (${names}) VALUES (${columns.map(() => '?').join(', ')})`);
    for (const row of rows) {
      const given: Record<string, SQLInputValue | undefined> = row;
      statement.run(...columns.map(([key, column]) => given[key] ?? defaultOf(column.default)));
    }
  };
}

function defaultOf(value: unknown): SQLInputValue {
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}
