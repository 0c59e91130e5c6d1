import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { TEXT_SIZES } from '../../web/elder/elder-layout.tsx';
import { found } from '../support/demo.ts';
import { axeFindings } from './axe.ts';
import { test, type ElderPages } from './elder-pages.ts';
import { breaches, EVERYWHERE, GEOMETRY, LARGEST, type Measure, ON_THE_WAY, placeOfPhone, prepare, unclearTitles } from './measure.ts';
import { tabThrough } from './keyboard.ts';
import { letterSizes, notDoubled, setBrowserLetters, spreadText } from './letters.ts';
import { giveVoice, readAloudProblems } from './read-aloud.ts';

const LONG = { timeout: 180_000 };

/** Phones upright and on their side, a desk, a desk at 200 % and at 400 %. */
const SCREENS = [[375, 667], [320, 256], [640, 512], [667, 375], [1280, 800]] as const;

/** What a reader's own letters and spacing can break. */
const UNDER_STRAIN: Measure[] = ['sideways', 'coveredTargets', 'narrowGaps'];

/** What breaks where: every finding once, with the pages that have it. */
function gather() {
  const places = new Map<string, string[]>();
  return {
    add: (where: string, findings: readonly string[]) => findings.forEach((one) => places.set(one, [...(places.get(one) ?? []), where])),
    all: () => Object.fromEntries(places),
  };
}

const named = (pages: ElderPages, ...names: string[]) => names.map((name) => found(pages.visits.find((visit) => visit.name === name)));

const ONE_OF_EACH = [
  'home', 'meal', 'mode', 'check', 'order', 'cancellation', 'ordered already', 'order, cancelled', 'order, eaten', 'welcome',
  'towns', 'places', 'menu', 'dead card', 'not found', 'offline', 'offline, sent', 'kitchen has counted', 'form not understood', 'fault', 'outcome unknown', 'sign-out',
  'ask', 'ask, check', 'asked for', 'week', 'an earlier week', 'rating', 'rating, sad, why', 'diet', 'diet, texture', 'diet, allergies', 'diet, how bad', 'diet, first',
  'daily', 'daily, which days', 'daily, this day', 'daily, pause',
  'relatives', 'a relative',
];

test.for(TEXT_SIZES)('letters of size %s: all pages keep the measures on all screens, and spread', LONG, async (size, { pages, go }) => {
  const broken = gather();
  for (const visit of pages.visits) {
    const page = await go(visit, size);
    await prepare(page);
    for (const [width, height] of size === 'l' ? SCREENS.slice(0, 2) : SCREENS) {
      await page.setViewportSize({ width, height });
      broken.add(`${visit.name} ${width}×${height}`, await breaches(page, width === 375 ? EVERYWHERE : GEOMETRY));
    }
    if (size === 'xl') broken.add(visit.name, await breaches(page, LARGEST));
    await page.setViewportSize({ width: 320, height: 640 });
    await spreadText(page);
    broken.add(`${visit.name}, spread`, await breaches(page, UNDER_STRAIN));
  }
  expect(broken.all()).toEqual({});
});

const WAY_PAGES = [
  'home', 'meal', 'mode', 'check', 'order', 'cancellation', 'meal, six dishes', 'home, a mild clash and many meals',
  'home, a dish she cannot chew, the way of the last time', 'home, one meal ordered', 'daily, on the first page',
];

test('on the way to an order: few words, few choices, and until when', async ({ pages, go }) => {
  const broken = gather();
  for (const visit of named(pages, ...WAY_PAGES)) {
    const page = await go(visit);
    await prepare(page);
    broken.add(visit.name, await breaches(page, visit.name.startsWith('meal') ? ['manyChoices', 'noCutoff'] : ON_THE_WAY));
  }
  expect(broken.all()).toEqual({});
});

test('beside the way to an order too a list shows five at most, and the rest folds away', async ({ pages, go }) => {
  const broken = gather();
  for (const visit of named(pages, 'towns', 'places', 'diet, allergies', 'diet, restrictions')) {
    const page = await go(visit);
    await prepare(page);
    broken.add(visit.name, await breaches(page, ['manyChoices']));
  }
  expect(broken.all()).toEqual({});
});

test('axe finds nothing wrong and leaves nothing undecided', LONG, async ({ pages, go }) => {
  const broken = gather();
  for (const visit of pages.visits) broken.add(visit.name, await axeFindings(await go(visit), 'elders'));
  expect(broken.all()).toEqual({});
});

test('letters twice as large in the browser are twice as large on the page, and nothing is cut off', LONG, async ({ pages, go }) => {
  const broken = gather();
  for (const visit of named(pages, ...ONE_OF_EACH)) {
    const page = await go(visit);
    await page.setViewportSize({ width: 320, height: 640 });
    await prepare(page);
    const before = await letterSizes(page);
    await setBrowserLetters(page, 32);
    await go(visit);
    await prepare(page);
    broken.add(visit.name, notDoubled(before, await letterSizes(page)));
    broken.add(visit.name, await breaches(page, UNDER_STRAIN));
    await setBrowserLetters(page, 16);
  }
  expect(broken.all()).toEqual({});
});

test('Tab goes through every page as it is read, with a ring that can be seen', LONG, async ({ pages, go }) => {
  const broken = gather();
  for (const visit of named(pages, ...ONE_OF_EACH)) broken.add(visit.name, await tabThrough(await go(visit)));
  expect(broken.all()).toEqual({});
});

test('every page reads itself aloud: from a tap, what it shows, slowly', LONG, async ({ pages, go }) => {
  const broken = gather();
  const withVoice = new Set<Page>();
  for (const visit of named(pages, ...ONE_OF_EACH)) {
    const silent = await go(visit);
    if (withVoice.has(silent)) {
      broken.add(visit.name, await readAloudProblems(silent));
      continue;
    }
    broken.add(visit.name, (await silent.getByText('念给我听').isVisible()) ? ['offers a voice that is not there'] : []);
    await giveVoice(silent);
    withVoice.add(silent);
    broken.add(visit.name, await readAloudProblems(await go(visit)));
  }
  expect(broken.all()).toEqual({});
});

test('with a voice the header keeps its measures', async ({ pages, go }) => {
  const broken = gather();
  for (const size of TEXT_SIZES) {
    for (const visit of named(pages, 'check', 'welcome')) {
      await giveVoice(await go(visit));
      const page = await go(visit, size);
      await prepare(page);
      for (const [width, height] of SCREENS) {
        await page.setViewportSize({ width, height });
        broken.add(`${visit.name} ${size} ${width}×${height}`, await breaches(page, GEOMETRY));
      }
    }
  }
  expect(broken.all()).toEqual({});
});

test('titles say what a page is about and never who reads it; the telephone stays in its place', async ({ pages, go }) => {
  const titles: string[] = [];
  const places = new Set<string>();
  for (const visit of named(pages, ...ONE_OF_EACH)) {
    const page = await go(visit);
    titles.push(await page.title());
    places.add(await placeOfPhone(page));
  }
  expect(unclearTitles(titles)).toEqual([]);
  expect(places.size).toBe(1);
});
