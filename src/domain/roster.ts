import type { ServiceDate } from './calendar.ts';

/** What a county imports lists of: hardship categories, ability levels, disability grades, deaths. Each is a kind of dated fact. */
export const ROSTER_KINDS = ['category', 'ability', 'disability', 'death'] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];

/** A spreadsheet's cell as its text. `numeric`: it was stored as a number, so that an ID number has lost its last digits. */
export type Cell = { text: string; numeric: boolean };
/** `no`: the number that the spreadsheet program shows beside the row. */
export type SheetRow = { no: number; cells: readonly Cell[] };
/** One sheet as it was read; `date1904`: its day numbers count from 1904 instead of 1900. */
export type Sheet = { rows: readonly SheetRow[]; date1904: boolean };

export const EMPTY_CELL: Cell = { text: '', numeric: false };

/** What a column is, whatever its place in the file. `value`: category, level or grade. */
export const ROSTER_FIELDS = ['name', 'id', 'value', 'from', 'phone', 'address'] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

/** Why a whole file is refused, before anything is stored. */
export const FILE_PROBLEMS = [
  'empty', 'too_large', 'not_a_table', 'old_or_encrypted', 'encoding', 'open_quote', 'zip_broken', 'zip_too_many', 'zip_too_large',
  'no_sheet', 'too_many_rows', 'too_many_columns', 'no_header', 'column_twice', 'column_missing', 'no_rows',
] as const;
/** `at`: the column or the row that is meant. */
export type FileProblem = { problem: (typeof FILE_PROBLEMS)[number]; at?: string };

/** 10,000 people are more than a county's roster; a file beyond these is not one. */
export const ROSTER_LIMITS = { fileBytes: 4 * 1024 * 1024, rows: 10_000, columns: 60, cellLetters: 200, zipEntries: 200, partBytes: 16 * 1024 * 1024, zipRatio: 200 };

/** What is wrong with one cell of one row. */
export const ROW_PROBLEMS = [
  'id_missing', 'id_length', 'id_characters', 'id_date', 'id_checksum', 'id_mangled',
  'name_missing', 'value_missing', 'value_unknown', 'date_missing', 'date_unclear', 'date_no_day', 'date_impossible', 'date_ahead', 'too_long',
] as const;
/** `text`: the cell as it stood; left out where it is personal (the row keeps that sealed). */
export type RowProblem = { field: RosterField; problem: (typeof ROW_PROBLEMS)[number]; text?: string };

/** One person of the list as the file says it. */
export type ReadRow = {
  rowNo: number;
  name: string;
  /** The 18 characters; null where the cell cannot be read. */
  idNumber: string | null;
  /** What stood there, for whoever puts it right. */
  idText: string;
  /** A category's word as it stands; a level or grade by its code. */
  value: string;
  /** Null: not said. */
  from: ServiceDate | null;
  /** The file named a month only: its first day was taken. */
  dayAssumed: boolean;
  phone: string;
  address: string;
  problems: readonly RowProblem[];
};

export type RosterFile = {
  rows: readonly ReadRow[];
  /** Columns that mean nothing here, by their heads. */
  ignoredColumns: readonly string[];
  /** Rows that are nobody: totals, notes, heads repeated on each page. */
  skippedRows: readonly number[];
};

/** What a line of the preview says will happen. `same`: nothing; `repeated`: the row says again what an earlier one said. */
export const ROSTER_ACTIONS = ['error', 'unknown', 'change', 'end', 'add', 'same', 'repeated'] as const;
export type RosterAction = (typeof ROSTER_ACTIONS)[number];
