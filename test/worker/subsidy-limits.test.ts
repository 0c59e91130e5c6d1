import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { scopeFor } from '../../src/domain/access.ts';
import { addDays, type ServiceDate } from '../../src/domain/calendar.ts';
import { accountId } from '../../src/domain/ledger.ts';
import { decidePlacement } from '../../src/domain/order.ts';
import type { PolicyRules } from '../../src/domain/policy-rules.ts';
import { claimQueries, claimsOf, reverseClaims } from '../../src/store/claim-reversals.ts';
import { commit } from '../../src/store/commit.ts';
import { loadPlacement, placeOrder } from '../../src/store/orders.ts';
import { readTogether, type Database } from '../../src/store/read.ts';
import { loadReassessment, recordReassessment } from '../../src/store/reassessments.ts';
import * as t from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { expectBooksToAgree } from '../support/books.ts';
import { freeze } from '../support/runs.ts';
import { at, day, NOW, runId, seedCounty, seedRun, TODAY } from '../support/seed.ts';
import { benefitOf } from '../support/subsidy.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// The borrowed price list gives nothing for set meal C, so that only the policy of the test does.

let db: Database;
let elder: Visitor;
const WEEK = Array.from({ length: 7 }, (_, index) => addDays(TODAY, index));

beforeEach(async () => {
  db = await seedCounty();
  elder = await visit(db, { elderId: 'e1' }, NOW);
});

async function inForce(limits: PolicyRules['limits']): Promise<void> {
  const { rules } = benefitOf({ limits, meals: { listPricesFen: [1200] } });
  await db.insert(t.payer).values({ code: 'county', name: '县财政', position: 2 });
  await db.insert(t.account).values({ id: accountId('payer', 'county'), kind: 'payer', ownerId: 'county' });
  await db.insert(t.policyDocument).values({ id: 'limited', documentNo: '1', title: '限次补贴', issuer: '滕州市民政局', source: '试' });
  await db.insert(t.policyVersion).values({
    id: 'limited-1', policyDocumentId: 'limited', fromDate: day('2026-01-01'), rules: JSON.stringify(rules),
    preparedBy: 'person:clerk', approvedBy: 'person:town-clerk', approvedAt: 0,
  });
}

const order = (date: ServiceDate, slot: 'lunch' | 'dinner' = 'lunch') =>
  elder.post('/orders', { key: newId(), runId: runId('p1', date, slot), setMealId: 'C', mode: 'dine_in' });
const orderIdOf = (answer: Response) => (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';

/** An order decided on what is so now, and written later. */
async function stillToPlace(date: ServiceDate) {
  const scope = scopeFor({ kind: 'elder', elderId: 'e1', name: '', callAs: null, point: { id: 'p1', name: '', phone: '', phoneHours: '' } }, 'order.own') ?? expect.fail();
  const wish = { runId: runId('p1', date, 'lunch'), setMealId: 'C', mode: 'dine_in' as const, elderId: 'e1' };
  const read = (await loadPlacement(db, scope, wish)) ?? expect.fail();
  const placement = decidePlacement(read.facts, at('12:30'));
  if (placement.refused !== null) throw new Error(placement.refused);
  const entry = { at: at('12:30'), actor: 'elder:e1', action: 'order.place', subject: 'x', requestId: newId() };
  return () => placeOrder(db, entry, { id: newId(), wish, channel: 'elder_page', placement, payBy: 'cash', read }, { key: newId(), payloadHash: 'x', answer: 'x' });
}

async function takeBack(orderId: string) {
  const { claims, closedMonths } = claimsOf(await readTogether(db, claimQueries(db, [orderId])));
  const entry = { at: at('12:00'), actor: 'person:clerk', action: 'claim.reverse', subject: 'x', requestId: newId() };
  return commit(db, entry, reverseClaims(db, entry, claims, { reason: 'not_eaten', note: '查实' }, closedMonths));
}

const selfPays = async () =>
  (await env.DB.prepare('SELECT self_pay_fen FROM meal_order ORDER BY service_date, slot DESC').all<{ self_pay_fen: number }>()).results.map((row) => row.self_pay_fen);

describe('limits count what is reserved or posted', () => {
  it('one meal a day: the second of the day is not subsidised, the next day’s is', async () => {
    await inForce([{ per: 'day', meals: 1 }]);
    await order(TODAY);
    await order(TODAY, 'dinner');
    await order(addDays(TODAY, 1));
    expect(await selfPays()).toEqual([900, 1200, 900]);
  });

  it('the page says beforehand what the meal will cost, and why', async () => {
    await inForce([{ per: 'day', meals: 1 }]);
    await order(TODAY);
    const check = await (await elder.get(`/meals/${runId('p1', TODAY, 'dinner')}/C/dine_in`)).text();
    expect(check).toContain('每天最多 1 餐，已经用完');
    const menu = await (await elder.get(`/meals/${runId('p1', TODAY, 'dinner')}`)).text();
    expect(menu).toContain('自己付 12 元');
  });

  it('a cancelled order frees its place for later orders only', async () => {
    await inForce([{ per: 'week', meals: 1 }]);
    const first = await order(TODAY);
    await order(TODAY, 'dinner');
    await elder.post(`/orders/${orderIdOf(first)}/cancellation`);
    await order(addDays(TODAY, 1));
    expect(await selfPays()).toEqual([900, 1200, 900]);
  });

  it('a claim taken back frees its place for later orders only; what was ordered before is judged again as it was', async () => {
    await inForce([{ per: 'week', meals: 1 }]);
    const first = orderIdOf(await order(TODAY));
    // Of two written in the same instant nobody can say which came first.
    elder = await visit(db, { elderId: 'e1' }, at('08:05'));
    await order(TODAY, 'dinner');
    await freeze(db, runId('p1', TODAY, 'lunch'));
    const cook = await visit(db, { personId: 'cook1' }, at('11:30'));
    await cook.post(`/canteen/orders/${first}/hand-over`, { key: newId() });
    const stale = await stillToPlace(addDays(TODAY, 1));
    expect(await takeBack(first)).toBe('done');
    expect(await stale()).toBe('conflict');
    elder = await visit(db, { elderId: 'e1' }, at('13:00'));
    await order(addDays(TODAY, 1));
    expect(await selfPays()).toEqual([900, 1200, 900]);
    const again = await recordReassessment(db, { at: at('13:30'), actor: 'person:clerk', action: 'x', requestId: newId() }, await loadReassessment(db, ['e1']), 'fact_changed');
    expect([again, await selfPays()]).toEqual(['done', [900, 1200, 900]]);
    await expectBooksToAgree();
  });

  it('a year is counted from its first day, a week across the end of a month', async () => {
    await inForce([{ per: 'year', meals: 2 }, { per: 'week', meals: 1 }]);
    const days = [TODAY, day('2026-11-30'), day('2026-12-01'), day('2026-12-07')];
    for (const date of days.slice(1)) await seedRun(db, 'p1', date, 'lunch');
    for (const date of days) await order(date);
    expect(await selfPays()).toEqual([900, 900, 1200, 1200]);
  });
});

describe('at the limit less one', () => {
  it('14 orders at once are all taken and exactly one of them is subsidised', async () => {
    await inForce([{ per: 'week', meals: 2 }]);
    for (const date of WEEK.slice(2)) for (const slot of ['lunch', 'dinner'] as const) await seedRun(db, 'p1', date, slot);
    await order(TODAY);
    const others = WEEK.flatMap((date) => (['lunch', 'dinner'] as const).map((slot) => ({ date, slot }))).slice(1);
    const answers = await Promise.all(others.map(({ date, slot }) => order(date, slot)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
    const paid = await selfPays();
    expect([paid.length, paid.filter((fen) => fen === 900).length, paid.filter((fen) => fen === 1200).length]).toEqual([14, 2, 12]);
    const reserved = await env.DB.prepare("SELECT count(*) AS n, sum(amount_fen) AS fen FROM transfer WHERE debit_account = 'payer:county'").first();
    expect(reserved).toEqual({ n: 2, fen: 600 });
  });
});
