import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import type { Ask, Audience } from '../support/access-asks.ts';
import { ASKS } from '../support/access-table.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import type { Place } from '../support/canary-records.ts';
import { faultyDatabase, type Fault } from '../support/faulty-db.ts';
import { visit } from '../support/visitor.ts';

// Every route that writes, in the order of the access table: the line breaks before its first call, before its second, and so on until the
// one that writes went through unheard; then the same form is sent again. Nothing is written before, and nothing more after.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let db: Database;
let place: Place;
beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  // The pauses between the tries are tried in database-fault.test.ts; here they would only take their time.
  vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));
  const planted = await plantCanaries();
  db = planted.db;
  place = planted.places[0] as Place;
});

/** Who of the first place sends it. */
const SENDER: Record<Audience, (of: Place) => { elderId: string } | { personId: string } | null> = {
  everybody: () => null,
  staff: (of) => ({ personId: of.cook }),
  elders: (of) => ({ elderId: of.elder }),
  'own elder': (of) => ({ elderId: of.elder }),
  carers: (of) => ({ elderId: of.elder }),
  'own carer': (of) => ({ elderId: of.elder }),
  'own arranger': (of) => ({ elderId: of.elder }),
  families: () => ({ personId: 'f1' }),
  'own family': () => ({ personId: 'f1' }),
  cooks: (of) => ({ personId: of.cook }),
  'own cook': (of) => ({ personId: of.cook }),
  workers: () => ({ personId: 'worker1' }),
  'own worker': () => ({ personId: 'worker1' }),
  'own town': () => ({ personId: 'town1' }),
  officials: () => ({ personId: 'clerk' }),
  'own officials': () => ({ personId: 'clerk' }),
  'county officials': () => ({ personId: 'clerk' }),
  answerers: (of) => ({ personId: of.cook }),
  'own answerers': (of) => ({ personId: of.cook }),
  'own managers': () => ({ personId: 'manager1' }),
  administrators: () => ({ personId: 'admin1' }),
  'own administrators': () => ({ personId: 'admin1' }),
  'readers of people': () => ({ personId: 'admin1' }), 'own readers of people': () => ({ personId: 'admin1' }),
  readers: () => ({ personId: 'auditor' }), 'own readers': () => ({ personId: 'auditor' }), 'county readers': () => ({ personId: 'auditor' }),
  'county or auditor': () => ({ personId: 'auditor' }), 'own county or auditor': () => ({ personId: 'auditor' }), auditor: () => ({ personId: 'auditor' }),
  county: () => ({ personId: 'clerk' }),
  'own county': () => ({ personId: 'clerk' }),
};

/** Each of these is an act of its own, however often it is asked for: it leaves its trace each time. */
const EACH_TIME = new Set([
  'POST /community/applications/:id/look', 'POST /canteen/standing-orders/:id/look', 'POST /canteen/price-changes/:orderId/look', 'POST /civil/price-changes/:orderId/look',
  'POST /civil/applications/:id/look', 'POST /civil/messages/:messageId/look', 'POST /family/look-up', 'POST /family/look-up/steps',
  'POST /sign-in/staff', 'POST /sign-in/start',
]);

/** Nothing is written by these forms here: they search, ask once more, come too late, or need another person first. */
const ELSEWHERE = [
  'POST /canteen/cards', 'POST /canteen/cards/:cardId/revocation', 'POST /canteen/cards/issues', 'POST /canteen/counter', 'POST /canteen/counter',
  'POST /canteen/counter', 'POST /canteen/counter', 'POST /canteen/phone-orders', 'POST /canteen/phone-orders/orders/:orderId/cancellation',
  'POST /canteen/pictures/:pointId/:setMealId', 'POST /canteen/pictures/:pointId/:setMealId/removal', 'POST /canteen/refund-requests/:requestId',
  'POST /canteen/relatives/:bindingId/consent', 'POST /canteen/relatives/:bindingId/withdrawal', 'POST /canteen/shifts/:pointId/:number/review',
  'POST /civil/access-requests/:requestId', 'POST /civil/audit', 'POST /civil/books-stops/:stopId/ending', 'POST /civil/calendar/days', 'POST /civil/calendar/lists/:listId/answer',
  'POST /civil/cards', 'POST /civil/cards/:cardId/revocation', 'POST /civil/cards/issues', 'POST /civil/categories/:code/deletion',
  'POST /civil/categories/:code/name', 'POST /civil/claim-requests', 'POST /civil/claim-requests/:requestId', 'POST /civil/deaths',
  'POST /civil/deaths/elders/:elderId', 'POST /civil/deaths/notices/:noticeId', 'POST /civil/donations/:donationId/reversal', 'POST /civil/elders',
  'POST /civil/messages/:messageId/telling', 'POST /civil/months/:month/confirmation', 'POST /civil/months/:month/proposal',
  'POST /civil/months/:month/return', 'POST /civil/months/:month/withdrawal', 'POST /civil/moves', 'POST /civil/moves/:requestId',
  'POST /civil/operators/:operatorId/settings', 'POST /civil/payers/:code/deletion', 'POST /civil/payers/:code/name', 'POST /civil/people/search',
  'POST /civil/policies/drafts/:draftId/approval', 'POST /civil/policies/drafts/:draftId/return', 'POST /civil/policies/drafts/:draftId/sending',
  'POST /civil/policies/trials/:trialId/steps', 'POST /civil/price-changes/:orderId/told', 'POST /civil/rosters/uploads/:kind',
  'POST /community/chain', 'POST /community/order-batches/:batchId/steps', 'POST /community/order-checks', 'POST /community/people',
  'POST /community/phone-orders', 'POST /community/phone-orders/orders/:orderId/cancellation', 'POST /community/week', 'POST /diet/restoration',
  'POST /family/elders/:elderId/orders', 'POST /family/elders/:elderId/orders/:orderId/cancellation',
  'POST /family/elders/:elderId/standing-orders/:id/end', 'POST /family/sign-in/codes', 'POST /family/sign-in/codes/:codeId', 'POST /pauses/:id/end',
  'POST /sign-in/own/password', 'POST /sign-in/own/pin', 'POST /sign-in/own/second-factor', 'POST /sign-in/own/sessions/endings',
  'POST /sign-in/tablet/lock', 'POST /sign-in/tablet/people/:personId', 'POST /sign-out',
  'POST /standing-orders/:id/end',
];

const FORMS = Object.entries(ASKS).flatMap(([route, asks]) => asks.filter((ask) => ask.form).map((ask): [string, Ask] => [route, ask]));

const wrote = new Set<string>();

describe('a line that breaks', () => {
  it.each(FORMS)('%s', async (route, ask) => {
    const sender = await visit(db, SENDER[ask.may](place), NOON);
    const [path, form] = [ask.path(place), ask.form?.(place)];
    const send = async (fault: Fault | null) => {
      const line = faultyDatabase(env.DB, fault);
      const answer = await sender.over({ DB: line.db }).post(path, form);
      return { status: answer.status, written: line.written() };
    };
    const unheard = await breakAtEachCall(send);
    const again = await send(null);
    if (unheard) wrote.add(route);
    const leaves = EACH_TIME.has(route) ? expect.any(Number) : 0;
    expect(again).toEqual({ status: ask.ok ? expect.any(Number) : again.status, written: leaves });
    expect(again.status).toBeLessThan(500);
    if (unheard && !EACH_TIME.has(route)) expect([200, 303]).toContain(again.status);
  });

  it('at every route that writes here, and these are most of them', () => {
    expect(FORMS.map(([route]) => route).filter((route) => !wrote.has(route)).sort()).toEqual(ELSEWHERE);
  });
});

/** Whether a write went through unheard. A form that reached no write is answered at last, and has written nothing. */
async function breakAtEachCall(send: (fault: Fault) => Promise<{ status: number; written: number }>): Promise<boolean> {
  for (let call = 1; call < 12; call += 1) {
    const before = await send({ call, when: 'before' });
    expect(before.written, `before call ${call}`).toBe(0);
    if (before.status < 500) return false;
    const after = await send({ call, when: 'after' });
    expect(after.status, `after call ${call}`).toBe(503);
    if (after.written > 0) return true;
  }
  throw new Error('twelve calls and no end');
}
