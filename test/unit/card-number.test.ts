import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARD_NUMBER } from '../../src/demo/personas.ts';
import { checkDigitOf, endsInCheckDigit } from '../../src/domain/card-number.ts';

describe('卡号最后一位', () => {
  // The first is the worked example of ISO/IEC 7812-1, the second a test number that card schemes publish.
  test.each([
    ['7992739871', '3'],
    ['411111111111111', '1'],
    ['638271945', '5'],
    ['0', '0'],
  ])('%s 后面是 %s', (digits, last) => {
    expect(checkDigitOf(digits)).toBe(last);
    expect(endsInCheckDigit(digits + last)).toBe(true);
  });

  test.each(['', '0', '6', '6382719454', '6382719', '638271945５', '六三八', '6382 719455'])('卡上没有这样的号：%j', (text) => {
    expect(endsInCheckDigit(text)).toBe(false);
  });

  test('张德昌的卡号说得通', () => expect(endsInCheckDigit(CARD_NUMBER)).toBe(true));

  const numbers = fc.stringMatching(/^\d{9}$/).map((digits) => digits + checkDigitOf(digits));
  test('错一位，总看得出来', () => {
    fc.assert(fc.property(numbers, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const wrong = number.slice(0, at) + String((Number(number[at]) + by) % 10) + number.slice(at + 1);
      expect(endsInCheckDigit(wrong)).toBe(false);
    }));
  });

  test('相邻两位打反了也看得出来，除了 09 和 90', () => {
    fc.assert(fc.property(numbers, fc.nat(8), (number, at) => {
      const pair = number.slice(at, at + 2);
      const swapped = number.slice(0, at) + pair.slice(1) + pair.slice(0, 1) + number.slice(at + 2);
      const unseen = pair[0] === pair[1] || pair === '09' || pair === '90';
      expect(endsInCheckDigit(swapped)).toBe(unseen);
    }));
  });
});
