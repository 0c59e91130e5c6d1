import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { elderDietItem, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { all } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { enterCard } from '../support/passes.ts';
import { finishToday, freeze } from '../support/runs.ts';
import { at, cardNumber, day, runId, seedCounty, seedElder, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
let now: Instant;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(async () => {
  db = await seedCounty();
  now = at('11:30');
  cook = await visit(db, { personId: 'cook1' }, () => now);
});

const type = (q: string) => cook.post('/canteen/counter', { q });
const led = async (q: string) => (await type(q)).headers.get('location');
const show = async (elder: string, more: Record<string, string> = {}) => {
  const answer = await cook.get(`/canteen/counter?${new URLSearchParams({ elder, ...more })}`);
  return { status: answer.status, text: await answer.text() };
};

describe('who is meant', () => {
  it.each([
    ['a name', '李秀英', '/canteen/counter?elder=e1'],
    ['part of a name', '秀', '/canteen/counter?elder=e1'],
    ['the tail of a phone', '0002', '/canteen/counter?elder=e2'],
    ['nothing', '  ', '/canteen/counter'],
  ])('%s leads to the person', async (_case, q, location) => expect(await led(q)).toBe(location));

  it.each([
    ['a card number', cardNumber('e1')],
    ['a card number with spaces, full-width', '６０００ ０００１ ２'],
    ["a card's link", 'https://zhucan.test/cards/card-e1'],
    ["a card's link through a Chinese keyboard", 'https：／／zhucan。test／cards／card-e1'],
  ])('%s leads to the person with a pass, the same all day', async (_case, q) => {
    const location = await led(q);
    expect(location).toMatch(/^\/canteen\/counter\?elder=e1&pass=card-e1\.[\w-]{22}$/);
    now = at('23:59');
    expect(await led(q)).toBe(location);
  });

  it('several: told apart by age, village and phone; the phone is masked', async () => {
    await seedElder(db, { id: 'e7', name: '李秀英', birthDate: day('1940-01-01') });
    const answer = await type('李秀英');
    const page = await answer.text();
    for (const words of ['是哪一位', '76 岁，东关社区，100****0001', '86 岁，东关社区，100****0007', 'value="李秀英"']) expect(page).toContain(words);
    expect(page).not.toContain('10000000001');
  });

  it('too many: says so and shows twenty', async () => {
    for (let index = 10; index < 35; index += 1) await seedElder(db, { id: `e${index}`, name: `钱多${index}`, birthDate: day('1950-01-01') });
    const page = await (await type('钱多')).text();
    expect(page.match(/href="\/canteen\/counter\?elder=/g)).toHaveLength(20);
    expect(page).toContain('请多打一个字');
  });

  it.each([
    ['a name of nobody', '周星星', '没有找到这个姓名'],
    ['what a pattern would match', '%', '没有找到这个姓名'],
    ['a number of no card', '999999998', '没有找到这个卡号'],
    ['a link of no card', 'https://zhucan.test/cards/none', '没有找到这张卡'],
    ['a tail of no phone', '9999', '没有手机号后四位'],
  ])('%s: says so and keeps what was typed', async (_case, q, words) => {
    const answer = await type(q);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain(words);
    expect(page).toContain(`value="${q}"`);
  });

  it.each(['600000011', '60000001', '600000021', '6000000012'])('a number that stands on no card is not looked for: %s', async (q) => {
    const answer = await type(q);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('卡号打错了：有一位数字不对');
    expect(page).toContain(`value="${q}"`);
  });

  it('a card that was revoked says that it was, and not whose it is', async () => {
    await db.$client.prepare("UPDATE card SET revoked_at = 1 WHERE id = 'card-e1'").run();
    const page = await (await type(cardNumber('e1'))).text();
    expect(page).toContain('这张卡已经停用');
    expect(page).not.toContain('李秀英');
  });

  it('too long or with other fields: 422, and what was typed is kept in part', async () => {
    const answer = await type('长'.repeat(3000));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('长'.repeat(200));
    expect((await cook.post('/canteen/counter', { q: '李', extra: '1' })).status).toBe(422);
  });
});

describe('within reach', () => {
  it('somebody of another point is found by card only', async () => {
    expect(await led('赵玉珍')).toBeNull();
    expect(await led('0004')).toBeNull();
    const pass = await enterCard(cook, 'e4');
    expect((await show('e4')).status).toBe(404);
    expect((await show(newId())).status).toBe(404);
    expect((await show('e4', { pass })).text).toContain('赵玉珍');
    now = at('23:59');
    expect((await show('e4', { pass })).status).toBe(200);
  });

  it('or by name while they have an order here', async () => {
    await placeOrder(db, 'e4', { runId: runId('p1', TODAY, 'lunch') });
    expect(await led('赵玉珍')).toBe('/canteen/counter?elder=e4');
    expect(await led('0004')).toBe('/canteen/counter?elder=e4');
  });

  it("shows this point's orders, figures and hand-overs, and no other's", async () => {
    const other = await visit(db, { personId: 'cook2' }, now);
    const orderId = await placeOrder(db, 'e4', { runId: runId('p2', TODAY, 'lunch') });
    await freeze(db, runId('p2', TODAY, 'lunch'));
    await other.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
    expect(await (await other.get('/canteen/counter')).text()).toContain('赵玉珍');
    const page = await (await cook.get('/canteen/counter')).text();
    expect(page).not.toContain('赵玉珍');
    expect(page).not.toContain('1 / 1');
    const caller = await show('e4', { pass: await enterCard(cook, 'e4') });
    expect(caller.text).toContain('今天没有订餐');
  });
});

describe('what stands before the counter', () => {
  it('the meal, what to take, one button that Enter presses', async () => {
    await placeOrder(db, 'e1', { mode: 'pickup' });
    await freeze(db, lunch);
    const pass = await enterCard(cook, 'e1');
    const { text } = await show('e1', { pass });
    for (const words of ['李秀英', '76 岁', '红烧茄子套餐', '午餐，自取，1 号', '收 7 元', '还没有问过忌口']) expect(text).toContain(words);
    expect(text).toMatch(/<button[^>]*autofocus[^>]*>\s*交给本人/);
    expect(text.match(/autofocus/g)).toHaveLength(1);
    expect(text).toContain(`name="pass" value="${pass}"`);
    expect((await show('e1', { pass: `card-e1.${'A'.repeat(22)}` })).text).not.toContain('name="pass"');
  });

  it('what hurts first, and a warning when the meal itself does', async () => {
    await db.insert(elderDietItem).values([
      { elderId: 'e2', kind: 'restriction', code: 'sugar' },
      { elderId: 'e2', kind: 'allergy', code: 'egg', severity: 'mild' },
    ]);
    await placeOrder(db, 'e2');
    await freeze(db, lunch);
    const before = await show('e2');
    expect(before.text).toContain('花生，严重过敏；蛋，轻度过敏；无糖；要软食');
    expect(before.text).not.toContain('先别给');
    await db.insert(elderDietItem).values({ elderId: 'e2', kind: 'allergy', code: 'soy', severity: 'severe' });
    expect((await show('e2')).text).toContain('先别给，这份饭里有严重过敏的东西');
  });

  it('no order: an offer to serve all the same', async () => {
    const { text } = await show('e1');
    expect(text).toContain('今天没有订餐');
    expect(text).toContain('/canteen/walk-ins?elder=e1');
  });

  it('handed over: when and by whom, with the way back while there is time', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
    now = at('11:40') - 1;
    const soon = await show('e1');
    expect(soon.text).toContain('11:30 已交，李芳登记');
    expect(soon.text.match(/撤销/g)).toHaveLength(2);
    now = at('11:40');
    const late = await show('e1');
    expect(late.text).toContain('11:30 已交，李芳登记');
    expect(late.text).not.toContain('撤销');
  });

  it('a card scanned twice claims one meal: Enter belongs to the search again, and what is over is not handed out in passing', async () => {
    const orderId = await placeOrder(db, 'e1');
    await placeOrder(db, 'e1', { runId: runId('p1', TODAY, 'dinner') });
    await freeze(db, lunch, runId('p1', TODAY, 'dinner'));
    await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
    const pass = await enterCard(cook, 'e1');
    const again = await show('e1', { pass });
    expect(again.text.match(/<[^>]*autofocus[^>]*>/g)?.map((tag) => tag.split(' ')[0])).toEqual(['<input']);
    expect(again.text.match(/交给本人/g)).toHaveLength(1);
    now = at('20:00');
    const over = await show('e1', { pass });
    expect(over.text.match(/<[^>]*autofocus[^>]*>/g)?.map((tag) => tag.split(' ')[0])).toEqual(['<input']);
  });

  it('cancelled says so, missed says so and can be made good', async () => {
    const cancelled = await placeOrder(db, 'e1');
    await (await visit(db, { elderId: 'e1' }, at('08:00'))).post(`/orders/${cancelled}/cancellation`);
    await placeOrder(db, 'e2');
    await freeze(db, lunch);
    expect((await show('e1')).text).toContain('已退订');
    await finishToday(db);
    const missed = await show('e2');
    expect(missed.text).toContain('记为没来');
    expect(missed.text).toContain('人来了，补登记');
  });

  it('meals of later days: those that the kitchen has counted may be fetched, the others say why not', async () => {
    await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') });
    await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'dinner') });
    await freeze(db, runId('p1', TOMORROW, 'lunch'));
    const { text } = await show('e1');
    expect(text).toContain('提前取');
    expect(text.match(/提前交/g)).toHaveLength(1);
    expect(text).toContain('11 月 24 日，星期二 晚餐');
    expect(text).toContain('截止以后才能提前取');
  });

  it('the latest ten that stand, the newest first', async () => {
    for (let index = 10; index < 22; index += 1) {
      await seedElder(db, { id: `e${index}`, name: `钱多${index}`, birthDate: day('1950-01-01') });
      await placeOrder(db, `e${index}`);
    }
    await freeze(db, lunch);
    for (const { id } of await all<{ id: string }>('SELECT id FROM meal_order ORDER BY order_no')) {
      now += 1000;
      await cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() });
    }
    const page = await (await cook.get('/canteen/counter')).text();
    expect(page).toContain('12 / 12');
    expect([...page.matchAll(/<b>(钱多\d+)<\/b>/g)].map((match) => match[1])).toEqual(Array.from({ length: 10 }, (_, index) => `钱多${21 - index}`));
    expect(page.match(/撤销/g)).toHaveLength(10);
  });
});

describe('somebody who works at two points', () => {
  it('serves both from one counter, each order and figure with its point; a paper list says whose it is', async () => {
    await db.insert(roleGrant).values({ id: 'g9', personId: 'cook1', role: 'canteen_staff', mealPointId: 'p2', grantedAt: 0, grantedBy: 'person:seed' });
    const dinner = runId('p2', TODAY, 'dinner');
    await placeOrder(db, 'e1');
    await placeOrder(db, 'e1', { runId: dinner });
    await freeze(db, lunch, dinner);
    const { text } = await show('e1');
    for (const words of ['荆河街道长者食堂 午餐，堂食', '龙泉街道长者食堂 晚餐', '龙泉街道长者食堂 晚餐已交']) expect(text).toContain(words);
    expect(await led('赵玉珍')).toBe('/canteen/counter?elder=e4');
    const choice = await (await cook.get('/canteen/walk-ins?elder=e4')).text();
    expect(choice).toContain('荆河街道长者食堂 午餐');
    expect(choice).toContain('龙泉街道长者食堂 午餐');
    now = at('17:00');
    await cook.post(`/canteen/meal-runs/${dinner}/print-runs`, { key: newId(), kind: 'pickup_list' });
    const enter = async (point: string) => (await cook.post('/canteen/paper-lists', { sheet: '1', rows: '1', by: '孙师傅', point })).text();
    expect(await (await cook.get('/canteen/paper-lists')).text()).toContain('哪里的纸单');
    expect(await enter('p1')).toContain('没有这张纸单');
    expect(await enter('p2')).toContain('要登记 1 位');
    // Even where only one point has a sheet of this number: tomorrow the other one has.
    const unsaid = await cook.post('/canteen/paper-lists', { sheet: '1', rows: '1', by: '孙师傅' });
    expect(unsaid.status).toBe(422);
    const asked = await unsaid.text();
    expect(asked).toContain('请选是哪里的纸单');
    expect(asked).not.toContain(' checked');
    for (const kept of ['value="1"', 'value="孙师傅"', 'href="#point"', 'id="point"']) expect(asked).toContain(kept);
  });
});
