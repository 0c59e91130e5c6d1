import { expect, it, vi } from 'vitest';
import { freshDatabase } from '../support/d1.ts';
import { countyRows } from '../support/simulate/county.ts';
import { playSeed } from '../support/simulate/simulate.ts';
import { expectBooksToAgree } from '../support/books.ts';

// Some of the sequences that node:sqlite plays by the hundred, in workerd on D1 itself: the same answers and the same books.

// Some fifty steps, each with several trips: slow where other work is going on.
vi.setConfig({ testTimeout: 120_000 });

async function countyInD1(): Promise<D1Database> {
  const d1 = await freshDatabase();
  await d1.batch(countyRows().map((row) => d1.prepare(row)));
  return d1;
}

it.each(Array.from({ length: 20 }, (_, index) => index + 1))('sequence %i: program and model agree after every step', async (seed) => {
  expect(await playSeed(seed, countyInD1, { smaller: false })).toEqual({ seed, failure: null });
  await expectBooksToAgree();
});
