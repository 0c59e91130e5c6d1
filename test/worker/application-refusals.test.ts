import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { bound, CHECK, checked, decide, LOW, openOffices, stateOf, submit, take, type Offices } from '../support/applications.ts';
import { all, one } from '../support/books.ts';
import { at, day, NOW, TODAY } from '../support/seed.ts';
import { type Visitor } from '../support/visitor.ts';

let db: Database;
let now: Instant;
let worker: Visitor;
let town: Visitor;
let who: Offices['who'];

beforeEach(async () => {
  now = NOW;
  ({ db, who, worker, town } = await openOffices(() => now));
});

describe('who may not', () => {
  it('the person who checked it, though they work at the town as well', async () => {
    const both = await who('both');
    const id = await submit(both, 'e1', LOW);
    await take(both, id, CHECK);
    expect(await (await both.get(`/civil/applications/${id}`)).text()).toContain('要由另一个人来定');
    const shown = await bound(town, id);
    const answer = await both.post(`/civil/applications/${id}/decision`, { ...shown, action: 'grant' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('您经手过这份申请');
    expect(await stateOf(id)).toBe('checked');
    expect(await all("SELECT 1 FROM elder_fact WHERE elder_id = 'e1'")).toEqual([]);
  });

  it('two who approve at once: one does, and the fact is granted once', async () => {
    const id = await checked(worker, 'e1', LOW);
    const others = [town, await who('town1b')];
    const shown = await bound(town, id);
    const answers = await Promise.all(others.map((each) => each.post(`/civil/applications/${id}/decision`, { ...shown, action: 'grant' })));
    expect(answers.map((each) => each.status).toSorted()).toEqual([303, 409]);
    expect(await all("SELECT 1 FROM elder_fact WHERE elder_id = 'e1'")).toHaveLength(1);
    expect(await all("SELECT 1 FROM application_event WHERE action = 'grant'")).toHaveLength(1);
  });

  it('on a page that has changed since it was shown', async () => {
    const id = await checked(worker, 'e1', LOW);
    const old = await bound(town, id);
    await decide(await who('town1b'), id, { action: 'send_back', note: '再查' });
    await take(worker, id, { ...CHECK, note: '又查了一遍，不属实。' });
    const answer = await town.post(`/civil/applications/${id}/decision`, { ...old, action: 'grant' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('刚才没有改动');
    expect(await stateOf(id)).toBe('checked');
  });

  it('with a hash that was made up', async () => {
    const id = await checked(worker, 'e1', LOW);
    const { steps } = await bound(town, id);
    expect((await town.post(`/civil/applications/${id}/decision`, { steps, shown: 'A'.repeat(43), action: 'grant' })).status).toBe(409);
    expect(await stateOf(id)).toBe('checked');
  });

  it('another village’s or another town’s people: there is no such page', async () => {
    const id = await checked(worker, 'e1', LOW);
    const { shown, steps } = await bound(town, id);
    const [far, farTown] = [await who('worker2'), await who('town2')];
    const answers = [
      await far.get(`/community/applications/${id}`),
      await far.post(`/community/applications/${id}/steps`, { action: 'withdraw', steps, note: '不办了' }),
      await far.post(`/community/applications/${id}/look`, { reason: '看看' }),
      await farTown.get(`/civil/applications/${id}`),
      await farTown.post(`/civil/applications/${id}/decision`, { shown, steps, action: 'grant' }),
    ];
    expect(answers.map((each) => each.status)).toEqual([404, 404, 404, 404, 404]);
    expect(await stateOf(id)).toBe('checked');
  });

  it('the same person and kind twice, of somebody who has it, or of somebody who has died', async () => {
    await submit(worker, 'e1', LOW);
    const again = await worker.post('/community/applications', { key: newId(), elder: 'e1', claim: LOW });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('已经有一份在办');
    const held = await worker.post('/community/applications', { key: newId(), elder: 'e3', claim: LOW });
    expect([held.status, (await held.text()).includes('现在已经有这一项')]).toEqual([409, true]);
    await env.DB.prepare("INSERT INTO elder_fact VALUES ('dead', 'e2', 'death', 'yes', NULL, '2026-11-01', NULL, '社区', NULL, 0, 'person:clerk')").run();
    expect((await worker.post('/community/applications', { key: newId(), elder: 'e2', claim: LOW })).status).toBe(409);
    expect(await all('SELECT 1 FROM application')).toHaveLength(1);
  });

  it('twice at the same moment: one application', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => worker.post('/community/applications', { key: newId(), elder: 'e1', claim: LOW })));
    expect(answers.map((each) => each.status).toSorted()).toEqual([303, 409, 409]);
    expect(await all('SELECT 1 FROM application')).toHaveLength(1);
  });

  it('a refusal without a reason', async () => {
    const id = await checked(worker, 'e1', LOW);
    const answer = await decide(town, id, { action: 'refuse', note: '' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('请至少勾一个原因');
    expect(await stateOf(id)).toBe('checked');
  });
});

describe('pressed twice', () => {
  it('a new application, a step and a decision each happen once, and lead to the same page', async () => {
    const key = newId();
    const [first, second] = [await worker.post('/community/applications', { key, elder: 'e1', claim: LOW }), await worker.post('/community/applications', { key, elder: 'e1', claim: LOW })];
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const id = (first.headers.get('location') ?? '').split('/').at(-1) ?? '';
    const check = { ...CHECK, steps: '1' };
    const steps = [await worker.post(`/community/applications/${id}/steps`, check), await worker.post(`/community/applications/${id}/steps`, check)];
    expect(steps.map((each) => each.status)).toEqual([303, 303]);
    const form = { ...(await bound(town, id)), action: 'grant' };
    const decisions = [await town.post(`/civil/applications/${id}/decision`, form), await town.post(`/civil/applications/${id}/decision`, form)];
    expect(decisions.map((each) => each.status)).toEqual([303, 303]);
    expect(await all('SELECT action FROM application_event ORDER BY seq')).toEqual([{ action: 'submit' }, { action: 'check' }, { action: 'grant' }]);
  });
});

describe('a refusal', () => {
  const refused = async () => {
    const id = await checked(worker, 'e1', LOW);
    expect((await decide(town, id, { action: 'refuse', ground_condition_not_met: 'on', note: '收入超过标准。' })).status).toBe(303);
    return id;
  };
  const appealDecision = async (official: Visitor, id: string, fields: Record<string, string>) =>
    official.post(`/civil/applications/${id}/appeal-decision`, { ...(await bound(official, id)), ...fields });

  it('is appealed within the days of the rule, and decided at the county', async () => {
    const id = await refused();
    expect((await take(worker, id, { action: 'appeal', note: '他说收入算错了' })).status).toBe(303);
    expect((await appealDecision(await who('clerk'), id, { action: 'overturn', note: '重算后符合。', start: 'today' })).status).toBe(303);
    expect(await stateOf(id)).toBe('granted');
    expect(await one("SELECT recorded_by, from_date FROM elder_fact WHERE elder_id = 'e1'")).toEqual({ recorded_by: 'person:clerk', from_date: TODAY });
  });

  it('is not heard by the official who refused it, though she works at the county as well', async () => {
    await db.insert(roleGrant).values({ id: 'grant-town1-county', personId: 'town1', role: 'county_official', divisionCode: '370481000000', grantedAt: 0, grantedBy: 'person:clerk' });
    const id = await refused();
    await take(worker, id, { action: 'appeal', note: '他说收入算错了' });
    const form = { ...(await bound(await who('clerk'), id)), action: 'uphold', note: '维持' };
    const answer = await town.post(`/civil/applications/${id}/appeal-decision`, form);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('您经手过这份申请');
    expect(await stateOf(id)).toBe('appealed');
  });

  it('is not appealed after its last day, and the day is the rule’s', async () => {
    const id = await refused();
    expect(await one('SELECT due_date FROM application')).toEqual({ due_date: '2027-01-22' });
    now = at('08:00', day('2027-01-23'));
    const answer = await worker.post(`/community/applications/${id}/steps`, { action: 'appeal', steps: '3', note: '不同意' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('申请复核的日子过了');
  });

  it('is printed with its reasons and how to appeal', async () => {
    const id = await refused();
    const notice = await (await worker.get(`/community/applications/${id}/notice`)).text();
    for (const words of ['资格审核结果告知书', '不符合条件', '收入超过标准。', '2027 年 1 月 22 日以前']) expect(notice).toContain(words);
    expect(notice).not.toContain('37000000000000');
  });
});

describe('what waits', () => {
  it('is listed with whose turn it is, overdue first, counted, and empty where nothing does', async () => {
    expect(await (await worker.get('/community')).text()).toContain('没有等着办的申请');
    const first = await submit(worker, 'e1', LOW);
    now = at('08:00', day('2026-12-10'));
    await checked(worker, 'e2', LOW);
    const list = await (await worker.get('/community')).text();
    expect(list).toContain('份超期，请先办');
    expect(list).toContain('超期 7 天');
    expect(list.indexOf('李秀英')).toBeLessThan(list.indexOf('王桂兰'));
    expect(list).toMatch(/轮到谁/);
    expect(await (await worker.get('/community?state=checked')).text()).not.toContain(`/applications/${first}`);
    await submit(await who('worker2'), 'e4', LOW);
    const clerk = await who('clerk');
    const county = await (await clerk.get('/civil/applications')).text();
    for (const words of ['荆河街道东关社区', '龙泉街道塔寺社区', '各镇街等着办的']) expect(county).toContain(words);
    expect(await (await clerk.get('/civil/applications?town=370481002000')).text()).not.toContain('李秀英');
    expect(await (await town.get('/civil/applications')).text()).not.toContain('赵玉珍');
    expect((await worker.get('/community?page=2')).status).toBe(404);
  });

  it('is paged at two hundred, and says how many there are', async () => {
    const id = await submit(worker, 'e1', LOW);
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 230)
       INSERT INTO application (id, application_no, channel, wish, village_code, elder_id, name, id_number_index, submitted_at, submitted_date, submitted_by, state, state_at, due_date, steps)
       SELECT 'many' || i, 'n' || i, 'elder_page', 'unsure', village_code, elder_id, name, id_number_index, submitted_at, submitted_date, submitted_by, 'requested', state_at, due_date, 1
       FROM n, application WHERE application.id = ?`,
    ).bind(id).run();
    const pages = [await (await worker.get('/community')).text(), await (await worker.get('/community?page=2')).text()];
    expect(pages.map((page) => page.match(/<tr/g)?.length)).toEqual([201, 32]);
    expect(pages[1]).toContain('第 201 到 231 份，共 231 份');
    expect((await worker.get('/community?page=3')).status).toBe(404);
  });
});
