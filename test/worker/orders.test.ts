import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { scopeFor } from '../../src/domain/access.ts';
import { decidePlacement } from '../../src/domain/order.ts';
import { loadPlacement, placeOrder, type NewOrder } from '../../src/store/orders.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { at, day, NOW, runId, seedCounty, seedElder, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { ORIGIN, visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let elder: Visitor;
const lunch = runId('p1', TODAY, 'lunch');

beforeEach(async () => {
  db = await seedCounty();
  elder = await visit(db, { elderId: 'e1' }, NOW);
});

const all = async <Row = Record<string, unknown>>(sql: string): Promise<Row[]> => (await env.DB.prepare(sql).all<Row>()).results;
const one = async (sql: string) => (await all(sql))[0];
const wish = (more: Record<string, string> = {}) => ({ key: newId(), runId: lunch, setMealId: 'A', mode: 'dine_in', ...more });
const orderIdOf = (answer: Response) => (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';

describe('an elder orders', () => {
  it('goes from the question to 订好了 with nothing typed, and every row of it is written', async () => {
    const home = await (await elder.get('/')).text();
    expect(home).toContain('李阿姨');
    expect(home).toContain('自己付 7 元');
    const check = await (await elder.get(`/meals/${lunch}/A/dine_in`)).text();
    const key = /name="key" value="([^"]+)"/.exec(check)?.[1] ?? '';
    const answer = await elder.post('/orders', wish({ key }));
    expect(answer.status).toBe(303);
    expect(await (await elder.get(answer.headers.get('location') ?? '')).text()).toContain('订好了');
    expect(await one('SELECT state, order_no, price_fen, self_pay_fen, channel, placed_by FROM meal_order')).toEqual({
      state: 'placed', order_no: 1, price_fen: 1500, self_pay_fen: 700, channel: 'elder_page', placed_by: 'elder:e1',
    });
    expect(await all('SELECT payer_code, fen FROM order_split ORDER BY fen DESC')).toEqual([
      { payer_code: 'unspecified', fen: 800 },
      { payer_code: 'elder', fen: 700 },
    ]);
    expect(await all('SELECT kind, debit_account, credit_account, amount_fen, period FROM transfer')).toEqual([
      { kind: 'reserve', debit_account: 'payer:unspecified', credit_account: 'operator:op1', amount_fen: 800, period: '2026-11' },
    ]);
    expect(await one('SELECT ordered FROM day_total')).toEqual({ ordered: 1 });
    expect(await one("SELECT taken FROM offer WHERE meal_run_id = '" + lunch + "' AND letter = 'A'")).toEqual({ taken: 1 });
    expect(await one("SELECT actor FROM audit WHERE action = 'order.place'")).toEqual({ actor: 'elder:e1' });
  });

  it.each([
    ['76 岁，15 元午餐', 'e1', 'lunch', 'A', 700],
    ['81 岁，15 元午餐', 'e2', 'lunch', 'A', 600],
    ['62 岁低保，15 元午餐', 'e3', 'lunch', 'A', 200],
    ['76 岁，12 元午餐不在价目里', 'e1', 'lunch', 'C', 1200],
    ['76 岁，晚餐不在价目里', 'e1', 'dinner', 'A', 1500],
  ] as const)('%s: pays what the published list says', async (_case, elderId, slot, setMealId, pays) => {
    const visitor = await visit(db, { elderId }, NOW);
    await visitor.post('/orders', wish({ runId: runId('p1', TODAY, slot), setMealId }));
    expect(await one('SELECT self_pay_fen FROM meal_order')).toEqual({ self_pay_fen: pays });
  });

  it('is late at the cut-off instant and not one millisecond before', async () => {
    const early = await visit(db, { elderId: 'e1' }, at('09:40') - 1);
    const late = await visit(db, { elderId: 'e3' }, at('09:40'));
    expect((await early.post('/orders', wish())).status).toBe(303);
    const refused = await late.post('/orders', wish());
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('订饭的时间过了');
    expect(await all('SELECT elder_id FROM meal_order')).toEqual([{ elder_id: 'e1' }]);
  });

  it('is kept from a dish that could kill her, with a sentence, and nothing is written', async () => {
    const allergic = await visit(db, { elderId: 'e2' }, NOW);
    expect(await (await allergic.get(`/meals/${lunch}`)).text()).toContain('您吃了会过敏');
    const refused = await allergic.post('/orders', wish({ setMealId: 'B' }));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('过敏');
    expect(await all('SELECT id FROM meal_order')).toEqual([]);
  });

  it('orders a sitting once; the second order leads to the first', async () => {
    const first = await elder.post('/orders', wish());
    const second = await elder.post('/orders', wish({ setMealId: 'C' }));
    expect(second.status).toBe(409);
    expect(await second.text()).toContain(first.headers.get('location') ?? 'no location');
    expect(await all('SELECT id FROM meal_order')).toHaveLength(1);
  });

  it('offers 和上次一样 for the very same set meal, and only the same way when it is not on the menu', async () => {
    await elder.post('/orders', wish({ setMealId: 'C', mode: 'pickup' }));
    const tomorrow = runId('p1', TOMORROW, 'lunch');
    const same = await (await elder.get('/')).text();
    expect(same).toMatch(new RegExp(`/meals/${tomorrow}/C/pickup">\\s*和上次一样：米饭加菜，自己来取`));
    await env.DB.prepare('DELETE FROM offer WHERE meal_run_id = ? AND set_meal_id = ?').bind(tomorrow, 'C').run();
    const other = await (await elder.get('/')).text();
    expect(other).not.toContain('和上次一样：');
    expect(other).toMatch(new RegExp(`/meals/${tomorrow}/A/pickup">\\s*和上次一样自己来取：红烧茄子套餐`));
  });

  it('is asked about the dish that suits her, not about the first', async () => {
    await env.DB.prepare("UPDATE dish SET textures = '[\"regular\"]' WHERE id = 'd1'").run();
    const home = await (await visit(db, { elderId: 'e2' }, NOW)).get('/');
    expect(await home.text()).toContain(`href="/meals/${lunch}/C"`);
  });

  it('reads where a meal that is brought home comes from', async () => {
    const [brought, fetched] = [await elder.get(`/meals/${lunch}/A/home_delivery`), await elder.get(`/meals/${lunch}/A/pickup`)];
    expect(await brought.text()).toContain('从荆河街道长者食堂送来');
    expect(await fetched.text()).not.toContain('送来');
    const order = await elder.post('/orders', wish({ mode: 'home_delivery' }));
    expect(await (await elder.get(order.headers.get('location') ?? '')).text()).toContain('从荆河街道长者食堂送来');
  });

  it('reads in plain words that nobody is named who gives the subsidy', async () => {
    const check = await (await elder.get(`/meals/${lunch}/A/dine_in`)).text();
    expect(check).toContain('补贴 8 元（谁出这笔钱，文件没写）');
    expect(check).not.toContain('未载明');
  });
});

describe('the same request again', () => {
  it('30 times at once with one key makes one order and gets one answer', async () => {
    const form = wish();
    const answers = await Promise.all(Array.from({ length: 30 }, () => elder.post('/orders', form)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.headers.get('location')}`)).size).toBe(1);
    expect(await all('SELECT id FROM meal_order')).toHaveLength(1);
    expect(await all('SELECT id FROM transfer')).toHaveLength(1);
  });

  it('with the same key and another meal is refused', async () => {
    const form = wish();
    await elder.post('/orders', form);
    expect((await elder.post('/orders', { ...form, setMealId: 'C' })).status).toBe(422);
    expect(await all('SELECT id FROM meal_order')).toHaveLength(1);
  });
});

describe('races', () => {
  it('60 people at once for 10 places: exactly 10 get one, the rest hear that it is sold out', async () => {
    const narrow = await seedRun(db, 'p1', day('2026-11-25'), 'lunch', 10);
    const people = Array.from({ length: 60 }, (_, index) => `r${index + 100}`);
    for (const id of people) await seedElder(db, { id, name: `人${id}`, birthDate: day('1950-01-01') });
    const visitors = await Promise.all(people.map((elderId) => visit(db, { elderId }, NOW)));
    const answers = await Promise.all(visitors.map((visitor) => visitor.post('/orders', wish({ runId: narrow }))));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(10);
    expect(statuses.filter((status) => status === 409)).toHaveLength(50);
    expect(await one(`SELECT taken FROM offer WHERE meal_run_id = '${narrow}' AND letter = 'A'`)).toEqual({ taken: 10 });
    expect(await one('SELECT count(DISTINCT order_no) AS numbers, count(*) AS orders FROM meal_order')).toEqual({ numbers: 10, orders: 10 });
  });

  it('60 cancels at once release the place and the subsidy once', async () => {
    const orderId = orderIdOf(await elder.post('/orders', wish()));
    const answers = await Promise.all(Array.from({ length: 60 }, () => elder.post(`/orders/${orderId}/cancellation`)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
    expect(await all('SELECT kind FROM transfer ORDER BY kind')).toEqual([{ kind: 'reserve' }, { kind: 'void' }]);
    expect(await one('SELECT count(*) AS n FROM cancellation')).toEqual({ n: 1 });
    expect(await one(`SELECT taken FROM offer WHERE meal_run_id = '${lunch}' AND letter = 'A'`)).toEqual({ taken: 0 });
    expect(await one('SELECT ordered FROM day_total')).toEqual({ ordered: 0 });
  });

  it('an order and its double from another phone leave one order', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => elder.post('/orders', wish())));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
  });
});

describe('what the decision rested on changes before it is written', () => {
  const read = async (elderId: string) => {
    const meal = { runId: lunch, setMealId: 'A', mode: 'dine_in' as const, elderId };
    const scope = scopeFor(actorOf(elderId), 'order.own');
    const found = scope && (await loadPlacement(db, scope, meal));
    const placement = found && decidePlacement(found.facts, NOW);
    if (!found || placement?.refused !== null) throw new Error('the order should have been possible');
    return { id: newId(), wish: meal, channel: 'elder_page' as const, placement, payBy: 'cash' as const, read: found };
  };
  const actorOf = (elderId: string) => ({ kind: 'elder' as const, elderId, name: '', callAs: null, point: { id: 'p1', name: '', phone: '', phoneHours: '' } });
  const write = (order: NewOrder) =>
    placeOrder(db, { at: NOW, actor: 'elder:e3', action: 'order.place', subject: 'x', requestId: 'r' }, order, { key: newId(), payloadHash: 'h', answer: '/' });

  it.each([
    ['低保到期', "UPDATE elder_fact SET to_date = '2026-11-23' WHERE id = 'f1'"],
    ['多了一条事实', "INSERT INTO elder_fact SELECT 'f9', 'e3', 'hospital', 'yes', NULL, '2026-11-01', NULL, 'x', NULL, 0, 'person:clerk'"],
    ['刚登记严重过敏', "INSERT INTO elder_diet_item VALUES ('e3', 'allergy', 'soy', 'severe')"],
    ['户籍迁走了', "UPDATE elder SET registered_division = '370481002001' WHERE id = 'e3'"],
    ['价格变了', "UPDATE offer SET price_fen = 1800 WHERE set_meal_id = 'A'"],
    ['许可到期日变了', "UPDATE meal_point SET licence_expires_date = '2026-12-01'"],
    ['办法有了新版', "INSERT INTO policy_version SELECT 'next', policy_document_id, '2026-11-01', NULL, rules, prepared_by, approved_by, 0, NULL, NULL, NULL, NULL, NULL FROM policy_version"],
  ])('%s: nothing is written and it is decided again', async (_case, change) => {
    const order = await read('e3');
    await env.DB.prepare(change).run();
    expect(await write(order)).toBe('conflict');
    expect(await all('SELECT id FROM meal_order')).toEqual([]);
    expect(await write(await read('e1'))).toBe('done');
  });

  it('another price than the page showed: the page again, with the new one, and nothing ordered', async () => {
    const answer = await elder.post('/orders', wish({ selfPayFen: '200' }));
    expect(answer.status).toBe(409);
    const page = await answer.text();
    expect(page).toContain('价钱变了');
    expect(page).toContain('name="selfPayFen" value="700"');
    expect(await all('SELECT id FROM meal_order')).toEqual([]);
    expect((await elder.post('/orders', wish({ selfPayFen: '700' }))).status).toBe(303);
  });
});

describe('an elder cancels', () => {
  const placedAt = async (when: number) => orderIdOf(await (await visit(db, { elderId: 'e1' }, when)).post('/orders', wish()));

  it('until the cut-off, and ten minutes after ordering, to the millisecond', async () => {
    const orderId = await placedAt(at('09:35'));
    const late = await visit(db, { elderId: 'e1' }, at('09:45'));
    expect((await late.post(`/orders/${orderId}/cancellation`)).status).toBe(409);
    const inTime = await visit(db, { elderId: 'e1' }, at('09:45') - 1);
    expect((await inTime.post(`/orders/${orderId}/cancellation`)).status).toBe(303);
    expect(await one('SELECT state FROM meal_order')).toEqual({ state: 'cancelled' });
  });

  it('not once the kitchen has closed', async () => {
    const orderId = await placedAt(at('09:35'));
    await env.DB.prepare("UPDATE meal_run SET state = 'closed' WHERE id = ?").bind(lunch).run();
    const refused = await (await visit(db, { elderId: 'e1' }, at('09:41'))).post(`/orders/${orderId}/cancellation`);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('厨房');
  });

  it('and is told beforehand and afterwards that it cannot be ordered anew, once the cut-off has passed', async () => {
    const orderId = await placedAt(at('09:35'));
    const read = async (path: string, clock: string) => (await (await visit(db, { elderId: 'e1' }, at(clock))).get(path)).text();
    expect(await read(`/orders/${orderId}/cancellation`, '09:39')).not.toContain('退了就不能再订了');
    expect(await read(`/orders/${orderId}/cancellation`, '09:41')).toContain('退了就不能再订了');
    await (await visit(db, { elderId: 'e1' }, at('09:41'))).post(`/orders/${orderId}/cancellation`);
    expect(await read(`/orders/${orderId}`, '09:39')).toContain('可以再订');
    const late = await read(`/orders/${orderId}`, '09:41');
    expect(late).toContain('这一顿不能再订了');
    expect(late).not.toContain('可以再订');
    expect(late).not.toMatch(/\d+ 号/);
  });

  it('and may order the sitting anew', async () => {
    const orderId = orderIdOf(await elder.post('/orders', wish()));
    await elder.post(`/orders/${orderId}/cancellation`);
    expect((await elder.post('/orders', wish({ setMealId: 'C' }))).status).toBe(303);
  });
});

describe('requests that should not be', () => {
  it('another elder’s order and an order that never was answer alike', async () => {
    const orderId = orderIdOf(await elder.post('/orders', wish()));
    const stranger = await visit(db, { elderId: 'e3' }, NOW);
    const foreign = await stranger.get(`/orders/${orderId}`);
    const random = await stranger.get(`/orders/${newId()}`);
    expect([foreign.status, random.status]).toEqual([404, 404]);
    expect((await foreign.text()).replaceAll(orderId, '')).toBe((await random.text()).replace(/[0-9a-z]{16}/g, ''));
    expect((await stranger.post(`/orders/${orderId}/cancellation`)).status).toBe(404);
  });

  it.each([
    ['an unknown field', { extra: '1' }],
    ['a mode that is none', { mode: 'drone' }],
    ['no key', { key: '' }],
    ['SQL in the id', { runId: "x' OR 1=1 --" }],
  ])('%s gets a page, 422, and writes nothing', async (_case, more) => {
    const answer = await elder.post('/orders', wish(more));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('还没有订上');
    expect(await all('SELECT id FROM meal_order')).toEqual([]);
  });

  it('from a stranger leads to signing in; from another site is refused whatever its content type', async () => {
    const nobody = await visit(db, null, NOW);
    const answer = await nobody.post('/orders', wish());
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    const { createApp } = await import('../../src/app.tsx');
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
      const headers = { origin: 'https://elsewhere.test', 'content-type': type };
      const foreign = await createApp(async () => NOW).request(`${ORIGIN}/orders`, { method: 'POST', headers, body: '{}' }, env);
      expect(foreign.status).toBe(403);
    }
  });

  it('too large is refused before it is read', async () => {
    expect((await elder.post('/orders', wish({ key: 'x'.repeat(70_000) }))).status).toBe(422);
  });
});

describe('a card', () => {
  it('signs in with nothing to type, and not once it is revoked', async () => {
    const nobody = await visit(db, null, NOW);
    const answer = await nobody.get('/cards/card-e1');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-session=[\w-]{43};.*HttpOnly.*Secure.*SameSite=Lax/);
    await env.DB.prepare("UPDATE card SET revoked_at = 1 WHERE id = 'card-e1'").run();
    expect((await nobody.get('/cards/card-e1')).status).toBe(404);
    expect(await (await elder.get('/')).text()).toContain('扫一扫卡');
  });
});
