import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { CARD_NUMBER } from '../../src/demo/personas.ts';
import { paths } from '../../web/paths.ts';
import { found } from '../support/demo.ts';
import { chooseWalkIn, findSomebodyWithoutOrder, scan } from './counter-steps.ts';
import { goToCheck, runOf, test } from './demo-days.ts';
import { press } from './walk.ts';

// A day of the cash box, from the first coin to the signature under the count.

const main = (page: Page) => page.locator('main').innerText();
const status = (page: Page) => page.getByRole('status').innerText();
/** 收 7 元 → 7 */
const yuanIn = (text: string, before: string, after = ' 元') => Number(found(new RegExp(`${before}\\s*([\\d.]+)${after}`).exec(text)?.[1]));
const button = (page: Page, name: string) => press(page, page.getByRole('button', { name }));
const link = (page: Page, name: string) => press(page, page.getByRole('link', { name }).first());

/** What was counted into the box before the first customer. */
async function openShift(cook: Page): Promise<void> {
  await link(cook, '钱箱');
  await cook.getByLabel('一共点出多少').fill('100');
  await cook.getByLabel('写明为什么').fill('上一班的钱交了公司，留 100 元找零');
  await button(cook, '开班');
  expect(await main(cook)).toContain('钱箱里该有 100 元');
}

/** Fifty yuan in cash, read back before it counts; the receipt can be printed. */
async function topUp(cook: Page): Promise<void> {
  await link(cook, '登记吃饭');
  await scan(cook, CARD_NUMBER);
  await link(cook, '充值');
  await cook.getByLabel('收到现金').fill('50');
  await button(cook, '下一步');
  expect(await main(cook)).toContain('收现金 50 元');
  await button(cook, '钱收到了');
  expect(await main(cook)).toMatch(/预存款收据[^]*收到现金 ￥50\.00[^]*人民币伍拾元整[^]*张德昌[^]*现在有\s*50\.00 元/);
  expect((await cook.pdf({ width: '80mm', height: '200mm' })).subarray(0, 5).toString()).toBe('%PDF-');
}

/** The elder orders, and the page says where the money comes from. Answers the share. */
async function orderFromPrepaid(elder: Page, run: string): Promise<number> {
  await goToCheck(elder, run);
  expect(await main(elder)).toContain('从预存款里付，余额 50 元');
  await button(elder, '对的，下单');
  const slip = elder.locator('.slip');
  const share = yuanIn(await slip.innerText(), '从预存款里付');
  await elder.locator('summary').click();
  expect(await elder.locator('.why').innerText()).toContain(`您自己付 ${share} 元`);
  return share;
}

/** What is left goes back in cash, less what a meal has taken. */
async function refund(cook: Page, leftYuan: number): Promise<void> {
  await cook.goto(paths.counter());
  await scan(cook, CARD_NUMBER);
  await link(cook, '退预存款');
  await cook.getByLabel('为什么退').fill('去女儿家住');
  await button(cook, '下一步');
  expect(await main(cook)).toContain(`退现金 ${leftYuan} 元`);
  await button(cook, '钱给了');
  expect(await main(cook)).toMatch(new RegExp(`预存款退款单[^]*退还现金 ￥${leftYuan.toFixed(2)}[^]*去女儿家住`));
}

/** A yuan too few: not without a word, and then on paper with two lines to sign. */
async function closeShift(cook: Page, expectedYuan: number): Promise<string> {
  await cook.goto(paths.shifts());
  expect(await main(cook)).toContain(`钱箱里该有 ${expectedYuan} 元`);
  await link(cook, '交班，点钱');
  await cook.getByLabel('点出来多少').fill(String(expectedYuan - 1));
  await button(cook, '交班，打单');
  expect(await cook.getByRole('alert').innerText()).toContain('请写明为什么');
  expect(await main(cook)).toContain('点出来少了 1.00 元');
  await cook.getByLabel('写明为什么').fill('找零多给了一元');
  await button(cook, '交班，打单');
  expect(await main(cook)).toMatch(/少了\s*￥1\.00[^]*说明：找零多给了一元[^]*李芳 交班[^]*交班人签名[^]*第二个人签名/);
  expect((await cook.pdf({ format: 'A4', preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
  return new URL(cook.url()).pathname;
}

test('a day of the cash box: paid in, eaten from it, change for another, given back, counted and signed', { timeout: 120_000 }, async ({ day, signedIn, setClock }) => {
  await setClock(`${addDays(day, -1)}T14:00`);
  const early = await signedIn('canteen');
  await openShift(early);
  await topUp(early);
  const share = await orderFromPrepaid(await signedIn('elder-card'), runOf(day, 'lunch'));

  await setClock(`${day}T11:15`);
  const cook = await signedIn('canteen');
  await cook.goto(paths.counter());
  await scan(cook, CARD_NUMBER);
  expect(await cook.locator('.caller .pay').innerText()).toBe(`预存款已付 ${share} 元`);
  await button(cook, '交给本人');
  expect(await status(cook)).toMatch(new RegExp(`^已交：张德昌 午餐 .，预存款已付 ${share} 元`));

  await findSomebodyWithoutOrder(cook, true);
  await chooseWalkIn(cook);
  const due = yuanIn(await cook.locator('.caller .pay').innerText(), '收');
  await cook.getByLabel('收了多少').fill('100');
  await button(cook, '收钱并交给本人');
  expect(await status(cook)).toContain(`收 ${due} 元，收到 100 元，找 ${100 - due} 元`);

  await refund(cook, 50 - share);
  const sheet = await closeShift(cook, 100 + 50 + due - (50 - share));
  const second = await signedIn('canteen-second');
  await press(second, second.locator('tr', { hasText: '找零多给了一元' }).getByRole('button', { name: '看过了' }));
  await second.goto(sheet);
  expect(await main(second)).toContain('王敏 看过');
});
