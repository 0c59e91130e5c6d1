import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { scopeFor, type Scope } from '../../src/domain/access.ts';
import { parseMonth } from '../../src/domain/calendar.ts';
import { compareTotals, clauseTotals, monthTotals } from '../../src/domain/statement.ts';
import { loadCountyMonth } from '../../src/store/county-month.ts';
import { openDatabase } from '../../src/store/read.ts';
import { loadMonth, loadMonths } from '../../src/store/month-closings.ts';
import { loadStatement, loadStatementRows } from '../../src/store/statements.ts';
import { at, day, seedCounty } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

const OCTOBER = parseMonth('2026-10') ?? expect.fail();
const COUNTY: Scope =
  scopeFor({ kind: 'person', personId: 'clerk', name: '', grants: [{ role: 'county_official', divisionCode: '370481000000' }] }, 'statement.read') ??
  expect.fail();

const run = (sql: string, ...values: unknown[]) => env.DB.prepare(sql).bind(...values).run();
const COUNT = 'WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)';

/** `orders` meals of 40 people at p1 on the first days of October, lunch and dinner, all handed over, with the totals that they make. */
async function fillOctober(orders: number) {
  const sittings = Math.ceil(orders / 40);
  await run(`${COUNT} INSERT INTO elder (id, name, sex, birth_date, id_number_sealed, id_number_index, residence_division, meal_point_id)
    SELECT 'many' || i, '老人' || i, 'male', '1950-01-01', 'x', 'x' || i, '370481001001', 'p1' FROM n`, 40);
  await run(`${COUNT} INSERT INTO meal_run SELECT 'run' || i, 'p1', printf('2026-10-%02d', 1 + i / 2), iif(i % 2, 'dinner', 'lunch'),
    'k1', 'op1', 0, 0, 10, i, i, i, 'release', 'done', 40 FROM n`, sittings);
  await run(`${COUNT} INSERT INTO meal_order SELECT 'order' || i, r.id, i % 40, 'many' || (i % 40), r.service_date, r.slot, 'A', 'dine_in',
    'handed_over', 1500, 700, 'qd-cy-2020-1', '{"facts":{"age":76,"categories":[]},"reasons":[]}', 1, 'cash', 'walk_in', 'person:cook1', 0, NULL
    FROM n JOIN meal_run r ON r.id = 'run' || (i / 40)`, orders);
  await run(`INSERT INTO order_split SELECT id, 'unspecified', '70—79', 800, 1 FROM meal_order`);
  await run(`INSERT INTO order_split SELECT id, 'elder', '', 700, 1 FROM meal_order`);
  await run(`INSERT INTO hand_over SELECT 'hand' || id, id, 1, 'name', 'person:cook1', 1, 1, 'person:cook1', NULL, NULL, NULL FROM meal_order`);
  await run(`INSERT INTO month_total SELECT 'p1', '2026-10', 'meal', payer_code, clause, count(*), sum(fen) FROM order_split GROUP BY payer_code, clause`);
}

/** The rows that the database had to look at while `work` ran. */
async function rowsRead(work: (db: ReturnType<typeof openDatabase>) => Promise<unknown>): Promise<number> {
  let rows = 0;
  const counting = new Proxy(env.DB, {
    get: (target, name) => {
      if (name !== 'batch') return Reflect.get(target, name).bind(target);
      return async (statements: D1PreparedStatement[]) => {
        const answers = await target.batch(statements);
        rows += answers.reduce((sum, answer) => sum + answer.meta.rows_read, 0);
        return answers;
      };
    },
  });
  await work(openDatabase(counting));
  return rows;
}

async function costOf(orders: number) {
  await seedCounty();
  await fillOctober(orders);
  const of = { pointId: 'p1', month: OCTOBER };
  return {
    county: await rowsRead((db) => loadCountyMonth(db, COUNTY, OCTOBER)),
    statement: await rowsRead((db) => loadStatement(db, COUNTY, of)),
    rows: await rowsRead((db) => loadStatementRows(db, COUNTY, of, {}, { size: 200, number: 1 })),
    months: await rowsRead((db) => loadMonths(db, COUNTY, at('09:00'))),
    month: await rowsRead((db) => loadMonth(db, COUNTY, OCTOBER, at('09:00'))),
  };
}

test('the county’s month reads the same rows whether 100 or 2,000 meals were eaten; a statement reads a few rows for each meal', async () => {
  const few = await costOf(100);
  const many = await costOf(2000);
  expect(many.county).toBe(few.county);
  expect(many.county).toBeLessThan(100);
  // Twice over the claims: once for the lines of the price, once for those beside it.
  expect(many.statement).toBeLessThan(2000 * 25);
  expect(many.rows).toBeLessThan(2000 * 20);
  // The list of months asks for runs, never for meals; the page on which a month is closed counts each of them again.
  expect(many.months - few.months).toBeLessThan(400);
  expect(many.month).toBeLessThan(2000 * 25);
});

test('2,000 meals: the summary, the totals kept and the pages of rows agree', async () => {
  const db = await seedCounty();
  await fillOctober(2000);
  const of = { pointId: 'p1', month: OCTOBER };
  const statement = (await loadStatement(db, COUNTY, of)) ?? expect.fail();
  expect(compareTotals(statement.kept, clauseTotals(statement.tallies))).toEqual([]);
  expect(monthTotals(statement.kept)).toMatchObject({ meals: 2000, priceFen: 3_000_000, subsidyFen: 1_600_000, dueFen: 1_600_000, selfPayFen: 1_400_000 });
  const pages = await Promise.all(
    [1, 10, 11].map(async (number) => (await loadStatementRows(db, COUNTY, of, { payer: 'unspecified' }, { size: 200, number })) ?? expect.fail()),
  );
  expect(pages.map((page) => page.rows.length)).toEqual([200, 200, 0]);
  expect(pages[0]?.count).toEqual({ entries: 2000, meals: 2000, fen: 1_600_000 });
  expect(pages[0]?.rows[0]?.serviceDate).toBe('2026-10-01');
  expect(pages[1]?.rows.at(-1)?.serviceDate).toBe('2026-10-25');
});

test.each([
  ['2026-12', '2026 年 12 月 助餐补贴', false],
  ['2027-01', '2027 年 1 月 助餐补贴', true],
  ['2999-12', '2999 年 12 月 助餐补贴', true],
  ['2026-13', '2026 年 12 月 助餐补贴', false],
  ['', '2026 年 12 月 助餐补贴', false],
  ['11', '2026 年 12 月 助餐补贴', false],
])('in December the county’s month “%s” is a page with ways on: %s', async (month, title, ahead) => {
  const clerk = await visit(await seedCounty(), { personId: 'clerk' }, at('09:00', day('2026-12-01')));
  const answer = await clerk.get(`/civil?month=${month}`);
  const html = await answer.text();
  expect([answer.status, html.includes(title), html.includes('还没到这个月'), html.includes('应拨补贴')]).toEqual([200, true, ahead, !ahead]);
  expect(html.includes('href="/civil?month=2026-12"')).toBe(ahead);
});
