import { toHalfWidth } from './half-width.ts';

/** More rows than any sheet has: a slip of the key, not a list. */
const MOST_ROWS = 500;

export type RowNumbersProblem = 'empty' | 'unreadable' | 'zero' | 'reversed' | 'too_many';

/**
 * The rows ticked on a paper sheet as somebody types them: '1-20，23、25 27', also '１～５', '3至7', '3到7'. Ascending, each
 * once. Refused, with the piece in `at`: nothing typed, what is no row or range, row 0, a range backwards, > 500 rows.
 */
export function parseRowNumbers(text: string): { rows: number[] } | { problem: RowNumbersProblem; at: string } {
  const pieces = piecesOf(text);
  if (pieces.length === 0) return { problem: 'empty', at: '' };
  const rows = new Set<number>();
  for (const piece of pieces) {
    const range = rangeOf(piece);
    if (typeof range === 'string') return { problem: range, at: piece };
    for (let row = range.first; row <= range.last; row += 1) rows.add(row);
    if (rows.size > MOST_ROWS) return { problem: 'too_many', at: piece };
  }
  return { rows: [...rows].sort((a, b) => a - b) };
}

function piecesOf(text: string): string[] {
  return toHalfWidth(text)
    .replace(/\s*[-~至到‐‑‒–—―−〜]+\s*/g, '-')
    .split(/[\s,、;。]+/)
    .filter((piece) => piece !== '');
}

// Four digits at most keep the longest range short enough to write out.
function rangeOf(piece: string): { first: number; last: number } | RowNumbersProblem {
  const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(piece);
  if (!match) return 'unreadable';
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first === 0 || last === 0) return 'zero';
  return last < first ? 'reversed' : { first, last };
}
