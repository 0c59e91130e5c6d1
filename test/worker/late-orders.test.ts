import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { LUNCH, order as elderOrders, placeOrder } from '../support/ordering.ts';
import { finishToday, freeze } from '../support/runs.ts';
import { at, day, seedCounty, seedElder } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Lunch at p1: orders until 9:40, count frozen at 9:50, served from 11:00 to 12:40.

let db: Database;
let cook: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  cook = await visit(db, { personId: 'cook1' }, at('09:45'));
});

const all = async <Row = Record<string, unknown>>(sql: string): Promise<Row[]> => (await env.DB.prepare(sql).all<Row>()).results;
const one = async <Row = Record<string, unknown>>(sql: string) => (await all<Row>(sql))[0];
const run = (sql: string) => env.DB.prepare(sql).run();
const wish = (more: Record<string, string> = {}) => ({ key: newId(), elder: 'e1', run: LUNCH, meal: 'A', mode: 'dine_in', selfPayFen: '700', reason: '忘了订', ...more });
const late = (form = wish(), by = cook) => by.post('/canteen/late-orders', form);
const cookAt = (clock: string, date?: ReturnType<typeof day>) => visit(db, { personId: 'cook1' }, at(clock, date));
const asking = (more: Record<string, string> = {}) => `/canteen/late-orders?${new URLSearchParams({ elder: 'e1', run: LUNCH, meal: 'A', mode: 'dine_in', ...more })}`;
const orders = () => all('SELECT elder_id, state, channel, placed_by, late_reason, self_pay_fen FROM meal_order');

describe('a late order', () => {
  it('is found on the telephone page apart from what is still open, and asks why before it is taken', async () => {
    const page = await (await cook.get(`/canteen/phone-orders?elder=e1`)).text();
    expect(page).toMatch(/过了截止，食堂补订[^]*今天午饭/);
    const chosen = await (await cook.get(`/canteen/phone-orders?elder=e1&run=${LUNCH}`)).text();
    expect(chosen).toContain('现在是补订，下一步写原因');
    expect(chosen).toContain(asking().replaceAll('&', '&amp;'));
    const check = await (await cook.get(asking())).text();
    for (const words of ['李秀英', '红烧茄子套餐', '收 7 元', '为什么过了截止还订', '厨房还没有定份数']) expect(check).toContain(words);
  });

  it('says how it will be paid, and of nothing that it is paid before it is ordered', async () => {
    await cook.post('/canteen/top-ups', { key: newId(), elder: 'e1', point: 'p1', amountFen: '700', counterpart: '' });
    expect(await (await cook.get(asking())).text()).toMatch(/^(?![^]*已付)[^]*从预存款付 7 元/);
    expect(await (await cook.get((await late()).headers.get('location') ?? '')).text()).toContain('从预存款付');
  });

  it('says that it was late, who took it and why, is audited with the reason and paid as any other', async () => {
    const answer = await late(wish({ reason: ' 刚出院\u200B，家里没饭 ' }));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.stringMatching(/^\/canteen\/phone-orders\?done=\w+$/)]);
    expect(await orders()).toEqual([{ elder_id: 'e1', state: 'placed', channel: 'staff_phone', placed_by: 'person:cook1', late_reason: '刚出院，家里没饭', self_pay_fen: 700 }]);
    expect(await one("SELECT actor, reason FROM audit WHERE action = 'order.place_late'")).toEqual({ actor: 'person:cook1', reason: '刚出院，家里没饭' });
    expect(await one("SELECT sum(amount_fen) fen FROM transfer WHERE kind = 'reserve' AND debit_account GLOB 'payer:*' AND credit_account = 'operator:op1'")).toEqual({ fen: 800 });
    expect(await one(`SELECT taken FROM offer WHERE meal_run_id = '${LUNCH}' AND set_meal_id = 'A'`)).toEqual({ taken: 1 });
    expect(await (await cook.get(answer.headers.get('location') ?? '')).text()).toContain('补订好了：李秀英，今天午饭，A 红烧茄子套餐');
    const order = await one<{ id: string }>('SELECT id FROM meal_order');
    expect(await (await (await visit(db, { personId: 'clerk' }, at('15:00'))).get(`/civil/orders/${order?.id}`)).text()).toContain('截止后补订，原因：刚出院，家里没饭');
    const names = await (await cook.get(`/canteen/meal-runs/${LUNCH}`)).text();
    expect(names).toMatch(/过了截止补订的，1 位[^]*李芳[^]*9:45[^]*刚出院，家里没饭/);
  });

  it('is judged against the same limits and facts as one in time', async () => {
    await run("UPDATE elder SET birth_date = '1940-01-01' WHERE id = 'e1'");
    const price = async (elder: string) => /name="selfPayFen" value="(\d+)"/.exec(await (await cook.get(asking({ elder }))).text())?.[1];
    expect([await price('e1'), await price('e3')]).toEqual(['600', '200']);
  });

  it('is still taken after the closing, until the serving ends, and counts beside what was frozen', async () => {
    await freeze(db, LUNCH);
    expect(await (await (await cookAt('10:10')).get(asking())).text()).toContain('厨房的份数已经定了');
    expect((await late(wish(), await cookAt('12:39'))).status).toBe(303);
    expect(await one('SELECT order_ids FROM meal_run_closing')).toEqual({ order_ids: '[]' });
    const ended = await late(wish({ elder: 'e3' }), await cookAt('12:40'));
    expect([ended.status, await ended.text()]).toEqual([409, expect.stringContaining('这一餐已经开完，不能补订')]);
    await finishToday(db);
    expect((await late(wish({ elder: 'e3' }), await cookAt('12:30'))).status).toBe(409);
    expect(await orders()).toHaveLength(1);
  });

  it('in time it is no late order: it is ordered where the others are', async () => {
    const early = await cookAt('09:39');
    const there = `/canteen/phone-orders?elder=e1&run=${LUNCH}`;
    expect((await early.get(asking())).headers.get('location')).toBe(there);
    expect((await late(wish(), early)).headers.get('location')).toBe(there);
    expect(await orders()).toEqual([]);
    await freeze(db, LUNCH);
    expect((await late(wish(), early)).status).toBe(303);
    expect(await orders()).toMatchObject([{ late_reason: '忘了订' }]);
  });
});

describe('what is refused, in words', () => {
  it.each([
    ['no reason', { reason: ' \u200B ' }, 422, '写一下为什么过了截止还订'],
    ['a reason without words', { reason: '！。。' }, 422, '原因没有看懂'],
    ['a reason that is a story', { reason: '忘'.repeat(61) }, 422, '60 个字以内'],
    ['another price than was shown', { selfPayFen: '600' }, 409, '价钱和刚才显示的不一样了'],
    ['a dish that may kill her', { elder: 'e2', meal: 'B', selfPayFen: '1500' }, 409, '含有本人严重过敏的食物'],
    ['a dish that is not cooked', { meal: 'Z' }, 409, '本餐不供应这个套餐'],
  ])('%s', async (_case, more, status, words) => {
    const answer = await late(wish({ reason: '忘了订', ...more }));
    const page = await answer.text();
    expect([answer.status, page]).toEqual([status, expect.stringContaining(words)]);
    if ('reason' in more) expect(page).toContain(`value="${more.reason}"`);
    expect(await orders()).toEqual([]);
  });

  it('somebody who has ordered, somebody who has died, and a set meal that is sold out', async () => {
    await placeOrder(db, 'e1');
    expect(await (await late()).text()).toContain('本人这一餐已有订单');
    await run("INSERT INTO elder_fact VALUES ('d3', 'e3', 'death', 'yes', NULL, '2026-11-23', NULL, 'x', NULL, 0, 'person:clerk')");
    expect(await (await late(wish({ elder: 'e3' }))).text()).toContain('本人已去世');
    await run(`UPDATE offer SET capacity = 1 WHERE meal_run_id = '${LUNCH}' AND set_meal_id = 'A'`);
    const full = await late(wish({ elder: 'e2', selfPayFen: '700' }));
    expect([full.status, await full.text()]).toEqual([409, expect.stringContaining('这个套餐已订满')]);
  });

  it.each([
    ['a field too many', { late: 'yes' }], ['no key', { key: '' }], ['an unknown way', { mode: 'drone' }], ['a price in words', { selfPayFen: '七元' }],
  ])('%s is not understood', async (_case, more) => {
    expect((await late(wish(more))).status).toBe(422);
    expect(await orders()).toEqual([]);
  });

  it('elders, families’ pages, the village and the ordinary way by telephone stay shut after the cut-off', async () => {
    expect((await elderOrders(db, 'e1', {}, at('09:40'))).status).toBe(409);
    const { reason: _, ...ordinary } = wish();
    const answer = await cook.post('/canteen/phone-orders/orders', ordinary);
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('已过截止时间')]);
    expect(await orders()).toEqual([]);
  });

  it.each([
    ['the cook of another point', { personId: 'cook2' }, 404], ['a county official', { personId: 'clerk' }, 404], ['an elder', { elderId: 'e1' }, 404], ['a stranger', null, 303],
  ])('%s takes none', async (_who, who, status) => {
    const visitor = await visit(db, who, at('09:45'));
    expect([(await visitor.get(asking())).status, (await late(wish(), visitor)).status]).toEqual([status, status]);
    expect(await orders()).toEqual([]);
  });

  it('the database itself takes none without a reason, from another channel, or after the serving', async () => {
    await late();
    const values = (channel: string, placedAt: number, reason: string) => `INSERT INTO meal_order (id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen,
      self_pay_fen, assessment, channel, placed_by, placed_at, pay_by, late_reason) VALUES ('x', '${LUNCH}', 9, 'e3', '2026-11-23', 'lunch', 'A', 'dine_in', 'placed', 1500, 700, '{}', '${channel}', 'person:cook1', ${placedAt}, 'cash', ${reason})`;
    for (const [channel, clock, reason] of [['staff_phone', '09:45', 'NULL'], ['elder_page', '09:45', "'x'"], ['staff_phone', '12:40', "'x'"], ['staff_phone', '09:39', "'x'"]] as const) {
      await expect(run(values(channel, at(clock), reason))).rejects.toThrow('takes no more orders');
    }
    await expect(run("UPDATE meal_order SET late_reason = 'y'")).rejects.toThrow('keeps what was agreed');
    await run(values('staff_phone', at('09:45'), "'x'"));
  });
});

describe('once, and in a race', () => {
  it('pressed twice it is one order; the same key for something else is refused', async () => {
    const form = wish();
    const answers = await Promise.all(Array.from({ length: 8 }, () => late(form)));
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect((await late({ ...form, reason: '别的' })).status).toBe(422);
    expect(await orders()).toHaveLength(1);
  });

  it('twelve callers and three portions: three orders, and the others are told', async () => {
    const elders = Array.from({ length: 12 }, (_, index) => `e${100 + index}`);
    for (const id of elders) await seedElder(db, { id, name: `第${id}位`, birthDate: day('1948-01-01') });
    await run(`UPDATE offer SET capacity = 3 WHERE meal_run_id = '${LUNCH}' AND set_meal_id = 'A'`);
    const answers = await Promise.all(elders.map((elder) => late(wish({ elder }))));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 303, 303, ...Array.from({ length: 9 }, () => 409)]);
    for (const answer of answers) if (answer.status === 409) expect(await answer.text()).toContain('这个套餐已订满');
    expect(await orders()).toHaveLength(3);
  });
});

describe('taken back', () => {
  const cancel = async (clock: string) => {
    const row = await one<{ id: string }>('SELECT id FROM meal_order');
    return (await cookAt(clock)).post(`/canteen/phone-orders/orders/${row?.id}/cancellation`);
  };

  it('for ten minutes, though the count is frozen, with everything it took', async () => {
    await freeze(db, LUNCH);
    await late(wish(), await cookAt('10:00'));
    expect((await cancel('10:09')).status).toBe(303);
    expect(await orders()).toMatchObject([{ state: 'cancelled' }]);
    expect(await one(`SELECT taken FROM offer WHERE meal_run_id = '${LUNCH}' AND set_meal_id = 'A'`)).toEqual({ taken: 0 });
    expect(await one("SELECT sum(CASE kind WHEN 'reserve' THEN amount_fen ELSE -amount_fen END) fen FROM transfer")).toEqual({ fen: 0 });
  });

  it('not later, and an order in time not after the closing at all', async () => {
    await freeze(db, LUNCH);
    await late(wish(), await cookAt('10:00'));
    expect((await cancel('10:10')).status).toBe(409);
    expect(await orders()).toMatchObject([{ state: 'placed' }]);
    db = await seedCounty();
    await placeOrder(db, 'e1', {}, at('09:39'));
    await freeze(db, LUNCH);
    expect((await cancel('09:41')).status).toBe(409);
  });
});
