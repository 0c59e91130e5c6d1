import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { paths } from '../../web/paths.ts';
import { cancel, orderFrom, pathOf, runOf, test } from './demo-days.ts';
import { staffFindings } from './staff-pages.ts';
import { press } from './walk.ts';

const LONG = { timeout: 120_000 };
const heading = async (page: Page) => (await page.locator('h1').innerText()).replace(/\s/g, '');
const row = (page: Page, name: string | RegExp) => page.locator('a.choice', { hasText: name });
const button = (page: Page, name: string) => page.getByRole('button', { name });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const days = async (page: Page) => (await page.locator('main').innerText()).replace(/\s/g, '');

test('from an order to every day and back: four taps, and the days ahead are there', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-card');
  const order = await orderFrom(page, runOf(day, 'lunch'));
  await press(page, link(page, '每天都来一份'));
  await press(page, row(page, /^\s*每天/));
  if ((await heading(page)) === '每天吃什么？') await press(page, row(page, '厨师配').first());
  await press(page, button(page, '对，以后都这样订'));
  expect(await heading(page)).toBe('每天午饭，都给您订着');
  for (const word of ['明天订好了', '后天订好了']) expect(await days(page)).toContain(word);
  await page.goBack();
  await page.goto(paths.standingOrders());
  await press(page, link(page, '从今以后都改'));
  await press(page, row(page, '以后都不要了'));
  await press(page, button(page, '对，以后都不要了'));
  expect(pathOf(page)).toBe('/');
  expect(await days(page)).not.toContain('天天订着');
  expect(await page.locator('a.done', { hasText: '明天午饭' }).count()).toBe(0);
  await cancel(page, order);
});

test('the canteen is told by name of a meal that could not be ordered, calls, and works it off', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const elder = await signedIn('elder-daily');
  const today = async (yes: string) => {
    await press(elder, link(elder, '只停这一天'));
    await press(elder, row(elder, '今天午饭'));
    await press(elder, button(elder, yes));
  };
  await today('对，这一天不吃');
  // She changes her mind after the cut-off.
  await setClock(`${day}T09:45`);
  await elder.reload();
  await today('对，接着吃');
  expect(await days(elder)).toContain('今天午饭没有订上，订饭的时间过了。打上面的电话');
  const page = await signedIn('canteen');
  await page.goto(paths.canteenStandingOrders());
  const first = page.locator('section.alarm > ul > li').first();
  expect(await first.innerText()).toContain('过了截止');
  const before = await page.locator('section.alarm > ul > li').count();
  expect(await staffFindings(page)).toEqual([]);
  await press(page, first.getByRole('button', { name: /看全号码/ }));
  expect(await page.locator('section.alarm li').first().innerText()).toMatch(/1\d{10}/);
  await page.locator('section.alarm li').first().getByLabel('怎么安排的').fill('邻居带一份');
  await press(page, page.locator('section.alarm li').first().getByRole('button', { name: '另外安排好了' }));
  expect(await page.locator('section.alarm > ul > li').count()).toBe(before - 1);
  expect(await page.locator('section.good').innerText()).toContain('邻居带一份');
  await press(page, page.locator('tbody a').first());
  for (const summary of await page.locator('summary').all()) await summary.click();
  expect(await staffFindings(page)).toEqual([]);
  await press(page, page.getByRole('button', { name: '停到那天' }));
  expect(await page.locator('h1').innerText()).toContain('长期订餐');
  await press(page, page.getByRole('button', { name: '回来了，明天接着吃' }));
});

// The last one: what is changed from now on begins tomorrow, and today is hers no more.
test('this day, until when, from now on: three buttons, without JavaScript, nothing typed', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T08:30`);
  const page = await signedIn('elder-daily', { javaScriptEnabled: false });
  expect(await heading(page)).toBe('每天午饭，都给您订着');
  expect(await days(page)).toContain('明天订好了');
  expect(await page.locator('input:visible, select, textarea').count()).toBe(0);

  await press(page, link(page, '只停这一天'));
  await press(page, row(page, '明天午饭'));
  await press(page, button(page, '对，这一天不吃'));
  expect(await days(page)).toContain('明天停这一天');
  expect(await days(page)).toContain('后天订好了');
  await press(page, link(page, '只停这一天'));
  await press(page, row(page, '明天午饭'));
  expect(await heading(page)).toContain('接着吃');
  await press(page, button(page, '对，接着吃'));
  expect(await days(page)).toContain('明天订好了');

  await press(page, link(page, '停到哪天'));
  await press(page, row(page, '先停着'));
  expect(await days(page)).toContain('订好的明天午饭');
  await press(page, button(page, '对，先不订了'));
  expect(await heading(page)).toBe('每天午饭，先停着');
  expect(await days(page)).toContain('明天停着');
  await press(page, link(page, '改停到哪天'));
  await press(page, row(page, /^\s*明天/));
  await press(page, button(page, '对，接着吃'));
  expect(await days(page)).toContain('明天订好了');

  await press(page, link(page, '从今以后都改'));
  await press(page, row(page, '换在哪儿吃'));
  await press(page, row(page, '自己来取'));
  await press(page, button(page, '对，从今以后都改'));
  expect(await days(page)).toContain('自己来取');
  await press(page, link(page, '从今以后都改'));
  await press(page, row(page, '换在哪儿吃'));
  await press(page, row(page, '送到家'));
  await press(page, button(page, '对，从今以后都改'));
  expect(await days(page)).toContain('送到家');
});
