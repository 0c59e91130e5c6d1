import { getTableColumns, sql, type SQL, type Table } from 'drizzle-orm';

/**
 * Many rows in one statement through one bound list: D1 takes at most a hundred parameters, and one statement for each row of
 * a long sheet takes ten times as long. `computed` columns are SQL over the list's row, which is called `value`.
 */
export function insertMany<T extends Table, C extends keyof T['$inferInsert'] & string = never>(
  table: T,
  rows: readonly Omit<T['$inferInsert'], C>[],
  computed?: Readonly<Record<C, SQL>>,
): SQL {
  const columns = Object.entries(getTableColumns(table));
  const special: Readonly<Record<string, SQL>> = computed ?? {};
  const names = columns.map(([, column]) => sql.identifier(column.name));
  const values = columns.map(([key]) => special[key] ?? fieldOf(key));
  return sql`INSERT INTO ${table} (${sql.join(names, sql`, `)}) SELECT ${sql.join(values, sql`, `)} FROM json_each(${JSON.stringify(rows)})`;
}

/** A field of the list's row, for computed columns. */
export function fieldOf(key: string): SQL {
  return sql`json_extract(value, ${`$.${key}`})`;
}

/** Rows in parts of which each fits one bound parameter: D1 takes two megabytes, and a thousand of our longest rows are half of that. */
export function inParts<T>(rows: readonly T[], most = 1000): T[][] {
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, part) => rows.slice(part * most, (part + 1) * most));
}
