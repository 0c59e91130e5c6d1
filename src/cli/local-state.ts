import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { VaultSecrets } from '../vault.ts';
import { childEnv } from './child-env.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const WRANGLER = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin/wrangler.js');

// The secrets src/vault.ts asks for; in production `wrangler secret put` sets them.
const SECRETS = ['VAULT_KEY', 'INDEX_KEY'] as const;
export type Keys = Record<(typeof SECRETS)[number], string>;

// A reason not to start that the reader can do something about: shown as its sentence, without a stack.
export class CannotStart extends Error {}

// Where the local database, the demo's clock and their keys lie. The project's own keys lie in .dev.vars at the top,
// where wrangler looks for them; a state elsewhere keeps its keys beside it.
export type LocalState = { dir: string; keysFile: string };

export function localState(dir: string | undefined): LocalState {
  if (dir === undefined) return { dir: join(ROOT, '.wrangler/state'), keysFile: join(ROOT, '.dev.vars') };
  return { dir: resolve(dir), keysFile: join(resolve(dir), '.dev.vars') };
}

export function forget(state: LocalState): void {
  rmSync(join(state.dir, 'v3'), { recursive: true, force: true });
}

function storedKeys(file: string): Partial<Keys> {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').split('\n');
  const value = (name: string) => lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1).replaceAll('"', '');
  return Object.fromEntries(SECRETS.map((name) => [name, value(name) || undefined]));
}

/** All keys of the vault that stand there, the other one too. */
export function keysIn(file: string): VaultSecrets {
  if (!existsSync(file)) throw new CannotStart(`There are no keys at ${file}.`);
  const text = readFileSync(file, 'utf8');
  const value = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  return { VAULT_KEY: value('VAULT_KEY'), INDEX_KEY: value('INDEX_KEY'), VAULT_KEY_OTHER: value('VAULT_KEY_OTHER') };
}

// Reads the local keys, or makes those that are missing. What was encrypted under a lost key cannot be read again: where data is, nothing is
// made and nothing removed, so that the key can be put back. Whatever else stands in the file stays.
export function ensureKeys(state: LocalState): Keys {
  const stored = storedKeys(state.keysFile);
  const missing = SECRETS.filter((name) => stored[name] === undefined);
  if (missing.length > 0 && databaseFiles(state).length > 0) {
    throw new CannotStart(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing in ${state.keysFile}, and ${state.dir} holds data that cannot be read without. Nothing was changed.\n` +
        'Put back what stood there; or load the demo county anew, which removes that data: npm start -- --reset',
    );
  }
  const made = () => randomBytes(32).toString('base64');
  const keys: Keys = { VAULT_KEY: stored.VAULT_KEY ?? made(), INDEX_KEY: stored.INDEX_KEY ?? made() };
  if (missing.length > 0) writeKeys(state, missing, keys);
  return keys;
}

function writeKeys(state: LocalState, missing: readonly (keyof Keys)[], keys: Keys): void {
  const before = existsSync(state.keysFile) ? readFileSync(state.keysFile, 'utf8').split('\n') : [];
  const kept = before.filter((line) => line !== '' && !missing.some((name) => line.startsWith(`${name}=`)));
  mkdirSync(dirname(state.keysFile), { recursive: true });
  writeFileSync(state.keysFile, [...kept, ...missing.map((name) => `${name}="${keys[name]}"`), ''].join('\n'), { mode: 0o600 });
}

function databaseFiles(state: LocalState): string[] {
  const folder = join(state.dir, 'v3/d1/miniflare-D1DatabaseObject');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
    .map((name) => join(folder, name));
}

export function databaseFile(state: LocalState): string {
  const [file, ...more] = databaseFiles(state);
  if (file === undefined || more.length > 0) {
    throw new CannotStart(`${state.dir} holds ${databaseFiles(state).length} databases where one is expected. Start again with: npm start -- --reset`);
  }
  return file;
}

function ask(file: string, question: string): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare(question).all().map((row) => String(Object.values(row)[0]));
  } finally {
    db.close();
  }
}

function isMigrated(state: LocalState): boolean {
  const [file] = databaseFiles(state);
  if (file === undefined || ask(file, `SELECT name FROM sqlite_master WHERE name = 'd1_migrations'`).length === 0) return false;
  const applied = new Set(ask(file, 'SELECT name FROM d1_migrations'));
  return readdirSync(join(ROOT, 'migrations')).filter((name) => name.endsWith('.sql')).every((name) => applied.has(name));
}

// Applies what is missing with wrangler itself, so the local table of migrations is the one production has. Answers the database's file.
export function migrate(state: LocalState): string {
  if (!isMigrated(state)) {
    const command = ['d1', 'migrations', 'apply', 'DB', '--local', '--env', 'local', '--persist-to', state.dir];
    const run = spawnSync(process.execPath, [WRANGLER, ...command], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...childEnv(), CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (run.status !== 0) throw new CannotStart(`The migrations could not be applied.\n${run.stdout}\n${run.stderr}`);
  }
  return databaseFile(state);
}

export function holdsElders(file: string): boolean {
  return ask(file, 'SELECT EXISTS (SELECT 1 FROM elder)')[0] === '1';
}

export function daysSinceLoaded(file: string, now: number): number {
  return Math.floor((now - statSync(file).birthtimeMs) / 86_400_000);
}
