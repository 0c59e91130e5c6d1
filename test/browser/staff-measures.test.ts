import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays, monthOf, serviceDateOf } from '../../src/domain/calendar.ts';
import { FUND } from '../../src/demo/load-donations.ts';
import { CARD_NUMBER, COOK, DAILY_ELDER_ID, ELDER_ID } from '../../src/demo/personas.ts';
import { STREET_POINTS } from '../../src/demo/data/points-streets.ts';
import { paths } from '../../web/paths.ts';
import { found as sure } from '../support/demo.ts';
import { chooseWalkIn, findSomebodyWithoutOrder, scan } from './counter-steps.ts';
import { orderFrom, runOf, test } from './demo-days.ts';
import { staffFindings } from './staff-pages.ts';
import { press } from './walk.ts';

const LONG = { timeout: 120_000 };

/** A point with few meals: axe takes its time over long tables. */
const SMALL = sure(STREET_POINTS.find((point) => point.kind === 'happiness_home'));

/** Every page is looked at in passing, so that one bad page does not hide the next. */
function looking(page: Page) {
  const found: Record<string, string[]> = {};
  const look = async (name: string, kind: 'page' | 'paper' = 'page') => {
    const findings = await staffFindings(page, kind);
    if (findings.length > 0) found[name] = findings;
  };
  const visit = async (name: string, path: string, status = 200) => {
    expect((await page.goto(path))?.status(), path).toBe(status);
    await look(name);
  };
  return { found, look, visit };
}

test('pages of a canteen: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${day}T09:00`);
  const page = await signedIn('canteen');
  const { found, look, visit } = looking(page);
  await look('today');
  await visit('a day that is over', paths.canteen(addDays(serviceDateOf(Date.now()), -2)));
  await visit('names', paths.canteenMealRun(runOf(addDays(serviceDateOf(Date.now()), -2), 'lunch')));
  await visit('names so far', paths.canteenMealRun(runOf(day, 'lunch')));
  await press(page, page.getByRole('link', { name: '截止并打印' }));
  await look('closing');
  await visit('sheets', paths.sheets(runOf(addDays(serviceDateOf(Date.now()), -2), 'lunch')));
  for (const kind of ['备餐单', '堂食自取名单', '送餐单']) {
    await press(page, page.getByRole('button', { name: kind === '备餐单' ? '打印' : `接着打${kind}` }).first());
    await page.getByRole('heading', { name: kind, level: 1 }).waitFor();
    await look(kind, 'paper');
  }
  await visit('not found', '/canteen/nowhere', 404);
  expect(found).toEqual({});
});

test('pages of cards: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ signedIn }) => {
  const page = await signedIn('canteen');
  const { found, look, visit } = looking(page);
  await visit('search', paths.cards('canteen'));
  await page.getByRole('textbox').fill('王');
  await press(page, page.getByRole('button', { name: '查找' }));
  await look('several');
  await press(page, page.locator('.choice-line').first());
  await look('somebody');
  await press(page, page.getByRole('button', { name: '换新卡，打印' }));
  await look('no reason given');
  await page.getByRole('radio', { name: '印错了' }).first().check();
  await press(page, page.getByRole('button', { name: '换新卡，打印' }));
  await look('card', 'paper');
  await press(page, page.getByRole('link', { name: '返回' }));
  await look('somebody with two cards');
  expect(found).toEqual({});
});

test('pages of opinions, diets and photos: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ signedIn }) => {
  const page = await signedIn('canteen');
  const { found, visit } = looking(page);
  await visit('opinions', paths.complaints('canteen'));
  await visit('diet', paths.canteenDiets(ELDER_ID));
  await visit('photos', paths.canteenPictures());
  await visit('photo', paths.canteenPicture(COOK.pointKey, 'lunch-hongshao-daiyu'));
  expect(found).toEqual({});
});

test('pages of a counter: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${addDays(day, -1)}T15:00`);
  await orderFrom(await signedIn('elder-card'), runOf(day, 'lunch'));
  await setClock(`${day}T11:15`);
  const page = await signedIn('canteen');
  const { found, look, visit } = looking(page);
  await visit('counter', paths.counter());
  await scan(page, CARD_NUMBER);
  await page.getByRole('button', { name: '交给本人' }).waitFor();
  await look('counter with a hit');
  await findSomebodyWithoutOrder(page);
  await chooseWalkIn(page, () => look('walk-in'));
  await look('walk-in, what it costs');
  await page.goto(paths.counter());
  await scan(page, '王');
  await look('counter with several hits');
  await scan(page, '查无此人');
  await look('counter without a hit');
  await visit('top-up', paths.topUps({ elder: 'lixiuying' }));
  await page.getByLabel('收到现金').fill('五十');
  await press(page, page.getByRole('button', { name: '下一步' }));
  await look('top-up, with something to change');
  await page.getByLabel('收到现金').fill('50');
  await press(page, page.getByRole('button', { name: '下一步' }));
  await look('top-up, read back');
  await press(page, page.getByRole('button', { name: '钱收到了' }));
  await look('receipt', 'paper');
  await visit('refund', paths.refunds({ elder: 'lixiuying' }));
  await visit('prepaid money', paths.canteenPrepaid());
  await visit('cash box', paths.shifts());
  await visit('standing orders', paths.canteenStandingOrders());
  await visit('what somebody orders day after day', paths.canteenArrangements({ elder: DAILY_ELDER_ID }));
  await page.goto(paths.shift('jinghe', 5));
  await look('shift', 'paper');
  await visit('paper lists', paths.paperLists());
  await page.getByLabel('打了勾的行号').fill('三');
  await press(page, page.getByRole('button', { name: '先看一遍' }));
  await look('paper lists, with something to change');
  expect(found).toEqual({});
});

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
  await press(page, page.getByRole('link', { name: '登记去世' }));
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

test('pages of a community: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('community');
  const { found, look, visit } = looking(page);
  await look('what waits');
  await visit('what was answered', paths.community({ show: 'answered' }));
  await visit('nothing there', paths.community({ state: 'appealed' }));
  await visit('for whom', paths.newApplication());
  await page.getByLabel('姓名，或身份证号').fill('王');
  await press(page, page.getByRole('button', { name: '查找' }));
  await look('several found');
  await visit('somebody new', paths.newApplication('new'));
  await press(page, page.getByRole('button', { name: '登记这份申请' }));
  await look('somebody new, with something to change');
  for (const [name, id] of [['to register', 'app-01'], ['to check', 'app-03'], ['papers awaited', 'app-04'], ['refused', 'app-10']] as const) {
    await visit(name, paths.communityApplication(id));
  }
  await page.getByLabel('为什么要看').fill('打电话约时间');
  await press(page, page.getByRole('button', { name: '记下理由' }));
  await look('the full numbers');
  await page.goto(paths.communityNotice('app-10'));
  await look('the answer on paper', 'paper');
  await visit('reviews', paths.communityReviews());
  await visit('a review', paths.communityReview('app-08-fact'));
  expect(found).toEqual({});
});

test('pages of whoever orders for others', LONG, async ({ day, signedIn, setClock }) => {
  await setClock(`${addDays(day, -1)}T15:00`);
  const page = await signedIn('community');
  const { found, look, visit } = looking(page);
  await visit('the week of a village', paths.communityWeek());
  await visit('a week without menus', paths.communityWeek({ day: addDays(day, 60) }));
  await page.goto(paths.communityWeek({ day: day }));
  await press(page, page.getByRole('button', { name: '下一步' }));
  await look('the week, with nothing chosen');
  await page.locator('select.cell').first().selectOption({ index: 1 });
  await press(page, page.getByRole('button', { name: '下一步' }));
  await look('drafts read over');
  await press(page, page.getByRole('button', { name: '确认' }));
  await look('what was ordered');
  await visit('a chain to paste', paths.communityChain());
  await page.getByLabel('群里的接龙').fill('#接龙 明天午餐\n1. 王桂兰 A 2份\n2. 孙秀芝 B\n3. 李德昌 糖醋鱼\n4. 查无此人 A\n辛苦了\n5. 张秀英 取消');
  await press(page, page.getByRole('button', { name: '看看都写了谁' }));
  await look('a chain explained');
  await visit('orders by telephone', paths.communityPhoneOrders());
  await page.getByLabel('谁要订').fill('张');
  await press(page, page.getByRole('button', { name: '查找' }));
  await look('several on the telephone');
  await press(page, page.locator('a.choice-line').first());
  await look('somebody on the telephone');
  await press(page, page.locator('.caller form button').first());
  await look('ordered by telephone');
  await press(page, page.getByRole('button', { name: '退掉这顿' }));
  const cook = await signedIn('canteen');
  const counter = looking(cook);
  await counter.visit('orders by telephone at a canteen', paths.canteenPhoneOrders());
  expect({ ...found, ...counter.found }).toEqual({});
});

test('pages of a town and of the county for applications', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('town');
  const { found, look, visit } = looking(page);
  await look('what waits in a town');
  await visit('to decide', paths.civilApplication('app-05'));
  await press(page, page.getByRole('button', { name: '不批准' }));
  await look('to decide, with something to change');
  await visit('reviews of a town', paths.civilReviews());
  await visit('a review to decide', paths.civilReview('app-09-fact'));
  const county = await signedIn('county');
  const other = looking(county);
  await other.visit('what waits in all towns', paths.civilApplications());
  await other.visit('an appeal', paths.civilApplication('app-12'));
  expect({ ...found, ...other.found }).toEqual({});
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
  await press(cook, cook.locator('tbody a').last());
  await other.look('one price');
  await press(cook, cook.getByRole('button', { name: '已告知' }));
  await other.look('one price, with something to change');
  await cook.getByLabel('为什么要看完整的电话').fill('打电话告知');
  await press(cook, cook.getByRole('button', { name: '记下理由，看电话' }));
  await other.look('one price, with the telephone');
  await cook.getByLabel('打电话').check();
  await press(cook, cook.getByRole('button', { name: '已告知' }));
  await other.visit('who was told', paths.priceChanges('canteen', { show: 'told' }));
  expect({ ...found, ...other.found }).toEqual({});
});

test('pages for families', LONG, async ({ open }) => {
  const page = await open();
  const { found, look, visit } = looking(page);
  await visit('the town', paths.familyApplications());
  await press(page, page.getByRole('link', { name: '荆河街道' }));
  await look('the form');
  await press(page, page.getByRole('button', { name: '交上去' }));
  await look('the form, with something to change');
  await visit('look-up', paths.familyLookUp());
  await page.getByLabel('申请号').fill('20261126-0001');
  await page.getByLabel('查询码').fill('12345678');
  await press(page, page.getByRole('button', { name: '查' }));
  await look('nothing found');
  expect(found).toEqual({});
});

test.for([
  ['a table wider than the phone', '<a href="#">长辈版</a><table style="min-width: 600px"><tr><td>份数</td></tr></table>'],
  ['no way to the elder pages', ''],
  ['a way to them that stands too low', '<p style="height: 700px"></p><a href="#">长辈版</a>'],
  ['a field without a label', '<a href="#">长辈版</a><input>'],
] satisfies [string, string][])('the look at a staff page reports %s', async ([, flaw], { open }) => {
  const page = await open();
  const shown = (body: string) =>
    page.setContent(`<!doctype html><html lang="zh-CN"><title>今天</title><main><h1>今天</h1>${body}</main></html>`);
  await shown('<a href="#">长辈版</a>');
  expect(await staffFindings(page)).toEqual([]);
  await shown(flaw);
  expect(await staffFindings(page)).not.toEqual([]);
});
