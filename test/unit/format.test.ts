import { describe, expect, test } from 'vitest';
import { instantAt, type ServiceDate } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import { clockSeenFrom, dateText, dayText, spokenClock, spokenDay, spokenInstant, spokenMeal, spokenMoney, spokenSpan, spokenTime, yuanGrouped } from '../../web/format.tsx';

const today = '2026-11-23' as ServiceDate;

describe('words for elders', () => {
  test.each([
    [600, '6 元'],
    [650, '6 元 5 角'],
    [1205, '12 元 5 分'],
    [1255, '12 元 5 角 5 分'],
    [50, '5 角'],
    [0, '0 元'],
  ])('%d fen are %s', (amount, words) => expect(spokenMoney(fen(amount))).toBe(words));

  test.each([
    [0, '夜里 0 点'],
    [360, '早上 6 点'],
    [580, '上午 9 点 40 分'],
    [720, '中午 12 点'],
    [840, '下午 2 点'],
    [1230, '晚上 8 点半'],
  ])('minute %d is %s', (minute, words) => expect(spokenClock(minute)).toBe(words));

  test.each([
    ['2026-11-22', '昨天'],
    ['2026-11-23', '今天'],
    ['2026-11-24', '明天'],
    ['2026-11-25', '后天'],
    ['2026-11-26', '星期四（11 月 26 日）'],
  ])('%s is %s', (date, words) => expect(spokenDay(date as ServiceDate, today)).toBe(words));

  test('a meal, a span and a moment', () => {
    expect(spokenTime('2026-11-24' as ServiceDate, 'lunch', today)).toBe('明天中午');
    expect(spokenMeal('2026-11-24' as ServiceDate, 'dinner', today)).toBe('明天晚饭');
    expect(spokenSpan(instantAt(today, 660), instantAt(today, 750))).toBe('11 点到 12 点半');
    expect(spokenInstant(instantAt('2026-11-24' as ServiceDate, 580), today)).toBe('明天上午 9 点 40 分');
  });
});

describe('words for clerks', () => {
  test.each([
    [0, '0.00'],
    [1500, '15.00'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [9_492_600, '94,926.00'],
    [123_456_789, '1,234,567.89'],
    [-123_450, '-1,234.50'],
    [-12_345, '-123.45'],
  ])('%d fen are %s', (amount, words) => expect(yuanGrouped(fen(amount))).toBe(words));

  test('a day of another year says which', () => {
    expect(dayText(today)).toBe('11 月 23 日，星期一');
    expect(dayText('2026-01-01' as ServiceDate, today)).toBe('1 月 1 日，星期四');
    expect(dayText('2030-01-01' as ServiceDate, today)).toBe('2030 年 1 月 1 日，星期二');
    expect(dateText(today)).toBe('2026 年 11 月 23 日');
  });

  test('a cut-off of the evening before says so', () => expect(clockSeenFrom(today, instantAt(today, -240))).toBe('前一天 20:00'));
});
