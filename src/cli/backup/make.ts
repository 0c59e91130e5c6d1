import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import { CannotStart, databaseFile, type LocalState } from '../local-state.ts';
import { write, type Content, type End, type Manifest, type Photo } from './contents.ts';
import { factsOf, rowsOf } from './database.ts';
import { localPhotos, photoKeys, withLocalBucket } from './photos.ts';
import { exported, photosThrough, type Where } from './through-wrangler.ts';

export type Made = { manifest: Manifest; end: End; bytes: number };
export type Order = { key: Buffer; to: string; now: number; folder: string };

/** The data of npm start, running or not: of one instant. */
export async function backUpLocal(state: LocalState, order: Order): Promise<Made> {
  const copy = join(order.folder, 'copy.sqlite');
  const original = new DatabaseSync(databaseFile(state), { readOnly: true });
  await backup(original, copy);
  original.close();
  const db = new DatabaseSync(copy);
  const keys = photoKeys(db);
  if (keys.length === 0) return backUp(db, Readable.from([]), { ...order, from: 'local' });
  return withLocalBucket(state, (bucket) => backUp(db, localPhotos(bucket, keys), { ...order, from: 'local' }));
}

/** The county's D1 and bucket. */
export async function backUpThrough(where: Where, order: Order): Promise<Made> {
  const db = await exported(where, order.folder);
  return backUp(db, photosThrough(where, order.folder, photoKeys(db)), { ...order, from: where.join(' ') });
}

/** Where a backup is written before it is whole. */
export const unfinished = (to: string) => `${to}.part`;

/** Written beside its place and moved there when it is whole: a file of this name is a backup. */
async function backUp(db: DatabaseSync, photos: Content['photos'], { key, to, now, from }: Order & { from: string }): Promise<Made> {
  if (existsSync(to)) throw new CannotStart(`${to} is there already.`);
  const manifest: Manifest = { madeAt: new Date(now).toISOString(), from, ...(await factsOf(db)) };
  const end: End = { rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0), photos: 0, missing: [] };
  const content = { manifest, rows: (table: Manifest['tables'][number]) => rowsOf(db, table), photos: noting(photos, end) };
  const part = unfinished(to);
  try {
    await pipeline(Readable.from(write(key, content)), createWriteStream(part, { mode: 0o600 }));
  } catch (fault) {
    rmSync(part, { force: true });
    throw fault;
  } finally {
    db.close();
  }
  renameSync(part, to);
  return { manifest, end, bytes: statSync(to).size };
}

async function* noting(photos: Content['photos'], end: End): AsyncGenerator<Photo | { missing: string }> {
  for await (const photo of photos) {
    if ('missing' in photo) end.missing.push(photo.missing);
    else end.photos += 1;
    yield photo;
  }
}
