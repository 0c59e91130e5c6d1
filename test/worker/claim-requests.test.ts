import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { monthOf } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { person, roleGrant } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { closeAsItStands } from '../support/closed-month.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// One official says why a claim should be taken back, another confirms exactly what was shown.

let db: Database;
let clerk: Visitor;
let second: Visitor;
let orderId: string;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(async () => {
  db = await seedCounty();
  clerk = await visit(db, { personId: 'clerk' }, at('09:00', TOMORROW));
  second = await visit(db, { personId: 'clerk2' }, at('09:30', TOMORROW));
  orderId = await placeOrder(db, 'e1');
  await freeze(db, lunch);
  await handOver();
});

async function handOver(clock = '11:30') {
  const cook = await visit(db, { personId: 'cook1' }, at(clock));
  await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
  return cook;
}

const ask = (form: Record<string, string> = {}, by = clerk) =>
  by.post('/civil/claim-requests', { key: newId(), order: orderId, reason: 'not_eaten', note: '家属来电，当天在住院', ...form });
const asked = async (form: Record<string, string> = {}) => (await ask(form)).headers.get('location') ?? expect.fail('not taken');
const textOf = async (path: string, by = clerk) => (await by.get(path)).text();
const shownTo = async (path: string, by = second) => /name="shown" value="([^"]+)"/.exec(await textOf(path, by))?.[1] ?? '';
const decide = async (path: string, outcome: string, by = second, shown?: string) => by.post(path, { outcome, shown: shown ?? (await shownTo(path, by)) });
const reversals = () => all('SELECT reason, note, period, reversed_by FROM claim_reversal');

describe('a claim is taken back by two officials', () => {
  it('asked for on the order’s page, seen on the other’s first page, confirmed on what was shown', async () => {
    expect(await textOf(`/civil/orders/${orderId}`)).toContain(`/civil/claim-requests?order=${orderId}`);
    const formPage = await textOf(`/civil/claim-requests?order=${orderId}`);
    for (const words of ['冲回：李秀英', '文件未载明', '8.00', '付的现金', '2026 年 11 月的结算单']) expect(formPage).toContain(words);
    const before = await rowCounts();
    const path = await asked();
    expect({ ...(before as object), audits: 0 }).toEqual({ ...((await rowCounts()) as object), audits: 0 });
    expect(await textOf('/civil', second)).toContain('要不要冲回，等另一位经办人来看，1 份');
    const page = await textOf(path, second);
    for (const words of ['查实没有用餐', '家属来电，当天在住院', '周敏', '冲回合计', '15.00', '自付的 7.00 元是现金']) expect(page).toContain(words);
    expect((await decide(path, 'confirmed')).status).toBe(303);
    expect(await textOf(path)).toContain('郑红');
    expect(await reversals()).toEqual([{ reason: 'not_eaten', note: '家属来电，当天在住院', period: '2026-11', reversed_by: 'person:clerk2' }]);
    const order = await textOf(`/civil/orders/${orderId}`);
    for (const words of ['已经冲回，记在 2026 年 11 月的结算单上', '有效，补贴已冲回', '请人看要不要冲回']) expect(order).toContain(words);
    expect(order).not.toContain('这一份不该申领');
    expect(await textOf('/civil', second)).not.toContain('要不要冲回');
    await expectBooksToAgree();
  });

  it('where only the subsidy was wrong, the elder’s share stays and is not on the page', async () => {
    const path = await asked({ reason: 'wrong_subsidy' });
    const page = await textOf(path, second);
    expect([page.includes('8.00'), page.includes('自付的 7.00 元')]).toEqual([true, false]);
    await decide(path, 'confirmed');
    expect(await all("SELECT debit_account, credit_account, amount_fen FROM transfer WHERE kind = 'reverse'")).toEqual([
      { debit_account: 'operator:op1', credit_account: 'payer:unspecified', amount_fen: 800 },
    ]);
    await expectBooksToAgree();
  });

  it('not by whoever asked, who may take the word back; then it can be asked for again', async () => {
    const path = await asked();
    const own = await textOf(path);
    expect([own.includes('<p>自己提的，要另一位经办人来看。</p>'), own.includes('属实，冲回')]).toEqual([true, false]);
    const answer = await decide(path, 'confirmed', clerk);
    expect([answer.status, (await answer.text()).includes('自己提的，不能自己同意')]).toEqual([409, true]);
    expect((await decide(path, 'declined', clerk)).status).toBe(303);
    expect(await textOf(path)).toContain('没有冲回，账没有动');
    expect(await reversals()).toEqual([]);
    await decide(await asked(), 'confirmed');
    expect(await reversals()).toHaveLength(1);
  });

  it('once: twenty presses of either button do one thing', async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask({ key })));
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    const path = answers[0]?.headers.get('location') ?? '';
    expect((await ask({ key, note: '别的' })).status).toBe(422);
    const shown = await shownTo(path);
    const presses = await Promise.all(Array.from({ length: 20 }, () => decide(path, 'confirmed', second, shown)));
    expect(new Set(presses.map((answer) => answer.status))).toEqual(new Set([303]));
    expect(await one('SELECT (SELECT count(*) FROM claim_request) AS asked, (SELECT count(*) FROM claim_decision) AS decided, (SELECT count(*) FROM claim_reversal) AS reversed')).toEqual({
      asked: 1, decided: 1, reversed: 1,
    });
    await expectBooksToAgree();
  });

  it('only on what is so now: a month closed in the meantime is another page', async () => {
    const path = await asked();
    const shown = await shownTo(path);
    await closeAsItStands(db, monthOf(TODAY), at('09:10', TOMORROW));
    const answer = await decide(path, 'confirmed', second, shown);
    expect([answer.status, (await answer.text()).includes('刚才看的和现在的不一样了')]).toEqual([409, true]);
    expect(await textOf(path, second)).toContain('2026 年 12 月的结算单');
    await decide(path, 'confirmed');
    expect(await reversals()).toMatchObject([{ period: '2026-12' }]);
    await expectBooksToAgree();
  });
});

describe('refused in words, with what was typed', () => {
  it.each([
    ['no reason', { reason: '' }, 422],
    ['no words', { note: ' ' }, 422],
    ['too many words', { note: '长'.repeat(201) }, 422],
  ])('%s', async (_what, form, status) => {
    const { reason = 'not_eaten', note = '家属来电' } = form as { reason?: string; note?: string };
    const answer = await clerk.post('/civil/claim-requests', { key: newId(), order: orderId, note, ...(reason === '' ? {} : { reason }) });
    const html = await answer.text();
    expect([answer.status, html.includes('有一处要改'), html.includes(note.trim())]).toEqual([status, true, true]);
    expect(await one('SELECT count(*) AS n FROM claim_request')).toEqual({ n: 0 });
  });

  it('a second request while one waits, and one for what was taken back', async () => {
    const path = await asked();
    const again = await ask({}, second);
    expect([again.status, (await again.text()).includes('已经有人提了')]).toEqual([409, true]);
    await decide(path, 'confirmed');
    const late = await ask();
    expect([late.status, (await late.text()).includes('已经冲回过了')]).toEqual([409, true]);
  });

  it('what was never handed over, was taken back at the counter, or nobody subsidised', async () => {
    const waiting = await placeOrder(db, 'e2', { runId: runId('p1', TODAY, 'dinner') });
    const early = await ask({ order: waiting });
    expect([early.status, (await early.text()).includes('没有有效的交付记录')]).toEqual([409, true]);
    expect(await textOf(`/civil/orders/${waiting}`)).not.toContain('claim-requests');
    const path = await asked();
    const cook = await visit(db, { personId: 'cook1' }, at('11:35'));
    await cook.post(`/canteen/hand-overs/${(await one<{ id: string }>('SELECT id FROM hand_over'))?.id ?? ''}/undo`);
    const gone = await decide(path, 'confirmed');
    expect([gone.status, (await gone.text()).includes('没有有效的交付记录')]).toEqual([409, true]);
    await handOver('11:40');
    const other = await decide(path, 'confirmed');
    expect([other.status, (await other.text()).includes('没有有效的交付记录')]).toEqual([409, true]);
    expect(await reversals()).toEqual([]);
    await expectBooksToAgree();
  });

  it('a meal that nobody but the elder paid for', async () => {
    await env.DB.prepare("UPDATE elder SET birth_date = '1980-01-01' WHERE id = 'e2'").run();
    const own = await placeOrder(db, 'e2', { runId: runId('p1', TOMORROW, 'lunch') });
    await freeze(db, runId('p1', TOMORROW, 'lunch'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:30', TOMORROW));
    await cook.post(`/canteen/orders/${own}/hand-over`, { key: newId() });
    const answer = await ask({ order: own });
    expect([answer.status, (await answer.text()).includes('没有人出补贴')]).toEqual([409, true]);
    expect(await textOf(`/civil/orders/${own}`)).not.toContain('claim-requests');
  });
});

it('a town’s officials see their own, and the county confirms what a town asks', async () => {
  await db.insert(person).values([{ id: 'town1', name: '王海峰' }, { id: 'town2', name: '刘洋' }]);
  const grant = (no: 1 | 2) => ({ id: `g${no}`, personId: `town${no}`, role: 'town_official' as const, divisionCode: `37048100${no}000`, grantedAt: 0, grantedBy: 'person:seed' });
  await db.insert(roleGrant).values([grant(1), grant(2)]);
  const [own, other] = [await visit(db, { personId: 'town1' }, at('09:00', TOMORROW)), await visit(db, { personId: 'town2' }, at('09:00', TOMORROW))];
  expect((await ask({}, other)).status).toBe(404);
  const path = (await ask({}, own)).headers.get('location') ?? '';
  expect([(await other.get(path)).status, (await textOf('/civil', other)).includes('要不要冲回')]).toEqual([404, false]);
  expect(await textOf('/civil', second)).toContain('王海峰提的');
  expect((await decide(path, 'confirmed')).status).toBe(303);
});
