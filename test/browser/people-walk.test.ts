import { expect } from 'vitest';
import { OPERATOR_MANAGER, SECOND_COOK } from '../../src/demo/personas.ts';
import { stepAt } from '../../src/domain/totp.ts';
import { totpDigits } from '../../src/vault.ts';
import { paths } from '../../web/paths.ts';
import { test } from '../support/browser.ts';
import { looking } from './staff-pages.ts';
import { methodOfReload, press } from './walk.ts';

// What somebody may do, from the wish of one administrator to the page that it opens, and back. At the end all is as it was.

const LONG = { timeout: 180_000 };
const PASSWORD = '东沙河的荷花开得正好';

test('one administrator asks, another confirms, and the person sees the page', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('admin');
  const first = looking(page);
  await first.look('people, with what waits');
  await page.getByLabel('找谁').fill(SECOND_COOK.name);
  await press(page, page.getByRole('button', { name: '查找' }));
  await first.look('somebody found');
  await press(page, page.locator(`a[href="${paths.person(SECOND_COOK.id)}"]`).last());
  await first.look('a person');
  await press(page, page.getByRole('link', { name: '提请授权' }));
  await first.look('which role');
  await press(page, page.getByRole('link', { name: /^运营负责人/ }));
  await press(page, page.getByRole('button', { name: '请另一位管理员确认' }));
  expect(await page.getByRole('alert').innerText()).toContain('有 2 处要改');
  await first.look('a wish, with something to change');
  await page.getByLabel('哪家运营机构').selectOption(OPERATOR_MANAGER.operatorKey);
  await page.getByLabel('为什么').fill('代理负责人');
  await press(page, page.getByRole('button', { name: '请另一位管理员确认' }));
  await first.look('one’s own wish');
  expect(await page.getByRole('button', { name: '同意，授权' }).count()).toBe(0);

  const other = await signedIn('admin-second');
  await press(other, other.getByRole('link', { name: new RegExp(`^${SECOND_COOK.name}.*运营负责人`) }));
  const second = looking(other);
  await second.look('another’s wish');
  expect(await other.locator('main').innerText()).toContain('代理负责人');
  await press(other, other.getByRole('button', { name: '同意，授权' }));
  expect(await other.locator('main').innerText()).toContain('已经生效');

  const manager = await signedIn('canteen-second');
  const third = looking(manager);
  await third.visit('the points of an operator', paths.operatorDay());
  await third.visit('their month', paths.operatorMonth());

  await page.goto(paths.person(SECOND_COOK.id));
  await press(page, page.getByRole('link', { name: '收回' }).last());
  await press(page, page.getByRole('button', { name: '马上收回' }));
  await first.look('taking away, with something to change');
  await page.getByLabel('为什么').fill('代理结束');
  await press(page, page.getByRole('button', { name: '马上收回' }));
  expect(await page.locator('main').innerText()).toContain('收回：运营负责人');
  await manager.goto(paths.operatorDay());
  expect(new URL(manager.url()).pathname).toBe(paths.staffSignIn());
  expect({ ...first.found, ...second.found, ...third.found }).toEqual({});
});

test('somebody new: written down, granted by two, named, and let in by a code that another administrator gives face to face', LONG, async ({ open, signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('admin');
  const other = await signedIn('admin-second');
  const [first, second] = [looking(page), looking(other)];
  await page.goto(paths.newPerson());
  await page.getByLabel('姓名').fill('白露');
  await page.getByLabel('单位').fill('东沙河街道办');
  await press(page, page.getByRole('button', { name: '登记' }));
  const person = new URL(page.url()).pathname;
  await first.look('somebody without a name to sign in by');
  await press(page, page.getByRole('button', { name: '定下登录名' }));
  await first.look('no name typed');
  await page.getByLabel('登录名').fill('bailu');
  await press(page, page.getByRole('button', { name: '定下登录名' }));
  await first.look('a name to sign in by');
  await page.goto(paths.newAccessRequest(person.split('/').at(-1) ?? '', { role: 'town_official' }));
  await page.getByLabel('哪个镇街').selectOption({ index: 1 });
  await page.getByLabel('为什么').fill('新来的');
  await press(page, page.getByRole('button', { name: '请另一位管理员确认' }));
  await other.goto(new URL(page.url()).pathname);
  await press(other, other.getByRole('button', { name: '同意，授权' }));

  await page.goto(person);
  await press(page, page.getByRole('link', { name: '给开通码' }));
  await first.look('a code that takes two');
  await page.getByLabel('为什么').fill('第一天上班');
  await press(page, page.getByRole('button', { name: '请另一位管理员当面给码' }));
  await first.look('one’s own wish for a code');
  await other.goto(new URL(page.url()).pathname);
  await press(other, other.getByRole('button', { name: '同意，给开通码' }));
  await second.look('a code, the person not seen');
  await other.getByLabel('本人就在我面前').check();
  await press(other, other.getByRole('button', { name: '同意，给开通码' }));
  await second.look('a code');
  expect(await methodOfReload(other)).toBe('GET');
  const code = await other.locator('.secret').last().innerText();

  const newcomer = await open();
  await newcomer.goto(paths.start());
  for (const [label, value] of Object.entries({ 登录名: 'bailu', 开通码: code, 新密码: PASSWORD, '新密码，再打一遍': PASSWORD })) await newcomer.getByLabel(label, { exact: true }).fill(value);
  await press(newcomer, newcomer.getByRole('button', { name: '设好密码' }));
  const secret = (await newcomer.locator('.secret').innerText()).replaceAll(' ', '');
  await newcomer.getByLabel('动态码', { exact: true }).fill(totpDigits(secret, stepAt(Date.now())));
  await press(newcomer, newcomer.getByRole('button', { name: '设好了' }));
  expect(new URL(newcomer.url()).pathname).toBe(paths.civilToday());

  await other.reload();
  expect(await other.locator('main').innerText()).toContain('已经用过了');
  await page.goto(person);
  await first.look('somebody who is signed in');
  await press(page, page.getByRole('link', { name: '忘了密码、换了手机' }));
  await first.look('what was lost');
  await press(page, page.getByRole('link', { name: /^重设密码/ }).first());
  await first.look('a code that one gives');
  await page.goto(person);
  await press(page, page.getByRole('button', { name: '让这个人全部退出' }));
  await newcomer.goto(paths.civilToday());
  expect(new URL(newcomer.url()).pathname).toBe(paths.staffSignIn());
  expect({ ...first.found, ...second.found }).toEqual({});
});

test('pages of administrators, managers and towns: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('admin');
  const admin = looking(page);
  await admin.visit('people of one town', paths.people({ role: 'town_official' }));
  await admin.visit('nobody there', paths.people({ role: 'administrator', town: '370481001000' }));
  await admin.visit('somebody new', paths.newPerson());
  await press(page, page.getByRole('button', { name: '登记' }));
  await admin.look('somebody new, with something to change');
  await admin.visit('disabling', paths.personDisabling('songlei'));
  await admin.visit('who was disabled', paths.person('away'));
  await admin.visit('a village first asks for its town', paths.newAccessRequest('newcomer', { role: 'community_worker' }));
  await admin.visit('oneself', paths.person('gaojing'));
  const operator = looking(await signedIn('operator'));
  await operator.look('the points of an operator');
  await operator.visit('complaints of several points', paths.complaints('canteen'));
  const town = looking(await signedIn('town'));
  await town.look('a town’s day');
  const county = looking(await signedIn('county'));
  await county.visit('the county’s day', paths.civilToday());
  expect({ ...admin.found, ...operator.found, ...town.found, ...county.found }).toEqual({});
});
