import nodeCrypto from 'node:crypto';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { browser, cheaply, giveLogin, issue, type Browser } from '../support/staff-logins.ts';

// Whoever knows a name can have guesses at it stopped, but not those of its owner where she has signed in before.

const PASSWORD = '今天中午吃红烧带鱼饭';
const OTHER_PASSWORD = '明天早上喝小米南瓜粥';
const DAY = 24 * 60 * 60_000;
const DEVICE = '__Host-device';

let db: Database;
let clock: { now: number };
let desk: Browser;
const fresh = (known: string[] = []) => browser(() => clock.now, known);
beforeEach(async () => {
  db = await seedCounty();
  // Two wrong guesses, so that the test takes less of hashing.
  await env.DB.prepare("INSERT INTO sign_in_rule VALUES (1, '县民政局通知', 15, 2, 10, 24, 'person:clerk')").run();
  clock = { now: NOW };
  desk = fresh();
  for (const [person, login] of [['cook1', 'lifang'], ['cook2', 'wangmin']] as const) await giveLogin(db, person, login, await cheaply(PASSWORD));
});
afterEach(() => vi.restoreAllMocks());

const enter = async (by: Browser, login = 'lifang', password = PASSWORD) => (await by.post('/sign-in/staff', { key: newId(), login, password })).status;
const guesses = async (count: number, by: Browser, login = 'lifang') => {
  for (let nth = 0; nth < count; nth += 1) await enter(by, login, `geraten-${nth}`);
};
const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;
const people = async () => (await rows('SELECT person_id p FROM known_device ORDER BY p')).map(({ p }) => p);

describe('where she has signed in before', () => {
  it('strangers cannot lock her out, and that she comes in gives them no guess more', async () => {
    await enter(desk);
    await guesses(3, fresh());
    expect([await enter(fresh()), await enter(desk), await enter(fresh())]).toEqual([422, 303, 422]);
  });

  it('as many guesses of any number as the rule says at once are looked at, then not even the right one; strangers’ are counted apart', async () => {
    await enter(desk);
    const hashing = vi.spyOn(nodeCrypto, 'scrypt');
    await Promise.all(Array.from({ length: 40 }, (_, nth) => enter(fresh([desk.cookie(DEVICE)]), 'lifang', `geraten-${nth}`)));
    expect(hashing).toHaveBeenCalledTimes(2);
    expect([await enter(desk), await enter(fresh())]).toEqual([422, 303]);
    clock.now += 15 * 60_000;
    expect(await enter(desk)).toBe(303);
  });

  it('is known by a token that only its hash is kept of, for half a year, and that opens nothing', async () => {
    const answer = await desk.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD });
    const line = answer.headers.getSetCookie().find((one) => one.startsWith(DEVICE));
    expect(line).toMatch(/^__Host-device=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const kept = JSON.stringify([await rows('SELECT * FROM known_device'), await rows('SELECT * FROM audit'), await rows('SELECT * FROM sign_in_try')]);
    expect(kept).not.toContain(desk.cookie(DEVICE).split('=')[1]);
    expect((await fresh([desk.cookie(DEVICE)]).get('/canteen')).status).toBe(303);
    await guesses(2, fresh());
    clock.now += 180 * DAY;
    await guesses(2, fresh());
    expect(await enter(desk)).toBe(422);
  });
});

describe('it is no help', () => {
  it('at anybody else’s name', async () => {
    await enter(desk);
    await guesses(2, desk, 'wangmin');
    expect([await enter(fresh(), 'wangmin'), await enter(desk, 'wangmin')]).toEqual([422, 422]);
  });

  it('to whoever copied or planted the token, once she has signed in again', async () => {
    await enter(desk);
    const copied = desk.cookie(DEVICE);
    await enter(desk);
    expect(desk.cookie(DEVICE)).not.toBe(copied);
    await guesses(2, fresh());
    expect([await enter(fresh([copied])), await enter(desk)]).toEqual([422, 303]);
  });

  it('to a colleague at the same desk, who guesses no more often by signing in between', async () => {
    await enter(desk);
    await enter(desk, 'wangmin');
    for (let nth = 0; nth < 2; nth += 1) {
      await guesses(1, desk);
      await enter(desk, 'wangmin');
    }
    expect(await enter(desk)).toBe(422);
    expect(await people()).toEqual(['cook1', 'cook2']);
  });

  it('where the token was made up', async () => {
    await guesses(2, fresh());
    for (const made of ['x', '%E0%A4%A', 'a'.repeat(4000), "' OR 1=1 --"]) expect(await enter(fresh([`${DEVICE}=${made}`]))).toBe(422);
  });
});

describe('it is forgotten', () => {
  /** She signs in at another place, too, and does something there. */
  async function elsewhere(act: (by: Browser) => Promise<unknown>): Promise<[there: number, here: number]> {
    const there = fresh();
    await enter(desk);
    await enter(there);
    await act(there);
    await guesses(2, fresh());
    const password = (await rows("SELECT password_set_at = 1 same FROM staff_login WHERE person_id = 'cook1'"))[0]?.['same'] === 1 ? PASSWORD : OTHER_PASSWORD;
    return [await enter(there, 'lifang', password), await enter(desk, 'lifang', password)];
  }

  it('elsewhere when she ends all other sessions', async () => {
    expect(await elsewhere((by) => by.post('/sign-in/own/sessions/other-endings'))).toEqual([303, 422]);
  });

  it('elsewhere when she changes her password', async () => {
    const change = { current: PASSWORD, password: OTHER_PASSWORD, again: OTHER_PASSWORD };
    expect(await elsewhere((by) => by.post('/sign-in/own/password', change))).toEqual([303, 422]);
  });

  it('nowhere when she signs out', async () => {
    expect(await elsewhere((by) => by.post('/sign-out'))).toEqual([303, 303]);
  });

  it('everywhere when an administrator resets the password, and nobody else is', async () => {
    await enter(desk);
    await enter(fresh(), 'wangmin');
    await issue(db, { personId: 'cook1', login: 'lifang', resets: 'password', at: clock.now });
    expect(await people()).toEqual(['cook2']);
  });
});
