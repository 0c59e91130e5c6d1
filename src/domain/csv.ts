import { toHalfWidth } from './half-width.ts';

const BOM = '\uFEFF';

// What a spreadsheet program may take for the start of a formula: its sign (ASCII or small form) behind any blanks and
// invisible characters that it skips, or a TAB, CR or LF among these. Full-width signs are made ASCII before the test.
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@﹦﹢﹣﹫]|^[\s\p{Cf}]*[\t\r\n]/u;

// Text that a spreadsheet program would turn into another number: ID, card and division numbers lose their last digits
// (15 are kept) or show as 3.7E+17, phones and codes lose a leading zero, '12E5' becomes 1200000.
const NUMBER_IN_DISGUISE = /^\s*(?:\d{12,}|0\d+|\d+(?:\.\d+)?[eE]\d+)\s*$/;

/**
 * A file for spreadsheet programs: RFC 4180 with CRLF, and a UTF-8 BOM so that Excel and WPS read Chinese.
 * Numbers stay numbers (give amounts as numbers where they may be negative). Text that would run as a formula or change
 * its value gets an apostrophe in front, which every spreadsheet program takes as text. It is seen, and that is better
 * than the other ways: ="…" is itself a formula, and a hidden TAB makes look-ups fail for no visible reason.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return BOM + rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(value: string | number): string {
  if (typeof value === 'number') return numberText(value);
  const plain = toHalfWidth(value);
  const safe = FORMULA.test(plain) || NUMBER_IN_DISGUISE.test(plain) ? `'${value}` : value;
  // Semicolon and TAB separate cells in some settings, so they are quoted too.
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a cell must be a finite number');
  return String(value);
}
