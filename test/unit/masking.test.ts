import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskIdNumber, maskPhone } from '../../src/domain/masking.ts';

describe('phones', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['0632-5550123', '0632-***0123'],
    ['06325550123', '0632***0123'],
    ['010-65550123', '010-****0123'],
    ['02165550123', '021****0123'],
    ['5550123', '*****23'],
    ['110', '***'],
    ['+8613812345678', '************78'],
    ['', ''],
  ])('%s shows as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  test('at least three digits are hidden, whatever is stored', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{3,20}$/), (phone) => {
      expect(maskPhone(phone)).toHaveLength(phone.length);
      expect(maskPhone(phone).replace(/\d/g, '').length).toBeGreaterThanOrEqual(3);
    }));
  });
});

test.each([
  ['370499195003010010', '370499**********10'], ['37049919500301007X', '370499**********7X'], ['370499500301001', '37***********01'], ['3.70499195003E+17', '3.70499E+17'], ['1234', '****'], ['', ''],
])('the ID number %s shows as %s', (text, masked) => expect(maskIdNumber(text)).toBe(masked));
