import { EMPTY_CELL, ROSTER_LIMITS, type Cell, type FileProblem, type Sheet, type SheetRow } from './roster.ts';

// An XLSX is a zip of XML parts (ECMA-376 part 1, 18). Of all that it can say a roster needs the texts of one sheet, and that is
// what is read here: no styles, no formulas (their last values stand in the cells), no macros, nothing that is fetched from elsewhere.

export const WORKBOOK = 'xl/workbook.xml';
export const WORKBOOK_LINKS = 'xl/_rels/workbook.xml.rels';
export const SHARED_STRINGS = 'xl/sharedStrings.xml';

type Tag = { name: string; closes: boolean; empty: boolean; attributes: string; text: string };

/** Every tag with the text behind it. One pass, whatever the file holds: a name gives back none of its letters, or one that never ends would be read as often as it has letters. */
function* tagsOf(xml: string): Generator<Tag> {
  const pattern = /<(\/?)(?:[\w.-]+:)?([\w.-]+)(?![\w.-])([^<>]*)>([^<]*)/g;
  for (const [, slash, name = '', attributes = '', text = ''] of xml.matchAll(pattern)) {
    yield { name, closes: slash === '/', empty: attributes.endsWith('/'), attributes, text };
  }
}

const attribute = ({ attributes }: Tag, name: string): string | null =>
  attributes.match(new RegExp(`(?:^|\\s|:)${name}\\s*=\\s*["']([^"']*)["']`))?.[1] ?? null;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export type Workbook = { part: string; name: string; date1904: boolean; otherSheets: number };

/** The first sheet that is not hidden, and where its part lies. */
export function readWorkbook(workbook: string, links: string): Workbook | FileProblem {
  const tags = [...tagsOf(workbook)];
  const sheets = tags.filter((tag) => tag.name === 'sheet' && !tag.closes);
  const shown = sheets.find((tag) => !/hidden/i.test(attribute(tag, 'state') ?? ''));
  const link = shown && [...tagsOf(links)].find((tag) => tag.name === 'Relationship' && attribute(tag, 'Id') === attribute(shown, 'id'));
  const target = link && attribute(link, 'Target');
  if (!shown || !target) return { problem: 'no_sheet' };
  const properties = tags.find((tag) => tag.name === 'workbookPr');
  return {
    part: target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
    name: unescaped(attribute(shown, 'name') ?? ''),
    date1904: properties !== undefined && /^(?:1|true)$/.test(attribute(properties, 'date1904') ?? ''),
    otherSheets: sheets.length - 1,
  };
}

/** The shared texts in their order; what says how a word is pronounced (rPh) is none. */
export function readSharedStrings(xml: string): string[] {
  const texts: string[] = [];
  let text: string | null = null;
  let phonetic = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'si') {
      if (!tag.closes) text = '';
      if (text !== null && (tag.closes || tag.empty)) texts.push(unescaped(text));
    } else if (tag.name === 'rPh') phonetic = !tag.closes && !tag.empty;
    else if (tag.name === 't' && !tag.closes && !phonetic && text !== null) text += tag.text;
  }
  return texts;
}

/** The cells of a sheet. `shared`: the workbook's shared texts. A cell merged over several rows says the same in each of them. */
export function readSheet(xml: string, shared: readonly string[], date1904: boolean): Sheet | FileProblem {
  const rows: MutableRow[] = [];
  const merges: Tag[] = [];
  let [cell, next, phonetic]: [{ column: number; type: string; text: string } | null, number, boolean] = [null, 0, false];
  for (const tag of tagsOf(xml)) {
    const row = rows.at(-1);
    if (tag.name === 'row' && !tag.closes) {
      rows.push({ no: Number(attribute(tag, 'r') ?? (row?.no ?? 0) + 1), cells: [] });
      next = 0;
      if (rows.length > ROSTER_LIMITS.rows * 3) return { problem: 'too_many_rows', at: String(rows.length) };
    } else if (tag.name === 'c' && !tag.closes && row) {
      const column = columnOf(attribute(tag, 'r')) ?? next;
      next = column + 1;
      cell = tag.empty ? null : { column, type: attribute(tag, 't') ?? 'n', text: '' };
    } else if (tag.name === 'c' && tag.closes && row && cell) {
      const full = cellOf(cell, shared);
      if (full.text.trim() !== '' && cell.column >= ROSTER_LIMITS.columns) return { problem: 'too_many_columns', at: String(row.no) };
      if (full.text.trim() !== '') place(row.cells, cell.column, full);
      cell = null;
    } else if (tag.name === 'rPh') phonetic = !tag.closes && !tag.empty;
    else if (tag.name === 'mergeCell' && !tag.closes) merges.push(tag);
    else if ((tag.name === 'v' || tag.name === 't') && !tag.closes && cell && !phonetic) cell.text += tag.text;
  }
  if (!fillMerged(rows, merges)) return { problem: 'not_a_table' };
  return { rows: rows satisfies SheetRow[], date1904 };
}

type MutableRow = { no: number; cells: Cell[] };

/**
 * A category written once and merged over its people stands in the file with the first of them only. Ranges never overlap in a
 * sound file; false: these cover more cells than a sheet may have, so they do.
 */
function fillMerged(rows: readonly MutableRow[], merges: readonly Tag[]): boolean {
  const byNumber = new Map(rows.map((row) => [row.no, row]));
  const end = rows.reduce((most, { no }) => Math.max(most, no), 0);
  let left = ROSTER_LIMITS.rows * ROSTER_LIMITS.columns;
  for (const merge of merges) {
    const [, letters = '', first = '', last = ''] = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(attribute(merge, 'ref') ?? '') ?? [];
    const column = columnOf(letters);
    const full = column === null ? undefined : byNumber.get(Number(first))?.cells[column];
    if (column === null || !full || full.text === '') continue;
    for (let no = Number(first) + 1; no <= Math.min(Number(last), end); no += 1) {
      left -= 1;
      if (left < 0) return false;
      const row = byNumber.get(no);
      // A blank row inside the range stays one.
      if (row && row.cells.length > 0 && (row.cells[column] ?? EMPTY_CELL).text === '') place(row.cells, column, full);
    }
  }
  return true;
}

/** C7 is the third column, 2. */
function columnOf(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference ?? '')?.[1];
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellOf({ type, text }: { type: string; text: string }, shared: readonly string[]): Cell {
  if (type === 's') return { text: shared[Number(text)] ?? '', numeric: false };
  return { text: unescaped(text), numeric: type === 'n' };
}

function place(cells: Cell[], column: number, full: Cell): void {
  while (cells.length < column) cells.push(EMPTY_CELL);
  cells[column] = full;
}
