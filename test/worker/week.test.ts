import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { placeOrder } from '../support/ordering.ts';
import { hiddenIn, seedWorker } from '../support/village.ts';
import { at, NOW, runId, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// The worker's people: e1 李秀英, e2 王桂兰 (a severe peanut allergy: not B), e3 张德昌. e4 赵玉珍 lives in another village.

let db: Database;
let worker: Visitor;
beforeEach(async () => {
  ({ db, worker } = await seedWorker(NOW));
});

const LUNCH = runId('p1', TODAY, 'lunch');
const NEXT = runId('p1', TOMORROW, 'lunch');
const cell = (elder: string, run: string) => `c.${elder}.${run}`;
const draft = (more: Record<string, string> = {}) => ({ day: TODAY, slot: 'lunch', page: '1', to: 'check', 'm.e1': 'dine_in', 'm.e2': 'home_delivery', 'm.e3': 'pickup', ...more });
const check = async (more: Record<string, string>) => (await worker.post('/community/week', draft(more))).text();
const orders = async () =>
  (await env.DB.prepare('SELECT elder_id AS elder, service_date AS day, set_meal_id AS meal, mode, channel, placed_by AS by FROM meal_order ORDER BY elder_id, service_date').all()).results;
/** Reads the drafts over and presses the button of that page. */
const confirm = async (more: Record<string, string>, by = worker) => by.post('/community/order-batches', hiddenIn(await check(more), '/community/order-batches'));

describe('the week of a village', () => {
  it('shows whom one can order for and who has ordered, those of the village only, with a cell for each day that takes orders', async () => {
    await placeOrder(db, 'e3');
    const page = await (await worker.get('/community/week')).text();
    expect(page).toContain(`name="${cell('e1', LUNCH)}"`);
    expect(page).toContain(`name="${cell('e1', NEXT)}"`);
    expect(page).not.toContain(`name="${cell('e3', LUNCH)}"`);
    expect(page).toMatch(/<td class="ordered"[^>]*><b>A<\/b><small>已订/);
    expect(page).toContain('不供');
    expect(page).toContain('B 花生芹菜套餐（过敏）');
    expect(page).not.toContain('赵玉珍');
  });

  it('says what is shut once the cut-off has passed', async () => {
    const late = await visit(db, { personId: 'worker1' }, at('09:40'));
    const page = await (await late.get('/community/week')).text();
    expect(page).not.toContain(`name="${cell('e1', LUNCH)}"`);
    expect(page).toContain('<td class="shut">截止</td>');
  });

  it('is a form without a script, for another sitting and another week too', async () => {
    const dinner = runId('p1', TODAY, 'dinner');
    expect(await (await worker.get('/community/week?slot=dinner')).text()).toContain(`name="${cell('e1', dinner)}"`);
    expect(await (await worker.get(`/community/week?day=${addDays(TODAY, 7)}`)).text()).not.toContain('<select name="c.');
    expect((await worker.get('/community/week?page=2')).status).toBe(404);
    expect((await worker.get('/community/week?slot=tea')).status).toBe(404);
  });
});

describe('a draft is read over before anything is ordered', () => {
  it('says what it costs, who cannot have it and why', async () => {
    await placeOrder(db, 'e3');
    const page = await check({ [cell('e1', LUNCH)]: 'A', [cell('e1', NEXT)]: 'C', [cell('e2', LUNCH)]: 'B', [cell('e3', LUNCH)]: 'A' });
    expect(page).toContain('会订上的：2 份');
    expect(page).toContain('自己付合计 <b>19 元</b>');
    expect(page).toMatch(/订不了的：2 份[^]*王桂兰[^]*严重过敏[^]*张德昌[^]*已有订单/);
    expect(await orders()).toHaveLength(1);
  });

  it('keeps what was chosen on the way back, and asks for something where nothing is chosen', async () => {
    const back = await (await worker.post('/community/week', { ...draft({ [cell('e1', NEXT)]: 'C', 'm.e1': 'pickup' }), to: 'edit' })).text();
    expect(back).toMatch(/<option value="C" selected/);
    expect(back).toMatch(/<option value="pickup" selected/);
    const nothing = await worker.post('/community/week', draft());
    expect([nothing.status, await nothing.text()]).toEqual([422, expect.stringContaining('还没有选')]);
  });

  it('counts room, and meals before it in the same draft', async () => {
    await env.DB.prepare(`UPDATE offer SET capacity = 1 WHERE meal_run_id = '${LUNCH}' AND set_meal_id = 'A'`).run();
    expect(await check({ [cell('e1', LUNCH)]: 'A', [cell('e3', LUNCH)]: 'A' })).toMatch(/订不了的：1 份[^]*已订满/);
  });

  it('does not know people of another village, nor what is no form of the page', async () => {
    expect((await worker.post('/community/week', draft({ [cell('e4', runId('p2', TODAY, 'lunch'))]: 'A', 'm.e4': 'pickup' }))).status).toBe(404);
    expect((await worker.post('/community/week', draft({ surprise: '1' }))).status).toBe(422);
    expect((await worker.post('/community/week', draft({ [cell('e1', LUNCH)]: 'A', 'm.e1': 'by_air' }))).status).toBe(422);
  });
});

describe('what was confirmed is ordered', () => {
  it('as ordinary orders that say who placed them, each once whoever presses', async () => {
    const page = await check({ [cell('e1', LUNCH)]: 'A', [cell('e1', NEXT)]: 'A', [cell('e2', LUNCH)]: 'A' });
    const form = hiddenIn(page, '/community/order-batches');
    const [first, second] = await Promise.all([worker.post('/community/order-batches', form), worker.post('/community/order-batches', form)]);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const placed = { meal: 'A', channel: 'community_worker', by: 'person:worker1' };
    expect(await orders()).toEqual([
      { elder: 'e1', day: TODAY, mode: 'dine_in', ...placed },
      { elder: 'e1', day: TOMORROW, mode: 'dine_in', ...placed },
      { elder: 'e2', day: TODAY, mode: 'home_delivery', ...placed },
    ]);
    const result = await (await worker.get(first.headers.get('location') ?? '')).text();
    expect(result).toContain('都订好了');
    expect(result).toContain('订好的：3 份');
    expect((await env.DB.prepare("SELECT count(*) AS n FROM transfer WHERE kind = 'reserve'").first<{ n: number }>())?.n).toBeGreaterThan(0);
  });

  it('what has changed since is named, and the others get theirs', async () => {
    const page = await check({ [cell('e1', LUNCH)]: 'A', [cell('e3', LUNCH)]: 'A' });
    await placeOrder(db, 'e1', { setMealId: 'C' });
    const answer = await worker.post('/community/order-batches', hiddenIn(page, '/community/order-batches'));
    const result = await (await worker.get(answer.headers.get('location') ?? '')).text();
    expect(result).toMatch(/没订成的：1 份[^]*李秀英[^]*已有订单[^]*订好的：1 份[^]*张德昌/);
    expect(await orders()).toHaveLength(2);
  });

  it('nobody orders at another price than the one that was read', async () => {
    const form = hiddenIn(await check({ [cell('e1', LUNCH)]: 'A' }), '/community/order-batches');
    const answer = await worker.post('/community/order-batches', { ...form, 'l.1': (form['l.1'] ?? '').replace(/\d+$/, '1') });
    expect(await (await worker.get(answer.headers.get('location') ?? '')).text()).toContain('价钱和确认的时候不一样了');
    expect(await orders()).toEqual([]);
  });

  it('crosses the cut-off between the two pages without a meal', async () => {
    const page = await check({ [cell('e1', LUNCH)]: 'A' });
    const late = await visit(db, { personId: 'worker1' }, at('09:40'));
    const answer = await late.post('/community/order-batches', hiddenIn(page, '/community/order-batches'));
    expect(await (await late.get(answer.headers.get('location') ?? '')).text()).toContain('已过截止时间');
  });

  it('is nobody else’s: another worker finds no such batch, a line for a stranger is refused', async () => {
    const location = (await confirm({ [cell('e1', LUNCH)]: 'A' })).headers.get('location') ?? '';
    const other = await visit(db, { personId: 'worker2' }, NOW);
    expect((await other.get(location)).status).toBe(404);
    expect((await other.post(`${location}/steps`)).status).toBe(404);
    const forged = { key: newId(), 'l.1': `e4.${runId('p2', TODAY, 'lunch')}.A.pickup.700` };
    expect((await worker.post('/community/order-batches', forged)).status).toBe(404);
    expect((await worker.post('/community/order-batches', { key: newId() })).status).toBe(422);
    expect((await worker.post('/community/order-batches', { key: newId(), 'l.1': 'rubbish' })).status).toBe(422);
  });
});

describe('more than one request can order', () => {
  it('goes on in steps until nothing is left, and after a fault from where it stood', async () => {
    const days = Array.from({ length: 8 }, (_, index) => addDays(TODAY, 7 + index));
    for (const date of days) await seedRun(db, 'p1', date, 'lunch');
    const picked = Object.fromEntries(days.flatMap((date) => ['e1', 'e2', 'e3'].map((elder) => [cell(elder, runId('p1', date, 'lunch')), 'A'] as const)));
    const form = hiddenIn(await check(picked), '/community/order-batches');
    // Breaks in the middle of the first lines, after the batch was kept.
    const broken = worker.over({ DB: faultyDatabase(env.DB, { call: 13, when: 'before' }).db });
    const location = (await broken.post('/community/order-batches', form)).headers.get('location') ?? '';
    const half = (await orders()).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(20);
    expect(await (await worker.get('/community/week')).text()).toContain(`还有 ${24 - half} 份没有订完`);
    expect((await worker.post(`${location}/steps`)).headers.get('location')).toBe(location);
    await worker.post(`${location}/steps`);
    expect(await orders()).toHaveLength(24);
    const result = await (await worker.get(location)).text();
    expect(result).toContain('订好的：24 份');
    expect(result).not.toContain('data-carry-on');
  });

  it('a batch that was kept unheard and is sent again is ordered with that', async () => {
    vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const form = hiddenIn(await check({ [cell('e1', NEXT)]: 'A', [cell('e3', NEXT)]: 'C' }), '/community/order-batches');
    expect((await worker.over({ DB: faultyDatabase(env.DB, { call: 3, when: 'after' }).db }).post('/community/order-batches', form)).status).toBe(503);
    vi.unstubAllGlobals();
    expect(await orders()).toEqual([]);
    for (let press = 0; press < 2; press += 1) expect((await worker.post('/community/order-batches', form)).status).toBe(303);
    expect((await orders()).map((each) => each['elder'])).toEqual(['e1', 'e3']);
  });

  it('POST /community/order-batches/:batchId/steps, over a line that breaks before or after each of its calls: every line is ordered once', async () => {
    vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));
    vi.spyOn(console, 'error').mockReturnValue(undefined);
    const form = hiddenIn(await check({ [cell('e1', NEXT)]: 'A', [cell('e2', NEXT)]: 'A', [cell('e3', NEXT)]: 'C' }), '/community/order-batches');
    // Kept, and nothing of it ordered yet.
    expect((await worker.over({ DB: faultyDatabase(env.DB, { call: 4, when: 'before' }).db }).post('/community/order-batches', form)).status).toBe(503);
    expect(await orders()).toEqual([]);
    const batch = await env.DB.prepare('SELECT id FROM order_batch').first<string>('id');
    for (let call = 1; call < 9; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const answer = await worker.over({ DB: faultyDatabase(env.DB, { call, when }).db }).post(`/community/order-batches/${batch}/steps`);
        expect([303, 503]).toContain(answer.status);
      }
    }
    expect((await worker.post('/community/order-batches', form)).headers.get('location')).toBe(`/community/order-batches/${batch}`);
    expect((await orders()).map((one) => [one['elder'], one['meal']])).toEqual([['e1', 'A'], ['e2', 'A'], ['e3', 'C']]);
    vi.unstubAllGlobals();
  });
});
