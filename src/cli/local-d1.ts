import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { ROOT } from './local-state.ts';

// A D1 of one's own for measuring: the real one of workerd on a file that was filled from outside, which is a hundred times faster.

/** What D1 says it read and wrote, and how often it was asked. */
export type Counted = { read: number; written: number; trips: number };

export type LocalD1 = { open: (counted: Counted) => D1Database; close: () => Promise<void> };

export async function openLocalD1(folder: string, fill: (database: DatabaseSync) => void): Promise<LocalD1> {
  const first = start(folder);
  await (await first.getD1Database('DB')).prepare('CREATE TABLE made (x TEXT)').run();
  await first.dispose();
  const database = new DatabaseSync(fileIn(folder));
  database.exec('DROP TABLE made');
  for (const name of readdirSync(join(ROOT, 'migrations')).sort()) database.exec(readFileSync(join(ROOT, 'migrations', name), 'utf8'));
  database.exec('BEGIN');
  fill(database);
  database.exec('COMMIT');
  database.close();
  const second = start(folder);
  const d1 = await second.getD1Database('DB');
  return { open: (counted) => counting(d1, counted), close: () => second.dispose() };
}

function start(folder: string): Miniflare {
  const script = 'export default { fetch: () => new Response() }';
  const options = convertV4MiniflareOptions({ modules: true, script, compatibilityDate: '2026-10-01', d1Databases: { DB: 'bench' } });
  return new Miniflare({ ...options, resourcePersistencePath: folder });
}

function fileIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sqlite') && !name.endsWith('metadata.sqlite'));
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Error(`${files.length} databases where one was expected`);
  return join(folder, file);
}

/** The store asks D1 through batch() alone. */
function counting(d1: D1Database, counted: Counted): D1Database {
  return new Proxy(d1, {
    get(real, name) {
      if (name === 'prepare') return (text: string) => real.prepare(text);
      if (name !== 'batch') throw new Error(`the store is not expected to use ${String(name)}`);
      return async (statements: D1PreparedStatement[]) => {
        const answers = await real.batch(statements);
        counted.trips += 1;
        for (const { meta } of answers) {
          counted.read += meta.rows_read;
          counted.written += meta.rows_written;
        }
        return answers;
      };
    },
  });
}
