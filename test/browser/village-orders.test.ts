import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { paths } from '../../web/paths.ts';
import { test } from './demo-days.ts';
import { pressEnter } from './counter-steps.ts';
import { press } from './walk.ts';

const LONG = { timeout: 120_000 };
const DESK = { viewport: { width: 1280, height: 800 } };

/** Counts every key that a person strikes. */
function typist(page: Page) {
  const struck: string[] = [];
  return {
    struck,
    type: async (text: string) => {
      for (const key of text) {
        struck.push(key);
        await page.keyboard.press(key);
      }
    },
    enter: async () => {
      struck.push('Enter');
      await pressEnter(page);
    },
  };
}

for (const [persona, path] of [['community', paths.communityPhoneOrders()], ['canteen', paths.canteenPhoneOrders()]] as const) {
  test(`an order by telephone at the ${persona} takes five keys and no mouse`, LONG, async ({ day, signedIn, setClock }) => {
    await setClock(`${addDays(day, -1)}T15:00`);
    const page = await signedIn(persona, DESK);
    await page.goto(path);
    const { struck, type, enter } = typist(page);
    // Whoever types looks where the letters go.
    await page.locator('#q:focus').waitFor();
    await type('wgl');
    await enter();
    await page.locator('.caller .name', { hasText: '王桂兰' }).waitFor();
    await enter();
    expect(await page.getByRole('status').innerText()).toMatch(/^订好了：王桂兰，/);
    expect(struck).toHaveLength(5);
    // The next call: the field has the focus again.
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    expect(await page.getByRole('button', { name: '对，退掉' }).isVisible()).toBe(false);
    await page.getByText('退掉这顿').click();
    await press(page, page.getByRole('button', { name: '对，退掉' }));
    expect(await page.getByRole('status').innerText()).toMatch(/^退掉了：王桂兰，/);
  });
}

test('a week is filled by keyboard, read over, and ordered', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${addDays(day, -1)}T15:00`);
  const page = await signedIn('community', DESK);
  await page.goto(paths.communityWeek({ day: addDays(day, 1), slot: 'lunch' }));
  const cells = page.locator('select.cell');
  await cells.first().focus();
  const at = () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
  const begin = await at();
  await page.keyboard.press('a');
  await page.keyboard.press('ArrowRight');
  const right = await at();
  expect(right).not.toBe(begin);
  await page.keyboard.press('a');
  await page.keyboard.press('0');
  await page.keyboard.press('ArrowLeft');
  expect(await at()).toBe(begin);
  await page.keyboard.press('ArrowDown');
  expect(await at()).not.toBe(begin);
  expect(await page.locator(`select[name="${begin}"]`).inputValue()).not.toBe('');
  expect(await page.locator(`select[name="${right}"]`).inputValue()).toBe('');
  expect(await page.locator('[data-count]').innerText()).toBe('（1 份）');

  // Nothing is ordered yet, and leaving says so.
  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: '后七天' }).click({ noWaitAfter: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);

  await press(page, page.getByRole('button', { name: '下一步' }));
  expect(await page.locator('main').innerText()).toContain('会订上的：1 份');
  await press(page, page.getByRole('button', { name: '回去改' }));
  expect(await page.locator(`select[name="${begin}"]`).inputValue()).not.toBe('');
  await press(page, page.getByRole('button', { name: '下一步' }));
  await press(page, page.getByRole('button', { name: '确认，订这 1 份' }));
  await page.getByRole('heading', { name: '都订好了' }).waitFor();
  await page.reload();
  expect(await page.locator('main').innerText()).toContain('订好的：1 份');
  await page.goto(paths.communityWeek({ day: addDays(day, 1), slot: 'lunch' }));
  expect(await page.locator(`select[name="${begin}"]`).count()).toBe(0);
});

test('the week works on a phone and without a script', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${addDays(day, -1)}T15:00`);
  const page = await signedIn('community', { javaScriptEnabled: false });
  await page.goto(paths.communityWeek({ day: addDays(day, 1), slot: 'dinner' }));
  const first = page.locator('select.cell').first();
  const box = await first.boundingBox();
  expect(box === null ? 0 : Math.round(box.height)).toBeGreaterThanOrEqual(44);
  expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(375);
  await first.selectOption({ index: 1 });
  await press(page, page.getByRole('button', { name: '下一步' }));
  expect(await page.locator('main').innerText()).toContain('会订上的：1 份');
  await press(page, page.getByRole('button', { name: '确认，订这 1 份' }));
  expect(await page.locator('h1').innerText()).toBe('都订好了');
});

test('a chain is pasted, somebody of two is chosen, and what was read is ordered', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${addDays(day, -1)}T15:00`);
  const page = await signedIn('community');
  await page.goto(paths.communityChain());
  const date = addDays(day, 2);
  await page.getByLabel('群里的接龙').fill(`#接龙 ${Number(date.slice(5, 7))}月${Number(date.slice(8))}日午餐\n1. 张德昌 A 堂食\n2. 孙秀芝 A\n3. 查无此人 A\n4. 王桂兰 取消`);
  await press(page, page.getByRole('button', { name: '看看都写了谁' }));
  const main = await page.locator('main').innerText();
  expect(main).toContain('叫“孙秀芝”的不止一位');
  expect(main).toContain('没有找到“查无此人”');
  expect(main).toContain('写的是取消，这一行没有订');
  expect(new URL(page.url()).search).toBe('');
  const orderable = await page.locator('input[type="checkbox"]:checked').count();
  await page.locator('input[type="radio"]:not([disabled])').first().check();
  await press(page, page.getByRole('button', { name: '下一步' }));
  const total = orderable + 1;
  await press(page, page.getByRole('button', { name: `确认，订这 ${total} 份` }));
  await page.getByRole('heading', { name: '都订好了' }).waitFor();
  expect(await page.locator('main').innerText()).toContain(`订好的：${total} 份`);
});
