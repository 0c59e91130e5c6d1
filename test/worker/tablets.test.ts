import nodeCrypto from 'node:crypto';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SESSION_COOKIE, TABLET_COOKIE } from '../../src/request.ts';
import type { Database } from '../../src/store/read.ts';
import { roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { faultyDatabase, type Fault } from '../support/faulty-db.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at as time, NOW, seedCounty } from '../support/seed.ts';
import type { Browser } from '../support/staff-logins.ts';
import { givePin, PINS, plantTablet, tabletBrowser, twoCooks, typePin } from '../support/tablets.ts';

// On a tablet that a canteen shares: switching in by a PIN. How that ends stands in tablet-locks.test.ts.

const MINUTE = 60_000;

let db: Database;
let clock: { now: number };
let token: string;
let at: Browser;
beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  await twoCooks(db);
  token = await plantTablet(db, 't1', 'p1');
  at = tabletBrowser(() => clock.now, token);
});
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterEach(() => vi.restoreAllMocks());

const led = (answer: Response) => [answer.status, answer.headers.get('location')];
const run = (sql: string) => env.DB.prepare(sql).run();
const wrong = async (answer: Response) => [answer.status, await answer.text()];
const switchIn = (personId: keyof typeof PINS) => typePin(at, personId, PINS[personId]);
const isIn = async () => (await at.get('/canteen')).status === 200;

describe('the locked screen', () => {
  it('lists by name whoever may switch in, and nobody else', async () => {
    await givePin(db, 'cook2', '381940');
    await givePin(db, 'clerk', '381940');
    const page = await (await at.get('/sign-in/tablet')).text();
    expect([...page.matchAll(/people\/(\w+)"/g)].map(([, id]) => id)).toEqual(['cook1', 'cook9']);
    for (const words of ['荆河街道长者食堂，窗口平板', '李芳', '王敏']) expect(page).toContain(words);
    for (const sql of ["UPDATE person SET disabled_at = 1 WHERE id = 'cook1'", "UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'cook9'"]) await run(sql);
    const empty = await (await at.get('/sign-in/tablet')).text();
    expect([empty.includes('还没有人能用 PIN 进来'), empty.includes('李芳'), empty.includes('王敏')]).toEqual([true, false, false]);
  });

  it('stands on the tablet alone, and leads every other browser to the password', async () => {
    for (const cookie of ['', 'x', 'A'.repeat(43)]) {
      const other = tabletBrowser(() => clock.now, cookie);
      for (const path of ['/sign-in/tablet', '/sign-in/tablet/people/cook1', '/canteen']) expect(led(await other.get(path))).toEqual([303, '/sign-in/staff']);
      expect(led(await typePin(other, 'cook1', PINS.cook1))).toEqual([303, '/sign-in/staff']);
      expect(other.cookie()).toBe('');
    }
    expect(await all('SELECT * FROM pin_try')).toEqual([]);
  });

  it('is where the tablet finds itself wherever it goes', async () => {
    expect(led(await at.get('/canteen/counter?elder=e1'))).toEqual([303, '/sign-in/tablet?back=%2Fcanteen%2Fcounter%3Felder%3De1']);
    expect(led(await at.get('/civil'))).toEqual([303, '/sign-in/tablet']);
  });
});

describe('a name and a PIN', () => {
  it('let one in at the canteen’s day, under one’s own name, and the log says by which tablet', async () => {
    expect((await (await at.get('/sign-in/tablet/people/cook1')).text())).toMatch(/<h1>李芳<\/h1>[\s\S]*name="pin" type="password"[\s\S]*inputmode="numeric"/);
    const answer = await typePin(at, 'cook1', '２７０ 518');
    expect(led(answer)).toEqual([303, '/canteen']);
    expect(answer.headers.getSetCookie().map((line) => line.split('=')[0]).sort()).toEqual([SESSION_COOKIE, TABLET_COOKIE]);
    expect(await all('SELECT person_id, way, tablet_id, seen_at FROM session')).toEqual([{ person_id: 'cook1', way: 'pin', tablet_id: 't1', seen_at: NOW }]);
    expect(await all('SELECT actor, action, subject FROM audit ORDER BY action')).toEqual([
      { actor: 'tablet:t1', action: 'pin.try', subject: 'person:cook1' }, { actor: 'person:cook1', action: 'session.start_pin', subject: 'tablet:t1' },
    ]);
    const page = await (await at.get('/canteen')).text();
    expect(page).toMatch(/李芳<\/b>[\s\S]*action="\/sign-in\/tablet\/lock"[\s\S]*换人，锁屏/);
    expect(page).not.toMatch(/sign-in\/own|sign-out/);
    const stored = JSON.stringify(await Promise.all(['session', 'staff_pin', 'pin_try', 'tablet', 'audit'].map((table) => all(`SELECT * FROM ${table}`))));
    for (const secret of [token, PINS.cook1, at.cookie().split('=')[1] ?? '?']) expect(stored).not.toContain(secret);
  });

  it('switch from one person to the next, and what each does is theirs', async () => {
    const orders = [await placeOrder(db, 'e1'), await placeOrder(db, 'e2')];
    await freeze(db, LUNCH);
    clock.now = time('11:30');
    for (const [nth, cook] of (['cook1', 'cook9'] as const).entries()) {
      expect(led(await switchIn(cook))).toEqual([303, '/canteen']);
      expect((await at.post(`/canteen/orders/${orders[nth]}/hand-over`, { key: newId() })).status).toBe(303);
      expect(led(await at.post('/sign-in/tablet/lock'))).toEqual([303, '/sign-in/tablet']);
      expect([at.cookie(), at.cookie(TABLET_COOKIE) !== '', await isIn()]).toEqual(['', true, false]);
    }
    expect(await all("SELECT actor, subject FROM audit WHERE action = 'hand_over.record' ORDER BY at, actor")).toEqual([
      { actor: 'person:cook1', subject: `order:${orders[0]}` }, { actor: 'person:cook9', subject: `order:${orders[1]}` },
    ]);
  });

  it('hold what a cook of this point may do, and nothing of what else one is', async () => {
    const more = { personId: 'cook1', grantedAt: 0, grantedBy: 'person:seed' };
    await db.insert(roleGrant).values([
      { id: 'm1', role: 'canteen_staff', mealPointId: 'p2', ...more }, { id: 'm2', role: 'operator_manager', operatorId: 'op1', ...more },
      { id: 'm3', role: 'administrator', divisionCode: '370481000000', ...more }, { id: 'm4', role: 'county_official', divisionCode: '370481000000', ...more },
    ]);
    await switchIn('cook1');
    const status = async (path: string) => (await at.get(path)).status;
    expect(await Promise.all(['/canteen', '/canteen/counter', '/canteen/meal-runs/p1-2026-11-23-lunch'].map(status))).toEqual([200, 200, 200]);
    const never = ['/canteen/meal-runs/p2-2026-11-23-lunch', '/canteen/points', '/canteen/tablets', '/canteen/tablets/new', '/civil', '/civil/people', '/civil/tablets', '/sign-in/own', '/sign-in/own/pin', '/sign-in/own/password'];
    expect(await Promise.all(never.map(status))).toEqual(never.map(() => 404));
    expect(await (await at.get('/canteen')).text()).not.toContain('龙泉街道');
    await freeze(db, LUNCH);
    const printed = await at.post(`/canteen/meal-runs/${LUNCH}/print-runs`, { key: newId(), kind: 'production' });
    expect(await (await at.get(printed.headers.get('location') ?? '')).text()).toMatch(/备餐单[\s\S]*action="\/sign-in\/tablet\/lock"/);
    expect((await at.post('/sign-in/own/sessions/other-endings')).status).toBe(404);
  });

  it('wrong, of nobody, of somebody without one or without a grant here: one answer, one hash, one count', async () => {
    await givePin(db, 'cook2', '381940');
    await run("DELETE FROM staff_pin WHERE person_id = 'cook9'");
    const answers = [];
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    const guesses = [['cook1', '111222'], ['cook9', PINS.cook9], ['cook2', '381940'], ['clerk', '381940'], ['nobody', '381940'], ['cook1', 'abc']] as const;
    for (const [personId, pin] of guesses) answers.push(await wrong(await typePin(at, personId, pin)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual([422, expect.stringContaining('PIN 不对')]);
    expect(hashing).toHaveBeenCalledTimes(guesses.length);
    expect(await all("SELECT subject, tries FROM pin_try ORDER BY subject")).toEqual([
      { subject: 'person:cook1', tries: 2 }, { subject: 'tablet:t1', tries: 6 }, ...['clerk', 'cook2', 'cook9', 'nobody'].map((who) => ({ subject: `tablet:t1/person:${who}`, tries: 1 })),
    ]);
    expect(await all("SELECT subject, count(*) n FROM audit WHERE action = 'pin.wrong' AND actor = 'tablet:t1' GROUP BY subject ORDER BY subject")).toEqual([{ subject: 'person:cook1', n: 2 }, { subject: 'tablet:t1', n: 4 }]);
    expect(at.cookie()).toBe('');
  });

  it.each(['', ' 　'])('are asked for again where nothing was typed: %j, and that is no guess', async (nothing) => {
    const answer = await typePin(at, 'cook1', nothing, '/canteen/counter');
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringMatching(/<h1>李芳<\/h1>[\s\S]*value="\/canteen\/counter"[\s\S]*请打 PIN/)]);
    expect(led(await typePin(at, 'clerk', nothing))).toEqual([303, '/sign-in/tablet']);
    expect(await all('SELECT * FROM pin_try')).toEqual([]);
    expect(await all('SELECT * FROM audit')).toEqual([]);
  });

  it('are not counted when they are right, and hashed as costly as today from then on', async () => {
    for (let nth = 0; nth < 7; nth += 1) expect(led(await switchIn('cook1'))).toEqual([303, '/canteen']);
    expect(await all('SELECT tries FROM pin_try')).toEqual([{ tries: 0 }, { tries: 0 }]);
    expect(await one("SELECT substr(pin_hash, 1, 17) h FROM staff_pin WHERE person_id = 'cook1'")).toEqual({ h: 'scrypt$16384$8$5$' });
    expect(await one('SELECT count(*) n FROM session WHERE ended_at IS NULL')).toEqual({ n: 1 });
  });
});

describe('guesses at a PIN', () => {
  it('of sixty at once five are looked at, and then not even the right one is', { timeout: 60_000 }, async () => {
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    const answers = await Promise.all(Array.from({ length: 60 }, (_, nth) => typePin(tabletBrowser(() => clock.now, token), 'cook1', String(600_100 + nth))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]));
    expect(hashing).toHaveBeenCalledTimes(5);
    expect(await wrong(await switchIn('cook1'))).toEqual([422, expect.stringContaining('这个名字试错的次数太多，锁住了，过 15 分钟自己解开')]);
    expect(hashing).toHaveBeenCalledTimes(5);
    expect(led(await switchIn('cook9'))).toEqual([303, '/canteen']);
  });

  it('at several tablets count together for the person, and at many names together for the tablet', { timeout: 60_000 }, async () => {
    const other = tabletBrowser(() => clock.now, await plantTablet(db, 't2', 'p1', '灶间平板'));
    for (const by of [at, other, at, other, at]) await typePin(by, 'cook1', '111222');
    expect((await typePin(other, 'cook1', PINS.cook1)).status).toBe(422);
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    await Promise.all(Array.from({ length: 30 }, (_, nth) => typePin(tabletBrowser(() => clock.now, token), `nobody-${nth}`, '111222')));
    expect(hashing).toHaveBeenCalledTimes(20 - 3);
    expect(await wrong(await switchIn('cook9'))).toEqual([422, expect.stringContaining('这块平板上试错的次数太多')]);
    expect(led(await typePin(other, 'cook9', PINS.cook9))).toEqual([303, '/canteen']);
  });

  it('at whoever works elsewhere lock them here and nowhere else', { timeout: 60_000 }, async () => {
    await givePin(db, 'cook2', '381940');
    for (let nth = 0; nth < 5; nth += 1) expect((await wrong(await typePin(at, 'cook2', '111222')))[1]).toContain('PIN 不对');
    expect(await wrong(await typePin(at, 'cook2', '111222'))).toEqual([422, expect.stringContaining('这个名字试错的次数太多')]);
    const theirs = tabletBrowser(() => clock.now, await plantTablet(db, 't2', 'p2'));
    expect(led(await typePin(theirs, 'cook2', '381940'))).toEqual([303, '/canteen']);
  });

  it.each([[15 * MINUTE - 1, 422], [15 * MINUTE, 303]])('%i ms after the first of them: %i', async (later, status) => {
    for (let nth = 0; nth < 5; nth += 1) await typePin(at, 'cook1', '111222');
    clock.now += later;
    expect((await switchIn('cook1')).status).toBe(status);
  });

  it('are counted by what the county has set, and by nothing that concerns passwords', async () => {
    await run("INSERT INTO tablet_rule VALUES (1, '县民政局通知', 5, 30, 1, 20, 'person:clerk')");
    await run(`INSERT INTO sign_in_try VALUES ('a name', ${NOW - 40 * MINUTE}, 3)`);
    await typePin(at, 'cook1', '111222');
    expect(await wrong(await switchIn('cook1'))).toEqual([422, expect.stringContaining('过 30 分钟自己解开')]);
    expect(await all('SELECT tries FROM sign_in_try')).toEqual([{ tries: 3 }]);
  });
});

describe('a line that breaks', () => {
  const over = (fault: Fault) => {
    const line = faultyDatabase(env.DB, fault);
    return tabletBrowser(() => clock.now, token, { ...env, DB: line.db });
  };

  it.each([[2, 'before'], [2, 'after'], [3, 'before'], [3, 'after']] as const)('POST /sign-in/tablet/people/:personId, once, at call %i, %s it: the guess is counted once, and one session begins', async (call, when) => {
    expect(led(await typePin(over({ call, when, times: 1 }), 'cook1', PINS.cook1))).toEqual([303, '/canteen']);
    expect(await all('SELECT tries FROM pin_try')).toEqual([{ tries: 0 }, { tries: 0 }]);
    expect(await one('SELECT count(*) n FROM session')).toEqual({ n: 1 });
  });

  it.each([[2, 'before'], [2, 'after'], [3, 'before'], [3, 'after']] as const)('POST /sign-in/tablet/lock, once, at call %i, %s it: the session has ended', async (call, when) => {
    await switchIn('cook1');
    const broken = over({ call, when, times: 1 });
    broken.keep(SESSION_COOKIE, at.cookie().split('=')[1] ?? '');
    expect(led(await broken.post('/sign-in/tablet/lock'))).toEqual([303, '/sign-in/tablet']);
    expect(await all('SELECT ended_at IS NOT NULL AS ended FROM session')).toEqual([{ ended: 1 }]);
  });

  it.each([[1, 200], [Infinity, 503]])('where the tablet says that it is awake, %d times: %i', async (times, status) => {
    await switchIn('cook1');
    clock.now += MINUTE;
    const broken = over({ call: 2, when: 'before', times });
    broken.keep(SESSION_COOKIE, at.cookie().split('=')[1] ?? '');
    expect((await broken.get('/canteen')).status).toBe(status);
    expect(await one('SELECT seen_at FROM session')).toEqual({ seen_at: status === 200 ? clock.now : NOW });
  });
});

it('neither a session by PIN without a tablet nor any other with one can be stored, nor does one move', async () => {
  const session = (way: string, tablet: string) => run(`INSERT INTO session (token_hash, person_id, created_at, expires_at, way, tablet_id, seen_at) VALUES ('h', 'cook1', 0, 1, '${way}', ${tablet})`);
  await expect(session('pin', 'NULL, 1')).rejects.toThrow('a session by PIN is of a tablet');
  await expect(session('pin', "'t1', NULL")).rejects.toThrow('a session by PIN is of a tablet');
  await expect(session('totp', "'t1', 1")).rejects.toThrow('a session by PIN is of a tablet');
  await session('pin', "'t1', 1");
  for (const change of ["way = 'totp'", 'tablet_id = NULL', "person_id = 'clerk'"]) await expect(run(`UPDATE session SET ${change}`)).rejects.toThrow('a session stays whose and where it began');
});
