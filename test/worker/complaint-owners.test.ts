import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { person, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';

import { all, one, rowCounts } from '../support/books.ts';
import { complain } from '../support/follow-ups.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, day, runId, seedCounty, TODAY } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Whose turn a complaint is, until when, and what stands where nobody answered in time.

let db: Database;
let now: number;
let elder: Visitor;
let cook: Visitor;
let other: Visitor;
let clerk: Visitor;
let orderId: string;

beforeEach(async () => {
  db = await seedCounty();
  now = at('08:00');
  await db.insert(person).values([{ id: 'cook9', name: '王敏' }, { id: 'gone', name: '钱亮' }]);
  const grant = { role: 'canteen_staff' as const, mealPointId: 'p1', grantedAt: 0, grantedBy: 'x' };
  await db.insert(roleGrant).values([{ id: 'g9', personId: 'cook9', ...grant }, { id: 'g8', personId: 'gone', ...grant, revokedAt: 1 }]);
  elder = await visit(db, { elderId: 'e1' }, () => now);
  cook = await visit(db, { personId: 'cook1' }, () => now);
  other = await visit(db, { personId: 'cook9' }, () => now);
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  orderId = await placeOrder(db, 'e1', { runId: LUNCH });
  await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${runId('p1', TODAY, 'lunch')}'`);
  now = at('11:30');
  await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
});

const run = (sql: string) => env.DB.prepare(sql).run();
const sayPoor = () => elder.post(`/orders/${orderId}/rating`, { face: 'poor', words: '凉了' });
const complaintId = async () => String((await one('SELECT id FROM complaint'))?.['id']);
const html = async (answer: Promise<Response> | Response) => (await answer).text();
const give = async (owner: string, version = '0', by = cook) => by.post(`/canteen/complaints/${await complaintId()}/owner`, { owner, version });

describe('a new complaint', () => {
  it('has whoever handed her the meal for its owner, and the deadline of the county’s rule', async () => {
    await sayPoor();
    expect(await one('SELECT owner, due_date FROM complaint')).toEqual({ owner: 'person:cook1', due_date: '2026-11-28' });
    for (const [by, door] of [[cook, 'canteen'], [clerk, 'civil']] as const) expect(await html(by.get(`/${door}/complaints`))).toContain('李芳办，11 月 28 日，星期六以前回话');
  });

  it('follows the rule of its own day: a later one leaves it as it was', async () => {
    await clerk.post('/civil/rules/complaints', { answerDays: '2', document: '本局自定' });
    await sayPoor();
    await clerk.post('/civil/rules/complaints', { answerDays: '9', document: '滕民 9 号' });
    expect(await one('SELECT due_date FROM complaint')).toEqual({ due_date: '2026-11-25' });
  });

  it('waits for nobody by name where whoever handed it over has left, then and later', async () => {
    await sayPoor();
    await run("UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'cook1'");
    expect(await html(other.get('/canteen/complaints'))).toContain('还没有人办');
    await run('DROP TRIGGER complaint_no_delete');
    await run('DELETE FROM complaint');
    await elder.post(`/orders/${orderId}/rating`, { face: 'poor', words: '又凉又咸' });
    expect(await one('SELECT owner FROM complaint')).toEqual({ owner: 'meal_point:p1' });
  });
});

describe('handed on', () => {
  beforeEach(async () => void (await sayPoor()));

  it('to somebody of the point, with who did it and when, as often as it takes', async () => {
    expect((await give('cook9')).status).toBe(303);
    expect(await html(cook.get(`/canteen/complaints/${await complaintId()}`))).toContain('11 月 23 日 11:30，李芳交给王敏');
    await give('cook1', '1', other);
    expect(await all('SELECT version, owner_id, assigned_by FROM complaint_assignment')).toEqual([
      { version: 1, owner_id: 'cook9', assigned_by: 'person:cook1' }, { version: 2, owner_id: 'cook1', assigned_by: 'person:cook9' },
    ]);
    expect(await all("SELECT actor FROM audit WHERE action = 'complaint.assign' ORDER BY actor")).toEqual([{ actor: 'person:cook1' }, { actor: 'person:cook9' }]);
    expect(await html(clerk.get(`/civil/complaints/${await complaintId()}`))).toContain('王敏交给李芳');
  });

  it('a second press is one; of two who hand it to two others one wins and the other is told', async () => {
    await db.insert(person).values({ id: 'cook7', name: '吴静' });
    await db.insert(roleGrant).values({ id: 'g7', personId: 'cook7', role: 'canteen_staff', mealPointId: 'p1', grantedAt: 0, grantedBy: 'x' });
    const answers = await Promise.all([give('cook9'), give('cook9'), give('cook7', '0', other)]);
    expect(await all('SELECT version FROM complaint_assignment')).toHaveLength(1);
    expect(answers.map(({ status }) => status).filter((status) => status !== 303 && status !== 409)).toEqual([]);
    expect(answers.some(({ status }) => status === 409)).toBe(true);
    const [{ owner_id: owner = '' } = {}] = await all<{ owner_id: string }>('SELECT owner_id FROM complaint_assignment');
    const before = await rowCounts();
    expect((await give(owner)).status).toBe(303);
    expect(await rowCounts()).toEqual(before);
  });

  it.each([['nobody', ''], ['somebody who has left', 'gone'], ['the cook of another point', 'cook2'], ['an official', 'clerk']])('not to %s', async (_who, owner) => {
    const answer = await give(owner);
    expect([answer.status, (await answer.text()).includes('选一个：交给这里的谁办')]).toEqual([422, true]);
    expect(await all('SELECT 1 FROM complaint_assignment')).toEqual([]);
  });

  it('not once it is answered, not elsewhere, and not by an office', async () => {
    const elsewhere = await visit(db, { personId: 'cook2' }, () => now);
    expect([(await give('cook9', '0', elsewhere)).status, (await give('cook9', '0', clerk)).status]).toEqual([404, 404]);
    await other.post(`/canteen/complaints/${await complaintId()}/answer`, { answer: '加了保温层' });
    expect((await give('cook9')).status).toBe(303);
    expect(await all('SELECT 1 FROM complaint_assignment')).toEqual([]);
    await expect(run(`INSERT INTO complaint_assignment VALUES ('${await complaintId()}', 1, 'cook9', 0, 'x')`)).rejects.toThrow('an answered complaint is over');
  });
});

/** A line on which something else is written just before the hand-over to another is. */
function overtakenBy(sql: string): D1Database {
  let pending = true;
  const overtaken = (async (statements: D1PreparedStatement[]) => {
    if (pending && statements.length > 3) {
      pending = false;
      await env.DB.prepare(sql).run();
    }
    return env.DB.batch(statements);
  }) as D1Database['batch'];
  return { prepare: (text: string) => env.DB.prepare(text), batch: overtaken } as D1Database;
}

describe('handed on while something else happens', () => {
  it.each([
    ['it is answered: nothing is handed on', "INSERT INTO complaint_answer SELECT id, '说过了', 1, 'person:cook9' FROM complaint", 303],
    ['whoever is to have it leaves: it is asked again who', "UPDATE role_grant SET revoked_at = 1 WHERE person_id = 'cook9'", 422],
    ['it is handed to somebody else: that is said', "INSERT INTO complaint_assignment SELECT id, 1, 'cook1', 1, 'person:cook9' FROM complaint", 409],
  ])('%s', async (_what, sql, status) => {
    await sayPoor();
    const assigned = async () => all("SELECT 1 FROM complaint_assignment WHERE owner_id = 'cook9'");
    expect((await give('cook9', '0', cook.over({ DB: overtakenBy(sql) }))).status).toBe(status);
    expect(await assigned()).toEqual([]);
  });
});

describe('nobody answered', () => {
  it('on the last day it is in time; the day after it stands first, at the canteen, at the office, and on the office’s first page', async () => {
    await sayPoor();
    const late = await placeOrder(db, 'e2', { runId: runId('p1', TODAY, 'dinner') }).catch(() => '');
    expect(late).not.toBe('');
    await run(`UPDATE meal_order SET state = 'handed_over' WHERE id = '${late}'`);
    await complain(db, { orderId: late, point: 'p1', elderId: 'e2' });
    await run(`INSERT INTO complaint_answer SELECT id, '说过了', 1, 'person:cook1' FROM complaint WHERE order_id = '${late}'`);
    now = at('23:59', day('2026-11-28'));
    for (const path of ['/civil', '/civil/complaints']) expect(await html(clerk.get(path))).not.toMatch(/过期|过了日子/);
    now = at('00:00', day('2026-11-29'));
    expect(await html(clerk.get('/civil'))).toContain('1 家食堂有 1 条老人的意见，过了日子还没回话');
    const office = await html(clerk.get('/civil/complaints'));
    expect(office).toMatch(/过了日子还没回话的食堂[\s\S]*荆河街道长者食堂<\/td><td class="n">1<\/td><td>2026 年 11 月 28 日/);
    const list = await html(cook.get('/canteen/complaints'));
    expect(list).toContain('1 条等食堂回话，其中 1 条过期了');
    expect(list.indexOf('李芳办，过期了，该在 11 月 28 日，星期六以前回话')).toBeLessThan(list.indexOf('说过了'));
    const far = await visit(db, { personId: 'cook2' }, () => now);
    expect(await html(far.get('/canteen/complaints'))).not.toContain('过期');
  });
});

it('of somebody who has died: careful words, and nobody is asked to write to her', async () => {
  await sayPoor();
  await run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-23', NULL, 'x', NULL, 0, 'person:clerk'");
  const page = await html(cook.get(`/canteen/complaints/${await complaintId()}`));
  expect(page).toContain('老人已经去世。请不要为这件事打电话给家里');
  expect(page).not.toMatch(/老人在自己的页面上看得到|您再吃吃看/);
  expect(await html(cook.get('/canteen/complaints'))).toContain('李秀英（已去世）');
});

it('a mind that changed still asks for a word, and what was said first is shown', async () => {
  await sayPoor();
  await elder.post(`/orders/${orderId}/rating`, { face: 'good', words: '' });
  expect(await html(cook.get(`/canteen/complaints/${await complaintId()}`))).toMatch(/<h1>不好：凉了<\/h1>[\s\S]*后来改口说“好吃”。还是请回一句/);
});
