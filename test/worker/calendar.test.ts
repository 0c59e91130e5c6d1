import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { calendarRefusalText, listWaits, nothingChanges } from '../../web/civil/calendar-text.ts';
import { all } from '../support/books.ts';
import { confirmList, enterDay, shownTo } from '../support/calendar.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, day, NOW, runId, seedCounty, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Next year's calendar: entered from the paper by one official, confirmed by another, corrected without a trace being lost.

let db: Database;
let clerk: Visitor;
let second: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  clerk = await visit(db, { personId: 'clerk' }, NOW);
  second = await visit(db, { personId: 'clerk2' }, NOW);
});

const YEAR = '一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。\n1月1日 法定节假日 元旦';
const enter = (who = clerk, more: Record<string, string> = {}) => who.post('/civil/calendar/lists', { key: newId(), year: '2027', source: '国办发明电〔2026〕9号', text: YEAR, ...more });
const leadsTo = (answer: Response) => answer.headers.get('location') ?? expect.fail(`answered ${answer.status}`);
const days = () => all('SELECT service_date AS date, kind, name FROM calendar_day WHERE service_date >= ? ORDER BY 1', '2027-01-01');
const typedText = (html: string) => /<textarea[^>]*>\n([^]*?)<\/textarea>/.exec(html)?.[1]?.trim();

describe('entering a year', () => {
  it('from the notice, it waits for another person and changes nothing until then', async () => {
    const path = leadsTo(await enter());
    expect(await days()).toEqual([]);
    const page = await (await second.get(path)).text();
    expect(page).toContain('要改的 4 天');
    expect(page).toContain('这一份写了 1 天法定节假日');
    expect(await (await second.get('/civil')).text()).toContain('2027 年的节假日已录入，等第二个人确认');
    expect(leadsTo(await confirmList(db, NOW, path))).toBe('/civil/calendar?year=2027');
    expect(await days()).toEqual([
      { date: '2027-01-01', kind: 'statutory_holiday', name: '元旦' }, { date: '2027-01-02', kind: 'day_off', name: '元旦' },
      { date: '2027-01-03', kind: 'day_off', name: '元旦' }, { date: '2027-01-09', kind: 'make_up_workday', name: '元旦' },
    ]);
    const year = await (await clerk.get('/civil/calendar?year=2027')).text();
    expect(year).toContain('title="元旦，法定节假日"');
    expect(year).toContain('已确认，郑红');
    expect(await all("SELECT actor, action FROM audit WHERE action LIKE 'calendar.%' ORDER BY action DESC")).toEqual([
      { actor: 'person:clerk', action: 'calendar.enter' }, { actor: 'person:clerk2', action: 'calendar.confirmed' },
    ]);
  });

  it('a second press with the same key leads to the same list; another text under that key is refused', async () => {
    const key = newId();
    const path = leadsTo(await enter(clerk, { key }));
    expect(leadsTo(await enter(clerk, { key }))).toBe(path);
    expect((await enter(clerk, { key, text: '1月1日 法定节假日 元旦' })).status).toBe(422);
  });

  it.each([
    ['a line that cannot be read', { text: '1月1日 法定节假日 元旦\n2月30日 放假 春节' }, '第 2 行：没有这一天'],
    ['no paper', { source: ' ' }, '写上依据的文件'],
    ['nothing', { text: '' }, '还没有写日子'],
  ])('%s: nothing is entered, what was typed stays', async (_what, more, words) => {
    const answer = await enter(clerk, more);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(words);
    expect(typedText(html)).toBe(('text' in more ? more.text : YEAR).trim());
    expect(await all('SELECT id FROM calendar_list WHERE year = 2027')).toEqual([]);
  });

  it('a second list while one waits is told so, and one that changes nothing too', async () => {
    const path = leadsTo(await enter());
    const again = await enter(second);
    expect([again.status, (await again.text()).includes(listWaits)]).toEqual([422, true]);
    await confirmList(db, NOW, path);
    const same = await enter(second);
    expect([same.status, (await same.text()).includes(nothingChanges)]).toEqual([422, true]);
  });

  it('two at once: one is entered, the other told that it waits', async () => {
    const answers = await Promise.all([enter(), enter(second)]);
    expect(answers.map((one) => one.status).sort()).toEqual([303, 422]);
  });

  it('is the county’s: an official of a town may look and not enter', async () => {
    const town = await visit(db, { personId: 'town-clerk' }, NOW);
    const page = await (await town.get('/civil/calendar')).text();
    expect(page).toContain('2026 年节假日和调休');
    expect(page).not.toContain('整年录入');
    expect(page).not.toContain('/civil/calendar/lists');
    expect((await enter(town)).status).toBe(404);
    const path = leadsTo(await enter());
    expect((await town.get(path)).status).toBe(404);
    expect((await town.post(`${path}/answer`, { shown: 'x', outcome: 'confirmed' })).status).toBe(404);
  });
});

describe('one day', () => {
  it('is entered against the year as it stands, and tells how many orders it reaches', async () => {
    await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') });
    const path = await enterDay(db, NOW, TOMORROW, 'statutory_holiday');
    const page = await (await second.get(path)).text();
    expect(page).toContain('要改的 1 天');
    expect(page).toContain('1 位老人订了 1 份还没吃的饭');
    await confirmList(db, NOW, path);
    expect(await all('SELECT count(*) AS days FROM calendar_day WHERE service_date LIKE ?', '2026-%')).toEqual([{ days: 40 }]);
  });

  it.each([
    ['no date', { date: '' }, '没看到日期'],
    ['a working Wednesday', { date: '2026-12-02', kind: 'make_up_workday' }, '调休上班只能是星期六、星期日'],
    ['no name', { name: '' }, '没写是哪个节'],
    ['taking back what never was', { date: '2026-12-02', kind: 'ordinary' }, nothingChanges],
  ])('%s is shown again with what was typed', async (_what, more, words) => {
    const typed = { key: newId(), year: '2026', daySource: '通知', date: '2026-12-05', kind: 'make_up_workday', name: '元旦', ...more };
    const answer = await clerk.post('/civil/calendar/days', typed);
    const html = await answer.text();
    expect([answer.status, html.includes(words)]).toEqual([422, true]);
    expect(html).toContain(`name="date" type="date" value="${typed.date}"`);
    expect(html).toContain(`<option value="${typed.kind}" selected="">`);
  });
});

describe('the answer', () => {
  const answer = async (who: Visitor, path: string, outcome: string, more: Record<string, string> = {}) =>
    who.post(`${path}/answer`, { shown: await shownTo(db, NOW, path), outcome, ...more });
  const refused = async (reply: Response) => [reply.status, /role="alert">([^<]*)/.exec(await reply.text())?.[1]];

  it('is not given by whoever entered it, nor on another page than the one shown', async () => {
    const path = leadsTo(await enter());
    expect(await refused(await clerk.post(`${path}/answer`, { shown: await shownTo(db, NOW, path), outcome: 'confirmed' }))).toEqual([409, calendarRefusalText.same_person]);
    expect(await refused(await second.post(`${path}/answer`, { shown: 'x', outcome: 'confirmed' }))).toEqual([409, calendarRefusalText.changed]);
    expect(await days()).toEqual([]);
  });

  it('sends back with a reason, and the text can be taken up again', async () => {
    const path = leadsTo(await enter());
    expect(await refused(await answer(second, path, 'returned'))).toEqual([409, calendarRefusalText.reason_missing]);
    expect((await answer(second, path, 'returned', { reason: '少了春节' })).status).toBe(303);
    const page = await (await clerk.get(path)).text();
    expect(page).toContain('退回，郑红');
    expect(page).toContain('少了春节');
    const again = /href="(\/civil\/calendar\?year=2027[^"]*list=[^"#]*)/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(typedText(await (await clerk.get(again)).text())).toContain('2027-01-09 调休上班 元旦');
    expect((await enter()).status).toBe(303);
  });

  it('may be to withdraw, by whoever entered it alone', async () => {
    const path = leadsTo(await enter());
    expect(await (await clerk.get(path)).text()).toContain('<p>自己录入的，要另一位经办人来确认。</p>');
    expect(await refused(await answer(second, path, 'withdrawn'))).toEqual([409, calendarRefusalText.not_yours]);
    expect((await answer(clerk, path, 'withdrawn')).status).toBe(303);
    expect(await refused(await second.post(`${path}/answer`, { shown: 'x', outcome: 'confirmed' }))).toEqual([409, calendarRefusalText.answered]);
  });

  it('counts once: the second press is shown what the first one did', async () => {
    const path = leadsTo(await enter());
    const shown = await shownTo(db, NOW, path);
    const press = () => second.post(`${path}/answer`, { shown, outcome: 'confirmed' });
    expect([(await press()).status, (await press()).status]).toEqual([303, 303]);
    expect(await days()).toHaveLength(4);
  });
});

it('in December the first page of the office asks for next year’s calendar, and is quiet before', async () => {
  expect(await (await clerk.get('/civil')).text()).not.toContain('节假日还没有录入');
  const december = await visit(db, { personId: 'clerk' }, at('08:00', day('2026-12-01')));
  expect(await (await december.get('/civil')).text()).toContain('2027 年的节假日还没有录入');
});

describe('by hand, in the database', () => {
  const run = (statement: string) => env.DB.prepare(statement).run();
  const listOf = (id: string, year: number) => run(`INSERT INTO calendar_list VALUES ('${id}', ${year}, '[]', 'x', 0, 'person:a')`);

  it('nobody confirms a list of their own, and no day comes from one that is not confirmed', async () => {
    await listOf('l1', 2030);
    await expect(run("INSERT INTO calendar_list_answer VALUES ('l1', 'confirmed', 0, 'person:a', 'h', '')")).rejects.toThrow('another person');
    await expect(run("INSERT INTO calendar_day VALUES ('2030-01-01', 1, 'day_off', 'x', 'l1')")).rejects.toThrow('confirmed calendar');
    await run("INSERT INTO calendar_list_answer VALUES ('l1', 'confirmed', 0, 'person:b', 'h', '')");
    await expect(run("INSERT INTO calendar_day VALUES ('2030-01-01', 2, 'day_off', 'x', 'l1')")).rejects.toThrow('out of turn');
  });

  it('no second list of a year waits', async () => {
    await listOf('l1', 2030);
    await expect(listOf('l2', 2030)).rejects.toThrow('a list of this year waits');
    await listOf('l3', 2031);
  });
});
