import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { closeMealRuns } from '../../src/jobs/close-meal-runs.ts';
import { finishMealRuns } from '../../src/jobs/finish-meal-runs.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { check, end, endOf, mend, MORNING, NEXT_NIGHT, NIGHT, official, spoil, stopId, stopped, stopPlace, stops, TOMORROWS } from '../support/books-stops.ts';
import { LUNCH, order, placeOrder } from '../support/ordering.ts';
import { at, day, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

// How a stop ends, and what was left on paper while it stood.

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});

describe('ending a stop', () => {
  it('is refused while the check still fails, whatever is written, and without words', async () => {
    await stopped(db);
    const refused = await end(db, '是系统误报');
    expect(refused.status).toBe(409);
    const text = await refused.text();
    expect(text).toContain('还有 1 处对不上');
    expect(text).toContain('是系统误报');
    await mend();
    expect((await end(db, '  ')).status).toBe(422);
    expect(await one('SELECT count(*) AS n FROM books_stop_end')).toEqual({ n: 0 });
    expect((await order(db, 'e2', { runId: TOMORROWS }, MORNING)).status).toBe(409);
  });

  it('is nobody’s but an official’s: a later night that finds all whole ends nothing, and the first page goes on saying so', async () => {
    await stopped(db);
    await mend();
    await check(db, NEXT_NIGHT);
    expect(await all('SELECT night, broken FROM invariant_check ORDER BY night')).toMatchObject([{ broken: 1 }, { broken: 0 }]);
    const now = NEXT_NIGHT + 6 * 3_600_000;
    expect((await order(db, 'e2', { runId: TOMORROWS }, MORNING)).status).toBe(409);
    expect(await (await official(db, now)).get('/civil').then((answer) => answer.text())).toMatch(/都对上了；停着的还要经办人看过[\s\S]*荆河街道长者食堂从 11 月 24 日/);
    expect((await end(db, '按明细改回来了', now)).status).toBe(303);
    expect(await (await official(db, now)).get('/civil').then((answer) => answer.text())).not.toContain('核账');
  });

  it('lets the point order again, says who ended it and why, and silences the alarm', async () => {
    await stopped(db);
    await mend();
    expect((await end(db, '有人改了合计，按明细改回来了')).status).toBe(303);
    expect((await end(db, '再按一次')).status).toBe(303);
    expect(await all('SELECT ended_by, cause FROM books_stop_end')).toEqual([{ ended_by: 'person:clerk', cause: '有人改了合计，按明细改回来了' }]);
    await placeOrder(db, 'e2', { runId: TOMORROWS }, MORNING);
    expect(await (await official(db, MORNING)).get('/civil').then((answer) => answer.text())).not.toContain('核账');
    expect((await (await visit(db, null, MORNING)).get('/readyz').then((answer) => answer.json<{ checks: Record<string, string> }>())).checks['books']).toBe('ok');
    await expectBooksToAgree();
    await spoil();
    await check(db, NEXT_NIGHT);
    expect((await stops()).length).toBe(2);
  });

  it('two at once end it once; one who was not asked, a town’s office or a cook, cannot', async () => {
    await stopped(db);
    await mend();
    expect((await (await visit(db, { personId: 'town-clerk' }, MORNING)).post(`/civil/books-stops/${await stopId()}/ending`, { reason: 'x' })).status).toBe(404);
    expect((await (await visit(db, { personId: 'cook1' }, MORNING)).post(`/civil/books-stops/${await stopId()}/ending`, { reason: 'x' })).status).toBe(404);
    const answers = await Promise.all([end(db, '甲'), end(db, '乙')]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await one('SELECT count(*) AS n FROM books_stop_end')).toEqual({ n: 1 });
  });

  it('of one place does not wait for another that the same check found', async () => {
    await stopped(db);
    await env.DB.prepare("INSERT INTO day_total (meal_point_id, service_date, slot, ordered) VALUES ('p2', ?, 'dinner', 3)").bind(TODAY).run();
    await check(db, NEXT_NIGHT);
    expect((await stops()).map((stop) => stop.meal_point_id)).toEqual(expect.arrayContaining(['p1', 'p2']));
    await mend();
    const own = await one<{ id: string }>("SELECT id FROM books_stop WHERE meal_point_id = 'p1'");
    const now = NIGHT + 30 * 3_600_000;
    expect((await (await official(db, now)).post(`/civil/books-stops/${own?.id}/ending`, { reason: '改回来了' })).status).toBe(303);
    expect(await all('SELECT place FROM books_stopped')).toEqual([{ place: 'point:p2' }]);
  });

  it('gives the time back: a paper list that would have come too late is entered after all', async () => {
    const id = await stopped(db);
    const before = await one<{ until: number }>('SELECT claim_until_at AS until FROM meal_run WHERE id = ?', LUNCH);
    await closeMealRuns(db, MORNING);
    await mend();
    const late = at('01:00', day('2026-11-28'));
    expect(late).toBeGreaterThan(before?.until ?? 0);
    expect((await end(db, '查清了', late)).status).toBe(303);
    const stoppedAt = (await one<{ at: number }>('SELECT stopped_at AS at FROM books_stop'))?.at ?? 0;
    expect(await one('SELECT claim_until_at AS until FROM meal_run WHERE id = ?', LUNCH)).toEqual({ until: (before?.until ?? 0) + late - stoppedAt });
    const cook = await visit(db, { personId: 'cook1' }, late + 60_000);
    expect((await cook.post(`/canteen/orders/${id}/hand-over`, { key: newId() })).status).toBe(303);
    expect(await one("SELECT count(*) AS n FROM meal_run WHERE meal_point_id = 'p2' AND claim_until_at <> (SELECT claim_until_at FROM meal_run WHERE id = ?)", runId('p2', TODAY, 'lunch'))).toEqual({ n: 2 });
    await expectBooksToAgree();
  });
});

describe('several stops of one place', () => {
  const HOUR = 3_600_000;
  const until = async (run: string) => (await one<{ until: number }>('SELECT claim_until_at AS until FROM meal_run WHERE id = ?', run))?.until ?? 0;
  const P2 = runId('p2', TODAY, 'lunch');
  const begin = NIGHT;

  it('give back the time that it stood still, once, when the last of them ends', async () => {
    const before = await until(LUNCH);
    const brief = await stopPlace('order_fits_run', { point: 'p1' }, begin);
    const long = await stopPlace('posted_as_state', { point: 'p1' }, begin);
    const wide = await stopPlace('transfers_balance', { operator: 'op1' }, begin + 24 * HOUR);
    const ends = async (id: string, hours: number) => expect((await endOf(db, id, begin + hours * HOUR)).status).toBe(303);
    await ends(brief, 4);
    await ends(long, 48);
    expect(await until(LUNCH)).toBe(before);
    await ends(wide, 60);
    expect([await until(LUNCH) - before, await until(P2) - before]).toEqual([60 * HOUR, 36 * HOUR]);

    await ends(await stopPlace('reserved_as_state', { operator: 'op1' }, begin + 70 * HOUR), 80);
    expect([await until(LUNCH) - before, await until(P2) - before]).toEqual([70 * HOUR, 46 * HOUR]);
  });

  it('the wider one ends first: the sibling point has its time at once, the other when its own ends', async () => {
    const before = await until(LUNCH);
    const wide = await stopPlace('transfers_balance', { operator: 'op1' }, begin);
    const own = await stopPlace('order_fits_run', { point: 'p1' }, begin + HOUR);
    await endOf(db, wide, begin + 2 * HOUR);
    expect([await until(LUNCH) - before, await until(P2) - before]).toEqual([0, 2 * HOUR]);
    await endOf(db, own, begin + 5 * HOUR);
    expect([await until(LUNCH) - before, await until(P2) - before]).toEqual([5 * HOUR, 2 * HOUR]);
  });
});

describe('who ate without an order while a point stood still', () => {
  const AFTER = at('09:00', day('2026-11-25'));
  const walkIn = async (runOf: string, now = AFTER) => {
    const cook = await visit(db, { personId: 'cook1' }, now);
    const asked = `run=${runOf}&meal=A&mode=dine_in`;
    const page = await (await cook.get(`/canteen/walk-ins?elder=e2&${asked}`)).text();
    const selfPayFen = /name="selfPayFen" value="(\d+)"/.exec(page)?.[1] ?? '0';
    return cook.post('/canteen/walk-ins', { key: newId(), selfPayFen, elder: 'e2', run: runOf, meal: 'A', mode: 'dine_in' });
  };

  it('is entered from paper on a later day, once, until the run’s figures rest', async () => {
    await stopped(db);
    const refused = await walkIn(TOMORROWS, at('11:30', TOMORROW));
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('在纸上记姓名')]);
    await closeMealRuns(db, at('23:00', TOMORROW));
    await mend();
    await end(db, '按明细改回来了', at('20:00', TOMORROW));
    await finishMealRuns(db, AFTER);
    expect(await one('SELECT state FROM meal_run WHERE id = ?', TOMORROWS)).toEqual({ state: 'done' });
    const cook = await visit(db, { personId: 'cook1' }, AFTER);
    expect(await (await cook.get('/canteen/walk-ins?elder=e2')).text()).toMatch(/11 月 24 日[^<]*午餐[\s\S]*那天账停着/);
    expect((await walkIn(TOMORROWS)).status).toBe(303);
    expect(await one("SELECT service_date, state, channel, self_pay_fen FROM meal_order WHERE elder_id = 'e2'")).toEqual({ service_date: TOMORROW, state: 'handed_over', channel: 'walk_in', self_pay_fen: expect.any(Number) });
    expect((await walkIn(TOMORROWS)).status).toBe(409);
    await expectBooksToAgree();
  });

  it('and of a day that had no stop, or once the figures rest, is not', async () => {
    await stopped(db);
    await mend();
    await end(db, '按明细改回来了', at('10:00', TOMORROW));
    expect((await walkIn(TOMORROWS)).status).toBe(409);
    expect((await walkIn(LUNCH)).status).toBe(409);
  });
});
