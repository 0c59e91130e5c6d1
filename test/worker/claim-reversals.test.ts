import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimReversalReason } from '../../src/domain/claim.ts';
import { claimQueries, claimsOf, reverseClaims } from '../../src/store/claim-reversals.ts';
import { commit } from '../../src/store/commit.ts';
import { readTogether, type Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
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

const closeNovember = () => env.DB.prepare("INSERT INTO closed_period (period, closed_at, closed_by) VALUES ('2026-11', 0, 'person:clerk')").run();
const reversals = () => all("SELECT debit_account, credit_account, amount_fen, period FROM transfer WHERE kind = 'reverse' ORDER BY 1");
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
