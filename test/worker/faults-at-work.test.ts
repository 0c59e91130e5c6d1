import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import type { Ask } from '../support/access-asks.ts';
import { ASKS } from '../support/access-table.ts';
import { addedRows } from '../support/added-rows.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import type { Place } from '../support/canary-records.ts';
import { faultyDatabase, type Fault } from '../support/faulty-db.ts';
import { storyRows } from '../support/rows.ts';
import { visit } from '../support/visitor.ts';

// Three places do the same thing: one on a good line, one whose write never arrives, one whose answer gets lost. After the same
// form was sent again, the three have recorded the same.

vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));

let db: Database;
let places: Place[];
beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  ({ db, places } = await plantCanaries());
});

const AT_WORK = Object.entries(ASKS).flatMap(([route, asks]) =>
  asks.filter((ask) => ask.form && (ask.may === 'own cook' || ask.may === 'own answerers') && !ask.ok && ask.none !== 200).map((ask): [string, Ask] => [route, ask]));

/** Sends the form over a line that breaks at its last call, the write, and again over a good one. */
async function twice(ask: Ask, place: Place, fault: Fault | null) {
  const before = await storyRows();
  const form = ask.form?.(place);
  const cook = await visit(db, { personId: place.cook }, NOON);
  const line = faultyDatabase(env.DB, fault);
  const first = await cook.over({ DB: line.db }).post(ask.path(place), form);
  const again = await cook.post(ask.path(place), form);
  return { statuses: [first.status, again.status], calls: line.calls(), added: addedRows(before, await storyRows(), place) };
}

describe('work goes on after a fault', () => {
  it('at the closing, the printing, the counter and the paper lists', () => {
    expect(AT_WORK.map(([route]) => route)).toEqual([
      'POST /canteen/relatives/:bindingId/consent', 'POST /canteen/relatives/:bindingId/withdrawal',
      'POST /canteen/meal-runs/:runId/closing', 'POST /canteen/meal-runs/:runId/print-runs', 'POST /canteen/meal-runs/:runId/print-runs', 'POST /canteen/looks', 'POST /canteen/orders/:orderId/hand-over',
      'POST /canteen/hand-overs/:handOverId/undo', 'POST /canteen/walk-ins', 'POST /canteen/paper-lists',
      'POST /canteen/top-ups', 'POST /canteen/refunds', 'POST /canteen/diets', 'POST /canteen/complaints/:complaintId/owner', 'POST /canteen/complaints/:complaintId/answer', 'POST /canteen/standing-orders/:id/calls', 'POST /canteen/arrangements/standing-orders',
      'POST /canteen/arrangements/skips', 'POST /canteen/arrangements/pauses', 'POST /canteen/arrangements/endings', 'POST /canteen/shifts', 'POST /canteen/shifts/:pointId/:number/closing',
      'POST /canteen/phone-orders/orders', 'POST /canteen/phone-orders/orders/:orderId/cancellation', 'POST /canteen/late-orders', 'POST /canteen/price-changes/:orderId/told',
    ]);
  });

  it.each(AT_WORK)('%s', async (_route, ask) => {
    const [onGoodLine, lostRequest, lostAnswer] = places;
    if (!onGoodLine || !lostRequest || !lostAnswer) throw new Error('three places were planted');
    const clean = await twice(ask, onGoodLine, null);
    expect(clean.statuses).toEqual([303, 303]);
    expect(clean.added['audit']).toHaveLength(1);
    const unsent = await twice(ask, lostRequest, { call: clean.calls - (ask.afterwards ?? 0), when: 'before' });
    const unheard = await twice(ask, lostAnswer, { call: clean.calls - (ask.afterwards ?? 0), when: 'after' });
    expect([unsent.statuses, unheard.statuses]).toEqual([[503, 303], [503, 303]]);
    expect(unsent.added).toEqual(clean.added);
    expect(unheard.added).toEqual(clean.added);
  });
});
