import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { DIET_CODES } from '../../src/domain/diet.ts';
import type { Database } from '../../src/store/read.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { bind, DAUGHTER, familyOf, SON } from '../support/families.ts';
import { at, NOW, seedCounty, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { only, standing } from '../support/standing-orders.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Her family does it; she reads who, and takes it back.

let db: Database;
let clock: { now: number };
let daughter: Visitor;
let elder: Visitor;
const WEDNESDAY = addDays(TODAY, 2);

beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  await seedRun(db, 'p1', WEDNESDAY, 'lunch');
  await bind(db, DAUGHTER, 'e1');
  daughter = await familyOf(db, DAUGHTER, () => clock.now);
  elder = await visit(db, { elderId: 'e1' }, () => clock.now);
});

const FAMILY = '/family/elders/e1';
const DOINGS = '/relatives/doings';
const hidden = (page: string) => Object.fromEntries([...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
const textOf = async (path: string, who = elder) => (await (await who.get(path)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const placedOn = async () => (await all<{ service_date: string }>("SELECT service_date FROM meal_order WHERE slot = 'lunch' AND state = 'placed' ORDER BY service_date")).map((row) => row.service_date);
const stands = () => one<{ id: string; weekdays: string; set_by: string }>('SELECT id, weekdays, set_by FROM standing_order WHERE to_date IS NULL');

const set = async (days: string, follows = '') => {
  const ticked = [...days].map((digit) => `&day_${digit}=on`).join('');
  const check = await (await daughter.get(`${FAMILY}/standing-orders/check?slot=lunch&meal=&mode=dine_in${ticked}${follows && `&follows=${follows}`}`)).text();
  expect((await daughter.post(`${FAMILY}/standing-orders`, hidden(check))).status).toBe(303);
};
const pause = async (start: string, resume: string) => {
  const check = await (await daughter.get(`${FAMILY}/pauses/check?start=${start}&resume=${resume}`)).text();
  expect((await daughter.post(`${FAMILY}/pauses`, hidden(check))).status).toBe(303);
};
const diet = async (more: Record<string, string>) => {
  const form = hidden(await (await daughter.get(`${FAMILY}/diet`)).text());
  const marks = Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, 'none']));
  expect((await daughter.post(`${FAMILY}/diet`, { ...form, texture: 'regular', feeding: 'no', note: '', ...marks, ...more })).status).toBe(303);
};
/** Presses the button of these words on her page, as it stands. */
async function press(words: string, path = DOINGS): Promise<Response> {
  const page = await (await elder.get(path)).text();
  const form = page.split('<form').find((part) => part.includes(words)) ?? '';
  const [, action = ''] = /action="([^"]+)"/.exec(form) ?? [];
  expect(action, `a button ${words}`).not.toBe('');
  return elder.post(action, hidden(form));
}

describe('she reads who of her family did what, and takes it back in one press', () => {
  it('begun: ended', async () => {
    await set('1234567');
    expect(await textOf('/')).toContain('刘芳，您女儿，替您把饭天天订着，看看');
    expect(await textOf(DOINGS)).toMatch(/家里人 替您办的 刘芳，您女儿，11 月 23 日 替您把每天的午饭天天订着。 不要，以后不订了/);
    expect((await press('不要，以后不订了')).status).toBe(303);
    expect([(await stands()) ?? null, await placedOn()]).toEqual([null, []]);
    expect(await textOf(DOINGS)).not.toContain('以后不订了');
    await expectBooksToAgree();
  });

  it('changed: as it was before, the days ahead too', async () => {
    const id = await standing(db, 'e1', { weekdays: '1234567', fromDate: TOMORROW });
    await set(only(WEDNESDAY), id);
    expect(await placedOn()).toEqual([WEDNESDAY]);
    expect(await textOf(DOINGS)).toContain('替您把天天订的午饭改成星期三。');
    const page = await (await elder.get(DOINGS)).text();
    const form = page.split('<form').find((part) => part.includes('改回原来的')) ?? '';
    const [, action = ''] = /action="([^"]+)"/.exec(form) ?? [];
    const answers = await Promise.all([elder.post(action, hidden(form)), elder.post(action, hidden(form))]);
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get('location')}`)).size).toBe(1);
    expect(await stands()).toMatchObject({ weekdays: '1234567', set_by: 'elder:e1' });
    expect(await one('SELECT count(*) n FROM standing_order')).toEqual({ n: 3 });
    expect(await placedOn()).toEqual([TOMORROW, WEDNESDAY]);
    expect(await textOf(DOINGS)).not.toContain('改回原来的');
    await expectBooksToAgree();
  });

  it('ended: ordered day after day again; what stands already is not doubled', async () => {
    const id = await standing(db, 'e1', { weekdays: '1234567', fromDate: TOMORROW });
    await daughter.post(`${FAMILY}/standing-orders/${id}/end`);
    expect(await textOf('/')).toContain('刘芳，您女儿，替您停了天天订的饭，看看');
    expect((await press('要，接着天天订')).headers.get('location')).toMatch(/^\/standing-orders\/\w+$/);
    expect(await stands()).toMatchObject({ weekdays: '1234567', set_by: 'elder:e1' });
    expect(await placedOn()).toEqual([TOMORROW, WEDNESDAY]);
    expect((await elder.post(`/standing-orders/${id}/restoration`, { key: '0123456789abcdef' })).headers.get('location')).toBe(`/standing-orders/${(await stands())?.id}`);
    expect(await one('SELECT count(*) n FROM standing_order')).toEqual({ n: 2 });
    await expectBooksToAgree();
  });

  it('a day skipped: eaten; over, once the day is past', async () => {
    await standing(db, 'e1', { weekdays: '1234567', fromDate: TOMORROW });
    await daughter.post(`${FAMILY}/standing-orders/${(await stands())?.id}/skips`, { date: WEDNESDAY, want: 'skip' });
    expect(await textOf(DOINGS)).toContain('替您停了后天午饭，别的日子照旧。 这顿我要吃');
    clock.now = at('08:00', addDays(WEDNESDAY, 1));
    expect(await textOf(DOINGS)).not.toContain('这顿我要吃');
    clock.now = NOW;
    expect((await press('这顿我要吃')).status).toBe(303);
    expect(await placedOn()).toEqual([TOMORROW, WEDNESDAY]);
    expect(await textOf(DOINGS)).toContain('没有替您改过什么');
    await expectBooksToAgree();
  });

  it.each([['from tomorrow on', 1], ['from a later day on', 2]])('a pause %s: over', async (_when, days) => {
    await standing(db, 'e1', { weekdays: '1234567', fromDate: TOMORROW });
    await pause(addDays(TODAY, days), addDays(TODAY, 9));
    expect(await textOf(DOINGS)).toMatch(/替您把天天订的饭停了，.*起，.*接着吃。 不停了，接着吃/);
    expect((await press('不停了，接着吃')).headers.get('location')).toBe('/standing-orders');
    expect(await one('SELECT count(*) n FROM pause WHERE ended_from_date IS NULL OR ended_from_date > from_date')).toEqual({ n: 0 });
    expect(await placedOn()).toEqual([TOMORROW, WEDNESDAY]);
    await expectBooksToAgree();
  });

  it('a diet: as it was before, with every word kept; where she said something since, nothing is taken back', async () => {
    await elder.post('/diet', { change: 'item', itemKind: 'restriction', code: 'spicy' });
    await elder.post('/diet', { change: 'asked' });
    await diet({ mark_nut: 'severe' });
    expect(await textOf('/')).toContain('刘芳，您女儿，替您说了不能吃的，看看');
    expect((await press('不对，改回原来的', '/diet?more=all')).headers.get('location')).toBe('/diet?more=all');
    expect(await all("SELECT code FROM elder_diet_item WHERE elder_id = 'e1'")).toEqual([{ code: 'spicy' }]);
    expect(await all('SELECT version, changed_by FROM diet_change ORDER BY version')).toEqual([
      { version: 1, changed_by: 'elder:e1' }, { version: 2, changed_by: 'elder:e1' }, { version: 3, changed_by: 'person:d1' }, { version: 4, changed_by: 'elder:e1' },
    ]);
    expect(await textOf('/diet?more=all')).not.toContain('改回原来的');
    expect((await elder.post('/diet/restoration', { version: '3' })).status).toBe(303);
    expect((await elder.post('/diet/restoration', { version: 'x' })).status).toBe(422);
    expect(await one('SELECT count(*) n FROM diet_change')).toEqual({ n: 4 });
  });

  it('the first answer that was ever kept is corrected thing by thing: what stood before it, nobody wrote down', async () => {
    await env.DB.prepare("INSERT INTO elder_diet_item VALUES ('e1', 'allergy', 'fish', 'severe')").run();
    await diet({ mark_nut: 'severe' });
    for (const path of [DOINGS, '/diet?more=all']) expect(await textOf(path)).not.toContain('改回原来的');
    expect((await elder.post('/diet/restoration', { version: '1' })).status).toBe(303);
    expect(await all("SELECT code FROM elder_diet_item WHERE elder_id = 'e1'")).toEqual([{ code: 'nut' }]);
    await elder.post('/diet', { change: 'without', itemKind: 'allergy', code: 'nut' });
    expect(await all("SELECT code FROM elder_diet_item WHERE elder_id = 'e1'")).toEqual([]);
  });
});

describe('what is not hers to read or to take back', () => {
  it('what she did, and what the canteen wrote down for her', async () => {
    const cook = await visit(db, { personId: 'cook1' }, () => clock.now);
    await standing(db, 'e1', { channel: 'counter', setBy: 'person:cook1' });
    const form = hidden(await (await cook.get('/canteen/diets?elder=e1')).text());
    await cook.post('/canteen/diets', { ...form, texture: 'soft', feeding: 'no', note: '', ...Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, 'none'])) });
    expect(await textOf(DOINGS)).toContain('没有替您改过什么');
    expect(await textOf('/')).not.toContain('看看 ');
    expect(await textOf('/diet?more=all')).not.toContain('替您说的');
  });

  it('another elder’s; and a form that is no page’s', async () => {
    await set('1234567');
    const id = (await stands())?.id ?? '';
    const other = await visit(db, { elderId: 'e3' }, () => clock.now);
    expect(await textOf(DOINGS, other)).toContain('没有替您改过什么');
    expect((await other.post(`/standing-orders/${id}/restoration`, { key: '0123456789abcdef' })).status).toBe(404);
    expect((await elder.post(`/standing-orders/${id}/restoration`)).status).toBe(422);
    await pause(TOMORROW, '');
    const paused = (await one<{ id: string }>('SELECT id FROM pause'))?.id ?? '';
    expect((await other.post(`/pauses/${paused}/end`, { key: '0123456789abcdef' })).status).toBe(303);
    expect((await elder.post(`/pauses/${paused}/end`)).status).toBe(422);
    expect(await one('SELECT ended_at FROM pause')).toEqual({ ended_at: null });
  });

  it('is no longer on her first page after three days, nor anywhere after thirty; many fold away', async () => {
    await standing(db, 'e1', { weekdays: '1234567', fromDate: TOMORROW });
    await bind(db, SON, 'e1');
    for (const note of ['一', '二', '三', '四', '五', '六']) await diet({ note });
    const page = await (await elder.get(DOINGS)).text();
    expect(page.split('<details')[0]?.match(/class="slip"/g)).toHaveLength(4);
    expect(page.match(/class="slip"/g)).toHaveLength(6);
    expect(page.match(/不对，改回原来的/g)).toHaveLength(1);
    clock.now = at('08:00', addDays(TODAY, 4));
    expect(await textOf('/')).not.toContain('替您说了不能吃的');
    expect(await textOf(DOINGS)).toContain('替您告诉食堂');
    clock.now = at('08:00', addDays(TODAY, 31));
    expect(await textOf(DOINGS)).toContain('没有替您改过什么');
  });

  it('after her death nobody is addressed, and nothing is taken back', async () => {
    await set('1234567');
    await pause(TOMORROW, '');
    const paused = (await one<{ id: string }>('SELECT id FROM pause'))?.id ?? '';
    await env.DB.prepare("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'").run();
    expect(await textOf(DOINGS)).not.toContain('刘芳');
    const answers = [await elder.post(`/pauses/${paused}/end`, { key: '0123456789abcdef' }), await elder.post('/diet/restoration', { version: '1' }), await elder.post(`/standing-orders/${(await stands())?.id}/restoration`, { key: '0123456789abcdee' })];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
  });
});
