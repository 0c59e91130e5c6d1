import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, cardNumber, day, NOW, runId, seedElder, TODAY, TOMORROW } from '../support/seed.ts';
import { seedWorker } from '../support/village.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Today is Monday, eight in the morning; worker's people live in 东关社区: e1 李秀英, e2 王桂兰 (peanuts kill her), e3 张德昌. e4 lives elsewhere.

let db: Database;
let worker: Visitor;
let cook: Visitor;
beforeEach(async () => {
  ({ db, worker } = await seedWorker(NOW));
  cook = await visit(db, { personId: 'cook1' }, NOW);
});

const LUNCH = runId('p1', TODAY, 'lunch');
const wish = (more: Record<string, string> = {}) => ({ key: newId(), elder: 'e1', run: LUNCH, meal: 'A', mode: 'dine_in', selfPayFen: '700', ...more });
const orders = async () => (await env.DB.prepare('SELECT elder_id, meal_run_id, set_meal_id, mode, state, channel, placed_by FROM meal_order ORDER BY placed_at, elder_id').all()).results;
const search = async (visitor: Visitor, base: string, q: string) => {
  const answer = await visitor.post(base, { q });
  return answer.headers.get('location') ?? [...(await answer.text()).matchAll(/elder=(\w+)/g)].map((one) => one[1]).join(' ');
};

describe('finding somebody on the telephone', () => {
  it.each([
    ['王桂兰', '/community/phone-orders?elder=e2'],
    ['桂兰', '/community/phone-orders?elder=e2'],
    ['wgl', '/community/phone-orders?elder=e2'],
    ['WG', '/community/phone-orders?elder=e2'],
    ['王奶奶', '/community/phone-orders?elder=e2'],
    ['李阿姨', '/community/phone-orders?elder=e1'],
    ['0003', '/community/phone-orders?elder=e3'],
    [cardNumber('e1'), '/community/phone-orders?elder=e1'],
    ['https://zhucan.test/cards/card-e1', '/community/phone-orders?elder=e1'],
    ['3号楼', 'e3 e1 e2'],
    ['王爷爷', ''],
    ['赵玉珍', ''],
    ['zyz', ''],
    ['0004', ''],
    [cardNumber('e4'), ''],
  ])('%s', async (typed, found) => expect(await search(worker, '/community/phone-orders', typed)).toBe(found));

  it('says why nobody is shown, keeps what was typed, and puts no name into an address', async () => {
    const answer = await worker.post('/community/phone-orders', { q: '没这人' });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringMatching(/没有找到这个姓名[^]*value="没这人"/)]);
    expect((await worker.post('/community/phone-orders', { q: '60000' })).status).toBe(422);
    expect((await worker.post('/community/phone-orders', { q: '' })).headers.get('location')).toBe('/community/phone-orders');
  });

  it('does the same at a canteen, for its own regulars, and at the counter', async () => {
    expect(await search(cook, '/canteen/phone-orders', 'wgl')).toBe('/canteen/phone-orders?elder=e2');
    expect(await search(cook, '/canteen/phone-orders', '赵玉珍')).toBe('');
    expect(await search(cook, '/canteen/counter', 'wgl')).toBe('/canteen/counter?elder=e2');
    expect(await search(cook, '/canteen/counter', '王奶奶')).toBe('/canteen/counter?elder=e2');
  });

  it('finds a surname by its own reading first, and by the one that people type', async () => {
    await seedElder(db, { id: 'e5', name: '单秀芳', birthDate: day('1940-01-01') });
    expect(await search(worker, '/community/phone-orders', 'sxf')).toBe('/community/phone-orders?elder=e5');
    expect(await search(worker, '/community/phone-orders', 'dxf')).toBe('/community/phone-orders?elder=e5');
  });
});

describe('one press', () => {
  it('orders, says who did and in whose name, and shows what it came to', async () => {
    const answer = await worker.post('/community/phone-orders/orders', wish());
    const location = answer.headers.get('location') ?? '';
    expect([answer.status, location]).toEqual([303, expect.stringMatching(/^\/community\/phone-orders\?done=\w+$/)]);
    expect(await orders()).toEqual([{ elder_id: 'e1', meal_run_id: LUNCH, set_meal_id: 'A', mode: 'dine_in', state: 'placed', channel: 'community_worker', placed_by: 'person:worker1' }]);
    expect(await (await worker.get(location)).text()).toContain('订好了：李秀英，今天午饭，A 红烧茄子套餐，堂食，自己付 7 元，到时收现金。');
  });

  it('pressed twice orders once; the same key for something else is refused', async () => {
    const form = wish();
    const [first, second] = [await worker.post('/community/phone-orders/orders', form), await worker.post('/community/phone-orders/orders', form)];
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect((await worker.post('/community/phone-orders/orders', { ...form, meal: 'C', selfPayFen: '400' })).status).toBe(422);
    expect(await orders()).toHaveLength(1);
  });

  it('和上次一样 stands first and takes the Enter key', async () => {
    await placeOrder(db, 'e1', { setMealId: 'C', mode: 'home_delivery' });
    const page = await (await worker.get('/community/phone-orders?elder=e1')).text();
    const [button = ''] = page.match(/<button[^>]*autofocus[^>]*>[^<]*/) ?? [];
    expect(button).toContain('和上次一样：C 米饭加菜，送餐，自己付 12 元');
    expect(page).toContain('明天午饭');
    expect(page).toMatch(/<details><summary>退掉这顿<\/summary><form [^>]*cancellation"[^>]*><p>退掉[^<]*，C 米饭加菜？不收钱。<\/p><button class="act">对，退掉<\/button><\/form><\/details>/);
  });

  it('what she had last time is not on the menu: what suits her, in the same way as then', async () => {
    await placeOrder(db, 'e2', { setMealId: 'C', mode: 'home_delivery' });
    await env.DB.prepare(`DELETE FROM offer WHERE meal_run_id = '${runId('p1', TOMORROW, 'lunch')}' AND set_meal_id = 'C'`).run();
    const page = await (await worker.get('/community/phone-orders?elder=e2')).text();
    expect(page).toMatch(/<button[^>]*autofocus[^>]*>上次的菜这餐没有，换成：A 红烧茄子套餐，送餐/);
    expect(page).toMatch(/<button class="act">送餐，[^]*<button class="act">堂食，/);
  });

  it.each([
    ['the cut-off has passed', () => at('09:40'), {}, '已过截止时间'],
    ['she has ordered already', () => NOW, {}, '这一餐已有订单'],
    ['it would harm her', () => NOW, { elder: 'e2', meal: 'B' }, '严重过敏'],
    ['the price is another', () => NOW, { selfPayFen: '650', elder: 'e3' }, '价钱和刚才显示的不一样'],
    ['there is no such meal', () => NOW, { meal: 'Z', elder: 'e3' }, '不供应这个套餐'],
  ])('not when %s: the page again, with the reason', async (why, now, more, words) => {
    if (why.startsWith('she')) await placeOrder(db, 'e1');
    const answer = await (await visit(db, { personId: 'worker1' }, now)).post('/community/phone-orders/orders', wish(more));
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining(words)]);
  });

  it('is out of reach for another village’s people, another canteen’s meals, and anybody else at work', async () => {
    expect((await worker.get('/community/phone-orders?elder=e4')).status).toBe(404);
    expect((await worker.post('/community/phone-orders/orders', wish({ elder: 'e4' }))).status).toBe(404);
    expect((await cook.post('/canteen/phone-orders/orders', wish({ run: runId('p2', TODAY, 'lunch') }))).status).toBe(404);
    expect((await cook.get('/community/phone-orders')).status).toBe(404);
    expect((await worker.get('/canteen/phone-orders')).status).toBe(404);
    expect(await orders()).toEqual([]);
  });

  it('at a canteen it is an order by telephone', async () => {
    expect((await cook.post('/canteen/phone-orders/orders', wish({ run: runId('p1', TOMORROW, 'lunch') }))).status).toBe(303);
    expect(await orders()).toMatchObject([{ channel: 'staff_phone', placed_by: 'person:cook1' }]);
  });
});

describe('taking it back', () => {
  it('cancels once, shows so, and not when the kitchen has closed', async () => {
    const order = await placeOrder(db, 'e1');
    const path = `/community/phone-orders/orders/${order}/cancellation`;
    const answer = await worker.post(path);
    expect(answer.headers.get('location')).toBe(`/community/phone-orders?done=${order}`);
    expect(await (await worker.get(answer.headers.get('location') ?? '')).text()).toContain('退掉了：李秀英');
    expect((await worker.post(path)).status).toBe(303);
    expect(await orders()).toMatchObject([{ state: 'cancelled' }]);
    const other = await placeOrder(db, 'e3');
    const late = await visit(db, { personId: 'worker1' }, at('09:45'));
    const refused = await late.post(`/community/phone-orders/orders/${other}/cancellation`);
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('退饭的时间过了')]);
  });

  it('not an order of another village', async () => {
    const order = await placeOrder(db, 'e4', { runId: runId('p2', TODAY, 'lunch') });
    expect((await worker.post(`/community/phone-orders/orders/${order}/cancellation`)).status).toBe(404);
    expect((await worker.get(`/community/phone-orders?done=${order}`)).status).toBe(200);
    expect(await (await worker.get(`/community/phone-orders?done=${order}`)).text()).not.toContain('赵玉珍');
  });
});
