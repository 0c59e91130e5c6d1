import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { at, NOW, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let elder: Visitor;
let now = NOW;
beforeEach(async () => {
  db = await seedCounty();
  now = NOW;
  elder = await visit(db, { elderId: 'e1' }, () => now);
});
const order = (date = TODAY, setMealId = 'A') => elder.post('/orders', { key: newId(), runId: runId('p1', date, 'lunch'), setMealId, mode: 'dine_in' });
const text = async (path = '/week') => (await (await elder.get(path)).text()).replace(/<[^>]*>|\s/g, '');

describe('her week', () => {
  it('says what is coming before she has eaten anything', async () => {
    await order(TOMORROW);
    const page = await text();
    for (const words of ['这一周还没有吃过', '接下来吃', '明天午饭红烧茄子套餐，到食堂吃，11点起，自己付']) expect(page).toContain(words);
  });

  it('says what she paid and what the subsidy gave, once she has eaten', async () => {
    const orderId = ((await order()).headers.get('location') ?? '').split('/').at(-1);
    now = at('11:30');
    await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE id = ?").bind(runId('p1', TODAY, 'lunch')).run();
    const cook = await visit(db, { personId: 'cook1' }, () => now);
    expect((await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() })).status).toBe(303);
    const row = await env.DB.prepare('SELECT self_pay_fen AS self FROM meal_order').first<{ self: number }>();
    const page = await text();
    for (const words of ['吃了1顿', `您自己付了${(row?.self ?? 0) / 100}元`, `补贴给您出了${(1500 - (row?.self ?? 0)) / 100}元`, '接下来还没有订饭']) expect(page).toContain(words);
  });

  it('of another day is that day’s; nonsense, the future and what is long past are today', async () => {
    expect(await text('/week?of=2026-11-18')).toContain('11月16日起的那一周');
    for (const of of ['x', '2027-01-01', '2020-01-01']) expect(await text(`/week?of=${of}`)).toContain('李阿姨，您这一周');
  });

  it('keeps its week when the letters grow', async () => {
    expect(await (await elder.get('/week?of=2026-11-18')).text()).toContain('href="/week?of=2026-11-16&amp;size=l"');
  });
});
