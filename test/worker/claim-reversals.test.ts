import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimReversalReason } from '../../src/domain/claim.ts';
import { addDays, monthOf } from '../../src/domain/calendar.ts';
import { claimQueries, claimsOf, reverseClaims } from '../../src/store/claim-reversals.ts';
import { commit } from '../../src/store/commit.ts';
import { readTogether, type Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one, rowCounts } from '../support/books.ts';
import { closeAsItStands } from '../support/closed-month.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze } from '../support/runs.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

let db: Database;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(async () => {
  db = await seedCounty();
});

async function handedOver(...elderIds: string[]): Promise<string[]> {
  const orders: string[] = [];
  for (const elderId of elderIds) orders.push(await placeOrder(db, elderId));
  await freeze(db, lunch);
  const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
  for (const orderId of orders) await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
  return orders;
}

const read = async (orderIds: readonly string[]) => claimsOf(await readTogether(db, claimQueries(db, orderIds)));

async function reverse(orderIds: readonly string[], reason: ClaimReversalReason = 'died_before', stale?: Awaited<ReturnType<typeof read>>) {
  const { claims, closedMonths } = stale ?? (await read(orderIds));
  const entry = { at: at('09:00', TOMORROW), actor: 'person:clerk', action: 'claim.reverse', subject: 'x', requestId: newId() };
  return commit(db, entry, reverseClaims(db, entry, claims, { reason, note: '死亡证明' }, closedMonths));
}

const closeNovember = () => closeAsItStands(db, monthOf(TODAY), at('08:30', TOMORROW));
const reversals = () => all("SELECT debit_account, credit_account, amount_fen, period FROM transfer WHERE kind = 'reverse' ORDER BY amount_fen");
const totals = () => all("SELECT month, payer_code, meals, fen FROM month_total WHERE meals <> 0 OR fen <> 0 ORDER BY 1, 2");

describe('a claim is taken back', () => {
  it('whole, in the month of its meal while that is open: the month comes back to nothing, and the order keeps its state', async () => {
    const [orderId = ''] = await handedOver('e1');
    expect(await reverse([orderId])).toBe('done');
    expect(await reversals()).toEqual([
      { debit_account: 'operator:op1', credit_account: 'cash:p1', amount_fen: 700, period: '2026-11' },
      { debit_account: 'operator:op1', credit_account: 'payer:unspecified', amount_fen: 800, period: '2026-11' },
    ]);
    expect(await totals()).toEqual([]);
    expect(await one('SELECT o.state, r.period, r.reason, r.note, r.reversed_by FROM claim_reversal r JOIN meal_order o ON o.id = r.order_id')).toEqual({
      state: 'handed_over', period: '2026-11', reason: 'died_before', note: '死亡证明', reversed_by: 'person:clerk',
    });
    await expectBooksToAgree();
  });

  it('in the next month where that of its meal is closed, which stays as it was', async () => {
    const orders = await handedOver('e1', 'e2');
    await closeNovember();
    const closed = await totals();
    expect(await reverse(orders)).toBe('done');
    const after = await totals();
    expect(after.filter((row) => row['month'] === '2026-11')).toEqual(closed);
    expect(after.filter((row) => row['month'] === '2026-12')).toEqual(closed.map((row) => ({ ...row, month: '2026-12', meals: -Number(row['meals']), fen: -Number(row['fen']) })));
    await expectBooksToAgree();
  });

  it('where the meal was eaten and the subsidy was wrong: only what payers gave', async () => {
    const [orderId = ''] = await handedOver('e1');
    expect(await reverse([orderId], 'wrong_subsidy')).toBe('done');
    expect(await reversals()).toEqual([{ debit_account: 'operator:op1', credit_account: 'payer:unspecified', amount_fen: 800, period: '2026-11' }]);
    expect(await totals()).toEqual([{ month: '2026-11', payer_code: 'elder', meals: 1, fen: 700 }]);
    await expectBooksToAgree();
  });

  it('once, and by one of two who press at the same time', async () => {
    const [orderId = ''] = await handedOver('e1');
    const stale = await read([orderId]);
    const answers = await Promise.all([reverse([orderId], 'died_before', stale), reverse([orderId], 'died_before', stale)]);
    expect(answers.sort()).toEqual(['conflict', 'done']);
    expect((await read([orderId])).claims.map((claim) => claim.reversed)).toEqual([true]);
    await expectBooksToAgree();
  });

  it('not into a month that was closed in the meantime', async () => {
    const [orderId = ''] = await handedOver('e1');
    const stale = await read([orderId]);
    await closeNovember();
    expect(await reverse([orderId], 'died_before', stale)).toBe('conflict');
    expect(await reverse([orderId])).toBe('done');
    await expectBooksToAgree();
  });

  it('not where the hand-over was taken back, nor before there was one', async () => {
    const [orderId = ''] = await handedOver('e1');
    const waiting = await placeOrder(db, 'e2', { runId: runId('p1', TODAY, 'dinner') });
    const cook = await visit(db, { personId: 'cook1' }, at('11:31'));
    const stale = await read([orderId]);
    await cook.post(`/canteen/hand-overs/${stale.claims[0]?.handOverId ?? ''}/undo`);
    expect((await read([orderId, waiting])).claims).toEqual([]);
    expect(await reverse([orderId], 'died_before', stale)).toBe('conflict');
  });
});

it('a hand-over that would be posted into a closed month is refused in words, and nothing is written', async () => {
  const orderId = await placeOrder(db, 'e1');
  await freeze(db, lunch);
  await closeNovember();
  const before = await rowCounts();
  const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
  const answer = await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
  expect([answer.status, (await answer.text()).includes('这个月已经关账')]).toEqual([409, true]);
  expect(await rowCounts()).toEqual(before);
});

describe('the statement', () => {
  const page = async (path: string) => (await (await visit(db, { personId: 'clerk' }, at('09:00', TOMORROW))).get(path)).text();

  it('has operator subsidy in lines of its own, beside the price, through to rows and paper', async () => {
    const orderId = await placeOrder(db, 'e1');
    await env.DB.prepare("INSERT INTO order_beside VALUES (?, 'operator', 'unspecified', '每份 2 元', 200, 1)").bind(orderId).run();
    await freeze(db, lunch);
    await (await visit(db, { personId: 'cook1' }, at('11:30'))).post(`/canteen/orders/${orderId}/hand-over`, { key: newId() });
    const html = await page('/civil/statements/p1/2026-11');
    expect(html).toContain('应拨补贴 人民币壹拾元整：餐费补贴 8.00 元 + 运营补贴 2.00 元');
    expect(html).toContain('运营补贴，每份 2 元');
    expect(html).toContain('两边一致');
    expect(await page('/civil/statements/p1/2026-11/print')).toContain('人民币壹拾元整');
    expect(await page('/civil/statements/p1/2026-11/rows?line=operator&payer=unspecified')).toMatch(/共 1 份，运营补贴合计.*2\.00 元/s);
    expect(await page('/civil?month=2026-11')).toContain('其中运营补贴（元）');
    await expectBooksToAgree();
  });

  it('names what was taken back, negative, in the month that it fell into; the closed one is as it was', async () => {
    const orders = await handedOver('e1');
    const before = await page('/civil/statements/p1/2026-11.csv');
    await closeNovember();
    await reverse(orders);
    const closed = await page('/civil/statements/p1/2026-11.csv');
    expect([closed.startsWith(before), closed.slice(before.length).trim().replace(/,+$/, '')]).toEqual([true, '已关账,2026 年 11 月 24 日，郑红提请，周敏确认']);
    const clerk = await visit(db, { personId: 'clerk' }, at('09:00', addDays(TODAY, 14)));
    const december = async (rest = '') => (await clerk.get(`/civil/statements/p1/2026-12${rest}`)).text();
    const html = await december();
    for (const part of ['冲回以前的餐，1 份', '2026-11-23 午餐', '李秀英', '用餐前已去世（死亡证明）', '-8.00', '-7.00', '两边一致', '人民币负捌元整']) expect(html).toContain(part);
    expect(await december('.csv')).toMatch(/李秀英,76,.*,-15,-8,文件未载明,-7,0\.00,/);
    expect(await december('/rows')).toContain('冲回：用餐前已去世');
    expect(await december('/print?detail=all')).toContain('冲回以前的餐，1 份');
  });

  it('a claim that was taken back is not taken back at the counter as well', async () => {
    const [orderId = ''] = await handedOver('e1');
    await reverse([orderId]);
    const handOverId = (await read([orderId])).claims[0]?.handOverId ?? '';
    const cook = await visit(db, { personId: 'cook1' }, at('11:31'));
    const answer = await cook.post(`/canteen/hand-overs/${handOverId}/undo`);
    expect([answer.status, (await answer.text()).includes('民政已经把这一份冲回了')]).toEqual([409, true]);
    await expectBooksToAgree();
  });
});
