import { spawn, spawnSync } from 'node:child_process';
import { closeSync, createReadStream, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { once } from 'node:events';
import { childEnv } from '../child-env.ts';
import { CannotStart, ROOT, WRANGLER } from '../local-state.ts';
import { untilTheEnd, type End, type Item, type Manifest, type Photo, type TakePhoto } from './contents.ts';
import { schemaOfMigrations, TABLES_QUESTION } from './database.ts';
import { refuseOtherSchema, waysInEnded } from './fill.ts';
import { insertTexts } from './sql-text.ts';

// A D1 that lies elsewhere, reached by wrangler's own commands: `d1 export`, `d1 execute`, `r2 object get`, `r2 bulk put`.

/** ['--remote'] for the county's own; a test names a local one. */
export type Where = readonly string[];

/** Its answers are read: they are not to be silenced by whoever started this. */
const quietEnv = () => ({ ...childEnv(), CI: 'true', WRANGLER_LOG: 'log' });

function wrangler(...command: readonly string[]): string {
  const run = spawnSync(process.execPath, [WRANGLER, ...command], { cwd: ROOT, encoding: 'utf8', env: quietEnv(), maxBuffer: 2 ** 28 });
  if (run.status !== 0) throw new CannotStart(`wrangler ${command.slice(0, 3).join(' ')} failed:\n${run.stdout}\n${run.stderr}`);
  return run.stdout;
}

export function bucketName(): string {
  const [, name] = /^bucket_name = "(.+)"$/m.exec(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')) ?? [];
  if (name === undefined) throw new CannotStart('wrangler.toml names no bucket.');
  return name;
}

/** A copy in a file here, as the database was at one instant. D1 answers nobody else while it is read. */
export async function exported(where: Where, folder: string): Promise<DatabaseSync> {
  const [text, file] = [join(folder, 'export.sql'), join(folder, `exported-${Date.now()}.sqlite`)];
  wrangler('d1', 'export', 'DB', ...where, '--output', text, '--skip-confirmation');
  const db = new DatabaseSync(file);
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec('BEGIN');
  const after: string[] = [];
  for await (const statement of statementsOf(text)) {
    if (/^CREATE (UNIQUE )?(INDEX|VIEW|TRIGGER)/.test(statement)) after.push(statement);
    else if (!/^PRAGMA|sqlite_sequence/.test(statement)) db.exec(statement);
  }
  for (const statement of after) db.exec(statement);
  db.exec('COMMIT');
  return db;
}

/** A statement ends with a line that ends in a semicolon outside of any text; a trigger's has END before it. */
export async function* statementsOf(file: string): AsyncGenerator<string> {
  let text = '';
  for await (const line of linesIn(file)) {
    text = text === '' ? line : `${text}\n${line}`;
    if (!line.trimEnd().endsWith(';') || !isWhole(text)) continue;
    yield text;
    text = '';
  }
  if (text.trim() !== '') throw new CannotStart('The export is cut short.');
}

/** Lines end with a line feed and nothing else: readline would also end one at other marks that a text may hold, and the text would lose them. */
async function* linesIn(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function isWhole(text: string): boolean {
  const isData = text.startsWith('INSERT');
  const words = isData ? text : text.replace(/--.*$/gm, '');
  if (words.split("'").length % 2 === 0) return false;
  return isData || !words.startsWith('CREATE TRIGGER') || words.trimEnd().endsWith('END;');
}

/** The rows of each statement. */
export function askThrough(where: Where, questions: string): Record<string, unknown>[][] {
  const answers: { results: Record<string, unknown>[] }[] = JSON.parse(wrangler('d1', 'execute', 'DB', ...where, '--json', '--command', questions));
  return answers.map(({ results }) => results);
}

export const holdsTables = (where: Where): boolean => askThrough(where, `${TABLES_QUESTION} AND name <> 'd1_migrations'`).flat().length > 0;

/** Everything in one file, executed by D1 in one piece: tables, rows, and then what watches over them. */
export async function fillThrough(where: Where, folder: string, backup: { manifest: Manifest; items: AsyncIterable<Item> }, takePhoto: TakePhoto): Promise<End> {
  refuseOtherSchema(backup.manifest);
  const { tables, rest } = schemaOfMigrations();
  const file = join(folder, 'restore.sql');
  const out = openSync(file, 'w', 0o600);
  const put = (text: string) => writeSync(out, `${text};\n`);
  put('PRAGMA defer_foreign_keys = TRUE');
  // wrangler makes its own table of migrations as soon as it is asked about them.
  const own = backup.manifest.tables.flatMap(({ sql }) => sql ?? []).map((sql) => sql.replace(/^CREATE TABLE (?!IF)/, 'CREATE TABLE IF NOT EXISTS '));
  for (const text of [...tables, ...own]) put(text);
  const keys = keysOfTables(tables);
  const end = await untilTheEnd(backup.items, takePhoto, ({ table, values }) => insertTexts(table, values, keys(table.name)).forEach(put));
  for (const text of waysInEnded(Date.now())) put(text);
  for (const text of rest) put(text);
  closeSync(out);
  wrangler('d1', 'execute', 'DB', ...where, '--yes', '--file', file);
  return end;
}

function keysOfTables(tables: readonly string[]): (table: string) => string[] {
  const db = new DatabaseSync(':memory:');
  for (const text of tables) db.exec(text);
  return (table) => db.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').all(table).map(({ name }) => String(name));
}

/** One call of wrangler for each photo, some at once: R2 has no other way that needs no further key. */
export async function* photosThrough(where: Where, folder: string, keys: readonly string[]): AsyncGenerator<Photo | { missing: string }> {
  const AT_ONCE = 4;
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    yield* await Promise.all(keys.slice(from, from + AT_ONCE).map((key, index) => photoThrough(where, join(folder, `photo-${index}`), key)));
  }
}

async function photoThrough(where: Where, file: string, key: string): Promise<Photo | { missing: string }> {
  const command = ['r2', 'object', 'get', `${bucketName()}/${key}`, ...where, '--file', file];
  const child = spawn(process.execPath, [WRANGLER, ...command], { cwd: ROOT, env: quietEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => said.push(bytes));
  const [code] = await once(child, 'close');
  if (code === 0) return { key, bytes: readFileSync(file) };
  const words = Buffer.concat(said).toString();
  if (/key does not exist|NoSuchKey|10007/i.test(words)) return { missing: key };
  throw new CannotStart(`The photo ${key} could not be read:\n${words}`);
}

/** Collects the photos as files; `send` puts them all into the bucket with one command. */
export function photosInto(where: Where, folder: string, contentType: string): { take: TakePhoto; send: () => void } {
  const list: { key: string; file: string }[] = [];
  return {
    async take({ key, bytes }) {
      const file = join(folder, 'photos', key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      list.push({ key, file });
    },
    send() {
      if (list.length === 0) return;
      const names = join(folder, 'photos.json');
      writeFileSync(names, JSON.stringify(list));
      wrangler('r2', 'bulk', 'put', bucketName(), ...where, '--filename', names, '--content-type', contentType);
    },
  };
}
