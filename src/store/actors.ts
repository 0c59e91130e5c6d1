import { sql, type Column, type SQL } from 'drizzle-orm';
import { elder, person, tablet } from './schema.ts';

/** The name behind 'person:…', 'elder:…', or 'tablet:…' where nobody knows yet who stands before it; anything else ('job:…') stays as it is recorded. */
export function nameOfActor(actor: Column | SQL): SQL<string> {
  const named = (table: typeof person | typeof elder | typeof tablet, prefix: 'person:' | 'elder:' | 'tablet:') =>
    sql`(SELECT ${table.name} FROM ${table}
      WHERE ${actor} LIKE ${sql.raw(`'${prefix}%'`)} AND ${table.id} = substr(${actor}, ${sql.raw(String(prefix.length + 1))}))`;
  return sql`coalesce(${named(person, 'person:')}, ${named(elder, 'elder:')}, ${named(tablet, 'tablet:')}, ${actor})`;
}
