import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { caringCounty, change, checkPath, hidden, idOf, PAGE, pause, PAUSES, pausing, placedOn, set, settingOf, textOf, THURSDAY, WEDNESDAY } from '../support/care.ts';
import { at, NOW, runId, TOMORROW } from '../support/seed.ts';
import { expand, only, standing } from '../support/standing-orders.ts';
import type { Visitor } from '../support/visitor.ts';

// What is said is said by her family, on their pages.

let db: Database;
let clock: { now: number };
let daughter: Visitor;
let son: Visitor;
let elder: Visitor;
beforeEach(async () => {
  ({ db, clock, daughter, son, elder } = await caringCounty());
});

const run = (sql: string) => env.DB.prepare(sql).run();

describe('a daughter sets her mother’s standing order', () => {
  it('from what the canteen offers; it is read over, recorded as said by her, and the days ahead are ordered at once', async () => {
    expect(await textOf(daughter.get('/family/elders/e1'))).toContain('把饭天天订着');
    expect(await textOf(daughter.get(PAGE))).toMatch(/妈妈 李秀英 ?的长期订餐.*还没有长期订.*长期订 ?午餐/);
    expect(await textOf(daughter.get(`${PAGE}/new/lunch`))).toMatch(/午餐，哪几天.*厨师配，天天换着吃.*堂食/);
    expect(await textOf(daughter.get(checkPath('1234567')))).toMatch(/11 月 24 日.*起都这样订，对不对？.*每天午餐，厨师配，堂食.*对，以后都这样订/);
    const form = await settingOf(daughter, '1234567');
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
    const offered = await daughter.get(`${PAGE}/check?slot=lunch&meal=A&mode=dine_in&day_1=on&day_2=on`);
    expect(await textOf(offered)).toContain('有红烧茄子套餐就要它');
    const other = await daughter.get(`${PAGE}/check?slot=lunch&meal=nothing&mode=dine_in&day_1=on&day_2=on`);
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
    const [hers, his] = [await settingOf(daughter, '12345', old), await settingOf(son, '67', old)];
    const answers = await Promise.all([daughter.post(PAGE, hers), son.post(PAGE, his)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await textOf(answers.find(({ status }) => status === 409) as Response)).toContain('刚才已经改过了');
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('both begin one: there is one, of whoever was quicker', async () => {
    const [hers, his] = [await settingOf(daughter, '12345'), await settingOf(son, '12345')];
    const answers = await Promise.all([daughter.post(PAGE, hers), son.post(PAGE, his)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await one('SELECT count(*) n FROM standing_order')).toEqual({ n: 1 });
  });
});
