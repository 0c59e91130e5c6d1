import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, type Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { enterCard } from '../support/passes.ts';
import { finishToday, freeze } from '../support/runs.ts';
import { at, NOW, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
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

const handOver = (orderId: string, form: Record<string, string> = {}, by = cook) => by.post(`/canteen/orders/${orderId}/hand-over`, { key: newId(), ...form });
const undo = (handOverId: string, by = cook) => by.post(`/canteen/hand-overs/${handOverId}/undo`);
const standing = async () => (await one<{ id: string }>('SELECT id FROM hand_over WHERE id NOT IN (SELECT hand_over_id FROM hand_over_undo)'))?.id ?? '';
const stateOf = async (orderId: string) => (await one<{ state: string }>('SELECT state FROM meal_order WHERE id = ?', orderId))?.state;

describe('a meal is handed over', () => {
  it('back to the empty field with a green line, and every row of it is written', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    const answer = await handOver(orderId, { pass: await enterCard(cook, 'e1') });
    expect(answer.status).toBe(303);
    const page = await (await cook.get(answer.headers.get('location') ?? '')).text();
    expect(page).toContain('已交：李秀英 午餐 A，收 7 元');
    expect(page).toContain('1 / 1');
    expect(await one('SELECT attempt, proof, handed_by, handed_at, recorded_at, recorded_by, print_run_id, ticked_by FROM hand_over')).toEqual({
      attempt: 1, proof: 'card', handed_by: 'person:cook1', handed_at: now, recorded_at: now, recorded_by: 'person:cook1', print_run_id: null, ticked_by: null,
    });
    expect(await all("SELECT debit_account, credit_account, amount_fen, period, resolves_id IS NOT NULL AS resolves FROM transfer WHERE kind = 'post' ORDER BY 1")).toEqual([
      { debit_account: 'cash:p1', credit_account: 'operator:op1', amount_fen: 700, period: '2026-11', resolves: 0 },
      { debit_account: 'payer:unspecified', credit_account: 'operator:op1', amount_fen: 800, period: '2026-11', resolves: 1 },
    ]);
    expect(await one("SELECT actor, subject FROM audit WHERE action = 'hand_over.record'")).toEqual({ actor: 'person:cook1', subject: `order:${orderId}` });
    await expectBooksToAgree();
  });

  it('once, however often the same form is sent', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    const key = newId();
    const first = await handOver(orderId, { key });
    const before = await rowCounts();
    const again = await handOver(orderId, { key });
    expect([again.status, again.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    expect(await rowCounts()).toEqual(before);
  });

  it('says so when it was handed over before, and by whom', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await handOver(orderId);
    const before = await rowCounts();
    const again = await handOver(orderId);
    expect(again.status).toBe(409);
    const page = await again.text();
    expect(page).toContain('这一份已经登记过了');
    expect(page).toContain('11:30 已交，李芳登记');
    expect(await rowCounts()).toEqual(before);
  });

  it('not with a key that stood for another meal', async () => {
    const key = newId();
    const [first, second] = [await placeOrder(db, 'e1'), await placeOrder(db, 'e2')];
    await freeze(db, lunch);
    await handOver(first, { key });
    expect((await handOver(second, { key })).status).toBe(422);
    expect(await stateOf(second)).toBe('placed');
  });

  it('not when it was cancelled', async () => {
    const orderId = await placeOrder(db, 'e1');
    await (await visit(db, { elderId: 'e1' }, NOW)).post(`/orders/${orderId}/cancellation`);
    const answer = await handOver(orderId);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('已经退订，不能登记');
    await expectBooksToAgree();
  });

  it('not while the kitchen still takes orders, and from the cut-off instant on', async () => {
    const orderId = await placeOrder(db, 'e1');
    now = at('09:40') - 1;
    const early = await handOver(orderId);
    expect(early.status).toBe(409);
    expect(await early.text()).toContain('还在接单');
    now = at('09:40');
    expect((await handOver(orderId)).status).toBe(303);
    await expectBooksToAgree();
  });

  it('before its day, when its count is frozen: totals and ledger are those of the day it is for', async () => {
    const orderId = await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') });
    await freeze(db, runId('p1', TOMORROW, 'lunch'));
    const answer = await handOver(orderId);
    expect(await (await cook.get(answer.headers.get('location') ?? '')).text()).toContain('已交：李秀英 11 月 24 日，星期二 午餐 A，收 7 元');
    expect(await all('SELECT service_date, handed_over FROM day_total')).toEqual([{ service_date: TOMORROW, handed_over: 1 }]);
    await expectBooksToAgree();
  });

  it('after the day, when it was missed', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await finishToday(db);
    await expectBooksToAgree();
    now = at('08:00', TOMORROW);
    expect((await handOver(orderId)).status).toBe(303);
    expect(await one('SELECT handed_over, missed FROM day_total')).toEqual({ handed_over: 1, missed: 0 });
    await expectBooksToAgree();
  });

  it('until the end of the third day after, not one millisecond later', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await finishToday(db);
    now = at('00:00', addDays(TODAY, 4));
    const before = await rowCounts();
    const late = await handOver(orderId);
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('过了可以登记的日子，账已经定了。真的交了，请找民政经办人更正');
    expect([await stateOf(orderId), await rowCounts()]).toEqual(['missed', before]);
    now -= 1;
    expect((await handOver(orderId)).status).toBe(303);
    await expectBooksToAgree();
  });

  it.each([
    ['more fields', { extra: '1' }],
    ['no key', { key: '' }],
    ["a card's id", { card: 'card-e1' }],
    ['a pass that is none', { pass: 'card-e1' }],
  ])('not from a form with %s', async (_case, form) => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    expect((await handOver(orderId, form)).status).toBe(422);
    expect(await stateOf(orderId)).toBe('placed');
  });
});

describe('of another point', () => {
  it('an order, a hand-over and a random id answer alike', async () => {
    const orderId = await placeOrder(db, 'e4', { runId: runId('p2', TODAY, 'lunch') });
    await freeze(db, runId('p2', TODAY, 'lunch'));
    const other = await visit(db, { personId: 'cook2' }, now);
    const pages = async (answers: Response[]) => Promise.all(answers.map(async (answer) => [answer.status, (await answer.text()).replace(/[0-9a-z]{16}/g, '')]));
    const [foreign, random] = await pages([await handOver(orderId), await handOver(newId())]);
    expect(foreign?.[0]).toBe(404);
    expect(foreign).toEqual(random);
    expect((await handOver(orderId, {}, other)).status).toBe(303);
    const [foreignUndo, randomUndo] = await pages([await undo(await standing()), await undo(newId())]);
    expect(foreignUndo?.[0]).toBe(404);
    expect(foreignUndo).toEqual(randomUndo);
    await expectBooksToAgree();
  });

  it.each([['an elder', { elderId: 'e1' }], ['the county', { personId: 'clerk' }], ['a stranger', null]])('%s hands nothing over', async (_who, who) => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    const answer = await handOver(orderId, {}, await visit(db, who, now));
    expect([303, 404]).toContain(answer.status);
    expect(await stateOf(orderId)).toBe('placed');
  });
});

describe('a wrong scan is taken back', () => {
  it('until ten minutes are over, not one millisecond later', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await handOver(orderId);
    now = at('11:40');
    const late = await undo(await standing());
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('过了可以撤销的时间');
    expect(await stateOf(orderId)).toBe('handed_over');
    now = at('11:40') - 1;
    const answer = await undo(await standing());
    expect(await (await cook.get(answer.headers.get('location') ?? '')).text()).toContain('已撤销：李秀英 午餐 A');
    expect(await stateOf(orderId)).toBe('placed');
    expect(await one('SELECT undone_by, undone_at FROM hand_over_undo')).toEqual({ undone_by: 'person:cook1', undone_at: now });
    await expectBooksToAgree();
  });

  it('and the meal can be handed over again, and taken back again', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    for (const attempt of [1, 2, 3]) {
      await handOver(orderId);
      expect(await one('SELECT max(attempt) AS attempt FROM hand_over')).toEqual({ attempt });
      await expectBooksToAgree();
      await undo(await standing());
      await expectBooksToAgree();
    }
    expect(await one("SELECT count(*) AS n FROM transfer WHERE kind = 'reserve'")).toEqual({ n: 4 });
  });

  it('once: the second press is shown what the first one did', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await handOver(orderId);
    const id = await standing();
    const first = await undo(id);
    const before = await rowCounts();
    const second = await undo(id);
    expect([second.status, second.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    expect(await rowCounts()).toEqual(before);
  });

  it('of a day that is over: missed again, nothing reserved', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await finishToday(db);
    await handOver(orderId);
    await undo(await standing());
    expect(await stateOf(orderId)).toBe('missed');
    expect(await one('SELECT handed_over, missed FROM day_total')).toEqual({ handed_over: 0, missed: 1 });
    await expectBooksToAgree();
  });

  it('under full subsidy and with none, to the fen', async () => {
    const ids = [await placeOrder(db, 'e3'), await placeOrder(db, 'e1', { runId: runId('p1', TODAY, 'dinner') }), await placeOrder(db, 'e2', { setMealId: 'C' })];
    await freeze(db, lunch, runId('p1', TODAY, 'dinner'));
    for (const orderId of ids) await handOver(orderId);
    await expectBooksToAgree();
    for (const orderId of ids) {
      await undo((await one<{ id: string }>('SELECT id FROM hand_over WHERE order_id = ?', orderId))?.id ?? '');
      await expectBooksToAgree();
    }
  });
});

describe('sixty at once', () => {
  const sixty = <T>(press: () => Promise<T>) => Promise.all(Array.from({ length: 60 }, press));
  const statuses = (answers: Response[]) => Object.fromEntries(Map.groupBy(answers, (answer) => answer.status).entries().map(([status, of]) => [status, of.length]));

  it('hand over the same meal: one does', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    expect(statuses(await sixty(() => handOver(orderId)))).toEqual({ 303: 1, 409: 59 });
    expect(await one('SELECT count(*) AS n FROM hand_over')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('send the same form: all are told that it is done, one did it', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    const key = newId();
    const answers = await sixty(() => handOver(orderId, { key }));
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(await one('SELECT count(*) AS n FROM hand_over')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('take the same one back: one does', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await handOver(orderId);
    const id = await standing();
    expect(statuses(await sixty(() => undo(id)))).toEqual({ 303: 60 });
    expect(await one('SELECT count(*) AS n FROM hand_over_undo')).toEqual({ n: 1 });
    expect(await one("SELECT count(*) AS n FROM audit WHERE action = 'hand_over.undo'")).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('some hand over, some take back: whatever the order, the books agree', async () => {
    const orderId = await placeOrder(db, 'e1');
    await freeze(db, lunch);
    await handOver(orderId);
    const id = await standing();
    let turn = 0;
    await sixty(() => ((turn += 1) % 2 === 0 ? handOver(orderId) : undo(id)));
    expect(await one('SELECT count(*) AS n FROM hand_over_undo')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });
});
