import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { asD1, migrated, migrationsText } from '../../src/cli/sqlite-d1.ts';
import { INVARIANTS, type InvariantName } from '../../src/domain/invariants.ts';
import { ALL_MONTHS, checkInvariant } from '../../src/store/invariants.ts';
import { openDatabase } from '../../src/store/read.ts';
import { FOUND, REFUSED, type Slip } from '../support/ledger-attacks.ts';
import { ledgerRows, transfer } from '../support/ledger-rows.ts';

// Whoever opens the file with sqlite itself can switch off what D1 never does: checks, foreign keys, and the schema's own protection.

const MIGRATIONS = migrationsText();
const ROWS = ledgerRows().join(';\n');

function books(): DatabaseSync {
  const db = migrated(MIGRATIONS);
  db.exec(ROWS);
  return db;
}

async function broken(file: DatabaseSync): Promise<InvariantName[]> {
  const db = openDatabase(asD1(file));
  const found: InvariantName[] = [];
  for (const { name } of INVARIANTS) if ((await checkInvariant(db, name, ALL_MONTHS)).broken > 0) found.push(name);
  return found.sort();
}

test('the books at rest break nothing', async () => expect(await broken(books())).toEqual([]));

test('every invariant is seen broken', () => {
  expect([...new Set([...FOUND, ...UNDER_PRAGMA].flatMap(([, found]) => found))].sort()).toEqual(INVARIANTS.map(({ name }) => name).sort());
});

const PRAGMAS = ['ignore_check_constraints = ON', 'foreign_keys = OFF', 'recursive_triggers = ON', 'defer_foreign_keys = ON'];
describe.each(PRAGMAS)('after PRAGMA %s', (pragma) => {
  // What only a foreign key or a check refuses has its own line below.
  test.each(REFUSED.filter(([, , words]) => words !== 'FOREIGN KEY'))('refuses %s', async (_what, sql, words) => {
    const file = books();
    file.exec(`PRAGMA ${pragma}`);
    expect(() => file.exec(sql)).toThrow(words);
    expect(await broken(file)).toEqual([]);
  });
});

/** With both switched off, what gets through is found. */
const UNDER_PRAGMA: Slip[] = [
  ['money from nowhere', ['transfers_balance'], transfer({ id: 'x', kind: 'post', sides: ['cash:nowhere', 'operator:op1', 1] })],
  ['a balance below what is reserved', ['schema_as_committed', 'triggers_present', 'no_negative_balance', 'balances_equal_transfers'], 'DROP TRIGGER balance_floor',
    "UPDATE balance SET balance_fen = 699 WHERE account_id = 'prepaid:op1:e1'"],
  ['a purse spent beyond what is reserved', ['schema_as_committed', 'triggers_present', 'no_negative_balance'], 'DROP TRIGGER balance_floor',
    transfer({ id: 'x', kind: 'post', sides: ['prepaid:op1:e1', 'cash:p1', 4400] })],
];

describe('with checks and foreign keys off', () => {
  test.each(UNDER_PRAGMA)('%s is found', async (_what, found, ...sql) => {
    const file = books();
    file.exec('PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF');
    for (const statement of sql) file.exec(statement);
    expect(await broken(file)).toEqual([...found].sort());
  });
});

describe('what no trigger refuses is found', () => {
  test.each(FOUND)('%s', async (_what, found, ...sql) => {
    const file = books();
    for (const statement of sql) file.exec(statement);
    expect(await broken(file)).toEqual([...found].sort());
  });
});
