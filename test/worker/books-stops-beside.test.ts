import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeMealRuns } from '../../src/jobs/close-meal-runs.ts';
import { finishMealRuns } from '../../src/jobs/finish-meal-runs.ts';
import { settleDeathsLeft } from '../../src/jobs/settle-deaths.ts';
import { loadOverdue } from '../../src/store/job-marks.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { between } from '../support/between.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { endOf, MORNING, official, stopPlace, TOMORROWS } from '../support/books-stops.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { hiddenOf } from '../support/rosters.ts';
import { freeze } from '../support/runs.ts';
import { at, NOW, runId, TOMORROW } from '../support/seed.ts';
import { hiddenIn, seedWorker } from '../support/village.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// What a stop at p1 has nothing to do with goes on, and nobody is told what is not so.

let db: Database;
let worker: Visitor;
beforeEach(async () => {
  ({ db, worker } = await seedWorker(NOW));
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});
const stop = () => stopPlace('order_fits_run', { point: 'p1' }, at('12:00'));
const NOON = at('12:10');
const LATER = at('12:30');

describe('a death that leaves a claim where the books stand still', () => {
  let ordered: string;
  let notice: string;
  const stands = [{ id: 'e1', cause: 'the books stand still' }];
  const settlings = () => one("SELECT count(*) AS n FROM audit WHERE action = 'death.settle'");
  const confirm = async (by?: Visitor) => {
    const shown = hiddenOf(await (await (await visit(db, { personId: 'clerk2' }, NOON)).get(notice)).text(), 'shown')['shown'] ?? '';
    return (by ?? (await visit(db, { personId: 'clerk2' }, NOON))).post(notice, { shown, outcome: 'confirmed' });
  };
  const state = async () => ({
    ...(await one('SELECT state FROM meal_order WHERE id = ?', ordered)),
    ...(await one("SELECT (SELECT count(*) FROM claim_reversal) AS reversed, (SELECT count(*) FROM card WHERE elder_id = 'e1' AND revoked_at IS NULL) AS cards")),
  });

  beforeEach(async () => {
    const eaten = await placeOrder(db, 'e1');
    ordered = await placeOrder(db, 'e1', { runId: runId('p2', TOMORROW, 'lunch') });
    await freeze(db, LUNCH);
    expect((await (await visit(db, { personId: 'cook1' }, at('11:30'))).post(`/canteen/orders/${eaten}/hand-over`, { key: newId() })).status).toBe(303);
    notice = (await (await official(db, NOON)).post('/civil/deaths/elders/e1', { key: newId(), died: '2026-11-22', told: '社区', document: '' })).headers.get('location') ?? '';
  });

  it('is settled but for that; the page says what waits, the job leaves it by name and catches up', async () => {
    const id = await stop();
    expect((await confirm()).status).toBe(303);
    expect(await state()).toEqual({ state: 'cancelled', reversed: 0, cards: 0 });
    expect(await (await (await official(db, NOON)).get(notice)).text()).toMatch(/还记了 1 份餐，冲回[\s\S]*恢复以后系统自动办/);
    const before = await settlings();
    expect([await settleDeathsLeft(db, LATER), await settleDeathsLeft(db, LATER)]).toEqual([{ done: 0, left: stands }, { done: 0, left: stands }]);
    expect(await settlings()).toEqual(before);
    await endOf(db, id, LATER);
    expect(await settleDeathsLeft(db, LATER)).toEqual({ done: 1, left: [] });
    expect(await state()).toEqual({ state: 'cancelled', reversed: 1, cards: 0 });
    expect(await all('SELECT * FROM death_to_settle')).toEqual([]);
    await expectBooksToAgree();
  });

  it('is written all the same where the stop comes between looking and settling', async () => {
    const { visitor } = between(await visit(db, { personId: 'clerk2' }, NOON), 4, stop);
    expect((await confirm(visitor)).status).toBe(303);
    expect(await all("SELECT outcome FROM death_decision")).toEqual([{ outcome: 'confirmed' }]);
    expect(await state()).toEqual({ state: 'placed', reversed: 0, cards: 1 });
    expect(await settleDeathsLeft(db, LATER)).toEqual({ done: 1, left: [] });
    expect(await settleDeathsLeft(db, LATER)).toEqual({ done: 0, left: stands });
    expect(await state()).toEqual({ state: 'cancelled', reversed: 0, cards: 0 });
  });
});

it('what stands still is not late: a run that is not ended, somebody not judged again', async () => {
  await placeOrder(db, 'e1', { runId: TOMORROWS });
  await env.DB.prepare("INSERT INTO reassessment_due (elder_id, due_at, reason, due_by) VALUES ('e1', 0, 'fact_changed', 'person:clerk')").run();
  const late = async () => (await loadOverdue(db, MORNING)).map(({ what }) => what).filter((what) => what === 'finishing' || what === 'reassessment');
  const id = await stop();
  await closeMealRuns(db, at('23:00'));
  await finishMealRuns(db, MORNING);
  expect(await late()).toEqual([]);
  await endOf(db, id, MORNING);
  expect(await late()).toEqual(['finishing', 'reassessment']);
});

it('whoever has ordered the next meal is not told to telephone for another', async () => {
  await placeOrder(db, 'e1', { runId: TOMORROWS });
  await stop();
  const home = async (elderId: string) => (await (await visit(db, { elderId }, NOON)).get('/')).text();
  expect(await home('e1')).toContain('订好了');
  expect(await home('e1')).not.toContain('请打电话订饭');
  expect(await home('e2')).toContain('请打电话订饭');
});

it('a village’s batch that meets a stop half way orders what it can and names the rest', async () => {
  const drafts = { day: TOMORROW, slot: 'lunch', page: '1', to: 'check', 'm.e1': 'dine_in', 'm.e3': 'dine_in', [`c.e1.${TOMORROWS}`]: 'A', [`c.e3.${TOMORROWS}`]: 'A' };
  const form = hiddenIn(await (await worker.post('/community/week', drafts)).text(), '/community/order-batches');
  const { visitor } = between(worker, 8, stop);
  const answer = await visitor.post('/community/order-batches', form);
  expect(answer.status).toBe(303);
  expect(await all('SELECT elder_id, outcome FROM order_batch_line ORDER BY elder_id')).toEqual([{ elder_id: 'e1', outcome: 'placed' }, { elder_id: 'e3', outcome: 'point_stopped' }]);
  const page = await (await worker.get(answer.headers.get('location') ?? '')).text();
  expect(page).toContain('打这家食堂的电话订');
  const week = await (await worker.get(`/community/week?day=${TOMORROW}`)).text();
  expect(week).toContain('<td class="shut">打电话</td>');
});

it('whoever orders for a village is told to telephone, not that all is ordered or has no menu', async () => {
  await stop();
  const asked = await (await worker.get('/community/phone-orders?elder=e1')).text();
  expect([asked.includes('打这家食堂的电话订'), asked.includes('都已截止')]).toEqual([true, false]);
});

describe('at the canteen’s desk, before anything is typed or taken', () => {
  const DESK = ['/canteen', '/canteen/counter', '/canteen/counter?elder=e1', '/canteen/phone-orders', '/canteen/phone-orders?elder=e1', '/canteen/walk-ins?elder=e1', '/canteen/paper-lists'];
  const page = async (path: string) => (await (await visit(db, { personId: 'cook1' }, NOON)).get(path)).text();

  it.each(DESK)('%s says since when and what to do, above every field; without a stop nothing', async (path) => {
    expect(await page(path)).not.toContain('停着');
    await stop();
    const stopped = await page(path);
    expect(stopped.indexOf('荆河街道长者食堂的账从 11 月 23 日 12:00 停着')).toBeGreaterThan(0);
    expect(stopped).toContain('没订的在纸上记姓名');
    const form = stopped.indexOf('<form', stopped.indexOf('<main'));
    if (form > 0) expect(stopped.indexOf('停着')).toBeLessThan(form);
    expect(stopped).not.toMatch(/打这家食堂的电话|都已截止/);
  });

  it('a stop of the operator stands over each of its points', async () => {
    await stopPlace('no_negative_balance', { operator: 'op1' }, at('12:00'));
    for (const path of ['/canteen/counter', '/canteen/phone-orders']) expect(await page(path)).toContain('荆河街道长者食堂的账从 11 月 23 日 12:00 停着');
  });

  it('a walk-in is offered no meal', async () => {
    expect(await page('/canteen/walk-ins?elder=e1')).toContain('mode=dine_in');
    await stop();
    expect(await page('/canteen/walk-ins?elder=e1')).not.toContain('mode=dine_in');
  });

  it.each(['top-ups', 'refunds'])('%s asks for no amount, whether the point or the county stands still', async (kind) => {
    const asked = `/canteen/${kind}?elder=e1&point=p1`;
    expect(await page(asked)).toContain('name="amount"');
    const id = await stopPlace('funds_as_given', 'county', at('12:00'));
    const of = async () => ({ says: (await page(asked)).includes('充值、退款从 11 月 23 日 12:00 停着'), asks: (await page(asked)).includes('name="amount"') });
    expect(await of()).toEqual({ says: true, asks: false });
    expect(await page('/canteen/counter')).not.toContain('停着');
    const typed = { elder: 'e1', point: 'p1', amount: '10', ...(kind === 'top-ups' ? { counterpart: '' } : { reason: '搬家' }) };
    expect((await (await visit(db, { personId: 'cook1' }, NOON)).post(`/canteen/${kind}`, typed)).status).toBe(409);
    await endOf(db, id, LATER);
    expect(await of()).toEqual({ says: false, asks: true });
    await stop();
    expect(await of()).toEqual({ says: true, asks: false });
  });
});
