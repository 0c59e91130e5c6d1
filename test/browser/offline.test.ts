import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { paths } from '../../web/paths.ts';
import { test } from '../support/browser.ts';
import { axeFindings } from './axe.ts';
import { breaches, EVERYWHERE, prepare } from './measure.ts';

// A bus, a lift, an empty prepaid card: the page still answers, with a phone number.

/** Until the page has been kept for later. */
async function kept(page: Page): Promise<void> {
  const ready = () => page.evaluate(async () => navigator.serviceWorker.controller !== null && (await caches.match('/offline/xl')) !== undefined);
  await expect.poll(ready, { timeout: 20_000 }).toBe(true);
}

/** As the service worker meets it: what it asks for does not come. (The browser's own switch does not reach a worker for certain.) */
async function network(page: Page, is: 'gone' | 'back'): Promise<void> {
  const [worker] = page.context().serviceWorkers();
  if (!worker) throw new Error('no service worker');
  await worker.evaluate((gone) => {
    const itself = self as unknown as { fetch: unknown; whole?: unknown };
    itself.whole ??= itself.fetch;
    itself.fetch = gone ? () => Promise.reject(new TypeError('no network')) : itself.whole;
  }, is === 'gone');
}

test('without a network: words, the phone, three sizes; with one again, her page', async ({ signedIn }) => {
  const page = await signedIn('elder', { serviceWorkers: 'allow' });
  await kept(page);
  const phone = await page.locator('.call').textContent();
  await network(page, 'gone');
  await page.goto(paths.home());
  expect(await page.locator('h1').textContent()).toBe('现在连不上网');
  expect(await page.locator('.call').textContent()).toBe(phone);
  await prepare(page);
  expect(await breaches(page, EVERYWHERE)).toEqual([]);
  expect(await axeFindings(page, 'elders')).toEqual([]);
  await page.getByRole('link', { name: '特大' }).click();
  expect(await page.locator('html').getAttribute('class')).toBe('size-xl');
  await page.goto('/orders/anything');
  expect(await page.locator('html').getAttribute('class')).toBe('size-xl');
  await network(page, 'back');
  await page.getByRole('link', { name: '再试一次' }).click();
  expect(await page.locator('h1').textContent()).not.toBe('现在连不上网');
});

test('what was sent when the network went away may have arrived, and the page says so', async ({ signedIn }) => {
  const page = await signedIn('elder', { serviceWorkers: 'allow' });
  await kept(page);
  await page.goto(paths.signOut());
  await network(page, 'gone');
  await page.getByRole('button').last().click();
  await page.getByRole('heading', { name: '正在确认' }).waitFor();
});

test('people at work are left alone: their pages are not replaced', async ({ signedIn }) => {
  const page = await signedIn('elder', { serviceWorkers: 'allow' });
  await kept(page);
  await network(page, 'gone');
  await page.goto(paths.canteen());
  expect(await page.locator('h1').textContent()).not.toBe('现在连不上网');
  await page.goto(paths.home());
  expect(await page.locator('h1').textContent()).toBe('现在连不上网');
});
