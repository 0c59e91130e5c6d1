import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { openDatabase, type Database } from '../../src/store/read.ts';
import { runJobs } from '../../src/jobs/jobs.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, day, NOW, runId, seedCounty, seedElder, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { expand, only, standing } from '../support/standing-orders.ts';
import { visit } from '../support/visitor.ts';

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
});

const orders = () => all('SELECT elder_id, service_date, slot, set_meal_id, mode, state, order_no FROM meal_order ORDER BY elder_id, service_date, slot');
const count = async () => (await one<{ n: number }>("SELECT count(*) n FROM meal_order WHERE channel = 'standing_order' AND state <> 'cancelled'"))?.n;
const failures = () => all('SELECT standing_order_id, service_date, refused FROM standing_order_failure ORDER BY service_date, standing_order_id, refused');
const tomorrows = runId('p1', TOMORROW, 'lunch');

describe('a standing order becomes ordinary orders', () => {
  it('with everything that a single order writes, for each day that has a run', async () => {
    await standing(db, 'e1');
    expect(await expand(db, NOW)).toEqual({ done: 2, failed: 0, left: [] });
    expect(await orders()).toEqual([TODAY, TOMORROW].map((service_date) => ({
      elder_id: 'e1', service_date, slot: 'lunch', set_meal_id: 'A', mode: 'dine_in', state: 'placed', order_no: 1,
    })));
    expect(await all("SELECT channel, placed_by, price_fen, self_pay_fen, pay_by FROM meal_order WHERE service_date = ?", TODAY)).toEqual([
      { channel: 'standing_order', placed_by: 'job:expand-standing-orders', price_fen: 1500, self_pay_fen: 700, pay_by: 'cash' },
    ]);
    expect(await all('SELECT payer_code, fen FROM order_split ORDER BY fen DESC')).toEqual([
      { payer_code: 'unspecified', fen: 800 }, { payer_code: 'unspecified', fen: 800 }, { payer_code: 'elder', fen: 700 }, { payer_code: 'elder', fen: 700 },
    ]);
    expect(await all('SELECT kind, amount_fen FROM transfer')).toEqual([{ kind: 'reserve', amount_fen: 800 }, { kind: 'reserve', amount_fen: 800 }]);
    expect(await all('SELECT service_date, ordered FROM day_total ORDER BY service_date')).toEqual([{ service_date: TODAY, ordered: 1 }, { service_date: TOMORROW, ordered: 1 }]);
    expect(await one('SELECT taken FROM offer WHERE meal_run_id = ? AND letter = ?', LUNCH, 'A')).toEqual({ taken: 1 });
    expect(await one("SELECT count(*) n FROM audit WHERE action = 'order.place' AND actor = 'job:expand-standing-orders'")).toEqual({ n: 2 });
    await expectBooksToAgree();
  });

  it('at the same price as her own order would cost, and with the same that is kept for the auditor', async () => {
    await standing(db, 'e3');
    await expand(db, NOW);
    await placeOrder(db, 'e3', { runId: runId('p1', TODAY, 'dinner') });
    await env.DB.prepare("UPDATE meal_order SET state = 'cancelled' WHERE slot = 'dinner'").run();
    const made = await one<{ self_pay_fen: number; assessment: string }>("SELECT self_pay_fen, assessment FROM meal_order WHERE channel = 'standing_order' AND service_date = ?", TOMORROW);
    await env.DB.prepare("UPDATE meal_order SET state = 'cancelled' WHERE service_date = ?").bind(TOMORROW).run();
    await placeOrder(db, 'e3', { runId: tomorrows });
    const own = await one<{ self_pay_fen: number; assessment: string }>("SELECT self_pay_fen, assessment FROM meal_order WHERE channel = 'elder_page' AND service_date = ?", TOMORROW);
    expect(made?.self_pay_fen).toBe(200);
    expect(made?.self_pay_fen).toBe(own?.self_pay_fen);
    expect(JSON.parse(made?.assessment ?? '')).toEqual(JSON.parse(own?.assessment ?? '?'));
  });

  it('the cook chooses what she can eat; a wished set meal comes first where the day has it', async () => {
    await standing(db, 'e2', { setMealId: 'B' });
    await standing(db, 'e1', { setMealId: 'C', mode: 'pickup' });
    await env.DB.prepare('DELETE FROM offer WHERE meal_run_id = ? AND set_meal_id = ?').bind(tomorrows, 'C').run();
    await expand(db, NOW);
    // e2 would not survive the peanuts of B.
    expect((await orders()).map((row) => [row['elder_id'], row['service_date'], row['set_meal_id'], row['mode']])).toEqual([
      ['e1', TODAY, 'C', 'pickup'], ['e1', TOMORROW, 'A', 'pickup'], ['e2', TODAY, 'A', 'dine_in'], ['e2', TOMORROW, 'A', 'dine_in'],
    ]);
  });

  it('on its weekdays only, from its first day and not on its last', async () => {
    await standing(db, 'e1', { weekdays: only(TOMORROW) });
    await standing(db, 'e2', { fromDate: TOMORROW });
    await standing(db, 'e3');
    await env.DB.prepare("UPDATE standing_order SET to_date = ?, ended_at = 1, ended_by = 'elder:e3' WHERE elder_id = 'e3'").bind(TOMORROW).run();
    await expand(db, NOW);
    expect((await orders()).map((row) => [row['elder_id'], row['service_date']])).toEqual([['e1', TOMORROW], ['e2', TOMORROW], ['e3', TODAY]]);
  });

  it('draws on prepaid money as far as it reaches, one day after the other', async () => {
    await env.DB.batch([
      env.DB.prepare("INSERT INTO account VALUES ('prepaid:op1:e1', 'prepaid', 'e1', 'op1')"),
      env.DB.prepare("INSERT INTO balance VALUES ('prepaid:op1:e1', 0, 0)"),
      env.DB.prepare("INSERT INTO transfer (id, event_id, kind, debit_account, credit_account, amount_fen, period, at) VALUES ('t', 't', 'post', 'cash:p1', 'prepaid:op1:e1', 1000, '2026-11', 0)"),
    ]);
    await standing(db, 'e1');
    await expand(db, NOW);
    expect(await all('SELECT pay_by FROM meal_order ORDER BY service_date')).toEqual([{ pay_by: 'prepaid' }, { pay_by: 'cash' }]);
    expect(await one("SELECT balance_fen, reserved_fen FROM balance WHERE account_id = 'prepaid:op1:e1'")).toEqual({ balance_fen: 1000, reserved_fen: 700 });
    await expectBooksToAgree();
  });

  it('counts against a limit in the order of writing: the second day of a week with one subsidised meal costs all', async () => {
    await env.DB.prepare(
      `INSERT INTO policy_version SELECT 'limited', policy_document_id, '2026-11-01', NULL, json_set(rules, '$.benefits[0].limits', json('[{"per":"week","meals":1}]')),
        prepared_by, approved_by, 0, NULL, NULL, NULL, NULL, NULL FROM policy_version`,
    ).run();
    await standing(db, 'e1');
    await standing(db, 'e1', { slot: 'dinner' });
    await expand(db, NOW);
    const rows = await all<{ id: string; slot: string; self_pay_fen: number; counted: string }>(
      "SELECT id, slot, self_pay_fen, json_extract(assessment, '$.counted') counted FROM meal_order ORDER BY id",
    );
    expect(rows.map(({ slot, self_pay_fen }) => [slot, self_pay_fen])).toEqual([['lunch', 700], ['dinner', 1500], ['lunch', 1500], ['dinner', 1500]]);
    expect(JSON.parse(rows[2]?.counted ?? '')).toEqual([rows[0]?.id]);
  });
});

describe('again, late, at once', () => {
  it('twice, and five at once, is as good as once', async () => {
    for (const elderId of ['e1', 'e2', 'e3']) await standing(db, elderId);
    await Promise.all(Array.from({ length: 5 }, () => expand(db, NOW)));
    const once = await orders();
    expect(once).toHaveLength(6);
    expect(await expand(db, NOW + 60_000)).toEqual({ done: 0, failed: 0, left: [] });
    expect(await orders()).toEqual(once);
    await expectBooksToAgree();
  });

  it('across midnight: the day that begins is not made again, the next one is', async () => {
    const third = addDays(TODAY, 4);
    for (const date of [addDays(TODAY, 2), addDays(TODAY, 3), third]) await seedRun(db, 'p1', date, 'lunch');
    await standing(db, 'e1');
    await expand(db, at('23:59'));
    expect(await count()).toBe(3);
    await expand(db, at('00:00', TOMORROW));
    expect((await orders()).map((row) => row['service_date'])).toEqual([TOMORROW, addDays(TODAY, 2), addDays(TODAY, 3), third]);
  });

  it('a job that comes after the cut-off orders nothing for that day and says so once', async () => {
    await standing(db, 'e1');
    await expand(db, at('09:40'));
    await expand(db, at('09:41'));
    await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE id = ?").bind(LUNCH).run();
    await expand(db, at('10:00'));
    expect((await orders()).map((row) => row['service_date'])).toEqual([TOMORROW]);
    expect(await failures()).toEqual([{ standing_order_id: 's-e1-lunch', service_date: TODAY, refused: 'cutoff_passed' }]);
  });

  it('by all the jobs of a minute too', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await standing(db, 'e1');
    await runJobs(env, NOW);
    expect(await count()).toBe(2);
  });

  it('three hundred people in three trips, and the books agree', async () => {
    const people = Array.from({ length: 300 }, (_, index) => `r${index + 100}`);
    for (const id of people) await seedElder(db, { id, name: `人${id}`, birthDate: day('1950-01-01') });
    const wide = [day('2026-11-25'), day('2026-11-26')];
    for (const date of wide) await seedRun(db, 'p1', date, 'lunch', 400);
    for (const id of people) await standing(db, id, { weekdays: only(...wide) });
    const line = faultyDatabase(env.DB, null);
    expect(await expand(openDatabase(line.db), NOW)).toEqual({ done: 600, failed: 0, left: [] });
    expect(line.calls()).toBeLessThanOrEqual(3);
    expect(await one('SELECT count(*) n, count(DISTINCT order_no) numbers, max(order_no) last FROM meal_order WHERE service_date = ?', wide[0])).toEqual({ n: 300, numbers: 300, last: 300 });
    await expectBooksToAgree();
  });
});

describe('what stands in the way', () => {
  it('a day that she cancelled by itself is never made again', async () => {
    await standing(db, 'e1');
    await expand(db, NOW);
    const [first] = await all<{ id: string }>('SELECT id FROM meal_order WHERE service_date = ?', TOMORROW);
    await (await visit(db, { elderId: 'e1' }, NOW)).post(`/orders/${first?.id}/cancellation`);
    await expand(db, NOW + 60_000);
    await expand(db, at('08:00', TOMORROW));
    expect(await all('SELECT state FROM meal_order WHERE service_date = ?', TOMORROW)).toEqual([{ state: 'cancelled' }]);
    expect(await failures()).toEqual([]);
  });

  it('a day that she ordered herself, wherever, has one order', async () => {
    await standing(db, 'e1');
    await placeOrder(db, 'e1', { runId: runId('p2', TODAY, 'lunch'), setMealId: 'C' });
    await expand(db, NOW);
    expect((await orders()).map((row) => [row['service_date'], row['set_meal_id']])).toEqual([[TODAY, 'C'], [TOMORROW, 'A']]);
    expect(await failures()).toEqual([]);
  });

  it.each(['hospital', 'institution', 'death'])('%s: nothing is made on those days, and nobody is listed', async (kind) => {
    await standing(db, 'e1');
    await env.DB.prepare("INSERT INTO elder_fact VALUES ('fx', 'e1', ?, 'yes', NULL, ?, NULL, 'x', NULL, 0, 'person:clerk')").bind(kind, TOMORROW).run();
    await expand(db, NOW);
    expect((await orders()).map((row) => row['service_date'])).toEqual([TODAY]);
    expect(await failures()).toEqual([]);
  });

  it('a pause and a skipped day', async () => {
    await standing(db, 'e1');
    await standing(db, 'e2');
    await env.DB.prepare("INSERT INTO pause (id, elder_id, from_date, resume_date, reason, channel, set_at, set_by) VALUES ('p', 'e1', ?, NULL, 'away', 'counter', 0, 'person:cook1')").bind(TOMORROW).run();
    await env.DB.prepare("INSERT INTO standing_order_skip (id, elder_id, slot, service_date, channel, set_at, set_by) VALUES ('k', 'e2', 'lunch', ?, 'elder_page', 0, 'elder:e2')").bind(TODAY).run();
    await expand(db, NOW);
    expect((await orders()).map((row) => [row['elder_id'], row['service_date']])).toEqual([['e1', TODAY], ['e2', TOMORROW]]);
  });

  it('places run out: who set theirs up first gets one, the others are named, and get one when somebody leaves', async () => {
    const narrow = day('2026-11-25');
    await seedRun(db, 'p1', narrow, 'lunch', 2);
    for (const [index, elderId] of ['e3', 'e1', 'e2'].entries()) await standing(db, elderId, { weekdays: only(narrow), setAt: index });
    await expand(db, NOW);
    expect((await orders()).map((row) => row['elder_id'])).toEqual(['e1', 'e3']);
    expect(await failures()).toEqual([{ standing_order_id: 's-e2-lunch', service_date: narrow, refused: 'mode_full' }]);
    const [order] = await all<{ id: string }>("SELECT id FROM meal_order WHERE elder_id = 'e1'");
    await (await visit(db, { elderId: 'e1' }, NOW)).post(`/orders/${order?.id}/cancellation`);
    await expand(db, NOW + 60_000);
    expect(await all("SELECT elder_id FROM meal_order WHERE state = 'placed' ORDER BY elder_id")).toEqual([{ elder_id: 'e2' }, { elder_id: 'e3' }]);
    await expectBooksToAgree();
  });

  it.each([
    ['a licence that has run out', "UPDATE meal_point SET licence_expires_date = '2026-11-23'", 'licence_expired'],
    ['a kitchen that has closed', "UPDATE meal_run SET state = 'closed' WHERE service_date = '2026-11-24'", 'run_closed'],
    ['a way that is not offered', "DELETE FROM meal_run_mode WHERE mode = 'dine_in' AND meal_run_id LIKE '%-24-%'", 'mode_not_offered'],
    ['an empty menu', "DELETE FROM offer WHERE meal_run_id LIKE '%-24-%'", 'not_offered'],
  ])('%s: no order, and the reason by name', async (_what, change, refused) => {
    await standing(db, 'e1', { weekdays: only(TOMORROW) });
    await env.DB.prepare(change).run();
    await expand(db, NOW);
    expect(await orders()).toEqual([]);
    expect(await failures()).toEqual([{ standing_order_id: 's-e1-lunch', service_date: TOMORROW, refused }]);
  });

  it('a day without a run is no failure: the canteen is closed', async () => {
    await env.DB.prepare("DELETE FROM offer WHERE meal_run_id = ?").bind(tomorrows).run();
    await standing(db, 'e1', { weekdays: only(day('2026-11-25')) });
    expect(await expand(db, NOW)).toEqual({ done: 0, failed: 0, left: [] });
  });
});
