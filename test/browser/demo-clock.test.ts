import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays, type ServiceDate } from '../../src/domain/calendar.ts';
import { paths } from '../../web/paths.ts';
import { cancel, goToCheck, pathOf, runOf, test } from './demo-days.ts';
import { press, tapsUntil } from './walk.ts';

test('a time that cannot be read stays as typed, says how to write it, and moves nothing', async ({ open, setClock }) => {
  await setClock('2026-11-20T09:31');
  const page = await open();
  await page.goto('/demo');
  await page.getByLabel('拨到').fill('明早九点');
  await press(page, page.getByRole('button', { name: '拨钟' }));
  expect(await page.getByLabel('拨到').inputValue()).toBe('明早九点');
  expect(await page.getByLabel('拨到').getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator('main').innerText()).toMatch(/没有看懂这个时间[^]*09:31|09:31[^]*没有看懂这个时间/);
});

test('the cut-off passes between two pages: nothing is ordered, and the page says what to do', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T09:39:30`);
  const page = await signedIn('elder-card');
  const order = page.getByRole('button', { name: '对的，下单' });
  await tapsUntil(page, order);
  await setClock(`${day}T09:41`);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await press(page, order);
  expect((await answered).status()).toBe(409);
  expect(await page.locator('h1').innerText()).toBe('这一顿订饭的时间过了');
  expect(await page.locator('main').innerText()).toMatch(/打个电话[^]*订下一顿/);
  expect(await page.locator('a[href^="tel:"]').isVisible()).toBe(true);
  await press(page, page.getByRole('link', { name: '回到开头' }));
  expect(await page.locator('a.done', { hasText: '今天午饭' }).count()).toBe(0);
});

/** At one o'clock of a day before a day with lunch: not every point cooks at the weekend. */
async function lunchOfTheDayAfter(page: Page, from: ServiceDate, setClock: (at: string) => Promise<void>): Promise<ServiceDate> {
  for (const ahead of [1, 2, 3]) {
    const next = addDays(from, ahead);
    await setClock(`${addDays(next, -1)}T13:00`);
    if ((await page.goto(paths.mealRun(runOf(next, 'lunch'))))?.status() === 200) return next;
  }
  throw new Error('no lunch on any of the next days');
}

test('a page left open for twenty hours still orders; an order of the last minute can be undone for ten', async ({ day, signedIn, setClock }) => {
  const page = await signedIn('elder-card');
  const next = await lunchOfTheDayAfter(page, day, setClock);
  await goToCheck(page, runOf(next, 'lunch'));
  await setClock(`${next}T09:39:30`);
  await press(page, page.getByRole('button', { name: '对的，下单' }));
  expect(await page.locator('h1').innerText()).toBe('订好了');
  await setClock(`${next}T09:46`);
  await cancel(page, pathOf(page));
});
