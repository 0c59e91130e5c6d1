import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { reassessOpenOrders } from '../../src/jobs/reassess-orders.ts';
import { scopeFor, type Permission, type Scope } from '../../src/domain/access.ts';
import { cancelOrder, loadOwnOrder } from '../../src/store/cancellations.ts';
import { commit } from '../../src/store/commit.ts';
import { loadHandOvers, recordHandOvers } from '../../src/store/hand-overs.ts';
import { openDatabase, type Database } from '../../src/store/read.ts';
import { dueForPolicy, dueForReassessment, loadReassessment, recordReassessment } from '../../src/store/reassessments.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { faultyDatabase } from '../support/faulty-db.ts';
import { placeOrder } from '../support/ordering.ts';
import { allRows } from '../support/rows.ts';
import { freeze } from '../support/runs.ts';
import { at, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

// A fact that changes before hand-over: the open orders follow, the books too, and nothing that was handed over moves.

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
});

const LATER = at('08:30');
const entry = (now = LATER) => ({ at: now, actor: 'person:clerk', action: 'fact.change', subject: 'elder:e3', requestId: newId() });
const run = (sql: string) => env.DB.prepare(sql).run();

async function change(sql: string, elderId = 'e3', now = LATER): Promise<void> {
  await run(sql);
  expect(await commit(db, entry(now), { changes: dueForReassessment([elderId, elderId], 'fact_changed', entry(now)) })).toBe('done');
}
const loseHardship = () => change("UPDATE elder_fact SET to_date = '2026-11-01' WHERE id = 'f1'");
const gainHardship = (elderId: string, now = LATER) =>
  change(`INSERT INTO elder_fact VALUES ('g-${elderId}', '${elderId}', 'category', 'minimum_living_guarantee', NULL, '2026-11-01', NULL, '低保名册', NULL, 0, 'person:clerk')`, elderId, now);

async function work(now = LATER): Promise<void> {
  expect((await reassessOpenOrders(db, now)).left).toEqual([]);
  await expectBooksToAgree();
}
const order = (id: string) => one<{ self_pay_fen: number; assessment_no: number; pay_by: string; state: string }>('SELECT self_pay_fen, assessment_no, pay_by, state FROM meal_order WHERE id = ?', id);

function scopeOf(permission: Permission): Scope {
  const cook = { kind: 'person', personId: 'cook1', name: '李芳', grants: [{ role: 'canteen_staff', mealPointId: 'p1' }] } as const;
  const elder = { kind: 'elder', elderId: 'e3', name: '张德昌', callAs: null, point: { id: 'p1', name: '', phone: '', phoneHours: '' } } as const;
  const scope = scopeFor(permission === 'order.own' ? elder : cook, permission);
  if (!scope) throw new Error('no scope');
  return scope;
}

async function prepay(elderId: string, fen: number): Promise<void> {
  await run(`INSERT INTO account VALUES ('prepaid:op1:${elderId}', 'prepaid', '${elderId}', 'op1')`);
  await run(`INSERT INTO balance VALUES ('prepaid:op1:${elderId}', 0, 0)`);
  await run(`INSERT INTO transfer (id, event_id, kind, debit_account, credit_account, amount_fen, period, at)
    VALUES ('top-${elderId}', 'top-${elderId}', 'post', 'cash:p1', 'prepaid:op1:${elderId}', ${fen}, '2026-11', 0)`);
}

describe('a fact that ends', () => {
  it('raises the price of what waits, keeps the earlier answer and is done once', async () => {
    const id = await placeOrder(db, 'e3');
    const before = await order(id);
    await loseHardship();
    await work();
    const after = await order(id);
    expect(after).toMatchObject({ assessment_no: 2, state: 'placed' });
    expect(after?.self_pay_fen).toBeGreaterThan(before?.self_pay_fen ?? 0);
    expect(await all('SELECT reason, self_pay_before_fen AS was, self_pay_after_fen AS now FROM reassessment')).toEqual([
      { reason: 'fact_changed', was: before?.self_pay_fen, now: after?.self_pay_fen },
    ]);
    expect(await one('SELECT sum(fen) AS fen FROM current_split WHERE order_id = ?', id)).toEqual({ fen: 1500 });
    expect(await all('SELECT elder_id, done_at FROM reassessment_due')).toEqual([{ elder_id: 'e3', done_at: LATER }]);
    const rows = await allRows();
    await work(at('09:00'));
    expect(await allRows()).toEqual(rows);
  });

  it('leaves a meal that was handed over at its price', async () => {
    const id = await placeOrder(db, 'e3');
    await freeze(db, runId('p1', TODAY, 'lunch'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:05'));
    expect((await cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() })).status).toBe(303);
    await loseHardship();
    await work(at('11:10'));
    expect(await order(id)).toMatchObject({ assessment_no: 1, state: 'handed_over' });
  });

  it('reaches an order whose kitchen has closed, and the hand-over takes the new price', async () => {
    const id = await placeOrder(db, 'e3');
    await freeze(db, runId('p1', TODAY, 'lunch'));
    await loseHardship();
    await work(at('10:00'));
    expect(await order(id)).toMatchObject({ assessment_no: 2, state: 'placed' });
    const cook = await visit(db, { personId: 'cook1' }, at('11:05'));
    expect((await cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() })).status).toBe(303);
    await expectBooksToAgree();
  });

  it('turns to cash what prepaid money covers no longer', async () => {
    const before = 1500 - (await granted('e3'));
    await prepay('e3', before);
    const id = await placeOrder(db, 'e3', { runId: runId('p1', TOMORROW, 'lunch') });
    expect(await order(id)).toMatchObject({ pay_by: 'prepaid', self_pay_fen: before });
    await loseHardship();
    await work();
    expect(await order(id)).toMatchObject({ pay_by: 'cash' });
    expect(await one('SELECT reserved_fen FROM balance')).toEqual({ reserved_fen: 0 });
  });
});

/** What a lunch is lowered by today. */
async function granted(elderId: string): Promise<number> {
  const id = await placeOrder(db, elderId);
  return 1500 - ((await order(id))?.self_pay_fen ?? 0);
}

describe('a fact that begins', () => {
  it('lowers the price, and what is prepaid is free again', async () => {
    await run("UPDATE elder_fact SET to_date = '2025-02-01' WHERE id = 'f1'");
    await prepay('e3', 5000);
    const id = await placeOrder(db, 'e3');
    const before = (await order(id))?.self_pay_fen ?? 0;
    await gainHardship('e3');
    await work();
    const after = (await order(id))?.self_pay_fen ?? 0;
    expect(after).toBeLessThan(before);
    expect(await one('SELECT reserved_fen FROM balance')).toEqual({ reserved_fen: after });
  });

  it('changes nothing where the answer stays, and asks nobody again', async () => {
    const id = await placeOrder(db, 'e1');
    await change("INSERT INTO elder_fact VALUES ('l1', 'e1', 'living', 'living_alone', NULL, '2026-11-01', NULL, '社区', NULL, 0, 'person:clerk')", 'e1');
    await work();
    expect(await order(id)).toMatchObject({ assessment_no: 1 });
    expect(await all('SELECT 1 FROM reassessment')).toEqual([]);
  });
});

describe('races and faults', () => {
  it('a hand-over or a cancellation decided on the old answer is a conflict: nothing is posted by lines that hold no more', async () => {
    await run("UPDATE elder_fact SET to_date = '2025-02-01' WHERE id = 'f1'");
    const id = await placeOrder(db, 'e3');
    const [cook, own] = [scopeOf('hand_over.record'), scopeOf('order.own')];
    const [handing, cancelling] = [await loadHandOvers(db, cook, [id], ''), await loadOwnOrder(db, own, id)];
    await gainHardship('e3');
    await work();
    const handOvers = handing.orders.map((read) => ({ id: newId(), order: read, payBy: 'cash' as const, proof: 'name' as const, handedAt: LATER }));
    expect(handOvers).toHaveLength(1);
    expect(await recordHandOvers(db, entry(), handOvers, { key: newId(), payloadHash: '', answer: '' })).toBe('conflict');
    expect(cancelling && (await cancelOrder(db, entry(), cancelling))).toBe('conflict');
    await expectBooksToAgree();
  });

  it.each(['cancellation', 'hand-over'])('a %s between reading and writing is a conflict, and writes nothing', async (what) => {
    const id = await placeOrder(db, 'e3');
    if (what === 'hand-over') await freeze(db, runId('p1', TODAY, 'lunch'));
    await loseHardship();
    const read = await loadReassessment(db, ['e3']);
    if (what === 'hand-over') await (await visit(db, { personId: 'cook1' }, at('11:05'))).post(`/canteen/orders/${id}/hand-over`, { key: newId() });
    else await (await visit(db, { elderId: 'e3' }, at('08:40'))).post(`/orders/${id}/cancellation`);
    expect(await recordReassessment(db, entry(), read)).toBe('conflict');
    await work(at('11:10'));
    expect(await order(id)).toMatchObject({ assessment_no: 1 });
  });

  it.each(['before', 'after'] as const)('a connection lost %s the write leaves it due or done, and the next call ends it', async (when) => {
    const id = await placeOrder(db, 'e3');
    await loseHardship();
    const broken = faultyDatabase(env.DB, { call: 3, when });
    await reassessOpenOrders(openDatabase(broken.db), LATER);
    await work(at('08:31'));
    expect(await order(id)).toMatchObject({ assessment_no: 2 });
  });

  it('many people take few trips', async () => {
    for (const elderId of ['e1', 'e2', 'e3']) await placeOrder(db, elderId);
    expect(await commit(db, entry(), { changes: dueForPolicy(TODAY, entry()) })).toBe('done');
    expect(await all("SELECT elder_id FROM reassessment_due WHERE reason = 'policy_changed' ORDER BY 1")).toEqual([{ elder_id: 'e1' }, { elder_id: 'e2' }, { elder_id: 'e3' }]);
    const counted = faultyDatabase(env.DB, null);
    expect(await reassessOpenOrders(openDatabase(counted.db), LATER)).toEqual({ done: 3, left: [] });
    expect(counted.calls()).toBe(3);
  });
});

it('what is due is done once and never removed', async () => {
  await placeOrder(db, 'e3');
  await loseHardship();
  await work();
  await expect(run('UPDATE reassessment_due SET done_at = 1')).rejects.toThrow('done once');
  await expect(run('DELETE FROM reassessment_due')).rejects.toThrow('never removed');
  await expect(run('INSERT OR REPLACE INTO reassessment_due SELECT * FROM reassessment_due')).rejects.toThrow('never removed');
});
