import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { at, NOW, runId, seedCounty, TODAY } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let elder: Visitor;
let cook: Visitor;
let now = NOW;
let orderId = '';
const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;

beforeEach(async () => {
  db = await seedCounty();
  now = NOW;
  elder = await visit(db, { elderId: 'e1' }, () => now);
  cook = await visit(db, { personId: 'cook1' }, () => now);
  const answer = await elder.post('/orders', { key: newId(), runId: runId('p1', TODAY, 'lunch'), setMealId: 'A', mode: 'dine_in' });
  orderId = (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
});

async function eat(): Promise<void> {
  now = at('11:30');
  await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE id = ?").bind(runId('p1', TODAY, 'lunch')).run();
  expect((await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() })).status).toBe(303);
}
const say = (form: Record<string, string>) => elder.post(`/orders/${orderId}/rating`, form);
const complaintId = async () => String((await rows('SELECT id FROM complaint'))[0]?.['id']);

describe('how a meal was', () => {
  it('is asked on its page once it was eaten, and answered by one press', async () => {
    expect(await (await elder.get(`/orders/${orderId}`)).text()).not.toContain('吃得怎么样');
    await eat();
    expect(await (await elder.get(`/orders/${orderId}`)).text()).toContain('吃得怎么样');
    expect((await say({ face: 'good' })).headers.get('location')).toBe(`/orders/${orderId}/rating`);
    expect(await (await elder.get(`/orders/${orderId}`)).text()).toContain('您说：好吃');
    expect(await rows('SELECT count(*) AS n FROM complaint')).toEqual([{ n: 0 }]);
  });

  it('is one rating: pressed three times it is the same, and another face is its next version', async () => {
    await eat();
    await Promise.all([say({ face: 'good' }), say({ face: 'good' }), say({ face: 'good' })]);
    await say({ face: 'fair', words: '还行吧' });
    expect(await rows('SELECT version, face, words FROM rating ORDER BY version')).toEqual([
      { version: 1, face: 'good', words: '' },
      { version: 2, face: 'fair', words: '还行吧' },
    ]);
  });

  it('is not said before the meal, nor once the books are at rest: to the millisecond', async () => {
    const early = await say({ face: 'good' });
    expect([early.status, (await early.text()).includes('这一顿还没有吃')]).toEqual([409, true]);
    await eat();
    const until = Number((await rows(`SELECT claim_until_at AS at FROM meal_run WHERE id = '${runId('p1', TODAY, 'lunch')}'`))[0]?.['at']);
    now = until;
    expect((await say({ face: 'good' })).status).toBe(409);
    now = until - 1;
    expect((await say({ face: 'good' })).status).toBe(303);
    now = until;
    expect((await say({ face: 'poor' })).status).toBe(409);
    expect(await (await elder.get(`/orders/${orderId}/rating`)).text()).not.toContain('<form');
  });

  it('keeps words that are too long and says so; a face that there is not is no form', async () => {
    await eat();
    await say({ face: 'poor' });
    const long = await say({ face: 'poor', words: '咸'.repeat(201) });
    expect(long.status).toBe(422);
    const text = await long.text();
    for (const words of ['有一处要改', '咸'.repeat(201)]) expect(text).toContain(words);
    expect((await say({ face: 'awful' })).status).toBe(422);
    expect(await rows('SELECT count(*) AS n FROM rating')).toEqual([{ n: 1 }]);
  });

  it('of somebody else’s meal is not found', async () => {
    await eat();
    const other = await visit(db, { elderId: 'e2' }, () => now);
    expect((await other.get(`/orders/${orderId}/rating`)).status).toBe(404);
    expect((await other.post(`/orders/${orderId}/rating`, { face: 'poor' })).status).toBe(404);
  });
});

describe('a sad face that says why', () => {
  beforeEach(async () => {
    await eat();
    await say({ face: 'poor' });
    expect(await rows('SELECT count(*) AS n FROM complaint')).toEqual([{ n: 0 }]);
    await say({ face: 'poor', words: '凉了' });
  });

  it('is one thing to do for the canteen, however often she says it, and offices see whose turn it is', async () => {
    await say({ face: 'poor', words: '又凉又咸' });
    expect(await rows('SELECT order_id, meal_point_id, owner, due_date FROM complaint')).toEqual([{ order_id: orderId, meal_point_id: 'p1', owner: 'person:cook1', due_date: '2026-11-28' }]);
    for (const [person, path] of [['cook1', '/canteen'], ['clerk', '/civil']] as const) {
      const page = await (await (await visit(db, { personId: person }, () => now)).get(`${path}/complaints`)).text();
      for (const words of ['李秀英', '不好：又凉又咸', '李芳办，11 月 28 日，星期六以前回话', '1 条等食堂回话']) expect(page).toContain(words);
    }
    const elsewhere = await visit(db, { personId: 'cook2' }, () => now);
    expect(await (await elsewhere.get('/canteen/complaints')).text()).not.toContain('李秀英');
    expect((await elsewhere.get(`/canteen/complaints/${await complaintId()}`)).status).toBe(404);
    expect((await elsewhere.post(`/canteen/complaints/${await complaintId()}/answer`, { answer: 'x' })).status).toBe(404);
  });

  it('is answered once, and she reads the answer', async () => {
    const path = `/canteen/complaints/${await complaintId()}/answer`;
    const empty = await cook.post(path, { answer: ' ' });
    expect([empty.status, (await empty.text()).includes('请写怎么办的')]).toEqual([422, true]);
    expect((await cook.post(path, { answer: '饭'.repeat(201) })).status).toBe(422);
    await Promise.all([cook.post(path, { answer: '加了保温层' }), cook.post(path, { answer: '已经说过厨房' })]);
    const [only, ...more] = await rows('SELECT answer FROM complaint_answer');
    expect(more).toEqual([]);
    expect(await (await elder.get(`/orders/${orderId}/rating`)).text()).toContain(`食堂回话：<b>${String(only?.['answer'])}</b>`);
    expect(await (await cook.get('/canteen/complaints')).text()).toContain('0 条等食堂回话');
  });
});

it('a meal that was not handed over is not rated, whoever writes', async () => {
  await expect(env.DB.prepare(`INSERT INTO rating VALUES ('${orderId}', 1, 'good', '', 0, 'x')`).run()).rejects.toThrow('only a meal that was handed over');
});
