import { expect } from 'vitest';
import { addDays, serviceDateOf } from '../../src/domain/calendar.ts';
import { CARD_NUMBER, COOK, DAILY_ELDER_ID, ELDER_ID } from '../../src/demo/personas.ts';
import { paths } from '../../web/paths.ts';
import { chooseWalkIn, findSomebodyWithoutOrder, scan } from './counter-steps.ts';
import { orderFrom, runOf, test } from './demo-days.ts';
import { looking, staffFindings } from './staff-pages.ts';
import { press } from './walk.ts';

const LONG = { timeout: 120_000 };

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
  const { found, look, visit } = looking(page);
  await visit('opinions', paths.complaints('canteen'));
  await press(page, page.locator('tbody a').first());
  await look('an opinion');
  await press(page, page.getByRole('button', { name: '回话' }));
  await look('an opinion, with something to change');
  await page.getByLabel('换一个人办').selectOption({ index: 1 });
  await press(page, page.getByRole('button', { name: '交给他办' }));
  await look('an opinion that was handed on');
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
  await page.getByText('退掉这顿').click();
  await look('cancelling by telephone');
  await press(page, page.getByRole('button', { name: '对，退掉' }));
  const cook = await signedIn('canteen');
  const counter = looking(cook);
  await counter.visit('orders by telephone at a canteen', paths.canteenPhoneOrders());
  expect({ ...found, ...counter.found }).toEqual({});
});

test('pages of a town and of the county for applications', LONG, async ({ signedIn, setClock }) => {
  await setClock('real');
  const page = await signedIn('town');
  const { found, look, visit } = looking(page);
  await look('a town’s day');
  await visit('what waits in a town', paths.civilApplications());
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

test('an order after the cut-off and its change sheet: nothing for axe to find, no sideways scroll on a phone', LONG, async ({ day, signedIn, setClock }) => {
  // The day after, and last in this file: it closes what others still order from.
  const lunch = runOf(addDays(day, 1), 'lunch');
  await setClock(`${day}T15:00`);
  await orderFrom(await signedIn('elder-card'), lunch);
  await setClock(`${addDays(day, 1)}T09:45`);
  const page = await signedIn('canteen');
  const { found, look, visit } = looking(page);
  await page.goto(paths.closing(lunch));
  if (page.url().includes('closing')) await press(page, page.getByRole('button', { name: '截止' }).first());
  await press(page, page.getByRole('button', { name: '打印' }).first());
  await visit('late sitting', paths.canteenPhoneOrders({ elder: ELDER_ID, run: lunch }));
  await press(page, page.getByRole('link', { name: /^送餐，/ }).first());
  await look('late order');
  await press(page, page.getByRole('button', { name: '补订这一份' }));
  await look('late order without a reason');
  await page.getByLabel('为什么过了截止还订').fill('忘了订');
  await press(page, page.getByRole('button', { name: '补订这一份' }));
  await look('late order taken');
  await visit('names with a change', paths.canteenMealRun(lunch));
  await press(page, page.getByRole('link', { name: '去打变更单' }));
  await look('sheets with a change');
  await press(page, page.getByRole('button', { name: '打变更单' }));
  await look('change sheet', 'paper');
  expect(found).toEqual({});
});
