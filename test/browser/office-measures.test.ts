import { expect } from 'vitest';
import { addDays, monthOf, serviceDateOf } from '../../src/domain/calendar.ts';
import { FUND } from '../../src/demo/load-donations.ts';
import { ELDER_ID } from '../../src/demo/personas.ts';
import { STREET_POINTS } from '../../src/demo/data/points-streets.ts';
import { paths } from '../../web/paths.ts';
import { found as sure } from '../support/demo.ts';
import { test } from './demo-days.ts';
import { looking } from './staff-pages.ts';
import { press } from './walk.ts';

const LONG = { timeout: 120_000 };

/** A point with few meals: axe takes its time over long tables. */
const SMALL = sure(STREET_POINTS.find((point) => point.kind === 'happiness_home'));

test('pages of an office: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('county');
  const { found, look, visit } = looking(page);
  // A month that has at least nine days of the demo's history.
  const month = monthOf(addDays(serviceDateOf(Date.now()), -9));
  await visit('points', paths.civil(month));
  await press(page, page.getByRole('link', { name: SMALL.name }));
  await look('statement');
  await press(page, page.getByRole('link', { name: /老人自付/ }));
  await look('rows');
  await press(page, page.locator('tbody a').first());
  await look('order');
  await press(page, page.getByRole('link', { name: '要冲回' }));
  await look('taking a claim back');
  await press(page, page.getByRole('button', { name: '请另一位经办人来看' }));
  await look('taking a claim back, with something to change');
  await page.getByLabel('补贴算错').check();
  await page.getByLabel('凭什么').fill('名册更正');
  await press(page, page.getByRole('button', { name: '请另一位经办人来看' }));
  await look('a claim that another official looks at');
  await press(page, page.getByRole('link', { name: '月度结算' }).last());
  await look('points, with a claim that waits');
  await press(page, page.getByRole('link', { name: '补贴算错' }));
  await press(page, page.getByRole('button', { name: '撤回' }));
  await visit('prepaid money', paths.prepaid());
  await visit('prepaid money of one operator', paths.prepaidOf('shanfan'));
  await visit('moving a balance', paths.moves({ elder: 'lixiuying', holder: 'shanfan' }));
  await visit('limits of an operator', paths.operatorSettings('shanfan'));
  await page.getByLabel('一次最多收').fill('六千');
  await press(page, page.getByRole('button', { name: '照这样定' }));
  await look('limits of an operator, with something to change');
  await visit('settings of a point', paths.pointSettings(SMALL.key));
  await visit('deaths', paths.deaths());
  await page.getByLabel('登记谁').fill('李秀英');
  await press(page, page.getByRole('button', { name: '查找' }));
  await look('whose death');
  await press(page, page.locator(`a[href="${paths.deathOf(ELDER_ID)}"]`));
  await page.getByLabel('哪一天去世').fill('明天');
  await press(page, page.getByRole('button', { name: '请第二个人核实' }));
  await look('a death, with something to change');
  await page.getByLabel('哪一天去世').fill(addDays(serviceDateOf(Date.now()), -1));
  await page.getByLabel('谁说的').fill('东关社区报告');
  await press(page, page.getByRole('button', { name: '请第二个人核实' }));
  await look('a death to be confirmed');
  await press(page, page.getByRole('button', { name: '登记错了，撤回' }));
  await page.goto(paths.statementPrint(SMALL.key, month));
  await look('statement on paper', 'paper');
  await visit('not found', '/civil/nowhere', 404);
  expect(found).toEqual({});
});

test('pages of an office for donations, payers and categories', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('county-second');
  const { found, look, visit } = looking(page);
  await visit('payers', paths.payers());
  await press(page, page.getByRole('button', { name: '加上' }));
  await look('payers, with something to change');
  await visit('a payer', paths.payer(FUND.code));
  await press(page, page.getByRole('button', { name: '改叫法' }));
  await look('a payer, with something to change');
  await visit('categories', paths.categories());
  await visit('a category', paths.category('minimum_living_guarantee'));
  await page.getByLabel('名册里还有什么写法').fill('五保');
  await press(page, page.getByRole('button', { name: '加上这个写法' }));
  await look('a category, asked for another’s word');
  await visit('donations', paths.donations());
  await visit('a fund', paths.fund(FUND.code));
  await visit('a donation to record', paths.newDonation(FUND.code));
  await press(page, page.getByRole('button', { name: '下一步' }));
  await look('a donation to record, with something to change');
  await page.getByLabel('金额').fill('200');
  await page.getByLabel('现金').check();
  await press(page, page.getByRole('button', { name: '下一步' }));
  await look('a donation, read back');
  await visit('a donation', paths.donation('gift-1'));
  await press(page, page.getByRole('button', { name: '撤回这一笔' }));
  await look('a donation, taken back without a reason');
  await page.goto(paths.donationReceipt('gift-1'));
  await look('a receipt for a donor', 'paper');
  await page.goto(paths.fund(FUND.code));
  await press(page, page.getByRole('link', { name: /打印 .* 年账页/ }).first());
  await look('a fund on paper', 'paper');
  expect(found).toEqual({});
});

test('pages of the calendar and of prices that changed', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const county = await signedIn('county');
  const { found, look, visit } = looking(county);
  const year = Number(serviceDateOf(Date.now()).slice(0, 4));
  await visit('the calendar', paths.calendar(2026));
  await visit('a year without one', paths.calendar(year + 1));
  await press(county, county.getByRole('button', { name: '请第二个人确认' }).first());
  await look('a year, with something to change');
  await county.getByLabel('依据的文件').first().fill('试录的通知');
  await county.getByLabel('这一年的日子').fill('1月1日 法定节假日 元旦');
  await press(county, county.getByRole('button', { name: '请第二个人确认' }).first());
  await look('one’s own list');
  await press(county, county.getByRole('button', { name: '撤回这一份' }));
  await look('a list that was withdrawn');
  await visit('prices of a county', paths.priceChanges('civil'));
  await visit('nothing told', paths.priceChanges('civil', { show: 'past' }));
  const cook = await signedIn('canteen');
  const other = looking(cook);
  await other.visit('prices of a canteen', paths.priceChanges('canteen'));
  // Where another walk has let the day go by, nobody waits to be told any more, and the list of the past says so.
  const waiting = await cook.locator('tbody a').count();
  if (waiting > 0) {
    await press(cook, cook.locator('tbody a').last());
    await other.look('one price');
    await press(cook, cook.getByRole('button', { name: '已告知' }));
    await other.look('one price, with something to change');
    await cook.getByLabel('为什么要看完整的电话').fill('打电话告知');
    await press(cook, cook.getByRole('button', { name: '记下理由，看电话' }));
    await other.look('one price, with the telephone');
    await cook.getByLabel('打电话').check();
    await press(cook, cook.getByRole('button', { name: '已告知' }));
  } else {
    await other.visit('prices that nobody told', paths.priceChanges('canteen', { show: 'past' }));
    expect(await cook.locator('tbody tr').count()).toBeGreaterThan(0);
  }
  await other.visit('who was told', paths.priceChanges('canteen', { show: 'told' }));
  expect({ ...found, ...other.found }).toEqual({});
});
