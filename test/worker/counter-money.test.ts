import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { NoShowRule } from '../../src/domain/meal-run.ts';
import type { Database } from '../../src/store/read.ts';
import { mealPoint, operator, person, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { finishToday, freeze } from '../support/runs.ts';
import { at, day, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

vi.setConfig({ testTimeout: 30_000 });

let db: Database;
let cook: Visitor;
let second: Visitor;
let now: Instant;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(() => openCounty('release'));

async function openCounty(noShowRule: NoShowRule): Promise<void> {
  db = await seedCounty(noShowRule);
  await db.insert(person).values({ id: 'cook1b', name: '王敏' });
  await db.insert(roleGrant).values({ id: 'g-b', personId: 'cook1b', role: 'canteen_staff', mealPointId: 'p1', grantedAt: 0, grantedBy: 'person:seed' });
  now = at('08:00');
  cook = await visit(db, { personId: 'cook1' }, () => now);
  second = await visit(db, { personId: 'cook1b' }, () => now);
}

const topUp = (amountFen: number, form: Record<string, string> = {}, elder = 'e1') =>
  cook.post('/canteen/top-ups', { key: newId(), elder, point: 'p1', amountFen: String(amountFen), counterpart: '', ...form });
const refund = (amountFen: number, form: Record<string, string> = {}, by = cook) =>
  by.post('/canteen/refunds', { key: newId(), elder: 'e1', point: 'p1', amountFen: String(amountFen), reason: '搬走了', ...form });
const handOver = (orderId: string, form: Record<string, string> = {}) => cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId(), ...form });
const held = () => one("SELECT balance_fen, reserved_fen FROM balance WHERE account_id = 'prepaid:op1:e1'");
const follow = async (answer: Response, by = cook) => (await by.get(answer.headers.get('location') ?? '')).text();
const sixty = <T>(press: () => Promise<T>) => Promise.all(Array.from({ length: 60 }, press));
const statuses = (answers: Response[]) => Object.fromEntries(Map.groupBy(answers, (answer) => answer.status).entries().map(([status, of]) => [status, of.length]));

describe('cash is paid in', () => {
  it('read back first, then recorded with a receipt that says so when it is printed again', async () => {
    const typed = await cook.post('/canteen/top-ups', { elder: 'e1', point: 'p1', amount: '５０.５元', counterpart: '女儿' });
    expect(await typed.text()).toContain('收现金 50.5 元');
    expect(await one('SELECT count(*) AS n FROM receipt')).toEqual({ n: 0 });
    const answer = await topUp(5050, { counterpart: '女儿' });
    const paper = await follow(answer);
    for (const words of ['第 1 号', '￥50.50', '伍拾元零伍角', '女儿', '李秀英', '李芳']) expect(paper).toContain(words);
    expect(paper).not.toContain('补打');
    expect(await follow(answer)).toContain('补打（第 1 次）');
    expect(await held()).toEqual({ balance_fen: 5050, reserved_fen: 0 });
    await topUp(1000);
    expect(await all('SELECT number, balance_before_fen, balance_after_fen FROM receipt ORDER BY number')).toEqual([
      { number: 1, balance_before_fen: 0, balance_after_fen: 5050 }, { number: 2, balance_before_fen: 5050, balance_after_fen: 6050 },
    ]);
    await expectBooksToAgree();
  });

  it.each([['-5', '要比 0 多'], ['0', '要比 0 多'], ['1.005', '最多写到分'], ['五十', '没有看懂'], ['', '请写多少元'], ['1000.01', '一次最多收 1000 元']])('not for %s', async (amount, words) => {
    const answer = await cook.post('/canteen/top-ups', { elder: 'e1', point: 'p1', amount, counterpart: '' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect((await topUp(100_001)).status).toBe(422);
    expect(await one('SELECT count(*) AS n FROM receipt')).toEqual({ n: 0 });
  });

  it('once for one key, sixty times pressed; sixty keys are sixty receipts, and never above what may be held', async () => {
    const key = newId();
    const answers = await sixty(() => topUp(1000, { key }));
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 0 });
    expect((await topUp(2000, { key })).status).toBe(422);
    const more = await Promise.all(Array.from({ length: 8 }, () => topUp(100_000)));
    expect(statuses(more)).toEqual({ 303: 4, 422: 4 });
    expect(await one('SELECT count(*) AS n, max(number) AS last FROM receipt')).toEqual({ n: 5, last: 5 });
    await expectBooksToAgree();
  });
});

describe('a prepaid meal', () => {
  it('is said to be paid on every page, and nothing is taken in cash', async () => {
    await topUp(1000);
    const elder = await visit(db, { elderId: 'e1' }, () => now);
    expect(await (await elder.get(`/meals/${lunch}/A/dine_in`)).text()).toContain('从预存款里付，余额 10 元');
    const orderId = await placeOrder(db, 'e1');
    expect(await (await elder.get(`/orders/${orderId}`)).text()).toContain('从预存款里付 7 元');
    await freeze(db, lunch);
    now = at('11:30');
    expect(await (await cook.get('/canteen/counter?elder=e1')).text()).toContain('预存款已付 7 元');
    expect(await follow(await handOver(orderId))).toContain('预存款已付 7 元');
    expect(await held()).toEqual({ balance_fen: 300, reserved_fen: 0 });
    expect(await one("SELECT count(*) AS n FROM cash_entry c JOIN transfer t ON t.id = c.transfer_id WHERE t.order_id IS NOT NULL")).toEqual({ n: 0 });
    await expectBooksToAgree();
  });

  it('where cash was agreed is taken from the account only when asked, and goes back there', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    now = at('11:30');
    const short = await handOver(orderId, { pay: 'prepaid' });
    expect([short.status, (await short.text()).includes('预存款不够')]).toEqual([409, true]);
    await topUp(1000);
    expect(await (await cook.get('/canteen/counter?elder=e1')).text()).toContain('从预存款里扣（有 10 元）');
    expect(await follow(await handOver(orderId, { pay: 'prepaid' }))).toContain('预存款已付 7 元');
    expect(await held()).toEqual({ balance_fen: 300, reserved_fen: 0 });
    const id = (await one<{ id: string }>('SELECT id FROM hand_over'))?.id ?? '';
    expect(await follow(await cook.post(`/canteen/hand-overs/${id}/undo`))).toContain('已退回预存款');
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 0 });
    await expectBooksToAgree();
    expect(await follow(await handOver(orderId, { given: '20' }))).toContain('收 7 元，收到 20 元，找 13 元');
    await expectBooksToAgree();
  });

  it.each([['6', '收的钱不够'], ['二十', '没有看懂']])('takes no %s for seven yuan', async (given, words) => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    now = at('11:30');
    const answer = await handOver(orderId, { given });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect(await one('SELECT count(*) AS n FROM hand_over')).toEqual({ n: 0 });
  });

  it('that nobody came for is charged once where the rule keeps the share', async () => {
    await openCounty('keep_self_pay');
    await topUp(1000);
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await finishToday(db);
    expect(await held()).toEqual({ balance_fen: 300, reserved_fen: 0 });
    await expectBooksToAgree();
    now = at('08:00', TOMORROW);
    await handOver(orderId);
    expect(await held()).toEqual({ balance_fen: 300, reserved_fen: 0 });
    await expectBooksToAgree();
  });

  it('that nobody came for, and whose money has gone since, is paid in cash after all', async () => {
    await topUp(700);
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await finishToday(db);
    now = at('08:00', TOMORROW);
    await refund(700);
    expect(await follow(await handOver(orderId))).toContain('收 7 元');
    await expectBooksToAgree();
  });

  it('without an order is paid from the account where it reaches, or in cash where they want it', async () => {
    await topUp(1000);
    await freeze(db, lunch);
    now = at('11:30');
    const meal = { elder: 'e1', run: lunch, meal: 'A', mode: 'dine_in' };
    expect(await (await cook.get(`/canteen/walk-ins?${new URLSearchParams(meal).toString()}`)).text()).toMatch(/^(?![^]*已付)[^]*从预存款付 7 元/);
    const answer = await cook.post('/canteen/walk-ins', { key: newId(), selfPayFen: '700', pay: 'cash', given: '10', ...meal });
    expect(await follow(answer)).toContain('收 7 元，收到 10 元，找 3 元');
    expect(await held()).toEqual({ balance_fen: 1000, reserved_fen: 0 });
    await expectBooksToAgree();
  });
});

describe('money goes back', () => {
  it('what is free of it, with the meals named that hold the rest', async () => {
    await topUp(1000);
    await placeOrder(db, 'e1');
    const answer = await cook.post('/canteen/refunds', { elder: 'e1', point: 'p1', amount: '10', reason: '搬走了' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('其中 7 元已订了饭（11-23 午餐），最多能退 3 元');
    expect((await refund(301)).status).toBe(409);
    expect(await follow(await refund(300))).toContain('退还现金 ￥3.00');
    expect(await held()).toEqual({ balance_fen: 700, reserved_fen: 700 });
    await expectBooksToAgree();
  });

  it('once, by sixty at once', async () => {
    await topUp(10_000);
    expect(statuses(await sixty(() => refund(10_000)))).toEqual({ 303: 1, 409: 59 });
    expect(await held()).toEqual({ balance_fen: 0, reserved_fen: 0 });
    await expectBooksToAgree();
  });

  it('above the limit only by a second person, once, on exactly what was shown', async () => {
    await topUp(50_000);
    const asked = await refund(30_000);
    const path = asked.headers.get('location') ?? '';
    expect(path).toContain('/canteen/refund-requests/');
    expect(await held()).toEqual({ balance_fen: 50_000, reserved_fen: 0 });
    expect((await refund(30_000)).status).toBe(409);
    const shownTo = async (by: Visitor) => /name="shown" value="([^"]+)"/.exec(await (await by.get(path)).text())?.[1] ?? '';
    const shown = await shownTo(second);
    expect((await cook.post(path, { shown, outcome: 'approved' })).status).toBe(409);
    await topUp(100);
    expect((await second.post(path, { shown, outcome: 'approved' })).status).toBe(409);
    const fresh = await shownTo(second);
    const answers = await sixty(() => second.post(path, { shown: fresh, outcome: 'approved' }));
    expect(statuses(answers)).toEqual({ 303: 60 });
    expect(await held()).toEqual({ balance_fen: 20_100, reserved_fen: 0 });
    expect(await one("SELECT count(*) AS n FROM receipt WHERE kind = 'refund'")).toEqual({ n: 1 });
    await expectBooksToAgree();
  });
});

describe('the shift', () => {
  const open = (counted: string, form: Record<string, string> = {}) => cook.post('/canteen/shifts', { point: 'p1', number: '1', counted, note: '', ...form });
  const close = (expected: number, counted: string, explanation = '', number = 1) => cook.post(`/canteen/shifts/p1/${number}/closing`, { expected: String(expected), counted, explanation });

  it('adds up what came and went, and a difference is explained', async () => {
    await topUp(1000, {}, 'e2');
    await open('110');
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    now = at('11:30');
    await handOver(orderId);
    await topUp(5000);
    await refund(2000);
    const page = await (await cook.get('/canteen/shifts')).text();
    expect(page).toContain('钱箱里该有 147 元');
    expect(page).toContain('没开班时收付的');
    expect((await close(14_700, '146')).status).toBe(422);
    expect((await close(14_600, '146', '少找了')).status).toBe(422);
    expect((await close(14_700, '146', '少收了一元')).status).toBe(303);
    expect(await one('SELECT meals_fen, top_ups_fen, refunds_fen, before_opening_fen, expected_fen, counted_fen FROM shift_closing')).toEqual({
      meals_fen: 700, top_ups_fen: 5000, refunds_fen: -2000, before_opening_fen: 1000, expected_fen: 14_700, counted_fen: 14_600,
    });
    const sheet = await (await cook.get('/canteen/shifts/p1/1')).text();
    for (const words of ['少收了一元', '￥1.00', '李芳 交班']) expect(sheet).toContain(words);
    expect((await cook.post('/canteen/shifts/p1/1/review')).status).toBe(404);
    await second.post('/canteen/shifts/p1/1/review');
    expect(await one('SELECT seen_by FROM shift_review')).toEqual({ seen_by: 'person:cook1b' });
    const id = (await one<{ id: string }>('SELECT id FROM hand_over'))?.id ?? '';
    await cook.post(`/canteen/hand-overs/${id}/undo`);
    expect(await (await cook.get('/canteen/shifts/p1/1')).text()).toBe(await (await cook.get('/canteen/shifts/p1/1')).text());
    expect(await one("SELECT shift_number, before_opening FROM cash_entry c JOIN transfer t ON t.id = c.transfer_id WHERE t.kind = 'reverse'")).toEqual({ shift_number: 2, before_opening: 1 });
  });

  it('is opened by one of two: the other is told whose count stands, at once or later, and the same press again is no other', async () => {
    const form = { point: 'p1', number: '1', note: '' };
    const [mine, hers] = await Promise.all([open('110'), second.post('/canteen/shifts', { ...form, counted: '100' })]);
    const [stands, late] = mine.status === 303 ? [() => open('110'), hers] : [() => second.post('/canteen/shifts', { ...form, counted: '100' }), mine];
    expect([late.status, await late.text()]).toEqual([409, expect.stringMatching(/第 1 班已经开了：(李芳|王敏)，11 月 23 日 8:00，点的是 1[10]0 元。您这次填的没有记下/)]);
    expect([(await stands()).status, (await open('50')).status, (await one('SELECT count(*) AS n FROM shift'))?.['n']]).toEqual([303, 409, 1]);
  });

  it('is opened once and closed once by sixty, and no cash slips between two', async () => {
    await sixty(() => open('0'));
    expect(await one('SELECT count(*) AS n FROM shift')).toEqual({ n: 1 });
    let turn = 0;
    await sixty(() => ((turn += 1) % 3 === 0 ? close(1000, '10') : topUp(1000, {}, ['e1', 'e2', 'e3'][turn % 3] ?? 'e1')));
    await close(Number((await one<{ n: number }>('SELECT sum(amount_fen) AS n FROM transfer WHERE debit_account = ?', 'cash:p1'))?.n), '0', '数错');
    const closed = await all<{ number: number; expected_fen: number }>('SELECT number, expected_fen FROM shift_closing');
    expect(closed.length).toBe(1);
    const sums = await one('SELECT coalesce(sum(t.amount_fen), 0) AS n FROM cash_entry c JOIN transfer t ON t.id = c.transfer_id WHERE c.shift_number = 1');
    expect(sums).toEqual({ n: closed[0]?.expected_fen });
    expect(await one("SELECT count(*) = (SELECT count(*) FROM transfer WHERE debit_account = 'cash:p1') AS same FROM cash_entry")).toEqual({ same: 1 });
  });
});

describe('the office', () => {
  it('sees what was held on any day, takes it away as a file, and moves it with a second person', async () => {
    const clerk = await visit(db, { personId: 'clerk' }, () => now);
    const other = await visit(db, { personId: 'clerk2' }, () => now);
    await db.insert(operator).values({ id: 'op2', name: '西岗餐饮', agreementNo: '2', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
    await topUp(5000);
    now = at('08:00', TOMORROW);
    await refund(1000);
    expect(await (await clerk.get(`/civil/prepaid?date=${TODAY}`)).text()).toContain('50.00');
    expect(await (await clerk.get('/civil/prepaid')).text()).toContain('40.00');
    const file = await (await clerk.get(`/civil/prepaid/files/${TODAY}.csv`)).text();
    expect(file).toContain('李秀英,100****0001,东关社区,荆河街道长者食堂,50.00');
    const asked = await clerk.post('/civil/moves', { key: newId(), elder: 'e1', from: 'op1', to: 'op2', note: '电话里说同意' });
    const path = asked.headers.get('location') ?? '';
    const shown = /name="shown" value="([^"]+)"/.exec(await (await other.get(path)).text())?.[1] ?? '';
    expect(await follow(asked, clerk)).toContain('<p>自己提的，要另一位经办人来看。</p>');
    expect((await clerk.post(path, { shown, outcome: 'approved' })).status).toBe(409);
    expect(statuses(await sixty(() => other.post(path, { shown, outcome: 'approved' })))).toEqual({ 303: 60 });
    expect(await all("SELECT account_id, balance_fen FROM balance ORDER BY 1")).toEqual([
      { account_id: 'prepaid:op1:e1', balance_fen: 0 }, { account_id: 'prepaid:op2:e1', balance_fen: 4000 },
    ]);
    await expectBooksToAgree();
  });

  it('says what becomes of a no-show’s share, from later runs on', async () => {
    const clerk = await visit(db, { personId: 'clerk' }, () => now);
    const set = await clerk.post('/civil/points/p1/settings', { rule: 'keep_self_pay' });
    expect(await follow(set, clerk)).toContain('role="status"><p><b>定好了。</b>从现在起：不退，归食堂。');
    const before = await rowCounts();
    await clerk.post('/civil/points/p1/settings', { rule: 'keep_self_pay' });
    expect(await rowCounts()).toEqual(before);
    expect(await db.select({ rule: mealPoint.noShowRule }).from(mealPoint).orderBy(mealPoint.id)).toEqual([{ rule: 'keep_self_pay' }, { rule: 'release' }]);
    expect(await one("SELECT reason FROM audit WHERE action = 'point.no_show_rule'")).toEqual({ reason: 'release → keep_self_pay' });
    expect(await one('SELECT DISTINCT no_show_rule FROM meal_run')).toEqual({ no_show_rule: 'release' });
  });
});
