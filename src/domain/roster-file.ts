import type { ServiceDate } from './calendar.ts';
import { readIdCell, readValueCell } from './roster-cells.ts';
import { cellAt, isHead, readColumns, type Columns } from './roster-columns.ts';
import { readRosterDate } from './roster-date.ts';
import { ROSTER_LIMITS, type FileProblem, type ReadRow, type RosterFile, type RosterKind, type RowProblem, type Sheet, type SheetRow } from './roster.ts';
import { cleanText, isFormulaError, nameOf, withoutBlanks } from './roster-text.ts';

/** `singleValue`: what everybody on the list is, where the file has no column that says it (a list of 特困 alone). */
export type RosterFrame = { kind: RosterKind; today: ServiceDate; singleValue: string | null };

/**
 * The people of a sheet, row by row, with everything that is wrong with each; or why this is no roster at all. Titles above the
 * head, totals and notes below, blank rows and heads repeated on each page are nobody. Nothing is guessed: a cell that can be read
 * in two ways is a problem of its row.
 */
export function readRosterSheet(sheet: Sheet, frame: RosterFrame): RosterFile | FileProblem {
  const { kind } = frame;
  const filled = sheet.rows.filter((row) => row.cells.some(({ text }) => withoutBlanks(text) !== ''));
  if (filled.length > ROSTER_LIMITS.rows + 100) return { problem: 'too_many_rows', at: String(filled.length) };
  const wide = filled.find((row) => row.cells.length > ROSTER_LIMITS.columns && row.cells.slice(ROSTER_LIMITS.columns).some(({ text }) => text.trim() !== ''));
  if (wide) return { problem: 'too_many_columns', at: String(wide.no) };
  const head = lastHead(kind, filled);
  const headRow = filled[head];
  if (!headRow) return { problem: 'no_header' };
  const columns = readColumns(kind, headRow, frame.singleValue === null);
  if ('problem' in columns) return columns;
  const below = filled.slice(head + 1);
  const people = below.filter((row) => !isHead(kind, row) && !isNobody(row, columns));
  if (people.length === 0) return { problem: 'no_rows' };
  const numbers = new Set(people.map((row) => row.no));
  return {
    rows: people.map((row) => readRow(row, columns, frame, sheet.date1904)),
    ignoredColumns: columns.ignored,
    skippedRows: below.filter((row) => !numbers.has(row.no)).map((row) => row.no),
  };
}

/** A head of two rows, its names merged over both: the lower row says what each column is. −1: there is no head. */
function lastHead(kind: RosterKind, rows: readonly SheetRow[]): number {
  let head = rows.findIndex((row) => isHead(kind, row));
  while (head >= 0 && isHead(kind, rows[head + 1] ?? { no: 0, cells: [] })) head += 1;
  return head;
}

const TAIL = /^(?:合计|总计|小计|共计|总人数|备注|说明|注|填表|制表|审核|审批|负责人|经办|联系人|填报|单位|第\d+页|共\d+[页人户])/;

/** A total or note: without an ID number, and without a name or with a word that is no name. */
function isNobody(row: SheetRow, { places }: Columns): boolean {
  if (withoutBlanks(cellAt(row, places.id).text) !== '') return TAIL.test(firstText(row)) && !/\d{6}/.test(cellAt(row, places.id).text);
  const name = withoutBlanks(cellAt(row, places.name).text);
  return name === '' || name.length > 30 || TAIL.test(name) || TAIL.test(firstText(row));
}

const firstText = (row: SheetRow) => withoutBlanks(row.cells.find(({ text }) => withoutBlanks(text) !== '')?.text ?? '');

function readRow(row: SheetRow, { places }: Columns, { kind, today, singleValue }: RosterFrame, date1904: boolean): ReadRow {
  const problems: RowProblem[] = [];
  const name = nameOf(cellAt(row, places.name).text);
  if (name === '') problems.push({ field: 'name', problem: 'name_missing' });
  const idCell = cellAt(row, places.id);
  const id = readIdCell(idCell);
  if ('problem' in id) problems.push({ field: 'id', problem: id.problem });
  const valueCell = cellAt(row, places.value);
  const value = readValueCell(kind, singleValue !== null && places.value === undefined ? singleValue : valueCell.text);
  if ('problem' in value) problems.push({ field: 'value', problem: value.problem, text: cut(valueCell.text) });
  const from = dateOf(row, places.from, { kind, today }, date1904);
  if (from && 'problem' in from) problems.push({ field: 'from', problem: from.problem, text: cut(cellAt(row, places.from).text) });
  const told = (field: 'phone' | 'address') => (isFormulaError(cellAt(row, places[field]).text) ? '' : cleanText(cellAt(row, places[field]).text));
  const [phone, address] = [withoutBlanks(told('phone')), told('address')];
  const long = (['name', 'id', 'value', 'phone', 'address'] as const).find((field) => cellAt(row, places[field]).text.length > ROSTER_LIMITS.cellLetters);
  if (long) problems.push({ field: long, problem: 'too_long' });
  return {
    rowNo: row.no,
    name: cut(name),
    idNumber: 'number' in id ? id.number : null,
    idText: cut(withoutBlanks(idCell.text)),
    value: 'value' in value ? cut(value.value) : '',
    from: from && 'date' in from ? from.date : null,
    dayAssumed: from !== null && 'date' in from && from.dayAssumed,
    phone: cut(phone),
    address: address.slice(0, ROSTER_LIMITS.cellLetters),
    problems,
  };
}

/** Nobody dies on a day that is not named or has not come; other facts of a month without a day begin with its first. */
function dateOf(row: SheetRow, place: number | undefined, { kind, today }: Pick<RosterFrame, 'kind' | 'today'>, date1904: boolean) {
  const read = readRosterDate(cellAt(row, place), date1904);
  if (read === null) return kind === 'death' ? { problem: 'date_missing' as const } : null;
  if ('problem' in read) return read;
  if (kind === 'death' && read.dayAssumed) return { problem: 'date_no_day' as const };
  return read.date > today ? { problem: 'date_ahead' as const } : read;
}

/** What a message or a row can hold of a cell. */
const cut = (text: string) => cleanText(text).slice(0, 60);
