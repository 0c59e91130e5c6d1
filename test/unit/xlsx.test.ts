import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROSTER_LIMITS } from '../../src/domain/roster.ts';
import { readSharedStrings, readSheet, readWorkbook } from '../../src/domain/xlsx.ts';
import { isBomb, readZip } from '../../src/domain/zip.ts';
import { readSheetFile } from '../../src/routes/civil/roster-file.ts';
import { workbookParts, xlsxOf, zipOf } from '../support/spreadsheet.ts';

const texts = async (bytes: Uint8Array<ArrayBuffer>) => {
  const read = await readSheetFile(bytes);
  return 'problem' in read ? read : read.sheet.rows.map((row) => [row.no, ...row.cells.map((cell) => cell.text)]);
};

describe('a workbook', () => {
  test('is read as texts and numbers, empty cells in their places', async () => {
    expect(await texts(await xlsxOf([['姓名', '', '日期'], ['王 & 李 <兰>', '', 46025]]))).toEqual([[1, '姓名', '', '日期'], [2, '王 & 李 <兰>', '', '46025']]);
  });

  test('from its first sheet that is not hidden, with its day numbers’ beginning', async () => {
    const read = await readSheetFile(await xlsxOf([['姓名']], { date1904: true, hiddenFirst: true }));
    expect(read).toMatchObject({ sheet: { date1904: true }, from: { name: '名册', others: 1 } });
  });

  test('texts in pieces, inline or with how they are said, cells without an address, prefixed tags', () => {
    expect(readSharedStrings('<sst><si><r><t>王</t></r><r><t>桂兰</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></si><si/><si><t>&#x4E00;&#20108;&amp;lt;</t></si></sst>')).toEqual(['王桂兰', '', '一二&lt;']);
    const xml = '<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c/><x:c r="D1" t="str"><x:f>A1</x:f><x:v>乙</x:v></x:c></x:row><x:row r="9"><x:c r="A9" t="n"><x:v>3.7E+17</x:v></x:c></x:row></x:sheetData>';
    expect(readSheet(xml, [], false)).toEqual({
      date1904: false,
      rows: [
        { no: 1, cells: [{ text: '甲', numeric: false }, { text: '', numeric: false }, { text: '', numeric: false }, { text: '乙', numeric: false }] },
        { no: 9, cells: [{ text: '3.7E+17', numeric: true }] },
      ],
    });
  });

  test.each([['<workbook/>', ''], ['<workbook><sheets><sheet name="a" r:id="r1" state="hidden"/></sheets></workbook>', ''], ['<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>', '<Relationships/>']])('%j has no sheet', (workbook, links) => {
    expect(readWorkbook(workbook, links)).toEqual({ problem: 'no_sheet' });
  });

  test('a cell merged over several rows says the same in each that holds something', () => {
    const row = (no: number, cells: string) => `<row r="${no}">${cells}</row>`;
    const xml = (merges: string) => row(1, '<c r="A1" t="str"><v>甲</v></c><c r="B1" t="str"><v>低保</v></c>') + row(2, '<c r="A2" t="str"><v>乙</v></c><c r="B2"/>') + row(3, '') + row(4, '<c r="A4" t="str"><v>丙</v></c>') + `<mergeCells>${merges}</mergeCells>`;
    const values = (merges: string) => {
      const read = readSheet(xml(merges), [], false);
      return 'problem' in read ? read : read.rows.map((one) => one.cells.map((cell) => cell.text).join());
    };
    expect(values('<mergeCell ref="B1:B3"/>')).toEqual(['甲,低保', '乙,低保', '', '丙']);
    expect(values('<mergeCell ref="B1:C1048576"/><mergeCell ref="A1:B1"/><mergeCell ref="Z9:Z12"/><mergeCell ref="B1"/>')).toEqual(['甲,低保', '乙,低保', '', '丙,低保']);
    const wide = row(30_000, '<c r="A30000"><v>1</v></c>');
    expect(readSheet(xml('<mergeCell ref="B1:B1048576"/>'.repeat(30)) + wide, [], false)).toEqual({ problem: 'not_a_table' });
  });

  test('a cell far to the right is refused, an empty one is not', () => {
    expect(readSheet('<row r="1"><c r="XFD1"><v>1</v></c></row>', [], false)).toEqual({ problem: 'too_many_columns', at: '1' });
    expect(readSheet('<row r="1"><c r="XFD1"><v> </v></c></row>', [], false)).toMatchObject({ rows: [{ cells: [] }] });
  });
});

describe('a zip', () => {
  const book = workbookParts([['姓名']]);

  test.each<[string, () => Promise<Uint8Array<ArrayBuffer>>, string]>([
    ['that is no workbook', () => zipOf([{ name: 'a.txt', text: 'x' }]), 'not_a_table'],
    ['of too many files', () => zipOf(Array.from({ length: ROSTER_LIMITS.zipEntries + 1 }, (_, index) => ({ name: `${index}`, text: '' }))), 'zip_too_many'],
    ['that says it unpacks to far more than it is', () => zipOf(book.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, text: 'x'.repeat(4_000_000) } : part))), 'zip_too_large'],
    ['that unpacks to far more than it says', () => zipOf(book.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, text: ' '.repeat(4_000_000), size: 100 } : part))), 'zip_too_large'],
    ['whose part is larger than any roster', () => zipOf(book.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, size: ROSTER_LIMITS.partBytes + 1, text: noise(200_000) } : part))), 'zip_too_large'],
    ['cut short', async () => (await zipOf(book)).slice(0, -30), 'zip_broken'],
    ['with a part that is no deflate', async () => broken(await zipOf(book)), 'zip_broken'],
  ])('%s is refused', async (_what, bytes, problem) => expect(await readSheetFile(await bytes())).toMatchObject({ problem }));

  test('a small file may unpack to many times its size, a large one may not', () => {
    expect(isBomb({ size: 1024 * 1024, packed: new Uint8Array(10) })).toBe(false);
    expect(isBomb({ size: 1024 * 1024 + 1, packed: new Uint8Array(10) })).toBe(true);
    expect(isBomb({ size: 1024 * 1024 + 1, packed: new Uint8Array(6_000) })).toBe(false);
  });

  test('any bytes, and a workbook with any bytes changed, are read or refused', async () => {
    const whole = await zipOf(book);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), async (changes) => {
      const bytes = whole.slice();
      for (const [at, value] of changes) bytes[at] = value;
      readZip(bytes);
      await readSheetFile(bytes);
    }), { numRuns: 500 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void readZip(Uint8Array.from(bytes))), { numRuns: 1_000 });
  });
});

describe('other files', () => {
  const ascii = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['nothing', new Uint8Array(0), 'empty'],
    ['an old or encrypted workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'old_or_encrypted'],
    ['a page that calls itself a workbook', ascii('<html><table><tr><td>姓名'), 'not_a_table'],
    ['a PDF', ascii('%PDF-1.7\n姓名'), 'not_a_table'],
    ['a picture', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]), 'not_a_table'],
    ['text in no encoding', Uint8Array.from([0x41, 0xff, 0xff, 0x42]), 'encoding'],
    ['more than any roster', new Uint8Array(ROSTER_LIMITS.fileBytes + 1).fill(0x41), 'too_large'],
  ])('%s is refused', async (_what, bytes, problem) => expect(await readSheetFile(bytes)).toEqual({ problem }));
});

/** Text that does not pack. */
const noise = (length: number) => Array.from({ length }, (_, index) => String.fromCharCode(33 + ((index * 7919 + (index >> 3) * 104_729) % 90))).join('');

/** The first part's packed bytes, made nonsense. */
function broken(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const entry = readZip(bytes);
  if ('problem' in entry) throw new Error(entry.problem);
  entry.find((one) => one.name === 'xl/workbook.xml')?.packed.fill(0xff);
  return bytes;
}
