import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capitalYuan, fen, sumFen, yuanExact, yuanText } from '../../src/domain/money.ts';

const anyFen = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }).map(fen);

describe('fen', () => {
  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('%d is a fault', (amount) => {
    expect(() => fen(amount)).toThrow(RangeError);
  });

  test('minus zero is zero', () => expect(Object.is(fen(-0), 0)).toBe(true));

  test('adds up', () => {
    expect(sumFen([])).toBe(0);
    expect(sumFen([fen(600), fen(905), fen(-5)])).toBe(1500);
    expect(() => sumFen([fen(Number.MAX_SAFE_INTEGER), fen(1)])).toThrow(RangeError);
  });
});

describe('yuan on a page', () => {
  test.each([
    [600, '6', '6.00'], [650, '6.5', '6.50'], [605, '6.05', '6.05'], [0, '0', '0.00'], [5, '0.05', '0.05'],
    [10, '0.1', '0.10'], [1000, '10', '10.00'], [100_000, '1000', '1000.00'],
    [123_456_789, '1234567.89', '1234567.89'], [-600, '-6', '-6.00'],
    [-5, '-0.05', '-0.05'],
  ])('%i fen', (amount, text, exact) => {
    expect(yuanText(fen(amount))).toBe(text);
    expect(yuanExact(fen(amount))).toBe(exact);
  });
});

describe('Chinese capitals', () => {
  test.each([
    // The examples of the rule itself.
    ['1409.50', '壹仟肆佰零玖元伍角'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['1680.32', '壹仟陆佰捌拾元零叁角贰分'],
    ['107000.53', '壹拾万柒仟元零伍角叁分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    // Ours.
    ['0.00', '零元整'],
    ['0.05', '伍分'],
    ['0.50', '伍角'],
    ['0.55', '伍角伍分'],
    ['6.00', '陆元整'],
    ['10.00', '壹拾元整'],
    ['10.05', '壹拾元零伍分'],
    ['10.50', '壹拾元零伍角'],
    ['11.00', '壹拾壹元整'],
    ['15.00', '壹拾伍元整'],
    ['101.00', '壹佰零壹元整'],
    ['110.00', '壹佰壹拾元整'],
    ['120.00', '壹佰贰拾元整'],
    ['1000.00', '壹仟元整'],
    ['1001.00', '壹仟零壹元整'],
    ['1004.56', '壹仟零肆元伍角陆分'],
    ['1010.00', '壹仟零壹拾元整'],
    ['10000.00', '壹万元整'],
    ['10001.00', '壹万零壹元整'],
    ['10100.10', '壹万零壹佰元零壹角'],
    ['18430.00', '壹万捌仟肆佰叁拾元整'],
    ['100100.00', '壹拾万零壹佰元整'],
    ['1000100.00', '壹佰万零壹佰元整'],
    ['10101010.00', '壹仟零壹拾万壹仟零壹拾元整'],
    ['100000000.00', '壹亿元整'],
    ['100000010.00', '壹亿零壹拾元整'],
    ['100001000.00', '壹亿零壹仟元整'],
    ['100010000.00', '壹亿零壹万元整'],
    ['110000000.00', '壹亿壹仟万元整'],
    ['1000000000.00', '壹拾亿元整'],
    ['9999999999.99', '玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  ])('%s is %s', (figures, capitals) => {
    expect(capitalYuan(fen(Number(figures.replace('.', ''))))).toBe(capitals);
  });

  test('a correction says 负', () => expect(capitalYuan(fen(-1205))).toBe('负壹拾贰元零伍分'));

  test('more than the rule was checked for is a fault', () => {
    expect(() => capitalYuan(fen(1_000_000_000_000))).toThrow(RangeError);
  });

  test('reads back to the fen, so no two amounts look alike', () => {
    fc.assert(fc.property(anyFen, (amount) => {
      expect(amountInWords(capitalYuan(amount))).toBe(amount);
    }), { numRuns: 1000 });
  });

  test('never two 零 in a row, none at the end, and numbers with many zeros read back', () => {
    const sparse = fc.array(fc.constantFrom('0', '0', '0', '1', '7'), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(sparse, (digits) => {
      const amount = fen(Number(digits.join('')));
      const words = capitalYuan(amount);
      expect(words).not.toMatch(/零零|零$|零[拾佰仟万亿角分整]|[拾佰仟万亿角分]{3}/);
      expect(amountInWords(words)).toBe(amount);
    }), { numRuns: 1000 });
  });
});

/** Reads capitals the way a person does, knowing nothing of how they were made. */
function amountInWords(words: string): number {
  const place: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  let [total, section, digit] = [0, 0, 0];
  for (const word of words.replace('负', '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(word);
    if (value >= 0) digit = value;
    else if (word === '角' || word === '分') total += digit * (word === '角' ? 10 : 1);
    else if (word in place) section += digit * (place[word] ?? 0);
    else if (word !== '整') total += (section + digit) * ({ 亿: 1e10, 万: 1e6, 元: 100 }[word] ?? Number.NaN);
    if (value < 0) digit = 0;
    if ('亿万元'.includes(word)) section = 0;
  }
  return (words.startsWith('负') ? -1 : 1) * total;
}
