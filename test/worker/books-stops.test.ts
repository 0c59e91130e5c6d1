import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { countedD1, type Counted } from '../../src/cli/counted-d1.ts';
import { INVARIANTS } from '../../src/domain/invariants.ts';
import { checkInvariants } from '../../src/jobs/check-invariants.ts';
import { closeMealRuns } from '../../src/jobs/close-meal-runs.ts';
import { expandStanding } from '../../src/jobs/expand-standing-orders.ts';
import { finishMealRuns } from '../../src/jobs/finish-meal-runs.ts';
import { reassessOpenOrders } from '../../src/jobs/reassess-orders.ts';
import { BooksStopped, commit } from '../../src/store/commit.ts';
import type { Database } from '../../src/store/read.ts';
import { mealOrder } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { check, end, mend, MORNING, NEXT_NIGHT, NIGHT, official, spoil, stopId, stopped, stops, TOMORROWS } from '../support/books-stops.ts';
import { LUNCH, order, placeOrder } from '../support/ordering.ts';
import { day, runId, seedCounty, seedElder, TODAY, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

// A row is broken by hand at p1; the night finds it and stops p1. p2 goes on.

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});

/** A whole night, minute by minute. */
async function night(start: number) {
  const left = [];
  for (let minute = 0; minute <= INVARIANTS.length; minute += 1) left.push(...(await checkInvariants(db, start + minute * 60_000)).left);
  return left;
}

describe('a failed check', () => {
  it('stops the point of the broken row and no other, once, however many nights find it', async () => {
    await placeOrder(db, 'e1');
    await spoil();
    expect(await night(NIGHT)).toEqual([{ id: 'day_totals_equal_rows 2026-11', cause: '1 broken, stopped: point:p1' }]);
    expect(await stops()).toMatchObject([{ meal_point_id: 'p1', operator_id: null, invariant: 'day_totals_equal_rows' }]);
    await check(db, NEXT_NIGHT);
    expect((await stops()).length).toBe(1);
    expect(await one("SELECT samples, broken, stopped_by, night FROM books_stop")).toEqual({ samples: JSON.stringify([`p1 ${TODAY} lunch`]), broken: 1, stopped_by: 'job:check-invariants', night: TOMORROW });
  });

  const orderOf = (id: string) => `(SELECT id FROM meal_order WHERE id = '${id}')`;
  it.each<[string, (id: string) => string[], string[]]>([
    ['an order', (id) => ['DROP TRIGGER meal_order_agreed', `UPDATE meal_order SET price_fen = 1600 WHERE id = ${orderOf(id)}`], ['point:p1']],
    ['a transfer of a meal', () => ['DROP TRIGGER transfer_no_update', 'DROP TRIGGER transfer_positive', "UPDATE transfer SET kind = 'x'"], ['point:p1']],
    ['a total of a month', () => ["INSERT INTO month_total VALUES ('p2', '2026-11', 'meal', 'unspecified', 'x', 1, 5)"], ['point:p2']],
    ['a purse', () => ["INSERT INTO account VALUES ('prepaid:op1:e1', 'prepaid', 'e1', 'op1')", "INSERT INTO balance (account_id) VALUES ('prepaid:op1:e1')", "UPDATE balance SET balance_fen = 5 WHERE account_id = 'prepaid:op1:e1'"], ['operator:op1']],
    ['a fund', () => ["INSERT INTO payer VALUES ('fund', '基金', 5, 1)"], ['county']],
    ['a trigger that is gone', () => ['DROP TRIGGER audit_no_delete'], ['county']],
  ])('says where %s belongs', async (_what, broken, places) => {
    const id = await placeOrder(db, 'e1');
    for (const text of broken(id)) await env.DB.prepare(text).run();
    await night(NIGHT);
    // Where a trigger had to go for it, the county stands still beside.
    const found = (await all<{ place: string }>('SELECT DISTINCT place FROM books_stopped')).map(({ place }) => place);
    expect(found).toEqual(expect.arrayContaining(places));
    expect(found.filter((place) => place !== 'county')).toEqual(places.filter((place) => place !== 'county'));
  });
});

describe('while a point stands still', () => {
  it('nobody orders there, and the page says so with the telephone; the sibling point goes on', async () => {
    await stopped(db);
    const answer = await order(db, 'e2', { runId: TOMORROWS }, MORNING);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toMatch(/请打电话订饭[\s\S]*食堂记在纸上/);
    const home = await (await (await visit(db, { elderId: 'e2' }, MORNING)).get('/')).text();
    expect(home).toContain('请打电话订饭');
    expect(home).toContain('0632-5550123');
    expect(home).toMatch(/href="\/places">\s*带上助餐卡，去别的食堂吃/);
    expect(home).not.toContain('就订这个');
    await placeOrder(db, 'e2', { runId: runId('p2', TOMORROW, 'lunch') }, MORNING);
    expect(await one("SELECT count(*) AS n FROM meal_order WHERE service_date = ?", TOMORROW)).toEqual({ n: 1 });
  });

  it('an order that was decided before the stop is refused by the database, and so is every other write', async () => {
    await stopped(db);
    const [row] = await db.select().from(mealOrder);
    const entry = { at: MORNING, actor: 'elder:e2', action: 'order.place', subject: 'order:x', requestId: newId() };
    const another = { ...row, id: 'x', elderId: 'e2', mealRunId: TOMORROWS, serviceDate: TOMORROW, orderNo: 9, placedAt: MORNING } as typeof mealOrder.$inferInsert;
    await expect(commit(db, entry, { changes: [db.insert(mealOrder).values(another)] })).rejects.toThrow(BooksStopped);
    for (const text of [
      "UPDATE meal_order SET state = 'handed_over'",
      "INSERT INTO claim_reversal SELECT 'h', id, 0, 'person:clerk', '2026-11', 'died_before', 'x' FROM meal_order LIMIT 1",
      "INSERT INTO closed_period VALUES ('2026-10', 0, 'person:clerk')",
      "INSERT INTO transfer VALUES ('y', NULL, 'y', 'post', NULL, 'cash:p1', 'operator:op1', 100, '2026-11', 0)",
    ]) await expect(env.DB.prepare(text).run(), text).rejects.toThrow('the books stand still');
    await env.DB.prepare("INSERT INTO transfer VALUES ('z', NULL, 'z', 'post', NULL, 'cash:p2', 'operator:op1', 100, '2026-11', 0)").run();
    await expect(env.DB.prepare('DELETE FROM books_stopped').run()).rejects.toThrow('ended, not removed');
  });

  it('of thirty who order while it comes, each is taken before or refused, and nothing lies between', async () => {
    const elders = Array.from({ length: 30 }, (_, index) => `e${100 + index}`);
    for (const id of elders) await seedElder(db, { id, name: `老人${id}`, birthDate: day('1950-01-01') });
    await placeOrder(db, 'e1');
    await spoil();
    const visitors = await Promise.all(elders.map((elderId) => visit(db, { elderId }, NIGHT)));
    const wish = { runId: TOMORROWS, setMealId: 'A', mode: 'pickup' };
    const sent = visitors.map((elder, index) => async () => (index === 10 ? await check(db) : null, elder.post('/orders', { key: newId(), ...wish })));
    const answers = await Promise.all(sent.map((send) => send()));
    const taken = answers.filter(({ status }) => status === 303).length;
    expect(answers.every(({ status }) => status === 303 || status === 409)).toBe(true);
    expect(taken).toBeLessThan(30);
    expect(await one('SELECT count(*) AS n FROM meal_order WHERE meal_run_id = ?', TOMORROWS)).toEqual({ n: taken });
    expect((await order(db, 'e2', { runId: TOMORROWS }, MORNING)).status).toBe(409);
    await mend();
    await expectBooksToAgree();
  });

  it('what is ordered stays and can be cancelled; the count freezes and prints; nothing is handed over', async () => {
    const id = await stopped(db);
    await closeMealRuns(db, MORNING);
    const cook = await visit(db, { personId: 'cook1' }, MORNING);
    expect((await cook.get(`/canteen/meal-runs/${LUNCH}/sheets`)).status).toBe(200);
    const handed = await cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() });
    expect(handed.status).toBe(409);
    expect(await handed.text()).toContain('恢复以后再补录');
    expect(await (await cook.get('/canteen')).text()).toMatch(/的账从 11 月 24 日[^<]*停着/);
    expect(await one('SELECT state FROM meal_order')).toEqual({ state: 'placed' });
    await mend();
    await end(db, '查清了');
    const later = await placeOrder(db, 'e2', { runId: TOMORROWS }, MORNING);
    await spoil();
    await check(db, NEXT_NIGHT);
    await env.DB.prepare("UPDATE meal_run SET cutoff_at = cutoff_at + 172800000, close_at = close_at + 172800000 WHERE id = ?").bind(TOMORROWS).run();
    expect((await (await visit(db, { elderId: 'e2' }, NIGHT + 25 * 3_600_000)).post(`/orders/${later}/cancellation`)).status).toBe(303);
    expect(await one("SELECT count(*) AS n FROM transfer WHERE kind = 'void'")).toEqual({ n: 1 });
  });

  it('jobs do what is to be done elsewhere, leave the rest by name, and catch up', async () => {
    await stopped(db);
    await placeOrder(db, 'e2', { runId: runId('p2', TODAY, 'dinner') });
    await env.DB.prepare("INSERT INTO standing_order (id, elder_id, meal_point_id, slot, weekdays, mode, from_date, channel, set_at, set_by) VALUES ('so1', 'e3', 'p1', 'lunch', '1234567', 'dine_in', ?, 'elder_page', 0, 'elder:e3')").bind(TOMORROW).run();
    await env.DB.prepare("INSERT INTO reassessment_due (elder_id, due_at, reason, due_by) VALUES ('e1', 0, 'fact_changed', 'person:clerk'), ('e2', 0, 'fact_changed', 'person:clerk')").run();
    await closeMealRuns(db, MORNING);
    const stands = (id: string) => ({ id, cause: 'the books stand still' });
    const finished = await finishMealRuns(db, MORNING);
    expect(finished).toEqual({ done: 2, left: [stands(runId('p1', TODAY, 'dinner')), stands(LUNCH)] });
    expect(await expandStanding(db, MORNING)).toEqual({ done: 0, left: [stands('meal_point:p1')] });
    expect(await expandStanding(db, MORNING)).toEqual({ done: 0, left: [stands('meal_point:p1')] });
    expect(await all('SELECT service_date, refused FROM standing_order_failure')).toEqual([{ service_date: TOMORROW, refused: 'point_stopped' }]);
    expect(await (await (await visit(db, { personId: 'cook1' }, MORNING)).get('/canteen/standing-orders')).text()).toContain('账停着，先记在纸上');
    expect((await reassessOpenOrders(db, MORNING)).left).toEqual([stands('e1')]);
    await mend();
    expect((await end(db, '按明细改回来了')).status).toBe(303);
    expect(await finishMealRuns(db, MORNING)).toEqual({ done: 2, left: [] });
    expect(await expandStanding(db, MORNING)).toEqual({ done: 1, left: [] });
    expect(await reassessOpenOrders(db, MORNING)).toEqual({ done: 1, left: [] });
    await expectBooksToAgree();
  });

  it('an order at another point reads some rows more, in three trips as ever', async () => {
    await stopped(db);
    const counted: Counted = { read: 0, written: 0, trips: 0 };
    const elder = (await visit(db, { elderId: 'e2' }, MORNING)).over({ DB: countedD1(env.DB, counted) });
    expect((await elder.post('/orders', { key: newId(), runId: runId('p2', TOMORROW, 'lunch'), setMealId: 'A', mode: 'dine_in' })).status).toBe(303);
    expect({ trips: counted.trips, few: counted.read <= 72 }, String(counted.read)).toEqual({ trips: 3, few: true });
  });

  it('whoever watches is told: the first page, the page of the stop, /readyz', async () => {
    await stopped(db);
    const page = await (await official(db, MORNING)).get('/civil').then((answer) => answer.text());
    expect(page).toMatch(/荆河街道长者食堂从 11 月 24 日 2:\d\d 停着：每日合计与明细不符/);
    expect(page).toContain(`/civil/books-stops/${await stopId()}`);
    const shown = await (await official(db, MORNING)).get(`/civil/books-stops/${await stopId()}`).then((answer) => answer.text());
    expect(shown).toContain(`p1 ${TODAY} lunch`);
    const ready = await (await visit(db, null, MORNING)).get('/readyz');
    expect([ready.status, (await ready.json<{ checks: Record<string, string> }>()).checks['books']]).toEqual([503, expect.stringMatching(/^stopped since 2026-11-23T18:/)]);
  });
});

describe('while the county stands still', () => {
  it('people order and eat; money beside meals rests', async () => {
    await env.DB.prepare("INSERT INTO payer VALUES ('fund', '基金', 5, 1)").run();
    await night(NIGHT);
    expect(await all('SELECT DISTINCT place FROM books_stopped')).toEqual([{ place: 'county' }]);
    await placeOrder(db, 'e1', { runId: TOMORROWS }, MORNING);
    const cook = await visit(db, { personId: 'cook1' }, MORNING);
    const paid = await cook.post('/canteen/top-ups', { key: newId(), elder: 'e1', point: 'p1', amountFen: '1000', counterpart: '本人' });
    expect(await paid.text()).toContain('账停着，没有办');
    expect(paid.status).toBe(409);
  });
});
