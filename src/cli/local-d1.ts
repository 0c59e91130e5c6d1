import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { countedD1, type Counted } from './counted-d1.ts';
import { ROOT } from './local-state.ts';

// A D1 of one's own for measuring: the real one of workerd on a file that was filled from outside, which is a hundred times faster.

export type LocalD1 = { open: (counted: Counted) => D1Database; close: () => Promise<void> };

export async function openLocalD1(folder: string, fill: (database: DatabaseSync) => void): Promise<LocalD1> {
  await makeLocalD1(folder, fill);
  const flare = serveLocalD1(folder, 'export default { fetch: () => new Response() }');
  const d1 = await flare.getD1Database('DB');
  return { open: (counted) => countedD1(d1, counted), close: () => flare.dispose() };
}

/** The file of a D1 with every migration applied, filled in one transaction. */
export async function makeLocalD1(folder: string, fill: (database: DatabaseSync) => void): Promise<string> {
  const first = serveLocalD1(folder, 'export default { fetch: () => new Response() }');
  await (await first.getD1Database('DB')).prepare('CREATE TABLE made (x TEXT)').run();
  await first.dispose();
  const file = fileIn(folder);
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  database.exec('DROP TABLE made');
  for (const name of readdirSync(join(ROOT, 'migrations')).sort()) database.exec(readFileSync(join(ROOT, 'migrations', name), 'utf8'));
  database.exec('BEGIN');
  fill(database);
  database.exec('COMMIT');
  database.close();
  return file;
}

/** A Worker over the D1 that lies in this folder. */
export function serveLocalD1(folder: string, script: string, bindings: Readonly<Record<string, string>> = {}): Miniflare {
  const options = convertV4MiniflareOptions({
    modules: true, script, compatibilityDate: '2026-10-01', compatibilityFlags: ['nodejs_compat'], d1Databases: { DB: 'bench' }, bindings,
  });
  return new Miniflare({ ...options, resourcePersistencePath: folder });
}

function fileIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sqlite') && !name.endsWith('metadata.sqlite'));
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Error(`${files.length} databases where one was expected`);
  return join(folder, file);
}
