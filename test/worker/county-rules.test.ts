import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, one, rowCounts } from '../support/books.ts';
import { provider } from '../support/families.ts';
import { at, seedCounty, TOMORROW } from '../support/seed.ts';
import { ORIGIN, visit, type Visitor } from '../support/visitor.ts';

// What a county sets for messages, families, complaints, signing in and tablets: from a paper, row after row, and held inside the write.

let db: Database;
let now: number;
let clerk: Visitor;
let stranger: Visitor;
let sms: ReturnType<typeof provider>;

beforeEach(async () => {
  db = await seedCounty();
  now = at('09:10');
  sms = provider();
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  stranger = await visit(db, null, () => now, sms.port);
});

const PAPER = '滕民发〔2026〕3 号第八条';
const FORMS = {
  messages: { quietFromMinute: '20:30', quietToMinute: '7:30', retryMinutes: '2', attempts: '6', document: PAPER },
  families: { codeMinutes: '20', codeTries: '4', codesADay: '8', cardTries: '9', countyCodesAnHour: '3', countyCodesADay: '5', addressCodesAnHour: '2', document: PAPER },
  complaints: { answerDays: '3', document: PAPER },
  sign_in: { windowMinutes: '30', windowTries: '3', passwordLetters: '12', startCodeHours: '8', document: PAPER },
  tablets: { idleMinutes: '3', windowMinutes: '30', pinTries: '4', tabletTries: '12', document: PAPER },
} as const;
type Name = keyof typeof FORMS;
const set = (name: Name, form: Record<string, string> = {}, by = clerk) => by.post(`/civil/rules/${name}`, { ...FORMS[name], ...form });
const page = async (path: string, by = clerk) => (await by.get(path)).text();
const TABLE = { messages: 'message_rule', families: 'family_rule', complaints: 'complaint_rule', sign_in: 'sign_in_rule', tablets: 'tablet_rule' } as const;

describe.each(['messages', 'families', 'complaints', 'sign_in', 'tablets'] as const)('%s', (name) => {
  it('is set from a paper, shown with whoever set it, and keeps what held before', async () => {
    const first = await page(`/civil/rules/${name}`);
    expect([first.includes('系统装好时就有，还没有人定过'), first.includes('value="系统默认')]).toEqual([true, false]);
    expect((await set(name)).headers.get('location')).toBe(`/civil/rules/${name}?done=set`);
    expect([first.includes('定好了'), /role="status"><p><b>定好了。<\/b>从现在起：[^<]*\d/.test(await page(`/civil/rules/${name}?done=set`))]).toEqual([false, true]);
    now = at('09:10', TOMORROW);
    const shown = await page(`/civil/rules/${name}`);
    for (const words of [`凭${PAPER}。2026 年 11 月 23 日起，周敏定的`, '以前的', '系统默认，待县里发文确定']) expect(shown).toContain(words);
    expect(await one("SELECT actor, subject, reason FROM audit WHERE action = 'county_rule.set'")).toEqual({ actor: 'person:clerk', subject: `county_rule:${name}`, reason: PAPER });
    expect(await one(`SELECT count(*) AS n FROM ${TABLE[name]}`)).toEqual({ n: 2 });
  });

  it('pressed twice, or by twenty at once, is set once; another set the same minute is a row of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => set(name)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const before = await rowCounts();
    await set(name);
    expect(await rowCounts()).toEqual(before);
    await set(name, { document: '本局自定' });
    expect(await all(`SELECT document FROM ${TABLE[name]} ORDER BY set_at`)).toEqual([{ document: '系统默认，待县里发文确定' }, { document: PAPER }, { document: '本局自定' }]);
  });

  it('is refused in words, with what was typed, and so is a field that it does not have', async () => {
    const empty = Object.fromEntries(Object.keys(FORMS[name]).map((field) => [field, field === 'document' ? '' : 'x9x']));
    const answer = await set(name, empty);
    const html = await answer.text();
    expect([answer.status, html.includes(`有 ${Object.keys(empty).length} 处要改`), html.includes('value="x9x"'), html.includes('请写凭什么')]).toEqual([422, true, true, true]);
    expect((await set(name, { setBy: 'person:x' })).status).toBe(422);
    expect(await one(`SELECT count(*) AS n FROM ${TABLE[name]}`)).toEqual({ n: 1 });
  });

  it('is the county’s: a town’s office finds no such page', async () => {
    const town = await visit(db, { personId: 'town-clerk' }, () => now);
    expect([(await town.get('/civil/rules')).status, (await town.get(`/civil/rules/${name}`)).status, (await set(name, {}, town)).status]).toEqual([404, 404, 404]);
  });
});

it('no rule of another name, and the page that leads to them says what holds', async () => {
  expect((await clerk.get('/civil/rules/prices')).status).toBe(404);
  await set('complaints');
  expect(await page('/civil/rules')).toContain('3 天之内要回话');
});

it.each([
  ['quiet hours that end when they begin', 'messages', { quietToMinute: '20:30' }, '就没有免打扰了'],
  ['a time there is not', 'messages', { quietFromMinute: '24:00' }, '没有看懂几点'],
  ['more tries than anybody bears', 'messages', { attempts: '21' }, '太大了'],
  ['a code too short-lived for slow hands', 'families', { codeMinutes: '14' }, '太小了'],
  ['an hour that takes more than its day', 'families', { countyCodesAnHour: '6' }, '比一天的还多'],
  ['an address that may take the county’s whole hour', 'families', { addressCodesAnHour: '3' }, '要比全市一小时的少'],
  ['a limit that is none', 'families', { countyCodesADay: '0' }, '太小了'],
  ['half a day', 'complaints', { answerDays: '0.5' }, '请写整数'],
] as const)('%s is refused', async (_what, name, form, words) => {
  const answer = await set(name, form);
  expect([answer.status, (await answer.text()).includes(words)]).toEqual([422, true]);
});

describe('codes of the whole county', () => {
  const ask = (no: number, key = newId()) => stranger.post('/family/sign-in/codes', { key, phone: `1540001${String(no).padStart(4, '0')}` });
  beforeEach(async () => void (await set('families')));

  it('of many phones at once exactly as many as an hour takes, and whoever comes later is told when and what else', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, no) => ask(no)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(3);
    expect([sms.letters.length, await one('SELECT count(*) AS n FROM sign_in_code')]).toEqual([3, { n: 3 }]);
    const refused = await ask(50);
    const html = await refused.text();
    expect(refused.status).toBe(409);
    for (const words of ['现在要验证码的人太多了', '上午 10 点以后再要就有了', '找食堂的电话', 'href="/places"', '12345']) expect(html).toContain(words);
    expect(await page('/civil/messages')).toContain('全市的验证码到了限额');
  });

  it('counts by natural hours and by the day', async () => {
    for (const no of [1, 2, 3]) expect((await ask(no)).status).toBe(303);
    now = at('10:00') - 1;
    expect((await ask(4)).status).toBe(409);
    now = at('10:00');
    expect([(await ask(5)).status, (await ask(6)).status]).toEqual([303, 303]);
    expect(await (await ask(7)).text()).toContain('明天再要就有了');
    now = at('00:00', TOMORROW);
    expect((await ask(8)).status).toBe(303);
  });

  it('a second press counts once, and is answered as the first even when nothing is left', async () => {
    const key = newId();
    const first = await ask(1, key);
    for (const no of [2, 3]) await ask(no);
    expect((await ask(1, key)).headers.get('location')).toBe(first.headers.get('location'));
    expect(await all('SELECT codes FROM sign_in_hour')).toEqual([{ codes: 3 }]);
  });

  it('of one address exactly as many as it may, and the rest of the county’s hour is others’; the address is kept as an index, for its hour', async () => {
    const from = (address: string, no: number, key = newId()) =>
      stranger.send('/family/sign-in/codes', { method: 'POST', headers: { origin: ORIGIN, 'cf-connecting-ip': address }, body: new URLSearchParams({ key, phone: `1540002${String(no).padStart(4, '0')}` }) });
    const crowd = await Promise.all(Array.from({ length: 12 }, (_, no) => from('2001:db8::1', no)));
    expect([crowd.filter(({ status }) => status === 303).length, sms.letters.length]).toEqual([2, 2]);
    const refused = await from('2001:db8:0:0:ffff::2', 50);
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringMatching(/从您这个网络要的验证码太多了.*换一个网络再试.*上午 10 点以后再要就有了.*href="\/places"/)]);
    expect(await all('SELECT * FROM sign_in_address')).toEqual([{ address_index: expect.stringMatching(/^[\w-]{43}$/), hour_at: at('09:00'), codes: 2 }]);
    expect((await from('203.0.113.7', 51)).status).toBe(303);
    now = at('10:00');
    expect((await from('203.0.113.8', 52)).status).toBe(303);
    expect(await all('SELECT hour_at, codes FROM sign_in_address')).toEqual([{ hour_at: now, codes: 1 }]);
  });

  it('of one address never all of them, though the county’s hour was set before an address had a share', async () => {
    await env.DB.prepare("INSERT INTO family_rule SELECT set_at + 1, '早先的文', code_minutes, code_tries, codes_a_day, card_tries, 2, county_codes_a_day, set_by, 50 FROM family_rule ORDER BY set_at DESC LIMIT 1").run();
    const from = (no: number) => stranger.send('/family/sign-in/codes', { method: 'POST', headers: { origin: ORIGIN, 'cf-connecting-ip': '203.0.113.7' }, body: new URLSearchParams({ key: newId(), phone: `1540003${String(no).padStart(4, '0')}` }) });
    expect([(await from(1)).status, (await from(2)).status, (await ask(3)).status]).toEqual([303, 409, 303]);
  });

  it('a larger limit lets them through at once', async () => {
    for (const no of [1, 2, 3]) await ask(no);
    await set('families', { countyCodesAnHour: '4' });
    expect([(await ask(4)).status, (await ask(5)).status]).toEqual([303, 409]);
  });

  it('is held inside the write: a count that moved since it was read lets nobody in', async () => {
    await env.DB.prepare(`INSERT INTO sign_in_hour VALUES (${at('09:00')}, '2026-11-23', 3)`).run();
    expect((await ask(1)).status).toBe(409);
    expect(sms.letters).toEqual([]);
  });
});
