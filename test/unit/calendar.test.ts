import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays, addMonths, ageOn, clockText, daysBetween, firstDay, instantAt, lastDay, minuteOfDay, monthOf, parseMonth,
  parseServiceDate, serviceDateOf, weekdayOf, weekOf,
} from '../../src/domain/calendar.ts';
import type { Month, ServiceDate } from '../../src/domain/calendar.ts';

function day(text: string): ServiceDate {
  const date = parseServiceDate(text);
  if (date === null) throw new Error(`no such date: ${text}`);
  return date;
}

function month(text: string): Month {
  const parsed = parseMonth(text);
  if (parsed === null) throw new Error(`no such month: ${text}`);
  return parsed;
}

const anyDate = fc.integer({ min: -40_000, max: 100_000 }).map((days) => addDays(day('2000-01-01'), days));

describe('reading dates', () => {
  test.each(['2026-11-23', '2024-02-29', '2000-02-29', '1800-01-01', '2999-12-31'])('%s is a date', (text) => {
    expect(parseServiceDate(text)).toBe(text);
  });

  test.each([
    '2026-02-29', '1900-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '2026-01-32',
    '2026-1-1', '26-01-01', '2026/01/01', ' 2026-01-01', '2026-01-01\n', '2026-01-01T00:00', '', '0000-01-01',
    '0026-01-01', '1799-12-31', '3000-01-01', '9999-12-31', '２０２６-01-01',
  ])('%j is none', (text) => {
    expect(parseServiceDate(text)).toBeNull();
  });

  test.each(['2026-11', '2024-02'])('%s is a month', (text) => expect(parseMonth(text)).toBe(text));

  test.each(['2026-13', '2026-00', '2026-1', '2026', '2026-11-23', '', '9999-12'])('%j is no month', (text) => {
    expect(parseMonth(text)).toBeNull();
  });
});

describe('days', () => {
  test.each([
    ['2026-11-23', 1, '2026-11-24'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-23', 0, '2026-11-23'],
    ['2999-12-31', 1, '3000-01-01'],
  ])('%s and %i days', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
    expect(daysBetween(day(from), addDays(day(from), days))).toBe(days);
  });

  test('counting on beyond what four digits hold is a fault', () => {
    expect(() => addDays(day('1800-01-01'), -640_000)).toThrow(RangeError);
    expect(() => addDays(day('2999-12-31'), 3_000_000)).toThrow(RangeError);
    expect(() => addDays(day('1800-01-01'), -700_000)).toThrow(RangeError);
  });

  test('adding and counting are inverse, and text order is day order', () => {
    fc.assert(fc.property(anyDate, anyDate, (a, b) => {
      expect(addDays(a, daysBetween(a, b))).toBe(b);
      expect(a < b).toBe(daysBetween(a, b) > 0);
    }));
  });

  test.each([
    ['2026-11-23', 1], ['2026-11-24', 2], ['2026-11-28', 6], ['2026-11-29', 7], ['1970-01-01', 4], ['1949-10-01', 6],
  ])('%s is weekday %i', (text, weekday) => expect(weekdayOf(day(text))).toBe(weekday));

  test.each([
    ['2026-11-23', '2026-11-23'], ['2026-11-29', '2026-11-23'], ['2027-01-03', '2026-12-28'],
    ['1960-02-29', '1960-02-29'],
  ])('the week of %s begins on %s', (text, monday) => expect(weekOf(day(text))).toBe(monday));

  test('the week begins on the Monday at most six days before', () => {
    fc.assert(fc.property(anyDate, (date) => {
      expect(weekdayOf(weekOf(date))).toBe(1);
      expect(daysBetween(weekOf(date), date)).toBe(weekdayOf(date) - 1);
    }));
  });
});

describe('months', () => {
  test.each([
    ['2026-11', '2026-11-01', '2026-11-30'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-02', '2025-02-01', '2025-02-28'],
    ['2999-12', '2999-12-01', '2999-12-31'],
  ])('%s runs from %s to %s', (text, first, last) => {
    expect(firstDay(month(text))).toBe(first);
    expect(lastDay(month(text))).toBe(last);
    expect(monthOf(day(last))).toBe(text);
  });

  test.each([
    ['2026-11', 1, '2026-12'], ['2026-11', 2, '2027-01'], ['2026-01', -1, '2025-12'], ['2026-01', -13, '2024-12'],
    ['2026-03', 24, '2028-03'], ['2026-03', 0, '2026-03'],
  ])('%s and %i months', (text, months, result) => expect(addMonths(month(text), months)).toBe(result));

  test('the day after the last is the first of the next', () => {
    fc.assert(fc.property(anyDate, (date) => {
      const here = monthOf(date);
      expect(addDays(lastDay(here), 1)).toBe(firstDay(addMonths(here, 1)));
      expect(firstDay(here) <= date && date <= lastDay(here)).toBe(true);
    }));
  });
});

describe('moments', () => {
  test.each([
    ['2026-11-22T15:59:59.999Z', '2026-11-22', 1439],
    ['2026-11-22T16:00:00.000Z', '2026-11-23', 0],
    ['2026-11-23T01:40:00.000Z', '2026-11-23', 580],
    ['2026-11-23T01:40:59.999Z', '2026-11-23', 580],
    ['1969-12-31T15:59:59.999Z', '1969-12-31', 1439],
    ['2026-12-31T16:00:00.000Z', '2027-01-01', 0],
  ])('%s is %s, minute %i in Shanghai', (iso, date, minute) => {
    expect(serviceDateOf(Date.parse(iso))).toBe(date);
    expect(minuteOfDay(Date.parse(iso))).toBe(minute);
  });

  test('a cut-off of the evening before lies below zero', () => {
    expect(instantAt(day('2026-11-23'), 20 * 60 - 1440)).toBe(Date.parse('2026-11-22T12:00:00Z'));
    expect(instantAt(day('2026-11-23'), 9 * 60 + 40)).toBe(Date.parse('2026-11-23T01:40:00Z'));
  });

  test('a date and minute make a moment, and come back from it', () => {
    fc.assert(fc.property(anyDate, fc.nat(1439), fc.nat(59_999), (date, minute, ms) => {
      const at = instantAt(date, minute) + ms;
      expect(serviceDateOf(at)).toBe(date);
      expect(minuteOfDay(at)).toBe(minute);
    }));
  });

  test.each([[580, '09:40'], [0, '00:00'], [1439, '23:59'], [1440, '24:00']])('minute %i is %s', (minute, text) => {
    expect(clockText(minute)).toBe(text);
  });

  test.each([-1, 1441, 9.5, Number.NaN])('minute %d is none', (minute) => {
    expect(() => clockText(minute)).toThrow(RangeError);
  });
});

describe('age', () => {
  test.each([
    ['生日前一天还是 59', '1966-11-23', '2026-11-22', 59],
    ['生日当天满 60', '1966-11-23', '2026-11-23', 60],
    ['生日后一天 60', '1966-11-23', '2026-11-24', 60],
    ['一月一日生', '1946-01-01', '2026-01-01', 80],
    ['十二月三十一日生', '1946-12-31', '2026-12-30', 79],
    ['二月二十九日生，平年二月二十八日不算', '1960-02-29', '2025-02-28', 64],
    ['二月二十九日生，平年三月一日算', '1960-02-29', '2025-03-01', 65],
    ['二月二十九日生，闰年当天算', '1960-02-29', '2024-02-29', 64],
    ['二月二十九日生，闰年前一天不算', '1960-02-29', '2024-02-28', 63],
    ['出生当天', '2026-11-23', '2026-11-23', 0],
    ['还没出生', '2026-11-23', '2026-11-22', -1],
  ])('%s', (_case, born, on, age) => expect(ageOn(day(born), day(on))).toBe(age));

  test('grows by at most one a day, and follows the days lived', () => {
    fc.assert(fc.property(anyDate, fc.integer({ min: 0, max: 40_000 }), (born, days) => {
      const date = addDays(born, days);
      const step = ageOn(born, addDays(date, 1)) - ageOn(born, date);
      expect(step === 0 || step === 1).toBe(true);
      expect(Math.abs(ageOn(born, date) - days / 365.2425)).toBeLessThan(1.01);
    }));
  });
});
