import type { TableFacts, Value } from './contents.ts';

// Rows as SQL that D1 takes: no statement may be longer than 100 kB, while a row may hold two megabytes. A long text is written in pieces.

const LONGEST_BYTES = 90_000;
/** A letter takes up to four bytes, and a quote becomes two. */
const PIECE_LETTERS = 20_000;

export function insertTexts({ name, columns }: TableFacts, values: readonly Value[], key: readonly string[]): string[] {
  const whole = insertText(name, columns, values);
  if (Buffer.byteLength(whole) <= LONGEST_BYTES) return [whole];
  const long = values.flatMap((value, index) => (typeof value === 'string' && value.length > PIECE_LETTERS ? [{ column: columns[index] ?? '', pieces: inPieces(value) }] : []));
  const shortened = columns.map((column, index) => long.find((one) => one.column === column)?.pieces[0] ?? values[index] ?? null);
  const where = key.map((column) => `"${column}" = ${literal(values[columns.indexOf(column)] ?? null)}`).join(' AND ');
  const rest = long.flatMap(({ column, pieces }) => pieces.slice(1).map((piece) => `UPDATE "${name}" SET "${column}" = "${column}" || ${literal(piece)} WHERE ${where}`));
  return [insertText(name, columns, shortened), ...rest];
}

const insertText = (name: string, columns: readonly string[], values: readonly Value[]) =>
  `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${values.map(literal).join(', ')})`;

function literal(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** Never between the two halves of one letter. */
function inPieces(text: string): string[] {
  const letters = [...text];
  return Array.from({ length: Math.ceil(letters.length / PIECE_LETTERS) }, (_, index) => letters.slice(index * PIECE_LETTERS, (index + 1) * PIECE_LETTERS).join(''));
}
