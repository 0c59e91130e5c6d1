import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all } from '../support/books.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { idNumberFor } from '../support/id-numbers.ts';
import { enterCard } from '../support/passes.ts';
import { hiddenOf } from '../support/rosters.ts';
import { at, day, seedCounty, seedElder } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// e1: 李秀英 of p1, phone 10000000001, id 370000000000000001. e4 lives and eats in the other town and has no address.

const PHONE = '10000000001';
const ID_NUMBER = '370000000000000001';
const ADDRESS = '东关小区 3 号楼 502';
const SEALED = new RegExp([PHONE, ID_NUMBER, ADDRESS].join('|'));

let db: Database;
let now: Instant;
let clerk: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  now = at('10:00');
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});

const looks = () => all("SELECT actor, action, subject, reason, at FROM audit WHERE instr(action, '.look') > 0 ORDER BY at");
const asking = (more: Record<string, string> = {}) => ({ key: newId(), field: 'phone', why: 'call', words: '', ...more });
const look = (who: Visitor, more: Record<string, string> = {}, elder = 'e1') => who.post(`/civil/elders/${elder}/looks`, asking(more));
async function passOf(who: Visitor, more: Record<string, string> = {}): Promise<string> {
  const answer = await look(who, more);
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

describe('a look in full', () => {
  it.each([
    ['phone', PHONE, 'elder.look_phone'],
    ['id_number', ID_NUMBER, 'elder.look_id_number'],
    ['address', ADDRESS, 'elder.look_address'],
  ])('%s: the trace is written, and then that one value is shown', async (field, value, action) => {
    const masked = await (await clerk.get('/civil/elders/e1')).text();
    expect(masked).not.toMatch(SEALED);
    const shown = await clerk.get(await passOf(clerk, { field, why: 'other', words: '纪委函询，见 3 号函' }));
    const page = await shown.text();
    expect(page).toContain(value);
    expect([PHONE, ID_NUMBER, ADDRESS].filter((one) => page.includes(one))).toEqual([value]);
    expect(shown.headers.get('refresh')).toBe('120;url=/civil/elders/e1');
    expect(await looks()).toEqual([{ actor: 'person:clerk', action, subject: 'elder:e1', reason: '其他：纪委函询，见 3 号函', at: now }]);
  });

  it('nothing personal stands in an address', async () => {
    expect(await passOf(clerk)).toMatch(/^\/civil\/elders\/e1\?look=phone\.[0-9a-z]+\.[\w-]{22}$/);
  });

  it('pressed twice it is one look, and the time does not begin again', async () => {
    const form = asking();
    const first = await clerk.post('/civil/elders/e1/looks', form);
    now += 100_000;
    const second = await clerk.post('/civil/elders/e1/looks', form);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(await looks()).toHaveLength(1);
    now += 20_000;
    expect(await (await clerk.get(second.headers.get('location') ?? '')).text()).not.toMatch(SEALED);
    expect((await clerk.post('/civil/elders/e1/looks', { ...form, field: 'id_number' })).status).toBe(422);
    expect(await looks()).toHaveLength(1);
  });

  it('many presses at once leave one trace', async () => {
    const form = asking();
    const answers = await Promise.all(Array.from({ length: 20 }, () => clerk.post('/civil/elders/e1/looks', form)));
    expect(new Set(answers.map((one) => `${one.status} ${one.headers.get('location')}`)).size).toBe(1);
    expect(await looks()).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no reason', { why: '' }, ''],
    ['no field', { field: '' }, ''],
    ['other without words', { why: 'other', words: '' }, '至少四个字'],
    ['too few letters', { why: 'other', words: '，。！查' }, '至少四个字'],
    ['too few letters beside a reason', { words: '哦' }, '至少四个字'],
    ['too many words', { words: '查'.repeat(101) }, '一百个字以内'],
  ])('%s shows nothing and writes nothing', async (_case, given, words) => {
    const answer = await look(clerk, given);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).not.toMatch(SEALED);
    expect(page).toContain(words);
    expect(await looks()).toEqual([]);
  });

  it.each([['why', '请选一项：看全号做什么用'], ['field', '请选一项：看哪一项']])('without %s it says so and keeps what was typed', async (missing, words) => {
    const form: Record<string, string> = asking({ words: '改送餐时间' });
    delete form[missing];
    const answer = await clerk.post('/civil/elders/e1/looks', form);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(words);
    expect(page).toContain('value="改送餐时间"');
  });

  it('an address that nobody knows cannot be looked at', async () => {
    expect((await look(clerk, { field: 'address' }, 'e4')).status).toBe(422);
    expect(await looks()).toEqual([]);
  });

  it.each(['before', 'after'] as const)('whose trace breaks %s it is written shows nothing; again it is one look', async (when) => {
    const form = asking();
    const counting = faultyDatabase(env.DB, null);
    await clerk.over({ DB: counting.db }).post('/civil/elders/e1/looks', asking());
    await db.$client.prepare('SELECT 1').run();
    const written = (await looks()).length;
    const line = faultyDatabase(env.DB, { call: counting.calls(), when });
    const broken = await clerk.over({ DB: line.db }).post('/civil/elders/e1/looks', form);
    expect(broken.status).toBe(503);
    expect(broken.headers.get('location')).toBeNull();
    expect(await broken.text()).not.toMatch(SEALED);
    expect(await looks()).toHaveLength(written + (when === 'after' ? 1 : 0));
    const again = await clerk.post('/civil/elders/e1/looks', form);
    expect(await (await clerk.get(again.headers.get('location') ?? '')).text()).toContain(PHONE);
    expect(await looks()).toHaveLength(written + 1);
  });
});

describe('a pass', () => {
  it('is good for two minutes; refreshed and gone back to after that it asks again', async () => {
    const page = await passOf(clerk);
    now += 119_999;
    expect(await (await clerk.get(page)).text()).toContain(PHONE);
    now += 1;
    const over = await clerk.get(page);
    expect([over.status, over.headers.get('refresh')]).toEqual([200, null]);
    const text = await over.text();
    expect(text).not.toMatch(SEALED);
    expect(text).toContain('时间到了');
    expect(text).toContain('做什么用？');
  });

  it.each<[string, (good: string) => string]>([
    ['made up', (good) => good.replace(/\.[\w-]{22}$/, `.${'A'.repeat(22)}`)],
    ['of another value', (good) => good.replace('look=phone', 'look=id_number')],
    ['of a later time', (good) => good.replace(/\.([0-9a-z]+)\./, (_all, until: string) => `.${(Number.parseInt(until, 36) + 600_000).toString(36)}.`)],
    ['of another person', (good) => good.replace('/e1?', '/e2?')],
    ['that is none', (good) => good.replace(/look=.*/, 'look=phone')],
  ])('%s shows nothing', async (_case, forge) => {
    const page = await clerk.get(forge(await passOf(clerk)));
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/1000000000[12]|37000000000000000[12]/);
  });

  it('is of its session: another official, and the same one signed in elsewhere, are shown nothing', async () => {
    const page = await passOf(clerk);
    for (const personId of ['clerk2', 'clerk']) expect(await (await (await visit(db, { personId }, now)).get(page)).text()).not.toMatch(SEALED);
    expect((await (await visit(db, null, now)).get(page)).status).toBe(303);
  });

  it('ends with the grant', async () => {
    const page = await passOf(clerk);
    await db.$client.prepare("UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'clerk'").run();
    expect((await clerk.get(page)).status).toBe(404);
  });
});

describe('who may', () => {
  it('the other town’s elder and nobody are one and the same', async () => {
    const town = await visit(db, { personId: 'town-clerk' }, now);
    for (const elder of ['e4', newId()]) {
      expect([(await town.get(`/civil/elders/${elder}`)).status, (await look(town, {}, elder)).status]).toEqual([404, 404]);
    }
    expect((await look(town)).status).toBe(303);
    expect(await looks()).toHaveLength(1);
  });

  it('an auditor reads the record, looks at nothing in full and is shown no form for it', async () => {
    await db.$client.prepare("INSERT INTO person (id, name) VALUES ('aud', '刘洋')").run();
    await db.$client.prepare("INSERT INTO role_grant (id, person_id, role, division_code, granted_at, granted_by) VALUES ('g-aud', 'aud', 'auditor', '370481000000', 0, 'x')").run();
    const auditor = await visit(db, { personId: 'aud' }, now);
    const page = await (await auditor.get('/civil/elders/e1')).text();
    expect(page).toContain('李秀英');
    expect(page).not.toMatch(/looks"|做什么用？/);
    expect((await look(auditor)).status).toBe(404);
    expect(await (await auditor.get(await passOf(clerk))).text()).not.toMatch(SEALED);
  });
});

describe('the counter', () => {
  const ask = (who: Visitor, elder: string, more: Record<string, string> = {}) => who.post('/canteen/looks', asking({ elder, ...more }));

  it('looks at the telephone and the address of its own people, never at the ID number', async () => {
    const cook = await visit(db, { personId: 'cook1' }, () => now);
    const page = await (await cook.get('/canteen/looks?elder=e1')).text();
    expect(page).not.toMatch(SEALED);
    expect(page).not.toContain('身份证号</dt>');
    const taken = await ask(cook, 'e1', { why: 'visit', field: 'address' });
    expect(await (await cook.get(taken.headers.get('location') ?? '')).text()).toContain(ADDRESS);
    expect((await ask(cook, 'e1', { field: 'id_number' })).status).toBe(422);
    expect(await looks()).toEqual([{ actor: 'person:cook1', action: 'elder.look_address', subject: 'elder:e1', reason: '上门、送餐', at: now }]);
    expect(hiddenOf(page, 'elder')['elder']).toBe('e1');
  });

  it('reaches whoever eats elsewhere by their card alone', async () => {
    const cook = await visit(db, { personId: 'cook1' }, () => now);
    expect([(await cook.get('/canteen/looks?elder=e4')).status, (await ask(cook, 'e4')).status]).toEqual([404, 404]);
    const pass = await enterCard(cook, 'e4');
    const taken = await ask(cook, 'e4', { pass });
    expect(await (await cook.get(taken.headers.get('location') ?? '')).text()).toContain('10000000004');
    const stolen = (taken.headers.get('location') ?? '').replace(/&?pass=[^&]*/, '');
    expect((await cook.get(stolen)).status).toBe(404);
  });
});

describe('an office looks for somebody', () => {
  const find = (who: Visitor, q: string) => who.post('/civil/elders', { q });

  it.each([
    ['a name', '李秀英', 'e1'],
    ['a part of one', '桂兰', 'e2'],
    ['initials', 'zdc', 'e3'],
    ['four digits of a telephone', '0004', 'e4'],
  ])('%s leads to the person, whose name stands in no address', async (_case, q, elder) => {
    const answer = await find(clerk, q);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/civil/elders/${elder}`]);
  });

  it('a whole ID number finds its person, as typed by hand too; one that was mistyped is said to be', async () => {
    const number = idNumberFor('1950-03-01', 9);
    await seedElder(db, { id: 'e9', name: '钱九', birthDate: day('1950-03-01'), idNumber: number });
    for (const typed of [number, `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`]) {
      expect((await find(clerk, typed)).headers.get('location')).toBe('/civil/elders/e9');
    }
    const wrong = number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
    const answer = await find(clerk, wrong);
    expect([answer.status, (await answer.text()).includes(`value="${wrong}"`)]).toEqual([422, true]);
    expect(await (await find(clerk, number.slice(0, 17))).text()).toContain('18 位');
    expect(await (await find(clerk, idNumberFor('1951-03-01', 9))).text()).toContain('没有这个身份证号');
  });

  it('several are told apart with masks, and only those within reach', async () => {
    await db.$client.prepare("UPDATE elder SET name = '李秀英' WHERE id IN ('e2', 'e4')").run();
    const text = await (await find(clerk, '李秀英')).text();
    expect(['e1', 'e2', 'e4'].filter((one) => text.includes(`/civil/elders/${one}"`))).toEqual(['e1', 'e2', 'e4']);
    expect(text).not.toMatch(SEALED);
    expect(text).toContain('370000**********01');
    const ofTown = await (await find(await visit(db, { personId: 'town-clerk' }, now), '李秀英')).text();
    expect(['e1', 'e2', 'e4'].filter((one) => ofTown.includes(`/civil/elders/${one}"`))).toEqual(['e1', 'e2']);
  });

  it('nobody, nothing and too much are each said', async () => {
    expect(await (await find(clerk, '欧阳')).text()).toContain('没有查到这个姓名');
    expect((await find(clerk, ' ')).status).toBe(303);
    expect((await find(clerk, '李'.repeat(201))).status).toBe(422);
    expect(await all("SELECT 1 FROM audit WHERE action LIKE 'elder%'")).toEqual([]);
  });
});
