import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { childEnv } from '../../src/cli/child-env.ts';
import { ROOT, WRANGLER } from '../../src/cli/local-state.ts';

// The product grows by its own pages and rules (README, decisions: one Worker). This stops a package that weighs as much as a part of it.
const GZIP_LIMIT = 560 * 1024;
const DEMO_WORDS = ['/demo', 'data-persona', 'persona'];

const folder = mkdtempSync(join(tmpdir(), 'zhucan-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Bundle = { code: string; inputs: string[] };

// What `wrangler deploy` would send to Cloudflare, written to a folder instead.
function bundle(name: string, environment: string[]): Bundle {
  const out = join(folder, name);
  const command = ['deploy', '--dry-run', '--outdir', out, '--metafile', join(out, 'meta.json'), ...environment];
  const run = spawnSync(process.execPath, [WRANGLER, ...command], { cwd: ROOT, encoding: 'utf8', env: childEnv() });
  if (run.status !== 0) throw new Error(`${run.stdout}\n${run.stderr}`);
  const meta: { inputs: Record<string, unknown>; outputs: Record<string, { entryPoint?: string }> } = JSON.parse(
    readFileSync(join(out, 'meta.json'), 'utf8'),
  );
  const main = environment.length === 0 ? 'worker.js' : 'worker.local.js';
  return { code: readFileSync(join(out, main), 'utf8'), inputs: Object.keys(meta.inputs) };
}

const wordsIn = ({ code }: Bundle) => DEMO_WORDS.filter((word) => code.includes(word));
const localIn = ({ inputs }: Bundle) => inputs.filter((path) => /(^|\/)src\/(demo|cli)\//.test(path));

test('the production bundle holds nothing of the demo and is small', { timeout: 60_000 }, () => {
  const production = bundle('production', []);
  expect(production.inputs).toEqual(expect.arrayContaining([expect.stringMatching(/src\/app\.tsx$/)]));
  expect(localIn(production)).toEqual([]);
  expect(wordsIn(production)).toEqual([]);
  const gzip = gzipSync(production.code).length;
  console.log(`production bundle: ${Math.ceil(gzip / 1024)} kB gzip`);
  expect(gzip).toBeLessThanOrEqual(GZIP_LIMIT);
});

test('the same search finds the demo in the bundle of this computer', { timeout: 60_000 }, () => {
  const local = bundle('local', ['--env', 'local']);
  expect(localIn(local)).not.toEqual([]);
  expect(wordsIn(local)).toEqual(DEMO_WORDS);
});
