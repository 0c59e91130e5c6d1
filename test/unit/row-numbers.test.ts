import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRowNumbers } from '../../src/domain/row-numbers.ts';

const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('rows of a ticked sheet', () => {
  test.each([
    ['1-20，23、25 27', [...upTo(1, 20), 23, 25, 27]],
    ['１－３，５', [1, 2, 3, 5]],
    ['1～3', [1, 2, 3]],
    ['1~3', [1, 2, 3]],
    ['1至3', [1, 2, 3]],
    ['1 到 3', [1, 2, 3]],
    ['1—3', [1, 2, 3]],
    ['1——3', [1, 2, 3]],
    ['1〜3', [1, 2, 3]],
    ['7, 3;3；5\n1。2', [1, 2, 3, 5, 7]],
    ['3-5 4-6 5', [3, 4, 5, 6]],
    ['9-9', [9]],
    ['007', [7]],
    ['，1，，2，', [1, 2]],
    ['1-500', upTo(1, 500)],
    ['1-500 3 20-30', upTo(1, 500)],
  ])('%j', (text, rows) => expect(parseRowNumbers(text)).toEqual({ rows }));

  test.each([
    ['', 'empty', ''],
    [' ，、\u3000', 'empty', ''],
    ['0', 'zero', '0'],
    ['1 0-5', 'zero', '0-5'],
    ['1-3，20－18', 'reversed', '20-18'],
    ['1-501', 'too_many', '1-501'],
    ['1-400 500-700', 'too_many', '500-700'],
    ['1-9999', 'too_many', '1-9999'],
    ['12345', 'unreadable', '12345'],
    ['1-99999999999', 'unreadable', '1-99999999999'],
    ['1-2-3', 'unreadable', '1-2-3'],
    ['5-', 'unreadable', '5-'],
    ['-5', 'unreadable', '-5'],
    ['1.5', 'unreadable', '1.5'],
    ['3 王桂兰', 'unreadable', '王桂兰'],
    ['1e2', 'unreadable', '1e2'],
  ])('%j: %s at %j', (text, problem, at) => expect(parseRowNumbers(text)).toEqual({ problem, at }));

  test('any list reads back ascending, each once', () => {
    const anyRows = fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 500 });
    fc.assert(fc.property(anyRows, fc.constantFrom(',', '，', '、', ' '), (rows, sign) => {
      expect(parseRowNumbers(rows.join(sign))).toEqual({ rows: [...new Set(rows)].sort((a, b) => a - b) });
    }));
  });
});
