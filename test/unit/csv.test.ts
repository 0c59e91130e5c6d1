import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from '../../src/domain/csv.ts';

const cell = (value: string | number) => csvText([[value]]).slice(1, -2);

describe('the file', () => {
  test('BOM, commas, CRLF after every row', () => {
    expect(csvText([['姓名', '金额'], ['王*兰', 9]])).toBe('\uFEFF姓名,金额\r\n王*兰,9\r\n');
    expect(csvText([])).toBe('\uFEFF');
  });

  test.each([
    ['红烧肉,米饭', '"红烧肉,米饭"'],
    ['说"好"', '"说""好"""'],
    ['一\n二', '"一\n二"'],
    ['一;二', '"一;二"'],
    ['', ''],
  ])('%j is written %s', (value, written) => expect(cell(value)).toBe(written));

  test('numbers stay numbers, below zero too', () => {
    expect(cell(-6.05)).toBe('-6.05');
    expect(cell(0)).toBe('0');
    expect(() => cell(Number.NaN)).toThrow(RangeError);
    expect(() => cell(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('cells that would run', () => {
  test.each([
    '=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠A1', '﹦1', ' =1', '\u3000=1', '\u00A0=1', '\uFEFF=1',
    '\u200B=1', '\u2060＝1', '\u200B \uFEFF-1', '\u0000=1', "=cmd|'/C calc'!A0", '\u200E@x',
  ])('%j gets an apostrophe', (value) => expect(cell(value)).toBe(`'${value}`));

  test.each(['\t1', '\r1', '\n1', ' \t1', '\u200B \t1', '\t=1', '\n=1'])('%j gets an apostrophe, quoted', (value) => {
    expect(cell(value)).toBe(`"'${value}"`);
  });

  test.each(['1=1', '王*兰', '2026-11-23', '6.00', '3-502', 'a@b', '（-）', '138****5678', '370481**********2X'])(
    '%j is left alone',
    (value) => expect(cell(value)).toBe(value),
  );
});

describe('text that looks like a number', () => {
  test.each([
    '370481194002030021', '370481001001', '6222020200112233445', '００12', '06325550123', '000', '12E5', '1.5e10',
    '３７０４８１００１００１',
  ])('%s is kept as text', (value) => expect(cell(value)).toBe(`'${value}`));

  test.each(['13812345678', '0', '12', '0.5', '37048119400203002X', 'E5', '12E'])('%s needs nothing', (value) => {
    expect(cell(value)).toBe(value);
  });
});

describe('any rows', () => {
  const sign = fc.constantFrom('=', '-', '＋', '@', '"', ',', '\r', '\n', '\t', ' ', '\u200B', '1', '王', "'", ';');
  const value = fc.string({ unit: sign });

  test('read back cell by cell, and no text cell starts as a formula', () => {
    fc.assert(fc.property(fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
      const read = readCsv(csvText(rows).slice(1));
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      read.flat().forEach((text, index) => {
        const original = rows.flat()[index] ?? '';
        expect([original, `'${original}`]).toContain(text);
        expect(text).not.toMatch(/^[\s\u200B]*[=+\-@＋]|^[ \u200B]*[\t\r\n]/);
      });
    }), { numRuns: 500 });
  });
});

/** A reader of RFC 4180 that shares nothing with the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const match of text.matchAll(pattern)) {
    row.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
