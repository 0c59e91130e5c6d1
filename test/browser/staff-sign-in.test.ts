import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { LOGINS, NEWCOMER } from '../../src/demo/personas.ts';
import { stepAt } from '../../src/domain/totp.ts';
import { totpDigits } from '../../src/vault.ts';
import { paths } from '../../web/paths.ts';
import { test } from '../support/browser.ts';
import { looking } from './staff-pages.ts';
import { methodOfReload, press } from './walk.ts';

const LONG = { timeout: 180_000 };
const PASSWORD = '龙泉街道的银杏叶黄了';
const NEXT = '龙泉街道的银杏又黄了';

const pathOf = (page: Page) => new URL(page.url()).pathname;
async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
}

test('an official signs in for the first time: start code, password, second factor, and from then on by both', LONG, async ({ open, setClock }) => {
  await setClock('real');
  const page = await open();
  const { found, look, visit } = looking(page);
  await visit('sign-in', paths.staffSignIn());
  await fill(page, { 登录名: NEWCOMER.login, 密码: PASSWORD });
  await press(page, page.getByRole('button', { name: '登录' }));
  await look('sign-in, wrong');
  expect(await page.getByLabel('登录名', { exact: true }).inputValue()).toBe(NEWCOMER.login);
  await press(page, page.getByRole('link', { name: '用开通码设密码' }));
  await look('start');
  await fill(page, { 登录名: NEWCOMER.login, 开通码: NEWCOMER.startCode, 新密码: '银杏', '新密码，再打一遍': '银杏' });
  await press(page, page.getByRole('button', { name: '设好密码' }));
  await look('start, with something to change');
  await fill(page, { 新密码: PASSWORD, '新密码，再打一遍': PASSWORD });
  await press(page, page.getByRole('button', { name: '设好密码' }));
  expect(pathOf(page)).toBe(paths.secondFactor());
  expect(await methodOfReload(page)).toBe('GET');
  await look('second factor');
  expect(await page.getByRole('img', { name: '动态码的方块码' }).isVisible()).toBe(true);
  await fill(page, { 动态码: '12345' });
  await press(page, page.getByRole('button', { name: '设好了' }));
  await look('second factor, with something to change');
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '');
  await fill(page, { 动态码: totpDigits(secret, stepAt(Date.now())) });
  await press(page, page.getByRole('button', { name: '设好了' }));
  expect(pathOf(page)).toBe(paths.civilToday());
  await page.goto(paths.secondFactor());
  expect([pathOf(page), (await page.content()).includes(secret)]).toEqual([paths.ownLogin(), false]);

  await page.goto(paths.civilApplications());
  await press(page, page.getByRole('link', { name: NEWCOMER.name }));
  await look('own sign-in');
  await press(page, page.getByRole('link', { name: '换密码' }));
  await look('own password');
  await fill(page, { 现在的密码: '不对', 新密码: NEXT, '新密码，再打一遍': NEXT });
  await press(page, page.getByRole('button', { name: '换成新密码' }));
  await look('own password, with something to change');
  await fill(page, { 现在的密码: PASSWORD, 新密码: NEXT, '新密码，再打一遍': NEXT });
  await press(page, page.getByRole('button', { name: '换成新密码' }));
  await page.getByText('密码换好了').waitFor();
  expect(await methodOfReload(page)).toBe('GET');
  await press(page, page.getByRole('button', { name: '退出' }).first());

  await page.goto(paths.civil());
  expect(pathOf(page)).toBe(paths.staffSignIn());
  await fill(page, { 登录名: NEWCOMER.login, 密码: NEXT, 手机上的动态码: totpDigits(secret, stepAt(Date.now()) + 1) });
  await press(page, page.getByRole('button', { name: '登录' }));
  expect(pathOf(page)).toBe(paths.civilToday());
  expect(found).toEqual({});
});

test('the names that /demo shows are let in by what it shows', LONG, async ({ open, setClock }) => {
  await setClock('real');
  for (const { login, password } of LOGINS) {
    const page = await open();
    await page.goto('/demo');
    const line = await page.locator(`[data-login="${login}"]`).innerText();
    const code = /现在的动态码 (\d{6})/.exec(line)?.[1] ?? '';
    expect([line.includes(password), code === '']).toEqual([true, login === 'lifang']);
    await page.goto(paths.staffSignIn());
    await fill(page, { 登录名: login, 密码: password, 手机上的动态码: code });
    await press(page, page.getByRole('button', { name: '登录' }));
    expect(pathOf(page)).toBe(login === 'lifang' ? paths.canteen() : paths.civil());
  }
});

test('two devices: one sees the other and ends it', LONG, async ({ signedIn }) => {
  const [here, there] = [await signedIn('canteen-second'), await signedIn('canteen-second')];
  const { found, visit } = looking(here);
  await visit('own sign-in, two sessions, no name', paths.ownLogin());
  await press(here, here.getByRole('button', { name: '除了这里，都退出' }));
  await here.getByText('别处都已经退出').waitFor();
  await there.goto(paths.canteen());
  expect(pathOf(there)).toBe(paths.staffSignIn());
  await here.goto(paths.canteen());
  expect(pathOf(here)).toBe(paths.canteen());
  expect(found).toEqual({});
});
