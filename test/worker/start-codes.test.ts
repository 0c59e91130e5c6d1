import nodeCrypto from 'node:crypto';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stepAt } from '../../src/domain/totp.ts';
import type { Database } from '../../src/store/read.ts';
import { freshStartCode, startCodeDigits } from '../../src/store/start-codes.ts';
import { checkSecret, newId, openVault, totpDigits } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { browser, cheaply, enterBy, giveLogin, giveSecondFactor, issue, keyless, led, nameAndCode, PASSWORD, type Browser } from '../support/staff-logins.ts';

const HOUR = 3_600_000;

let db: Database;
let clock: { now: number };
let me: Browser;
beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  me = browser(() => clock.now);
});
afterEach(() => vi.restoreAllMocks());

const start = (login: string, code: string, more: { password?: string; again?: string } = {}, by = me) => {
  const password = more.password ?? PASSWORD;
  return by.post('/sign-in/start', { key: newId(), login, code, password, again: more.again ?? password });
};
const enter = (login: string, password: string, code = '', by = me) => enterBy(by, login, password, code);
const secretOn = async (by: Browser) => /<b class="secret">([A-Z2-7 ]+)</.exec(await (await by.get('/sign-in/own/second-factor')).text())?.[1]?.replaceAll(' ', '') ?? '';
const codeOf = (secret: string) => totpDigits(secret, stepAt(clock.now));

describe('a cook begins by a start code', () => {
  it('sets a password, is in, and the code is nowhere stored', async () => {
    const code = await nameAndCode(db, 'cook1', 'lifang', NOW);
    expect(code).toMatch(/^\d{10}$/);
    expect(led(await start('LiFang', `${code.slice(0, 5)} ${code.slice(5)}`))).toEqual([303, '/canteen']);
    expect((await me.get('/canteen')).status).toBe(200);
    expect(await all('SELECT way FROM session')).toEqual([{ way: 'password' }]);
    const stored = JSON.stringify(await Promise.all(['start_code', 'staff_login', 'audit'].map((table) => all(`SELECT * FROM ${table}`))));
    expect(stored).not.toContain(code);
    expect(led(await enter('lifang', PASSWORD, '', browser(() => clock.now)))).toEqual([303, '/canteen']);
  });

  it.each<[string, { password?: string; again?: string }, string]>([
    ['too short', { password: '带鱼' }, '至少 10 个字'],
    ['too long', { password: 'x'.repeat(201) }, '最多 200 个字'],
    ['typed differently', { again: '今天中午吃糖醋带鱼饭' }, '两次打的不一样'],
  ])('a password %s is asked again, the code is not used and no guess counted', async (_case, more, words) => {
    const code = await nameAndCode(db, 'cook1', 'lifang', NOW);
    const answer = await start('lifang', code, more);
    const page = await answer.text();
    expect([answer.status, page]).toEqual([422, expect.stringContaining(words)]);
    for (const kept of ['value="lifang"', `value="${code}"`]) expect(page).toContain(kept);
    expect(page).not.toContain(more.password ?? PASSWORD);
    expect([await all('SELECT * FROM sign_in_try'), await one('SELECT used_at FROM start_code')]).toEqual([[], { used_at: null }]);
    expect((await start('lifang', code)).status).toBe(303);
  });

  it('a wrong code, and a name that nobody has, are answered alike and cost one hash', async () => {
    await nameAndCode(db, 'cook1', 'lifang', NOW);
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    const pages = [];
    for (const login of ['lifang', 'nobody']) for (const code of ['0000000000', 'abc']) pages.push(keyless(await (await start(login, code)).text()).replaceAll(login, '◆').replaceAll(code, '◆'));
    expect(new Set(pages).size).toBe(1);
    expect(hashing).toHaveBeenCalledTimes(4);
  });

  it('guessed a hundred times at once, five are looked at', async () => {
    const code = await nameAndCode(db, 'cook1', 'lifang', NOW);
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    await Promise.all(Array.from({ length: 100 }, (_, nth) => start('lifang', String(nth).padStart(10, '0'), {}, browser(() => clock.now))));
    expect(hashing).toHaveBeenCalledTimes(5);
    const answer = await start('lifang', code);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('过 15 分钟自己解开')]);
  });

  it.each([[24 * HOUR - 1, 303], [24 * HOUR, 422]])('%i ms after it was issued: %i', async (later, status) => {
    const code = await nameAndCode(db, 'cook1', 'lifang', NOW);
    clock.now += later;
    expect((await start('lifang', code)).status).toBe(status);
  });

  it('used by four at once it lets one in, and their password holds', async () => {
    const code = await nameAndCode(db, 'cook1', 'lifang', NOW);
    const answers = await Promise.all([1, 2, 3, 4].map((nth) => start('lifang', code, { password: `密码密码密码密码密码${nth}` }, browser(() => clock.now))));
    const winner = answers.findIndex(({ status }) => status === 303);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
    expect(await one('SELECT count(*) n FROM session WHERE ended_at IS NULL')).toEqual({ n: 1 });
    expect((await enter('lifang', `密码密码密码密码密码${winner + 1}`)).status).toBe(303);
  });

  it('a newer one ends the one before; a disabled person’s is none', async () => {
    const first = await nameAndCode(db, 'cook1', 'lifang', NOW);
    const second = await issue(db, { personId: 'cook1', login: 'lifang', at: NOW + 1 });
    clock.now = NOW + 2;
    expect((await start('lifang', first)).status).toBe(422);
    expect((await start('lifang', second)).status).toBe(303);
    const third = await issue(db, { personId: 'cook1', login: 'lifang', resets: 'password', at: NOW + 3 });
    await env.DB.prepare("UPDATE person SET disabled_at = 1 WHERE id = 'cook1'").run();
    clock.now = NOW + 4;
    expect((await start('lifang', third)).status).toBe(422);
  });

  it('in the database it cannot be used again, prolonged, removed or replaced', async () => {
    await nameAndCode(db, 'cook1', 'lifang', NOW);
    for (const sql of ['UPDATE start_code SET expires_at = expires_at + 1', 'DELETE FROM start_code', 'INSERT OR REPLACE INTO start_code SELECT * FROM start_code', 'UPDATE start_code SET code_hash = 1']) {
      await expect(env.DB.prepare(sql).run()).rejects.toThrow('a start code is');
    }
    await env.DB.prepare('UPDATE start_code SET used_at = 1').run();
    await expect(env.DB.prepare('UPDATE start_code SET used_at = 2').run()).rejects.toThrow('a start code is used once');
    for (const sql of ["UPDATE staff_login SET login = 'other'", 'DELETE FROM staff_login', "INSERT OR REPLACE INTO staff_login (person_id, login) VALUES ('cook2', 'lifang')"]) {
      await expect(env.DB.prepare(sql).run()).rejects.toThrow('a login is never removed');
    }
  });
});

describe('an official begins by a start code and a second factor', () => {
  const begin = async () => {
    const code = await nameAndCode(db, 'clerk', 'zhoumin', NOW);
    expect(led(await start('zhoumin', code))).toEqual([303, '/sign-in/own/second-factor']);
    return secretOn(me);
  };

  it('until a code was typed there are no rights; then there are, by a new token, and the secret is never shown again', async () => {
    const secret = await begin();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(JSON.stringify(await all('SELECT * FROM staff_login'))).not.toContain(secret);
    expect([(await me.get('/civil')).status, (await me.get('/sign-in/own')).status]).toEqual([404, 200]);
    const before = me.cookie();
    expect(led(await me.post('/sign-in/own/second-factor', { key: newId(), code: codeOf(secret) }))).toEqual([303, '/civil']);
    expect(me.cookie()).not.toBe(before);
    expect(await all("SELECT action FROM audit WHERE action IN ('start_code.use', 'second_factor.set') ORDER BY action")).toEqual([{ action: 'second_factor.set' }, { action: 'start_code.use' }]);
    expect((await me.get('/civil')).status).toBe(200);
    expect(led(await me.get('/sign-in/own/second-factor'))).toEqual([303, '/sign-in/own']);
    expect(await (await me.get('/sign-in/own')).text()).not.toContain(secret);
    expect(await all('SELECT way FROM session WHERE ended_at IS NULL')).toEqual([{ way: 'totp' }]);
    clock.now += 30_000;
    expect(led(await enter('zhoumin', PASSWORD, codeOf(secret), browser(() => clock.now)))).toEqual([303, '/civil']);
  });

  it('a wrong code says so and counts; the confirming code is not good for signing in again', async () => {
    const secret = await begin();
    const wrong = await me.post('/sign-in/own/second-factor', { key: newId(), code: String((Number(codeOf(secret)) + 1) % 1e6).padStart(6, '0') });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('动态码对不上')]);
    expect((await me.post('/sign-in/own/second-factor', { key: newId(), code: '12 34' })).status).toBe(422);
    expect(await all('SELECT tries FROM sign_in_try')).toEqual([{ tries: 1 }]);
    const used = codeOf(secret);
    expect((await me.post('/sign-in/own/second-factor', { key: newId(), code: used })).status).toBe(303);
    expect((await enter('zhoumin', PASSWORD, used, browser(() => clock.now))).status).toBe(422);
  });

  it('confirmed by two presses at once it is confirmed once', async () => {
    const secret = await begin();
    const form = { key: newId(), code: codeOf(secret) };
    const answers = await Promise.all([1, 2].map(() => me.post('/sign-in/own/second-factor', form)));
    expect(answers.map(led)).toEqual([[303, '/civil'], [303, '/civil']]);
    expect(await one('SELECT count(*) n FROM session WHERE ended_at IS NULL')).toEqual({ n: 1 });
  });

  it('broken off, the password alone shows no secret and gives no rights', async () => {
    const secret = await begin();
    const other = browser(() => clock.now);
    expect(led(await enter('zhoumin', PASSWORD, '', other))).toEqual([303, '/sign-in/own']);
    expect(led(await other.get('/sign-in/own/second-factor'))).toEqual([303, '/sign-in/own']);
    expect(led(await other.post('/sign-in/own/second-factor', { key: newId(), code: codeOf(secret) }))).toEqual([303, '/sign-in/own']);
    expect((await other.get('/civil')).status).toBe(404);
  });
});

describe('an answer that got lost: the very same form again', () => {
  const sending = (path: string, form: Record<string, string>) => async (by: Browser, more: Record<string, string> = {}) => led(await by.post(path, { ...form, ...more }));
  const starting = (login: string, code: string) => sending('/sign-in/start', { key: newId(), login, code, password: PASSWORD, again: PASSWORD });
  const elsewhere = () => browser(() => clock.now);

  it('lets a cook in as before and writes nothing; not another form, not with another password, and not once that session is over', async () => {
    const send = starting('lifang', await nameAndCode(db, 'cook1', 'lifang', NOW));
    await send(elsewhere());
    const written = await all('SELECT id FROM audit');
    expect(await send(me)).toEqual([303, '/canteen']);
    expect([(await me.get('/canteen')).status, await all('SELECT id FROM audit'), await all('SELECT ended_at FROM session')]).toEqual([200, written, [{ ended_at: null }]]);
    expect([await send(elsewhere(), { key: newId() }), await send(elsewhere(), { password: '密码密码密码密码密码', again: '密码密码密码密码密码' })]).toEqual([[422, null], [422, null]]);
    await me.post('/sign-out');
    expect(await send(me)).toEqual([422, null]);
  });

  it('lets an official go on to the second factor, and confirms that once', async () => {
    const send = starting('zhoumin', await nameAndCode(db, 'clerk', 'zhoumin', NOW));
    await send(elsewhere());
    expect(await send(me)).toEqual([303, '/sign-in/own/second-factor']);
    const confirm = sending('/sign-in/own/second-factor', { key: newId(), code: codeOf(await secretOn(me)) });
    const unheard = browser(() => clock.now, [me.cookie()]);
    expect(await confirm(unheard)).toEqual([303, '/civil']);
    expect((await me.get('/sign-in/own')).status).toBe(303);
    expect(await confirm(me, { key: newId() })).toEqual([303, '/sign-in/own']);
    expect(await confirm(me)).toEqual([303, '/civil']);
    expect([(await me.get('/civil')).status, await one('SELECT count(*) n FROM session WHERE ended_at IS NULL')]).toEqual([200, { n: 1 }]);
    // What the start code began is over.
    expect(await send(elsewhere())).toEqual([422, null]);
  });

  it('says of a password that was reset that it is set', async () => {
    await giveLogin(db, 'clerk2', 'zhaoqiang', await cheaply(PASSWORD));
    await giveSecondFactor(db, 'clerk2');
    const send = starting('zhaoqiang', await issue(db, { personId: 'clerk2', login: 'zhaoqiang', resets: 'password', at: NOW }));
    expect([await send(me), await send(me), await send(me, { key: newId() })]).toEqual([[303, '/sign-in/staff?done=password'], [303, '/sign-in/staff?done=password'], [422, null]]);
    expect(await one("SELECT count(*) n FROM audit WHERE action = 'start_code.use'")).toEqual({ n: 1 });
  });
});

describe('an administrator resets', () => {
  beforeEach(async () => giveLogin(db, 'clerk2', 'zhaoqiang', await cheaply(PASSWORD)));

  it('a password: the old one and all sessions end at once, the second factor stays', async () => {
    const codeAt = await giveSecondFactor(db, 'clerk2');
    await enter('zhaoqiang', PASSWORD, codeAt(clock.now));
    expect((await me.get('/civil')).status).toBe(200);
    const code = await issue(db, { personId: 'clerk2', login: 'zhaoqiang', resets: 'password', at: clock.now });
    expect((await me.get('/civil')).status).toBe(303);
    clock.now += 60_000;
    expect((await enter('zhaoqiang', PASSWORD, codeAt(clock.now))).status).toBe(422);
    expect(led(await start('zhaoqiang', code, { password: '明天中午吃糖醋带鱼饭' }))).toEqual([303, '/sign-in/staff?done=password']);
    expect(await one('SELECT count(*) n FROM session WHERE ended_at IS NULL')).toEqual({ n: 0 });
    expect((await enter('zhaoqiang', '明天中午吃糖醋带鱼饭')).status).toBe(422);
    expect((await enter('zhaoqiang', '明天中午吃糖醋带鱼饭', codeAt(clock.now))).status).toBe(303);
  });

  it('a lost telephone: the old second factor is dead, another is set up', async () => {
    const codeAt = await giveSecondFactor(db, 'clerk2');
    const code = await issue(db, { personId: 'clerk2', login: 'zhaoqiang', resets: 'second_factor', at: clock.now });
    expect(led(await start('zhaoqiang', code))).toEqual([303, '/sign-in/own/second-factor']);
    const secret = await secretOn(me);
    expect((await me.post('/sign-in/own/second-factor', { key: newId(), code: codeAt(clock.now) })).status).toBe(422);
    expect(led(await me.post('/sign-in/own/second-factor', { key: newId(), code: codeOf(secret) }))).toEqual([303, '/civil']);
  });

  it('ends a lock too', async () => {
    for (let nth = 0; nth < 5; nth += 1) await enter('zhaoqiang', `geraten-${nth}`);
    const code = await issue(db, { personId: 'clerk2', login: 'zhaoqiang', resets: 'password', at: clock.now });
    expect((await start('zhaoqiang', code)).status).toBe(303);
  });

  it('never themself, nobody who is disabled or has no name, and no password is left standing beside a code', async () => {
    await expect(issue(db, { personId: 'clerk2', login: 'zhaoqiang', resets: 'password', at: NOW, by: 'person:clerk2' })).rejects.toThrow('conflict');
    await expect(issue(db, { personId: 'clerk2', login: 'zhaoqiang', at: NOW })).rejects.toThrow('conflict');
    await expect(issue(db, { personId: 'cook2', login: 'nobody', resets: 'password', at: NOW })).rejects.toThrow('conflict');
    await env.DB.prepare("UPDATE person SET disabled_at = 1 WHERE id = 'clerk2'").run();
    await expect(issue(db, { personId: 'clerk2', login: 'zhaoqiang', resets: 'password', at: NOW })).rejects.toThrow('conflict');
    expect(await all('SELECT * FROM start_code')).toEqual([]);
  });

  it('with a code that is stored as a password is', async () => {
    const vault = await openVault(env);
    const fresh = await freshStartCode(vault);
    expect(fresh.hash).toMatch(/^scrypt\$16384\$8\$5\$/);
    expect(await checkSecret(await startCodeDigits(vault, fresh.id), fresh.hash)).toBe('right');
  });
});
