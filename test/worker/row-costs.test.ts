import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { countedD1, type Counted } from '../../src/cli/counted-d1.ts';
import { QINGDAO_CHENGYANG_2020 } from '../../src/demo/data/policy.ts';
import { newId } from '../../src/vault.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, day, NOW, seedCounty, seedElder } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// What D1 says it reads and writes. These never vary, so they are asserted here; times are the bench's.

/** What one request cost, and that it went well. */
async function costOf(visitor: Visitor, ask: (over: Visitor) => Promise<Response>, status: number): Promise<Counted> {
  const counted: Counted = { read: 0, written: 0, trips: 0 };
  const answer = await ask(visitor.over({ DB: countedD1(env.DB, counted) }));
  expect(answer.status).toBe(status);
  return counted;
}

const ordering = (over: Visitor) => over.post('/orders', { key: newId(), runId: LUNCH, setMealId: 'A', mode: 'dine_in' });

/** So many lunches of e1 in this month, all eaten. */
async function eatenBefore(meals: number): Promise<void> {
  const dates = JSON.stringify(Array.from({ length: meals }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`));
  await env.DB.batch([
    env.DB.prepare(`INSERT INTO meal_run SELECT 'old' || value, 'p1', value, 'lunch', 'k1', 'op1', 0, 0, 10, 0, 0, 0, 'release', 'done', 1 FROM json_each(?)`).bind(dates),
    env.DB.prepare(`INSERT INTO meal_order SELECT 'old' || value, 'old' || value, 1, 'e1', value, 'lunch', 'A', 'dine_in', 'handed_over', 1500, 700, 'qd-cy-2020-1',
      '{"grants":[],"beside":[]}', 1, 'cash', 'walk_in', 'person:cook1', 0, NULL FROM json_each(?)`).bind(dates),
  ]);
}

async function costOfOrder(earlier: number, limit?: { per: string; meals: number }): Promise<Counted> {
  const db = await seedCounty();
  const { id, rules } = QINGDAO_CHENGYANG_2020;
  const limited = { ...rules, benefits: rules.benefits.map((benefit) => ({ ...benefit, limits: [limit] })) };
  if (limit) await env.DB.prepare("INSERT INTO policy_version (id, policy_document_id, from_date, rules, prepared_by, approved_by, approved_at) VALUES ('limited', ?, '2026-11-23', ?, 'person:a', 'person:b', 0)").bind(id, JSON.stringify(limited)).run();
  await eatenBefore(earlier);
  return costOf(await visit(db, { elderId: 'e1' }, NOW), ordering, 303);
}

test('an order: three trips, at most 60 rows read and 30 written; no row more for earlier meals that no limit counts', async () => {
  const db = await seedCounty();
  const hardship = await costOf(await visit(db, { elderId: 'e3' }, NOW), ordering, 303);
  const [none, many] = [await costOfOrder(0), await costOfOrder(20)];
  for (const { read, written, trips } of [hardship, none, many]) expect({ trips, read: read <= 60, written: written <= 30 }).toEqual({ trips: 3, read: true, written: true });
  expect(many).toEqual(none);
});

test('each dated fact of hers, and each thing that she may not eat, is read and looked at again inside the write: four rows', async () => {
  const costWith = async (things: number) => {
    const db = await seedCounty();
    const kinds = JSON.stringify(['pork', 'beef', 'mutton'].slice(0, things));
    await env.DB.prepare("INSERT INTO elder_diet_item (elder_id, kind, code) SELECT 'e1', 'restriction', value FROM json_each(?)").bind(kinds).run();
    await env.DB.prepare(`INSERT INTO elder_fact (id, elder_id, kind, value, from_date, source, recorded_at, recorded_by)
      SELECT 'fact-' || value, 'e1', 'living', value, '2025-01-01', '-', 0, 'person:clerk' FROM json_each(?)`).bind(kinds).run();
    return costOf(await visit(db, { elderId: 'e1' }, NOW), ordering, 303);
  };
  const [none, many] = [await costWith(0), await costWith(3)];
  expect((many.read - none.read) / 6).toBeLessThanOrEqual(4);
  expect(many.written).toBe(none.written);
});

test('under a limit by the month each earlier meal of it is read, and looked at again inside the write', async () => {
  const limit = { per: 'month', meals: 22 };
  const [none, many] = [await costOfOrder(0, limit), await costOfOrder(20, limit)];
  const perMeal = (many.read - none.read) / 20;
  expect(perMeal).toBeGreaterThan(1);
  expect(perMeal).toBeLessThanOrEqual(2);
  expect(many.written).toBe(none.written);
});

test('a hand-over: three trips, at most 60 rows read and 30 written', async () => {
  const db = await seedCounty();
  const orderId = await placeOrder(db, 'e1');
  const cook = await visit(db, { personId: 'cook1' }, at('11:10'));
  const { read, written, trips } = await costOf(cook, (over) => over.post(`/canteen/orders/${orderId}/hand-over`, { key: newId() }), 303);
  expect({ trips, read: read <= 60, written: written <= 30 }).toEqual({ trips: 3, read: true, written: true });
});

test('an elder’s first page is two trips, and reads no more for twenty meals eaten', async () => {
  const cost = async (earlier: number) => {
    const db = await seedCounty();
    await eatenBefore(earlier);
    return costOf(await visit(db, { elderId: 'e1' }, NOW), (over) => over.get('/'), 200);
  };
  const [none, many] = [await cost(0), await cost(20)];
  expect([none.trips, many.trips, none.written + many.written]).toEqual([2, 2, 0]);
  // The latest nine orders are looked at for 和上次一样.
  expect(many.read - none.read).toBeLessThanOrEqual(9 * 3);
});

test('an elder’s first page reads no row more in a house of many people', async () => {
  const cost = async (people: number) => {
    const db = await seedCounty();
    await env.DB.prepare("INSERT INTO person (id, name) SELECT 'more' || value, '-' FROM json_each(?)").bind(JSON.stringify(Array.from({ length: people }, (_, index) => index))).run();
    return costOf(await visit(db, { elderId: 'e1' }, NOW), (over) => over.get('/'), 200);
  };
  expect(await cost(100)).toEqual(await cost(0));
});

test.each(['/canteen', `/canteen/meal-runs/${LUNCH}`, `/canteen/meal-runs/${LUNCH}/sheets`])('%s: at most 8 rows more for each order', async (path) => {
  const costWith = async (orders: number) => {
    const db = await seedCounty();
    for (let index = 0; index < orders; index += 1) {
      await seedElder(db, { id: `e${100 + index}`, name: `老人${index}`, birthDate: day('1950-01-01') });
      await placeOrder(db, `e${100 + index}`);
    }
    const cook = await visit(db, { personId: 'cook1' }, at('09:46'));
    await cook.post(`/canteen/meal-runs/${LUNCH}/closing`);
    return costOf(cook, (over) => over.get(path), 200);
  };
  const [few, many] = [await costWith(2), await costWith(22)];
  expect((many.read - few.read) / 20).toBeLessThanOrEqual(8);
});
