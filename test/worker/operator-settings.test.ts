import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { mealPoint, operator } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { eq } from 'drizzle-orm';
import { all, one, rowCounts } from '../support/books.ts';
import { at, day, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// How much of elders' money an operator may take and hold is set by an office, from a paper, and holds at the counter at once.

let db: Database;
let clerk: Visitor;
let cook: Visitor;
let now: Instant;

beforeEach(async () => {
  db = await seedCounty();
  now = at('08:00');
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  cook = await visit(db, { personId: 'cook1' }, () => now);
});

const PAGE = '/civil/operators/op1/settings';
const set = (form: Record<string, string> = {}, by = clerk) =>
  by.post(PAGE, { topUpMost: '200', heldMost: '500', refundAlone: '50', source: '滕民发〔2026〕3 号第五条', ...form });
const topUp = (yuan: string) => cook.post('/canteen/top-ups', { elder: 'e1', point: 'p1', amount: yuan, counterpart: '' });

describe('limits of prepaid money', () => {
  it('are set from a paper, shown with whoever set them, and hold at the counter, which names the paper', async () => {
    expect((await topUp('201')).status).toBe(200);
    const first = (await set()).headers.get('location') ?? '';
    expect([first, await (await clerk.get(first)).text()]).toEqual([`${PAGE}?done=set`, expect.stringContaining('role="status"><p><b>定好了。</b>从现在起：一次最多收 200 元')]);
    const refused = await topUp('201');
    expect([refused.status, (await refused.text()).includes('一次最多收 200 元。这是民政定的：滕民发〔2026〕3 号第五条。')]).toEqual([422, true]);
    now = at('08:00', TOMORROW);
    await set({ topUpMost: '300' });
    const page = await (await clerk.get(PAGE)).text();
    for (const words of ['一次最多收 300 元，一个人一共最多存 500 元，退款超过 50 元要两个人', '2026 年 11 月 24 日起，周敏定的', '以前的', '测试规定', '200.00']) expect(page).toContain(words);
    expect(await (await clerk.get('/civil/prepaid')).text()).toContain(PAGE);
    expect(await one("SELECT reason FROM audit WHERE action = 'operator.prepaid_rule' LIMIT 1")).toEqual({ reason: '滕民发〔2026〕3 号第五条' });
  });

  it('leave what is held already, which can grow no more', async () => {
    await cook.post('/canteen/top-ups', { key: newId(), elder: 'e1', point: 'p1', amountFen: '60000', counterpart: '' });
    await set();
    const more = await topUp('1');
    expect([more.status, (await more.text()).includes('一个人一共最多存 500 元，加上这笔就超了')]).toEqual([422, true]);
    expect(await one("SELECT balance_fen FROM balance WHERE account_id = 'prepaid:op1:e1'")).toEqual({ balance_fen: 60_000 });
  });

  it('pressed twice, or by twenty at once, are set once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => set()));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
    const before = await rowCounts();
    await set();
    expect(await rowCounts()).toEqual(before);
    expect(await all('SELECT top_up_most_fen AS fen FROM prepaid_rule ORDER BY set_at')).toEqual([{ fen: 100_000 }, { fen: 20_000 }]);
    await set({ heldMost: '600' });
    expect(await one('SELECT count(*) AS n FROM prepaid_rule')).toEqual({ n: 3 });
  });

  it('are refused in words, with what was typed', async () => {
    const answer = await set({ topUpMost: '六百', heldMost: '0', source: '' });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const words of ['有 2 处要改', '一次最多收：没有看懂是多少元', '请写凭哪份文件', 'value="六百"']) expect(html).toContain(words);
    expect(await one('SELECT count(*) AS n FROM prepaid_rule')).toEqual({ n: 1 });
  });

  it('of an operator without any: the counter takes nothing, and the office is told', async () => {
    await db.insert(operator).values({ id: 'op2', name: '西岗餐饮', agreementNo: '2', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
    await db.update(mealPoint).set({ operatorId: 'op2' }).where(eq(mealPoint.id, 'p1'));
    expect(await (await topUp('1')).text()).toContain('这里还没有规定一个人最多能存多少');
    expect(await (await clerk.get('/civil/operators/op2/settings')).text()).toContain('还没有定限额');
    expect(await (await clerk.get('/civil/prepaid')).text()).toContain('没定');
  });
});

it('is the matter of an office that all points of the operator lie under', async () => {
  const town = await visit(db, { personId: 'town-clerk' }, now);
  expect([(await town.get(PAGE)).status, (await set({}, town)).status]).toEqual([404, 404]);
  expect(await (await town.get('/civil/prepaid')).text()).not.toContain(PAGE);
  await db.insert(operator).values({ id: 'op2', name: '西岗餐饮', agreementNo: '2', agreementFromDate: TODAY, agreementToDate: day('2029-01-01') });
  await db.update(mealPoint).set({ operatorId: 'op2' }).where(eq(mealPoint.id, 'p2'));
  expect((await set({}, town)).status).toBe(303);
});
