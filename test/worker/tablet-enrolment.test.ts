import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { SESSION_COOKIE, TABLET_COOKIE } from '../../src/request.ts';
import type { Database } from '../../src/store/read.ts';
import { operator, person, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { day, NOW, seedCounty, TODAY } from '../support/seed.ts';
import { browser, cheaply, giveLogin, giveSecondFactor, type Browser } from '../support/staff-logins.ts';
import { between } from '../support/between.ts';
import { PINS, plantTablet, tabletBrowser, twoCooks, typePin } from '../support/tablets.ts';
import { visit } from '../support/visitor.ts';

// How a tablet becomes a canteen's, and how somebody gets a PIN for it.

const PASSWORD = '今天中午吃红烧带鱼饭';
const MINUTE = 60_000;

let db: Database;
let clock: { now: number };
let codeAt: (now: number) => string;
let at: Browser;
beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  const common = { grantedAt: 0, grantedBy: 'person:seed' };
  await db.insert(operator).values({ id: 'op2', name: '西岗餐饮', agreementNo: '2', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
  await db.insert(person).values(Object.entries({ manager: '秦伟', other: '许静', admin: '高静', auditor: '刘洋' }).map(([id, name]) => ({ id, name })));
  await db.insert(roleGrant).values([
    { id: 'gm', personId: 'manager', role: 'operator_manager', operatorId: 'op1', ...common }, { id: 'go', personId: 'other', role: 'operator_manager', operatorId: 'op2', ...common },
    { id: 'ga', personId: 'admin', role: 'administrator', divisionCode: '370481000000', ...common }, { id: 'gu', personId: 'auditor', role: 'auditor', divisionCode: '370481000000', ...common },
  ]);
  await giveLogin(db, 'manager', 'qinwei', await cheaply(PASSWORD));
  codeAt = await giveSecondFactor(db, 'manager');
  at = browser(() => clock.now);
});

const led = (answer: Response) => [answer.status, answer.headers.get('location')];
const run = (sql: string) => env.DB.prepare(sql).run();
const signIn = (by: Browser, code = codeAt(clock.now)) => by.post('/sign-in/staff', { key: newId(), login: 'qinwei', password: PASSWORD, code });
const enrol = (by: Browser, form: Record<string, string> = {}) => by.post('/canteen/tablets', { point: 'p1', name: '窗口平板', ...form });

describe('a tablet is enrolled', () => {
  it('by the manager of its operator, signed in on it with both factors, who is out of it at once', async () => {
    await signIn(at);
    expect(await (await at.get('/canteen/tablets')).text()).toContain('还没有登记过平板');
    expect(await (await at.get('/canteen/tablets/new')).text()).toMatch(/value="p1"[\s\S]*value="p2"[\s\S]*value="窗口平板"/);
    const before = at.cookie();
    const answer = await enrol(at, { name: ' 窗口  平板 ' });
    expect(led(answer)).toEqual([303, '/sign-in/tablet']);
    expect(answer.headers.getSetCookie().find((line) => line.startsWith(TABLET_COOKIE))).toMatch(/^__Host-tablet=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect([at.cookie(), await one('SELECT count(*) n FROM session WHERE ended_at IS NULL')]).toEqual(['', { n: 0 }]);
    at.keep(SESSION_COOKIE, before.split('=')[1] ?? '');
    expect(led(await at.get('/canteen/points'))).toEqual([303, '/sign-in/tablet?back=%2Fcanteen%2Fpoints']);
    const [stored] = await all('SELECT id, meal_point_id, name, token_hash, enrolled_at, enrolled_by FROM tablet');
    expect(stored).toMatchObject({ meal_point_id: 'p1', name: '窗口 平板', enrolled_at: NOW, enrolled_by: 'person:manager' });
    expect(stored?.['token_hash']).not.toBe(at.cookie(TABLET_COOKIE).split('=')[1]);
    expect(await one("SELECT actor, subject FROM audit WHERE action = 'tablet.enrol'")).toEqual({ actor: 'person:manager', subject: `tablet:${stored?.['id']}` });
    await twoCooks(db);
    expect(led(await typePin(at, 'cook1', PINS.cook1))).toEqual([303, '/canteen']);
  });

  it('by nobody who gave the password alone, nor by a cook, another operator’s manager, an office', async () => {
    await run('UPDATE staff_login SET totp_confirmed_at = NULL');
    await signIn(at, '');
    for (const answer of [await at.get('/canteen/tablets/new'), await enrol(at)]) expect(answer.status).toBe(404);
    const others = { cook1: 404, other: 404, admin: 404, auditor: 404, clerk: 404 };
    for (const [personId, status] of Object.entries(others)) expect([personId, (await (await visit(db, { personId }, NOW)).post('/canteen/tablets', { point: 'p1', name: '窗口平板' })).status]).toEqual([personId, status]);
    expect(await all('SELECT * FROM tablet')).toEqual([]);
  });

  it('with what is wrong in words, and what was typed kept', async () => {
    await plantTablet(db, 't9', 'p1');
    await signIn(at);
    const wrong: [Record<string, string>, string][] = [
      [{ point: '' }, '请选这块平板放在哪个助餐点'], [{ name: '  ' }, '请给平板起个名字'], [{ name: '很'.repeat(21) }, '名字太长，最多 20 个字'], [{}, '已经有一块叫这个名字的平板在用'],
    ];
    for (const [form, words] of wrong) {
      const answer = await enrol(at, form);
      const page = await answer.text();
      expect([answer.status, page.includes(words), page.includes(`value="${form['name'] ?? '窗口平板'}"`)]).toEqual([422, true, true]);
    }
    await run("INSERT INTO tablet_ending VALUES ('t9', '坏了', 1, 'person:manager')");
    expect(led(await enrol(at))).toEqual([303, '/sign-in/tablet']);
    clock.now += MINUTE;
    await signIn(at);
    expect(await (await enrol(at, { point: 'p2' })).text()).toContain('这一块已经登记成荆河街道长者食堂的“窗口平板”');
  });

  it('once by one session, of ten presses at once, whatever they call it; the others find the locked screen', async () => {
    const manager = await visit(db, { personId: 'manager' }, NOW);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, nth) => manager.post('/canteen/tablets', { point: 'p1', name: `平板 ${nth}` })));
    expect(answers.every((answer) => ['/sign-in/tablet', '/sign-in/staff'].includes(String(led(answer)[1])))).toBe(true);
    expect(await one('SELECT count(*) n FROM tablet')).toEqual({ n: 1 });
    expect(answers.filter((answer) => answer.headers.getSetCookie().some((line) => line.startsWith(TABLET_COOKIE)))).toHaveLength(1);
  });

  it('once under a name, of ten at once', async () => {
    const everywhere = await Promise.all(Array.from({ length: 10 }, () => visit(db, { personId: 'manager' }, NOW)));
    const answers = await Promise.all(everywhere.map((by) => by.post('/canteen/tablets', { point: 'p1', name: '窗口平板' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 422)]);
    expect(await one('SELECT count(*) n FROM tablet')).toEqual({ n: 1 });
  });

  it.each([
    ['enrolled', '/canteen/tablets', { point: 'p1', name: '灶间平板' }, '/sign-in/tablet', 'tablet'],
    ['ended', '/canteen/tablets/t9/ending', { reason: '丢了' }, '/canteen/tablets', 'tablet_ending'],
  ] as const)('%s by nobody whose access is taken away between the asking and the writing', async (_what, path, form, leads, table) => {
    await plantTablet(db, 't9', 'p1');
    const before = await all(`SELECT * FROM ${table}`);
    const manager = await visit(db, { personId: 'manager' }, NOW);
    const taken = "UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'manager'; UPDATE session SET ended_at = 1 WHERE person_id = 'manager'";
    const late = between(manager, 1, () => Promise.all(taken.split('; ').map(run)));
    expect(led(await late.visitor.post(path, form))).toEqual([303, leads]);
    expect(await all(`SELECT * FROM ${table}`)).toEqual(before);
    expect(led(await manager.get(leads))).toEqual([303, '/sign-in/staff']);
  });
});

describe('a tablet is ended', () => {
  let tablet: Browser;
  beforeEach(async () => {
    await twoCooks(db);
    tablet = tabletBrowser(() => clock.now, await plantTablet(db, 't1', 'p1'));
    await typePin(tablet, 'cook1', PINS.cook1);
    clock.now += MINUTE;
    await tablet.get('/canteen');
    clock.now += MINUTE;
  });

  it('with a reason, at the next request, and the list says who, when and why', async () => {
    await signIn(at);
    expect(await (await at.get('/canteen/tablets')).text()).toMatch(/窗口平板[\s\S]*在用[\s\S]*8:01 用过[\s\S]*停用/);
    const empty = await at.post('/canteen/tablets/t1/ending', { reason: ' ' });
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining('请写为什么停用')]);
    expect((await tablet.get('/canteen')).status).toBe(200);
    expect(led(await at.post('/canteen/tablets/t1/ending', { reason: '忘在公交车上' }))).toEqual([303, '/canteen/tablets']);
    expect(led(await tablet.get('/canteen'))).toEqual([303, '/sign-in/staff']);
    expect(await one('SELECT count(*) n FROM session WHERE way = \'pin\' AND ended_at IS NULL')).toEqual({ n: 0 });
    const list = await (await at.get('/canteen/tablets')).text();
    for (const words of ['停用：忘在公交车上', '秦伟 11 月 23 日 8:02']) expect(list).toContain(words);
    expect(await one("SELECT actor, subject, reason FROM audit WHERE action = 'tablet.end'")).toEqual({ actor: 'person:manager', subject: 'tablet:t1', reason: '忘在公交车上' });
    expect(led(await at.post('/canteen/tablets/t1/ending', { reason: '再停一次' }))).toEqual([303, '/canteen/tablets']);
    expect(await all('SELECT reason FROM tablet_ending')).toEqual([{ reason: '忘在公交车上' }]);
  });

  it('by its own operator’s manager only; administrator and auditor read, and the log names it', async () => {
    for (const personId of ['other', 'cook1', 'admin', 'auditor']) {
      const visitor = await visit(db, { personId }, () => clock.now);
      expect([personId, (await visitor.post('/canteen/tablets/t1/ending', { reason: '丢了' })).status]).toEqual([personId, 404]);
    }
    for (const personId of ['admin', 'auditor']) {
      const page = await (await (await visit(db, { personId }, () => clock.now)).get('/civil/tablets')).text();
      expect([page.includes('窗口平板'), page.includes('秦伟'), /<form[^>]*civil/.test(page)]).toEqual([true, true, false]);
    }
    const auditor = await visit(db, { personId: 'auditor' }, () => clock.now);
    expect(await (await auditor.get('/civil/audit?by=person:cook1')).text()).toMatch(/李芳[\s\S]*用 PIN 在平板上进入[\s\S]*窗口平板（荆河街道长者食堂）/);
    expect(await (await auditor.get('/civil/audit')).text()).toMatch(/平板：窗口平板[\s\S]*输入 PIN/);
  });
});

describe('a PIN', () => {
  let own: Browser;
  let tablet: Browser;
  beforeEach(async () => {
    own = browser(() => clock.now);
    await giveLogin(db, 'cook1', 'lifang', await cheaply(PASSWORD));
    await own.post('/sign-in/staff', { key: newId(), login: 'lifang', password: PASSWORD, code: '' });
    tablet = tabletBrowser(() => clock.now, await plantTablet(db, 't1', 'p1'));
  });
  const set = (form: Record<string, string> = {}, by = own) => by.post('/sign-in/own/pin', { current: PASSWORD, pin: '381940', again: '381940', ...form });

  it('is set by oneself with the password, hashed like it, and let one in on the tablet', async () => {
    expect(await (await own.get('/sign-in/own')).text()).toMatch(/平板的 PIN[\s\S]*还没有设[\s\S]*设平板的 PIN/);
    expect((await own.get('/sign-in/own/pin')).status).toBe(200);
    expect(led(await set())).toEqual([303, '/sign-in/own?done=pin']);
    expect(await all('SELECT person_id, substr(pin_hash, 1, 17) h, set_at FROM staff_pin')).toEqual([{ person_id: 'cook1', h: 'scrypt$16384$8$5$', set_at: NOW }]);
    expect(await one("SELECT actor, subject FROM audit WHERE action = 'pin.set'")).toEqual({ actor: 'person:cook1', subject: 'person:cook1' });
    expect(await one('SELECT max(tries) most FROM sign_in_try')).toEqual({ most: 0 });
    expect(led(await typePin(tablet, 'cook1', '381940'))).toEqual([303, '/canteen']);
    expect(await (await own.get('/sign-in/own?done=pin')).text()).toMatch(/PIN 设好了[\s\S]*换平板的 PIN[\s\S]*平板上的 PIN/);
  });

  it.each([
    [{ pin: '000000', again: '000000' }, '一猜就中'], [{ pin: '123456', again: '123456' }, '一猜就中'], [{ pin: '3819', again: '3819' }, '请打 6 位数字'],
    [{ again: '381941' }, '两次打的不一样'], [{ current: 'falsches-wort' }, '现在的密码不对'],
  ])('is refused in words: %o', async (form, words) => {
    const answer = await set(form);
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)]);
    expect(await all('SELECT * FROM staff_pin')).toEqual([]);
  });

  it('set anew ends the last one, whoever is in by it, and a lock', async () => {
    await set();
    await typePin(tablet, 'cook1', '381940');
    const other = tabletBrowser(() => clock.now, await plantTablet(db, 't2', 'p1', '灶间平板'));
    for (let nth = 0; nth < 5; nth += 1) await typePin(other, 'cook1', '111222');
    expect((await typePin(other, 'cook1', '381940')).status).toBe(422);
    expect(led(await set({ pin: '904417', again: '904417' }))).toEqual([303, '/sign-in/own?done=pin']);
    expect(led(await tablet.get('/canteen'))).toEqual([303, '/sign-in/tablet?back=%2Fcanteen']);
    expect((await typePin(other, 'cook1', '381940')).status).toBe(422);
    expect(led(await typePin(other, 'cook1', '904417'))).toEqual([303, '/canteen']);
    expect((await own.get('/canteen')).status).toBe(200);
  });

  it('is guarded by the password’s own count, and is nothing for whoever works at no canteen or has no password', async () => {
    for (let nth = 0; nth < 5; nth += 1) await set({ current: `geraten-${nth}` });
    expect(await (await set()).text()).toContain('过 15 分钟自己解开');
    await signIn(at);
    expect(await (await at.get('/sign-in/own')).text()).not.toContain('平板的 PIN');
    for (const answer of [await at.get('/sign-in/own/pin'), await set({}, at)]) expect(led(answer)).toEqual([303, '/sign-in/own']);
    expect(led(await (await visit(db, { personId: 'cook2' }, NOW)).get('/sign-in/own/pin'))).toEqual([303, '/sign-in/own']);
    expect(await all('SELECT * FROM staff_pin')).toEqual([]);
  });
});
