import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { elderFact } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { enterCard } from '../support/passes.ts';
import { finishToday, freeze } from '../support/runs.ts';
import { at, day, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
let now: Instant;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(async () => {
  db = await seedCounty();
  now = at('11:30');
  cook = await visit(db, { personId: 'cook1' }, () => now);
  await freeze(db, lunch);
});

/** What the person pays of meal A (and of B, which costs the same), as the page before showed it. */
const PAYS: Record<string, string> = { e1: '700', e2: '600', e3: '200', e4: '600' };
const wish = (elder: string, more: Record<string, string> = {}) => ({
  key: newId(), elder, run: lunch, meal: 'A', mode: 'dine_in', selfPayFen: PAYS[elder] ?? '', ...more,
});
const serve = (elder: string, more: Record<string, string> = {}) => cook.post('/canteen/walk-ins', wish(elder, more));
const look = async (query: Record<string, string>) => {
  const answer = await cook.get(`/canteen/walk-ins?${new URLSearchParams(query)}`);
  return { status: answer.status, text: await answer.text() };
};
const undoLast = async () => cook.post(`/canteen/hand-overs/${(await one<{ id: string }>('SELECT id FROM hand_over ORDER BY recorded_at DESC, id DESC'))?.id}/undo`);

describe('somebody without an order', () => {
  it('is shown the meals, then what it costs whom and why, and is served', async () => {
    const choice = await look({ elder: 'e1' });
    expect(choice.text).toContain('没订来吃：李秀英');
    expect(choice.text).toContain('红烧茄子套餐');
    expect(choice.text).not.toContain('送餐');
    const check = await look({ elder: 'e1', run: lunch, meal: 'A', mode: 'pickup' });
    for (const words of ['收 7 元', '15.00 元', '8.00 元', '文件未载明', '70—79 岁', '演示借用']) expect(check.text).toContain(words);
    const answer = await serve('e1', { mode: 'pickup' });
    expect(await (await cook.get(answer.headers.get('location') ?? '')).text()).toContain('已交：李秀英 午餐 A，收 7 元');
    expect(await one('SELECT state, mode, channel, placed_by, self_pay_fen FROM meal_order')).toEqual({
      state: 'handed_over', mode: 'pickup', channel: 'walk_in', placed_by: 'person:cook1', self_pay_fen: 700,
    });
    expect(await all('SELECT kind, resolves_id, debit_account, amount_fen FROM transfer ORDER BY amount_fen')).toEqual([
      { kind: 'post', resolves_id: null, debit_account: 'cash:p1', amount_fen: 700 },
      { kind: 'post', resolves_id: null, debit_account: 'payer:unspecified', amount_fen: 800 },
    ]);
    expect(await one('SELECT ordered, handed_over, walk_ins FROM day_total')).toEqual({ ordered: 0, handed_over: 1, walk_ins: 1 });
    expect(await all('SELECT taken FROM offer WHERE taken > 0 UNION ALL SELECT taken FROM meal_run_mode WHERE taken > 0')).toEqual([]);
    await expectBooksToAgree();
  });

  it('is served past the cut-off and when everything is taken', async () => {
    await db.$client.prepare('UPDATE offer SET taken = capacity').run();
    await db.$client.prepare('UPDATE meal_run_mode SET taken = capacity').run();
    expect((await serve('e1')).status).toBe(303);
  });

  it('once, however often the form is sent; and a second form finds the order', async () => {
    const form = wish('e1');
    const first = await cook.post('/canteen/walk-ins', form);
    const before = await rowCounts();
    const again = await cook.post('/canteen/walk-ins', form);
    expect([again.status, again.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    const other = await serve('e1');
    expect(other.status).toBe(409);
    expect(await other.text()).toContain('本人这一餐已有订单');
    expect(await rowCounts()).toEqual(before);
  });

  it('sixty at once: one meal', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => serve('e1')));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(await one('SELECT count(*) AS n FROM meal_order')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });
});

describe('the price that was shown', () => {
  const becomesPoor = () => db.insert(elderFact).values({
    id: 'f9', elderId: 'e1', kind: 'category', value: 'minimum_living_guarantee', fromDate: TODAY, source: '低保名册', recordedAt: 0, recordedBy: 'person:clerk',
  });

  it('is the one that is taken: when it changed meanwhile, the page says so and nothing is written', async () => {
    const check = await look({ elder: 'e1', run: lunch, meal: 'A', mode: 'dine_in' });
    expect(check.text).toContain('name="selfPayFen" value="700"');
    expect(check.text).not.toContain('价钱变了');
    await becomesPoor();
    const before = await rowCounts();
    const form = wish('e1');
    const answer = await cook.post('/canteen/walk-ins', form);
    expect(answer.status).toBe(409);
    const page = await answer.text();
    for (const words of ['价钱变了，刚才没有登记', '收 2 元', 'name="selfPayFen" value="200"']) expect(page).toContain(words);
    expect(page).not.toContain(form.key);
    expect(await rowCounts()).toEqual(before);
    expect((await serve('e1', { selfPayFen: '200' })).status).toBe(303);
    expect(await one('SELECT self_pay_fen FROM meal_order')).toEqual({ self_pay_fen: 200 });
    await expectBooksToAgree();
  });

  it('is part of what a key stands for', async () => {
    const form = wish('e1');
    expect((await cook.post('/canteen/walk-ins', form)).status).toBe(303);
    expect((await cook.post('/canteen/walk-ins', { ...form, selfPayFen: '200' })).status).toBe(422);
  });

  it.each([['none', undefined], ['no number', '七'], ['less than nothing', '-700']])('a form with %s is not understood', async (_case, selfPayFen) => {
    const { selfPayFen: _left, ...rest } = wish('e1');
    expect((await cook.post('/canteen/walk-ins', selfPayFen === undefined ? rest : { ...rest, selfPayFen })).status).toBe(422);
    expect(await all('SELECT * FROM meal_order')).toEqual([]);
  });
});

describe('a sitting that can still be ordered', () => {
  const dinner = runId('p1', TODAY, 'dinner');

  it('is not served to who has not ordered it, not one millisecond before its cut-off; the page says from when', async () => {
    now = at('14:00') - 1;
    const choice = await look({ elder: 'e1' });
    expect(choice.text).toContain('这一餐还能订，请先预订。没订的，14:00 起才能登记来吃');
    expect(choice.text).toContain(`run=${lunch}`);
    expect(choice.text).not.toContain(`run=${dinner}`);
    const before = await rowCounts();
    for (const answer of [await serve('e1', { run: dinner }), await cook.get(`/canteen/walk-ins?elder=e1&run=${dinner}&meal=A&mode=dine_in`)]) {
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain('这一餐还能订，也还没到开饭。请先按预订');
    }
    expect(await rowCounts()).toEqual(before);
    now = at('14:00');
    expect((await look({ elder: 'e1' })).text).toContain(`run=${dinner}`);
    expect((await serve('e1', { run: dinner, selfPayFen: '1500' })).status).toBe(303);
    await expectBooksToAgree();
  });
});

describe('is not served', () => {
  it('what a severe allergy forbids; the other meals stay', async () => {
    const choice = await look({ elder: 'e2' });
    expect(choice.text).toContain('不能给：花生芹菜里有花生，严重过敏');
    expect(choice.text).toContain('花生，严重过敏');
    for (const answer of [await serve('e2', { meal: 'B' }), await cook.get(`/canteen/walk-ins?elder=e2&run=${lunch}&meal=B&mode=dine_in`)]) {
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain('含有本人严重过敏的食物');
    }
    expect(await all('SELECT * FROM meal_order')).toEqual([]);
    expect((await serve('e2')).status).toBe(303);
  });

  it.each([
    ['has an order for this sitting', async () => void (await placeOrder(db, 'e1', { runId: runId('p1', TODAY, 'dinner') })), { run: runId('p1', TODAY, 'dinner') }, '本人这一餐已有订单'],
    ['has one at another point', async () => void (await placeOrder(db, 'e1', { runId: runId('p2', TODAY, 'lunch') })), {}, '本人这一餐已有订单'],
    ['comes for tomorrow', async () => undefined, { run: runId('p1', TOMORROW, 'lunch') }, '不是今天的餐'],
    ['comes when it is done', async () => finishToday(db), {}, '已经结束'],
    ['wants what is not on the menu', async () => undefined, { meal: 'Z' }, '不供应这个套餐'],
    [
      'has died',
      async () => void (await db.insert(elderFact).values({
        id: 'f9', elderId: 'e1', kind: 'death', value: 'yes', fromDate: day('2026-11-20'), source: '死亡名册', recordedAt: 0, recordedBy: 'person:clerk',
      })),
      {},
      '登记本人已去世',
    ],
  ])('who %s', async (_case, before, more, words) => {
    await before();
    const rows = await rowCounts();
    const answer = await serve('e1', more);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(words);
    expect(await rowCounts()).toEqual(rows);
  });

  it.each([['to the door', { mode: 'home_delivery' }], ['with more fields', { price: '0' }], ['without a key', { key: '' }]])('%s', async (_case, more) => {
    expect((await serve('e1', more)).status).toBe(422);
    expect(await all('SELECT * FROM meal_order')).toEqual([]);
  });

  it('at a run of another point, which answers as one that does not exist', async () => {
    const [foreign, random] = [await serve('e1', { run: runId('p2', TODAY, 'lunch') }), await serve('e1', { run: newId() })];
    expect([foreign.status, random.status]).toEqual([404, 404]);
  });
});

describe('who usually eats elsewhere', () => {
  it('is served with their card, and is nobody without it', async () => {
    expect((await look({ elder: 'e4' })).status).toBe(404);
    expect((await serve('e4')).status).toBe(404);
    for (const pass of [await enterCard(cook, 'e1'), `card-e4.${'A'.repeat(22)}`, await enterCard(await visit(db, { personId: 'cook2' }, now), 'e4')]) {
      expect((await look({ elder: 'e4', pass })).status).toBe(404);
      expect((await serve('e4', { pass })).status).toBe(404);
    }
    const pass = await enterCard(cook, 'e4');
    const choice = await look({ elder: 'e4', pass });
    expect(choice.text).toContain('赵玉珍');
    expect(choice.text).toContain(`pass=${pass}`);
    expect((await look({ elder: 'e4', pass, run: lunch, meal: 'A', mode: 'dine_in' })).text).toContain(`name="pass" value="${pass}"`);
    expect((await serve('e4', { pass })).status).toBe(303);
    expect(await one('SELECT proof FROM hand_over')).toEqual({ proof: 'card' });
    await expectBooksToAgree();
  });

  it('not with a card that was revoked', async () => {
    const pass = await enterCard(cook, 'e4');
    await db.$client.prepare("UPDATE card SET revoked_at = 1 WHERE id = 'card-e4'").run();
    expect((await serve('e4', { pass })).status).toBe(404);
  });

  it('one of our own with a pass that is none is served by name', async () => {
    expect((await serve('e1', { pass: `card-e1.${'A'.repeat(22)}` })).status).toBe(303);
    expect(await one('SELECT proof FROM hand_over')).toEqual({ proof: 'name' });
  });

  it('and has an order here today: by name too, for another sitting', async () => {
    await placeOrder(db, 'e4', { runId: runId('p1', TODAY, 'dinner') });
    expect((await serve('e4')).status).toBe(303);
    expect(await one('SELECT proof FROM hand_over')).toEqual({ proof: 'name' });
  });
});

describe('taken back', () => {
  it('leaves nothing to wait for: cancelled, and the person can be served after all', async () => {
    await serve('e1');
    expect((await undoLast()).status).toBe(303);
    expect(await all('SELECT state FROM meal_order')).toEqual([{ state: 'cancelled' }]);
    expect(await one('SELECT cancelled_by FROM cancellation')).toEqual({ cancelled_by: 'person:cook1' });
    expect(await one('SELECT ordered, handed_over, walk_ins FROM day_total')).toEqual({ ordered: 0, handed_over: 0, walk_ins: 0 });
    await expectBooksToAgree();
    now += 1;
    expect((await serve('e1', { meal: 'B' })).status).toBe(303);
    await expectBooksToAgree();
  });

  it('the page of somebody who has not been asked for leads back to the counter', async () => {
    const answer = await cook.get('/canteen/walk-ins');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/canteen/counter']);
  });
});
