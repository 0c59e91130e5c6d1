import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays, monthOf, type ServiceDate } from '../../src/domain/calendar.ts';
import { CARD_NUMBER } from '../../src/demo/personas.ts';
import { dayText, monthText } from '../../web/format.tsx';
import { found } from '../support/demo.ts';
import { chooseWalkIn, findSomebodyWithoutOrder, pressEnter, scan } from './counter-steps.ts';
import { test } from './demo-days.ts';
import { press } from './walk.ts';

// The four first jobs, one after the other as the demo's day goes by: each test takes up what the one before has left.

const heading = (page: Page) => page.locator('h1').innerText();
const numberIn = async (place: Locator) => Number(/\d+/.exec(await place.innerText())?.[0]);

/** Through the form on /demo, as a person sets it. */
async function turnClock(page: Page, at: string): Promise<void> {
  await page.goto('/demo');
  await page.getByLabel('拨到').fill(at);
  await press(page, page.getByRole('button', { name: '拨钟' }));
  expect(await page.locator('h2', { hasText: '演示里现在' }).innerText()).toContain(at.slice(-5));
}

/** One of the moments that /demo offers. */
async function jumpTo(page: Page, moment: string): Promise<void> {
  await page.goto('/demo');
  await press(page, page.getByRole('button', { name: moment }));
}

async function enter(page: Page, persona: string): Promise<void> {
  await page.goto('/demo');
  await press(page, page.locator(`[data-persona="${persona}"]`));
}

async function choose(page: Page, mode: string): Promise<void> {
  await press(page, page.getByRole('link', { name: '就订这个' }));
  await press(page, page.getByRole('link', { name: mode }));
  await press(page, page.getByRole('button', { name: '对的，下单' }));
  expect(await heading(page)).toBe('订好了');
}

test('an elder orders tomorrow’s lunch', async ({ day, open, setClock }) => {
  await setClock('real');
  const page = await open();
  await turnClock(page, `${addDays(day, -1)}T15:00`);
  await enter(page, 'elder');
  expect(await heading(page)).toMatch(/李阿姨，\s*您明天中午\s*想吃什么？/);
  await choose(page, '送到家');
  expect(await page.locator('.slip').innerText()).toMatch(/您是 \d+ 号[^]*明天午饭[^]*从荆河街道长者食堂送来/);
  await press(page, page.getByRole('link', { name: '知道了' }));
  expect(await page.locator('a.done', { hasText: '明天午饭' }).innerText()).toMatch(/明天午饭，送到家/);
});

test('another one comes in by the link on the card, with nothing to type', async ({ day, open, setClock }) => {
  await setClock(`${addDays(day, -1)}T15:10`);
  const page = await open();
  await enter(page, 'elder-card');
  expect(await heading(page)).toMatch(/张德昌，\s*您明天中午/);
  expect(await page.locator('input:visible').count()).toBe(0);
  await choose(page, '到食堂吃');
});

/** Presses 打印 or goes on to the next sheet, and answers what stands on it. */
async function printSheet(page: Page, button: Locator, kind: string): Promise<{ rows: number[]; boxes: number[]; number: number }> {
  await press(page, button);
  await page.getByRole('heading', { name: kind, level: 1 }).waitFor();
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(10_000);
  const rows = (await page.locator('td.w10').allInnerTexts()).map(Number);
  const boxes = (await page.locator('.sum dd').allInnerTexts()).map(Number);
  return { rows, boxes, number: Number(/第 (\d+) 号/.exec(await page.locator('.foot').innerText())?.[1]) };
}

const inOrder = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('a cook sees the day, closes lunch by hand and prints the three sheets', async ({ day, open, setClock }) => {
  await setClock('real');
  const page = await open();
  await turnClock(page, `${day}T09:42`);
  await enter(page, 'canteen');
  expect(await heading(page)).toBe(dayText(day));
  const lunch = page.locator('.run', { has: page.getByRole('link', { name: '午餐', exact: true }) });
  const accepted = await numberIn(lunch.locator('b').first());
  await press(page, lunch.getByRole('link', { name: '截止并打印' }));
  expect(await page.locator('.figure b').first().innerText()).toBe(String(accepted));
  await press(page, page.getByRole('button', { name: '截止，去打印' }));
  expect(await page.locator('body').innerText()).toContain('李芳截止');

  const production = await printSheet(page, page.getByRole('button', { name: '打印', exact: true }).first(), '备餐单');
  expect(production.boxes[0]).toBe(accepted);
  const pickup = await printSheet(page, page.getByRole('button', { name: /^接着打/ }), '堂食自取名单');
  expect(await page.locator('body').innerText()).toContain('张德昌');
  const delivery = await printSheet(page, page.getByRole('button', { name: /^接着打/ }), '送餐单');
  expect(await page.locator('body').innerText()).toContain('李秀英');
  expect(pickup.rows).toEqual(inOrder(pickup.rows.length));
  expect(delivery.rows).toEqual(inOrder(delivery.rows.length));
  expect(pickup.rows.length + delivery.rows.length).toBe(accepted);
  expect([production.number, pickup.number, delivery.number]).toEqual(inOrder(3).map((one) => production.number + one - 1));
  expect(await page.getByRole('button', { name: /^接着打/ }).count()).toBe(0);
});

const status = (page: Page) => page.getByRole('status').innerText();

test('the cook hands a meal over by card number, takes it back, and serves somebody without an order', async ({ day, open, setClock }) => {
  await setClock(`${day}T10:00`);
  const page = await open();
  await jumpTo(page, '11:15');
  await enter(page, 'canteen');
  await press(page, page.getByRole('link', { name: '登记吃饭' }));
  await scan(page, CARD_NUMBER);
  const caller = page.locator('.caller');
  expect(await caller.innerText()).toMatch(/张德昌[^]*82 岁[^]*收 \d+ 元/);
  await pressEnter(page);
  expect(await status(page)).toMatch(/^已交：张德昌 午餐/);
  await press(page, page.getByRole('button', { name: '撤销' }).first());
  expect(await status(page)).toMatch(/^已撤销：张德昌 午餐/);
  await scan(page, '张德昌');
  await press(page, page.getByRole('button', { name: '交给本人' }));
  expect(await status(page)).toMatch(/^已交：张德昌/);

  await findSomebodyWithoutOrder(page);
  await chooseWalkIn(page);
  await press(page, page.getByRole('button', { name: '收钱并交给本人' }));
  expect(await status(page)).toMatch(/^已交：/);
  expect(await page.locator('.line', { hasText: '没订来吃' }).count()).toBe(1);
});

/** Fills the entry of a ticked list. */
async function tick(page: Page, sheet: number, rows: string): Promise<string> {
  await press(page, page.getByRole('link', { name: '纸单登记' }));
  await page.getByLabel('单号').fill(String(sheet));
  await page.getByLabel('打了勾的行号').fill(rows);
  await page.getByLabel('谁打的勾').fill('李芳');
  await press(page, page.getByRole('button', { name: '先看一遍' }));
  return page.locator('main').innerText();
}

test('the next morning the ticked list is entered by row number; entered twice it counts once', async ({ day, open, setClock }) => {
  await setClock(`${day}T15:00`);
  const page = await open();
  await jumpTo(page, '录昨天的纸单');
  await enter(page, 'canteen');
  await press(page, page.getByRole('link', { name: '前一天' }));
  const lunch = page.locator('.run', { has: page.getByRole('link', { name: '午餐', exact: true }) });
  await press(page, lunch.getByRole('link', { name: '看打印单' }));
  const line = page.locator('.sheet-line', { hasText: '送餐单' });
  const sheet = await numberIn(line.getByRole('link'));
  const toDeliver = await numberIn(line.locator('small'));
  expect(await tick(page, sheet, `1-${toDeliver}`)).toMatch(new RegExp(`[要将]登记 ${toDeliver} 位`));
  await press(page, page.getByRole('button', { name: '对的，登记' }));
  expect(await status(page)).toBe(`已登记 ${toDeliver} 位。`);
  expect(await tick(page, sheet, `1-${toDeliver}`)).toContain(`早已登记 ${toDeliver} 位`);
  expect(await page.getByRole('button', { name: '对的，登记' }).count()).toBe(0);
  expect(await tick(page, sheet, '0，三')).toMatch(/处要改/);
  expect(await page.getByLabel('打了勾的行号').inputValue()).toBe('0，三');

  await press(page, page.getByRole('link', { name: '今天' }).first());
  await press(page, page.getByRole('link', { name: '前一天' }));
  const figures = (await lunch.locator('b').allInnerTexts()).map(Number);
  expect(figures.slice(1)).toEqual([toDeliver + 1, found(figures[0]) - toDeliver - 1, 1]);
});

const bigNumber = async (page: Page, label: string) => (await page.locator('.figure', { hasText: label }).locator('b').innerText()).trim();

async function openStatement(page: Page, day: ServiceDate): Promise<void> {
  await enter(page, 'county');
  const month = monthText(monthOf(day));
  if (!(await heading(page)).startsWith(month)) await press(page, page.getByRole('link', { name: month }));
  await press(page, page.getByRole('link', { name: '荆河街道长者食堂' }));
  expect(await page.locator('body').innerText()).toContain('两边一致');
}

test('the clerk follows a number of the month to its rows and to the meal', async ({ day, open, setClock }) => {
  await setClock(`${addDays(day, 1)}T08:40`);
  const page = await open();
  await openStatement(page, day);
  const meals = await bigNumber(page, '已交付');
  await press(page, page.getByRole('link', { name: /已交付/ }));
  expect(await page.locator('main').innerText()).toContain(`共 ${meals} 份`);
  const mine = page.locator('tbody tr', { hasText: day }).filter({ hasText: '李秀英' }).filter({ hasText: '送餐' });
  while ((await mine.count()) === 0) await press(page, page.getByRole('link', { name: '下一页' }));
  await press(page, mine.first().getByRole('link', { name: '李秀英' }));
  const order = await page.locator('main').innerText();
  for (const words of ['为什么这样补', '纸单打勾', '李芳', '预占', '入账', '本人预订']) expect(order).toContain(words);
  expect(order).toMatch(/第 \d+ 号单第 \d+ 行/);
  const [price, subsidy, own] = await Promise.all(['套餐价', '补贴', '自付'].map(async (label) => Number(await bigNumber(page, `${label}（元）`))));
  expect(found(subsidy) + found(own)).toBeCloseTo(found(price), 5);
});

test('the clerk takes the statement along: as a file, and on A4 with the amount in capitals', async ({ day, open, setClock }) => {
  await setClock(`${addDays(day, 1)}T08:50`);
  const page = await open();
  await openStatement(page, day);
  const meals = Number(await bigNumber(page, '已交付'));
  const owed = await bigNumber(page, '应拨补贴');
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const download = await file;
  expect(download.suggestedFilename()).toContain('荆河街道长者食堂');
  const lines = readFileSync(await download.path(), 'utf8').replace(/\r\n$/, '').split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFF序号,供餐日/);
  expect(lines).toHaveLength(meals + 2);
  expect(lines.at(-1)).toContain(owed.replaceAll(',', ''));
  await press(page, page.getByRole('link', { name: '打印结算单' }));
  expect(await page.locator('.capital').innerText()).toMatch(new RegExp(`人民币.+元.*￥${owed}`, 's'));
  expect((await page.pdf({ format: 'A4', preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
});
