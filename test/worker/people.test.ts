import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { ask, asked, decide, seedAdministrators, shownTo, textOf } from '../support/administrators.ts';
import { all, one } from '../support/books.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// One administrator asks, another confirms exactly what was asked; what takes something away needs one.

let db: Database;
let first: Visitor;
let second: Visitor;
let third: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  await seedAdministrators(db);
  [first, second, third] = await Promise.all([1, 2, 3].map((no) => visit(db, { personId: `admin${no}` }, NOW + no * 60_000))) as [Visitor, Visitor, Visitor];
});

const COOK = { personId: 'fresh', role: 'canteen_staff', place: 'p1' } as const;
const grantsOf = (personId: string) => all('SELECT role, coalesce(meal_point_id, operator_id, division_code) AS place FROM role_grant WHERE person_id = ? AND revoked_at IS NULL ORDER BY role, place', personId);
const statusOf = async (by: Visitor, path: string) => (await by.get(path)).status;

describe('somebody new', () => {
  const add = (form: Record<string, string>, key: string = newId()) => first.post('/civil/people', { key, name: '郝敏', unit: '龙泉街道长者食堂', ...form });

  it('is written down by one, granted by two, and sees their page', async () => {
    const path = (await add({})).headers.get('location') ?? '';
    const personId = path.split('/').at(-1) ?? '';
    expect(await textOf(first, path)).toContain('还没有授权');
    const cook = await visit(db, { personId }, NOW);
    expect(await statusOf(cook, '/canteen')).toBe(404);
    const request = await asked(first, { personId, role: 'canteen_staff', place: 'p2', reason: '接替孙梅' });
    expect(await grantsOf(personId)).toEqual([]);
    expect(await textOf(second, '/civil/people')).toContain('等第二位管理员确认，1 份');
    const page = await textOf(second, request);
    for (const words of ['郝敏，龙泉街道长者食堂', '食堂工作人员，龙泉街道长者食堂', '没有授权', '接替孙梅', '高静']) expect(page).toContain(words);
    expect((await decide(second, request)).status).toBe(303);
    expect(await grantsOf(personId)).toEqual([{ role: 'canteen_staff', place: 'p2' }]);
    const anew = await visit(db, { personId }, NOW);
    expect(await textOf(anew, '/canteen')).toContain('龙泉街道长者食堂');
    const history = await textOf(first, path);
    for (const words of ['登记为工作人员', '提请：食堂工作人员，龙泉街道长者食堂', '确认：食堂工作人员，龙泉街道长者食堂', '高静提请，孟涛确认', '接替孙梅']) expect(history).toContain(words);
    expect(await one('SELECT shown_hash IS NOT NULL AS bound, decided_by FROM access_decision')).toEqual({ bound: 1, decided_by: 'person:admin2' });
    const audits = await all('SELECT action, actor, subject, reason FROM audit ORDER BY at, action DESC');
    expect(audits).toEqual([
      { action: 'person.add', actor: 'person:admin1', subject: `person:${personId}`, reason: null },
      { action: 'access.ask', actor: 'person:admin1', subject: `person:${personId}`, reason: '接替孙梅' },
      { action: 'access.confirm', actor: 'person:admin2', subject: `person:${personId}`, reason: '接替孙梅' },
    ]);
  });

  it('is written down once, however often it is pressed, and not beside a namesake of the same place', async () => {
    const key = newId();
    const answers = [await add({}, key), await add({}, key)];
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect((await add({ name: '郝 敏' })).status).toBe(422);
    expect((await add({ unit: '荆河街道长者食堂' })).status).toBe(303);
    expect((await add({ name: '别人' }, key)).status).toBe(422);
    expect(await one("SELECT count(*) AS people FROM person WHERE name = '郝敏'")).toEqual({ people: 2 });
  });

  it.each([['without a name', { name: ' ' }, '还没有填'], ['without a place of work', { unit: '' }, '还没有填'], ['with a name of figures', { name: '王 3' }, '姓名请用字写'], ['with a name beyond all measure', { name: '长'.repeat(41) }, '太长了']])('%s is asked again', async (_case, form, words) => {
    const answer = await add(form);
    const text = await answer.text();
    expect([answer.status, text.includes(words), text.includes('龙泉街道长者食堂') || 'unit' in form]).toEqual([422, true, true]);
  });
});

it('each page of one person is titled by its task, and none by their name', async () => {
  const request = await asked(first, COOK);
  const of = (path: string) => `/civil/people/cook1${path}`;
  const pages = [of(''), of('/requests/new'), of('/requests/new?kind=start_code'), of('/disabling'), '/civil/grants/grant-cook1/revocation', request, '/civil/people'];
  const titles = await Promise.all(pages.map(async (path) => /<title>(.*?) · /.exec(await textOf(first, path))?.[1]));
  expect(titles).toEqual(['一个人的授权和登录', '提请授权', '给开通码', '停用工作人员', '收回授权', '授权', '人员和授权']);
});

describe('a request', () => {
  it('is confirmed by another administrator, and never by whoever gets it', async () => {
    const request = await asked(first, COOK);
    const own = await decide(first, request, 'confirmed', await shownTo(second, request));
    expect([own.status, (await own.text()).includes('自己提的，要另一位管理员来确认')]).toEqual([409, true]);
    const forSecond = await asked(first, { personId: 'admin2', role: 'county_official', place: '370481000000' });
    const receiver = await decide(second, forSecond, 'confirmed', await shownTo(third, forSecond));
    expect([receiver.status, (await receiver.text()).includes('自己的授权')]).toEqual([409, true]);
    expect((await ask(second, { personId: 'admin2', role: 'county_official', place: '370481000000' })).status).toBe(409);
    expect(await one('SELECT count(*) AS decisions FROM access_decision')).toEqual({ decisions: 0 });
    expect((await decide(third, forSecond)).status).toBe(303);
    expect(await grantsOf('admin2')).toContainEqual({ role: 'county_official', place: '370481000000' });
  });

  it('is bound to what was shown: a person who changed meanwhile is looked at again', async () => {
    const request = await asked(first, COOK);
    const shown = await shownTo(second, request);
    const other = await asked(second, { ...COOK, place: 'p2' });
    await decide(third, other);
    const answer = await decide(second, request, 'confirmed', shown);
    expect([answer.status, (await answer.text()).includes('有了变动')]).toEqual([409, true]);
    expect(await grantsOf('fresh')).toEqual([{ role: 'canteen_staff', place: 'p2' }]);
    expect((await decide(second, request)).status).toBe(303);
    expect(await grantsOf('fresh')).toHaveLength(2);
  });

  it('is used once: a second press sees what the first one did, another word comes too late', async () => {
    const request = await asked(first, COOK);
    const shown = await shownTo(second, request);
    expect([(await decide(second, request, 'confirmed', shown)).status, (await decide(second, request, 'confirmed', shown)).status]).toEqual([303, 303]);
    expect((await decide(third, request, 'declined', shown)).status).toBe(409);
    expect(await one('SELECT count(*) AS grants FROM role_grant WHERE person_id = ?', 'fresh')).toEqual({ grants: 1 });
  });

  it('is taken back by whoever made it, declined by another, and changes nothing then', async () => {
    const [mine, theirs] = [await asked(first, COOK), await asked(first, { ...COOK, place: 'p2' })];
    expect((await decide(first, mine, 'declined')).status).toBe(303);
    expect((await decide(second, theirs, 'declined')).status).toBe(303);
    expect(await grantsOf('fresh')).toEqual([]);
    expect(await textOf(first, '/civil/people/fresh')).toMatch(/没有同意[\s\S]*撤回提请/);
  });

  it('waits once for the same thing, and the same press makes one', async () => {
    const key = newId();
    const answers = [await ask(first, COOK, key), await ask(first, COOK, key)];
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    const again = await ask(second, COOK);
    expect([again.status, (await again.text()).includes('已经有人提了')]).toEqual([409, true]);
    expect((await ask(first, { ...COOK, reason: '别的' }, key)).status).toBe(422);
  });

  it('of an administrator who was shut out meanwhile is void', async () => {
    const request = await asked(first, COOK);
    await second.post('/civil/people/admin1/disabling', { reason: '账号被盗' });
    expect(await textOf(second, request)).toContain('这一份作废');
    expect((await decide(second, request, 'confirmed', 'A'.repeat(43))).status).toBe(409);
    expect((await decide(third, request, 'declined')).status).toBe(303);
    expect(await grantsOf('fresh')).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without a reason', { reason: ' ' }, '请写明为什么'],
    ['without a place', { place: '' }, '请从列出的里面选一个'],
    ['for a place of another kind', { place: 'op1' }, '请从列出的里面选一个'],
    ['for a division beyond the county', { role: 'county_official', place: '370482000000' }, '请从列出的里面选一个'],
    ['for a town where the county is meant', { role: 'administrator', place: '370481001000' }, '请从列出的里面选一个'],
    ['for a village of another town', { role: 'community_worker', town: '370481001000', place: '370481002001' }, '请从列出的里面选一个'],
  ])('%s is asked again, with what was typed', async (_case, form, words) => {
    const answer = await first.post('/civil/people/fresh/requests', { key: newId(), role: 'canteen_staff', place: 'p1', reason: '顶岗', ...form });
    const text = await answer.text();
    expect([answer.status, text.includes(words), text.includes('顶岗') || 'reason' in form]).toEqual([422, true, true]);
  });

  it('asks which role, of a village which town, and then where', async () => {
    expect(await textOf(first, '/civil/people/fresh/requests/new')).toContain('镇街经办人');
    expect(await textOf(first, '/civil/people/fresh/requests/new?role=community_worker')).toMatch(/name="town"[\s\S]*荆河街道/);
    const villages = await textOf(first, '/civil/people/fresh/requests/new?role=community_worker&town=370481002000');
    expect([villages.includes('塔寺社区'), villages.includes('东关社区')]).toEqual([true, false]);
    const request = await asked(first, { personId: 'fresh', role: 'community_worker', town: '370481002000', place: '370481002001' });
    expect(await textOf(second, request)).toContain('社区工作人员，龙泉街道塔寺社区');
  });
});

describe('a change', () => {
  it('of a place ends the one grant with the other', async () => {
    const request = await asked(first, { personId: 'cook1', role: 'canteen_staff', place: 'p2', replaces: 'grant-cook1' });
    expect(await textOf(second, request)).toMatch(/同时收回[\s\S]*荆河街道长者食堂/);
    await decide(second, request);
    expect(await grantsOf('cook1')).toEqual([{ role: 'canteen_staff', place: 'p2' }]);
    expect(await one('SELECT reason, revoked_by FROM grant_revocation')).toEqual({ reason: '顶岗', revoked_by: 'person:admin2' });
  });

  it('of what has ended meanwhile is not confirmed', async () => {
    const request = await asked(first, { personId: 'cook1', role: 'canteen_staff', place: 'p2', replaces: 'grant-cook1' });
    await third.post('/civil/grants/grant-cook1/revocation', { reason: '离职' });
    const answer = await decide(second, request, 'confirmed', 'A'.repeat(43));
    expect([answer.status, (await answer.text()).includes('已经收回了')]).toEqual([409, true]);
    expect(await grantsOf('cook1')).toEqual([]);
    expect((await ask(first, { personId: 'cook1', role: 'canteen_staff', place: 'p1', replaces: 'grant-cook2' })).status).toBe(409);
  });

  it('to what is held already is refused', async () => {
    const answer = await ask(first, { personId: 'cook1', role: 'canteen_staff', place: 'p1', replaces: 'grant-cook1' });
    expect([answer.status, (await answer.text()).includes('已经有这一项授权')]).toEqual([409, true]);
  });
});

describe('taking away', () => {
  it('needs a reason, is done at once, and once', async () => {
    expect((await first.post('/civil/grants/grant-cook1/revocation', { reason: '' })).status).toBe(422);
    expect((await first.post('/civil/people/cook1/disabling', { reason: ' ' })).status).toBe(422);
    for (let press = 0; press < 2; press += 1) expect((await first.post('/civil/grants/grant-cook1/revocation', { reason: '离职' })).status).toBe(303);
    const late = await second.post('/civil/grants/grant-cook1/revocation', { reason: '离职' });
    expect([late.status, (await late.text()).includes('别人已经办过了')]).toEqual([409, true]);
    for (let press = 0; press < 2; press += 1) expect((await first.post('/civil/people/cook2/disabling', { reason: '手机丢了' })).status).toBe(303);
    expect(await all('SELECT person_id, reason, disabled_by FROM person_disabling')).toEqual([{ person_id: 'cook2', reason: '手机丢了', disabled_by: 'person:admin1' }]);
  });

  it('is not for oneself: so one administrator is always left', async () => {
    const answers = [await first.post('/civil/people/admin1/disabling', { reason: 'x' }), await first.post('/civil/grants/grant-admin1/revocation', { reason: 'x' })];
    expect(answers.map(({ status }) => status)).toEqual([409, 409]);
    expect(await textOf(first, '/civil/people/admin1')).not.toContain('disabling');
  });

  it('says how many administrators are left', async () => {
    expect(await textOf(first, '/civil/people/admin3/disabling')).toContain('办了以后：现在有 2 位管理员');
    await first.post('/civil/people/admin3/disabling', { reason: '调走' });
    expect(await textOf(first, '/civil/people')).toContain('现在有 2 位管理员');
    await first.post('/civil/people/admin2/disabling', { reason: '调走' });
    expect(await textOf(first, '/civil/people')).toContain('现在只有 1 位管理员');
  });

  it('of a person is undone by two, and what they were granted counts again', async () => {
    await first.post('/civil/people/cook1/disabling', { reason: '手机丢了' });
    expect((await ask(first, { personId: 'cook1', role: 'canteen_staff', place: 'p2' })).status).toBe(409);
    const request = await asked(first, { personId: 'cook1', kind: 'enable', reason: '找回来了' });
    expect((await decide(first, request)).status).toBe(409);
    expect(await statusOf(await visit(db, { personId: 'cook1' }, NOW), '/canteen')).toBe(303);
    expect((await decide(second, request)).status).toBe(303);
    expect(await statusOf(await visit(db, { personId: 'cook1' }, NOW), '/canteen')).toBe(200);
    expect((await ask(first, { personId: 'cook1', kind: 'enable' })).status).toBe(409);
  });
});

describe('the list of people', () => {
  const peopleOn = async (path: string) => [...(await textOf(first, path)).matchAll(/href="\/civil\/people\/([\w-]+)"/g)].map(([, id]) => id ?? '').filter((id) => id !== 'new').sort();

  it.each([
    ['?role=canteen_staff', ['cook1', 'cook2']],
    ['?role=operator_manager', ['manager1']],
    ['?role=none', ['fresh']],
    ['?role=disabled', []],
    // The operator runs a point in either town.
    ['?town=370481002000', ['cook2', 'manager1']],
    ['?role=canteen_staff&town=370481001000', ['cook1']],
    ['?role=&town=', ['admin1', 'admin2', 'admin3', 'clerk', 'clerk2', 'cook1', 'cook2', 'fresh', 'manager1', 'town-clerk']],
  ])('%s', async (query, ids) => expect(await peopleOn(`/civil/people${query}`)).toEqual(ids));

  it('is searched by name or place of work, and goes on page by page', async () => {
    const found = async (q: string) => (await first.post('/civil/people/search', { q })).text();
    expect(await found('李 芳')).toContain('/civil/people/cook1');
    expect(await found('助餐中心')).toContain('查到 10 人');
    expect(await found('查无此人')).toContain('没有查到');
    expect((await first.post('/civil/people/search', { q: '李' })).status).toBe(422);
    for (let no = 0; no < 45; no += 1) await first.post('/civil/people', { key: newId(), name: '临时', unit: `甲${no}` });
    expect(await textOf(first, '/civil/people')).toContain('第 1 页，共 2 页');
    expect(await statusOf(first, '/civil/people?page=2')).toBe(200);
    expect(await statusOf(first, '/civil/people?page=3')).toBe(404);
  });
});
