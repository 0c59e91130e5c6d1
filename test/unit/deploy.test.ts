import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../src/cli/local-state.ts';
import { found } from '../support/demo.ts';

// The README's Deploy says to a stranger what wrangler.toml, package.json and the program say to machines.

const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const section = found(text('README.md').split('\n## ').find((one) => one.startsWith('Deploy')));
/** What holds in production: everything before the demo's own environment. */
const [production = ''] = text('wrangler.toml').split('[env.local]');
const all = (source: string, pattern: RegExp) => [...source.matchAll(pattern)].map((match) => found(match[1]));
const quoted = (name: string) => all(production, new RegExp(`^${name} = "(.+)"$`, 'gm'));

test('it lists every secret that the program reads, and no other', () => {
  const rows = all(section, /^ *\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm).flatMap((cell) => all(cell, /`([A-Z_]+)`/g));
  const read = [text('src/vault.ts'), text('src/ports/sms.ts')].flatMap((source) => all(found(/export type (?:VaultSecrets|SmsSettings) = \{[^}]*\}/.exec(source)?.[0]), /\b([A-Z_]{5,})\b/g));
  expect(rows.sort()).toEqual([...new Set(read)].sort());
  const required: string[] = JSON.parse(found(/^required = (\[.*\])$/m.exec(production)?.[1]));
  expect(required).toEqual(['VAULT_KEY', 'INDEX_KEY']);
  expect(rows).toEqual(expect.arrayContaining(required));
});

test('it names the bindings, the database, the bucket and the trigger as wrangler.toml does', () => {
  const bindings = quoted('binding');
  expect(bindings).toEqual(['DB', 'PICTURES']);
  for (const binding of bindings) expect(section).toContain(`\`${binding}\``);
  expect(all(text('src/request.ts'), /\b([A-Z]{2,}): (?:D1Database|R2Bucket)/g).sort()).toEqual(bindings);
  expect(all(section, /wrangler d1 create (\S+?)`/g)[0]).toBe(quoted('database_name')[0]);
  expect(all(section, /r2 bucket create (\S+?)`/g)).toEqual(quoted('bucket_name'));
  expect(section).toContain(`\`${found(/^crons = \["(.+)"\]$/m.exec(production)?.[1])}\``);
  expect(section).toContain(`wrangler ${found(JSON.parse(text('package.json')).devDependencies.wrangler as string | undefined).replace(/\.\d+$/, '')}`);
});

test('it names the fences as wrangler.toml sets them up, for production and for the demo alike', () => {
  const fences = (source: string) => all(source, /ratelimits\]\]\n((?:.+\n){3})/g);
  const [, demo = ''] = text('wrangler.toml').split('[env.local]');
  expect(fences(demo)).toEqual(fences(production));
  expect(fences(production).flatMap((one) => all(one, /^name = "(.+)"$/gm))).toEqual(all(found(/export type Fences = \{.*\}/.exec(text('src/ports/fences.ts'))?.[0]), /\b([A-Z_]+)\?:/g));
  const limits = fences(production).map((one) => `\`${found(/^name = "(.+)"$/m.exec(one)?.[1])}\` ${found(/limit = (\d+), period = 60/.exec(one)?.[1])}`);
  for (const limit of limits) expect(section).toContain(limit);
});

test('every command of npm that the README names is there', () => {
  const scripts = Object.keys(JSON.parse(text('package.json')).scripts as Record<string, string>);
  const named = new Set(all(text('README.md'), /npm run ([a-z-]+)/g));
  expect([...named].filter((name) => !scripts.includes(name))).toEqual([]);
  expect([...named]).toEqual(expect.arrayContaining(['backup', 'restore', 'rotate-keys', 'invariants']));
});
