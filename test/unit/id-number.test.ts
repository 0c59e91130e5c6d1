import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, parseServiceDate } from '../../src/domain/calendar.ts';
import { checkCharacter, parseIdNumber } from '../../src/domain/id-number.ts';

// The two examples printed in GB 11643-1999.
const WOMAN = { number: '11010519491231002X', birthDate: '1949-12-31', sex: 'female' };
const MAN = { number: '440524188001010014', birthDate: '1880-01-01', sex: 'male' };

describe('ID numbers', () => {
  test('the examples of the standard', () => {
    expect(parseIdNumber('11010519491231002X')).toEqual(WOMAN);
    expect(parseIdNumber('440524188001010014')).toEqual(MAN);
  });

  test.each([
    '11010519491231002x', '１１０１０５１９４９１２３１００２Ｘ', ' 110105 19491231 002X ', '110105\u300019491231002ｘ',
    '\uFEFF11010519491231002X',
  ])('%j is put right first', (text) => expect(parseIdNumber(text)).toEqual(WOMAN));

  test('the old form of 15 digits becomes 18, always 19yy', () => {
    expect(parseIdNumber('110105491231002')).toEqual(WOMAN);
    expect(parseIdNumber('370481010203999')).toMatchObject({ birthDate: '1901-02-03', sex: 'male' });
  });

  test.each([
    ['', 'length'],
    ['11010519491231002X1', 'length'],
    ['1101051949123100', 'length'],
    ['11010519491231002Y', 'characters'],
    ['1101051949X231002X', 'characters'],
    ['11010549123100X', 'characters'],
    ['一一〇一〇五491231002', 'characters'],
    ['110105194902300021', 'date'],
    ['110105490229002', 'date'],
    ['110105194913310021', 'date'],
    ['110105094912310021', 'date'],
    ['110105194912310021', 'checksum'],
    ['11010519491231003X', 'checksum'],
  ])('%j: %s', (text, problem) => expect(parseIdNumber(text)).toEqual({ problem }));

  const body = fc
    .tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.nat(40_000), fc.nat(999))
    .map(([place, days, order]) => {
      const born = addDays(parseServiceDate('1900-01-01') ?? never(), days);
      return `${place}${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    });

  test('every number with its check character is read', () => {
    fc.assert(fc.property(body, (digits) => {
      const number = digits + checkCharacter(digits);
      expect(parseIdNumber(number)).toMatchObject({ number });
    }));
  });

  test('the check character is the one of the published weights', () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    fc.assert(fc.property(body, (digits) => {
      const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
      expect(checkCharacter(digits)).toBe('10X98765432'[sum % 11]);
    }));
  });

  test('one wrong digit never passes', () => {
    fc.assert(fc.property(body, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, place, by) => {
      const number = digits + checkCharacter(digits);
      const wrong = number.slice(0, place) + ((Number(number[place]) + by) % 10) + number.slice(place + 1);
      expect(parseIdNumber(wrong)).toHaveProperty('problem');
    }));
  });

  test('two exchanged neighbours never pass', () => {
    fc.assert(fc.property(body, fc.nat(16), (digits, place) => {
      const number = digits + checkCharacter(digits);
      fc.pre(number[place] !== number[place + 1]);
      const exchanged = number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2);
      expect(parseIdNumber(exchanged)).toHaveProperty('problem');
    }));
  });
});

function never(): never {
  throw new Error('no such date');
}
