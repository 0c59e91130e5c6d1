import { join } from 'node:path';
import { readD1Migrations } from '@cloudflare/vitest-plugin';
import { build, stop } from 'esbuild';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { ROOT } from './local-state.ts';

/** What a bench inside workerd is asked: over how many people. Beside it come the statements that make the tables of its empty D1. */
export type BenchAsked = { migrations: string[]; people: number };
export type BenchBindings = { DB: D1Database; VAULT_KEY: string; INDEX_KEY: string };

/** What wrangler would send, of another door: `entry` lies beside this file. */
export async function bundleForWorkerd(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/cli', entry)], bundle: true, minify: true, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'import'], external: ['node:*', 'cloudflare:*'], jsx: 'automatic', jsxImportSource: 'hono/jsx', target: 'es2024', write: false, logLevel: 'warning',
  });
  await stop();
  return outputFiles[0]?.text ?? '';
}

/** The keys of every bench. */
export const BENCH_KEYS = { VAULT_KEY: Buffer.alloc(32, 1).toString('base64'), INDEX_KEY: Buffer.alloc(32, 2).toString('base64') };

/** Runs a bench where the product runs, in workerd with a D1 in memory, and answers what it measured. `entry`: its file, beside this one. */
export async function runInWorkerd<T>(entry: string, people: number): Promise<T> {
  const flare = new Miniflare(convertV4MiniflareOptions({
    modules: true, script: await bundleForWorkerd(entry), compatibilityDate: '2026-10-01', compatibilityFlags: ['nodejs_compat'],
    d1Databases: ['DB'], bindings: BENCH_KEYS,
  }));
  try {
    const migrations = await readD1Migrations({ projectPath: ROOT, migrationsDir: 'migrations' });
    const asked: BenchAsked = { migrations: migrations.flatMap((one) => one.queries), people };
    const answer = await flare.dispatchFetch('http://bench/', { method: 'POST', body: JSON.stringify(asked) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as T;
  } finally {
    await flare.dispose();
  }
}
