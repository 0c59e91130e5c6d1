import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { monthOf } from '../../src/domain/calendar.ts';
import type { NoShowRule } from '../../src/domain/meal-run.ts';
import { settleDeathsLeft } from '../../src/jobs/settle-deaths.ts';
import { loadDeaths, settleDeaths } from '../../src/store/death-settlements.ts';
import { finishRuns, loadUnclaimed } from '../../src/store/finishings.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { closeAsItStands } from '../support/closed-month.ts';
import { order, placeOrder } from '../support/ordering.ts';
import { hiddenOf } from '../support/rosters.ts';
import { allRows } from '../support/rows.ts';
import { finishToday, freeze } from '../support/runs.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { standing } from '../support/standing-orders.ts';
import { visit } from '../support/visitor.ts';

// A death, told at the office or by a roster: what was ordered stops, what was kept or claimed afterwards goes back, once.

let db: Database;
const lunch = runId('p1', TODAY, 'lunch');
const tomorrowLunch = runId('p1', TOMORROW, 'lunch');
const run = (sql: string) => env.DB.prepare(sql).run();

async function begin(rule: NoShowRule = 'release'): Promise<void> {
  db = await seedCounty(rule);
}
beforeEach(() => begin());

const rosterSays = (elderId: string, date: string) =>
  run(`INSERT INTO elder_fact VALUES ('d-${elderId}', '${elderId}', 'death', 'yes', NULL, '${date}', NULL, '死亡名册', '1 号', 0, 'person:clerk')`);

async function prepay(elderId: string, fen = 10_000): Promise<void> {
  await run(`INSERT INTO account VALUES ('prepaid:op1:${elderId}', 'prepaid', '${elderId}', 'op1')`);
  await run(`INSERT INTO balance VALUES ('prepaid:op1:${elderId}', 0, 0)`);
  await run(`INSERT INTO transfer (id, event_id, kind, debit_account, credit_account, amount_fen, period, at)
    VALUES ('top-${elderId}', 'top-${elderId}', 'post', 'cash:p1', 'prepaid:op1:${elderId}', ${fen}, '2026-11', 0)`);
}
const held = (elderId: string) => one(`SELECT balance_fen, reserved_fen FROM balance WHERE account_id = 'prepaid:op1:${elderId}'`);
const stateOf = async (orderId: string) => (await one<{ state: string }>('SELECT state FROM meal_order WHERE id = ?', orderId))?.state;

async function handOver(orderId: string, now = at('11:30')): Promise<number> {
  const cook = await visit(db, { personId: 'cook1' }, now);
  return (await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() })).status;
}

async function settle(now = at('12:00')): Promise<void> {
  expect((await settleDeathsLeft(db, now)).left).toEqual([]);
  expect(await all('SELECT * FROM death_to_settle')).toEqual([]);
  await expectBooksToAgree();
}

const TOLD = { died: '2026.11.22', told: '东关社区报告', document: '' };

async function note(elderId: string, typed: Partial<typeof TOLD> = {}, personId = 'clerk', key = newId()): Promise<Response> {
  return (await visit(db, { personId }, at('08:30'))).post(`/civil/deaths/elders/${elderId}`, { key, ...TOLD, ...typed });
}

async function decide(path: string, personId: string, outcome = 'confirmed', now = at('08:40')): Promise<Response> {
  const official = await visit(db, { personId }, now);
  const page = await (await official.get(path)).text();
  return official.post(path, { shown: hiddenOf(page, 'shown')['shown'] || 'A'.repeat(43), outcome });
}

describe('two officials', () => {
  it('one writes it down, nothing follows; another confirms, and everything does', async () => {
    await prepay('e1');
    const orders = [await placeOrder(db, 'e1'), await placeOrder(db, 'e1', { runId: tomorrowLunch })];
    const others = await placeOrder(db, 'e2');
    expect(await held('e1')).toEqual({ balance_fen: 10_000, reserved_fen: 1400 });
    const noted = await note('e1');
    expect(noted.status).toBe(303);
    const path = noted.headers.get('location') ?? '';
    expect(await Promise.all(orders.map(stateOf))).toEqual(['placed', 'placed']);

    const clerk2 = await visit(db, { personId: 'clerk2' }, at('08:40'));
    const page = await (await clerk2.get(path)).text();
    for (const words of ['李秀英', '2026 年 11 月 22 日', '东关社区报告', '退订 2 份', '预存款 100 元', '周敏']) expect(page).toContain(words);
    expect((await decide(path, 'clerk2')).status).toBe(303);
    expect(await Promise.all(orders.map(stateOf))).toEqual(['cancelled', 'cancelled']);
    expect(await stateOf(others)).toBe('placed');
    expect(await held('e1')).toEqual({ balance_fen: 10_000, reserved_fen: 0 });
    expect(await one("SELECT kind, from_date, source, recorded_by FROM elder_fact WHERE elder_id = 'e1'")).toEqual({ kind: 'death', from_date: '2026-11-22', source: '东关社区报告', recorded_by: 'person:clerk2' });
    expect(await one("SELECT (SELECT count(*) FROM card WHERE elder_id = 'e1' AND revoked_at IS NULL) AS cards, (SELECT count(*) FROM session WHERE elder_id = 'e1' AND ended_at IS NULL) AS sessions,"
      + " (SELECT count(*) FROM card WHERE elder_id = 'e2' AND revoked_at IS NULL) AS others")).toEqual({ cards: 0, sessions: 0, others: 1 });
    expect(await one(`SELECT ordered FROM day_total WHERE meal_point_id = 'p1' AND service_date = '${TODAY}'`)).toEqual({ ordered: 1 });
    const after = await (await clerk2.get(path)).text();
    expect(after).toContain('郑红已核实');
    expect(after).toContain('由它的食堂在“登记吃饭”里退给家属');
    expect(await (await clerk2.get('/civil/deaths')).text()).toContain('100');
    await settle();
  });

  it('whoever wrote it down cannot confirm it, but can take it back; then nothing has changed and it can be told again', async () => {
    const orderId = await placeOrder(db, 'e1');
    const path = (await note('e1')).headers.get('location') ?? '';
    expect(await (await (await visit(db, { personId: 'clerk' }, at('09:00'))).get(path)).text()).toContain('<p>您登记的，要另一位经办人来核实。</p>');
    const own = await decide(path, 'clerk');
    expect([own.status, (await own.text()).includes('自己登记的不能自己核实')]).toEqual([409, true]);
    const second = await note('e1', {}, 'clerk2');
    expect([second.status, (await second.text()).includes('等第二个人核实')]).toEqual([422, true]);
    expect((await decide(path, 'clerk', 'declined')).status).toBe(303);
    expect((await decide(path, 'clerk2')).status).toBe(409);
    expect(await stateOf(orderId)).toBe('placed');
    expect(await all("SELECT 1 FROM elder_fact WHERE kind = 'death'")).toEqual([]);
    expect((await note('e1', {}, 'clerk2')).status).toBe(303);
  });

  it('pressed twice, or by two at once, it is one notice and one death', async () => {
    const key = newId();
    const twice = await Promise.all([note('e1', {}, 'clerk', key), note('e1', {}, 'clerk', key)]);
    expect(new Set(twice.map((answer) => answer.headers.get('location'))).size).toBe(1);
    const path = twice[0]?.headers.get('location') ?? '';
    const answers = await Promise.all([decide(path, 'clerk2'), decide(path, 'clerk2'), decide(path, 'clerk2')]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await one("SELECT count(*) AS facts FROM elder_fact WHERE kind = 'death'")).toEqual({ facts: 1 });
    await expect(rosterSays('e1', '2026-11-20')).rejects.toThrow('a death is recorded once');
    expect((await note('e1')).status).toBe(422);
  });

  it.each([
    ['a day still to come', { died: '2026-11-24' }, '不能在今天以后'],
    ['before the birth', { died: '1949-01-01' }, '出生以前'],
    ['no day', { died: '' }, '这里还没有填'],
    ['words for a day', { died: '上周' }, '日期这样写'],
    ['nobody who said so', { told: ' ' }, '这里还没有填'],
  ])('refuses %s and keeps what was typed', async (_what, typed, words) => {
    const answer = await note('e1', { document: '证明 9 号', ...typed });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(words);
    expect(page).toContain('证明 9 号');
    expect(await all('SELECT 1 FROM death_notice')).toEqual([]);
  });

  it('finds people by name and by number among its own, and nobody else', async () => {
    const [county, town] = [await visit(db, { personId: 'clerk' }, at('08:30')), await visit(db, { personId: 'town-clerk' }, at('08:30'))];
    expect(await (await county.post('/civil/deaths', { q: '赵玉珍' })).text()).toContain('/civil/deaths/elders/e4');
    expect(await (await town.post('/civil/deaths', { q: '赵玉珍' })).text()).toContain('没有查到');
    expect((await town.get('/civil/deaths/elders/e4')).status).toBe(404);
    expect((await town.post('/civil/deaths/elders/e4', { key: newId(), ...TOLD })).status).toBe(404);
    const mistyped = await county.post('/civil/deaths', { q: '370481195003010' });
    expect(mistyped.status).toBe(422);
    const path = (await note('e4')).headers.get('location') ?? '';
    expect((await town.get(path)).status).toBe(404);
  });
});

describe('settled by the job, however the news came', () => {
  it('stops orders that the kitchen still counts, once', async () => {
    const orderId = await placeOrder(db, 'e1');
    await rosterSays('e1', '2026-11-23');
    await Promise.all([settleDeathsLeft(db, at('08:30')), settleDeathsLeft(db, at('08:30'))]);
    await settle();
    expect(await stateOf(orderId)).toBe('cancelled');
    const before = await allRows();
    await settle(at('13:00'));
    expect(await allRows()).toEqual(before);
  });

  it('ends what was ordered day after day on the day of the death; nobody can begin it again', async () => {
    await standing(db, 'e1');
    await standing(db, 'e1', { slot: 'dinner', fromDate: TOMORROW });
    await standing(db, 'e2');
    await rosterSays('e1', TODAY);
    await settle();
    expect(await all('SELECT id, from_date, to_date, ended_by FROM standing_order ORDER BY id')).toEqual([
      { id: 's-e1-dinner', from_date: TOMORROW, to_date: TOMORROW, ended_by: 'job:settle-deaths' },
      { id: 's-e1-lunch', from_date: TODAY, to_date: TODAY, ended_by: 'job:settle-deaths' },
      { id: 's-e2-lunch', from_date: TODAY, to_date: null, ended_by: null },
    ]);
    await expect(standing(db, 'e1', { id: 'again', fromDate: TOMORROW })).rejects.toThrow();
  });

  it('leaves alone what was for days before', async () => {
    const orderId = await placeOrder(db, 'e1');
    await rosterSays('e1', String(TOMORROW));
    await settle();
    expect(await stateOf(orderId)).toBe('placed');
    expect((await order(db, 'e1', { runId: tomorrowLunch })).headers.get('location')).not.toContain('/orders/');
    expect(await one("SELECT count(*) AS orders FROM meal_order")).toEqual({ orders: 1 });
  });

  it('what is being cooked is missed after midnight, and nothing is kept of it whatever the rule', async () => {
    await begin('keep_self_pay');
    await prepay('e1');
    await prepay('e2');
    const [dead, living] = [await placeOrder(db, 'e1'), await placeOrder(db, 'e2')];
    await freeze(db, lunch);
    await rosterSays('e1', '2026-11-22');
    await settle();
    expect(await stateOf(dead)).toBe('placed');
    await finishToday(db);
    expect([await stateOf(dead), await stateOf(living)]).toEqual(['missed', 'missed']);
    expect([await held('e1'), (await held('e2'))?.['balance_fen']]).toEqual([{ balance_fen: 10_000, reserved_fen: 0 }, 9400]);
    expect(await all('SELECT order_id, waived_by FROM no_show_waiver')).toEqual([{ order_id: dead, waived_by: 'job:finish-meal-runs' }]);
    await settle(at('00:40', TOMORROW));
  });

  it('what was kept before the news came goes back', async () => {
    await begin('keep_self_pay');
    await prepay('e1');
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await finishToday(db);
    expect((await held('e1'))?.['balance_fen']).toBe(9300);
    await rosterSays('e1', '2026-11-22');
    await settle(at('09:00', TOMORROW));
    expect(await held('e1')).toEqual({ balance_fen: 10_000, reserved_fen: 0 });
    expect(await all('SELECT order_id FROM no_show_waiver')).toEqual([{ order_id: orderId }]);
  });

  it('the day ends between reading and writing: what was kept all the same goes back', async () => {
    await begin('keep_self_pay');
    await prepay('e1');
    await placeOrder(db, 'e1');
    await freeze(db, lunch);
    const read = await loadUnclaimed(db, [lunch]);
    await rosterSays('e1', '2026-11-22');
    await settle();
    expect(await finishRuns(db, { at: at('00:30', TOMORROW), actor: 'job:x', action: 'meal_run.finish', requestId: newId() }, read)).toBe('done');
    expect((await held('e1'))?.['balance_fen']).toBe(9300);
    await settle(at('00:40', TOMORROW));
    expect((await held('e1'))?.['balance_fen']).toBe(10_000);
  });

  it('a no-show of the dead, handed over late and taken back again, still keeps nothing', async () => {
    await begin('keep_self_pay');
    await prepay('e1');
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await rosterSays('e1', '2026-11-22');
    await settle();
    await finishToday(db);
    expect(await handOver(orderId, at('09:00', TOMORROW))).toBe(303);
    const handed = await one<{ id: string }>('SELECT id FROM hand_over');
    const cook = await visit(db, { personId: 'cook1' }, at('09:01', TOMORROW));
    expect((await cook.post(`/canteen/hand-overs/${handed?.id ?? ''}/undo`)).status).toBe(303);
    expect([await stateOf(orderId), await held('e1')]).toEqual(['missed', { balance_fen: 10_000, reserved_fen: 0 }]);
    await settle(at('09:02', TOMORROW));
  });

  it('takes back claims for days after, and not for the day itself', async () => {
    const [today, tomorrow] = [await placeOrder(db, 'e1'), await placeOrder(db, 'e1', { runId: tomorrowLunch })];
    await freeze(db, lunch, tomorrowLunch);
    expect([await handOver(today), await handOver(tomorrow, at('11:30', TOMORROW))]).toEqual([303, 303]);
    await rosterSays('e1', String(TODAY));
    await settle(at('12:00', TOMORROW));
    expect(await all('SELECT order_id, reason, note, period, reversed_by FROM claim_reversal')).toEqual([
      { order_id: tomorrow, reason: 'died_before', note: '死亡名册', period: '2026-11', reversed_by: 'job:settle-deaths' },
    ]);
  });

  it('in the first open month where theirs is closed', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await handOver(orderId);
    await closeAsItStands(db, monthOf(TODAY), at('18:00'));
    await rosterSays('e1', '2026-11-20');
    await settle(at('12:00', TOMORROW));
    expect(await one('SELECT period FROM claim_reversal')).toEqual({ period: '2026-12' });
  });

  it('a meal recorded only afterwards, from paper or at the counter, is taken back as well', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await rosterSays('e1', '2026-11-20');
    await settle();
    expect(await handOver(orderId, at('12:10'))).toBe(303);
    await settle(at('12:11'));
    expect(await one('SELECT order_id FROM claim_reversal')).toEqual({ order_id: orderId });
    expect(await all('SELECT * FROM month_total WHERE fen <> 0 OR meals <> 0')).toEqual([]);
  });

  it('an order that changes between reading and writing is looked at again', async () => {
    const orderId = await placeOrder(db, 'e1');
    await rosterSays('e1', '2026-11-20');
    const read = await loadDeaths(db, ['e1']);
    await freeze(db, lunch);
    expect(await settleDeaths(db, { at: at('09:55'), actor: 'job:x', action: 'death.settle', requestId: newId() }, read)).toBe('conflict');
    expect(await stateOf(orderId)).toBe('placed');
    await settle();
  });
});

it('a waiver is for the dead alone', async () => {
  const orderId = await placeOrder(db, 'e1');
  await freeze(db, lunch);
  await finishToday(db);
  await expect(run(`INSERT INTO no_show_waiver VALUES ('${orderId}', 0, 'person:clerk')`)).rejects.toThrow('only the dead are waived');
});
