import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { accountId } from '../../src/domain/ledger.ts';
import { reassessOpenOrders } from '../../src/jobs/reassess-orders.ts';
import { commit } from '../../src/store/commit.ts';
import type { Database } from '../../src/store/read.ts';
import { dueForReassessment } from '../../src/store/reassessments.ts';
import * as t from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { placeOrder } from '../support/ordering.ts';
import { freeze, finishToday } from '../support/runs.ts';
import { at, day, NOW, runId, seedCounty, TODAY } from '../support/seed.ts';
import { benefitOf } from '../support/subsidy.ts';
import { visit } from '../support/visitor.ts';

// On her slip an elder finds who pays what, and the clause that says so.

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
});

async function page(orderId: string, elderId = 'e3', now = NOW): Promise<string> {
  return (await (await visit(db, { elderId }, now)).get(`/orders/${orderId}`)).text();
}
/** What stands behind the tap. */
const behind = (html: string) => /<details>.*<\/details>/s.exec(html)?.[0].replace(/<[^>]+>/g, '') ?? '';

it('says who pays, under which clause, and the whole sum; nobody is named where the paper names nobody', async () => {
  const told = behind(await page(await placeOrder(db, 'e3')));
  expect(told).toContain('钱是谁出的，为什么');
  expect(told).toMatch(/这份饭一共 15 元，补贴 \d+ 元（谁出这笔钱，文件没写），您自己付 \d+ 元。/);
  expect(told).toMatch(/按“[^”]+”，补贴 \d+ 元。/);
  expect(told).toContain('演示借用');
  const none = behind(await page(await placeOrder(db, 'e1', { setMealId: 'C' }), 'e1'));
  expect(none).toContain('这份饭一共 12 元，您自己付 12 元。补贴只用在 15 元的套餐上。');
});

it('names the payer', async () => {
  await db.insert(t.payer).values({ code: 'county', name: '县财政', position: 2 });
  await db.insert(t.account).values({ id: accountId('payer', 'county'), kind: 'payer', ownerId: 'county' });
  await db.insert(t.policyDocument).values({ id: 'own', documentNo: '滕民〔2026〕1 号', title: '老年助餐', issuer: '滕州市民政局', source: '试' });
  const rules = JSON.stringify(benefitOf({ meals: { listPricesFen: [1200] } }).rules);
  await db.insert(t.policyVersion).values({ id: 'own-1', policyDocumentId: 'own', fromDate: day('2026-01-01'), rules, preparedBy: 'person:clerk', approvedBy: 'person:town-clerk', approvedAt: 0 });
  const told = behind(await page(await placeOrder(db, 'e1', { setMealId: 'C' }), 'e1'));
  expect(told).toContain('这份饭一共 12 元，补贴 3 元（县财政出的），您自己付 9 元。');
  expect(told).toContain('依据滕州市民政局《老年助餐》滕民〔2026〕1 号。');
});

it('follows an order that was judged again', async () => {
  const orderId = await placeOrder(db, 'e3');
  const before = behind(await page(orderId));
  await env.DB.prepare("UPDATE elder_fact SET to_date = '2026-11-01' WHERE id = 'f1'").run();
  const entry = { at: at('08:30'), actor: 'person:clerk', action: 'fact.change', subject: 'elder:e3', requestId: newId() };
  await commit(db, entry, { changes: dueForReassessment(['e3'], 'fact_changed', entry) });
  await reassessOpenOrders(db, at('08:31'));
  const after = behind(await page(orderId, 'e3', at('08:40')));
  expect(after).not.toBe(before);
  expect(after).toContain(`您自己付 ${Number((await env.DB.prepare('SELECT self_pay_fen AS n FROM meal_order').first<number>('n'))) / 100} 元`);
});

it('stands there once it was eaten, and not where nobody pays any more', async () => {
  const [eaten, missed] = [await placeOrder(db, 'e3'), await placeOrder(db, 'e1')];
  await freeze(db, runId('p1', TODAY, 'lunch'));
  const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
  await cook.post(`/canteen/orders/${eaten}/hand-over`, { key: newId() });
  await finishToday(db);
  expect(behind(await page(eaten, 'e3', at('20:00')))).toContain('您自己付');
  expect(behind(await page(missed, 'e1', at('20:00')))).toBe('');
});
