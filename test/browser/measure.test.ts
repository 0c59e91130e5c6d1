import { expect } from 'vitest';
import { test } from '../support/browser.ts';
import { FLAWS, madeUpPage } from './bad-pages.ts';
import { ALL_MEASURES, breaches, prepare } from './measure.ts';

test('a page without a flaw keeps every measure', async ({ open }) => {
  const page = await open();
  await page.setContent(madeUpPage());
  await prepare(page);
  expect(await breaches(page, ALL_MEASURES)).toEqual([]);
});

test('every measure has pages that break it', () => {
  expect(Object.keys(FLAWS).toSorted()).toEqual(ALL_MEASURES.toSorted());
});

test.for(ALL_MEASURES)('%s reports each of its bad pages', async (measure, { open }) => {
  const page = await open();
  for (const flaw of FLAWS[measure]) {
    await page.setContent(madeUpPage(flaw));
    await prepare(page);
    expect(await breaches(page, [measure]), JSON.stringify(flaw)).not.toEqual([]);
  }
});
