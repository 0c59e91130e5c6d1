import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { PICTURE_SIZES, PICTURE_TYPE } from '../../domain/picture.ts';
import { keyOf } from '../../ports/pictures.ts';
import type { LocalState } from '../local-state.ts';
import type { Photo, TakePhoto } from './contents.ts';
import { bucketName } from './through-wrangler.ts';

/** Of every photo that the database knows, both sizes. A photo that was taken down stays in the bucket, and in the backup. */
export const photoKeys = (db: DatabaseSync): string[] =>
  db.prepare('SELECT id FROM meal_picture WHERE large_bytes > 0 ORDER BY id').all().flatMap(({ id }) => PICTURE_SIZES.map((size) => keyOf(String(id), size)));

/** The bucket of `npm start`: workerd's own store in the state's folder. */
export async function withLocalBucket<T>({ dir }: LocalState, work: (bucket: LocalBucket) => Promise<T>): Promise<T> {
  const script = 'export default { fetch: () => new Response() }';
  const options = convertV4MiniflareOptions({ modules: true, script, compatibilityDate: '2026-10-01', r2Buckets: { PICTURES: bucketName() } });
  const miniflare = new Miniflare({ ...options, resourcePersistencePath: join(dir, 'v3') });
  try {
    return await work(await miniflare.getR2Bucket('PICTURES'));
  } finally {
    await miniflare.dispose();
  }
}

type LocalBucket = Awaited<ReturnType<Miniflare['getR2Bucket']>>;

export async function* localPhotos(bucket: LocalBucket, keys: readonly string[]): AsyncGenerator<Photo | { missing: string }> {
  for (const key of keys) {
    const object = await bucket.get(key);
    yield object === null ? { missing: key } : { key, bytes: Buffer.from(await object.arrayBuffer()) };
  }
}

export const intoLocalBucket = (bucket: LocalBucket): TakePhoto => async ({ key, bytes }) => {
  await bucket.put(key, bytes, { httpMetadata: { contentType: PICTURE_TYPE } });
};
