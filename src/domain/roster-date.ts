import { addDays, parseServiceDate, type ServiceDate } from './calendar.ts';
import type { Cell, RowProblem } from './roster.ts';
import { withoutBlanks } from './roster-text.ts';

export type RosterDate = { date: ServiceDate; dayAssumed: boolean };

const FULL = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const MONTH_ONLY = /^(\d{4})[-/.年](\d{1,2})月?(?:份)?$|^(19\d{2}|20\d{2})(0[1-9]|1[0-2])$/;
/** 1927 to 2119: other numbers of five digits are no days of living people. */
const SERIAL = /^([1-7]\d{4})(?:\.\d+)?$/;

/**
 * A date in the forms that rosters have: 2026-1-3, 2026/1/3, 2026.1.3, 2026年1月3日, 20260103, a time behind it ignored, or a
 * spreadsheet's day number. A month without a day is taken as its first day and says so; a year first or nothing: 1/3/2026 and
 * 26-1-3 can be read in two ways and are refused. Null: the cell is empty.
 */
export function readRosterDate(cell: Cell, date1904: boolean): RosterDate | { problem: RowProblem['problem'] } | null {
  const text = withoutTime(cell.text);
  if (text === '') return null;
  const full = FULL.exec(text) ?? COMPACT.exec(text);
  if (full) return existing(full[1], full[2], full[3], false);
  const month = MONTH_ONLY.exec(text);
  if (month) return existing(month[1] ?? month[3], month[2] ?? month[4], '1', true);
  const serial = SERIAL.exec(text);
  const firstDay = parseServiceDate(date1904 ? '1904-01-01' : '1899-12-30');
  if (serial && firstDay) return { date: addDays(firstDay, Number(serial[1])), dayAssumed: false };
  return { problem: 'date_unclear' };
}

/** 2026-01-03 00:00:00 and 2026-01-03T08:00 are the day. */
function withoutTime(text: string): string {
  return withoutBlanks(text.replace(/(?<=\d[日号]?)[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?\s*$/, ''));
}

function existing(year = '', month = '', day = '', dayAssumed: boolean): RosterDate | { problem: RowProblem['problem'] } {
  const date = parseServiceDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return date === null ? { problem: 'date_impossible' } : { date, dayAssumed };
}
