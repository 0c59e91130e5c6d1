// Everything that is stored, so that a test can say: nothing else was written, nothing else is there.
import { env } from 'cloudflare:workers';

export type Rows = Record<string, string[]>;

/** Every row of every table as text, sorted; tables without rows left out. */
export async function allRows(db: D1Database = env.DB): Promise<Rows> {
  const tables = await db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'sqlite*' AND name <> 'd1_migrations' ORDER BY name")
    .all<{ name: string }>();
  const names = tables.results.map((table) => table.name);
  const contents = await db.batch(names.map((name) => db.prepare(`SELECT * FROM "${name}"`)));
  const filled = names.map((name, index): [string, string[]] => [name, (contents[index]?.results ?? []).map((row) => JSON.stringify(row)).sort()]);
  return Object.fromEntries(filled.filter(([, rows]) => rows.length > 0));
}

/** The same with what chance decides blanked out (ids, tokens, sealed values), so that two runs of one story can be compared. */
export async function storyRows(): Promise<Rows> {
  const blank = (row: string) => row.replace(/k[\w-]{8}\.[\w-]{16}\.[\w-]+/g, '◆').replace(/"[\w-]{43}"/g, '"◆"').replace(/\b[0-9a-hjkmnp-tv-z]{16}\b/g, '◆');
  const rows = Object.entries(await allRows());
  return Object.fromEntries(rows.map(([table, stored]) => [table, stored.map(blank).sort()]));
}
