import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { CONSENT_VERSIONS } from '../../src/domain/family.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { between } from '../support/between.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { bind, DAUGHTER, familyOf, SON } from '../support/families.ts';
import { at, NOW, runId, seedCounty, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { expand, only, standing } from '../support/standing-orders.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Monday to Thursday have their lunch; what is said is said by her family, on their pages.

let db: Database;
let clock: { now: number };
let daughter: Visitor;
let son: Visitor;
let elder: Visitor;
const WEDNESDAY = addDays(TODAY, 2);
const THURSDAY = addDays(TODAY, 3);

beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  for (const date of [WEDNESDAY, THURSDAY]) await seedRun(db, 'p1', date, 'lunch');
  await bind(db, DAUGHTER, 'e1');
  await bind(db, SON, 'e1');
  [daughter, son] = [await familyOf(db, DAUGHTER, () => clock.now), await familyOf(db, SON, () => clock.now)];
  elder = await visit(db, { elderId: 'e1' }, () => clock.now);
});

const PAGE = '/family/elders/e1/standing-orders';
const PAUSES = '/family/elders/e1/pauses';
const run = (sql: string) => env.DB.prepare(sql).run();
const textOf = async (answer: Response | Promise<Response>) => (await (await answer).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const hidden = (page: string) => Object.fromEntries([...page.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
const placedOn = async (slot = 'lunch') => (await all<{ service_date: string }>(`SELECT service_date FROM meal_order WHERE slot = '${slot}' AND state = 'placed' ORDER BY service_date`)).map((row) => row.service_date);
const idOf = async () => (await one<{ id: string }>('SELECT id FROM standing_order WHERE to_date IS NULL'))?.id ?? '';
const death = () => run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'");

const ticks = (days: string) => [...days].map((digit) => `&day_${digit}=on`).join('');
const checkPath = (days: string, more = '') => `${PAGE}/check?slot=lunch&meal=&mode=dine_in${ticks(days)}${more}`;

/** As the pages lead: filled in, read over, pressed. */
async function set(who: Visitor, days = '1234567', more = ''): Promise<Response> {
  return who.post(PAGE, hidden(await (await who.get(checkPath(days, more))).text()));
}
const change = async (who: Visitor, days: string) => set(who, days, `&follows=${await idOf()}`);
const pausing = async (who: Visitor, start: string, resume: string) => hidden(await (await who.get(`${PAUSES}/check?start=${start}&resume=${resume}&reason=hospital`)).text());
const pause = async (who: Visitor, start: string, resume: string) => who.post(PAUSES, await pausing(who, start, resume));

describe('a daughter sets her mother’s standing order', () => {
  it('from what the canteen offers; it is read over, recorded as said by her, and the days ahead are ordered at once', async () => {
    expect(await textOf(daughter.get('/family/elders/e1'))).toContain('把饭天天订着');
    expect(await textOf(daughter.get(PAGE))).toMatch(/妈妈 李秀英 ?的长期订餐.*还没有长期订.*长期订 ?午餐/);
    expect(await textOf(daughter.get(`${PAGE}/new/lunch`))).toMatch(/午餐，哪几天.*厨师配，天天换着吃.*堂食/);
    expect(await textOf(daughter.get(checkPath('1234567')))).toMatch(/11 月 24 日.*起都这样订，对不对？.*每天午餐，厨师配，堂食.*对，以后都这样订/);
    const form = hidden(await (await daughter.get(checkPath('1234567'))).text());
    const answers = await Promise.all([daughter.post(PAGE, form), daughter.post(PAGE, form), daughter.post(PAGE, form)]);
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(Array.from({ length: 3 }, () => [303, PAGE]));
    expect(await all('SELECT elder_id, meal_point_id, slot, weekdays, set_meal_id, mode, from_date, channel, set_by FROM standing_order')).toEqual([
      { elder_id: 'e1', meal_point_id: 'p1', slot: 'lunch', weekdays: '1234567', set_meal_id: null, mode: 'dine_in', from_date: TOMORROW, channel: 'family_page', set_by: 'person:d1' },
    ]);
    expect(await one("SELECT actor, action FROM audit WHERE action LIKE 'standing_order.%'")).toEqual({ actor: 'person:d1', action: 'standing_order.begin' });
    expect(await placedOn()).toEqual([TOMORROW, WEDNESDAY, THURSDAY]);
    const page = await textOf(daughter.get(PAGE));
    for (const words of ['您 11 月 23 日设的', '只停这一天', '停到哪天', '从今以后都改', '订好了']) expect(page.replace(/ 设的/g, '设的')).toContain(words);
    expect(await textOf(son.get(PAGE))).toMatch(/女儿刘芳 11 月 23 日 ?设的/);
    expect(await textOf(elder.get(`/standing-orders/${await idOf()}`))).toMatch(/刘芳，您女儿，11 月 23 日 ?替您订的/);
    await expectBooksToAgree();
  });

  it('a set meal that she wishes for is one that the canteen has', async () => {
    const offered = await daughter.get(`${PAGE}/check?slot=lunch&meal=A&mode=dine_in${ticks('12345')}`);
    expect(await textOf(offered)).toContain('有红烧茄子套餐就要它');
    const other = await daughter.get(`${PAGE}/check?slot=lunch&meal=nothing&mode=dine_in${ticks('12345')}`);
    expect([other.status, await textOf(other)]).toEqual([409, expect.stringContaining('刚才已经改过了')]);
    const answer = await daughter.post(PAGE, { key: newId(), slot: 'lunch', days: '12345', mode: 'dine_in', meal: 'nothing' });
    expect(answer.status).toBe(409);
    expect(await one('SELECT count(*) n FROM standing_order')).toEqual({ n: 0 });
  });

  it.each([
    ['no day', checkPath(''), 422, '请至少勾一天'],
    ['a meal of the day that is none', `${PAGE}/check?slot=supper&meal=&mode=dine_in&day_1=on`, 404, '没有这一页'],
  ])('%s is asked again, and what was chosen is kept', async (_what, path, status, words) => {
    const answer = await daughter.get(path.replace('meal=', 'meal=C'));
    const page = await answer.text();
    expect([answer.status, page]).toEqual([status, expect.stringContaining(words)]);
    if (status === 422) expect(page).toMatch(/<option value="C" selected/);
  });

  it('a form that no page sends is not understood', async () => {
    const answers = [
      await daughter.post(PAGE, { key: newId(), slot: 'lunch', days: '71', mode: 'dine_in', meal: '' }),
      await daughter.post(PAGE, { key: newId(), slot: 'lunch', days: '1', mode: 'dine_in', meal: '', more: 'x' }),
      await daughter.post(PAUSES, { key: newId(), start: '2026-02-30', resume: 'open', reason: 'away', seen: '' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
  });

  it('changed, the old one is followed, and what does not fit any more goes; nobody is told of a meal that is ordered anew', async () => {
    await set(daughter);
    const old = await idOf();
    expect(await textOf(daughter.get(`${PAGE}/${old}/change`))).toMatch(/从今以后都改：.*不再长期订 ?午餐/);
    const check = await textOf(daughter.get(checkPath(only(THURSDAY), `&follows=${old}`)));
    expect(check).toMatch(/订好的 ?11 月 24 日，星期二午餐、11 月 25 日，星期三午餐 ?， ?按新的重新订.*对，从今以后都改/);
    expect((await change(daughter, only(THURSDAY))).status).toBe(303);
    expect(await placedOn()).toEqual([THURSDAY]);
    expect(await one('SELECT follows_id, set_by FROM standing_order WHERE to_date IS NULL')).toEqual({ follows_id: old, set_by: 'person:d1' });
    expect(await one('SELECT count(*) n FROM message')).toEqual({ n: 0 });
    expect((await daughter.get(checkPath(only(THURSDAY), `&follows=${await idOf()}`))).headers.get('location')).toBe(PAGE);
    await expectBooksToAgree();
  });

  it('ended, the meals go and she is told of each, and her other child; a second press ends nothing more', async () => {
    await run("UPDATE elder SET phone_sealed = 'x' WHERE id = 'e1'");
    await set(daughter, only(TOMORROW));
    const id = await idOf();
    expect(await textOf(daughter.get(`${PAGE}/${id}/end`))).toMatch(/以后都不要了？.*都退掉，不收钱/);
    const answers = [await daughter.post(`${PAGE}/${id}/end`), await daughter.post(`${PAGE}/${id}/end`)];
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([[303, PAGE], [303, PAGE]]);
    expect(await placedOn()).toEqual([]);
    expect(await one('SELECT ended_by, ended_channel FROM standing_order')).toEqual({ ended_by: 'person:d1', ended_channel: 'family_page' });
    expect(await all('SELECT kind, recipient FROM message ORDER BY recipient')).toEqual([{ kind: 'cancelled', recipient: 'elder:e1' }, { kind: 'cancelled', recipient: 'person:s1' }]);
    await expectBooksToAgree();
  });

  it('what could not be ordered is said with its reason, and how to order it by hand', async () => {
    await standing(db, 'e1', { weekdays: only(WEDNESDAY) });
    await run(`UPDATE meal_run_mode SET capacity = 0 WHERE meal_run_id = '${runId('p1', WEDNESDAY, 'lunch')}' AND mode = 'dine_in'`);
    await expand(db, NOW);
    for (const path of [PAGE, '/family/elders/e1']) {
      const page = await (await daughter.get(path)).text();
      expect(page.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')).toMatch(/11 月 25 日，星期三的午餐没有订上：人满了。自己挑一样订，或者打食堂电话/);
      expect(page).toContain(`href="/family/elders/e1/meals/${runId('p1', WEDNESDAY, 'lunch')}"`);
    }
  });
});

describe('this day only', () => {
  beforeEach(() => set(daughter));

  it('is skipped and taken back in a press each; the other days stay', async () => {
    const id = await idOf();
    const days = `${PAGE}/${id}/days`;
    expect(await textOf(daughter.get(days))).toMatch(/只停哪一天？.*11 月 24 日，星期二 订好了 只停这一天/);
    const answers = await Promise.all([daughter, son, daughter].map((who) => who.post(`${PAGE}/${id}/skips`, { date: TOMORROW, want: 'skip' })));
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(Array.from({ length: 3 }, () => [303, days]));
    expect(await placedOn()).toEqual([WEDNESDAY, THURSDAY]);
    expect(await one('SELECT count(*) n FROM standing_order_skip')).toEqual({ n: 1 });
    expect(await textOf(daughter.get(days))).toMatch(/11 月 24 日，星期二 停着 这天接着吃/);
    await son.post(`${PAGE}/${id}/skips`, { date: TOMORROW, want: 'eat' });
    expect(await placedOn()).toEqual([TOMORROW, WEDNESDAY, THURSDAY]);
    await expectBooksToAgree();
  });

  it('that the kitchen has counted already stays, and she is told why', async () => {
    clock.now = at('09:45', TOMORROW);
    const id = await idOf();
    const answer = await daughter.post(`${PAGE}/${id}/skips`, { date: TOMORROW, want: 'skip' });
    expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringContaining('厨房已经定了份数，退不了')]);
    expect(await placedOn()).toContain(TOMORROW);
    expect(await one('SELECT count(*) n FROM standing_order_skip')).toEqual({ n: 0 });
  });

  it('of a standing order that was changed meanwhile: the page of what stands now', async () => {
    const old = await idOf();
    await change(son, '12345');
    for (const answer of [await daughter.post(`${PAGE}/${old}/skips`, { date: TOMORROW, want: 'skip' }), await daughter.get(`${PAGE}/${old}/end`), await daughter.post(`${PAGE}/${old}/end`)]) {
      expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringMatching(/刚才已经改过了.*星期一到星期五午餐/)]);
    }
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
  });
});

describe('until when', () => {
  beforeEach(() => set(daughter));

  it('a pause takes the meals within it, says who and until when, and is cut short in two presses', async () => {
    expect(await textOf(daughter.get(PAUSES))).toMatch(/停到哪天？.*从哪天起停.*哪天接着吃/);
    expect(await textOf(daughter.get(`${PAUSES}/check?start=${TOMORROW}&resume=${THURSDAY}&reason=away`))).toMatch(/订好的 ?11 月 24 日，星期二午餐、11 月 25 日，星期三午餐 ?， ?都退掉，不收钱/);
    expect((await pause(daughter, TOMORROW, THURSDAY)).headers.get('location')).toBe(PAGE);
    expect(await placedOn()).toEqual([THURSDAY]);
    expect(await one('SELECT from_date, resume_date, reason, channel, set_by FROM pause')).toEqual({ from_date: TOMORROW, resume_date: THURSDAY, reason: 'hospital', channel: 'family_page', set_by: 'person:d1' });
    expect(await textOf(son.get(PAGE))).toMatch(/11 月 24 日，星期二起停 ?， ?11 月 26 日，星期四接着吃 .*女儿刘芳 11 月 23 日 ?停的/);
    expect(await textOf(elder.get(`/standing-orders/${await idOf()}`))).toMatch(/刘芳，您女儿，11 月 23 日 ?替您停的/);
    await pause(son, TOMORROW, TOMORROW);
    expect(await placedOn()).toEqual([TOMORROW, WEDNESDAY, THURSDAY]);
    await expectBooksToAgree();
  });

  it.each([
    ['back before it begins', `start=${WEDNESDAY}&resume=${TOMORROW}`, '接着吃的那天要晚于停的第一天'],
    ['in the past', 'start=2026-11-01&resume=', '只能从今天往后停'],
    ['for years', `start=${TOMORROW}&resume=2029-01-01`, '最多停一年'],
    ['from no day', 'start=&resume=', '请选从哪天起停'],
    ['until a day that nobody can read', `start=${TOMORROW}&resume=soon`, '请选哪天接着吃'],
  ])('%s is asked again, with what was typed', async (_what, typed, words) => {
    const answer = await daughter.get(`${PAUSES}/check?${typed}&reason=hospital`);
    const page = await answer.text();
    expect([answer.status, page]).toEqual([422, expect.stringContaining(words)]);
    expect(page).toContain(`name="start" type="date" value="${new URLSearchParams(typed).get('start')}"`);
    expect(page).toMatch(/value="hospital" checked/);
  });

  it('two of a family at once: one pause; whoever came second sees it and decides again', async () => {
    const [hers, his] = [await pausing(daughter, TOMORROW, THURSDAY), await pausing(son, TOMORROW, WEDNESDAY)];
    const answers = await Promise.all([daughter.post(PAUSES, hers), son.post(PAUSES, his)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const late = answers.find(({ status }) => status === 409) as Response;
    const page = await late.text();
    expect(page).toContain('刚才已经改过了');
    expect(await one('SELECT count(*) n FROM pause')).toEqual({ n: 1 });
    // Seen, the last word holds.
    const again = (answers[0] as Response).status === 409 ? daughter : son;
    expect((await again.post(PAUSES, hidden(page))).status).toBe(303);
    expect(await one('SELECT count(*) n FROM pause WHERE ended_from_date IS NULL')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('pressed twice it is one, and the same key for another pause is none', async () => {
    const form = await pausing(daughter, TOMORROW, THURSDAY);
    const answers = [await daughter.post(PAUSES, form), await daughter.post(PAUSES, form), await daughter.post(PAUSES, { ...form, resume: 'open' })];
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 422]);
    expect(await one('SELECT count(*) n FROM pause')).toEqual({ n: 1 });
  });

  it('names what the kitchen has counted already', async () => {
    clock.now = at('09:45', TOMORROW);
    expect(await textOf(daughter.get(`${PAUSES}/check?start=${TOMORROW}&resume=&reason=away`))).toMatch(/11 月 24 日，星期二午餐 ?，厨房已经按份数做了，退不了/);
    await pause(daughter, TOMORROW, '');
    expect(await placedOn()).toEqual([TOMORROW]);
    await expectBooksToAgree();
  });
});

describe('two of a family change it at once', () => {
  it('one change stands; the other is shown it, and nothing is lost', async () => {
    await set(daughter);
    const old = await idOf();
    const form = async (who: Visitor, days: string) => hidden(await (await who.get(checkPath(days, `&follows=${old}`))).text());
    const [hers, his] = [await form(daughter, '12345'), await form(son, '67')];
    const answers = await Promise.all([daughter.post(PAGE, hers), son.post(PAGE, his)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await textOf(answers.find(({ status }) => status === 409) as Response)).toContain('刚才已经改过了');
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('both begin one: there is one, of whoever was quicker', async () => {
    const form = async (who: Visitor) => hidden(await (await who.get(checkPath('12345'))).text());
    const answers = await Promise.all([daughter.post(PAGE, await form(daughter)), son.post(PAGE, await form(son))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await one('SELECT count(*) n FROM standing_order')).toEqual({ n: 1 });
  });
});

describe('a consent that ends while the page stands', () => {
  const counted = () => one('SELECT (SELECT count(*) FROM standing_order) + (SELECT count(*) FROM standing_order_skip) + (SELECT count(*) FROM pause) + (SELECT count(*) FROM diet_change) n');
  const withdraw = () => run("INSERT INTO family_withdrawal VALUES ('b-d1-e1', 'elder_page', 0, 'elder:e1')");

  it('nothing that she had not pressed yet is found, and nothing is written', async () => {
    await set(son);
    const id = await idOf();
    const [form, paused] = [hidden(await (await daughter.get(checkPath('12345', `&follows=${id}`))).text()), await pausing(daughter, TOMORROW, THURSDAY)];
    const before = await counted();
    await withdraw();
    const answers = [
      await daughter.get(PAGE), await daughter.get(`${PAGE}/new/dinner`), await daughter.get(PAUSES), await daughter.get('/family/elders/e1/diet'),
      await daughter.post(PAGE, form), await daughter.post(PAUSES, paused), await daughter.post(`${PAGE}/${id}/skips`, { date: TOMORROW, want: 'skip' }), await daughter.post(`${PAGE}/${id}/end`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await counted()).toEqual(before);
  });

  it.each<[string, (who: Visitor, id: string, forms: { set: Record<string, string>; pause: Record<string, string> }) => Promise<Response>]>([
    ['a change', (who, _id, forms) => who.post(PAGE, forms.set)],
    ['a pause', (who, _id, forms) => who.post(PAUSES, forms.pause)],
    ['a skipped day', (who, id) => who.post(`${PAGE}/${id}/skips`, { date: TOMORROW, want: 'skip' })],
    ['a day that is eaten after all', (who, id) => who.post(`${PAGE}/${id}/skips`, { date: WEDNESDAY, want: 'eat' })],
    ['the end', (who, id) => who.post(`${PAGE}/${id}/end`)],
  ])('also between the reading and the writing of %s', async (_what, press) => {
    await set(son);
    const id = await idOf();
    await son.post(`${PAGE}/${id}/skips`, { date: WEDNESDAY, want: 'skip' });
    const forms = { set: hidden(await (await daughter.get(checkPath('12345', `&follows=${id}`))).text()), pause: await pausing(daughter, TOMORROW, THURSDAY) };
    const before = [await counted(), await placedOn()];
    const { visitor, batches } = between(daughter, 2, withdraw);
    expect((await press(visitor, id, forms)).status).toBe(404);
    expect(batches()).toBeGreaterThan(2);
    expect([await counted(), await placedOn()]).toEqual(before);
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
    expect(await one('SELECT count(*) n FROM standing_order_skip WHERE withdrawn_at IS NOT NULL')).toEqual({ n: 0 });
  });

  it('between the reading and the writing of a diet', async () => {
    const form = { ...hidden(await (await daughter.get('/family/elders/e1/diet')).text()), texture: 'soft', feeding: 'no', note: '', ...marks() };
    const { visitor } = between(daughter, 2, withdraw);
    expect((await visitor.post('/family/elders/e1/diet', form)).status).toBe(404);
    expect(await one('SELECT count(*) n FROM diet_change')).toEqual({ n: 0 });
  });
});

const CODES = ['gluten', 'crustacean', 'fish', 'egg', 'peanut', 'soy', 'milk', 'nut', 'pork', 'beef_mutton', 'poultry', 'offal', 'sugar', 'salty', 'spicy', 'raw_cold', 'alcohol', 'seaweed'];
const marks = (more: Record<string, string> = {}) => ({ ...Object.fromEntries(CODES.map((code) => [`mark_${code}`, 'none'])), ...more });

describe('what she cannot eat', () => {
  const PATH = '/family/elders/e1/diet';
  const form = async (who: Visitor, more: Record<string, string> = {}) => ({ ...hidden(await (await who.get(PATH)).text()), texture: 'regular', feeding: 'no', note: '', ...marks(), ...more });

  it('is written down by her daughter and holds at once; who said it is kept, and she reads it', async () => {
    expect(await textOf(daughter.get('/family/elders/e1'))).toMatch(/忌口 还没有问过。 记忌口、过敏/);
    expect((await daughter.post(PATH, await form(daughter, { mark_soy: 'severe', texture: 'soft' }))).headers.get('location')).toBe(PATH);
    expect(await one('SELECT version, changed_by FROM diet_change')).toEqual({ version: 1, changed_by: 'person:d1' });
    expect(await one("SELECT actor, action FROM audit WHERE action = 'diet.change'")).toEqual({ actor: 'person:d1', action: 'diet.change' });
    expect(await textOf(son.get(PATH))).toMatch(/改过的.*女儿刘芳.*软食/);
    expect((await daughter.get(`/family/elders/e1/meals/${runId('p1', TODAY, 'lunch')}/A/dine_in`)).status).toBe(409);
    expect(await textOf(elder.get('/diet?more=all'))).toMatch(/刘芳，您女儿，11 月 23 日 ?替您说的/);
    expect((await daughter.post(PATH, await form(daughter, { mark_soy: 'severe', texture: 'soft' }))).status).toBe(303);
    expect(await one('SELECT count(*) n FROM diet_change')).toEqual({ n: 1 });
  });

  it('does not overwrite what she or her other child said meanwhile', async () => {
    const late = await form(son, { mark_spicy: 'restriction' });
    await daughter.post(PATH, await form(daughter, { mark_soy: 'severe' }));
    const answer = await son.post(PATH, late);
    expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringContaining('改')]);
    expect(await one("SELECT count(*) n FROM elder_diet_item WHERE code = 'spicy'")).toEqual({ n: 0 });
    const both = await Promise.all([daughter.post(PATH, await form(daughter, { mark_soy: 'mild' })), son.post(PATH, await form(son, { mark_nut: 'severe' }))]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await one('SELECT count(*) n FROM diet_change')).toEqual({ n: 2 });
  });

  it('a note that is too long is asked again and kept; a form with a gap is not understood', async () => {
    const answer = await daughter.post(PATH, await form(daughter, { note: '软'.repeat(61), mark_soy: 'severe' }));
    const page = await answer.text();
    expect([answer.status, page]).toEqual([422, expect.stringContaining('软'.repeat(61))]);
    expect(page).toMatch(/id="mark_soy"[^]*?<option value="severe" selected/);
    const { mark_soy: _gap, ...rest } = await form(daughter) as Record<string, string>;
    expect((await daughter.post(PATH, rest)).status).toBe(422);
  });

  it('ordered meals that go against it are named, with the way to each', async () => {
    await set(daughter, only(TOMORROW));
    const dish = await one<{ setMealId: string }>('SELECT set_meal_id AS setMealId FROM meal_order');
    await run(`UPDATE dish SET contains = '["nut"]' WHERE id IN (SELECT dish_id FROM set_meal_dish WHERE set_meal_id = '${dish?.setMealId}')`);
    await daughter.post(PATH, await form(daughter, { mark_nut: 'severe' }));
    expect(await (await daughter.get(PATH)).text()).toMatch(/已经订了不合适的饭.*明天午饭.*href="\/family\/elders\/e1\/orders\/\w+"/s);
  });
});

describe('what a consent names', () => {
  const OLD = CONSENT_VERSIONS[0];
  let niece: Visitor;
  beforeEach(async () => {
    await bind(db, { id: 'n1', name: '王丽', relation: 'relative', phone: '15400001003' }, 'e1', 'standing', 'b-n1-e1', OLD);
    niece = await familyOf(db, { id: 'n1', name: '王丽', relation: 'relative' }, () => clock.now);
    await standing(db, 'e1', { weekdays: only(TOMORROW) });
  });

  it('a yes to earlier words orders and cancels, and no more: nothing new is hers by silence', async () => {
    const id = await idOf();
    expect((await niece.get(`/family/elders/e1/meals/${runId('p1', TODAY, 'lunch')}`)).status).toBe(200);
    const asks = [
      await niece.get(PAGE), await niece.get(PAUSES), await niece.get('/family/elders/e1/diet'), await niece.get(`${PAGE}/${id}/days`),
      await niece.post(PAGE, { key: newId(), slot: 'lunch', follows: id, days: '12345', mode: 'dine_in', meal: '' }),
      await niece.post(PAUSES, { key: newId(), start: TOMORROW, resume: 'open', reason: 'away', seen: '' }), await niece.post(`${PAGE}/${id}/end`),
      await niece.post('/family/elders/e1/diet', { version: '0', texture: 'soft', feeding: 'no', note: '', ...marks() }),
    ];
    for (const answer of asks) expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringMatching(/要老人再点一次头.*订饭、退饭.*谁能替我订饭/)]);
    expect(await all('SELECT set_by, to_date FROM standing_order')).toEqual([{ set_by: 'elder:e1', to_date: null }]);
    expect(await one('SELECT (SELECT count(*) FROM pause) + (SELECT count(*) FROM diet_change) n')).toEqual({ n: 0 });
    const week = await textOf(niece.get('/family/elders/e1'));
    expect(week).toContain('再点“同意”');
    expect(week).not.toMatch(/记忌口、过敏|停一天、停几天、改/);
  });

  it('she reads what more they would do, says yes, and it is recorded beside the first', async () => {
    const page = await textOf(elder.get('/relatives/b-n1-e1'));
    expect(page).toMatch(/能替您订饭.*还想让 ?王丽 ?多帮一点吗？.*天天订着、停几天、不订了.*告诉食堂您不能吃什么.*同意.*不让 ?王丽 ?订了/);
    await run("UPDATE card SET revoked_at = 1 WHERE id = 'card-e1'");
    const other = await visit(db, { personId: 'cook1' }, () => clock.now);
    expect(await textOf(other.get('/canteen/relatives?elder=e1'))).toMatch(/能代订；天天订、暂停、忌口还没有问过本人 ?当面问过，本人同意/);
    const answers = [await other.post('/canteen/relatives/b-n1-e1/consent', { elder: 'e1' }), await other.post('/canteen/relatives/b-n1-e1/consent', { elder: 'e1' })];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await all("SELECT version, witness FROM family_consent WHERE binding_id = 'b-n1-e1' ORDER BY version")).toEqual([{ version: OLD, witness: null }, { version: CONSENT_VERSIONS[1], witness: 'person:cook1' }]);
    expect((await niece.get(PAGE)).status).toBe(200);
    expect(await textOf(niece.get('/family'))).toContain('李秀英');
    expect((await textOf(niece.get('/family'))).match(/看这几天/g)).toHaveLength(1);
  });

  it('on her own page in one press; withdrawn, all of it ends', async () => {
    expect((await elder.post('/relatives/b-n1-e1/consent')).status).toBe(303);
    expect(await textOf(elder.get('/relatives/b-n1-e1'))).not.toContain('多帮一点');
    expect((await niece.get(PAGE)).status).toBe(200);
    await elder.post('/relatives/b-n1-e1/withdrawal');
    expect([(await niece.get(PAGE)).status, (await niece.get('/family/elders/e1')).status]).toEqual([404, 404]);
    await elder.post('/relatives/b-n1-e1/consent');
    expect(await one("SELECT count(*) n FROM family_consent WHERE binding_id = 'b-n1-e1'")).toEqual({ n: 2 });
  });
});

describe('after a death', () => {
  it('there is a telephone and nothing to set, and a press that was under way writes nothing', async () => {
    await set(son);
    const id = await idOf();
    const [form, paused] = [hidden(await (await daughter.get(checkPath('12345', `&follows=${id}`))).text()), await pausing(daughter, TOMORROW, THURSDAY)];
    const { visitor } = between(daughter, 2, death);
    expect((await visitor.post(PAGE, form)).status).toBe(409);
    const answers = [await daughter.get(PAGE), await daughter.get('/family/elders/e1/diet'), await daughter.post(PAUSES, paused), await daughter.post(`${PAGE}/${id}/end`)];
    for (const answer of answers) {
      const page = await answer.text();
      expect([answer.status, page]).toEqual([409, expect.stringContaining('我们在电话里给您办')]);
      for (const careless of ['李秀英', '长期订餐', '忌口']) expect(page).not.toContain(careless);
    }
    expect(await one('SELECT count(*) n FROM pause')).toEqual({ n: 0 });
    expect(await one("SELECT count(*) n FROM standing_order WHERE set_by = 'person:d1'")).toEqual({ n: 0 });
  });
});

describe('nobody else', () => {
  it('finds it under another elder’s address, or without a yes', async () => {
    await set(daughter);
    const id = await idOf();
    await bind(db, DAUGHTER, 'e3');
    const other = '/family/elders/e3/standing-orders';
    const answers = [await daughter.get(`${other}/${id}/days`), await daughter.post(`${other}/${id}/end`), await daughter.post(`${other}/${id}/skips`, { date: TOMORROW, want: 'skip' }), await daughter.get(`${other}/${id}/change`), await daughter.get('/family/elders/e2/standing-orders'), await daughter.get('/family/elders/e2/diet')];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
  });

  it('but an elder herself on the plain pages, recorded as said by her', async () => {
    await set(elder);
    expect(await one('SELECT channel, set_by FROM standing_order')).toEqual({ channel: 'elder_page', set_by: 'elder:e1' });
    expect(await textOf(elder.get(PAGE))).toMatch(/您自己 ?的长期订餐.*您 11 月 23 日 ?设的/);
    expect(await textOf(daughter.get(PAGE))).toMatch(/本人 11 月 23 日 ?设的/);
  });
});
