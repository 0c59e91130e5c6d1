import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { COOK, OPERATOR_MANAGER, PINS } from '../../src/demo/personas.ts';
import { paths } from '../../web/paths.ts';
import { chooseWalkIn, findSomebodyWithoutOrder } from './counter-steps.ts';
import { test } from './demo-days.ts';
import { looking } from './staff-pages.ts';
import { methodOfReload, press } from './walk.ts';

const LONG = { timeout: 240_000 };
/** As a tablet at a counter stands. */
const TABLET = { viewport: { width: 768, height: 1024 } };

const pathOf = (page: Page) => new URL(page.url()).pathname;

async function switchIn(page: Page, { name, pin }: { name: string; pin: string }): Promise<void> {
  await press(page, page.getByRole('link', { name, exact: true }));
  await page.getByLabel('您的 PIN').fill(pin);
  await press(page, page.getByRole('button', { name: '进去' }));
}

/** As many names as a canteen will ever have. */
async function crowd(page: Page): Promise<void> {
  await page.locator('.switchers').evaluate((list) => {
    const [first] = list.children;
    for (let nth = 0; nth < 58; nth += 1) list.append(first?.cloneNode(true) ?? '');
  });
}

/** Somebody who has not ordered is served; answers who it was. */
async function serve(page: Page): Promise<string> {
  await findSomebodyWithoutOrder(page);
  await chooseWalkIn(page);
  await press(page, page.locator('form .act.main.big'));
  const done = await page.locator('.done-line').innerText();
  return /已交：(\S+)/.exec(done)?.[1] ?? `nobody: ${done}`;
}

test('a tablet is enrolled, locks, and two cooks switch on it: each one’s meals are theirs', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${addDays(day, -1)}T15:00`);
  const page = await signedIn('operator', TABLET);
  const { found, look, visit } = looking(page);
  await visit('tablets of an operator', paths.tablets());
  expect(await page.locator('main').innerText()).toMatch(/^(?![^]*还没用过)[^]*最近 .* 17:52 用过/);
  await press(page, page.getByRole('link', { name: '登记这块平板' }));
  await look('a tablet to enrol');
  await press(page, page.getByRole('button', { name: '登记，锁屏' }));
  await look('a tablet to enrol, with something to change');
  await page.getByLabel('放在哪个助餐点').selectOption(COOK.pointKey);
  await page.getByLabel('叫什么').fill('灶间平板');
  await press(page, page.getByRole('button', { name: '登记，锁屏' }));
  expect([pathOf(page), await methodOfReload(page)]).toEqual([paths.lockedTablet(), 'GET']);
  await look('the locked screen');
  await page.setViewportSize(TABLET.viewport);
  const heights = await page.locator('.switchers a').evaluateAll((links) => links.map((link) => link.getBoundingClientRect().height));
  expect(heights.length).toBe(2);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(64);

  await crowd(page);
  await look('the locked screen of sixty people');

  await setClock(`${day}T11:30`);
  const served: Record<string, string> = {};
  for (const cook of PINS) {
    await page.goto(paths.canteen());
    expect(pathOf(page)).toBe(paths.lockedTablet());
    await press(page, page.getByRole('link', { name: cook.name, exact: true }));
    await look('a PIN');
    await page.getByLabel('您的 PIN').fill('111222');
    await press(page, page.getByRole('button', { name: '进去' }));
    await look('a PIN that was wrong');
    await page.goto(paths.lockedTablet());
    await switchIn(page, cook);
    expect(pathOf(page)).toBe(paths.canteen());
    await look('the canteen’s day on a tablet');
    await page.setViewportSize(TABLET.viewport);
    served[cook.name] = await serve(page);
    await press(page, page.getByRole('button', { name: '换人，锁屏' }));
    expect(pathOf(page)).toBe(paths.lockedTablet());
  }

  const auditor = await signedIn('auditor');
  await auditor.goto(paths.countyTablets());
  expect(await auditor.locator('li', { hasText: '灶间平板' }).innerText()).toMatch(new RegExp(`在用[\\s\\S]*${OPERATOR_MANAGER.name}`));
  for (const { personId, name } of PINS) {
    await auditor.goto(`${paths.audit({ by: `person:${personId}` })}`);
    expect(await auditor.locator('tbody tr', { hasText: '登记没订来吃' }).first().innerText()).toMatch(new RegExp(`${name}[\\s\\S]*${served[name]}`));
    expect(await auditor.locator('tbody tr', { hasText: '用 PIN 在平板上进入' }).first().innerText()).toContain('灶间平板（荆河街道长者食堂）');
  }
  expect(found).toEqual({});
});

test('the demo’s own tablet: a link to it, a lock that comes by itself, words about what was not done, and the way back', LONG, async ({ open, setClock, day }) => {
  await setClock(`${addDays(day, -1)}T15:00`);
  const page = await open(TABLET);
  await page.goto('/demo');
  await press(page, page.getByRole('link', { name: '当一回窗口平板' }));
  const [first, second] = PINS;
  await switchIn(page, first);
  await page.goto(paths.counter());
  await setClock(`${addDays(day, -1)}T15:10`);
  await page.getByLabel('扫卡').fill('王');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  expect(await page.getByRole('alert').innerText()).toContain('没有办成');
  const { found, look } = looking(page);
  await look('the screen that locked before a form was sent');
  await switchIn(page, first);
  expect(pathOf(page)).toBe(paths.counter());
  await press(page, page.getByRole('button', { name: '换人，锁屏' }));
  await switchIn(page, second);
  expect([pathOf(page), await page.locator('.bar .who').innerText()]).toEqual([paths.canteen(), expect.stringContaining(second.name)]);
  expect(found).toEqual({});
});

test('somebody sets a PIN, and the manager ends a tablet', LONG, async ({ open, signedIn, setClock }) => {
  await setClock('real');
  const page = await open(TABLET);
  await page.goto(paths.staffSignIn());
  await page.getByLabel('登录名').fill('lifang');
  await page.getByLabel('密码', { exact: true }).fill('jinghe-kaifan-1030');
  await press(page, page.getByRole('button', { name: '登录' }));
  const { found, look, visit } = looking(page);
  await visit('own sign-in of a cook', paths.ownLogin());
  await press(page, page.getByRole('link', { name: '换平板的 PIN' }));
  await look('own PIN');
  await page.getByLabel('现在的密码').fill('jinghe-kaifan-1030');
  for (const label of ['新的 PIN', '新的 PIN，再打一遍']) await page.getByLabel(label, { exact: true }).fill('123456');
  await press(page, page.getByRole('button', { name: '设好了' }));
  await look('own PIN, with something to change');
  await page.getByLabel('现在的密码').fill('jinghe-kaifan-1030');
  for (const label of ['新的 PIN', '新的 PIN，再打一遍']) await page.getByLabel(label, { exact: true }).fill(PINS[0].pin);
  await press(page, page.getByRole('button', { name: '设好了' }));
  await page.getByText('PIN 设好了').waitFor();

  const manager = await signedIn('operator');
  const his = looking(manager);
  await his.visit('tablets, some in use', paths.tablets());
  await press(manager, manager.getByRole('link', { name: /灶间平板/ }));
  await his.look('a tablet to end');
  await press(manager, manager.getByRole('button', { name: '马上停用' }));
  await his.look('a tablet to end, with something to change');
  await manager.getByLabel('为什么').fill('换到别处');
  await press(manager, manager.getByRole('button', { name: '马上停用' }));
  expect(await manager.locator('li', { hasText: '灶间平板' }).innerText()).toMatch(/停用了[\s\S]*停用：换到别处/);
  const admin = await signedIn('admin');
  const hers = looking(admin);
  await hers.visit('tablets of a county', paths.countyTablets());
  expect({ ...found, ...his.found, ...hers.found }).toEqual({});
});
