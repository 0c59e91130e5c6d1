import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { finishToday } from '../support/runs.ts';
import { at, day, NOW, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
let now: number;
beforeEach(async () => {
  db = await seedCounty();
  now = NOW;
  cook = await visit(db, { personId: 'cook1' }, () => now);
});

const today = async (query = '') => (await cook.get(`/canteen${query}`)).text();

describe('the morning after', () => {
  const reminder = '昨天午餐 2 位没登记，纸单录了吗？';
  const print = (kind: string) => cook.post(`/canteen/meal-runs/${LUNCH}/print-runs`, { key: newId(), kind });
  const printAll = async (...kinds: string[]) => {
    await placeOrder(db, 'e1');
    await placeOrder(db, 'e2');
    now = at('09:50');
    await cook.post(`/canteen/meal-runs/${LUNCH}/closing`);
    for (const kind of kinds) expect((await print(kind)).status).toBe(303);
    await finishToday(db);
    now = at('08:00', TOMORROW);
  };

  it('asks for the ticked list of yesterday, with the way to enter it', async () => {
    await printAll('production', 'pickup_list');
    const page = await today();
    expect(page).toContain(reminder);
    expect(page).toContain('<a href="/canteen/paper-lists">去录纸单</a>');
  });

  it('does not ask once a row of it was entered', async () => {
    await printAll('pickup_list');
    const sheet = await env.DB.prepare('SELECT id FROM print_run').first<{ id: string }>();
    const entered = await cook.post('/canteen/paper-lists', { sheet: '1', rows: '1', by: '王师傅', printRun: sheet?.id ?? '', key: newId() });
    expect(entered.status).toBe(303);
    expect(await today()).not.toContain('纸单录了吗');
  });

  it('does not ask where no names were printed, nor about any other day, nor somebody elsewhere', async () => {
    await printAll('production');
    expect(await today()).not.toContain('纸单录了吗');
    await print('pickup_list');
    expect(await today()).toContain(reminder);
    for (const date of [TODAY, addDays(TOMORROW, 1)]) expect(await today(`?date=${date}`)).not.toContain('纸单录了吗');
    const other = await visit(db, { personId: 'cook2' }, now);
    expect(await (await other.get('/canteen')).text()).not.toContain('纸单录了吗');
  });
});

describe('another day than today', () => {
  it('calls today’s bar 今天, wherever it stands', async () => {
    await placeOrder(db, 'e1');
    expect(await today()).toMatch(/<time datetime="2026-11-23"[^>]*>今天</);
    now = at('08:00', TOMORROW);
    const page = await today(`?date=${TODAY}`);
    expect(page).toMatch(/<li class="now"><b>1<\/b>/);
    expect(page).toMatch(/<time datetime="2026-11-23"[^>]*>23</);
    expect(page).not.toContain('>今天</time>');
  });

  it('of another year says which, and no licence has run out yet', async () => {
    await env.DB.prepare('UPDATE meal_point SET licence_expires_date = ?').bind(day('2028-06-30')).run();
    const page = await today('?date=2030-01-01');
    expect(page).toContain('2030 年 1 月 1 日，星期二');
    expect(page).toContain('这两周没有订午餐');
    expect(page).not.toContain('已经到期');
    expect(page).toContain('到期（2028 年 6 月 30 日），请去续办');
  });
});

describe('dishes that do not suit', () => {
  it('names whose, also where nobody is in danger', async () => {
    expect(await today()).toContain('没有要留意的。');
    await env.DB.prepare("UPDATE elder_diet_item SET severity = 'mild'").run();
    await placeOrder(db, 'e2', { setMealId: 'B' });
    const page = await today();
    expect(page).toContain('午餐要换菜，1 位');
    expect(page).toMatch(/1 号 王桂兰，B：.*里有花生/);
    expect(page).not.toContain('要留意的。');
  });

  it('is no matter any more once the meal is over: then it counts who has not been recorded', async () => {
    await env.DB.prepare("UPDATE elder_diet_item SET severity = 'mild'").run();
    await placeOrder(db, 'e2', { setMealId: 'B' });
    now = at('09:50');
    await cook.post(`/canteen/meal-runs/${LUNCH}/closing`);
    now = at('12:39');
    expect(await today()).toMatch(/<b>1<\/b><small>要换菜<\/small>[^]*午餐要换菜，1 位/);
    now = at('12:40');
    const page = await today();
    expect(page).toMatch(/<b>1<\/b><small>没登记<\/small>/);
    expect(page).not.toMatch(/<b>1<\/b><small>要换菜|午餐要换菜/);
  });

  it('closing is no main action before its time', async () => {
    const closing = new RegExp(`<a class="([a-z ]+)" href="/canteen/meal-runs/${LUNCH}/closing">`);
    const shownAt = async (clock: string) => {
      now = at(clock);
      return closing.exec(await today())?.[1];
    };
    expect([await shownAt('09:39'), await shownAt('09:40')]).toEqual(['act', 'act main']);
  });
});
