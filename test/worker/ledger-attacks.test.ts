import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { brokenInvariants } from '../support/books.ts';
import { freshDatabase } from '../support/d1.ts';
import { FOUND, REFUSED } from '../support/ledger-attacks.ts';
import { ledgerRows } from '../support/ledger-rows.ts';

// The database as it runs, opened by hand: what the money refuses, and what is found where nothing refuses.

const batch = (statements: readonly string[]) => env.DB.batch(statements.map((sql) => env.DB.prepare(sql)));
const books = async () => {
  await freshDatabase();
  await batch(ledgerRows());
};

it('refuses every one of them, and nothing has changed', async () => {
  await books();
  for (const [what, sql, words] of REFUSED) await expect(env.DB.prepare(sql).run(), what).rejects.toThrow(words);
  expect(await brokenInvariants()).toEqual({});
});

describe('what nothing refuses is found', () => {
  beforeEach(books);
  it.each(FOUND)('%s', async (_what, found, ...sql) => {
    await batch(sql);
    expect(Object.keys(await brokenInvariants()).sort()).toEqual([...found].sort());
  });
});
