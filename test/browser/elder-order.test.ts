import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { paths } from '../../web/paths.ts';
import { cancel, orderFrom, pathOf, runOf, test } from './demo-days.ts';
import { tabTo } from './keyboard.ts';
import { letterSizes } from './letters.ts';
import { prepare } from './measure.ts';
import { changesInHalfAnHour, methodOfReload, press, tapsUntil } from './walk.ts';
import { timeToButton, tooHeavy } from './weight.ts';

const ordered = (page: Page) => page.getByRole('heading', { name: '订好了' });
const heading = (page: Page) => page.locator('h1').innerText();
const lunches = (page: Page) => page.locator('a.done', { hasText: '今天午饭' }).count();

test('a first order takes four taps and four pages at most, the same again two, nothing typed', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  const { taps, pages } = await tapsUntil(page, ordered(page));
  expect(taps).toBeLessThanOrEqual(4);
  expect(pages).toBeLessThanOrEqual(4);
  expect(await page.locator('input:visible, textarea').count()).toBe(0);
  await cancel(page, pathOf(page));

  await page.goto(paths.home());
  await press(page, page.getByRole('link', { name: /^和上次一样\S*：/ }));
  expect((await tapsUntil(page, ordered(page))).taps).toBe(1);
  await cancel(page, pathOf(page));
});

test('what was ordered is told: number, when, what, where, what to pay, whom to call, how to undo', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder');
  expect(await heading(page)).toContain('李阿姨');
  await tapsUntil(page, ordered(page));
  const told = await page.locator('body').innerText();
  for (const word of ['今天午饭', '套餐', '荆河街道长者食堂', '0632-5550123', '退掉这顿']) expect(told).toContain(word);
  for (const word of [/您是 \d+ 号/, /11 点到 12 点 40 分/, /付 \d+ 元/, /9 点 40 分以前都能退/]) expect(told).toMatch(word);
  await page.emulateMedia({ media: 'print' });
  await prepare(page);
  expect((await letterSizes(page)).filter((size) => size < 24)).toEqual([]);
  const paper = await page.locator('main').innerText();
  expect(paper).toMatch(/李秀英[^]*您是 \d+ 号[^]*\d{4} 年 \d+ 月 \d+ 日 星期.\s*午饭\s*11 点/);
  expect(paper).not.toMatch(/今天|明天/);
  await page.emulateMedia({ media: 'screen' });
  await cancel(page, pathOf(page));
});

test('a dish is one thing to press with one name: what it is and what it costs', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  await page.goto(paths.mealRun(runOf(day, 'lunch')));
  const dishes = await page.locator('main li a, main a.choice').count();
  expect(dishes).toBeGreaterThan(1);
  expect(await page.locator('main').getByRole('link', { name: /^\S+(套餐|饭|面|饺).* (自己付 \d+ 元|不用付钱)/ }).count()).toBe(dishes);
});

test('without JavaScript: larger letters, the order, its cancellation', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card', { javaScriptEnabled: false });
  await press(page, page.getByRole('link', { name: '特大' }));
  await page.goto(paths.home());
  expect(await page.locator('html').getAttribute('class')).toBe('size-xl');
  expect(await page.getByText('念给我听').isVisible()).toBe(false);
  await tapsUntil(page, ordered(page));
  await press(page, page.getByRole('link', { name: '退掉这顿' }));
  await press(page, page.getByRole('button', { name: '对，退掉这顿' }));
  expect(await heading(page)).toMatch(/已经退掉了/);
});

test('by keyboard alone: the order and its cancellation, with a ring on every stop', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  for (const stop of [/就订这个/, /到食堂吃/, /对的，下单/, /退掉这顿/, /对，退掉这顿/]) {
    expect(await tabTo(page, stop)).toEqual([]);
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  }
  expect(await heading(page)).toMatch(/已经退掉了/);
});

test('two quick presses make one order', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  await tapsUntil(page, page.getByRole('button', { name: '对的，下单' }));
  await page.getByRole('button', { name: '对的，下单' }).dblclick();
  await ordered(page).waitFor();
  const order = pathOf(page);
  await page.goto(paths.home());
  expect(await lunches(page)).toBe(1);
  await cancel(page, order);
});

test('back and again are safe: the order stands once, and no page asks to send twice', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  const order = await orderFrom(page, runOf(day, 'lunch'));
  expect(await methodOfReload(page)).toBe('GET');
  await page.goBack();
  expect(await page.getByRole('button', { name: '对的，下单' }).or(page.getByRole('heading', { name: '这一顿您已经订好了' })).count()).toBe(1);
  await page.goto(paths.home());
  expect(await lunches(page)).toBe(1);
  await cancel(page, order);
  expect(await methodOfReload(page)).toBe('GET');
});

test('a press that slides off does nothing: pages act when the finger is lifted', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  const target = page.getByRole('link', { name: '就订这个' });
  await target.hover();
  const before = page.url();
  await page.mouse.down();
  await page.mouse.move(4, 300);
  await page.mouse.up();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  expect(page.url()).toBe(before);
});

test('nothing changes by itself in half an hour', async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  for (const path of [paths.home(), paths.mealRun(runOf(day, 'lunch'))]) {
    expect(await changesInHalfAnHour(page, () => page.goto(path))).toEqual([]);
  }
});

test('pages are light, and the main button is soon there on a slow line', async ({ day, signedIn, open, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  for (const path of [paths.home(), paths.mealRun(runOf(day, 'lunch')), paths.places(), paths.menu('jinghe')]) {
    expect(await tooHeavy(page, path), path).toEqual([]);
  }
  const stranger = await open();
  expect(await timeToButton(stranger, paths.home(), 50_000)).toBeLessThanOrEqual(3_000);
});
