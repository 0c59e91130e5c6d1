import type { Place } from '../vault.ts';

/** A row's key: the columns of its primary key, in their order. */
export type RowKey = readonly (string | number)[];

/** besides: what else is needed to say where the value stands. atOnce: how many rows one batch takes. */
export type SealedColumn = {
  table: string;
  column: string;
  key: readonly string[];
  besides: readonly string[];
  atOnce: number;
  placeOf: (key: RowKey, besides: readonly string[]) => Place;
};

const ROWS = 200;
/** A sheet names everybody who eats. */
const SHEETS = 8;

function sealedIn(table: string, key: readonly string[], columns: readonly string[], rowOf: (key: RowKey) => string = ([id]) => String(id), atOnce = ROWS): SealedColumn[] {
  return columns.map((column) => ({ table, column, key, besides: [], atOnce, placeOf: (of) => ({ table, column, row: rowOf(of) }) }));
}

/** Every column that holds something sealed. A test compares the list with the schema, and another opens what each of them holds. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ...sealedIn('elder', ['id'], ['id_number_sealed', 'phone_sealed', 'address_sealed', 'door_note_sealed', 'coordinates_sealed']),
  ...sealedIn('card', ['id'], ['number_sealed']),
  ...sealedIn('family_member', ['person_id'], ['phone_sealed']),
  ...sealedIn('sign_in_code', ['id'], ['phone_sealed']),
  ...sealedIn('staff_login', ['person_id'], ['totp_sealed']),
  ...sealedIn('application', ['id'], ['id_number_sealed', 'phone_sealed', 'address_sealed']),
  ...sealedIn('application_paper', ['application_id', 'position'], ['number_sealed'], ([id, position]) => `${id}-${position}`),
  ...sealedIn('roster_row', ['roster_id', 'row_no'], ['id_number_sealed', 'phone_sealed', 'address_sealed'], ([id, row]) => `${id}/${row}`),
  // What stood with the elder before: still bound to the place it came from.
  {
    table: 'roster_contact', column: 'was_sealed', key: ['roster_id', 'row_no', 'field'], besides: ['elder_id'], atOnce: ROWS,
    placeOf: ([, , field], [elderId = '']) => ({ table: 'elder', column: `${field}_sealed`, row: elderId }),
  },
  ...sealedIn('print_run', ['id'], ['content_sealed', 'lines_sealed'], undefined, SHEETS),
];

export const nameOf = ({ table, column }: SealedColumn): string => `${table}.${column}`;
