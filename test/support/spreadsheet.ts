// Spreadsheets as other programs write them, made in code: a zip of XML parts.

export type Part = { name: string; text: string; /** What the directory claims, where it lies. */ size?: number };

/** A zip, packed as spreadsheet programs pack it. */
export async function zipOf(parts: readonly Part[]): Promise<Uint8Array<ArrayBuffer>> {
  const [bodies, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  let at = 0;
  for (const { name, text, size } of parts) {
    const plain = new TextEncoder().encode(text);
    const packed = new Uint8Array(await new Response(new Blob([plain]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer());
    const nameBytes = new TextEncoder().encode(name);
    const sizes = [0, packed.length, size ?? plain.length];
    const local = [...u32(0x04034b50), ...u16(20, 0, 8, 0, 0), ...u32(...sizes), ...u16(nameBytes.length, 0), ...nameBytes];
    const central = [...u32(0x02014b50), ...u16(20, 20, 0, 8, 0, 0), ...u32(...sizes), ...u16(nameBytes.length, 0, 0, 0, 0), ...u32(0, at), ...nameBytes];
    bodies.push(Uint8Array.from(local), packed);
    directory.push(Uint8Array.from(central));
    at += local.length + packed.length;
  }
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  const end = [...u32(0x06054b50), ...u16(0, 0, parts.length, parts.length), ...u32(length, at), ...u16(0)];
  return joined([...bodies, ...directory, Uint8Array.from(end)]);
}

const little = (bytes: number) => (...values: number[]) => values.flatMap((value) => Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256));
const u16 = little(2);
const u32 = little(4);

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, one) => sum + one.length, 0));
  pieces.reduce((at, one) => (whole.set(one, at), at + one.length), 0);
  return whole;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const letters = (column: number): string => (column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26));

/** A workbook of one sheet; texts are shared, numbers are numbers, empty cells are left out as Excel does. */
export function workbookParts(rows: readonly (readonly (string | number)[])[], more: { date1904?: boolean; hiddenFirst?: boolean } = {}): Part[] {
  const shared = [...new Set(rows.flat().filter((cell): cell is string => typeof cell === 'string' && cell !== ''))];
  const cellXml = (cell: string | number, row: number, column: number) => {
    const at = `${letters(column)}${row}`;
    if (cell === '') return '';
    return typeof cell === 'number' ? `<c r="${at}"><v>${cell}</v></c>` : `<c r="${at}" t="s"><v>${shared.indexOf(cell)}</v></c>`;
  };
  const data = rows.map((cells, index) => `<row r="${index + 1}">${cells.map((cell, column) => cellXml(cell, index + 1, column)).join('')}</row>`).join('');
  const hidden = more.hiddenFirst ? '<sheet name="参数" sheetId="9" state="hidden" r:id="rId9"/>' : '';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return [
    { name: '[Content_Types].xml', text: `${head}<Types/>` },
    { name: 'xl/workbook.xml', text: `${head}<workbook><workbookPr${more.date1904 ? ' date1904="1"' : ''}/><sheets>${hidden}<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', text: `${head}<Relationships><Relationship Id="rId9" Target="worksheets/none.xml"/><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>` },
    { name: 'xl/sharedStrings.xml', text: `${head}<sst>${shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>` },
    { name: 'xl/worksheets/sheet1.xml', text: `${head}<worksheet><sheetData>${data}</sheetData></worksheet>` },
  ];
}

export const xlsxOf = (...given: Parameters<typeof workbookParts>): Promise<Uint8Array<ArrayBuffer>> => zipOf(workbookParts(...given));
