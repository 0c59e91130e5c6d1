import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { fillGreatCounty, todaysOrder } from '../../src/cli/great-county.ts';
import { ROOT } from '../../src/cli/local-state.ts';
import { asD1 } from '../../src/cli/sqlite-d1.ts';
import { INVARIANTS } from '../../src/domain/invariants.ts';
import { ALL_MONTHS, checkInvariant } from '../../src/store/invariants.ts';
import { openDatabase } from '../../src/store/read.ts';

// What `npm run bench` builds with a million orders, here with 36: its books hold, or the bench would measure nonsense.

const SIZE = { elders: 20, points: 3, days: 4, eaters: 3 };

function built(): DatabaseSync {
  const file = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false });
  for (const name of readdirSync(join(ROOT, 'migrations')).sort()) file.exec(readFileSync(join(ROOT, 'migrations', name), 'utf8'));
  fillGreatCounty(file, SIZE);
  return file;
}

async function brokenIn(file: DatabaseSync): Promise<string[]> {
  const db = openDatabase(asD1(file));
  const checked = await Promise.all(INVARIANTS.map(async ({ name }) => ({ name, ...(await checkInvariant(db, name, ALL_MONTHS)) })));
  return checked.filter(({ broken }) => broken > 0).map(({ name }) => name);
}

test('the county of the bench keeps every invariant, and no reference of it leads nowhere', async () => {
  const file = built();
  expect(await brokenIn(file)).toEqual([]);
  expect(file.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  expect(file.prepare('SELECT count(*) AS orders, sum(state = ?) AS placed FROM meal_order').get('placed')).toEqual({ orders: 36, placed: 9 });
  expect(file.prepare('SELECT elder_id, state, meal_run_id FROM meal_order WHERE id = ?').get(todaysOrder(SIZE, 2, 1))).toEqual({ elder_id: 'e000005', state: 'placed', meal_run_id: 'p002-2026-11-23-lunch' });
});

test.each([
  ['day_totals_equal_rows', 'UPDATE day_total SET ordered = ordered + 1'],
  ['month_totals_equal_rows', 'UPDATE month_total SET fen = fen + 1'],
  ['triggers_present', 'DROP TRIGGER transfer_no_update'],
])('%s is seen to be broken', async (name, spoil) => {
  const file = built();
  file.exec(spoil);
  expect(await brokenIn(file)).toContain(name);
});
