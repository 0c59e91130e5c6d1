import nodeCrypto from 'node:crypto';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { hashSecret, newId } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { browser, cheaply, enterBy, giveLogin, giveSecondFactor, keyless, led, PASSWORD, type Browser } from '../support/staff-logins.ts';

const MINUTE = 60_000;

let db: Database;
let clock: { now: number };
let me: Browser;
beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  me = browser(() => clock.now);
  await giveLogin(db, 'cook1', 'lifang', await cheaply(PASSWORD));
});
afterEach(() => vi.restoreAllMocks());

const enter = (login: string, password: string, code = '', by = me) => enterBy(by, login, password, code);
/** What a page says, without what was typed. */
const said = async (answer: Response, typed: string) => [answer.status, keyless(await answer.text()).replaceAll(typed, '◆')];

describe('a name and a password', () => {
  it('let one in, however the name was typed, with a new token that only its hash is kept of', async () => {
    const answer = await enter(' ＬiFang ', PASSWORD);
    expect(led(answer)).toEqual([303, '/canteen']);
    expect(answer.headers.get('set-cookie')).toMatch(/__Host-session=[\w-]{43}.*HttpOnly.*Secure.*SameSite=Lax/);
    expect(await all('SELECT person_id, way, expires_at FROM session')).toEqual([{ person_id: 'cook1', way: 'password', expires_at: NOW + 12 * 60 * MINUTE }]);
    expect((await me.get('/canteen')).status).toBe(200);
    expect(led(await me.get('/sign-in/staff'))).toEqual([303, '/canteen']);
    const stored = JSON.stringify(await Promise.all(['session', 'staff_login', 'sign_in_try', 'audit'].map((table) => all(`SELECT * FROM ${table}`))));
    expect(stored).not.toContain(PASSWORD);
    expect(stored).not.toContain(me.cookie().split('=')[1]);
  });

  it('a wrong one and a name that nobody has are answered alike, word for word, and what was typed as a name is kept', async () => {
    const known = await enter('lifang', 'falsches-wort');
    const unknown = await enter('nobody', 'falsches-wort');
    expect(await said(known, 'lifang')).toEqual(await said(unknown, 'nobody'));
    expect(await (await enter('li<b>', 'x')).text()).toContain('value="li&lt;b&gt;"');
  });

  it.each([
    ['whose owner was disabled', "UPDATE person SET disabled_at = 1 WHERE id = 'cook1'", PASSWORD],
    ['who has no password yet', 'UPDATE staff_login SET password_hash = NULL, password_set_at = NULL', ''],
  ])('a name %s is answered like one that nobody has', async (_case, sql, password) => {
    await env.DB.prepare(sql).run();
    expect(await said(await enter('lifang', password), 'lifang')).toEqual(await said(await enter('nobody', password), 'nobody'));
    expect(me.cookie()).toBe('');
  });

  it.each(['lifang', 'nobody', '李芳', "x' OR 1=1 --"])('one guess at “%s” is one hash, of one size, and one row of the count', async (login) => {
    await env.DB.prepare('UPDATE staff_login SET password_hash = ?').bind(await hashSecret(PASSWORD)).run();
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    expect((await enter(login, 'falsches-wort')).status).toBe(422);
    expect(hashing.mock.calls.map(([, , , cost]) => cost)).toEqual([{ N: 16384, r: 8, p: 5, maxmem: 256 * 16384 * 8 }]);
    expect(await all('SELECT tries FROM sign_in_try')).toEqual([{ tries: 1 }]);
    expect(await all('SELECT action, count(*) n FROM audit GROUP BY action')).toEqual([{ action: 'staff_sign_in.try', n: 1 }, { action: 'staff_sign_in.wrong', n: 1 }]);
  });

  it('hashed more cheaply than today are hashed anew at the next sign-in, and go on being good', async () => {
    await enter('lifang', PASSWORD);
    expect(await all('SELECT action FROM audit ORDER BY action')).toEqual([{ action: 'session.start' }, { action: 'staff_sign_in.try' }]);
    expect(await one('SELECT substr(password_hash, 1, 17) h FROM staff_login')).toEqual({ h: 'scrypt$16384$8$5$' });
    expect(led(await enter('lifang', PASSWORD, '', browser(() => clock.now)))).toEqual([303, '/canteen']);
  });

  it('of another person on the same browser end the session before', async () => {
    await giveLogin(db, 'cook2', 'wangmin', await cheaply(PASSWORD));
    await enter('lifang', PASSWORD);
    const before = me.cookie();
    await enter('wangmin', PASSWORD);
    expect(me.cookie()).not.toBe(before);
    expect(await all('SELECT person_id, ended_at IS NOT NULL over FROM session ORDER BY person_id')).toEqual([{ person_id: 'cook1', over: 1 }, { person_id: 'cook2', over: 0 }]);
  });
});

describe('guesses are counted', () => {
  it('of a thousand at once five are looked at, and then not even the right one is', { timeout: 120_000 }, async () => {
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, nth) => enter('lifang', `geraten-${nth}`, '', browser(() => clock.now))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
    expect(hashing).toHaveBeenCalledTimes(5);
    expect(await all('SELECT tries FROM sign_in_try')).toEqual([{ tries: 5 }]);
    expect(await (await enter('lifang', PASSWORD)).text()).toContain('过 15 分钟自己解开');
    expect(hashing).toHaveBeenCalledTimes(5);
    expect(await one('SELECT count(*) n FROM session')).toEqual({ n: 0 });
  });

  it('a name that nobody has is locked with the same words, and no other name with it', async () => {
    for (let nth = 0; nth < 5; nth += 1) for (const login of ['lifang', 'nobody']) await enter(login, `geraten-${nth}`);
    expect(await said(await enter('lifang', PASSWORD), 'lifang')).toEqual(await said(await enter('nobody', PASSWORD), 'nobody'));
    await giveLogin(db, 'cook2', 'wangmin', await cheaply(PASSWORD));
    expect(led(await enter('wangmin', PASSWORD))).toEqual([303, '/canteen']);
  });

  it.each([[15 * MINUTE - 1, 422], [15 * MINUTE, 303]])('%i ms after the first guess: %i', async (later, status) => {
    for (let nth = 0; nth < 5; nth += 1) await enter('lifang', `geraten-${nth}`);
    clock.now += later;
    expect((await enter('lifang', PASSWORD)).status).toBe(status);
  });

  it('the right ones are none: whoever signs in often is never locked, nor do they give a guesser more', async () => {
    for (let nth = 0; nth < 7; nth += 1) expect((await enter('lifang', PASSWORD)).status).toBe(303);
    for (let nth = 0; nth < 4; nth += 1) await enter('lifang', `geraten-${nth}`);
    expect((await enter('lifang', PASSWORD)).status).toBe(303);
    await enter('lifang', 'geraten-5');
    expect((await enter('lifang', PASSWORD)).status).toBe(422);
  });

  it('by the rule that holds, and windows that are over are forgotten', async () => {
    await env.DB.prepare("INSERT INTO sign_in_rule VALUES (1, '县民政局通知', 30, 2, 10, 24, 'person:clerk')").run();
    await enter('other', 'x');
    clock.now += 31 * MINUTE;
    for (let nth = 0; nth < 2; nth += 1) await enter('lifang', `geraten-${nth}`);
    expect(await (await enter('lifang', PASSWORD)).text()).toContain('过 30 分钟自己解开');
    expect(await all('SELECT tries FROM sign_in_try')).toEqual([{ tries: 2 }]);
  });
});

describe('a second factor', () => {
  let codeAt: (now: number) => string;
  beforeEach(async () => {
    db = await seedCounty();
    await giveLogin(db, 'clerk', 'zhoumin', await cheaply(PASSWORD));
    codeAt = await giveSecondFactor(db, 'clerk');
  });
  const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('is asked of an official beside the password', async () => {
    expect(led(await enter('zhoumin', PASSWORD, codeAt(NOW).replace(/^.../, '$& ')))).toEqual([303, '/civil']);
    expect((await me.get('/civil')).status).toBe(200);
  });

  it('missing or wrong is answered like a wrong password', async () => {
    const wrong = await said(await enter('zhoumin', 'falsches-wort', codeAt(NOW)), 'zhoumin');
    for (const code of ['', wrongOf(codeAt(NOW)), 'abc', codeAt(NOW + 2 * MINUTE)]) expect(await said(await enter('zhoumin', PASSWORD, code), 'zhoumin')).toEqual(wrong);
    expect((await enter('zhoumin', PASSWORD, codeAt(NOW))).status).toBe(422);
  });

  it('is good once: the same code, and one of a step before, come too late', async () => {
    expect((await enter('zhoumin', PASSWORD, codeAt(NOW))).status).toBe(303);
    const other = browser(() => clock.now);
    const again = await enter('zhoumin', PASSWORD, codeAt(NOW), other);
    expect([again.status, await again.text()]).toEqual([422, expect.stringContaining('刚用过')]);
    expect((await enter('zhoumin', PASSWORD, codeAt(NOW - 30_000), other)).status).toBe(422);
    clock.now += 30_000;
    expect((await enter('zhoumin', PASSWORD, codeAt(clock.now), other)).status).toBe(303);
  });

  it('sent twice at once lets one in', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => enter('zhoumin', PASSWORD, codeAt(NOW), browser(() => clock.now))));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
    expect(await one('SELECT count(*) n FROM session')).toEqual({ n: 1 });
  });

  it('whose answer got lost: the very same form is answered the same and writes nothing; another form, another browser’s, and the same once that session is over come too late', async () => {
    const form = { key: newId(), login: 'zhoumin', password: PASSWORD, code: codeAt(NOW) };
    const send = (by: Browser, more = {}) => by.post('/sign-in/staff', { ...form, ...more });
    await send(browser(() => clock.now));
    const written = await all('SELECT id FROM audit');
    expect(led(await send(me))).toEqual([303, '/civil']);
    expect([(await me.get('/civil')).status, await all('SELECT id FROM audit'), await all('SELECT ended_at FROM session')]).toEqual([200, written, [{ ended_at: null }]]);
    for (const more of [{ key: newId() }, { password: `${PASSWORD}。` }, { login: 'zhoumin ' }]) expect((await send(browser(() => clock.now), more)).status, JSON.stringify(more)).toBe(422);
    // The browser is known by it, too: strangers who guess at the name do not keep her out.
    for (let nth = 0; nth < 5; nth += 1) await enter('zhoumin', `geraten-${nth}`, '', browser(() => clock.now));
    clock.now += 30_000;
    expect((await enter('zhoumin', PASSWORD, codeAt(clock.now))).status).toBe(303);
    expect((await send(me)).status).toBe(422);
  });

  it('pressed twice at once in one browser lets it in by both', async () => {
    const form = { key: newId(), login: 'zhoumin', password: PASSWORD, code: codeAt(NOW) };
    const answers = await Promise.all([1, 2, 3].map(() => me.post('/sign-in/staff', form)));
    expect(answers.map(led)).toEqual([1, 2, 3].map(() => [303, '/civil']));
    expect(await one('SELECT count(*) n FROM session')).toEqual({ n: 1 });
    expect((await me.get('/civil')).status).toBe(200);
  });

  it('cannot be turned back in the database either', async () => {
    await enter('zhoumin', PASSWORD, codeAt(NOW));
    await expect(env.DB.prepare('UPDATE staff_login SET totp_step = totp_step').run()).rejects.toThrow('a step is used once');
  });

  it('that is not set up yet leaves an official without the rights of an office', async () => {
    await env.DB.prepare('UPDATE staff_login SET totp_confirmed_at = NULL').run();
    expect(led(await enter('zhoumin', PASSWORD))).toEqual([303, '/sign-in/own']);
    expect((await me.get('/civil')).status).toBe(404);
    expect(await (await me.get('/sign-in/own')).text()).toContain('您的一部分权限要有动态码才能用');
  });

  it('does not hinder what a cook may do who was made an official and has none yet', async () => {
    await env.DB.prepare("INSERT INTO role_grant (id, person_id, role, meal_point_id, granted_at, granted_by) VALUES ('g', 'clerk', 'canteen_staff', 'p1', 0, 'person:x')").run();
    await env.DB.prepare('UPDATE staff_login SET totp_confirmed_at = NULL').run();
    expect(led(await enter('zhoumin', PASSWORD))).toEqual([303, '/canteen']);
    expect([(await me.get('/canteen')).status, (await me.get('/civil')).status]).toEqual([200, 404]);
  });
});
