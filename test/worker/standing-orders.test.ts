import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, NOW, runId, seedCounty, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { expand, only, standing } from '../support/standing-orders.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Monday to Thursday have their lunch; what the elder says is said on her own pages.

let db: Database;
let elder: Visitor;
const WEDNESDAY = addDays(TODAY, 2);
const THURSDAY = addDays(TODAY, 3);

beforeEach(async () => {
  db = await seedCounty();
  for (const date of [WEDNESDAY, THURSDAY]) await seedRun(db, 'p1', date, 'lunch');
  elder = await visit(db, { elderId: 'e1' }, NOW);
});

const text = async (path: string, visitor = elder) => (await visitor.get(path)).text();
const keyOn = (page: string) => /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
const lunches = () => all<{ service_date: string; state: string; mode: string; channel: string }>("SELECT service_date, state, mode, channel FROM meal_order WHERE slot = 'lunch' ORDER BY service_date, placed_at, state");
const placedOn = async () => (await lunches()).filter((row) => row.state === 'placed').map((row) => row.service_date);
const idOf = async () => (await one<{ id: string }>('SELECT id FROM standing_order WHERE to_date IS NULL'))?.id ?? '';

/** As she goes: from her order to the check page, and yes. */
async function setUp(days = '1234567', meal = 'cook'): Promise<string> {
  const orderId = await placeOrder(db, 'e1');
  const check = await text(`/standing-orders/new/${orderId}/${days}/${meal}`);
  const answer = await elder.post('/standing-orders', { key: keyOn(check), orderId, days, meal });
  expect(answer.status).toBe(303);
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

describe('every day one like this', () => {
  it('is set up from an order in four taps, nothing typed, and orders the days ahead at once', async () => {
    const orderId = await placeOrder(db, 'e1');
    expect(await text(`/orders/${orderId}`)).toContain('每天都来一份');
    expect(await text(`/standing-orders/new/${orderId}`)).toContain('星期一到星期五');
    expect(await text(`/standing-orders/new/${orderId}/1234567`)).toContain('厨师配');
    const check = await text(`/standing-orders/new/${orderId}/1234567/cook`);
    expect(check).toContain('对，以后都这样订');
    const form = { key: keyOn(check), orderId, days: '1234567', meal: 'cook' };
    const answers = await Promise.all([elder.post('/standing-orders', form), elder.post('/standing-orders', form)]);
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(await all('SELECT elder_id, slot, weekdays, set_meal_id, mode, from_date, to_date, channel, set_by FROM standing_order')).toEqual([
      { elder_id: 'e1', slot: 'lunch', weekdays: '1234567', set_meal_id: null, mode: 'dine_in', from_date: TOMORROW, to_date: null, channel: 'elder_page', set_by: 'elder:e1' },
    ]);
    expect(await placedOn()).toEqual([TODAY, TOMORROW, WEDNESDAY, THURSDAY]);
    const page = await text(answers[0]?.headers.get('location') ?? '');
    for (const word of ['每天午饭', '订好了', '只停这一天', '停到哪天', '从今以后都改']) expect(page).toContain(word);
    expect(await text('/')).toContain('天天订着：每天午饭');
    await expectBooksToAgree();
  });

  it('asks for the very meal only where it comes again, and wants it on the days that have it', async () => {
    const id = await setUp('12345', 'same');
    expect(await one('SELECT set_meal_id FROM standing_order WHERE id = ?', id)).toEqual({ set_meal_id: 'A' });
    expect(await text(`/standing-orders/${id}`)).toContain('有红烧茄子套餐就要它');
    await env.DB.prepare("DELETE FROM offer WHERE set_meal_id = 'C' AND meal_run_id NOT LIKE ?").bind(`%-${TODAY}-%`).run();
    const other = await visit(db, { elderId: 'e3' }, NOW);
    const orderId = await placeOrder(db, 'e3', { setMealId: 'C' });
    expect((await other.get(`/standing-orders/new/${orderId}/67`)).headers.get('location')).toBe(`/standing-orders/new/${orderId}/67/cook`);
  });

  it('a second one for the same meal of the day leads to the first', async () => {
    const id = await setUp();
    const [order] = await all<{ id: string }>('SELECT id FROM meal_order WHERE service_date = ?', TOMORROW);
    expect((await elder.get(`/standing-orders/new/${order?.id}`)).headers.get('location')).toBe(`/standing-orders/${id}`);
    const again = await elder.post('/standing-orders', { key: newId(), orderId: order?.id ?? '', days: '67', meal: 'cook' });
    expect(again.headers.get('location')).toBe(`/standing-orders/${id}`);
    expect(await one('SELECT count(*) n FROM standing_order')).toEqual({ n: 1 });
  });

  it('tells her kindly what could not be ordered, and whom to call', async () => {
    await standing(db, 'e1', { weekdays: only(WEDNESDAY) });
    await env.DB.prepare('UPDATE meal_run_mode SET capacity = 0 WHERE meal_run_id = ?').bind(runId('p1', WEDNESDAY, 'lunch')).run();
    await expand(db, NOW);
    for (const page of [await text('/'), await text(`/standing-orders/${await idOf()}`)]) expect(page).toMatch(/后天午饭没有订上<\/b>，人满了。打上面的电话/);
    await env.DB.prepare('UPDATE meal_run_mode SET capacity = 9 WHERE meal_run_id = ?').bind(runId('p1', WEDNESDAY, 'lunch')).run();
    await expand(db, NOW + 60_000);
    expect(await text('/')).not.toContain('没有订上');
  });

  it('another elder’s and none answer alike; whoever has died is shown nothing of it', async () => {
    const id = await setUp();
    const stranger = await visit(db, { elderId: 'e3' }, NOW);
    expect([(await stranger.get(`/standing-orders/${id}`)).status, (await stranger.get(`/standing-orders/${newId()}`)).status]).toEqual([404, 404]);
    expect([(await stranger.post(`/standing-orders/${id}/end`)).status, (await stranger.post(`/standing-orders/${newId()}/end`)).status]).toEqual([404, 404]);
    await env.DB.prepare("INSERT INTO elder_fact VALUES ('fx', 'e1', 'death', 'yes', NULL, ?, NULL, 'x', NULL, 0, 'person:clerk')").bind(TODAY).run();
    expect(await text(`/standing-orders/${id}`)).toContain('请给食堂打个电话');
    expect((await elder.post('/pauses', { key: newId(), resume: 'open' })).status).toBe(409);
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
  });
});

describe('this day only', () => {
  it('cancels what is ordered, keeps the other days, and is not made again; taken back, it is', async () => {
    const id = await setUp();
    expect(await text(`/standing-orders/${id}/days`)).toContain('明天午饭');
    expect(await text(`/standing-orders/${id}/days/${TOMORROW}`)).toContain('对，这一天不吃');
    await Promise.all([1, 2, 3].map(() => elder.post(`/standing-orders/${id}/skips`, { date: TOMORROW, want: 'skip' })));
    await expand(db, NOW + 60_000);
    expect(await placedOn()).toEqual([TODAY, WEDNESDAY, THURSDAY]);
    expect(await one('SELECT count(*) n FROM standing_order_skip')).toEqual({ n: 1 });
    expect(await text(`/standing-orders/${id}`)).toContain('停这一天');
    await expectBooksToAgree();
    await elder.post(`/standing-orders/${id}/skips`, { date: TOMORROW, want: 'eat' });
    expect(await placedOn()).toEqual([TODAY, TOMORROW, WEDNESDAY, THURSDAY]);
    await expectBooksToAgree();
  });

  it('of a day that is not ordered yet: it will not be', async () => {
    await seedRun(db, 'p1', addDays(TODAY, 5), 'lunch');
    const id = await setUp();
    await elder.post(`/standing-orders/${id}/skips`, { date: addDays(TODAY, 5), want: 'skip' });
    await expand(db, at('08:00', addDays(TODAY, 3)));
    expect(await placedOn()).not.toContain(addDays(TODAY, 5));
  });

  it('too late: the kitchen has counted, nothing changes, and she is told whom to call', async () => {
    const id = await setUp();
    const late = await visit(db, { elderId: 'e1' }, at('09:40', TOMORROW));
    await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE service_date = ?").bind(TOMORROW).run();
    const before = await rowCounts();
    const refused = await late.post(`/standing-orders/${id}/skips`, { date: TOMORROW, want: 'skip' });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('厨房已经按份数做了');
    expect(await rowCounts()).toEqual(before);
  });
});

describe('from now on', () => {
  it('another way: what is ordered goes and comes again in the new one; the old one is kept, ended', async () => {
    const id = await setUp();
    const check = await text(`/standing-orders/${id}/change/1234567/home_delivery/same`);
    expect(check).toContain('送到家');
    const form = { key: keyOn(check), days: '1234567', mode: 'home_delivery', meal: 'same' };
    const answers = [await elder.post(`/standing-orders/${id}/change`, form), await elder.post(`/standing-orders/${id}/change`, form)];
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(await all('SELECT id = ? AS old, from_date, to_date, mode, follows_id IS NOT NULL AS follows FROM standing_order ORDER BY set_at, old DESC', id)).toEqual([
      { old: 1, from_date: TOMORROW, to_date: TOMORROW, mode: 'dine_in', follows: 0 },
      { old: 0, from_date: TOMORROW, to_date: null, mode: 'home_delivery', follows: 1 },
    ]);
    expect((await lunches()).filter((row) => row.state === 'placed').map((row) => [row.service_date, row.mode])).toEqual([
      [TODAY, 'dine_in'], [TOMORROW, 'home_delivery'], [WEDNESDAY, 'home_delivery'], [THURSDAY, 'home_delivery'],
    ]);
    expect((await elder.get(`/standing-orders/${id}`)).status).toBe(404);
    await expectBooksToAgree();
  });

  it('other days: those that still fit stay as they are', async () => {
    const id = await setUp();
    const days = only(TOMORROW, THURSDAY);
    await elder.post(`/standing-orders/${id}/change`, { key: newId(), days, mode: 'dine_in', meal: 'same' });
    expect(await placedOn()).toEqual([TODAY, TOMORROW, THURSDAY]);
    expect(await one("SELECT count(*) n FROM meal_order WHERE state = 'cancelled'")).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('no more: what came of it goes, her own order stays, and nothing is made again', async () => {
    const id = await setUp();
    expect(await text(`/standing-orders/${id}/end`)).toContain('对，以后都不要了');
    await Promise.all([elder.post(`/standing-orders/${id}/end`), elder.post(`/standing-orders/${id}/end`)]);
    await expand(db, NOW + 60_000);
    expect(await placedOn()).toEqual([TODAY]);
    expect(await one("SELECT to_date, ended_by, ended_channel FROM standing_order")).toEqual({ to_date: TOMORROW, ended_by: 'elder:e1', ended_channel: 'elder_page' });
    await expectBooksToAgree();
  });

  it('a day that cannot be changed any more is named', async () => {
    const id = await setUp();
    await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE service_date = ?").bind(WEDNESDAY).run();
    expect(await text(`/standing-orders/${id}/end`)).toMatch(/后天午饭，厨房已经做了，退不了/);
    await elder.post(`/standing-orders/${id}/end`);
    expect(await placedOn()).toEqual([TODAY, WEDNESDAY]);
  });
});

describe('until when', () => {
  const pauses = () => all('SELECT from_date, resume_date, reason, channel, ended_from_date FROM pause ORDER BY set_at, id');

  it('cancels what can be cancelled within it, names what cannot, and resumes on the day', async () => {
    await setUp();
    await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE service_date = ?").bind(TOMORROW).run();
    expect(await text('/pauses')).toContain('先停着');
    const check = await text(`/pauses/${THURSDAY}`);
    expect(check).toMatch(/明天午饭，厨房已经做了，退不了/);
    expect(check).toContain('订好的后天午饭，都退掉');
    const form = { key: keyOn(check), resume: THURSDAY };
    await Promise.all([elder.post('/pauses', form), elder.post('/pauses', form)]);
    expect(await placedOn()).toEqual([TODAY, TOMORROW, THURSDAY]);
    expect(await pauses()).toEqual([{ from_date: TOMORROW, resume_date: THURSDAY, reason: 'away', channel: 'elder_page', ended_from_date: null }]);
    expect(await text(`/standing-orders/${await idOf()}`)).toContain('接着吃');
    await expectBooksToAgree();
  });

  it('a running pause is made longer, then shorter; what it took away comes again', async () => {
    await setUp();
    await elder.post('/pauses', { key: newId(), resume: WEDNESDAY });
    expect(await placedOn()).toEqual([TODAY, WEDNESDAY, THURSDAY]);
    await elder.post('/pauses', { key: newId(), resume: 'open' });
    expect(await placedOn()).toEqual([TODAY]);
    const nextDay = await visit(db, { elderId: 'e1' }, at('08:00', TOMORROW));
    expect(await text('/pauses', nextDay)).toContain('改停到哪天');
    await nextDay.post('/pauses', { key: newId(), resume: WEDNESDAY });
    expect(await placedOn()).toEqual([TODAY, WEDNESDAY, THURSDAY]);
    expect((await pauses()).filter((row) => row['ended_from_date'] === null)).toEqual([]);
    await expectBooksToAgree();
  });

  it('a day that she had cancelled by itself before stays cancelled after the pause', async () => {
    await setUp();
    const [order] = await all<{ id: string }>('SELECT id FROM meal_order WHERE service_date = ?', WEDNESDAY);
    await elder.post(`/orders/${order?.id}/cancellation`);
    await elder.post('/pauses', { key: newId(), resume: 'open' });
    await elder.post('/pauses', { key: newId(), resume: TOMORROW });
    expect(await placedOn()).toEqual([TODAY, TOMORROW, THURSDAY]);
  });

  it.each([['yesterday', addDays(TODAY, -1)], ['a day in three years', '2029-11-23'], ['no day', 'x']])('%s cannot be meant', async (_what, resume) => {
    await setUp();
    const answer = await elder.post('/pauses', { key: newId(), resume });
    expect([303, 422]).toContain(answer.status);
    expect(await pauses()).toEqual([]);
  });

  it('twenty at once leave one pause, and the books agree', async () => {
    await setUp();
    await Promise.all(Array.from({ length: 20 }, (_, index) => elder.post('/pauses', { key: newId(), resume: index % 2 === 0 ? 'open' : THURSDAY })));
    const standingNow = await all('SELECT id FROM pause p WHERE coalesce(p.ended_from_date, p.resume_date, ?) > p.from_date', '9999');
    expect(standingNow.length).toBe(1);
    await expectBooksToAgree();
  });

  it('in hospital nothing is said of it, and nothing is made', async () => {
    const id = await setUp();
    await env.DB.prepare("INSERT INTO elder_fact VALUES ('fx', 'e1', 'hospital', 'yes', NULL, ?, NULL, 'x', NULL, 0, 'person:clerk')").bind(TODAY).run();
    const page = await text(`/standing-orders/${id}`);
    expect(page).toContain('先停着');
    expect(page).not.toMatch(/医院|住院/);
  });
});
