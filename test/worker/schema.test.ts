import { env } from 'cloudflare:workers';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../src/store/schema.ts';
import { freshDatabase } from '../support/d1.ts';

type Column = { name: string; type: string; notnull: number; pk: number };
const mirrors = Object.values(schema).flatMap((value) => (is(value, SQLiteTable) ? [getTableConfig(value)] : []));

beforeAll(freshDatabase);

const columnsOf = async (table: string) =>
  (await env.DB.prepare('SELECT name, type, "notnull", pk FROM pragma_table_info(?)').bind(table).all<Column>()).results;

describe('the drizzle mirror', () => {
  it('has every table of the migrations and no other', async () => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'd1_migrations' ORDER BY name",
    ).all<{ name: string }>();
    expect(mirrors.map((table) => table.name).sort()).toEqual(results.map((row) => row.name));
  });

  it.each(mirrors.map((table) => [table.name, table] as const))('%s has the same columns in the same order', async (name, table) => {
    const key = new Set(table.primaryKeys.flatMap((one) => one.columns.map((column) => column.name)));
    const mirrored = table.columns.map((column) => {
      const keyed = column.primary || key.has(column.name);
      return { name: column.name, type: column.getSQLType().toUpperCase(), required: column.notNull || keyed, keyed };
    });
    const real = (await columnsOf(name)).map((column) => ({
      name: column.name,
      type: column.type,
      required: column.notnull === 1 || column.pk > 0,
      keyed: column.pk > 0,
    }));
    expect(mirrored).toEqual(real);
  });

  it('stands on STRICT tables only', async () => {
    const { results } = await env.DB.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table'").all<{ name: string }>();
    expect(results.map((row) => row.name).filter((name) => !/^(sqlite_|_cf|d1_)/.test(name))).toEqual([]);
  });
});
