import { ROSTER_LIMITS, type FileProblem, type SheetRow } from './roster.ts';

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * A file of separated text (RFC 4180, and what is found instead: LF or CR alone, semicolons or TABs, a `sep=` line). The separator
 * is the one that cuts the first lines into most pieces. A quote that is never closed is refused: the rest of the file would be one
 * cell.
 */
export function readDelimited(text: string): readonly SheetRow[] | FileProblem {
  const named = /^sep=(.)\r?\n/.exec(text);
  const body = named ? text.slice(named[0].length) : text;
  const start = body.slice(0, 20_000);
  const pieces = SEPARATORS.map((separator) => {
    const read = split(start, separator);
    return { separator, count: read.rows.reduce((sum, row) => sum + row.length - 1, 0) };
  });
  const best = pieces.reduce((most, one) => (one.count > most.count ? one : most));
  const { rows, openedAt } = split(body, named?.[1] ?? best.separator);
  if (openedAt !== null) return { problem: 'open_quote', at: String(openedAt) };
  return rows.map((cells, index) => ({ no: index + (named ? 2 : 1), cells: cells.map((cell) => ({ text: cell, numeric: false })) }));
}

/** Of a row that is wider than any roster's no more than shows that it is: a file of three million commas has as many cells. */
function isKept(column: number, text: string): boolean {
  return column < ROSTER_LIMITS.columns || (column === ROSTER_LIMITS.columns && text.trim() !== '');
}

/** `openedAt`: the row in which a quote was opened and never closed. Reading stops where there are more rows than any roster has. */
function split(text: string, separator: string): { rows: string[][]; openedAt: number | null } {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length && rows.length <= ROSTER_LIMITS.rows * 3) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, separator);
    if (cell === null) return { rows, openedAt: rows.length + 1 };
    if (isKept(row.length, cell.text)) row.push(cell.text);
    at = cell.end;
    if (text[at] === separator) {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= text.length) break;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    if (at === text.length) break;
  }
  return { rows, openedAt: null };

  function quoted(from: string, open: number): { text: string; end: number } | null {
    let close = open + 1;
    for (;;) {
      close = from.indexOf('"', close);
      if (close < 0) return null;
      if (from[close + 1] !== '"') break;
      close += 2;
    }
    const rest = plain(from, close + 1, separator);
    return { text: from.slice(open + 1, close).replaceAll('""', '"') + rest.text, end: rest.end };
  }
}

function plain(text: string, from: number, separator: string): { text: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { text: text.slice(from, end), end };
}
