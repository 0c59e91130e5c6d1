import { expect, test } from 'vitest';
import { asD1, migrated } from '../../src/cli/sqlite-d1.ts';
import { INVARIANTS, monthsBetween, nightlyChecks, nightOf, silentSince } from '../../src/domain/invariants.ts';
import type { Month } from '../../src/domain/calendar.ts';
import { readSchema } from '../../src/store/invariants.ts';
import { openDatabase } from '../../src/store/read.ts';
import { SCHEMA_HASH, TRIGGERS } from '../../src/store/schema-hash.ts';
import { serviceDate } from '../support/demo.ts';

const month = (text: string) => monthsBetween(serviceDate(`${text}-01`), serviceDate(`${text}-01`))[0] as Month;
const at = (text: string) => Date.parse(`2026-11-23T${text}+08:00`);

test('the committed hash and triggers are those of the migrations (npm run schema-hash writes them)', async () => {
  const { hash, triggers } = await readSchema(openDatabase(asD1(migrated())));
  expect({ hash, triggers }).toEqual({ hash: SCHEMA_HASH, triggers: TRIGGERS });
});

test('a night has the whole checks, every open month and the last closed one, latest first', () => {
  const months = monthsBetween(serviceDate('2026-07-31'), serviceDate('2026-12-01'));
  const checks = nightlyChecks(months, new Set(['2026-07', '2026-08', '2026-09'].map(month)));
  expect([...new Set(checks.map((check) => check.slice))]).toEqual(['', '2026-12', '2026-11', '2026-10', '2026-09']);
  const monthly = INVARIANTS.filter(({ by }) => by === 'month').length;
  expect(checks).toHaveLength(INVARIANTS.length - monthly + 4 * monthly);
  const [old, open] = ['2026-07', '2026-11'].map((slice) => ({ name: 'posted_as_state' as const, slice: month(slice) }));
  const again = nightlyChecks(months, new Set(['2026-07', '2026-08', '2026-09'].map(month)), [old, open].flatMap((one) => one ?? []));
  expect(again).toEqual([...checks, old]);
  expect(nightlyChecks([], new Set()).every((check) => check.slice === '')).toBe(true);
});

test('a night is from two to five in Shanghai', () => {
  expect(['01:59:59.999', '02:00:00', '04:59:59.999', '05:00:00'].map((time) => nightOf(at(time)))).toEqual([null, '2026-11-23', '2026-11-23', null]);
});

test('two days without a check are told, unless there is nothing as old', () => {
  const today = serviceDate('2026-11-23');
  const last = (text: string) => silentSince(serviceDate(text), true, today);
  expect([last('2026-11-23'), last('2026-11-21'), last('2026-11-20')]).toEqual([null, null, '2026-11-20']);
  expect([silentSince(null, true, today), silentSince(null, false, today)]).toEqual(['never', null]);
});
