import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { mealPoint, operator, person, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { eq } from 'drizzle-orm';
import { seedAdministrators, textOf } from '../support/administrators.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, day, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// A day of several points: for whoever runs them, and for the town that they lie in.

let db: Database;
let manager: Visitor;
let town: Visitor;
let orderId: string;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(async () => {
  db = await seedCounty();
  await seedAdministrators(db);
  await db.insert(operator).values({ id: 'op2', name: '西岗餐饮', agreementNo: '2 号', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
  await db.update(mealPoint).set({ operatorId: 'op2' }).where(eq(mealPoint.id, 'p2'));
  await db.insert(person).values({ id: 'town1', name: '王海峰' });
  await db.insert(roleGrant).values({ id: 'grant-town1', personId: 'town1', role: 'town_official', divisionCode: '370481001000', grantedAt: 0, grantedBy: 'person:seed' });
  const clock = at('11:40');
  [manager, town] = await Promise.all([visit(db, { personId: 'manager1' }, clock), visit(db, { personId: 'town1' }, clock)]);
  orderId = await placeOrder(db, 'e1');
  await placeOrder(db, 'e2');
  await placeOrder(db, 'e4', { runId: runId('p2', TODAY, 'lunch') });
  await freeze(db, lunch);
  const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
  await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
  await cook.post('/canteen/top-ups', { key: newId(), elder: 'e1', point: 'p1', amountFen: '12300', counterpart: '' });
});

/** The figures of a page, by the word under each. */
const figuresOf = (page: string) => Object.fromEntries([...page.matchAll(/<b>([^<]*)<\/b><small>([^<]*)<\/small>/g)].map(([, value, label]) => [label, value]));
const rowOf = (page: string, slot: string) => new RegExp(`<td>${slot} [\\s\\S]*?</tr>`).exec(page)?.[0].match(/<td class="n">(\d+)<\/td>/g)?.map((cell) => Number(/\d+/.exec(cell)?.[0]));

describe('the manager of an operator', () => {
  it('sees the day of the points that it runs, and of no other', async () => {
    const page = await textOf(manager, '/canteen/points');
    expect(figuresOf(page)).toMatchObject({ '个助餐点供餐': '1 / 1', '订了（份）': '2', '吃了（份）': '1', '没来（份）': '0', '意见等回话（条）': '0', '预存款（元）': '123.00', '户': '1' });
    expect(rowOf(page, '午餐')).toEqual([2, 1, 0, 0]);
    expect([page.includes('荆河街道长者食堂'), page.includes('龙泉街道长者食堂'), page.includes('李秀英')]).toEqual([true, false, false]);
    expect(await textOf(manager, '/canteen/points?date=2026-11-29')).toContain('这一天不供餐');
  });

  it('reads what the month owes, as the county does', async () => {
    const clerk = await visit(db, { personId: 'clerk' }, at('11:40'));
    const [owed, statement] = [figuresOf(await textOf(manager, '/canteen/points')), figuresOf(await textOf(clerk, '/civil'))];
    expect([owed['应拨补贴（元）'], owed['已交付（份）'], owed['老人自付（元）']]).toEqual([statement['应拨补贴（元）'], '1', '7.00']);
    const month = await textOf(manager, '/canteen/points/months?month=2026-11');
    expect([month.includes('15.00'), month.includes('8.00'), month.includes('龙泉')]).toEqual([true, true, false]);
    expect(await textOf(manager, '/canteen/points/months?month=2031-01')).toContain('2026 年 11 月 应拨补贴');
  });

  it('answers what elders said of these points, and of no other', async () => {
    const elder = await visit(db, { elderId: 'e1' }, at('12:30'));
    const said = await elder.post(`/orders/${orderId}/rating`, { face: 'poor', words: '凉了' });
    expect(said.status).toBe(303);
    const page = await textOf(manager, '/canteen/points');
    expect([figuresOf(page)['意见等回话（条）'], page.includes('意见等回话 1 条')]).toEqual(['1', true]);
    const path = /href="(\/canteen\/complaints\/[\w-]+)"/.exec(await textOf(manager, '/canteen/complaints'))?.[1] ?? '';
    expect((await manager.post(`${path}/answer`, { answer: '已换保温箱' })).status).toBe(303);
    expect(figuresOf(await textOf(manager, '/canteen/points'))['意见等回话（条）']).toBe('0');
    await db.update(mealPoint).set({ operatorId: 'op2' }).where(eq(mealPoint.id, 'p1'));
    expect([(await manager.get(path)).status, figuresOf(await textOf(manager, '/canteen/points'))['个助餐点供餐']]).toEqual([404, '0 / 0']);
  });

  it('finds the operator’s name over every page; a cook’s stand under the point', async () => {
    const placeOf = async (by: Visitor, path: string) => /class="place">([^<]*)</.exec(await textOf(by, path))?.[1];
    const pages = ['/canteen/points', '/canteen/points/months', '/canteen/tablets', '/canteen/tablets/new', '/canteen/complaints'];
    expect(await Promise.all(pages.map((path) => placeOf(manager, path)))).toEqual(pages.map(() => '康和餐饮'));
    expect(await placeOf(await visit(db, { personId: 'cook1' }, at('11:40')), '/canteen/complaints')).toBe('荆河街道长者食堂');
  });

  it('has no page of the canteen’s own work, nor a link to one', async () => {
    const page = await textOf(manager, '/canteen/points');
    expect([...page.matchAll(/<nav aria-label="主要">([\s\S]*?)<\/nav>/g)][0]?.[1]?.match(/href="[^"]+"/g)).toEqual(['href="/canteen/points"', 'href="/canteen/points/months"', 'href="/canteen/tablets"', 'href="/canteen/complaints"']);
    const statuses = await Promise.all(['/canteen', `/canteen/meal-runs/${lunch}`, '/canteen/counter', '/canteen/prepaid', '/civil', '/civil/people'].map(async (path) => (await manager.get(path)).status));
    expect(new Set(statuses)).toEqual(new Set([404]));
  });
});

describe('a town', () => {
  it('sees its own points’ day and what its month comes to', async () => {
    const page = await textOf(town, '/civil/today');
    expect(figuresOf(page)).toMatchObject({ '个助餐点供餐': '1 / 1', '订了（份）': '2', '吃了（份）': '1', '应拨补贴（元）': '8.00' });
    expect([page.includes('荆河街道长者食堂'), page.includes('龙泉街道长者食堂'), page.includes('李秀英')]).toEqual([true, false, false]);
    expect(figuresOf(await textOf(town, `/civil/today?date=${TOMORROW}`))['订了（份）']).toBe('0');
  });
});
