import { describe, expect, test } from 'vitest';
import { isLocked } from '../../src/domain/guess.ts';
import { passwordProblem, plainPassword, readLogin, readStartCode, spokenStartCode, type SignInRule } from '../../src/domain/staff-login.ts';
import { checkSecret, hashSecret } from '../../src/vault.ts';

const rule: SignInRule = { windowMinutes: 15, windowTries: 5, passwordLetters: 10, startCodeHours: 24 };

test.each([
  ['lifang', 'lifang'],
  [' LiFang ', 'lifang'],
  ['ｌｉｆａｎｇ', 'lifang'],
  ['li.fang-2_b', 'li.fang-2_b'],
  ['li', null],
  ['2lifang', null],
  ['李芳', null],
  ['li fang', 'lifang'],
  [`l${'i'.repeat(30)}`, null],
])('a login typed as “%s” is %s', (typed, login) => expect(readLogin(typed)).toBe(login));

describe('a new password', () => {
  test.each([
    ['a sentence without any digit', 'tomorrow', 'short'],
    ['ten letters', 'abcdefghij', null],
    ['nine', 'abcdefghi', 'short'],
    ['ten characters of Chinese', '今天中午吃红烧带鱼饭', null],
    ['two hundred', '长'.repeat(200), null],
    ['two hundred and one', '长'.repeat(201), 'long'],
    ['the name itself, however it is written', 'LiFang-1234', 'is_login'],
    ['signs beyond the first plane count once', '🐟'.repeat(9), 'short'],
  ])('%s', (_case, typed, problem) => expect(passwordProblem(typed, typed, 'lifang-1234', rule)).toBe(problem));

  test('is typed twice', () => expect(passwordProblem('abcdefghij', 'abcdefghik', 'x', rule)).toBe('differs'));
  test('is the same from every keyboard', () => {
    const [composed, apart] = ['\u00e9'.repeat(10), 'e\u0301'.repeat(10)];
    expect(plainPassword(composed)).toBe(plainPassword(apart));
    expect(passwordProblem(composed, apart, 'x', rule)).toBeNull();
  });
});

test.each([
  ['nobody has guessed', undefined, false],
  ['four', { windowAt: 0, tries: 4 }, false],
  ['five', { windowAt: 0, tries: 5 }, true],
])('%s: locked within the window', (_case, tried, locked) => {
  expect(isLocked(tried, rule, 15 * 60_000 - 1)).toBe(locked);
  expect(isLocked(tried, rule, 15 * 60_000)).toBe(false);
});

test('a start code is read as it is said', () => {
  expect(spokenStartCode('1234567890')).toBe('12345 67890');
  expect(['12345 67890', '１２３４５６７８９０', '12345-67890', '123456789', '12345678901', 'abcdefghij'].map(readStartCode)).toEqual(['1234567890', '1234567890', '1234567890', null, null, null]);
});

describe('a secret is hashed', () => {
  test('with the parameters of the house, another salt each time, and checked', async () => {
    const [one, other] = [await hashSecret('今天吃带鱼'), await hashSecret('今天吃带鱼')];
    expect(one).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect([await checkSecret('今天吃带鱼', one), await checkSecret('今天吃带鱼 ', one), await checkSecret('', null)]).toEqual(['right', 'wrong', 'wrong']);
  });

  test('and known to be too cheap once that was raised', async () => {
    const cheap = await hashSecret('今天吃带鱼', { N: 1024, r: 8, p: 1 });
    expect([await checkSecret('今天吃带鱼', cheap), await checkSecret('明天', cheap)]).toEqual(['stale', 'wrong']);
  });

  test('as RFC 7914 says', async () => {
    // Section 12: scrypt("password", "NaCl", 1024, 8, 16, 64); its first half is the hash of 32 bytes.
    const half = Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162', 'hex').toString('base64url');
    expect(await checkSecret('password', `scrypt$1024$8$16$NaCl$${half}`)).toBe('stale');
  });
});
