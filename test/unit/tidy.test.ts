import { describe, expect, test } from 'vitest';
import { RULES, violations, type Rule } from '../support/tidy.ts';
import { projectFiles } from '../support/tree.ts';

// Accepted breaches, each with its reason. The list only shrinks: one that nothing needs any more fails the test.
const EXCEPTIONS: { path: string; rule: Rule; reason: string }[] = [
  { path: 'src/store/schema.ts', rule: 'size', reason: 'one mirror of all tables, compared with the database as a whole' },
  { path: 'src/demo/rows.ts', rule: 'layering', reason: 'asks the mirror for its columns to write the demo county, where no D1 runs yet' },
];

const linesOf = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n');

const TABLE = 'CREATE TABLE a (id TEXT PRIMARY KEY) STRICT;';

// The failing twin of every rule: a file that must be reported, and nothing but its rule.
const BAD: [rule: Rule, path: string, text: string][] = [
  ['layering', 'src/domain/a.ts', `import { b } from '../store/b.ts';`],
  ['layering', 'src/domain/a.ts', `import type { b } from '../vault.ts';`],
  ['layering', 'src/domain/a.ts', `import { Hono } from 'hono';`],
  ['layering', 'src/store/a.ts', `import { b } from '../routes/elder/b.tsx';`],
  ['layering', 'src/store/a.ts', `import { Hono } from 'hono';`],
  ['layering', 'src/routes/elder/a.tsx', `import { eq } from 'drizzle-orm';`],
  ['layering', 'src/routes/elder/a.tsx', `import { createApp } from '../../app.tsx';`],
  ['layering', 'src/routes/elder/a.tsx', `import { scryptSync } from 'node:crypto';`],
  ['layering', 'src/jobs/a.ts', `import { b } from '../routes/b.ts';`],
  ['layering', 'src/worker.ts', `import { clock } from './demo/clock.ts';`],
  ['layering', 'src/app.tsx', `const demo = await import('./demo/doors.tsx');`],
  ['layering', 'src/request.ts', `import { b } from './cli/b.ts';`],
  ['layering', 'src/vault.ts', `import { b } from './store/b.ts';`],
  ['layering', 'src/demo/a.ts', `import { sql } from 'drizzle-orm';`],
  ['layering', 'src/cli/a.ts', `import { Hono } from 'hono';`],
  ['layering', 'web/elder/a.tsx', `import { Hono } from 'hono';`],
  ['layering', 'web/elder/a.tsx', `import { b } from '../../src/store/b.ts';`],
  ['layering', 'web/client/a.ts', `import { b } from '../layout.tsx';`],
  ['layering', 'src/store/a.ts', `import { b } from './b';`],
  ['purity', 'src/domain/a.ts', 'export const a = async () => 1;'],
  ['purity', 'src/domain/a.ts', 'export const a = (b: Promise<number>) => b;'],
  ['purity', 'src/domain/a.ts', 'export const a = () => Date.now();'],
  ['purity', 'src/domain/a.ts', 'export const a = () => Math.random();'],
  ['purity', 'src/domain/a.ts', 'export const a = (b: number) => new Date(b);'],
  ['purity', 'src/domain/calendar.ts', 'export const a = () => new Date();'],
  ['purity', 'src/domain/a.ts', 'export const a = () => Date();'],
  ['purity', 'src/domain/a.ts', 'export const a = () => crypto.randomUUID();'],
  ['purity', 'src/domain/a.ts', `export const a = () => fetch('b');`],
  ['writes', 'src/store/a.ts', 'export const a = (db: D1Database) => db.batch([]);'],
  ['writes', 'src/store/commit.ts', 'export const a = (db: Database) => db.transaction(b);'],
  ['writes', 'src/store/commit.ts', `export const a = (db: D1Database) => db.exec('DELETE FROM b');`],
  ['writes', 'src/store/a.ts', `export const a = 'PRAGMA foreign_keys = OFF';`],
  ['writes', 'src/jobs/a.ts', 'export const a = sql`pragma optimize ${b}`;'],
  ['barrels', 'src/domain/a.ts', `export * from './b.ts';`],
  ['barrels', 'web/a.ts', `export { b } from './b.ts';`],
  ['moduleState', 'src/store/a.ts', 'let a = 1;'],
  ['moduleState', 'src/domain/a.ts', 'export let a = 1;'],
  ['moduleState', 'src/routes/a.ts', 'const seen = new Map<string, number>();'],
  ['moduleState', 'web/a.ts', 'export const all: string[] = [];'],
  ['size', 'web/a.ts', linesOf(301, '// a line')],
  ['size', 'src/jobs/a.ts', `export const a = () => {\n${linesOf(69, '  b();')}\n};`],
  ['size', 'test/unit/a.test.ts', `test('a', () => {\n${linesOf(69, '  b();')}\n});`],
  ['chinese', 'src/routes/elder/a.tsx', `export const a = '订好了';`],
  ['chinese', 'src/routes/elder/a.tsx', 'export const A = () => <p>订好了</p>;'],
  ['chinese', 'src/store/a.ts', 'export const a = `已${b}`;'],
  ['markup', 'web/elder/a.tsx', 'export const A = () => <p style="color: red">b</p>;'],
  ['markup', 'web/elder/a.tsx', 'export const A = () => <button onclick="b()">b</button>;'],
  ['markup', 'web/elder/a.tsx', 'export const A = () => <a href="/orders">b</a>;'],
  ['casts', 'src/routes/a.ts', 'export const a = b as Scope;'],
  ['unfinished', 'src/domain/a.ts', '// TODO: the rest\nexport const a = 1;'],
  ['unfinished', 'web/a.ts', '/* FIXME */ export const a = 1;'],
  ['dropsTable', 'migrations/0002_a.sql', 'drop  table a;'],
  ['rebuildsTable', 'migrations/0002_a.sql', 'CREATE TABLE __new_a (id TEXT) STRICT;'],
  ['cascades', 'migrations/0002_a.sql', 'CREATE TABLE a (b TEXT REFERENCES c (id) ON DELETE CASCADE) STRICT;'],
  ['setsPragma', 'migrations/0002_a.sql', 'PRAGMA foreign_keys = OFF;'],
  ['looseTable', 'migrations/0002_a.sql', `${TABLE}\nCREATE TABLE b (id TEXT);`],
  ['oddTrigger', 'migrations/0002_a.sql', 'CREATE TRIGGER a BEFORE UPDATE ON b begin SELECT 1; end;'],
  ['oddTrigger', 'migrations/0002_a.sql', 'CREATE TRIGGER a BEFORE UPDATE ON b BEGIN SELECT CASE WHEN 1 THEN 2 END; END;'],
  ['oddTrigger', 'migrations/0002_a.sql', `${TABLE}\r\n`],
  ['place', 'docker-compose.yml', ''],
  ['place', 'src/services/order.ts', 'export const a = 1;'],
  ['place', 'migrations/first.sql', TABLE],
  ['name', 'web/index.ts', 'export const a = 1;'],
  ['name', 'src/domain/utils.ts', 'export const a = 1;'],
  ['name', 'src/store/types.ts', 'export type A = 1;'],
];

// What looks like a breach and is none.
const GOOD: [path: string, text: string][] = [
  ['src/domain/a.ts', `// async, await, fetch, Date.now()\nimport * as z from 'zod';\nexport const a = 'fetch new Date()';`],
  ['src/domain/calendar.ts', 'export const a = (b: number) => new Date(b);'],
  ['src/domain/money.ts', `export const CAPITALS = ['零', '壹'] as const;`],
  ['src/routes/elder/a.tsx', `import { Hono } from 'hono';\nimport { b } from '../permit.ts';\nexport const a = /b/.exec('c') ?? NAME.exec('d');`],
  ['src/store/commit.ts', `import { sql } from 'drizzle-orm';\nexport const a = (db: D1Database) => db.batch([]);`],
  ['src/worker.ts', `import { createApp } from './app.tsx';\nimport { runJobs } from './jobs/jobs.ts';`],
  ['src/demo/county.ts', `import { b } from '../app.tsx';\nexport const a = () => db.exec('PRAGMA synchronous = OFF; 滕州市');`],
  ['src/demo/data/dishes.ts', linesOf(400, '// a dish')],
  ['web/elder/b.tsx', 'export const B = () => <Row one={a} style="wide" />;'],
  ['test/worker/a.test.ts', 'let db: D1Database;'],
  ['web/elder/a.tsx', `import { html } from 'hono/html';\nexport const A = () => <a href={paths.home()}>回首页</a>;`],
  ['test/unit/a.test.ts', `describe('a', () => {\n${linesOf(100, '  b();')}\n});`],
  ['src/store/a.ts', `export const NOTE = 'see https://example.com // TODO is no comment here';\nexport const a = (b: string) => new Map([[b, 1]]);`],
  ['migrations/0001_a.sql', `-- DROP TABLE is refused\n${TABLE}\nCREATE TRIGGER a BEFORE UPDATE ON b WHEN NEW.c = 1 BEGIN SELECT RAISE(ABORT, 'no'); END;`],
  ['.ci/run', ''],
];

const shown = (path: string, text: string) => violations([{ path, text }]).map(({ line, rule, detail }) => `${path}:${line} ${rule}: ${detail}`);

describe('the project keeps the rules of the house', () => {
  const found = violations(projectFiles());
  const excepted = ({ path, rule }: { path: string; rule: Rule }) => EXCEPTIONS.some((one) => one.path === path && one.rule === rule);

  test('no file breaks one', () => {
    expect(found.filter((one) => !excepted(one)).map(({ path, line, rule, detail }) => `${path}:${line} ${rule}: ${detail}`)).toEqual([]);
  });

  test('every exception is still needed', () => {
    expect(EXCEPTIONS.filter((one) => !found.some(({ path, rule }) => path === one.path && rule === one.rule))).toEqual([]);
  });

  test('the whole project was read', () => {
    const paths = projectFiles().map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['package.json', 'src/worker.ts', 'web/layout.tsx', 'test/unit/tidy.test.ts']));
  });
});

describe('each rule can fail', () => {
  test.each(BAD)('%s is reported in %s', (rule, path, text) => {
    expect(new Set(violations([{ path, text }]).map((one) => one.rule))).toEqual(new Set([rule]));
  });

  test('each rule has a failing twin', () => {
    expect(RULES.filter((rule) => !BAD.some(([name]) => name === rule))).toEqual([]);
  });

  test.each(GOOD)('nothing is reported in %s', (path, text) => {
    expect(shown(path, text)).toEqual([]);
  });

  test('a breach is reported with its line', () => {
    expect(shown('src/domain/a.ts', 'export const a = 1;\n\nexport const b = () => Math.random();')).toEqual([
      'src/domain/a.ts:3 purity: domain may not contain Math.random',
    ]);
  });
});
