import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { scopeFor, type Permission, type Scope } from '../../src/domain/access.ts';
import { parseMonth, type ServiceDate } from '../../src/domain/calendar.ts';
import { decidePlacement } from '../../src/domain/order.ts';
import { recompute } from '../../src/domain/recomputation.ts';
import { calendarChanges } from '../../src/domain/calendar-list.ts';
import { reassessOpenOrders } from '../../src/jobs/reassess-orders.ts';
import { answerCalendarList, loadCalendarList } from '../../src/store/holiday-calendar.ts';
import { loadPlacement, placeOrder as writeOrder } from '../../src/store/orders.ts';
import { claimedMeals } from '../../src/store/policy-trials.ts';
import type { Database } from '../../src/store/read.ts';
import { loadReassessment, recordReassessment } from '../../src/store/reassessments.ts';
import { loadRecomputation } from '../../src/store/recomputations.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { confirmList, declareDay, enterDay, seedWorkdaysOnly, shownTo } from '../support/calendar.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, day, NOW, runId, seedCounty, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

// A subsidy for workdays only, on days that are not what their weekday says.

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
  await seedWorkdaysOnly(db);
});

const selfPay = async (orderId: string) => (await one<{ fen: number }>('SELECT self_pay_fen AS fen FROM meal_order WHERE id = ?', orderId))?.fen;
const lunchOf = (date: ServiceDate) => runId('p1', date, 'lunch');
const WORKDAY = 100;
/** By the seed's own policy: 76 years old. */
const NO_WORKDAY = 700;

function scopeOf(permission: Permission): Scope {
  const elder = { kind: 'elder', elderId: 'e1', name: '', callAs: null, point: { id: 'p1', name: '', phone: '', phoneHours: '' } } as const;
  const clerk = { kind: 'person', personId: 'clerk', name: '', grants: [{ role: 'county_official', divisionCode: '370481000000' }] } as const;
  return scopeFor(permission === 'order.own' ? elder : clerk, permission) ?? expect.fail('no scope');
}
const entry = (now = NOW) => ({ at: now, actor: 'person:clerk2', action: 'x', subject: 'x', requestId: newId() });

describe('what a lunch costs', () => {
  it.each([
    ['a Monday', '2026-10-12', WORKDAY],
    ['a Sunday', '2026-10-11', NO_WORKDAY],
    ['the holiday itself, a Thursday', '2026-10-01', NO_WORKDAY],
    ['a Monday off in exchange', '2026-10-05', NO_WORKDAY],
    ['a Saturday that is worked for it', '2026-10-10', WORKDAY],
  ])('%s: shown, ordered and recomputed alike', async (_what, text, fen) => {
    const date = day(text);
    await seedRun(db, 'p1', date, 'lunch');
    const now = at('08:00', date);
    const elder = await visit(db, { elderId: 'e1' }, now);
    const words = `${fen / 100} 元`;
    expect(await (await elder.get('/')).text()).toContain(words);
    expect(await (await elder.get(`/meals/${lunchOf(date)}/A/dine_in`)).text()).toContain(words);
    const id = await placeOrder(db, 'e1', { runId: lunchOf(date) }, now);
    expect(await selfPay(id)).toBe(fen);
    expect(await differencesOf(id)).toEqual([]);
    await expectBooksToAgree();
  });

  it('of somebody who comes without an order', async () => {
    const date = day('2026-10-05');
    await seedRun(db, 'p1', date, 'lunch');
    await freeze(db, lunchOf(date));
    const cook = await visit(db, { personId: 'cook1' }, at('11:05', date));
    const meal = { elder: 'e1', run: lunchOf(date), meal: 'A', mode: 'dine_in' };
    expect(await (await cook.get(`/canteen/walk-ins?${new URLSearchParams(meal).toString()}`)).text()).toContain('7 元');
    expect((await cook.post('/canteen/walk-ins', { key: newId(), selfPayFen: '700', ...meal })).status).toBe(303);
    expect(await all('SELECT self_pay_fen, channel FROM meal_order')).toEqual([{ self_pay_fen: NO_WORKDAY, channel: 'walk_in' }]);
  });
});

async function differencesOf(orderId: string) {
  const read = (await loadRecomputation(db, scopeOf('statement.read'), orderId)) ?? expect.fail('no order');
  const done = recompute(read.order, read.policies, read.counted);
  return done.exact ? done.differences : done.why;
}

describe('a calendar that changes', () => {
  it('judges open orders again, and the books agree', async () => {
    const id = await placeOrder(db, 'e1', { runId: lunchOf(TOMORROW) });
    expect(await selfPay(id)).toBe(WORKDAY);
    await declareDay(db, NOW, TOMORROW, 'statutory_holiday');
    expect(await all('SELECT elder_id, reason, due_by FROM reassessment_due')).toEqual([{ elder_id: 'e1', reason: 'calendar_changed', due_by: 'person:clerk2' }]);
    await reassessOpenOrders(db, NOW);
    expect(await selfPay(id)).toBe(NO_WORKDAY);
    expect(await all('SELECT reason, self_pay_before_fen AS was, self_pay_after_fen AS now FROM reassessment')).toEqual([{ reason: 'calendar_changed', was: WORKDAY, now: NO_WORKDAY }]);
    expect(await differencesOf(id)).toEqual([]);
    await expectBooksToAgree();
    await declareDay(db, at('08:30'), TOMORROW, 'ordinary');
    await reassessOpenOrders(db, at('08:31'));
    expect(await selfPay(id)).toBe(WORKDAY);
    expect(await all('SELECT number, kind FROM calendar_day WHERE service_date = ? ORDER BY number', TOMORROW)).toEqual([{ number: 1, kind: 'statutory_holiday' }, { number: 2, kind: 'ordinary' }]);
  });

  it('never moves what was eaten, and an order done again takes the day as it was', async () => {
    const id = await placeOrder(db, 'e1');
    await freeze(db, lunchOf(TODAY));
    const cook = await visit(db, { personId: 'cook1' }, at('11:05'));
    expect((await cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() })).status).toBe(303);
    await declareDay(db, at('12:00'), TODAY, 'statutory_holiday');
    expect(await all('SELECT elder_id FROM reassessment_due')).toEqual([]);
    await reassessOpenOrders(db, at('12:01'));
    expect(await selfPay(id)).toBe(WORKDAY);
    expect(await differencesOf(id)).toEqual([]);
  });

  it('is what a trial asks: days as they are known now', async () => {
    const id = await placeOrder(db, 'e1');
    await freeze(db, lunchOf(TODAY));
    await (await visit(db, { personId: 'cook1' }, at('11:05'))).post(`/canteen/orders/${id}/hand-over`, { key: newId() });
    const november = parseMonth('2026-11') ?? expect.fail('no month');
    const meals = () => claimedMeals(db, [], november, sql`1`, 10);
    expect((await meals())[0]?.meal).not.toHaveProperty('statutoryHoliday');
    await declareDay(db, at('12:00'), TODAY, 'statutory_holiday');
    expect((await meals())[0]?.meal).toMatchObject({ statutoryHoliday: true, point: { id: 'p1' } });
  });

  it('leaves orders for other days alone', async () => {
    await placeOrder(db, 'e1');
    await declareDay(db, NOW, TOMORROW, 'statutory_holiday');
    expect(await all('SELECT elder_id FROM reassessment_due')).toEqual([]);
  });
});

describe('races', () => {
  const wish = { runId: lunchOf(TOMORROW), setMealId: 'A', mode: 'dine_in' as const, elderId: 'e1' };
  const readOrder = async () => {
    const read = (await loadPlacement(db, scopeOf('order.own'), wish)) ?? expect.fail('nothing to order');
    const placement = decidePlacement(read.facts, NOW);
    if (placement.refused !== null) return expect.fail(placement.refused);
    return { id: newId(), wish, channel: 'elder_page' as const, placement, payBy: 'cash' as const, read };
  };

  it('an order decided before the calendar changed is decided again', async () => {
    const order = await readOrder();
    await declareDay(db, NOW, TOMORROW, 'day_off');
    expect(await writeOrder(db, entry(), order, { key: newId(), payloadHash: '', answer: '' })).toBe('conflict');
    expect(await selfPay(await placeOrder(db, 'e1', { runId: lunchOf(TOMORROW) }))).toBe(NO_WORKDAY);
  });

  it('a day taken back and said again in between differs too', async () => {
    await declareDay(db, NOW, TOMORROW, 'day_off');
    const order = await readOrder();
    await declareDay(db, NOW, TOMORROW, 'ordinary');
    await declareDay(db, NOW, TOMORROW, 'day_off');
    expect(await writeOrder(db, entry(), order, { key: newId(), payloadHash: '', answer: '' })).toBe('conflict');
  });

  it('an order written while the second official reads is judged again', async () => {
    const path = await enterDay(db, NOW, TOMORROW, 'statutory_holiday');
    const shown = await shownTo(db, NOW, path);
    const id = await placeOrder(db, 'e1', { runId: lunchOf(TOMORROW) });
    expect((await (await visit(db, { personId: 'clerk2' }, NOW)).post(`${path}/answer`, { shown, outcome: 'confirmed' })).status).toBe(303);
    await reassessOpenOrders(db, NOW);
    expect(await selfPay(id)).toBe(NO_WORKDAY);
  });

  it('a re-assessment decided before the calendar changed writes nothing', async () => {
    const id = await placeOrder(db, 'e1', { runId: lunchOf(TOMORROW) });
    const read = await loadReassessment(db, ['e1']);
    await declareDay(db, NOW, TOMORROW, 'statutory_holiday');
    expect(await recordReassessment(db, entry(), read)).toBe('conflict');
    await reassessOpenOrders(db, NOW);
    expect(await selfPay(id)).toBe(NO_WORKDAY);
  });

  it('of two who confirm at once, one does', async () => {
    const path = await enterDay(db, NOW, TOMORROW, 'statutory_holiday');
    const read = (await loadCalendarList(db, scopeOf('calendar.enter'), path.split('/').at(-1) ?? '')) ?? expect.fail('no list');
    const changes = calendarChanges(read.now, read.list.days);
    const write = () => answerCalendarList(db, entry(), { read, outcome: 'confirmed', shownHash: 'h', changes });
    expect((await Promise.all([write(), write(), write()])).sort()).toEqual(['conflict', 'conflict', 'done']);
    expect(await all('SELECT number FROM calendar_day WHERE service_date = ?', TOMORROW)).toEqual([{ number: 1 }]);
    expect((await confirmList(db, NOW, path)).status).toBe(303);
  });
});
