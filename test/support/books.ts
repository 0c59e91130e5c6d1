// The books recomputed from the rows, as the nightly job does: whatever happened, the totals and the ledger must say the same.
import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import { INVARIANTS } from '../../src/domain/invariants.ts';
import { ALL_MONTHS, checkInvariant } from '../../src/store/invariants.ts';
import { openDatabase } from '../../src/store/read.ts';

export async function all<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await env.DB.prepare(sql).bind(...values).all<Row>()).results;
}

export async function one<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row | undefined> {
  return (await all<Row>(sql, ...values))[0];
}

/** The invariants that are broken now, each with the rows that break it. */
export async function brokenInvariants(): Promise<Record<string, readonly string[]>> {
  const db = openDatabase(env.DB);
  const found: Record<string, readonly string[]> = {};
  for (const { name } of INVARIANTS) {
    const { broken, samples } = await checkInvariant(db, name, ALL_MONTHS);
    if (broken > 0) found[name] = samples;
  }
  return found;
}

/** No invariant is broken: totals equal their rows, one hand-over stands for each meal handed over, the ledger holds what each order's state says. */
export async function expectBooksToAgree(): Promise<void> {
  expect(await brokenInvariants()).toEqual({});
}

/** What a refused or repeated request may not touch. */
export async function rowCounts(): Promise<unknown> {
  return one(`SELECT (SELECT count(*) FROM meal_order) AS orders, (SELECT count(*) FROM hand_over) AS hand_overs, (SELECT count(*) FROM hand_over_undo) AS undos,
    (SELECT count(*) FROM transfer) AS transfers, (SELECT count(*) FROM audit) AS audits, (SELECT total(handed_over) FROM day_total) AS handed_over`);
}
