// A small county in a folder of npm start: a day of orders, hand-overs and payments played by the simulation, and what is awkward to carry.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { intoLocalBucket, withLocalBucket } from '../../src/cli/backup/photos.ts';
import { keysIn, localState, type LocalState } from '../../src/cli/local-state.ts';
import { asD1, migrationsText } from '../../src/cli/sqlite-d1.ts';
import { openVault } from '../../src/vault.ts';
import { countyRows } from './simulate/county.ts';
import { playSeed } from './simulate/simulate.ts';

/** Longer than any statement that D1 takes, with all that ends a text or a statement too early. */
export const AWKWARD = "他说：'好';\n-- no comment\r\n\"x\"\u2028y\rz 𠮷 🍚 END; ".repeat(4_000);

const keyOf = (fill: number) => Buffer.alloc(32, fill).toString('base64');
export const KEYS = `VAULT_KEY="${keyOf(1)}"\nINDEX_KEY="${keyOf(2)}"\n`;

export const PHOTOS = ['meals/pic1/large.jpg', 'meals/pic1/small.jpg'].map((key, index) => ({ key, bytes: Buffer.from([0xff, 0xd8, index, 0, 10, 13, 0xff]) }));

export async function playedCounty(dir: string, seed: number): Promise<LocalState> {
  const state = localState(dir);
  const folder = join(dir, 'v3/d1/miniflare-D1DatabaseObject');
  mkdirSync(folder, { recursive: true });
  writeFileSync(state.keysFile, KEYS);
  const db = new DatabaseSync(join(folder, 'county.sqlite'));
  db.exec(`BEGIN; ${migrationsText()}; ${countyRows().join(';\n')}; COMMIT`);
  const { failure } = await playSeed(seed, async () => asD1(db), { smaller: false });
  if (failure !== null) throw new Error(failure);
  const run = db.prepare('SELECT meal_point_id FROM meal_run LIMIT 1').get();
  const vault = await openVault(keysIn(state.keysFile));
  for (const { id: row } of db.prepare('SELECT id FROM elder').all() as { id: string }[]) {
    db.prepare('UPDATE elder SET id_number_sealed = ? WHERE id = ?').run(await vault.seal({ table: 'elder', column: 'id_number_sealed', row }, '370000000000000001'), row);
  }
  db.prepare("INSERT INTO audit VALUES ('awkward', 0, 'person:cook', 'x', 'y', 'r', ?)").run(AWKWARD);
  const meal = db.prepare('SELECT set_meal_id FROM offer LIMIT 1').get();
  db.prepare("INSERT INTO meal_picture VALUES ('pic1', ?, ?, 1, 7, 7, 0, 'person:cook')").run(String(run?.['meal_point_id']), String(meal?.['set_meal_id']));
  db.exec("CREATE TABLE d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL); INSERT INTO d1_migrations (name) VALUES ('0001_house.sql')");
  db.close();
  await withLocalBucket(state, async (bucket) => {
    for (const photo of PHOTOS) await intoLocalBucket(bucket)(photo);
  });
  return state;
}

/** Every row of every table, as text, sorted: two databases that are equal have equal ones. */
export function everyRow(db: DatabaseSync): Record<string, string[]> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' ORDER BY name").all();
  return Object.fromEntries(tables.map(({ name }) => [String(name), db.prepare(`SELECT * FROM "${name}"`).all().map((row) => JSON.stringify(row)).sort()]));
}
