import { expect, test } from 'vitest';
import { addDays, parseServiceDate } from '../../src/domain/calendar.ts';
import { licenceStands } from '../../src/domain/network.ts';

test('a licence stands through its last day', () => {
  const expires = parseServiceDate('2026-12-31');
  if (expires === null) throw new Error('no such date');
  expect(licenceStands(expires, addDays(expires, -1))).toBe(true);
  expect(licenceStands(expires, expires)).toBe(true);
  expect(licenceStands(expires, addDays(expires, 1))).toBe(false);
});
