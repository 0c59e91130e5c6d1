import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { scopeFor } from '../../src/domain/access.ts';
import { decidePlacement } from '../../src/domain/order.ts';
import { loadPlacement, placeOrder as writeOrder } from '../../src/store/orders.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { LUNCH, order, placeOrder } from '../support/ordering.ts';
import { at, day, NOW, runId, seedCounty, seedElder, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

const ELDER = { kind: 'elder', name: '李秀英', callAs: null, point: { id: 'p1', name: '', phone: '', phoneHours: '' } } as const;

let db: Database;
let cook: Visitor;
const closing = `/canteen/meal-runs/${LUNCH}/closing`;
const sheets = `/canteen/meal-runs/${LUNCH}/sheets`;

beforeEach(async () => {
  db = await seedCounty();
  cook = await visit(db, { personId: 'cook1' }, NOW);
});

const one = async <Row = Record<string, unknown>>(sql: string) => (await env.DB.prepare(sql).all<Row>()).results[0];
const frozen = async (): Promise<string[]> => {
  const row = await one<{ order_ids: string }>(`SELECT order_ids FROM meal_run_closing WHERE meal_run_id = '${LUNCH}'`);
  return JSON.parse(row?.order_ids ?? 'null');
};

describe('the day', () => {
  it('shows each run with its figures, its cut-off and what to do next', async () => {
    await placeOrder(db, 'e1', { mode: 'home_delivery' });
    await placeOrder(db, 'e2');
    const page = await (await cook.get('/canteen')).text();
    expect(page).toContain('荆河街道长者食堂');
    expect(page).toContain('9:40 截止');
    expect(page).toMatch(/<b>2<\/b><small>订了<\/small>/);
    expect(page).toMatch(/<b>1<\/b><small>要送<\/small>/);
    expect(page.split('截止并打印')).toHaveLength(2);
    expect(page).not.toContain('龙泉街道长者食堂');
  });

  it('names who is to be brought a meal nobody knows where to', async () => {
    await seedElder(db, { id: 'e9', name: '孙无址', birthDate: day('1944-04-04'), address: null });
    await placeOrder(db, 'e9', { mode: 'home_delivery' });
    expect(await (await cook.get('/canteen')).text()).toContain('孙无址（1 号）');
  });

  it.each(['2026-11-25', '2026-13-99', 'x'])('?date=%s: a day without runs or an unreadable one is a page too', async (date) => {
    const answer = await cook.get(`/canteen?date=${date}`);
    expect(answer.status).toBe(200);
    const empty = (await answer.text()).includes('这一天不供餐');
    expect(empty).toBe(date === '2026-11-25');
  });

  it('lists everybody by the way they eat, the cancelled apart', async () => {
    const id = await placeOrder(db, 'e1');
    await placeOrder(db, 'e2', { mode: 'pickup' });
    const elder = await visit(db, { elderId: 'e1' }, NOW);
    await elder.post(`/orders/${id}/cancellation`);
    const page = await (await cook.get(`/canteen/meal-runs/${LUNCH}`)).text();
    expect(page).toContain('自取，1 位');
    expect(page).toContain('退订了，1 位');
    expect(page).toContain('花生，严重过敏');
    expect(page).not.toContain('堂食，');
  });
});

describe('closing by hand', () => {
  it('says before what will be frozen, and names the orders that are still fresh', async () => {
    await placeOrder(db, 'e1', {}, at('07:00'));
    await placeOrder(db, 'e2', { mode: 'pickup' }, at('07:55'));
    const page = await (await cook.get(closing)).text();
    expect(page).toMatch(/<b>2<\/b><small>要做（份）<\/small>/);
    expect(page).toContain('王桂兰（2 号，7:55 订）');
    expect(page).not.toContain('李秀英（');
    expect(page).toContain('还没到截止的时间');
  });

  it('freezes the orders that count, and nothing else', async () => {
    const first = await placeOrder(db, 'e1');
    const cancelled = await placeOrder(db, 'e2');
    await (await visit(db, { elderId: 'e2' }, NOW)).post(`/orders/${cancelled}/cancellation`);
    const third = await placeOrder(db, 'e3');
    const answer = await cook.post(closing);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, sheets]);
    expect(await frozen()).toEqual([first, third]);
    expect(await one(`SELECT state FROM meal_run WHERE id = '${LUNCH}'`)).toEqual({ state: 'closed' });
    expect(await one("SELECT actor, subject FROM audit WHERE action = 'meal_run.close'")).toEqual({ actor: 'person:cook1', subject: `meal_run:${LUNCH}` });
  });

  it('takes no order and no cancellation afterwards', async () => {
    const id = await placeOrder(db, 'e1');
    await cook.post(closing);
    expect((await order(db, 'e2')).status).toBe(409);
    await (await visit(db, { elderId: 'e1' }, NOW)).post(`/orders/${id}/cancellation`);
    expect(await one('SELECT state FROM meal_order')).toEqual({ state: 'placed' });
  });

  it('is kind to whoever presses again, and freezes once', async () => {
    await placeOrder(db, 'e1');
    await cook.post(closing);
    const again = await cook.post(closing);
    expect([again.status, again.headers.get('location')]).toEqual([303, sheets]);
    expect((await cook.get(closing)).headers.get('location')).toBe(sheets);
    expect(await one('SELECT count(*) n FROM meal_run_closing')).toEqual({ n: 1 });
    expect(await one("SELECT count(*) n FROM audit WHERE action = 'meal_run.close'")).toEqual({ n: 1 });
  });

  it('20 presses at once close once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => cook.post(closing)));
    expect(new Set(answers.map((answer) => answer.headers.get('location')))).toEqual(new Set([sheets]));
    expect(await one("SELECT count(*) n FROM audit WHERE action = 'meal_run.close'")).toEqual({ n: 1 });
  });

  it('racing 20 orders: each is frozen or refused, none in between', async () => {
    const elders = Array.from({ length: 20 }, (_, index) => `e${100 + index}`);
    for (const id of elders) await seedElder(db, { id, name: `第${id}位`, birthDate: day('1948-01-01') });
    const visitors = await Promise.all(elders.map((elderId) => visit(db, { elderId }, NOW)));
    const wish = { runId: LUNCH, setMealId: 'A', mode: 'dine_in' };
    const orders = visitors.map((elder) => () => elder.post('/orders', { ...wish, key: newId() }));
    // Closing begins when the first order is in, while the others are on their way.
    const early = orders.slice(0, 12).map((start) => start());
    await Promise.race(early);
    const answers = await Promise.all([...early, cook.post(closing), ...orders.slice(12).map((start) => start())]);
    const taken = answers.flatMap((answer) => /^\/orders\/(\w+)$/.exec(answer.headers.get('location') ?? '')?.[1] ?? []);
    expect((await frozen()).toSorted()).toEqual(taken.toSorted());
    const refused = answers.filter((answer) => answer.status === 409);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length + refused.length).toBe(20);
  });
});

describe('an order decided before the closing', () => {
  it('and written after it is refused, and nothing of it is left', async () => {
    const elder = scopeFor({ ...ELDER, elderId: 'e1' }, 'order.own');
    const wish = { runId: LUNCH, setMealId: 'A', mode: 'dine_in' as const, elderId: 'e1' };
    const read = elder && (await loadPlacement(db, elder, wish));
    const placement = read && decidePlacement(read.facts, NOW);
    if (!read || !placement || placement.refused !== null) throw new Error('the order should have been taken');
    await cook.post(closing);
    const entry = { at: NOW, actor: 'elder:e1', action: 'order.place', subject: 'order:o1', requestId: 'r1' };
    const late = { id: 'o1', wish, channel: 'elder_page' as const, placement, payBy: 'cash' as const, read };
    expect(await writeOrder(db, entry, late, { key: newId(), payloadHash: 'p', answer: 'a' })).toBe('conflict');
    expect(await frozen()).toEqual([]);
    for (const table of ['meal_order', 'order_split', 'transfer', 'day_total']) {
      expect(await one(`SELECT count(*) n FROM ${table}`)).toEqual({ n: 0 });
    }
  });
});

describe('who may', () => {
  it.each([
    ['the cook of another point', { personId: 'cook2' }, 404],
    ['a county official', { personId: 'clerk' }, 404],
    ['an elder', { elderId: 'e1' }, 404],
    ['a stranger', null, 303],
  ])('%s neither sees nor closes it', async (_who, who, status) => {
    const visitor = await visit(db, who, NOW);
    for (const path of [closing, sheets, `/canteen/meal-runs/${LUNCH}`]) expect((await visitor.get(path)).status).toBe(status);
    expect((await visitor.post(closing)).status).toBe(status);
    expect(await one(`SELECT state FROM meal_run WHERE id = '${LUNCH}'`)).toEqual({ state: 'open' });
  });

  it('a run that is not there looks like one of somebody else', async () => {
    const foreign = await (await cook.get(`/canteen/meal-runs/${runId('p2', TODAY, 'lunch')}`)).text();
    const none = await (await cook.get('/canteen/meal-runs/none')).text();
    expect(foreign).toBe(none);
    expect((await cook.get(`/canteen/meal-runs/${runId('p1', TOMORROW, 'lunch')}`)).status).toBe(200);
  });
});
