// A month at p1, lived through: every way in which a meal is claimed or is not, done by the people of the seed in their browsers.
import { expect } from 'vitest';
import { addDays, type Instant } from '../../src/domain/calendar.ts';
import { closeMealRuns } from '../../src/jobs/close-meal-runs.ts';
import { finishMealRuns } from '../../src/jobs/finish-meal-runs.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { at, day, NOW, runId, seedElder, seedRun, TODAY } from './seed.ts';
import { visit, type Visitor } from './visitor.ts';

const lastOf = (answer: Response, form: RegExp) => form.exec(answer.headers.get('location') ?? '')?.[1] ?? expect.fail(`answered ${answer.status}`);

/** The people, and a clock that one turns; it goes on by a second at each request. */
async function cast(db: Database) {
  let now: Instant = NOW;
  const clock = () => (now += 1000);
  const cooks = { cook1: await visit(db, { personId: 'cook1' }, clock), cook2: await visit(db, { personId: 'cook2' }, clock) };
  const elders = new Map<string, Visitor>();
  const elder = async (elderId: string) => {
    const known = elders.get(elderId) ?? (await visit(db, { elderId }, clock));
    elders.set(elderId, known);
    return known;
  };
  return {
    turnTo: (then: Instant) => {
      now = then;
    },
    order: async (elderId: string, run: string, setMealId = 'A') =>
      lastOf(await (await elder(elderId)).post('/orders', { key: newId(), runId: run, setMealId, mode: 'dine_in' }), /^\/orders\/(\w+)$/),
    cancel: async (elderId: string, orderId: string) => {
      expect((await (await elder(elderId)).post(`/orders/${orderId}/cancellation`)).status).toBe(303);
    },
    handOver: async (orderId: string, cook: keyof typeof cooks = 'cook1') =>
      lastOf(await cooks[cook].post(`/canteen/orders/${orderId}/hand-over`, { key: newId() }), /done=(\w+)/),
    undo: async (handOverId: string) => {
      expect((await cooks.cook1.post(`/canteen/hand-overs/${handOverId}/undo`)).status).toBe(303);
    },
    walkIn: async (elderId: string, run: string, meal: string) => {
      const wanted = { elder: elderId, run, meal, mode: 'dine_in' };
      const check = await (await cooks.cook1.get(`/canteen/walk-ins?${new URLSearchParams(wanted).toString()}`)).text();
      const selfPayFen = /name="selfPayFen" value="(\d+)"/.exec(check)?.[1] ?? expect.fail('no price was shown');
      return lastOf(await cooks.cook1.post('/canteen/walk-ins', { key: newId(), selfPayFen, ...wanted }), /done=(\w+)/);
    },
  };
}

/** A name as no spreadsheet should get it. */
export const FORMULA_NAME = '=HYPERLINK("http://x")';

const lunch = runId('p1', TODAY, 'lunch');
const dinner = runId('p1', TODAY, 'dinner');
/** Served on the first of December, fetched the evening before. */
const breakfast = runId('p1', day('2026-12-01'), 'breakfast');

/** Placed, cancelled, handed over, undone, handed over again, walked in, walked in and undone, missed, fetched for another month. */
export async function liveThroughNovember(db: Database): Promise<{ twice: string; cancelled: string; atP2: string }> {
  await seedElder(db, { id: 'e5', name: FORMULA_NAME, birthDate: day('1961-02-02') });
  await seedElder(db, { id: 'e6', name: '孙玉兰', birthDate: day('1948-08-08') });
  await seedRun(db, 'p1', day('2026-12-01'), 'breakfast');
  const people = await cast(db);
  const twice = await people.order('e1', lunch);
  const undone = await people.order('e2', lunch);
  const cancelled = await people.order('e3', lunch);
  const cheap = await people.order('e5', lunch);
  const evening = await people.order('e1', dinner);
  await people.order('e2', dinner);
  const atP2 = await people.order('e4', runId('p2', TODAY, 'lunch'));
  await people.cancel('e3', cancelled);

  people.turnTo(at('11:20'));
  await people.undo(await people.handOver(twice));
  await people.handOver(twice);
  await people.undo(await people.handOver(undone));
  await people.handOver(cheap);
  await people.handOver(atP2, 'cook2');
  await people.walkIn('e3', lunch, 'C');
  await people.undo(await people.walkIn('e6', lunch, 'A'));
  people.turnTo(at('17:30'));
  await people.handOver(evening);
  const next = addDays(TODAY, 1);
  await closeMealRuns(db, at('23:00'));
  await finishMealRuns(db, at('06:00', next));

  people.turnTo(at('09:00', day('2026-11-30')));
  const early = await people.order('e1', breakfast);
  people.turnTo(at('20:30', day('2026-11-30')));
  await people.handOver(early);
  return { twice, cancelled, atP2 };
}
