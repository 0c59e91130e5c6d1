import { PICTURE_TYPE, type PictureSize } from '../domain/picture.ts';

/** Where the files of pictures lie. What they show, and whether they still hold, the database says. */
export type Pictures = {
  put(id: string, size: PictureSize, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Null: there is no such file. */
  get(id: string, size: PictureSize): Promise<ReadableStream | null>;
};

export const keyOf = (id: string, size: PictureSize) => `meals/${id}/${size}.jpg`;

/** A bucket of R2: in production Cloudflare's; on this computer wrangler's own, a folder beside the local database. */
export function picturesIn(bucket: R2Bucket): Pictures {
  return {
    async put(id, size, bytes) {
      await bucket.put(keyOf(id, size), bytes, { httpMetadata: { contentType: PICTURE_TYPE } });
    },
    async get(id, size) {
      return (await bucket.get(keyOf(id, size)))?.body ?? null;
    },
  };
}
