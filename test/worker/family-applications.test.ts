import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId, openVault } from '../../src/vault.ts';
import { appoint, bound, CHECK, take } from '../support/applications.ts';
import { all, one } from '../support/books.ts';
import { idNumberFor } from '../support/id-numbers.ts';
import { at, NOW, seedCounty, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let now: Instant;
let family: Visitor;
let worker: Visitor;
const STRANGER_NUMBER = idNumberFor('1946-06-06', 6);

beforeEach(async () => {
  db = await seedCounty();
  await appoint(db);
  now = NOW;
  family = await visit(db, null, () => now);
  worker = await visit(db, { personId: 'worker1' }, () => now);
});

const ASK = {
  town: '370481001000', village: '370481001001', name: '周德顺', idNumber: STRANGER_NUMBER, wish: 'hardship', note: '看病花了很多钱',
  applicant: '周小燕', relation: '女儿', phone: '15400000077',
};
const ask = (fields: Record<string, string> = {}) => family.post('/family/applications', { key: newId(), ...ASK, ...fields });
const asked = async (fields: Record<string, string> = {}) => {
  const page = await (await ask(fields)).text();
  const [, no = '', code = ''] = /<b>([\d-]{13})<\/b>[\s\S]*?<b>(\d{8})<\/b>/.exec(page) ?? [];
  return { no, code };
};
const idOf = async (no: string) => (await one<{ id: string }>('SELECT id FROM application WHERE application_no = ?', no))?.id ?? '';
const lookUp = (pair: { no: string; code: string }) => family.post('/family/look-up', pair);

describe('from the open page', () => {
  it('a wish arrives at the village, with a number and a code that show how it stands', async () => {
    const pair = await asked();
    expect(pair.no).toBe('20261123-0001');
    const found = await (await lookUp({ no: ' ２０２６1123 0001', code: pair.code })).text();
    expect(found).toContain('周*顺');
    expect(found).toContain('待登记');
    expect(found).not.toContain(STRANGER_NUMBER);
    const list = await (await worker.get('/community')).text();
    expect(list).toContain('周德顺');
    expect(list).toContain('家属在网上');
    const stored = JSON.stringify(await all('SELECT * FROM application'));
    expect(stored).not.toContain(STRANGER_NUMBER);
    expect(stored).not.toContain('15400000077');
    expect(JSON.stringify(await all('SELECT * FROM request_key'))).not.toContain(pair.code);
  });

  it('is registered by the village, decided, and the reasons are read with the code', async () => {
    const pair = await asked();
    const id = await idOf(pair.no);
    const registered = { action: 'register', claim: 'category:minimum_living_guarantee', registered: 'home', mealPoint: 'p1', address: '东关小区' };
    expect((await take(worker, id, registered)).status).toBe(303);
    expect((await take(worker, id, { ...CHECK, note: '村里的内部意见' })).status).toBe(303);
    const town = await visit(db, { personId: 'town1' }, () => now);
    await town.post(`/civil/applications/${id}/decision`, { ...(await bound(town, id)), action: 'refuse', ground_condition_not_met: 'on', note: '收入超过标准。' });
    const page = await (await lookUp(pair)).text();
    for (const words of ['未批准', '不符合条件', '收入超过标准。', '申请复核']) expect(page).toContain(words);
    expect(page).not.toContain('村里的内部意见');
    const appealed = await family.post('/family/look-up/steps', { ...pair, action: 'appeal', note: '收入算错了' });
    expect([appealed.status, (await appealed.text()).includes('复核中')]).toEqual([200, true]);
    expect(await one("SELECT by, note FROM application_event WHERE action = 'appeal'")).toEqual({ by: 'family:page', note: '收入算错了' });
    expect((await family.post('/family/look-up/steps', { ...pair, action: 'appeal', note: '收入算错了' })).status).toBe(200);
    expect(await all("SELECT 1 FROM application_event WHERE action = 'appeal'")).toHaveLength(1);
  });

  it('the same press again is shown the same number and code', async () => {
    const key = newId();
    const [first, second] = [await (await ask({ key })).text(), await (await ask({ key })).text()];
    expect(second).toBe(first);
    expect(await all('SELECT 1 FROM application')).toHaveLength(1);
  });

  it('the same again from the same telephone is refused kindly; from another it is taken, whoever is known', async () => {
    await asked();
    const again = await ask();
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('已经申请过了');
    expect((await ask({ phone: '15400000078' })).status).toBe(200);
    expect((await ask({ wish: 'living' })).status).toBe(200);
  });

  it('answers alike for somebody who is known and somebody who is not', async () => {
    const pages = [await (await ask()).text(), await (await ask({ idNumber: idNumberFor('1950-03-01', 8), name: '李秀英' })).text()];
    const plain = pages.map((page) => page.replace(/\d{8}-\d{4}|\b\d{8}\b/g, '◆'));
    expect(plain[0]).toBe(plain[1]);
  });

  it('takes so many a day for one village and no more, and again the next day', async () => {
    const phones = Array.from({ length: 22 }, (_, index) => `154000001${String(index).padStart(2, '0')}`);
    const answers = [];
    for (const phone of phones.slice(0, 20)) answers.push((await ask({ phone })).status);
    expect(new Set(answers)).toEqual(new Set([200]));
    const full = await ask({ phone: phones[20] ?? '' });
    expect([full.status, (await full.text()).includes('已经满了')]).toEqual([409, true]);
    now = at('08:00', TOMORROW);
    expect((await ask({ phone: phones[21] ?? '' })).status).toBe(200);
  });

  it('at the last place of the day several at once: one is taken', async () => {
    await env.DB.prepare("INSERT INTO eligibility_rule SELECT '2026-01-01', document, check_days, papers_days, decide_days, appeal_days, appeal_decide_days, review_months, review_notice_days, 2, look_up_tries FROM eligibility_rule").run();
    await ask();
    const answers = await Promise.all([1, 2, 3, 4].map((index) => ask({ phone: `1540000020${index}` })));
    expect(answers.map((each) => each.status).toSorted()).toEqual([200, 409, 409, 409]);
    expect(await all('SELECT 1 FROM application')).toHaveLength(2);
  });

  it.each([
    ['no name', { name: '' }, '这里还没有填'],
    ['a number with a slip', { idNumber: `${STRANGER_NUMBER.slice(0, 17)}${STRANGER_NUMBER.endsWith('1') ? '2' : '1'}` }, '有一位打错了'],
    ['no telephone', { phone: '' }, '这里还没有填'],
    ['no wish', { wish: '' }, '请从列出的里面选一个'],
    ['a village of another town', { village: '370481002001' }, '请从列出的里面选一个'],
  ])('%s: what was typed stays', async (_what, fields, words) => {
    const answer = await ask(fields);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(words);
    expect(page).toContain('看病花了很多钱');
    expect(await all('SELECT 1 FROM application')).toEqual([]);
  });
});

describe('a wrong look-up', () => {
  const shown = async (pair: { no: string; code: string }) => {
    const answer = await lookUp(pair);
    return `${answer.status} ${(await answer.text()).replaceAll(pair.no, '◆')}`;
  };

  it('is answered alike, whether the number or the code is wrong, and counted', async () => {
    const { no } = await asked();
    expect(await shown({ no, code: '00000000' })).toBe(await shown({ no: '20261123-0999', code: '00000000' }));
    expect(await all('SELECT application_id, tries FROM failed_look_up ORDER BY application_id')).toEqual([
      { application_id: '', tries: 1 }, { application_id: await idOf(no), tries: 1 },
    ]);
  });

  it('too often in a day bars the right code too, until tomorrow', async () => {
    const pair = await asked();
    const wrong = await shown({ no: pair.no, code: '00000000' });
    for (let tries = 1; tries < 10; tries += 1) await lookUp({ no: pair.no, code: '00000000' });
    const counted = await one('SELECT sum(tries) AS tries FROM failed_look_up');
    expect(await shown(pair)).toBe(wrong);
    expect(await one('SELECT sum(tries) AS tries FROM failed_look_up')).toEqual(counted);
    now = at('08:00', TOMORROW);
    expect((await lookUp(pair)).status).toBe(200);
  });

  it('finds nothing that was taken in at the village', async () => {
    const answer = await worker.post('/community/applications', { key: newId(), elder: 'e1', claim: 'living:alone' });
    expect(answer.status).toBe(303);
    expect((await lookUp({ no: '20261123-0001', code: '00000000' })).status).toBe(422);
  });
});

it('a name that is not the one on record stands out at the village', async () => {
  const idNumber = idNumberFor('1950-03-01', 12);
  const vault = await openVault(env);
  await env.DB.prepare("UPDATE elder SET id_number_index = ? WHERE id = 'e1'").bind(await vault.indexOf('id_number', idNumber)).run();
  const { no } = await asked({ idNumber });
  const page = await (await worker.get(`/community/applications/${await idOf(no)}`)).text();
  expect(page).toContain('在档案里的姓名是 李秀英');
});

describe('an elder on her own page', () => {
  it('asks with two presses and nothing typed; the village finds it; twice is once', async () => {
    const elder = await visit(db, { elderId: 'e1' }, () => now);
    expect(await (await elder.get('/applications/new/living')).text()).toContain('请社区');
    const [first, second] = [await elder.post('/applications', { key: newId(), wish: 'living' }), await elder.post('/applications', { key: newId(), wish: 'living' })];
    expect([first.status, second.headers.get('location')]).toEqual([303, first.headers.get('location')]);
    const page = await (await elder.get(first.headers.get('location') ?? '')).text();
    expect(page).toContain('收到了，');
    expect(await (await worker.get('/community')).text()).toContain('本人在手机上');
    const id = (first.headers.get('location') ?? '').split('/').at(-1) ?? '';
    expect((await take(worker, id, { action: 'register', claim: 'living:alone' })).status).toBe(303);
    expect(await one('SELECT state, kind, value, elder_id FROM application')).toEqual({ state: 'submitted', kind: 'living', value: 'alone', elder_id: 'e1' });
    // Once it is taken in, one press does not lose it.
    await elder.post(`/applications/${id}/steps`, { action: 'withdraw' });
    expect(await one('SELECT state FROM application')).toEqual({ state: 'submitted' });
  });

  it('reads why it was refused, and asks for another look', async () => {
    const elder = await visit(db, { elderId: 'e1' }, () => now);
    const id = ((await elder.post('/applications', { key: newId(), wish: 'hardship' })).headers.get('location') ?? '').split('/').at(-1) ?? '';
    await take(worker, id, { action: 'register', claim: 'category:minimum_living_guarantee' });
    await take(worker, id, CHECK);
    const town = await visit(db, { personId: 'town1' }, () => now);
    await town.post(`/civil/applications/${id}/decision`, { ...(await bound(town, id)), action: 'refuse', ground_condition_not_met: 'on', note: '收入超过标准。' });
    const page = await (await elder.get(`/applications/${id}`)).text();
    for (const words of ['这次没有批', '收入超过标准。', '不同意，请重新看']) expect(page).toContain(words);
    expect((await elder.post(`/applications/${id}/steps`, { action: 'appeal' })).status).toBe(303);
    expect(await one('SELECT state FROM application')).toEqual({ state: 'appealed' });
    expect((await (await visit(db, { elderId: 'e2' }, () => now)).get(`/applications/${id}`)).status).toBe(404);
  });
});
