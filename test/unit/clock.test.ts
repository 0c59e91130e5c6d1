import { describe, expect, test } from 'vitest';
import { parseClock } from '../../src/demo/clock.ts';

const utc = (...fields: [number, number, number, number, number, number?, number?]) => Date.UTC(fields[0], fields[1] - 1, ...fields.slice(2) as [number]);

describe('the demo’s clock reads', () => {
  test.each<[string, string, number | 'real']>([
    ['the machine’s own time', 'real', 'real'],
    ['with spaces around it', ' real\n', 'real'],
    ['Shanghai time where no zone is given', '2026-11-23T09:40', utc(2026, 11, 23, 1, 40)],
    ['a space instead of T', '2026-11-23 09:40', utc(2026, 11, 23, 1, 40)],
    ['seconds', '2026-11-23T09:39:59', utc(2026, 11, 23, 1, 39, 59)],
    ['the last millisecond before a cut-off', '2026-11-23T09:39:59.999', utc(2026, 11, 23, 1, 39, 59, 999)],
    ['half a second, written short', '2026-11-23T09:39:59.5', utc(2026, 11, 23, 1, 39, 59, 500)],
    ['a day alone: its midnight in Shanghai', '2026-11-23', utc(2026, 11, 22, 16, 0)],
    ['UTC', '2026-11-23T01:40:00Z', utc(2026, 11, 23, 1, 40)],
    ['the day in UTC, which is the next one in Shanghai', '2026-11-22T23:30Z', utc(2026, 11, 22, 23, 30)],
    ['microseconds, cut off', '2026-11-23T01:40:00.250999Z', utc(2026, 11, 23, 1, 40, 0, 250)],
    ['UTC with milliseconds', '2026-11-23T01:40:00.250Z', utc(2026, 11, 23, 1, 40, 0, 250)],
    ['Shanghai’s own offset', '2026-11-23T09:40:00+08:00', utc(2026, 11, 23, 1, 40)],
    ['an offset without a colon', '2026-11-23T09:40+0800', utc(2026, 11, 23, 1, 40)],
    ['an offset to the west', '2026-11-22T20:40:00-05:00', utc(2026, 11, 23, 1, 40)],
  ])('%s', (_case, text, at) => expect(parseClock(text)).toBe(at));

  test.each([
    '', 'now', 'Real', '明天', '9:40', '2026-11-23T9:40', '2026-11-23T24:00', '2026-11-23T09:60', '2026-11-23T09:40:60',
    '2026-02-30T09:40', '2026-13-01', '23/11/2026 09:40', '1764000000000', '2026-11-23T09:40 please', '0026-11-23T09:40',
    '1Z', 'noon Z', '2026-02-30T09:40Z', '2026-11-23T25:00+08:00', '2026-11-23T09:40+99:00',
  ])('%j as no time', (text) => expect(parseClock(text)).toBeNull());
});
