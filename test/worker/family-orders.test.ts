import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { expectBooksToAgree } from '../support/books.ts';
import { bind, DAUGHTER, familyOf, orderAs, SON } from '../support/families.ts';
import { LUNCH, placeOrder } from '../support/ordering.ts';
import { at, NOW, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let clock: { now: number };
let daughter: Visitor;
let son: Visitor;
let elder: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  clock = { now: NOW };
  await bind(db, DAUGHTER, 'e1');
  await bind(db, SON, 'e1');
  [daughter, son] = [await familyOf(db, DAUGHTER, () => clock.now), await familyOf(db, SON, () => clock.now)];
  elder = await visit(db, { elderId: 'e1' }, () => clock.now);
});

const one = async <T = unknown>(sql: string) => env.DB.prepare(sql).first<T>();
const run = (sql: string) => env.DB.prepare(sql).run();
const textOf = async (answer: Response | Promise<Response>) => (await (await answer).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const orderIdOf = (answer: Response) => /orders\/(\w+)$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '';
const meal = (more = '') => `/family/elders/e1/meals/${LUNCH}${more}`;

describe('a daughter orders for her mother', () => {
  it('the same price and the same books as on her own page; named as who ordered, and her page says so', async () => {
    expect(await textOf(daughter.get(meal()))).toMatch(/给 ?妈妈 李秀英 ?订 ?今天午饭.*红烧茄子套餐.*自己付 7 元 ，补贴 8 元/);
    const answer = await orderAs(daughter, 'e1', LUNCH, { mode: 'home_delivery' });
    expect(answer.status).toBe(303);
    const id = orderIdOf(answer);
    expect(await one(`SELECT elder_id, channel, placed_by, state, self_pay_fen, mode FROM meal_order WHERE id = '${id}'`)).toEqual({
      elder_id: 'e1', channel: 'family_page', placed_by: 'person:d1', state: 'placed', self_pay_fen: 700, mode: 'home_delivery',
    });
    expect(await one('SELECT taken FROM offer WHERE meal_run_id = ? AND set_meal_id = \'A\''.replace('?', `'${LUNCH}'`))).toEqual({ taken: 1 });
    expect(await textOf(elder.get('/'))).toMatch(/今天午饭，送到家.*红烧茄子套餐，.*您女儿订的/);
    expect(await textOf(elder.get(`/orders/${id}`))).toContain('您女儿订的。');
    expect(await textOf(daughter.get(`/family/elders/e1/orders/${id}`))).toMatch(/订好了.*谁订的 您/);
    expect(await textOf(son.get(`/family/elders/e1/orders/${id}`))).toMatch(/谁订的 女儿/);
    expect(await textOf(daughter.get('/family/elders/e1'))).toMatch(/1 顿订好了.*午餐 红烧茄子套餐，送餐， ?您 ?订的.*补贴 8 元，自己付 7 元/);
    await expectBooksToAgree();
  });

  it('the elder undoes it; the family sees who did', async () => {
    const id = orderIdOf(await orderAs(daughter, 'e1', LUNCH));
    expect((await elder.post(`/orders/${id}/cancellation`)).status).toBe(303);
    expect(await one('SELECT cancelled_by FROM cancellation')).toEqual({ cancelled_by: 'elder:e1' });
    expect(await textOf(daughter.get(`/family/elders/e1/orders/${id}`))).toMatch(/已经退了.*您 ?；本人退的/);
    await expectBooksToAgree();
  });

  it('she undoes what her mother ordered, and her mother reads who did', async () => {
    const id = await placeOrder(db, 'e1');
    expect(await textOf(daughter.get(`/family/elders/e1/orders/${id}/cancellation`))).toMatch(/本人订的/);
    const answers = [await daughter.post(`/family/elders/e1/orders/${id}/cancellation`), await son.post(`/family/elders/e1/orders/${id}/cancellation`)];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await one('SELECT cancelled_by FROM cancellation')).toEqual({ cancelled_by: 'person:d1' });
    expect(await textOf(elder.get(`/orders/${id}`))).toContain('您女儿退的。');
    await expectBooksToAgree();
  });

  it('和上次一样 leads to the check page in one press', async () => {
    await placeOrder(db, 'e1', { runId: LUNCH, setMealId: 'C', mode: 'pickup' });
    const page = await (await daughter.get(`/family/elders/e1/meals/${runId('p1', TOMORROW, 'lunch')}`)).text();
    const [, href = ''] = /href="([^"]*)"[^>]*>\s*和上次一样/.exec(page) ?? [];
    expect(href).toMatch(/\/C\/pickup$/);
    expect(await textOf(daughter.get(href))).toMatch(/这样订，对不对？.*米饭加菜.*自取/);
  });

  it('pressed twice it is one order', async () => {
    const key = newId();
    const [first, second] = [await orderAs(daughter, 'e1', LUNCH, { key }), await orderAs(daughter, 'e1', LUNCH, { key })];
    expect(first.headers.get('location')).toBe(second.headers.get('location'));
    expect(await one('SELECT count(*) n FROM meal_order')).toEqual({ n: 1 });
  });

  it('nobody orders at another price than the one that was shown', async () => {
    const form = { key: newId(), runId: LUNCH, setMealId: 'A', mode: 'dine_in', selfPayFen: '100', payBy: 'cash' };
    const answer = await daughter.post('/family/elders/e1/orders', form);
    expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringContaining('价钱变了，请再看一遍')]);
    expect(await one('SELECT count(*) n FROM meal_order')).toEqual({ n: 0 });
  });
});

describe('two of a family at once for one sitting', () => {
  it('leave one order, and a kind sentence for whoever came second', async () => {
    const rounds = await Promise.all([orderAs(daughter, 'e1', LUNCH), orderAs(son, 'e1', LUNCH)]);
    expect(rounds.map(({ status }) => status).sort()).toEqual([303, 409]);
    const [late] = rounds.filter(({ status }) => status === 409);
    const first = (await one<{ placed_by: string }>('SELECT placed_by FROM meal_order'))?.placed_by === 'person:d1' ? '女儿' : '儿子';
    const page = await (late as Response).text();
    expect(page).toContain(`这一顿${first}已经订好了`);
    expect(page).toMatch(/一顿一份，不会多订，也不会多收钱.*\/family\/elders\/e1\/orders\/\w+/s);
    expect(await one('SELECT count(*) n FROM meal_order')).toEqual({ n: 1 });
    expect(await one(`SELECT taken FROM meal_run_mode WHERE meal_run_id = '${LUNCH}' AND mode = 'dine_in'`)).toEqual({ taken: 1 });
    await expectBooksToAgree();
  });

  it('sixty presses of three people are one order', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, nth) =>
        nth % 3 === 0 ? orderAs(daughter, 'e1', LUNCH) : nth % 3 === 1 ? orderAs(son, 'e1', LUNCH) : elder.post('/orders', { key: newId(), runId: LUNCH, setMealId: 'A', mode: 'dine_in' })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(59);
    expect(await one('SELECT count(*) n FROM meal_order')).toEqual({ n: 1 });
    await expectBooksToAgree();
  });

  it('before anybody has pressed, the second is told on the page of dishes already', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    const answer = await son.get(meal());
    expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringContaining('这一顿女儿已经订好了')]);
    expect(await textOf(daughter.get(meal()))).toContain('这一顿您已经订好了');
  });
});

describe('the same refusals as on her own page, each with its words', () => {
  const cases: [string, () => Promise<unknown>, RegExp][] = [
    ['the cut-off', async () => (clock.now = at('09:40')), /订饭的时间过了/],
    ['a kitchen that has closed', () => run(`UPDATE meal_run SET state = 'closed' WHERE id = '${LUNCH}'`), /厨房已经按份数做了/],
    ['sold out', () => run(`UPDATE offer SET taken = capacity WHERE meal_run_id = '${LUNCH}'`), /这个套餐订完了.*看看别的菜/],
    ['no room in this way', () => run(`UPDATE meal_run_mode SET taken = capacity WHERE meal_run_id = '${LUNCH}'`), /已经满了.*换一种/],
    ['a licence that ran out', () => run("UPDATE meal_point SET licence_expires_date = '2026-11-22'"), /食堂这一天不能供饭/],
    ['an allergy', async () => {
      await run("INSERT INTO elder_diet VALUES ('e1', 'regular', 0, '', 1)");
      await run("INSERT INTO elder_diet_item VALUES ('e1', 'allergy', 'soy', 'severe')");
    }, /老人吃了会过敏.*看看别的菜/],
    ['a death', () => run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'"), /请给食堂打个电话/],
  ];
  it.each(cases)('%s', async (_what, happens, words) => {
    const form = { key: newId(), runId: LUNCH, setMealId: 'A', mode: 'dine_in', selfPayFen: '700', payBy: 'cash' };
    await happens();
    for (const answer of [await daughter.get(meal('/A/dine_in')), await daughter.post('/family/elders/e1/orders', form)]) {
      expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringMatching(words)]);
    }
    expect(await one('SELECT count(*) n FROM meal_order')).toEqual({ n: 0 });
  });

  it('too late to undo', async () => {
    const id = orderIdOf(await orderAs(daughter, 'e1', LUNCH));
    clock.now = at('09:50');
    const answer = await daughter.post(`/family/elders/e1/orders/${id}/cancellation`);
    expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringContaining('退饭的时间过了')]);
  });

  it('after a death her week is a telephone and nothing careless', async () => {
    await orderAs(daughter, 'e1', LUNCH);
    await run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'");
    const page = await (await daughter.get('/family/elders/e1')).text();
    for (const careless of ['李秀英', '红烧茄子', '订午餐', '忌口']) expect(page).not.toContain(careless);
    expect(page).toContain('我们在电话里给您办');
  });
});

describe('consent that ends while the page stands', () => {
  it('the order that she had not pressed yet is not found, and nothing is written', async () => {
    const page = await (await daughter.get(meal('/A/dine_in'))).text();
    expect(page).toContain('对的，订');
    const id = await placeOrder(db, 'e1', { runId: runId('p1', TODAY, 'dinner') });
    await elder.post('/relatives/b-d1-e1/withdrawal');
    const answers = [
      await orderAs(daughter, 'e1', LUNCH), await daughter.get(`/family/elders/e1/orders/${id}`), await daughter.post(`/family/elders/e1/orders/${id}/cancellation`),
      await daughter.get(meal()), await daughter.get('/family/elders/e1'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(await one('SELECT count(*) n FROM meal_order')).toEqual({ n: 1 });
  });

  it('also between the reading and the writing of one press', async () => {
    const form = { key: newId(), runId: LUNCH, setMealId: 'A', mode: 'dine_in', selfPayFen: '700', payBy: 'cash' };
    // The first batch is the session's, the second reads the order, the third would write it.
    let batches = 0;
    const batch = async (statements: D1PreparedStatement[]) => {
      const result = await env.DB.batch(statements);
      batches += 1;
      if (batches === 2) await run("INSERT INTO family_withdrawal VALUES ('b-d1-e1', 'elder_page', 0, 'elder:e1')");
      return result;
    };
    const watched = daughter.over({ DB: new Proxy(env.DB, { get: (d1, name) => (name === 'batch' ? batch : (Reflect.get(d1, name) as () => unknown).bind(d1)) }) });
    expect((await watched.post('/family/elders/e1/orders', form)).status).toBe(404);
    expect(batches).toBeGreaterThan(2);
    expect(await one('SELECT count(*) n FROM meal_order')).toEqual({ n: 0 });
  });
});

describe('an elder on the plain pages', () => {
  it('orders for herself there, as on her own, and reaches nobody else', async () => {
    expect((await elder.get('/family')).headers.get('location')).toBe('/family/elders/e1');
    const id = orderIdOf(await orderAs(elder, 'e1', LUNCH));
    expect(await one(`SELECT channel, placed_by FROM meal_order WHERE id = '${id}'`)).toEqual({ channel: 'elder_page', placed_by: 'elder:e1' });
    expect(await textOf(elder.get('/family/elders/e1'))).toContain('您自己');
    expect(await one('SELECT count(*) n FROM message')).toEqual({ n: 0 });
    expect((await elder.get('/family/elders/e2')).status).toBe(404);
    expect((await elder.get('/family/bindings/new')).status).toBe(404);
  });
});

describe('the week', () => {
  it('what was eaten, paid, subsidised and missed; what can still be ordered; other weeks by their Monday', async () => {
    const id = orderIdOf(await orderAs(daughter, 'e1', LUNCH));
    clock.now = at('11:05');
    await run(`UPDATE meal_run SET state = 'closed' WHERE id = '${LUNCH}'`);
    const cook = await visit(db, { personId: 'cook1' }, () => clock.now);
    await cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() });
    const page = await textOf(daughter.get('/family/elders/e1'));
    expect(page).toMatch(/0 顿订好了 1 顿吃过了 7 元 自己付了 8 元 补贴了/);
    expect(page).toMatch(/午餐 红烧茄子套餐.*拿到了 补贴 8 元，自己付了 7 元/);
    expect(page).toMatch(/晚餐 还没有订 今天下午 2 点以前能订/);
    expect(await textOf(daughter.get('/family/elders/e1?week=2026-11-17'))).toMatch(/11 月 16 日，星期一.*没有订饭/);
    expect((await daughter.get('/family/elders/e1?week=2026-02-30')).status).toBe(404);
    expect(await textOf(daughter.get('/family/elders/e1'))).toContain('还没有问过');
  });
});
