import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { stepAt } from '../../src/domain/totp.ts';
import { endSessions, giveLogin, unlock } from '../../src/store/person-logins.ts';
import type { Database } from '../../src/store/read.ts';
import { newId, totpDigits } from '../../src/vault.ts';
import { ask, asked, decide, seedAdministrators, shownTo, textOf } from '../support/administrators.ts';
import { all, one } from '../support/books.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { browser, cheaply, giveLogin as haveLogin, giveSecondFactor } from '../support/staff-logins.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// An administrator gives a name to sign in by and a start code; a code that opens a second factor takes two, the second with the person before them.

const PASSWORD = '今天中午吃红烧带鱼饭';
let db: Database;
let first: Visitor;
let second: Visitor;
let cook: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  await seedAdministrators(db);
  [first, second] = await Promise.all([1, 2].map((no) => visit(db, { personId: `admin${no}` }, NOW + no * 60_000))) as [Visitor, Visitor];
  cook = await visit(db, { personId: 'cook1' }, NOW);
});

const led = (answer: Response) => [answer.status, answer.headers.get('location')];
const said = async (answer: Response, words: string) => [answer.status, (await answer.text()).includes(words)];
const name = (personId: string, login: string, by = first) => by.post(`/civil/people/${personId}/login`, { login });
const give = (personId: string, resets: string, more: Record<string, string> = {}, by = first) =>
  by.post(`/civil/people/${personId}/start-codes`, { key: newId(), resets, reason: '新来的', present_seen: 'on', ...more });
const digitsOn = async (by: Visitor, path: string) => /<b class="secret">(\d{5} \d{5})</.exec(await textOf(by, path))?.[1] ?? '';
const wishFor = (personId: string, resets: string) => ({ personId, kind: 'start_code', resets });
const start = (login: string, code: string, by = browser(() => NOW + 180_000)) => by.post('/sign-in/start', { key: newId(), login, code, password: PASSWORD, again: PASSWORD });

describe('a name to sign in by', () => {
  it('is given once, for good, and by an administrator of that person', async () => {
    expect(await textOf(first, '/civil/people/cook1')).toContain('还没有登录名');
    expect(led(await name('cook1', ' LiFang '))).toEqual([303, '/civil/people/cook1']);
    expect(await textOf(first, '/civil/people/cook1')).toMatch(/登录名<\/dt><dd><b>lifang</);
    expect(led(await name('cook1', 'lifang', second))).toEqual([303, '/civil/people/cook1']);
    expect(await said(await name('cook1', 'lifang2'), '定了不能改')).toEqual([422, true]);
    expect(await all("SELECT actor, action, subject FROM audit WHERE action = 'login.give'")).toEqual([{ actor: 'person:admin1', action: 'login.give', subject: 'person:cook1' }]);
    expect((await name('cook2', 'sunmei', cook)).status).toBe(404);
    expect([(await name('nobody', 'sunmei')).status, (await name('fm', 'sunmei')).status]).toEqual([404, 404]);
  });

  it.each([['', '小写字母开头'], ['ab', '小写字母开头'], ['1lifang', '小写字母开头'], ['李芳', '小写字母开头'], ["a'; DROP", '小写字母开头'], ['taken', '已经有人用了']])('“%s” is asked again, and stays as typed', async (typed, words) => {
    await name('cook2', 'taken');
    const answer = await name('cook1', typed);
    const html = await answer.text();
    expect([answer.status, html.includes(words), html.includes(`value="${typed.replaceAll("'", '&#39;')}"`)]).toEqual([422, true, true]);
  });

  it('given to two at once is one person’s', async () => {
    const answers = await Promise.all([name('cook1', 'lifang'), name('cook2', 'lifang', second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await one('SELECT count(*) AS n FROM staff_login')).toEqual({ n: 1 });
  });
});

describe('a start code of a canteen', () => {
  beforeEach(async () => name('cook1', 'lifang'));

  it('is given by one administrator, shown to them and to nobody else until it is used, and lets the cook in', async () => {
    expect(await textOf(first, '/civil/people/cook1/requests/new?kind=start_code')).toContain('本人就在我面前');
    const path = (await give('cook1', 'nothing')).headers.get('location') ?? '';
    const digits = await digitsOn(first, path);
    expect(digits).toMatch(/^\d{5} \d{5}$/);
    expect([(await second.get(path)).status, (await cook.get(path)).status, (await first.get('/civil/start-codes/none')).status]).toEqual([404, 404, 404]);
    for (const words of [path, '前有效', '给了开通码，第一次用', '新来的']) expect(await textOf(first, '/civil/people/cook1')).toContain(words);
    expect(await textOf(second, '/civil/people/cook1')).not.toContain(path);
    expect(JSON.stringify(await Promise.all(['start_code', 'audit', 'request_key'].map((table) => all(`SELECT * FROM ${table}`))))).not.toContain(digits.replace(' ', ''));
    expect(led(await start('lifang', digits))).toEqual([303, '/canteen']);
    const after = await textOf(first, path);
    expect([after.includes('已经用过了'), after.includes(digits)]).toEqual([true, false]);
    expect(await textOf(first, '/civil/people/cook1')).toMatch(/1 处，最近一次 .*用密码/);
  });

  it('is one however often it is pressed; a later one ends it, and so does its time', async () => {
    const key = newId();
    const answers = await Promise.all([give('cook1', 'nothing', { key }), give('cook1', 'nothing', { key })]);
    const [path] = new Set(answers.map((answer) => answer.headers.get('location') ?? ''));
    expect(await one('SELECT count(*) AS n FROM start_code')).toEqual({ n: 1 });
    const digits = await digitsOn(first, path ?? '');
    expect((await give('cook1', 'nothing', { key, reason: '别的' })).status).toBe(422);
    await give('cook1', 'nothing', {}, second);
    const later = await visit(db, { personId: 'admin1' }, NOW + 180_000);
    expect(await textOf(later, path ?? '')).toContain('已经不能用了');
    expect((await start('lifang', digits)).status).toBe(422);
  });

  it.each([['nobody in sight', { present_seen: '' }], ['no reason', { reason: ' ' }], ['no word of either', { reason: '', present_seen: '' }]])('with %s is not given', async (_case, form: Record<string, string>) => {
    const { present_seen: seen, ...rest } = { present_seen: 'on', key: newId(), resets: 'nothing', reason: '新来的', ...form };
    const answer = await first.post('/civil/people/cook1/start-codes', { ...rest, ...(seen ? { present_seen: seen } : {}) });
    expect(await said(answer, rest.reason.trim() === '' ? '请写明为什么' : '请打勾')).toEqual([422, true]);
    expect(await one('SELECT count(*) AS n FROM start_code')).toEqual({ n: 0 });
  });

  it.each([
    ['a name is missing', 'cook2', 'nothing', '还没有登录名'],
    ['there is nothing to reset', 'cook1', 'second_factor', '用不上'],
    ['it is one’s own', 'admin1', 'nothing', '要别的管理员来办'],
    ['it takes two', 'clerk', 'nothing', '要另一位管理员当面给'],
  ])('is refused where %s', async (_case, personId, resets, words) => {
    await name('clerk', 'zhoumin');
    await name('admin1', 'gaojing', second);
    expect(await said(await give(personId, resets), words)).toEqual([409, true]);
    expect(await one('SELECT count(*) AS n FROM start_code')).toEqual({ n: 0 });
  });

  it('ends when an office is granted: what one gave opens no second factor', async () => {
    const digits = await digitsOn(first, (await give('cook1', 'nothing')).headers.get('location') ?? '');
    const request = await asked(first, { personId: 'cook1', role: 'county_official', place: '370481000000' });
    expect((await decide(second, request)).status).toBe(303);
    expect((await start('lifang', digits)).status).toBe(422);
    expect(await said(await give('cook1', 'nothing'), '要另一位管理员当面给')).toEqual([409, true]);
  });

  it('and does not when another point is: the cook still comes in', async () => {
    const digits = await digitsOn(first, (await give('cook1', 'nothing')).headers.get('location') ?? '');
    const request = await asked(first, { personId: 'cook1', role: 'canteen_staff', place: 'p2' });
    expect((await decide(second, request)).status).toBe(303);
    expect((await start('lifang', digits)).status).toBe(303);
  });
});

describe('a start code that opens a second factor', () => {
  beforeEach(async () => name('clerk', 'zhoumin'));

  it('is asked for by one, given by another face to face, and seen by that one alone', async () => {
    expect(await textOf(first, '/civil/people/clerk/requests/new?kind=start_code')).toContain('请另一位管理员当面给码');
    const request = await asked(first, wishFor('clerk', 'nothing'));
    expect(await textOf(second, '/civil/people')).toContain('开通码，第一次用');
    const codePath = request.replace('access-requests', 'start-codes');
    expect((await second.get(codePath)).status).toBe(404);
    expect(await said(await decide(second, request), '请打勾')).toEqual([422, true]);
    const own = { outcome: 'confirmed', shown: await shownTo(second, request), present_seen: 'on' };
    expect(await said(await first.post(request, own), '自己提的')).toEqual([409, true]);
    expect(led(await second.post(request, own))).toEqual([303, codePath]);
    expect(led(await second.post(request, own))).toEqual([303, codePath]);
    expect([await digitsOn(first, codePath), (await first.get(codePath)).status]).toEqual(['', 404]);
    const official = browser(() => NOW + 180_000);
    expect(led(await start('zhoumin', await digitsOn(second, codePath), official))).toEqual([303, '/sign-in/own/second-factor']);
    const secret = /<b class="secret">([A-Z2-7 ]+)</.exec(await (await official.get('/sign-in/own/second-factor')).text())?.[1]?.replaceAll(' ', '') ?? '';
    expect(led(await official.post('/sign-in/own/second-factor', { key: newId(), code: totpDigits(secret, stepAt(NOW + 180_000)) }))).toEqual([303, '/civil']);
    expect(await all("SELECT action, actor FROM audit WHERE action GLOB 'start_code.*' ORDER BY at, action")).toEqual([
      { action: 'start_code.ask', actor: 'person:admin1' }, { action: 'start_code.issue', actor: 'person:admin2' }, { action: 'start_code.use', actor: 'person:clerk' },
    ]);
    expect(await textOf(first, '/civil/people/clerk')).toMatch(/提请：开通码，第一次用[\s\S]*确认：开通码，第一次用|确认：开通码，第一次用[\s\S]*提请：开通码，第一次用/);
  });

  it('is bound to what was shown, and waits once', async () => {
    const request = await asked(first, wishFor('clerk', 'nothing'));
    expect((await ask(second, wishFor('clerk', 'nothing'))).status).toBe(409);
    const shown = await shownTo(second, request);
    await env.DB.prepare("UPDATE staff_login SET password_hash = 'x', password_set_at = 1 WHERE person_id = 'clerk'").run();
    const answer = await second.post(request, { outcome: 'confirmed', shown, present_seen: 'on' });
    expect(await said(answer, '用不上')).toEqual([409, true]);
    expect(await one('SELECT count(*) AS n FROM start_code')).toEqual({ n: 0 });
    expect((await decide(second, request, 'declined')).status).toBe(303);
  });

  it('for a lost telephone ends the old second factor and all sessions at once; a forgotten password takes one administrator and keeps it', async () => {
    await env.DB.prepare("DROP TRIGGER staff_login_no_delete").run();
    await env.DB.prepare("DELETE FROM staff_login").run();
    await haveLogin(db, 'clerk', 'zhoumin', await cheaply(PASSWORD));
    const codeAt = await giveSecondFactor(db, 'clerk');
    const official = browser(() => NOW + 180_000);
    expect((await official.post('/sign-in/staff', { key: newId(), login: 'zhoumin', password: PASSWORD, code: await codeAt(NOW + 180_000) })).status).toBe(303);
    expect(await textOf(first, '/civil/people/clerk/requests/new?kind=start_code')).toMatch(/重设密码<[\s\S]*重设密码和动态码</);
    expect((await give('clerk', 'password')).status).toBe(303);
    expect(await one("SELECT totp_confirmed_at IS NOT NULL AS kept, password_hash IS NULL AS reset FROM staff_login WHERE person_id = 'clerk'")).toEqual({ kept: 1, reset: 1 });
    expect(led(await official.get('/civil'))).toEqual([303, '/sign-in/staff']);
    const request = await asked(first, wishFor('clerk', 'second_factor'));
    expect((await second.post(request, { outcome: 'confirmed', shown: await shownTo(second, request), present_seen: 'on' })).status).toBe(303);
    expect(await one("SELECT totp_sealed FROM staff_login WHERE person_id = 'clerk'")).toEqual({ totp_sealed: null });
  });

  it('is refused by the database where one person gives it', async () => {
    const insert = "INSERT INTO start_code VALUES ('x', 'clerk', 'h', 'nothing', 0, 'person:admin1', 'r', 9, NULL)";
    await expect(env.DB.prepare(insert).run()).rejects.toThrow('two persons give this code');
    await env.DB.prepare("INSERT INTO access_request (id, person_id, kind, resets, reason, requested_at, requested_by) VALUES ('x', 'clerk', 'start_code', 'password', 'r', 0, 'person:admin2')").run();
    await env.DB.prepare("INSERT INTO access_decision VALUES ('x', 'confirmed', 0, 'person:admin1', 'h')").run();
    await expect(env.DB.prepare(insert).run()).rejects.toThrow('two persons give this code');
  });
});

describe('what an administrator ends', () => {
  beforeEach(async () => haveLogin(db, 'cook1', 'lifang', await cheaply(PASSWORD)));

  it('a lock, at once; where there is none, nothing is written', async () => {
    const path = '/civil/people/cook1/login/unlocking';
    expect(led(await first.post(path, {}))).toEqual([303, '/civil/people/cook1']);
    const guesser = browser(() => NOW);
    for (let nth = 0; nth < 5; nth += 1) await guesser.post('/sign-in/staff', { key: newId(), login: 'lifang', password: `geraten-${nth}` });
    expect(await textOf(first, '/civil/people/cook1')).toContain('试错的次数太多');
    expect((await guesser.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD })).status).toBe(422);
    expect(led(await first.post(path, {}))).toEqual([303, '/civil/people/cook1']);
    expect((await guesser.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD })).status).toBe(303);
    expect(await all("SELECT actor FROM audit WHERE action = 'login.unlock'")).toEqual([{ actor: 'person:admin1' }]);
    expect((await cook.post(path, {})).status).toBe(404);
  });

  it('a lock at a browser where they are known, too', async () => {
    const desk = browser(() => NOW);
    await desk.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD });
    for (let nth = 0; nth < 5; nth += 1) await desk.post('/sign-in/staff', { key: newId(), login: 'lifang', password: `geraten-${nth}` });
    expect((await desk.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD })).status).toBe(422);
    expect(await textOf(first, '/civil/people/cook1')).toContain('试错的次数太多');
    await first.post('/civil/people/cook1/login/unlocking', {});
    expect((await desk.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD })).status).toBe(303);
  });

  it('no lock before a second factor, by no way: whoever resets the password would guess at the code as often as they like', async () => {
    await haveLogin(db, 'clerk', 'zhoumin', await cheaply(PASSWORD));
    await giveSecondFactor(db, 'clerk');
    const guesser = browser(() => NOW);
    for (let nth = 0; nth < 5; nth += 1) await guesser.post('/sign-in/staff', { key: newId(), login: 'zhoumin', password: PASSWORD, code: '000000' });
    expect(await textOf(first, '/civil/people/clerk')).toMatch(/谁也不能提前解开(?![\s\S]*现在就解开)/);
    await first.post('/civil/people/clerk/login/unlocking', {});
    const code = await digitsOn(first, (await give('clerk', 'password')).headers.get('location') ?? '');
    expect(await all('SELECT tries FROM sign_in_try')).toEqual([{ tries: 5 }]);
    expect(await said(await start('zhoumin', code), '过 15 分钟自己解开')).toEqual([422, true]);
  });

  it.each([['cook1', true], ['admin1', false]])('nothing of %s, who is disabled, or is the administrator', async (personId, disabled) => {
    if (disabled) await env.DB.prepare("UPDATE person SET disabled_at = 1 WHERE id = 'cook1'").run();
    const answers = [await name(personId, 'other'), ...(await Promise.all(['unlocking', 'session-endings'].map((act) => first.post(`/civil/people/${personId}/login/${act}`, {}))))];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(await one("SELECT count(*) AS n FROM audit WHERE actor = 'person:admin1'")).toEqual({ n: 0 });
  });

  it('every session of theirs, at once', async () => {
    const at = browser(() => NOW);
    expect((await at.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD })).status).toBe(303);
    const presses = [await first.post('/civil/people/cook1/login/session-endings', {}), await first.post('/civil/people/cook1/login/session-endings', {})];
    expect(presses.map(led)).toEqual([[303, '/civil/people/cook1'], [303, '/civil/people/cook1']]);
    expect(led(await at.get('/canteen'))).toEqual([303, '/sign-in/staff']);
    expect(await one("SELECT count(*) AS n FROM audit WHERE action = 'session.end_all'")).toEqual({ n: 1 });
  });

  it('nothing any more, once they are no administrator; what was begun before is refused inside the write', async () => {
    await env.DB.prepare("UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'admin1'").run();
    const answers = await Promise.all([name('cook2', 'sunmei'), give('cook1', 'password'), first.post('/civil/people/cook1/login/session-endings', {})]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    const entry = { at: NOW, actor: 'person:admin1', action: 'x', subject: 'person:cook2', requestId: newId() };
    expect([await giveLogin(db, entry, 'cook2', 'sunmei'), await endSessions(db, entry, 'cook1'), await unlock(db, entry, 'cook1', 'x')]).toEqual(['conflict', 'conflict', 'conflict']);
    expect(await one('SELECT count(*) AS n FROM start_code')).toEqual({ n: 0 });
  });
});
