import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { INVARIANTS } from '../../src/domain/invariants.ts';
import { checkInvariants } from '../../src/jobs/check-invariants.ts';
import type { Database } from '../../src/store/read.ts';
import { all, one } from '../support/books.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, day, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
  await placeOrder(db, 'e1');
});

const NIGHT = at('02:00', TOMORROW);
/** One month is there, so a night has as many checks as there are invariants. */
const ALL = INVARIANTS.length;
const WHOLE = INVARIANTS.filter(({ by }) => by === 'whole').length;
const spoil = () => env.DB.prepare('UPDATE day_total SET ordered = 7').run();

/** A whole night, minute by minute. */
async function night(start: number) {
  const outcomes = [];
  for (let minute = 0; minute < 40; minute += 1) outcomes.push(await checkInvariants(db, start + minute * 60_000));
  return { done: outcomes.reduce((sum, outcome) => sum + outcome.done, 0), left: outcomes.flatMap((outcome) => outcome.left) };
}
const page = async (now: number) => (await visit(db, { personId: 'clerk' }, now)).get('/civil').then((answer) => answer.text());

it('makes one check at a call, each once a night, and none by day', async () => {
  expect(await checkInvariants(db, NIGHT - 1)).toEqual({ done: 0, left: [] });
  expect(await checkInvariants(db, NIGHT)).toEqual({ done: 1, left: [] });
  expect(await one('SELECT count(*) AS n FROM invariant_check')).toEqual({ n: 1 });
  const { done, left } = await night(NIGHT);
  expect({ done, left }).toEqual({ done: ALL - 1, left: [] });
  expect(await all('SELECT slice, count(*) AS n, sum(broken) AS broken FROM invariant_check GROUP BY slice')).toEqual([{ slice: '', n: WHOLE, broken: 0 }, { slice: '2026-11', n: ALL - WHOLE, broken: 0 }]);
  expect(await one("SELECT count(*) AS n FROM audit WHERE action = 'invariant.check'")).toEqual({ n: ALL });
});

it('three at once keep a check once', async () => {
  const outcomes = await Promise.all([0, 1, 2].map(() => checkInvariants(db, NIGHT)));
  expect(outcomes.reduce((sum, outcome) => sum + outcome.done, 0)).toBe(1);
  expect(await one('SELECT count(*) AS n FROM invariant_check')).toEqual({ n: 1 });
});

it('goes on where a night broke off, and a check that cannot be made stops no other', async () => {
  await env.DB.prepare("CREATE TRIGGER broken BEFORE INSERT ON invariant_check WHEN NEW.name = 'no_negative_balance' BEGIN SELECT RAISE(ABORT, 'broken'); END").run();
  const { done, left } = await night(NIGHT);
  expect(done).toBe(ALL - 1);
  expect(left).toContainEqual({ id: 'schema_as_committed', cause: '1 broken, stopped: county' });
  expect(left).toContainEqual({ id: 'no_negative_balance', cause: expect.stringContaining('broken') });
});

it('names what is broken in the log and on the first page, and there what a later night has found whole', async () => {
  expect(await page(at('09:00', TOMORROW))).not.toContain('核账');
  await spoil();
  expect((await night(NIGHT)).left).toEqual([{ id: 'day_totals_equal_rows 2026-11', cause: '1 broken, stopped: point:p1' }]);
  expect(await one("SELECT broken, samples FROM invariant_check WHERE broken > 0")).toEqual({ broken: 1, samples: JSON.stringify([`p1 ${TODAY} lunch`]) });
  expect(await page(at('09:00', TOMORROW))).toContain('夜里核账发现不一致：每日合计与明细不符（1 处）');
  await env.DB.prepare('UPDATE day_total SET ordered = 1').run();
  await night(at('02:00', day('2026-11-25')));
  expect(await page(at('09:00', day('2026-11-25')))).toContain('夜里再核账，都对上了');
});

it.each([
  ['day_totals_equal_rows 2026-11', 'UPDATE day_total SET ordered = ordered + 1'],
  ['day_totals_equal_rows 2026-11', 'DELETE FROM day_total'],
  ['month_totals_equal_rows 2026-11', 'UPDATE month_total SET fen = fen + 1'],
  ['month_totals_equal_rows 2026-11', 'UPDATE month_total SET meals = meals - 1'],
  ['balances_equal_transfers', 'UPDATE balance SET balance_fen = balance_fen + 1'],
])('counts the kept totals again from their rows: %s after %s', async (id, drift) => {
  const cook = await visit(db, { personId: 'cook1' }, at('11:10'));
  const orderId = await placeOrder(db, 'e2', { setMealId: 'A' });
  expect((await cook.post(`/canteen/orders/${orderId}/hand-over`, { key: '0123456789abcdef' })).status).toBe(303);
  await env.DB.batch(["INSERT INTO account (id, kind, owner_id, holder_id) VALUES ('prepaid:op1:e2', 'prepaid', 'e2', 'op1')", "INSERT INTO balance (account_id) VALUES ('prepaid:op1:e2')"].map((text) => env.DB.prepare(text)));
  expect((await night(NIGHT)).left).toEqual([]);
  await env.DB.prepare(drift).run();
  const found = (await night(at('02:00', day('2026-11-25')))).left;
  expect(found).toEqual([{ id, cause: expect.stringMatching(/^[1-9]\d* broken, stopped: \w+:\w+$/) }]);
});

it('says so on the first page when nothing was checked for two days', async () => {
  expect(await page(at('09:00', day('2026-11-25')))).not.toContain('核账');
  expect(await page(at('09:00', day('2026-11-26')))).toContain('系统还从没核过账');
  await night(NIGHT);
  expect(await page(at('09:00', day('2026-11-26')))).not.toContain('核过账');
  expect(await page(at('09:00', day('2026-11-28')))).toContain('2026 年 11 月 24 日以后没有核过账');
});
