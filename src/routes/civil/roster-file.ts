import { readDelimited } from '../../domain/delimited.ts';
import { ROSTER_LIMITS, type FileProblem, type Sheet } from '../../domain/roster.ts';
import { decodeText } from '../../domain/text-encoding.ts';
import { readSharedStrings, readSheet, readWorkbook, SHARED_STRINGS, WORKBOOK, WORKBOOK_LINKS } from '../../domain/xlsx.ts';
import { isBomb, readZip, type ZipEntry } from '../../domain/zip.ts';

export type ReadFile = { sheet: Sheet; /** Of a workbook: which sheet was read, and how many were not. */ from: { name: string; others: number } | null };

/** A file that somebody chose, as rows of cells: by what it holds, whatever its name says. */
export async function readSheetFile(bytes: Uint8Array<ArrayBuffer>): Promise<ReadFile | FileProblem> {
  if (bytes.length === 0) return { problem: 'empty' };
  if (bytes.length > ROSTER_LIMITS.fileBytes) return { problem: 'too_large' };
  if (beginsWith(bytes, [0x50, 0x4b])) return readXlsx(bytes);
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { problem: 'old_or_encrypted' };
  const text = decodeText(bytes);
  if (text === null) return { problem: beginsWith(bytes, [0x25, 0x50, 0x44, 0x46]) || bytes.includes(0) ? 'not_a_table' : 'encoding' };
  if (/^\s*(?:<|\{|%PDF)/.test(text)) return { problem: 'not_a_table' };
  const rows = readDelimited(text);
  return 'problem' in rows ? rows : { sheet: { rows, date1904: false }, from: null };
}

const beginsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);

async function readXlsx(bytes: Uint8Array<ArrayBuffer>): Promise<ReadFile | FileProblem> {
  const entries = readZip(bytes);
  if ('problem' in entries) return entries;
  const part = (name: string) => unpacked(entries.find((one) => one.name === name));
  const [workbook, links] = [await part(WORKBOOK), await part(WORKBOOK_LINKS)];
  if (workbook === null || links === null) return { problem: 'not_a_table' };
  if (typeof workbook !== 'string') return workbook;
  if (typeof links !== 'string') return links;
  const chosen = readWorkbook(workbook, links);
  if ('problem' in chosen) return chosen;
  const [shared, cells] = [await part(SHARED_STRINGS), await part(chosen.part)];
  if (cells === null) return { problem: 'no_sheet' };
  if (typeof cells !== 'string') return cells;
  if (shared !== null && typeof shared !== 'string') return shared;
  const sheet = readSheet(cells, shared === null ? [] : readSharedStrings(shared), chosen.date1904);
  return 'problem' in sheet ? sheet : { sheet, from: { name: chosen.name, others: chosen.otherSheets } };
}

/** A part as text; null: there is none. What comes out is counted while it comes: the directory of a bomb lies. */
async function unpacked(entry: ZipEntry | undefined): Promise<string | FileProblem | null> {
  if (!entry) return null;
  if (entry.size > ROSTER_LIMITS.partBytes) return { problem: 'zip_too_large' };
  const packed = new Blob([entry.packed]).stream();
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  try {
    for await (const piece of entry.stored ? packed : packed.pipeThrough(new DecompressionStream('deflate-raw'))) {
      size += piece.length;
      if (size > ROSTER_LIMITS.partBytes || isBomb({ size, packed: entry.packed })) return { problem: 'zip_too_large' };
      text += decoder.decode(piece, { stream: true });
    }
  } catch {
    return { problem: 'zip_broken' };
  }
  return text + decoder.decode();
}
