// Of canteens. Order matters: a later row may rest on what an earlier one did.
import { DIET_CODES } from '../../src/domain/diet.ts';
import { newId } from '../../src/vault.ts';
import { page, post, firstName, type Ask } from './access-asks.ts';
import type { Place, Records } from './canary-records.ts';

const whoShowsACard = (of: Place) => [of.names[3] ?? '', of.walkIn, of.card, of.pointName];
export const homeOfGuest = (of: Place) => [of.pointName, ...of.divisions, ...of.hostDivisions];
const served = (of: Records) => ({ run: of.lunch, meal: of.setMeal, mode: 'dine_in' });
const inAddress = (values: Record<string, string>) => new URLSearchParams(values).toString();
/** The waiting order's second answer, as its page says it. */
export const TOLD = { assessment: '2', selfPayFen: '200', teller: '李芳', how: 'phone', note: '' };
const DIET_FORM = { version: '0', texture: 'regular', feeding: 'no', note: '', ...Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, 'none'])) };

export const OF_CANTEENS: Record<string, Ask[]> = {
  'GET /canteen': [page(() => '/canteen?date=2026-11-23', 'cooks')],
  'GET /canteen/meal-runs/:runId': [page((of) => `/canteen/meal-runs/${of.lunch}`, 'own cook', { shows: firstName })],
  'GET /canteen/meal-runs/:runId/closing': [page((of) => `/canteen/meal-runs/${of.dinner}/closing`, 'own cook')],
  'POST /canteen/meal-runs/:runId/closing': [post((of) => `/canteen/meal-runs/${of.dinner}/closing`, 'own cook', () => ({}))],
  'GET /canteen/meal-runs/:runId/sheets': [page((of) => `/canteen/meal-runs/${of.lunch}/sheets`, 'own cook', { shows: (of) => [of.delivery] })],
  'POST /canteen/meal-runs/:runId/print-runs': [
    // A price has changed since the lists were printed: no further list before that is on paper.
    post((of) => `/canteen/meal-runs/${of.lunch}/print-runs`, 'own cook', () => ({ key: newId(), kind: 'change_sheet' })),
    post((of) => `/canteen/meal-runs/${of.lunch}/print-runs`, 'own cook', () => ({ key: newId(), kind: 'delivery_list' })),
  ],
  'GET /canteen/print-runs/:printRunId': [
    page((of) => `/canteen/print-runs/${of.production}`, 'own cook'),
    page((of) => `/canteen/print-runs/${of.delivery}`, 'own cook', { shows: ({ names, doors }) => [...names.slice(0, 3), ...doors.slice(0, 9)], reveals: ({ doors }) => doors }),
  ],
  'GET /canteen/counter': [
    page(() => '/canteen/counter', 'cooks'),
    page((of) => `/canteen/counter?elder=${of.elder}`, 'own cook', { shows: firstName }),
    page((of) => `/canteen/counter?elder=${of.guest}`, 'either cook', { shows: (of) => [of.guestName], reveals: homeOfGuest }),
    // A pass is good for whoever entered the card; what it opens, and the trace of that, stands in counter.test.ts.
    page((of) => `/canteen/counter?elder=${of.walkIn}&pass=${of.pass}`, 'own cook', { shows: (of) => [...whoShowsACard(of), of.pass], reveals: whoShowsACard }),
    page((of) => `/canteen/counter?done=${of.handOver}`, 'own cook', { none: 200, shows: firstName }),
  ],
  'POST /canteen/counter': [
    post(() => '/canteen/counter', 'own cook', (of) => ({ q: of.namePart }), { none: 200, shows: (of) => [of.elder] }),
    post(() => '/canteen/counter', 'own cook', (of) => ({ q: of.phoneTail }), { none: 200, shows: (of) => [of.elder] }),
    post(() => '/canteen/counter', 'cooks', (of) => ({ q: of.cardNumber }), { none: 200, shows: (of) => [of.card], reveals: whoShowsACard }),
    post(() => '/canteen/counter', 'cooks', (of) => ({ q: `https://zhucan.test/cards/${of.cardToken}` }), { none: 200, shows: (of) => [of.card], reveals: whoShowsACard }),
  ],
  'GET /canteen/looks': [
    page((of) => `/canteen/looks?elder=${of.elder}`, 'own cook', { shows: firstName }),
    page((of) => `/canteen/looks?elder=${of.walkIn}&pass=${of.pass}`, 'own cook', { shows: (of) => [of.names[3] ?? ''], reveals: whoShowsACard }),
  ],
  // The value itself stands behind the pass that this leads to: looks.test.ts.
  'POST /canteen/looks': [post(() => '/canteen/looks', 'own cook', (of) => ({ key: newId(), elder: of.elder, field: 'phone', why: 'call', words: '' }), { shows: (of) => [of.elder] })],
  'POST /canteen/orders/:orderId/hand-over': [post((of) => `/canteen/orders/${of.waiting}/hand-over`, 'own cook', () => ({ key: newId() }))],
  'POST /canteen/hand-overs/:handOverId/undo': [post((of) => `/canteen/hand-overs/${of.handOver}/undo`, 'own cook', () => ({}))],
  'GET /canteen/walk-ins': [
    page((of) => `/canteen/walk-ins?elder=${of.walkIn}`, 'own cook', { shows: ({ names }) => names.slice(3) }),
    page((of) => `/canteen/walk-ins?elder=${of.walkIn}&${inAddress(served(of))}`, 'own cook', { shows: ({ names }) => names.slice(3) }),
  ],
  'POST /canteen/walk-ins': [
    post(() => '/canteen/walk-ins', 'own cook', (of) => ({ key: newId(), elder: of.walkIn, selfPayFen: '700', ...served(of) })),
  ],
  'GET /canteen/paper-lists': [
    page(() => '/canteen/paper-lists', 'cooks'),
    page((of) => `/canteen/paper-lists?result=${of.entry}`, 'own cook', { shows: ({ names }) => names.slice(2, 3) }),
  ],
  'POST /canteen/paper-lists': [
    post(() => '/canteen/paper-lists', 'own cook', (of) => ({ sheet: of.sheet, rows: '1,2', by: '王师傅' }), { ok: [200], none: 422, shows: firstName }),
    post(() => '/canteen/paper-lists', 'own cook', (of) => ({ sheet: of.sheet, rows: '1,2', by: '王师傅', point: of.point }), { ok: [200], none: 422, shows: firstName }),
    // Row 1 can be recorded again: it was handed over in the story and undone above.
    post(() => '/canteen/paper-lists', 'own cook', (of) => ({ sheet: of.sheet, printRun: of.delivery, rows: '1', by: '王师傅', key: newId() }), { none: 422 }),
  ],

  'GET /canteen/top-ups': [page((of) => `/canteen/top-ups?elder=${of.walkIn}&point=${of.point}`, 'own cook', { shows: ({ names }) => names.slice(3) })],
  'POST /canteen/top-ups': [
    post(() => '/canteen/top-ups', 'own cook', (of) => ({ elder: of.walkIn, point: of.point, amount: '50', counterpart: '' }), { ok: [200], shows: ({ names }) => names.slice(3) }),
    post(() => '/canteen/top-ups', 'own cook', (of) => ({ key: newId(), elder: of.walkIn, point: of.point, amountFen: '100000', counterpart: '' })),
  ],
  'GET /canteen/refunds': [page((of) => `/canteen/refunds?elder=${of.saver}&point=${of.point}`, 'own cook', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /canteen/refunds': [
    post(() => '/canteen/refunds', 'own cook', (of) => ({ elder: of.saver, point: of.point, amount: '1', reason: 'x' }), { ok: [200], shows: ({ names }) => names.slice(1, 2) }),
    post(() => '/canteen/refunds', 'own cook', (of) => ({ key: newId(), elder: of.saver, point: of.point, amountFen: '100', reason: 'x' })),
  ],
  'GET /canteen/receipts/:receiptId': [page((of) => `/canteen/receipts/${of.receipt}`, 'own cook', { shows: ({ names }) => names.slice(1, 2) })],
  'GET /canteen/refund-requests/:requestId': [page((of) => `/canteen/refund-requests/${of.refundRequest}`, 'own cook', { shows: ({ names }) => names.slice(1, 2) })],
  // The page's own hash is not known here: whoever may is shown the page again.
  'POST /canteen/refund-requests/:requestId': [
    post((of) => `/canteen/refund-requests/${of.refundRequest}`, 'own cook', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: ({ names }) => names.slice(1, 2) }),
  ],
  'GET /canteen/pictures': [page(() => '/canteen/pictures', 'cooks')],
  'GET /canteen/pictures/:pointId/:setMealId': [page((of) => `/canteen/pictures/${of.point}/${of.setMeal}`, 'own cook')],
  // Without a file: what a file does stands in pictures.test.ts.
  'POST /canteen/pictures/:pointId/:setMealId': [post((of) => `/canteen/pictures/${of.point}/${of.setMeal}`, 'own cook', () => ({}), { ok: [422] })],
  // There is none, so nothing is written.
  'POST /canteen/pictures/:pointId/:setMealId/removal': [post((of) => `/canteen/pictures/${of.point}/${of.setMeal}/removal`, 'own cook', () => ({}), { ok: [303] })],
  'GET /canteen/diets': [page((of) => `/canteen/diets?elder=${of.elder}`, 'own cook', { shows: firstName })],
  'POST /canteen/diets': [post(() => '/canteen/diets', 'own cook', (of) => ({ elder: of.walkIn, ...DIET_FORM }))],
  'GET /canteen/points': [page(() => '/canteen/points', 'own managers', { none: 200, shows: (of) => [of.pointName] })],
  'GET /canteen/points/months': [page(() => '/canteen/points/months', 'own managers', { none: 200, shows: (of) => [of.pointName] })],
  'GET /canteen/tablets': [page(() => '/canteen/tablets', 'own managers', { none: 200, shows: (of) => [of.tablet] })],
  'GET /canteen/tablets/new': [page(() => '/canteen/tablets/new', 'own managers', { none: 200, shows: (of) => [of.point] })],
  'POST /canteen/tablets': [post(() => '/canteen/tablets', 'own managers', (of) => ({ point: of.point, name: '灶间平板' }))],
  'GET /canteen/tablets/:tabletId/ending': [page((of) => `/canteen/tablets/${of.tablet}/ending`, 'own managers', { shows: (of) => [of.pointName] })],
  'POST /canteen/tablets/:tabletId/ending': [post((of) => `/canteen/tablets/${of.tablet}/ending`, 'own managers', () => ({ reason: '丢了' }))],
  'GET /canteen/complaints': [page(() => '/canteen/complaints', 'answerers')],
  'GET /canteen/complaints/:complaintId': [page((of) => `/canteen/complaints/${of.complaint}`, 'own answerers', { shows: firstName })],
  // Each place has one cook: p1's is cook1.
  'POST /canteen/complaints/:complaintId/owner': [
    post((of) => `/canteen/complaints/${of.complaint}/owner`, 'own answerers', (of) => ({ owner: `cook${String(of.point).slice(1)}`, version: '0' })),
  ],
  'POST /canteen/complaints/:complaintId/answer': [post((of) => `/canteen/complaints/${of.complaint}/answer`, 'own answerers', () => ({ answer: '加了保温层' }))],
  'GET /canteen/cards': [
    page(() => '/canteen/cards', 'cooks'),
    page((of) => `/canteen/cards?elder=${of.elder}`, 'own cook', { shows: firstName }),
  ],
  'POST /canteen/cards': [post(() => '/canteen/cards', 'own cook', (of) => ({ q: of.phoneTail }), { none: 200, shows: (of) => [of.elder] })],
  // Without a reason nothing is made and nothing ends: what happens with one stands in cards.test.ts.
  'POST /canteen/cards/issues': [post(() => '/canteen/cards/issues', 'own cook', (of) => ({ key: newId(), elder: of.elder }), { ok: [422], shows: firstName })],
  'GET /canteen/cards/:cardId': [page((of) => `/canteen/cards/${of.card}`, 'own cook', { ok: [303] })],
  'POST /canteen/cards/:cardId/revocation': [post((of) => `/canteen/cards/${of.card}/revocation`, 'own cook', () => ({}), { ok: [422] })],
  'GET /canteen/standing-orders': [page(() => '/canteen/standing-orders', 'cooks')],
  'POST /canteen/standing-orders/:id/look': [
    post((of) => `/canteen/standing-orders/${of.failing}/look`, 'own cook', () => ({ date: '2026-11-24' }), { ok: [200], shows: ({ doors }) => doors.slice(3, 4), reveals: ({ doors }) => doors }),
  ],
  'POST /canteen/standing-orders/:id/calls': [
    post((of) => `/canteen/standing-orders/${of.failing}/calls`, 'own cook', () => ({ date: '2026-11-24', number: '1', outcome: 'no_answer', note: '' })),
  ],
  'GET /canteen/arrangements': [page((of) => `/canteen/arrangements?elder=${of.saver}`, 'own cook', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /canteen/arrangements/standing-orders': [
    post(() => '/canteen/arrangements/standing-orders', 'own cook', (of) => ({ key: newId(), elder: of.saver, slot: 'dinner', mode: 'dine_in', meal: '', told: 'counter', day_1: 'on' }), { afterwards: 1 }),
  ],
  'POST /canteen/arrangements/skips': [
    post(() => '/canteen/arrangements/skips', 'own cook', (of) => ({ elder: of.saver, standing: of.failing, date: '2026-11-24', want: 'skip', told: 'phone' })),
  ],
  'POST /canteen/arrangements/pauses': [
    post(() => '/canteen/arrangements/pauses', 'own cook', (of) => ({ key: newId(), elder: of.saver, from: '2026-12-01', resume: '2026-12-08', reason: 'away', told: 'counter' }), { afterwards: 1 }),
  ],
  'POST /canteen/arrangements/endings': [post(() => '/canteen/arrangements/endings', 'own cook', (of) => ({ elder: of.saver, standing: of.failing, told: 'counter' }))],
  'GET /canteen/prepaid': [page(() => '/canteen/prepaid', 'cooks')],
  'GET /canteen/shifts': [page(() => '/canteen/shifts', 'cooks')],
  'POST /canteen/shifts': [post(() => '/canteen/shifts', 'own cook', (of) => ({ point: of.point, number: '2', counted: '0', note: 'x' }))],
  'GET /canteen/shifts/:pointId/:number': [page((of) => `/canteen/shifts/${of.point}/1`, 'own cook', { shows: (of) => [of.pointName] })],
  'GET /canteen/shifts/:pointId/:number/closing': [page((of) => `/canteen/shifts/${of.point}/1/closing`, 'own cook', { ok: [303] })],
  'POST /canteen/shifts/:pointId/:number/closing': [
    // The one that was opened above.
    post((of) => `/canteen/shifts/${of.point}/2/closing`, 'own cook', () => ({ expected: '0', counted: '0', explanation: '' })),
  ],
  // Whoever closed a shift does not look at it as the second person.
  'POST /canteen/shifts/:pointId/:number/review': [post((of) => `/canteen/shifts/${of.point}/1/review`, 'own cook', () => ({}), { ok: [404] })],

  'GET /canteen/phone-orders': [
    page(() => '/canteen/phone-orders', 'cooks'),
    page((of) => `/canteen/phone-orders?elder=${of.walkIn}`, 'own cook', { shows: ({ names }) => names.slice(3) }),
    page((of) => `/canteen/phone-orders?done=${of.order}`, 'own cook', { none: 200, shows: firstName }),
  ],
  'POST /canteen/phone-orders': [post(() => '/canteen/phone-orders', 'own cook', (of) => ({ q: of.namePart }), { none: 200, shows: (of) => [of.elder] })],
  'POST /canteen/phone-orders/orders': [
    post(() => '/canteen/phone-orders/orders', 'own cook', (of) => ({ key: newId(), elder: of.walkIn, run: of.tomorrow, meal: of.setMeal, mode: 'dine_in', selfPayFen: '700' })),
  ],
  'POST /canteen/phone-orders/orders/:orderId/cancellation': [post((of) => `/canteen/phone-orders/orders/${of.cancelling}/cancellation`, 'own cook', () => ({}))],

  'GET /canteen/late-orders': [
    page((of) => `/canteen/late-orders?${inAddress({ ...served(of), elder: of.walkIn })}`, 'own cook', { shows: ({ names }) => names.slice(3) }),
  ],
  // For the dinner that was closed above, and so is past ordering.
  'POST /canteen/late-orders': [
    post(() => '/canteen/late-orders', 'own cook', (of) => ({ key: newId(), ...served(of), elder: of.walkIn, run: of.dinner, selfPayFen: '1500', reason: '忘了订' })),
  ],

  'GET /canteen/price-changes': [
    page(() => '/canteen/price-changes', 'cooks'),
    page(() => '/canteen/price-changes?show=told', 'own cook', { none: 200, shows: ({ names }) => names.slice(2, 3) }),
  ],
  'GET /canteen/price-changes/:orderId': [page((of) => `/canteen/price-changes/${of.waiting}`, 'own cook', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /canteen/price-changes/:orderId/look': [
    post((of) => `/canteen/price-changes/${of.waiting}/look`, 'own cook', () => ({ reason: '告知' }), { ok: [200], shows: ({ doors }) => doors.slice(3, 4), reveals: ({ doors }) => doors.slice(3, 4) }),
  ],
  'POST /canteen/price-changes/:orderId/told': [post((of) => `/canteen/price-changes/${of.waiting}/told`, 'own cook', () => TOLD)],
};
