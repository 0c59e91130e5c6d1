import { Column, getTableName, is, SQL, sql, StringChunk, type SQLWrapper } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1';
import { retried, unreached } from './retry.ts';

/** The store's own handle on the county's database: drizzle builds the queries, D1 runs them. */
export type Database = DrizzleD1Database & { $client: D1Database };

export function openDatabase(d1: D1Database): Database {
  return drizzle(d1);
}

type Selectable = Column | SQL;
type DataOf<S> = S extends Column ? S['_']['data'] | (S['_']['notNull'] extends true ? never : null) : S extends SQL<infer T> ? T : never;
type Picked<F extends Record<string, Selectable>> = { [K in keyof F]: SQL.Aliased<DataOf<F[K]>> };

/**
 * Names every selected column by its key. Rows then arrive in the shape that is asked for, and two tables' columns of the same
 * name stay apart in a batch (D1 answers a batch with objects, not arrays). What never varies is one text: drizzle takes a select
 * together piece by piece, and on a page of twenty selects that cost as much as asking for them. The rest is wrapped, because
 * drizzle strips the table of a column that stands directly in an expression, and inside a subquery the bare name is another's.
 * For a select and nothing else: what stands in the text has no key of its own that could be sorted by or spread into another.
 */
export function pick<F extends Record<string, Selectable>>(fields: F): Picked<F> {
  const texts: string[] = [];
  const picked: Record<string, SQL | SQL.Aliased> = {};
  for (const [key, field] of Object.entries(fields)) {
    const text = fixedText(field);
    if (text === null) picked[key] = sql`${field}`.as(key);
    else texts.push(`${text} AS "${key}"`);
  }
  if (texts.length > 0) picked[''] = sql.raw(texts.join(', '));
  return picked as unknown as Picked<F>;
}

/** Of a column, or of an expression that is nothing but text; null where there is something to put together. */
function fixedText(field: Selectable): string | null {
  if (is(field, Column)) return `"${getTableName(field.table)}"."${field.name}"`;
  return field.queryChunks.every((chunk) => is(chunk, StringChunk)) ? field.queryChunks.flatMap((chunk) => chunk.value).join('') : null;
}

/** For a module's constants: an expression without values, as the text that it always is. */
export function fixed<T>(expression: SQL<T>): SQL<T> {
  const { sql: text, params } = new SQLiteSyncDialect().sqlToQuery(expression);
  if (params.length > 0) throw new Error(`not fixed: ${text}`);
  return sql.raw(text) as SQL<T>;
}

/** A column of a left join: null where nothing was joined. */
export function optional<C extends Column>(column: C): SQL<C['_']['data'] | null> {
  return sql`${column}`;
}

type Query = { toSQL(): { sql: string; params: unknown[] } } & PromiseLike<readonly unknown[]>;
type Rows<Q extends Query> = Q extends PromiseLike<infer R> ? R : never;

/**
 * Several selects in one trip to the database, answered under their names. All see the same state. A broken line is tried again; throws
 * DatabaseUnavailable when that is of no use.
 */
export async function readTogether<Q extends Record<string, Query>>(
  db: Database,
  queries: Q,
): Promise<{ [K in keyof Q]: Rows<Q[K]> }> {
  const names = Object.keys(queries);
  const answers = await retried(
    () => db.$client.batch(names.map((name) => prepared(db, queries[name] as Query))),
    unreached,
  );
  const rows = names.map((name, index) => [name, answers[index]?.results ?? []]);
  return Object.fromEntries(rows) as { [K in keyof Q]: Rows<Q[K]> };
}

/** One select in one trip. */
export async function readRows<Q extends Query>(db: Database, query: Q): Promise<Rows<Q>> {
  const { rows } = await readTogether(db, { rows: query });
  return rows;
}

function prepared(db: Database, query: Query): D1PreparedStatement {
  const { sql: text, params } = query.toSQL();
  return db.$client.prepare(text).bind(...params);
}

/** `column IN (a long list)` through one bound parameter: D1 takes at most a hundred. Or in a select of one column. */
export function inList(column: SQLWrapper, values: readonly string[] | SQL): SQL {
  if (is(values, SQL)) return sql`${column} IN (${values})`;
  return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
}
