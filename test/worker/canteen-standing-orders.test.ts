import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { NOW, runId, seedCounty, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { expand, only, standing } from '../support/standing-orders.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let cook: Visitor;
const WEDNESDAY = addDays(TODAY, 2);

beforeEach(async () => {
  db = await seedCounty();
  await seedRun(db, 'p1', WEDNESDAY, 'lunch');
  cook = await visit(db, { personId: 'cook1' }, NOW);
});

const list = async (visitor = cook) => (await visitor.get('/canteen/standing-orders')).text();
const placed = () => all<{ service_date: string; mode: string }>("SELECT service_date, mode FROM meal_order WHERE elder_id = 'e1' AND slot = 'lunch' AND state = 'placed' ORDER BY service_date");
const alarm = (page: string) => /<section class="card alarm">[^]*?<\/section>/.exec(page)?.[0] ?? '';

/** Nobody can be brought a meal tomorrow: e1 and e2 are named. */
async function twoFail(): Promise<void> {
  for (const elderId of ['e1', 'e2']) await standing(db, elderId, { mode: 'home_delivery', weekdays: only(TOMORROW) });
  await env.DB.prepare("UPDATE meal_run_mode SET capacity = 0 WHERE mode = 'home_delivery'").run();
  await expand(db, NOW);
}

describe('whom the canteen must call', () => {
  it('stands first, by name, with the reason, the phone masked; another canteen sees nobody', async () => {
    await twoFail();
    const page = await list();
    expect(alarm(page)).toContain('2 顿没有订上');
    for (const word of ['李秀英', '王桂兰', '这种用餐方式满了']) expect(alarm(page)).toContain(word);
    expect(page).not.toContain('10000000001');
    const other = await list(await visit(db, { personId: 'cook2' }, NOW));
    expect(other).not.toContain('李秀英');
    expect(other).toContain('该订的都订上了');
  });

  it('shows one number in full, after a trace with its reason; where none can be left, nothing is shown', async () => {
    await twoFail();
    const page = await (await cook.post('/canteen/standing-orders/s-e1-lunch/look', { date: TOMORROW })).text();
    expect(page).toContain('10000000001');
    expect(page).not.toContain('10000000002');
    expect(await all("SELECT actor, subject, reason FROM audit WHERE action = 'standing_order.look'")).toEqual([
      { actor: 'person:cook1', subject: 'elder:e1', reason: '长期订餐没订上，打电话' },
    ]);
    expect((await cook.post('/canteen/standing-orders/s-e1-lunch/look', { date: TODAY })).status).toBe(404);
    expect((await (await visit(db, { personId: 'cook2' }, NOW)).post('/canteen/standing-orders/s-e1-lunch/look', { date: TOMORROW })).status).toBe(404);
    await env.DB.prepare("CREATE TRIGGER no_trace BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'out of order'); END").run();
    const refused = await cook.post('/canteen/standing-orders/s-e1-lunch/look', { date: TOMORROW });
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(await refused.text()).not.toContain('10000000001');
  });

  it('is worked off: not reached is tried again, a second press records one call, what was arranged is done', async () => {
    await twoFail();
    const call = (outcome: string, number: string, note = '') => cook.post('/canteen/standing-orders/s-e1-lunch/calls', { date: TOMORROW, number, outcome, note });
    await Promise.all([call('no_answer', '1'), call('no_answer', '1')]);
    expect(alarm(await list())).toContain('没打通');
    expect(alarm(await list())).toContain('2 顿没有订上');
    await call('arranged', '2', '孙子来取');
    const page = await list();
    expect(alarm(page)).toContain('1 顿没有订上');
    expect(page).toMatch(/已经办好的[^]*李秀英[^]*另外安排好了，孙子来取/);
    expect(await all('SELECT number, outcome, note, called_by FROM standing_order_call ORDER BY number')).toEqual([
      { number: 1, outcome: 'no_answer', note: '', called_by: 'person:cook1' }, { number: 2, outcome: 'arranged', note: '孙子来取', called_by: 'person:cook1' },
    ]);
  });

  it('is over when the meal is ordered after all, when she pauses, and when she has died', async () => {
    await twoFail();
    await env.DB.prepare("INSERT INTO elder_fact VALUES ('fx', 'e2', 'death', 'yes', NULL, ?, NULL, 'x', NULL, 0, 'person:clerk')").bind(TODAY).run();
    const page = await list();
    expect(page).not.toContain('王桂兰');
    expect(alarm(page)).toContain('1 顿没有订上');
    await env.DB.prepare("UPDATE meal_run_mode SET capacity = 5 WHERE meal_run_id = ? AND mode = 'home_delivery'").bind(runId('p1', TOMORROW, 'lunch')).run();
    await expand(db, NOW + 60_000);
    expect(await list()).toContain('该订的都订上了');
  });
});

describe('the counter does the same for whoever says so', () => {
  const set = (more: Record<string, string> = {}) => cook.post('/canteen/arrangements/standing-orders', {
    key: newId(), elder: 'e1', slot: 'lunch', mode: 'dine_in', meal: '', told: 'phone', day_1: 'on', day_2: 'on', day_3: 'on', day_4: 'on', day_5: 'on', ...more,
  });

  it('sets one up, recorded as said on the telephone, and orders the days at once', async () => {
    expect(await (await cook.get('/canteen/counter?elder=e1')).text()).toContain('/canteen/arrangements?elder=e1');
    expect((await set()).status).toBe(303);
    expect(await all('SELECT weekdays, from_date, channel, set_by FROM standing_order')).toEqual([{ weekdays: '12345', from_date: TOMORROW, channel: 'phone', set_by: 'person:cook1' }]);
    expect((await placed()).map((row) => row.service_date)).toEqual([TOMORROW, WEDNESDAY]);
    expect(await list()).toContain('李秀英');
  });

  it('asks for a day, keeps what was typed, and tells that somebody changed it meanwhile', async () => {
    const refused = await cook.post('/canteen/arrangements/standing-orders', { key: newId(), elder: 'e1', slot: 'lunch', mode: 'pickup', meal: 'C', told: 'counter' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('请至少勾一天');
    await set();
    const stale = await set({ mode: 'pickup' });
    expect(stale.status).toBe(422);
    expect(await stale.text()).toContain('刚才已经改过了');
    expect(await one('SELECT count(*) n FROM standing_order')).toEqual({ n: 1 });
  });

  it('changes it, skips a day, takes that back, pauses from a day on, and ends it', async () => {
    await set();
    const idOf = async () => (await one<{ id: string }>('SELECT id FROM standing_order WHERE to_date IS NULL'))?.id ?? '';
    await set({ follows: await idOf(), mode: 'pickup' });
    expect((await placed()).map((row) => row.mode)).toEqual(['pickup', 'pickup']);
    const skip = async (want: string) => cook.post('/canteen/arrangements/skips', { elder: 'e1', standing: await idOf(), date: TOMORROW, want, told: 'counter' });
    await skip('skip');
    expect((await placed()).map((row) => row.service_date)).toEqual([WEDNESDAY]);
    await skip('eat');
    expect((await placed()).map((row) => row.service_date)).toEqual([TOMORROW, WEDNESDAY]);
    await cook.post('/canteen/arrangements/pauses', { key: newId(), elder: 'e1', from: WEDNESDAY, resume: '', reason: 'hospital', told: 'phone' });
    expect((await placed()).map((row) => row.service_date)).toEqual([TOMORROW]);
    expect(await all('SELECT from_date, resume_date, reason, channel, set_by FROM pause')).toEqual([{ from_date: WEDNESDAY, resume_date: null, reason: 'hospital', channel: 'phone', set_by: 'person:cook1' }]);
    expect(await list()).toContain('订着');
    await cook.post('/canteen/arrangements/endings', { elder: 'e1', standing: await idOf(), told: 'phone' });
    expect(await placed()).toEqual([]);
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 0 });
    await expectBooksToAgree();
  });

  it('refuses days that cannot be meant, and keeps them in the form', async () => {
    await set();
    const pause = (from: string, resume: string) => cook.post('/canteen/arrangements/pauses', { key: newId(), elder: 'e1', from, resume, reason: 'away', told: 'counter' });
    const reversed = await pause(WEDNESDAY, TOMORROW);
    expect(reversed.status).toBe(422);
    const page = await reversed.text();
    expect(page).toContain('接着吃的那天要晚于停的第一天');
    expect(page).toContain(`value="${WEDNESDAY}"`);
    expect((await pause(addDays(TODAY, -1), TOMORROW)).status).toBe(422);
    expect((await pause('nonsense', '')).status).toBe(422);
    expect(await all('SELECT id FROM pause')).toEqual([]);
  });

  it('names what a pause could not take away', async () => {
    await set();
    await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE service_date = ?").bind(TOMORROW).run();
    await cook.post('/canteen/arrangements/pauses', { key: newId(), elder: 'e1', from: TOMORROW, resume: '', reason: 'away', told: 'counter' });
    expect(await (await cook.get('/canteen/arrangements?elder=e1')).text()).toMatch(/厨房已经定了份数，退不了：11 月 24 日，星期二午餐/);
  });

  it('knows nobody of elsewhere, and sends those who usually eat elsewhere there', async () => {
    expect((await cook.get('/canteen/arrangements?elder=e4')).status).toBe(404);
    expect((await set({ elder: 'e4' })).status).toBe(404);
    expect((await cook.get('/canteen/arrangements')).headers.get('location')).toBe('/canteen/counter');
  });
});
