import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runJobs } from '../../src/jobs/jobs.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, day, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

let db: Database;
const lines: string[] = [];

beforeEach(async () => {
  db = await seedCounty();
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  lines.length = 0;
});

const all = async <Row = Record<string, unknown>>(sql: string): Promise<Row[]> => (await env.DB.prepare(sql).all<Row>()).results;
const one = async (sql: string) => (await all(sql))[0];
const stateOf = async (id: string) => (await one(`SELECT state FROM meal_run WHERE id = '${id}'`))?.['state'];
const jobs = (now: number) => runJobs(env, now);
const dinner = runId('p1', TODAY, 'dinner');

/** Everything that the jobs may change, to compare before and after. */
const everything = async () => ({
  runs: await all('SELECT id, state FROM meal_run ORDER BY id'),
  closings: await all('SELECT * FROM meal_run_closing ORDER BY meal_run_id'),
  orders: await all('SELECT id, state FROM meal_order ORDER BY id'),
  transfers: await all('SELECT * FROM transfer ORDER BY id'),
  totals: await all('SELECT * FROM day_total ORDER BY meal_point_id, service_date, slot'),
  audit: await all('SELECT count(*) n FROM audit'),
});

describe('closing what is due', () => {
  it('not a millisecond early, and then with the orders that count', async () => {
    const id = await placeOrder(db, 'e1');
    await jobs(at('09:50') - 1);
    expect(await stateOf(LUNCH)).toBe('open');
    await jobs(at('09:50'));
    expect(await stateOf(LUNCH)).toBe('closed');
    expect(await stateOf(runId('p2', TODAY, 'lunch'))).toBe('closed');
    expect(await stateOf(dinner)).toBe('open');
    expect(await one(`SELECT closed_at, closed_by, order_ids FROM meal_run_closing WHERE meal_run_id = '${LUNCH}'`)).toEqual({
      closed_at: at('09:50'), closed_by: 'job:close-meal-runs', order_ids: JSON.stringify([id]),
    });
    expect(await all("SELECT subject FROM audit WHERE actor = 'job:close-meal-runs' ORDER BY subject")).toEqual([
      { subject: `meal_run:${LUNCH}` }, { subject: `meal_run:${runId('p2', TODAY, 'lunch')}` },
    ]);
  });

  it('leaves alone what was closed by hand', async () => {
    await (await visit(db, { personId: 'cook1' }, at('09:00'))).post(`/canteen/meal-runs/${LUNCH}/closing`);
    await jobs(at('09:50'));
    expect(await one(`SELECT closed_by FROM meal_run_closing WHERE meal_run_id = '${LUNCH}'`)).toEqual({ closed_by: 'person:cook1' });
  });

  it('twice, and three at once, is as good as once', async () => {
    await placeOrder(db, 'e1');
    await Promise.all([jobs(at('09:50')), jobs(at('09:50')), jobs(at('09:50'))]);
    const once = await everything();
    await jobs(at('09:51'));
    expect(await everything()).toEqual(once);
    expect(await one("SELECT count(*) n FROM audit WHERE action = 'meal_run.close'")).toEqual({ n: 2 });
  });

  it('a run that cannot be closed stops nobody else, and is named without names of people', async () => {
    await placeOrder(db, 'e1');
    await env.DB.prepare(`INSERT INTO meal_run_closing VALUES ('${LUNCH}', 1, 'person:nobody', '[]')`).run();
    await jobs(at('09:50'));
    expect(await stateOf(LUNCH)).toBe('open');
    expect(await stateOf(runId('p2', TODAY, 'lunch'))).toBe('closed');
    const said = lines.map((line) => JSON.parse(line));
    expect(said.filter((line) => line.level !== 'info')).toEqual([{ level: 'warn', job: 'close-meal-runs', done: 1, left: [{ id: LUNCH, cause: 'conflict' }] }]);
    expect(new Set(said.map((line) => line.job)).size).toBe(said.length);
    expect(said.map((line) => line.job)).toEqual(expect.arrayContaining(['settle-deaths', 'finish-meal-runs', 'expand-standing-orders', 'carry-on-trials', 'reassess-orders', 'check-invariants', 'send-messages']));
  });

  it('closes 330 runs in few trips, three hundred at a call', async () => {
    const date = day('2026-12-01');
    await env.DB.prepare(
      `INSERT INTO meal_run SELECT 'x' || value, meal_point_id, date(?2, '+' || value || ' days'), 'lunch', kitchen_id, operator_id, ?3, ?3, 10, ?3, ?3, ?3, 'release', 'open', 0
        FROM meal_run, json_each(?1) WHERE meal_run.id = ?4`,
    ).bind(JSON.stringify(Array.from({ length: 330 }, (_, index) => index)), date, at('09:50', date), LUNCH).run();
    const batches = vi.spyOn(env.DB, 'batch');
    await jobs(at('09:50', date));
    expect(batches.mock.calls.length).toBeGreaterThan(0);
    expect(batches.mock.calls.length).toBeLessThanOrEqual(15);
    await jobs(at('09:51', date));
    expect(await one(`SELECT count(*) n FROM meal_run_closing WHERE meal_run_id LIKE 'x%'`)).toEqual({ n: 330 });
  });
});

describe('ending the day', () => {
  const totals = async () => one(`SELECT ordered, handed_over, missed FROM day_total WHERE meal_point_id = 'p1' AND slot = 'lunch'`);

  it('nobody came: missed, the subsidy is free again, counted once', async () => {
    const id = await placeOrder(db, 'e1');
    await jobs(at('23:59'));
    expect([await stateOf(LUNCH), await stateOf(dinner)]).toEqual(['closed', 'closed']);
    expect(await one('SELECT state FROM meal_order')).toEqual({ state: 'placed' });
    await jobs(at('00:00', TOMORROW));
    expect([await stateOf(LUNCH), await stateOf(dinner)]).toEqual(['done', 'done']);
    expect(await one('SELECT state FROM meal_order')).toEqual({ state: 'missed' });
    const [reserve, released] = await all<Record<string, unknown>>('SELECT * FROM transfer ORDER BY at');
    expect(released).toMatchObject({
      order_id: id, kind: 'void', resolves_id: reserve?.['id'], debit_account: 'payer:unspecified', credit_account: 'operator:op1',
      amount_fen: 800, period: '2026-11', at: at('00:00', TOMORROW),
    });
    expect(await totals()).toEqual({ ordered: 1, handed_over: 0, missed: 1 });
  });

  it('who has eaten is not missed', async () => {
    const eaten = await placeOrder(db, 'e1');
    await placeOrder(db, 'e2');
    await jobs(at('09:50'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
    await cook.post(`/canteen/orders/${eaten}/hand-over`, { key: newId() });
    await jobs(at('00:05', TOMORROW));
    expect(await all('SELECT elder_id, state FROM meal_order ORDER BY elder_id')).toEqual([
      { elder_id: 'e1', state: 'handed_over' }, { elder_id: 'e2', state: 'missed' },
    ]);
    expect(await totals()).toEqual({ ordered: 2, handed_over: 1, missed: 1 });
    expect(await all("SELECT kind, count(*) n FROM transfer WHERE kind IN ('post', 'void') AND debit_account LIKE 'payer:%' GROUP BY kind")).toEqual([
      { kind: 'post', n: 1 }, { kind: 'void', n: 1 },
    ]);
  });

  it('after days without power it catches up in one call: closed first, then ended', async () => {
    await placeOrder(db, 'e1');
    await placeOrder(db, 'e3', { runId: dinner });
    await jobs(at('08:00', day('2026-11-30')));
    expect(await all('SELECT DISTINCT state FROM meal_run')).toEqual([{ state: 'done' }]);
    expect(await all('SELECT DISTINCT state FROM meal_order')).toEqual([{ state: 'missed' }]);
    const once = await everything();
    await Promise.all([jobs(at('08:01', day('2026-11-30'))), jobs(at('08:01', day('2026-11-30')))]);
    expect(await everything()).toEqual(once);
  });

  it('a run whose orders cannot be ended stops nobody else', async () => {
    await placeOrder(db, 'e1');
    await placeOrder(db, 'e4', { runId: runId('p2', TODAY, 'lunch') });
    await env.DB.prepare(
      "CREATE TRIGGER broken BEFORE UPDATE OF state ON meal_order WHEN OLD.elder_id = 'e1' BEGIN SELECT RAISE(ABORT, 'broken'); END",
    ).run();
    await jobs(at('00:05', TOMORROW));
    expect([await stateOf(LUNCH), await stateOf(runId('p2', TODAY, 'lunch'))]).toEqual(['closed', 'done']);
    expect(await all('SELECT elder_id, state FROM meal_order ORDER BY elder_id')).toEqual([
      { elder_id: 'e1', state: 'placed' }, { elder_id: 'e4', state: 'missed' },
    ]);
    expect(lines.map((line) => JSON.parse(line)).filter((said) => said.level !== 'info').map((said) => [said.job, said.level])).toEqual([['finish-meal-runs', 'warn']]);
  });

  it('no line of the log names anybody', async () => {
    await placeOrder(db, 'e1');
    await jobs(at('00:05', TOMORROW));
    expect(lines.length).toBeGreaterThanOrEqual(6);
    expect(lines.join()).not.toMatch(/e1|李秀英/);
  });
});
