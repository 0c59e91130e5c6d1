import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CannotStart } from '../local-state.ts';
import { seal, unseal } from './seal.ts';

// What is inside: lines of JSON, packed with gzip and then sealed (seal.ts). First the manifest, then for each table its name and its rows,
// then the photos, then the end with what was written. Rows that others refer to come first.

export type Value = string | number | null;

/** rows: how many the table held. sql: only of wrangler's own table of migrations, which no migration of ours makes. */
export type TableFacts = { name: string; columns: string[]; rows: number; sql?: string };

/** totals: fen that each kind of account has received less what it has given, from the transfers; and what is set aside. broken: of the invariants. sealedUnder: names of keys. */
export type Facts = { schemaHash: string; tables: TableFacts[]; totals: Record<string, number>; broken: string[]; sealedUnder: string[] };

export type Manifest = Facts & { madeAt: string; from: string };

export type Photo = { key: string; bytes: Buffer };

export type Content = { manifest: Manifest; rows: (table: TableFacts) => Iterable<Value[]>; photos: AsyncIterable<Photo | { missing: string }> };

/** What restoring takes out, piece by piece. `end` comes last or not at all. */
export type Row = { table: TableFacts; values: Value[] };
export type Item = Row | Photo | { end: End };
export type End = { rows: number; photos: number; missing: string[] };

export function write(key: Buffer, content: Content): AsyncGenerator<Buffer> {
  return seal(key, through(lines(content), createGzip()));
}

async function* lines({ manifest, rows, photos }: Content): AsyncGenerator<string> {
  const end: End = { rows: 0, photos: 0, missing: [] };
  yield line({ manifest });
  for (const table of manifest.tables) {
    yield line({ table: table.name });
    const before = end.rows;
    for (const values of rows(table)) {
      end.rows += 1;
      yield line(values);
    }
    if (end.rows - before !== table.rows) throw new Error(`${table.name}: ${end.rows - before} rows written of ${table.rows}`);
  }
  for await (const photo of photos) {
    if ('missing' in photo) {
      end.missing.push(photo.missing);
      continue;
    }
    end.photos += 1;
    yield line({ key: photo.key, bytes: photo.bytes.toString('base64') });
  }
  yield line({ end });
}

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

/** The manifest first; what follows is read while it is iterated. Throws in plain words where the file is not whole or not ours. */
export async function read(key: Buffer, file: AsyncIterable<Uint8Array>): Promise<{ manifest: Manifest; items: AsyncGenerator<Item> }> {
  const texts = linesOf(through(unseal(key, file), createGunzip()));
  const first = await texts.next();
  if (first.done === true) throw new CannotStart('The backup is empty.');
  const { manifest }: { manifest: Manifest } = JSON.parse(first.value);
  return { manifest, items: itemsOf(manifest, texts) };
}

/** A fault of the source destroys the transform with it, so whoever reads meets that fault and no other. */
async function* through(source: AsyncIterable<string | Uint8Array>, transform: Transform): AsyncGenerator<Buffer> {
  const fed = pipeline(Readable.from(source), transform);
  fed.catch(() => undefined);
  yield* transform;
  await fed;
}

async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of bytes) {
    const texts = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    yield* texts;
  }
  if (rest + decoder.decode() !== '') throw new CannotStart('The backup is cut short: its last line is not whole.');
}

async function* itemsOf({ tables }: Manifest, texts: AsyncIterable<string>): AsyncGenerator<Item> {
  let table: TableFacts | undefined;
  for await (const text of texts) {
    const value: Value[] | { table: string } | { key: string; bytes: string } | { end: End } = JSON.parse(text);
    if (Array.isArray(value)) {
      if (table === undefined) throw new CannotStart('The backup is damaged: a row without a table.');
      yield { table, values: value };
    } else if ('table' in value) table = tables.find(({ name }) => name === value.table);
    else if ('key' in value) yield { key: value.key, bytes: Buffer.from(value.bytes, 'base64') };
    else yield value;
  }
}

export type TakePhoto = (photo: Photo) => Promise<void>;

/** Hands on every row and photo, and answers what the end says. Throws unless the end is there and says what came. */
export async function untilTheEnd(items: AsyncIterable<Item>, takePhoto: TakePhoto, takeRow: (row: Row) => void): Promise<End> {
  let end: End | undefined;
  let [rows, photos] = [0, 0];
  for await (const item of items) {
    if ('end' in item) end = item.end;
    else if ('key' in item) {
      photos += 1;
      await takePhoto(item);
    } else {
      rows += 1;
      takeRow(item);
    }
  }
  if (end === undefined) throw new CannotStart('The backup is cut short: its end is missing.');
  if (end.rows !== rows || end.photos !== photos) throw new CannotStart(`The backup says ${end.rows} rows and ${end.photos} photos, and holds ${rows} and ${photos}.`);
  return end;
}
