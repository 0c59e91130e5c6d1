import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import { yuanExact, fen } from '../../src/domain/money.ts';
import type { Database } from '../../src/store/read.ts';
import { FORMULA_NAME, liveThroughNovember } from '../support/month.ts';
import { at, day, seedCounty } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let clerk: Visitor;
let townClerk: Visitor;
let told: Awaited<ReturnType<typeof liveThroughNovember>>;

const DECEMBER = at('09:00', day('2026-12-02'));

beforeAll(async () => {
  db = await seedCounty();
  told = await liveThroughNovember(db);
  clerk = await visit(db, { personId: 'clerk' }, DECEMBER);
  townClerk = await visit(db, { personId: 'town-clerk' }, DECEMBER);
});

const all = async <Row>(table: string) => (await env.DB.prepare(`SELECT * FROM ${table}`).all<Row>()).results;
type Meal = { id: string; meal_run_id: string; price_fen: number; self_pay_fen: number; service_date: string; elder_id: string };
type Line = { order_id: string; payer_code: string; clause: string; fen: number };

/** What the tables say, counted here and not by the program: the meals of the point's month with a hand-over that stands. */
async function recount(pointId: string, month: string) {
  const runs = (await all<{ id: string; meal_point_id: string }>('meal_run')).filter((run) => run.meal_point_id === pointId);
  const undone = (await all<{ hand_over_id: string }>('hand_over_undo')).map((undo) => undo.hand_over_id);
  const standing = (await all<{ id: string; order_id: string }>('hand_over')).filter((one) => !undone.includes(one.id));
  const meals = (await all<Meal>('meal_order')).filter(
    (meal) =>
      meal.service_date.startsWith(month) && runs.some((run) => run.id === meal.meal_run_id) && standing.some((one) => one.order_id === meal.id),
  );
  const lines = (await all<Line>('order_split')).filter((line) => meals.some((meal) => meal.id === line.order_id));
  const given = lines.filter((line) => line.payer_code !== 'elder');
  const byClause = [...Map.groupBy(given, (line) => line.clause)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    meals: meals.length,
    price: sum(meals.map((meal) => meal.price_fen)),
    subsidy: sum(given.map((line) => line.fen)),
    self: sum(meals.map((meal) => meal.self_pay_fen)),
    without: meals.filter((meal) => !given.some((line) => line.order_id === meal.id)).length,
    clauses: byClause.map(([clause, its]) => {
      const each = its[0]?.fen ?? 0;
      return [clause, '文件未载明', yuan(each), String(its.length), yuan(sum(its.map((line) => line.fen)))];
    }),
    orderIds: meals.map((meal) => meal.id),
  };
}
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const yuan = (amount: number) => yuanExact(fen(amount));

const page = async (visitor: Visitor, path: string) => {
  const answer = await visitor.get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};
const textOf = (html: string) => html.replace(/<[^>]+>/g, '').replaceAll('&quot;', '"').trim();
/** The cells of every row of a page's tables, in words. */
const rowsIn = (html: string) =>
  [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) => textOf(cell)),
  );
const figuresIn = (html: string) =>
  Object.fromEntries([...html.matchAll(/<b>([^<]*)<\/b><small>([^<]*)<\/small>/g)].map(([, value = '', label = '']) => [label, value]));
const hrefsIn = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

describe('the statement of a month', () => {
  test('only what was handed over and not taken back counts: 70—79, 60—69, and two meals without a subsidy', async () => {
    const { meals, subsidy, self, without } = await recount('p1', '2026-11');
    expect({ meals, subsidy, self, without }).toEqual({ meals: 4, subsidy: 800 + 700, self: 700 + 800 + 1200 + 1500, without: 2 });
  });

  test('every figure of the point’s page is the one counted from the tables', async () => {
    const counted = await recount('p1', '2026-11');
    const html = await page(clerk, '/civil/statements/p1/2026-11');
    expect(figuresIn(html)).toEqual({
      '应拨补贴（元）': yuan(counted.subsidy),
      '已交付（份）': String(counted.meals),
      '餐费合计（元）': yuan(counted.price),
      '老人自付（元）': yuan(counted.self),
      '没有补贴（份）': String(counted.without),
    });
    const totals = [String(counted.meals), yuan(counted.price), yuan(counted.subsidy), yuan(counted.self)];
    expect(rowsIn(html)).toEqual([
      ['补贴依据', '出资方', '每份补贴（元）', '份数', '补贴（元）'],
      ...counted.clauses,
      ['应拨补贴合计', '', '', String(counted.meals - counted.without), yuan(counted.subsidy)],
      ['怎么算的', '份数', '餐费（元）', '补贴（元）', '自付（元）'],
      ['平时累计', ...totals],
      ['按交付记录重算', ...totals],
    ]);
    expect(html).toContain('人民币壹拾伍元整');
    expect(html).toContain('两边一致');
    expect(html).toContain('演示借用青岛市城阳区');
  });

  test('the county’s page shows each point and each town the same, the whole first', async () => {
    const p1 = await recount('p1', '2026-11');
    const p2 = await recount('p2', '2026-11');
    const cells = (name: string, ...counts: (typeof p1)[]) => [
      name, String(sum(counts.map((one) => one.meals))), yuan(sum(counts.map((one) => one.price))), yuan(sum(counts.map((one) => one.subsidy))),
      yuan(sum(counts.map((one) => one.self))),
    ];
    expect(rowsIn(await page(clerk, '/civil?month=2026-11')).slice(1)).toEqual([
      cells('滕州市合计', p1, p2),
      cells('荆河街道', p1),
      cells('荆河街道长者食堂 长者食堂', p1),
      cells('龙泉街道', p2),
      cells('龙泉街道长者食堂 长者食堂', p2),
    ]);
  });

  test('a meal fetched the evening before belongs to the month it is for', async () => {
    const december = await recount('p1', '2026-12');
    expect(december.meals).toBe(1);
    expect(figuresIn(await page(clerk, '/civil/statements/p1/2026-12'))).toMatchObject({ '已交付（份）': '1', '应拨补贴（元）': '0.00', '没有补贴（份）': '1' });
    expect(await page(clerk, '/civil')).toContain('2026 年 12 月 助餐补贴');
  });

  test('every link of a statement leads to rows that add up to its figure, and every row to its order', async () => {
    const { orderIds } = await recount('p1', '2026-11');
    const html = await page(clerk, '/civil/statements/p1/2026-11');
    const links = [...html.matchAll(/href="([^"]*\/rows[^"]*)"[^>]*>(?:<b>)?([^<]*)</g)];
    expect(links).toHaveLength(8);
    for (const [, written = '', shown = ''] of links) {
      const href = written.replaceAll('&amp;', '&');
      const rows = await page(clerk, href);
      const [, meals, amount] = /共 (\d+) 份，.*?<span class="money">([\d.]+) 元/s.exec(rows) ?? [];
      expect([href, meals, amount]).toContain(shown);
      expect(rowsIn(rows).slice(1)).toHaveLength(Number(meals));
    }
    const rows = await page(clerk, '/civil/statements/p1/2026-11/rows');
    const orders = hrefsIn(rows).filter((href) => href.startsWith('/civil/orders/'));
    expect(orders.map((href) => href.slice('/civil/orders/'.length)).sort()).toEqual(orderIds.sort());
    for (const href of orders) expect((await clerk.get(href)).status).toBe(200);
  });

  test('a month without meals says so, and leads to the months around it', async () => {
    const html = await page(clerk, '/civil/statements/p1/2026-10');
    expect(html).toContain('2026 年 10 月这里没有已交付的餐');
    expect(hrefsIn(html)).toEqual(expect.arrayContaining(['/civil/statements/p1/2026-09', '/civil/statements/p1/2026-11']));
    expect(await page(clerk, '/civil?month=2026-10')).toContain('2026 年 10 月没有已交付的餐');
    expect(hrefsIn(await page(clerk, '/civil'))).not.toContain('/civil?month=2027-01');
  });

  test.each([
    '/civil/statements/p1/2026-13', '/civil/statements/p1/2027-01', '/civil/statements/p1/november', '/civil/statements/p1/2027-01.csv',
    '/civil/statements/p1/2026-13.csv', '/civil/statements/p1/2027-01/print', '/civil/statements/nowhere/2026-11', '/civil/orders/nothing',
    '/civil/statements/p1/2026-11/rows?page=0', '/civil/statements/p1/2026-11/rows?page=2', '/civil/statements/p1/2026-11/rows?page=x',
    '/civil/statements/p1/2026-11/rows?payer=a%20b', '/civil/statements/p1/2026-11/rows?clause=x', '/civil/statements/p1/2026-11/rows?payer=-&clause=x',
  ])('%s is no page', async (path) => {
    const answer = await clerk.get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('没有这一页');
  });

  test('what messengers add to a link is ignored', async () => {
    expect((await clerk.get('/civil/statements/p1/2026-11/rows?from=singlemessage&payer=unspecified')).status).toBe(200);
  });
});

describe('paper and file', () => {
  test('the A4 statement has the total in capitals, room to sign, the borrowed rule, and a code for its rows', async () => {
    const sheet = await page(clerk, '/civil/statements/p1/2026-11/print');
    const words = ['人民币壹拾伍元整', '制表', '复核', '负责人', '演示借用青岛市城阳区', '与平时累计一致', '协议 滕民助 1 号'];
    for (const part of words) expect(sheet).toContain(part);
    const code = /内容校验 ([0-9a-f]{4} [0-9a-f]{4})/.exec(sheet)?.[1];
    const detailed = await page(clerk, '/civil/statements/p1/2026-11/print?detail=all');
    expect(detailed).toContain(`内容校验 ${code}`);
    expect(detailed).toContain('交付明细，共 4 份');
    expect(sheet).not.toContain('李秀英');
    expect(await page(clerk, '/civil/statements/p1/2026-12/print')).not.toContain(`内容校验 ${code}`);
  });

  test('a month that is not over is not to be signed', async () => {
    expect(await page(clerk, '/civil/statements/p1/2026-12/print')).toContain('不能作为结算依据');
  });

  test('the file has a BOM, the clerks’ columns, one row for each claim, the sums, and nothing that runs', async () => {
    const answer = await clerk.get('/civil/statements/p1/2026-11.csv');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    expect(lines[0]).toBe('序号,供餐日,餐次,订单号,姓名,年龄,补贴依据,套餐价,补贴,出资方,自付,店里优惠,运营补贴,送餐补贴,用餐方式,交付时间,登记时间,经手人,冲回');
    expect(lines).toHaveLength(1 + 4 + 1 + 1);
    expect(lines[1]).toMatch(/^1,2026-11-23,午餐,\S+,李秀英,76,"?70—79 岁，自付 7 元"?,15\.00,8\.00,文件未载明,7\.00,0\.00,0\.00,0\.00,堂食,2026-11-23 11:20,2026-11-23 11:20,李芳,$/);
    expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`"'${FORMULA_NAME.replaceAll('"', '""')}"`);
    const counted = await recount('p1', '2026-11');
    expect(lines[5]).toBe(`合计,,,,,,,${yuan(counted.price)},${yuan(counted.subsidy)},,${yuan(counted.self)},0.00,0.00,0.00,,,,,`);
    expect(lines.join('')).not.toMatch(/37000000000000/);
  });

  test('the file arrives as a file, under the same guard as every answer', async () => {
    const { headers } = await clerk.get('/civil/statements/p1/2026-11.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="statement-2026-11.csv"; filename*=UTF-8''${encodeURIComponent('助餐补贴明细_荆河街道长者食堂_2026-11.csv')}`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('an order', () => {
  const wordsOf = (html: string) => textOf(html).replace(/\s+/g, ' ');

  test('handed over, taken back and handed over again: all of it, with the reason and the document', async () => {
    const html = await page(clerk, `/civil/orders/${told.twice}`);
    const words = wordsOf(html);
    const document = '青岛市城阳区《城阳区助老餐厅建设运营实施办法（2019）》';
    for (const part of ['76 周岁', '按“70—79 岁，自付 7 元”，补贴 8 元。', document, '本人预订，李秀英']) expect(words).toContain(part);
    const rows = rowsIn(html);
    const [undone, stands] = rows.filter((row) => row[2] === '报姓名');
    expect([undone?.[1], undone?.[4]]).toEqual(['李芳', '已撤销，李芳，2026-11-23 11:20']);
    expect(stands?.[4]).toBe('有效');
    const subsidy = ['文件未载明', '康和餐饮应收', '8.00'];
    const cash = ['荆河街道长者食堂收的现金', '康和餐饮应收', '7.00'];
    expect(rows.filter((row) => /^(预占|入账|冲正|释放)$/.test(row[1] ?? '')).map((row) => row.slice(1))).toEqual([
      ['预占', ...subsidy],
      ['入账', ...subsidy],
      ['入账', ...cash],
      ['冲正', '康和餐饮应收', '文件未载明', '8.00'],
      ['冲正', '康和餐饮应收', '荆河街道长者食堂收的现金', '7.00'],
      ['预占', ...subsidy],
      ['入账', ...subsidy],
      ['入账', ...cash],
    ]);
    expect(rows.map((row) => row[2])).toEqual(expect.arrayContaining(['下单', '登记交付', '撤销交付', '截止，份数定下']));
  });

  test('a cancelled one shows the register’s entry that it was judged on, who cancelled, and that it is not claimed', async () => {
    const words = wordsOf(await page(clerk, `/civil/orders/${told.cancelled}`));
    const register = '低保（低保名册，2025-01-01 起）';
    const reason = '按“低保、特困，自付 2 元”，补贴 13 元。';
    for (const part of ['已退订', '没有有效的交付记录，这一份不进结算单。', register, reason, '退订张德昌，2026-11-23']) {
      expect(words).toContain(part);
    }
  });

  test('its page is not titled with a name', async () => {
    expect(/<title>([^<]*)</.exec(await page(clerk, `/civil/orders/${told.twice}`))?.[1]).toBe('订单 · 滕州市');
  });
});

describe('who sees what', () => {
  const statement = '/civil/statements/p1/2026-11';
  const doors = ['/civil', statement, `${statement}/rows`, `${statement}/print`, `${statement}.csv`];

  test('a town’s official sees her town and nothing of the next one', async () => {
    const html = await page(townClerk, '/civil?month=2026-11');
    expect(html).toContain('荆河街道合计');
    expect(html).not.toContain('龙泉');
    expect(figuresIn(html)['已交付（份）']).toBe(String((await recount('p1', '2026-11')).meals));
    for (const path of doors) expect((await townClerk.get(path)).status).toBe(200);
    for (const path of doors.slice(1)) {
      const foreign = await townClerk.get(path.replace('p1', 'p2'));
      const random = await townClerk.get(path.replace('p1', 'p9'));
      expect([path, foreign.status, await foreign.text()]).toEqual([path, 404, await random.text()]);
    }
    expect((await townClerk.get(`/civil/orders/${told.twice}`)).status).toBe(200);
    expect((await townClerk.get(`/civil/orders/${told.atP2}`)).status).toBe(404);
    expect((await clerk.get(`/civil/orders/${told.atP2}`)).status).toBe(200);
  });

  test('cooks and elders find no such page, strangers are asked who they are', async () => {
    const cook = await visit(db, { personId: 'cook1' }, DECEMBER);
    const elder = await visit(db, { elderId: 'e1' }, DECEMBER);
    const stranger = await visit(db, null, DECEMBER);
    for (const path of [...doors, `/civil/orders/${told.twice}`]) {
      expect([path, (await cook.get(path)).status, (await elder.get(path)).status]).toEqual([path, 404, 404]);
      const answer = await stranger.get(path);
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/sign-in/staff']);
    }
  });
});

describe('when the books disagree', () => {
  test('the difference is named, on the page and on paper, and the rows are believed', async () => {
    const change = (by: number) =>
      env.DB.prepare(`UPDATE month_total SET meals = meals + ?1, fen = fen + 900 * ?1 WHERE meal_point_id = 'p2' AND payer_code = 'unspecified'`)
        .bind(by)
        .run();
    await change(1);
    try {
      const html = await page(clerk, '/civil/statements/p2/2026-11');
      expect(html).toContain('平时累计和重算对不上，先不要拨付');
      expect(rowsIn(html)).toContainEqual(['文件未载明，80 岁以上，自付 6 元', '2', '1', '18.00', '9.00']);
      expect(figuresIn(html)['应拨补贴（元）']).toBe('9.00');
      expect(html).not.toContain('两边一致');
      expect(await page(clerk, '/civil/statements/p2/2026-11/print')).toContain('两边不一致，查清以前不能作为结算依据');
    } finally {
      await change(-1);
    }
    expect(await page(clerk, '/civil/statements/p2/2026-11')).toContain('两边一致');
  });
});
