import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { CannotStart } from '../local-state.ts';

// The file of a backup, version 1:
//
//   16 bytes  "zhucan-backup/1\n"
//    8 bytes  the name of the key: what a person sees when it is the wrong one
//   16 bytes  salt, random for each file
//   32 bytes  mark: HMAC-SHA256 of all of the above
//   chunks    64 KiB of plain each, the last one shorter (or empty), AES-256-GCM with its 16 bytes of tag
//
// Two keys are derived from BACKUP_KEY and the salt (HKDF-SHA256): one for the mark, one for the chunks. A chunk's nonce is its number in 11
// bytes and a twelfth that says whether it is the last, and the header is its additional data: so no chunk can be changed, left out, moved,
// brought in from another file or cut off at the end without being refused. Each key is used for one file, so no nonce comes twice.

const MAGIC = Buffer.from('zhucan-backup/1\n');
const NAME_BYTES = 8;
const SALT_BYTES = 16;
const MARK_BYTES = 32;
const HEADER_BYTES = MAGIC.length + NAME_BYTES + SALT_BYTES + MARK_BYTES;
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;

/** Throws with the way out when there is no key or none of 32 bytes. */
export function backupKey(text: string | undefined): Buffer {
  const make = 'Make one with: openssl rand -base64 32. Keep it apart from the backups and from VAULT_KEY: without it no backup opens.';
  if (!text) throw new CannotStart(`BACKUP_KEY is not set. ${make}`);
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new CannotStart(`BACKUP_KEY must be 32 bytes in base64. ${make}`);
  return key;
}

/** Eight letters that tell keys apart and nothing about them. */
export const nameOfKey = (key: Buffer): string => createHash('sha256').update('zhucan backup key|').update(key).digest('base64url').slice(0, NAME_BYTES);

export async function* seal(key: Buffer, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const open = Buffer.concat([MAGIC, Buffer.from(nameOfKey(key)), randomBytes(SALT_BYTES)]);
  const keys = keysOf(key, open);
  const header = Buffer.concat([open, keys.mark]);
  yield header;
  let number = 0;
  for await (const { piece, last } of inPieces(plain, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', keys.chunks, nonce(number, last)).setAAD(header);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/** Gives out what has been checked and nothing else. That the end is missing shows at the end: whoever reads acts only then. */
export async function* unseal(key: Buffer, sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let header: Buffer | undefined;
  let number = 0;
  for await (const { piece, last } of afterHeader(sealed, (bytes) => (header = bytes))) {
    if (header === undefined) throw new CannotStart('This is no backup of Zhucan.');
    const keys = keysOf(key, checked(header, key));
    const plain = openChunk(keys.chunks, header, piece, nonce(number, last));
    if (plain === null && last && openChunk(keys.chunks, header, piece, nonce(number, false)) !== null) throw new CannotStart('The backup is cut short: its end is missing.');
    if (plain === null) throw new CannotStart(`The backup is damaged: part ${number + 1} is not as it was written.`);
    yield plain;
    number += 1;
  }
}

function checked(header: Buffer, key: Buffer): Buffer {
  const open = header.subarray(0, HEADER_BYTES - MARK_BYTES);
  if (header.length < HEADER_BYTES || !open.subarray(0, MAGIC.length).equals(MAGIC)) throw new CannotStart('This is no backup of Zhucan, or one of another version.');
  const name = open.subarray(MAGIC.length, MAGIC.length + NAME_BYTES).toString();
  if (name !== nameOfKey(key)) throw new CannotStart(`The backup was made with another key: it names ${name}, and BACKUP_KEY is ${nameOfKey(key)}.`);
  if (!timingSafeEqual(keysOf(key, open).mark, header.subarray(-MARK_BYTES))) throw new CannotStart('The backup is damaged: its header is not as it was written.');
  return open;
}

function keysOf(key: Buffer, open: Buffer): { chunks: Buffer; mark: Buffer } {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, open.subarray(-SALT_BYTES), `zhucan-backup/1 ${use}`, 32));
  return { chunks: derived('chunks'), mark: createHmac('sha256', derived('mark')).update(open).digest() };
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(number, 5, 6);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

function openChunk(key: Buffer, header: Buffer, chunk: Buffer, iv: Buffer): Buffer | null {
  if (chunk.length < TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(header).setAuthTag(chunk.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

async function* afterHeader(sealed: AsyncIterable<Uint8Array>, take: (header: Buffer) => void): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let header = Buffer.alloc(0);
  async function* rest(): AsyncGenerator<Uint8Array> {
    for await (const bytes of sealed) {
      const missing = HEADER_BYTES - header.length;
      header = Buffer.concat([header, bytes.subarray(0, missing)]);
      if (bytes.length > missing) yield bytes.subarray(missing);
    }
    take(header);
  }
  for await (const one of inPieces(rest(), CHUNK_BYTES + TAG_BYTES)) {
    take(header);
    yield one;
  }
}

/** Pieces of one size; the last one is shorter, empty where nothing is left, and there always is one. */
async function* inPieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of source) {
    held.push(bytes);
    length += bytes.length;
    if (length <= size) continue;
    let all = Buffer.concat(held);
    for (; all.length > size; all = all.subarray(size)) yield { piece: all.subarray(0, size), last: false };
    held = [all];
    length = all.length;
  }
  yield { piece: Buffer.concat(held), last: true };
}
