import { describe, expect, test } from 'vitest';
import { enrolmentLink, fromBase32, stepAt, stepsTaken, toBase32 } from '../../src/domain/totp.ts';
import { totpDigits, totpStep } from '../../src/vault.ts';

/** RFC 6238, appendix B: the secret of the SHA-1 rows. */
const SECRET = toBase32(new TextEncoder().encode('12345678901234567890'));

describe('the vectors of RFC 6238, appendix B, their last six digits', () => {
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i', (second, eight) => expect(totpDigits(SECRET, stepAt(second * 1000))).toBe(eight.slice(2)));

  test('of RFC 4226, appendix D, by the counter', () => {
    const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];
    expect(codes.map((_code, counter) => totpDigits(SECRET, counter))).toEqual(codes);
  });
});

describe('a code is taken', () => {
  const now = 1_700_000_010_000;
  const code = totpDigits(SECRET, stepAt(now));
  test.each([
    ['in its own half minute', 0, true],
    ['by a telephone that is a step slow', 30_000, true],
    ['by one that is a step fast', -30_000, true],
    ['two steps later no more', 60_000, false],
    ['nor two steps before', -60_000, false],
  ])('%s', (_case, later, taken) => expect(totpStep(SECRET, code, now + later)).toBe(taken ? stepAt(now) : null));

  test('only whole', () => expect([code.slice(1), `${code}0`, ''].map((typed) => totpStep(SECRET, typed, now))).toEqual([null, null, null]));
  test('three steps are looked at', () => expect(stepsTaken(90_000)).toEqual([2, 3, 4]));
});

test('base 32 as in RFC 4648, without padding, and back', () => {
  for (const [plain, coded] of [['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']] as const) {
    expect(toBase32(new TextEncoder().encode(plain))).toBe(coded);
    expect(new TextDecoder().decode(fromBase32(coded))).toBe(plain);
  }
});

test('the square says what an app needs', () => {
  expect(enrolmentLink(SECRET, 'zhou.min')).toBe(`otpauth://totp/Zhucan:zhou.min?secret=${SECRET}&issuer=Zhucan&algorithm=SHA1&digits=6&period=30`);
});
