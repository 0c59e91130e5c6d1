import { expect } from 'vitest';
import { PERSONAS } from '../../src/demo/personas.ts';
import { test } from '../support/browser.ts';

test('/demo lists every persona once, and nobody else', async ({ open }) => {
  const page = await open();
  await page.goto('/demo');
  const listed = await page.locator('a[data-persona]').evaluateAll((links) => links.map((link) => link.getAttribute('data-persona')));
  expect(listed).toEqual(PERSONAS.map(({ key }) => key));
});

test.for(PERSONAS.map(({ key }) => key))('%s is signed in by one link and stands before a page of their own', async (key, { open, signedIn }) => {
  const page = await signedIn(key);
  const mine = new URL(page.url()).pathname;
  expect(mine).not.toMatch(/^\/(demo|sign-in)/);
  expect(await page.locator('h1').count()).toBe(1);
  expect((await page.reload())?.status()).toBe(200);

  // A stranger at the same address is not let in as that person.
  const stranger = await open();
  await stranger.goto(mine);
  expect(await stranger.locator('body').innerText()).not.toBe(await page.locator('body').innerText());
});

test('the demo shows the time it was set to', async ({ open, setClock }) => {
  await setClock('2026-11-20T09:31');
  const page = await open();
  await page.goto('/demo');
  expect(await page.locator('body').innerText()).toContain('9:31');
});
