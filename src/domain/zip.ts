import { ROSTER_LIMITS, type FileProblem } from './roster.ts';

/** One file inside a zip, still packed. `size`: as the directory says, which may lie: whoever unpacks counts for themself. */
export type ZipEntry = { name: string; stored: boolean; packed: Uint8Array<ArrayBuffer>; size: number };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

/**
 * The directory of a zip (APPNOTE 6.3, without zip64, encryption or several disks: no spreadsheet of a roster has them). Refused:
 * a directory that does not fit the file, too many entries, and an entry that would unpack to far more than it is.
 */
export function readZip(bytes: Uint8Array<ArrayBuffer>): ZipEntry[] | FileProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return { problem: 'zip_broken' };
  const count = view.getUint16(end + 10, true);
  if (count > ROSTER_LIMITS.zipEntries) return { problem: 'zip_too_many', at: String(count) };
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let read = 0; read < count; read += 1) {
    const entry = entryAt(bytes, view, at);
    if (entry === null) return { problem: 'zip_broken' };
    if (isBomb(entry)) return { problem: 'zip_too_large' };
    entries.push(entry);
    at = entry.next;
  }
  return entries;
}

/** More than a megabyte out of what is two hundred times smaller is no table that somebody typed. */
export function isBomb({ size, packed }: { size: number; packed: Uint8Array }): boolean {
  return size > 1024 * 1024 && size > packed.length * ROSTER_LIMITS.zipRatio;
}

function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) if (view.getUint32(at, true) === END) return at;
  return null;
}

function entryAt(bytes: Uint8Array<ArrayBuffer>, view: DataView, at: number): (ZipEntry & { next: number }) | null {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) return null;
  const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
  const [packedSize, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  const local = view.getUint32(at + 42, true);
  if ((flags & 1) !== 0 || (method !== 0 && method !== 8) || next > view.byteLength) return null;
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL) return null;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packedSize > view.byteLength) return null;
  const name = String.fromCharCode(...bytes.subarray(at + 46, Math.min(nameEnd, at + 246)));
  return { name, stored: method === 0, packed: bytes.subarray(start, start + packedSize), size, next };
}
