import { describe, expect, test } from 'vitest';
import { cardNumberOf, decideCard, isPrintable, spacedNumber, type CardEndReason } from '../../src/domain/card.ts';
import { endsInCheckDigit } from '../../src/domain/card-number.ts';
import { QrCode } from '../../web/qr.tsx';

describe('whether a card is made', () => {
  test.each<[string, boolean, string | null, CardEndReason | null, ReturnType<typeof decideCard>]>([
    ['没有卡，办一张', false, null, null, { refused: null, replaces: null }],
    ['有卡没说为什么，不办', false, 'c1', null, { refused: 'no_reason' }],
    ['丢了，换一张，旧的停', false, 'c1', 'lost', { refused: null, replaces: { cardId: 'c1', reason: 'lost' } }],
    ['没有卡却说丢了，就是办一张', false, null, 'lost', { refused: null, replaces: null }],
    ['人已去世，不办', true, null, null, { refused: 'deceased' }],
    ['人已去世，也不换', true, 'c1', 'lost', { refused: 'deceased' }],
  ])('%s', (_, deceased, inUse, reason, wanted) => {
    expect(decideCard({ deceased, inUse }, reason)).toEqual(wanted);
  });
});

describe('a card on paper', () => {
  const DAY = 24 * 3_600_000;
  test.each<[string, number, number | null, boolean]>([
    ['just made', 0, null, true],
    ['a millisecond before the day is over', DAY - 1, null, true],
    ['a day later', DAY, null, false],
    ['stopped', 1, 0, false],
  ])('%s', (_, now, revokedAt, wanted) => {
    expect(isPrintable({ issuedAt: 0, revokedAt }, now)).toBe(wanted);
  });

  test('has a number that ends in its own check digit, and reads in groups', () => {
    expect(cardNumberOf('38271945')).toBe('6382719455');
    expect(endsInCheckDigit(cardNumberOf('00000001'))).toBe(true);
    expect(spacedNumber('6382719455')).toBe('6382 719 455');
  });
});

describe('the square', () => {
  /** Dark modules, from the path that draws them. */
  const modulesOf = (text: string) => {
    const svg = String(QrCode({ text, label: '扫' }));
    const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    const runs = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, x, y, length]) => [Number(x), Number(y), Number(length)] as const);
    const dark = new Set(runs.flatMap(([x, y, length]) => Array.from({ length }, (_none, step) => `${x + step},${y}`)));
    return { size, isDark: (x: number, y: number) => dark.has(`${x},${y}`) };
  };

  test('has three corners to be found by, and four empty modules around', () => {
    const { size, isDark } = modulesOf('https://zhucan.test/cards/0123456789012345678901');
    const SEVEN = [0, 1, 2, 3, 4, 5, 6];
    const corners = [[4, 4], [size - 11, 4], [4, size - 11]] as const;
    for (const [x, y] of corners) {
      const rows = SEVEN.map((row) => SEVEN.map((column) => (isDark(x + column, y + row) ? '#' : ' ')).join(''));
      expect(rows).toEqual(['#######', '#     #', '# ### #', '# ### #', '# ### #', '#     #', '#######']);
    }
    for (let at = 0; at < size; at += 1) for (const edge of [0, 3, size - 4, size - 1]) expect([isDark(at, edge), isDark(edge, at)]).toEqual([false, false]);
  });

  test('is another for another link', () => {
    expect(String(QrCode({ text: 'https://a.test/1', label: '' }))).not.toBe(String(QrCode({ text: 'https://a.test/2', label: '' })));
  });
});
