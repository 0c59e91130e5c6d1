import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { CHECK, checked, decide, LOW, openOffices, stateOf, submit, take } from '../support/applications.ts';
import { all, one } from '../support/books.ts';
import { idNumberFor } from '../support/id-numbers.ts';
import { placeOrder } from '../support/ordering.ts';
import { NOW, runId, TODAY, TOMORROW } from '../support/seed.ts';
import { type Visitor } from '../support/visitor.ts';

let db: Database;
let now: Instant;
let worker: Visitor;
let town: Visitor;

beforeEach(async () => {
  now = NOW;
  ({ db, worker, town } = await openOffices(() => now));
});

describe('the whole path', () => {
  it('submitted, checked, granted by another person: a dated fact with the application’s number and a review a year on', async () => {
    const id = await checked(worker, 'e1', LOW);
    const page = await (await town.get(`/civil/applications/${id}`)).text();
    expect(page).toContain('李秀英：困难类别：低保');
    expect(page).toContain('入户看过，情况属实');
    const answer = await decide(town, id, { action: 'grant', start: 'today' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/civil/applications/${id}`]);
    const application = await one<Record<string, string>>('SELECT state, application_no, fact_id FROM application WHERE id = ?', id);
    expect(application).toMatchObject({ state: 'granted', application_no: '20261123-0001' });
    expect(await one('SELECT elder_id, kind, value, from_date, to_date, document, recorded_by FROM elder_fact WHERE id = ?', application?.['fact_id'])).toEqual({
      elder_id: 'e1', kind: 'category', value: 'minimum_living_guarantee', from_date: TODAY, to_date: null, document: '20261123-0001', recorded_by: 'person:town1',
    });
    expect(await one('SELECT review_date FROM eligibility')).toEqual({ review_date: '2027-11-23' });
    expect(await all('SELECT seq, action, state, by FROM application_event ORDER BY seq')).toEqual([
      { seq: 1, action: 'submit', state: 'submitted', by: 'person:worker1' },
      { seq: 2, action: 'check', state: 'checked', by: 'person:worker1' },
      { seq: 3, action: 'grant', state: 'granted', by: 'person:town1' },
    ]);
    expect(await all("SELECT actor, action FROM audit WHERE subject = ? ORDER BY at, id", `application:${id}`)).toHaveLength(3);
  });

  it('from the first of the next month, unless the official says otherwise', async () => {
    const id = await checked(worker, 'e1', LOW);
    expect((await decide(town, id, { action: 'grant' })).status).toBe(303);
    expect(await one("SELECT from_date FROM elder_fact WHERE elder_id = 'e1'")).toEqual({ from_date: '2026-12-01' });
  });

  it('the fact changes the price of the next order, and of none that is placed already', async () => {
    const before = await placeOrder(db, 'e1');
    const id = await checked(worker, 'e1', LOW);
    expect((await decide(town, id, { action: 'grant', start: 'today' })).status).toBe(303);
    const after = await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') });
    const paid = await all<{ self_pay_fen: number }>('SELECT self_pay_fen FROM meal_order WHERE id IN (?, ?) ORDER BY service_date', before, after);
    expect(paid.map((row) => row.self_pay_fen)).toEqual([700, 200]);
  });

  it('a living situation ends the one before on the day it begins; a category stands beside others', async () => {
    const insert = "INSERT INTO elder_fact VALUES (?, 'e1', ?, ?, NULL, '2025-01-01', NULL, '社区', NULL, 0, 'person:clerk')";
    await env.DB.prepare(insert).bind('l1', 'living', 'couple').run();
    await env.DB.prepare(insert).bind('c1', 'category', 'entitled_group').run();
    for (const claim of ['living:alone', LOW]) {
      const id = await submit(worker, 'e1', claim);
      expect((await take(worker, id, { ...CHECK, found: claim })).status).toBe(303);
      expect((await decide(town, id, { action: 'grant' })).status).toBe(303);
    }
    expect(await all("SELECT kind, value, from_date, to_date FROM elder_fact WHERE elder_id = 'e1' ORDER BY kind, from_date")).toEqual([
      { kind: 'category', value: 'entitled_group', from_date: '2025-01-01', to_date: null },
      { kind: 'category', value: 'minimum_living_guarantee', from_date: '2026-12-01', to_date: null },
      { kind: 'living', value: 'couple', from_date: '2025-01-01', to_date: '2026-12-01' },
      { kind: 'living', value: 'alone', from_date: '2026-12-01', to_date: null },
    ]);
  });

  it('papers asked for and brought, then sent back by the town, checked again', async () => {
    const id = await submit(worker, 'e1', LOW);
    expect((await take(worker, id, { action: 'ask_papers', note: '缺收入证明' })).status).toBe(303);
    expect(await stateOf(id)).toBe('returned');
    const paper = { paper1_kind: 'hardship_certificate', paper1_number: '３７０４号', paper1_date: '2026.11.2', paper1_original: 'on' };
    expect((await take(worker, id, { action: 'bring_papers', note: '', ...paper })).status).toBe(303);
    expect(await one('SELECT kind, paper_date, original FROM application_paper')).toEqual({ kind: 'hardship_certificate', paper_date: '2026-11-02', original: 1 });
    expect((await take(worker, id, CHECK)).status).toBe(303);
    expect((await decide(town, id, { action: 'send_back', note: '请补邻里访问' })).status).toBe(303);
    expect(await stateOf(id)).toBe('submitted');
    expect((await take(worker, id, CHECK)).status).toBe(303);
    expect((await decide(town, id, { action: 'grant' })).status).toBe(303);
  });
});

describe('somebody new', () => {
  const person = { name: '钱桂花', idNumber: idNumberFor('1950-03-01', 4), phone: '15400000001', village: '370481001001', registered: 'home', mealPoint: 'p1', address: '东关小区 9 号楼' };
  const sendNew = (fields: Record<string, string>) => worker.post('/community/applications', { key: newId(), claim: LOW, ...person, ...fields });

  it('is recorded with the grant, sealed, at a meal point of the town', async () => {
    const idNumber = idNumberFor('1950-03-01', 2);
    const answer = await sendNew({ idNumber });
    expect(answer.status).toBe(303);
    const id = (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
    expect(await (await worker.get(`/community/applications/${id}`)).text()).not.toContain(idNumber);
    await take(worker, id, CHECK);
    expect((await decide(town, id, { action: 'grant' })).status).toBe(303);
    const elder = await one<Record<string, string>>("SELECT * FROM elder WHERE name = '钱桂花'");
    expect(elder).toMatchObject({ birth_date: '1950-03-01', sex: 'female', meal_point_id: 'p1', residence_division: '370481001001', registered_division: '370481001001' });
    expect(JSON.stringify(await all("SELECT * FROM elder WHERE name = '钱桂花'"))).not.toContain('1540000');
    const looked = await (await worker.post(`/community/applications/${id}/look`, { reason: '约入户时间' })).text();
    expect(looked).toContain(idNumber);
    expect(looked).toContain('东关小区 9 号楼');
    expect(await one("SELECT reason, subject FROM audit WHERE action = 'application.look'")).toEqual({ reason: '约入户时间', subject: `application:${id}` });
  });

  it.each([
    ['an ID number with a slip', { idNumber: '370499195003010028' }, '有一位打错了'],
    ['no name', { name: '' }, '这里还没有填'],
    ['a telephone that is none', { phone: '123' }, '11 位手机号'],
    ['no meal point', { mealPoint: '' }, '请从列出的里面选一个'],
  ])('%s: what was typed stays, and nothing is written', async (_what, fields, words) => {
    const answer = await sendNew(fields);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(words);
    expect(page).toContain('东关小区 9 号楼');
    expect(await all('SELECT id FROM application')).toEqual([]);
  });

  it('shows nothing in full without a reason', async () => {
    const id = await submit(worker, 'e1', LOW);
    const answer = await worker.post(`/community/applications/${id}/look`, { reason: ' ' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).not.toContain('37000000000000');
    expect(await all("SELECT 1 FROM audit WHERE action = 'application.look'")).toEqual([]);
  });
});
