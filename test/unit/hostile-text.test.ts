import { expect, test } from 'vitest';
import { readCalendarList } from '../../src/domain/calendar-list.ts';
import { readDelimited } from '../../src/domain/delimited.ts';
import { readSharedStrings, readSheet, readWorkbook } from '../../src/domain/xlsx.ts';

// Texts made to be read again and again from each of their letters: a hundred thousand letters would take a minute that way, and take milliseconds.

const LETTERS = 100_000;
const READ_AT_ONCE_MS = 5_000;

const TEXTS: [string, () => unknown][] = [
  ['a sheet that is one tag without an end', () => readSheet(`<${'a'.repeat(LETTERS)}`, [], false)],
  ['shared texts that are one tag without an end', () => readSharedStrings(`<${'a.-'.repeat(LETTERS / 3)}`)],
  ['a workbook of tags without an end', () => readWorkbook(`<sheet ${'b'.repeat(LETTERS)}`, `<${'a:'.repeat(LETTERS / 2)}`)],
  ['a sheet of blanks in a tag', () => readSheet(`<row${' '.repeat(LETTERS)}>`, [], false)],
  ['a notice of brackets that are opened and never closed', () => readCalendarList('（'.repeat(LETTERS), 2026)],
  ['a notice of spans without an end', () => readCalendarList(`1月1日${'—'.repeat(LETTERS)}`, 2026)],
];

test.each([
  ['commas alone', ',', 60],
  ['a word in each of its cells', '饭,', 61],
])('a line of %s is kept no wider than shows that no roster is as wide', (_what, cell, kept) => {
  const rows = readDelimited(cell.repeat(2_000));
  expect('problem' in rows ? rows.problem : rows.map((row) => row.cells.length)).toEqual([kept]);
});

test.each(TEXTS)('%s is read at once', (_what, read) => {
  const begun = performance.now();
  read();
  expect(performance.now() - begun).toBeLessThan(READ_AT_ONCE_MS);
});
