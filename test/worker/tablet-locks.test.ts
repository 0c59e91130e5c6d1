import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { SESSION_COOKIE, TABLET_COOKIE } from '../../src/request.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { NOW, seedCounty } from '../support/seed.ts';
import { browser, cheaply, giveLogin, type Browser } from '../support/staff-logins.ts';
import { PINS, plantTablet, tabletBrowser, twoCooks, typePin } from '../support/tablets.ts';

// Every way in which a session by PIN ends, and what becomes of what was being done.

const MINUTE = 60_000;

let db: Database;
let clock: { now: number };
let at: Browser;
beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  await twoCooks(db);
  at = tabletBrowser(() => clock.now, await plantTablet(db, 't1', 'p1'));
});

const led = (answer: Response) => [answer.status, answer.headers.get('location')];
const run = (sql: string) => env.DB.prepare(sql).run();
const switchIn = (personId: keyof typeof PINS, back = '') => typePin(at, personId, PINS[personId], back);
const isIn = async () => (await at.get('/canteen')).status === 200;

describe('a session by PIN is over', () => {
  beforeEach(() => switchIn('cook1'));

  it.each([[5 * MINUTE - 1, true], [5 * MINUTE, false]])('when nobody has touched the tablet for as long as the county says: after %i ms it is in: %s', async (later, still) => {
    clock.now += 4 * MINUTE;
    expect(await isIn()).toBe(true);
    clock.now += later;
    expect(await isIn()).toBe(still);
    expect(await one('SELECT seen_at FROM session')).toEqual({ seen_at: still ? clock.now : NOW + 4 * MINUTE });
  });

  it('by a rule that was set meanwhile, from the next press on', async () => {
    await run("INSERT INTO tablet_rule VALUES (1, '县民政局通知', 1, 15, 5, 20, 'person:clerk')");
    clock.now += MINUTE;
    expect(await isIn()).toBe(true);
    clock.now += MINUTE;
    expect(await isIn()).toBe(false);
  });

  it('for good: a longer time that is set afterwards wakes nobody', async () => {
    clock.now += 30 * MINUTE;
    await run("INSERT INTO tablet_rule VALUES (1, '县民政局通知', 60, 15, 5, 20, 'person:clerk')");
    expect(await isIn()).toBe(false);
    await switchIn('cook9');
    clock.now += 60 * MINUTE - 1;
    expect(await isIn()).toBe(true);
  });

  it('half a day after it began, however busy it was', async () => {
    await run("INSERT INTO tablet_rule VALUES (1, '县民政局通知', 60, 15, 5, 20, 'person:clerk')");
    for (let minutes = 4; minutes < 12 * 60; minutes += 59) expect([clock.now = NOW + minutes * MINUTE, await isIn()]).toEqual([clock.now, true]);
    clock.now = NOW + 12 * 60 * MINUTE - 1;
    expect(await isIn()).toBe(true);
    clock.now += 1;
    expect(await isIn()).toBe(false);
  });

  it('at the next request after the tablet was ended, and the tablet is none any more', async () => {
    await run("INSERT INTO tablet_ending VALUES ('t1', '丢了', 1, 'person:manager')");
    expect(led(await at.get('/canteen'))).toEqual([303, '/sign-in/staff']);
    expect(led(await at.get('/sign-in/tablet'))).toEqual([303, '/sign-in/staff']);
    expect(led(await switchIn('cook1'))).toEqual([303, '/sign-in/staff']);
  });

  it('and then says there that it was ended, and whom to ask; nothing of it on a tablet in use or any other browser', async () => {
    await run("INSERT INTO tablet_ending VALUES ('t1', '丢了', 1, 'person:manager')");
    const says = async (by: Browser) => (await (await by.get('/sign-in/staff')).text()).includes('停用了');
    const page = await (await tabletBrowser(() => clock.now, at.cookie(TABLET_COOKIE).split('=')[1] ?? '').get('/sign-in/staff')).text();
    expect(page).toMatch(/这块平板（荆河街道长者食堂，窗口平板）[^<]*停用了[\s\S]*请找食堂的运营负责人/);
    expect(page).not.toContain('丢了');
    const others = ['A'.repeat(43), await plantTablet(db, 't2', 'p1', '灶间平板')].map((cookie) => tabletBrowser(() => clock.now, cookie));
    expect(await Promise.all([browser(() => clock.now), ...others].map(says))).toEqual([false, false, false]);
  });

  it('without the tablet’s cookie, with another tablet’s, and with one that is made up', async () => {
    const session = at.cookie().split('=')[1] ?? '';
    for (const other of ['', 'A'.repeat(43), await plantTablet(db, 't2', 'p1', '灶间平板'), await plantTablet(db, 't3', 'p2')]) {
      const stolen = tabletBrowser(() => clock.now, other);
      stolen.keep(SESSION_COOKIE, session);
      expect([(await stolen.get('/canteen')).status, (await stolen.get('/sign-in/own')).status]).toEqual([303, 303]);
    }
    expect(await isIn()).toBe(true);
  });

  it.each([
    ['was disabled', "UPDATE person SET disabled_at = 1 WHERE id = 'cook1'"],
    ['works here no more', "UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'cook1'"],
    ['works elsewhere now', "UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'cook1'; INSERT INTO role_grant (id, person_id, role, meal_point_id, granted_at, granted_by) VALUES ('g', 'cook1', 'canteen_staff', 'p2', 0, 'person:x')"],
  ])('when whoever holds it %s, and the name is gone from the screen', async (_case, sql) => {
    for (const each of sql.split('; ')) await run(each);
    expect(led(await at.get('/canteen'))).toEqual([303, '/sign-in/tablet?back=%2Fcanteen']);
    expect(await (await at.get('/sign-in/tablet')).text()).not.toContain('李芳');
    expect((await switchIn('cook1')).status).toBe(422);
  });

  it('when it is locked by hand, and when somebody else switches in', async () => {
    const first = at.cookie();
    await switchIn('cook9');
    expect(at.cookie()).not.toBe(first);
    expect(await all('SELECT person_id, ended_at IS NOT NULL over FROM session ORDER BY person_id')).toEqual([{ person_id: 'cook1', over: 1 }, { person_id: 'cook9', over: 0 }]);
    expect(led(await at.post('/sign-in/tablet/lock'))).toEqual([303, '/sign-in/tablet']);
    expect(await all("SELECT actor FROM audit WHERE action = 'session.end' ORDER BY actor")).toEqual([{ actor: 'person:cook1' }, { actor: 'person:cook9' }]);
    expect(await isIn()).toBe(false);
  });

  it('when its owner takes away the PIN’s password', async () => {
    await run("INSERT INTO staff_login (person_id, login, password_hash, password_set_at) VALUES ('cook1', 'lifang', 'x', 1)");
    await run('UPDATE staff_login SET password_hash = NULL, password_set_at = NULL');
    expect(await all('SELECT person_id FROM staff_pin')).toEqual([{ person_id: 'cook9' }]);
    expect((await switchIn('cook1')).status).toBe(422);
  });
});

describe('what was being done when the lock came', () => {
  const COUNTER = 'https://zhucan.test/canteen/counter?elder=e1';
  beforeEach(async () => {
    await switchIn('cook1');
    clock.now += 5 * MINUTE;
  });

  it('a form is answered in words, has done nothing, and leads the same person back to its page', async () => {
    const before = await all('SELECT * FROM audit');
    const answer = await at.post('/canteen/diets', { elder: 'e1' }, COUNTER);
    const page = await answer.text();
    expect([answer.status, page.includes('刚才按的那一步没有办成，填的也没有存下来')]).toEqual([409, true]);
    expect(page).toContain('/sign-in/tablet/people/cook1?back=%2Fcanteen%2Fcounter%3Felder%3De1');
    expect(await all('SELECT * FROM audit')).toEqual(before);
    const asked = await (await at.get('/sign-in/tablet/people/cook1?back=%2Fcanteen%2Fcounter%3Felder%3De1')).text();
    expect(asked).toContain('name="back" value="/canteen/counter?elder=e1"');
    expect(led(await switchIn('cook1', '/canteen/counter?elder=e1'))).toEqual([303, '/canteen/counter?elder=e1']);
  });

  it('another person begins at the canteen’s day', async () => {
    expect(led(await switchIn('cook9', '/canteen/counter?elder=e1'))).toEqual([303, '/canteen']);
  });

  it.each(['https://elsewhere.test/canteen', 'https://zhucan.test.elsewhere.test/canteen', 'https://zhucan.test//elsewhere.test', 'https://zhucan.test/civil', 'not an address'])('a form that says to come from %s leads nowhere', async (from) => {
    const page = await (await at.post('/canteen/diets', { elder: 'e1' }, from)).text();
    expect([page.includes('刚才按的那一步没有办成'), page.includes('back=')]).toEqual([true, false]);
  });

  it.each(['https://elsewhere.test', '//elsewhere.test', '/civil', '/canteen//elsewhere.test', '/canteen\\elsewhere.test'])('a link that says %s leads to the canteen’s day', async (back) => {
    const page = await (await at.get(`/sign-in/tablet?back=${encodeURIComponent(back)}`)).text();
    expect(page).not.toContain('elsewhere');
    expect(led(await switchIn('cook1', back))).toEqual([303, '/canteen']);
  });
});

it('a password on a tablet is a session of its own, and whoever leaves it finds the locked screen', async () => {
  await giveLogin(db, 'cook1', 'lifang', await cheaply('今天中午吃红烧带鱼饭'));
  await at.post('/sign-in/staff', { key: newId(), login: 'lifang', password: '今天中午吃红烧带鱼饭', code: '' });
  expect(led(await at.get('/sign-in/tablet'))).toEqual([303, '/canteen']);
  clock.now += 10 * MINUTE;
  expect(await isIn()).toBe(true);
  expect(led(await at.post('/sign-out'))).toEqual([303, '/sign-in/tablet']);
  expect(led(await browser(() => clock.now).post('/sign-in/tablet/lock'))).toEqual([303, '/sign-in/tablet']);
});
