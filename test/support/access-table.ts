// Who may ask what: one line or more for every route. A route that is not here fails the test.
import { DIET_CODES } from '../../src/domain/diet.ts';
import { newId } from '../../src/vault.ts';
import { FAMILY_ASKS } from './access-families.ts';
import type { Place, Records } from './canaries.ts';
import { DRAFT_TEXT } from './draft-rows.ts';
import { idNumberFor } from './id-numbers.ts';

/**
 * Of the place whose records are asked for, or of any. A carer is an elder for herself, or her family. Officials are those of the county and of towns; `town` and `county` one of them
 * alone; `county officials` those who reach every place.
 */
export type Audience =
  | 'everybody' | 'elders' | 'own elder' | 'cooks' | 'own cook' | 'officials' | 'own officials' | 'county officials'
  | 'families' | 'own family' | 'carers' | 'own carer' | 'workers' | 'own worker' | 'own town' | 'county' | 'own county';

export type Ask = {
  path: (of: Records) => string;
  form?: (of: Records) => Record<string, string>;
  may: Audience;
  /** What whoever may is answered: 200, or 303 after a form. */
  ok?: number[];
  /** What nothing, and records out of reach, are answered: 404. */
  none?: number;
  /** What must stand in the answer for those who may, so that its absence elsewhere means something. */
  shows?: (of: Place) => string[];
  /** What may stand in the answer beside the names and ids of one's own people. */
  reveals?: (of: Place) => string[];
};

const statement = (of: Records) => `/civil/statements/${of.point}/2026-11`;
const page = (path: Ask['path'], may: Audience, more: Partial<Ask> = {}): Ask => ({ path, may, ...more });
const post = (path: Ask['path'], may: Audience, form: Ask['form'], more: Partial<Ask> = {}): Ask => ({ path, may, form, ...more });
const firstName = ({ names }: Place) => names.slice(0, 1);
const whoShowsACard = (of: Place) => [of.names[3] ?? '', of.walkIn, of.card, of.pointName];
/** Somebody whom no record knows. */
const FAMILY = { name: '查无此人', idNumber: idNumberFor('1944-04-04', 44), wish: 'hardship', applicant: '远方女儿', relation: '女儿', phone: '15412345678' };
/** The waiting order's second answer, as its page says it. */
const TOLD = { assessment: '2', selfPayFen: '200', teller: '李芳', how: 'phone', note: '' };
const DIET_FORM = { version: '0', texture: 'regular', feeding: 'no', note: '', ...Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, 'none'])) };
const served = (of: Records) => ({ run: of.lunch, meal: of.setMeal, mode: 'dine_in' });
const inAddress = (values: Record<string, string>) => new URLSearchParams(values).toString();

export const ASKS: Record<string, Ask[]> = {
  'GET /': [page(() => '/', 'everybody')],
  'GET /sign-in': [page(() => '/sign-in', 'everybody'), page(() => '/sign-in?for=staff', 'everybody')],
  'GET /cards/:token': [page((of) => `/cards/${of.cardToken}`, 'everybody', { ok: [303, 200] })],
  'GET /sign-out': [page(() => '/sign-out', 'everybody', { ok: [200, 303] })],
  'POST /sign-out': [post(() => '/sign-out', 'everybody', () => ({}))],
  'GET /offline': [page(() => '/offline', 'everybody')],
  'GET /offline/sent': [page(() => '/offline/sent', 'everybody')],
  'GET /offline/:size': [page(() => '/offline/xl', 'everybody')],
  'GET /places': [page(() => '/places', 'everybody')],
  'GET /places/:townCode': [page((of) => `/places/${of.town}`, 'everybody', { shows: (of) => [of.pointName] })],
  'GET /menus/:pointId': [page((of) => `/menus/${of.point}`, 'everybody', { shows: (of) => [of.pointName] })],
  'GET /meals/:runId': [page((of) => `/meals/${of.tomorrow}`, 'elders')],
  'GET /meals/:runId/:setMealId': [page((of) => `/meals/${of.tomorrow}/${of.setMeal}`, 'elders')],
  'GET /meals/:runId/:setMealId/:mode': [page((of) => `/meals/${of.tomorrow}/${of.setMeal}/pickup`, 'elders')],
  'POST /orders': [
    // Whoever ordered this sitting at the first place has ordered it when asked for the others.
    post(() => '/orders', 'elders', (of) => ({ key: newId(), runId: of.tomorrow, setMealId: of.setMeal, mode: 'dine_in' }), { ok: [303, 409] }),
  ],
  'GET /orders/:orderId': [page((of) => `/orders/${of.order}`, 'own elder')],
  'GET /orders/:orderId/cancellation': [
    page((of) => `/orders/${of.cancelling}/cancellation`, 'own elder'),
    page((of) => `/orders/${of.order}/cancellation`, 'own elder', { ok: [409] }),
  ],
  'POST /orders/:orderId/cancellation': [post((of) => `/orders/${of.cancelling}/cancellation`, 'own elder', () => ({}))],

  'GET /orders/:orderId/rating': [page((of) => `/orders/${of.order}/rating`, 'own elder')],
  'POST /orders/:orderId/rating': [post((of) => `/orders/${of.order}/rating`, 'own elder', () => ({ face: 'poor', words: '凉了' }))],
  'GET /diet': [page(() => '/diet', 'elders'), page(() => '/diet?more=all', 'elders')],
  'GET /diet/texture': [page(() => '/diet/texture', 'elders')],
  'GET /diet/feeding': [page(() => '/diet/feeding', 'elders')],
  'GET /diet/items/:kind': [page(() => '/diet/items/allergy', 'elders'), page(() => '/diet/items/restriction', 'elders')],
  'GET /diet/allergies/:code': [page(() => '/diet/allergies/nut', 'elders')],
  'POST /diet': [post(() => '/diet', 'elders', () => ({ change: 'asked' }))],
  'GET /week': [page(() => '/week', 'elders'), page(() => '/week?of=2026-11-16', 'elders')],
  'GET /applications': [page(() => '/applications', 'elders')],
  'GET /applications/new/:wish': [page(() => '/applications/new/living', 'elders', { ok: [200, 303] })],
  'POST /applications': [post(() => '/applications', 'elders', () => ({ key: newId(), wish: 'living' }))],
  'GET /applications/:id': [page((of) => `/applications/${of.own}`, 'own elder')],
  'POST /applications/:id/steps': [post((of) => `/applications/${of.own}/steps`, 'own elder', () => ({ action: 'withdraw' }))],

  'GET /family/applications': [page(() => '/family/applications', 'everybody'), page((of) => `/family/applications?town=${of.town}`, 'everybody')],
  'POST /family/applications': [
    // Whoever asks the same thing again from the same telephone is told so.
    post(() => '/family/applications', 'everybody', (of) => ({ key: newId(), town: of.town, village: of.village, ...FAMILY }), { ok: [200, 409] }),
  ],
  'GET /family/look-up': [page(() => '/family/look-up', 'everybody')],
  'POST /family/look-up': [post(() => '/family/look-up', 'everybody', () => ({ no: '20261123-0001', code: '00000000' }), { ok: [422] })],
  'POST /family/look-up/steps': [
    post(() => '/family/look-up/steps', 'everybody', () => ({ no: '20261123-0001', code: '00000000', action: 'withdraw' }), { ok: [422] }),
  ],

  ...FAMILY_ASKS,

  'GET /community': [page(() => '/community', 'workers')],
  'GET /community/applications/new': [
    page(() => '/community/applications/new', 'workers'),
    page((of) => `/community/applications/new?elder=${of.walkIn}`, 'own worker', { shows: ({ names }) => names.slice(3) }),
  ],
  'POST /community/people': [post(() => '/community/people', 'own worker', (of) => ({ q: of.namePart }), { ok: [200], none: 200, shows: (of) => [of.elder] })],
  'POST /community/applications': [
    post(() => '/community/applications', 'own worker', (of) => ({ key: newId(), elder: of.elder, claim: 'ability:mild' })),
  ],
  'GET /community/applications/:id': [page((of) => `/community/applications/${of.application}`, 'own worker', { shows: ({ applicants }) => applicants })],
  'POST /community/applications/:id/steps': [
    post((of) => `/community/applications/${of.application}/steps`, 'own worker', () => ({ action: 'ask_papers', steps: '1', note: '缺材料' })),
  ],
  'POST /community/applications/:id/look': [
    post((of) => `/community/applications/${of.application}/look`, 'own worker', () => ({ reason: '约时间' }), { ok: [200], shows: ({ sealed }) => sealed, reveals: ({ sealed }) => sealed }),
  ],
  'GET /community/applications/:id/notice': [page((of) => `/community/applications/${of.granted}/notice`, 'own worker', { shows: ({ names }) => names.slice(3) })],
  'GET /community/reviews': [page(() => '/community/reviews', 'workers')],
  'GET /community/reviews/:factId': [page((of) => `/community/reviews/${of.fact}`, 'own worker', { shows: ({ names }) => names.slice(3) })],
  'POST /community/reviews/:factId': [post((of) => `/community/reviews/${of.fact}`, 'own worker', () => ({ due: '2027-12-01', finding: 'still_holds' }))],

  'GET /community/week': [page(() => '/community/week', 'workers'), page(() => '/community/week?slot=dinner', 'workers')],
  'POST /community/week': [
    post(() => '/community/week', 'own worker', (of) => ({ from: '2026-11-23', slot: 'lunch', page: '1', to: 'check', [`m.${of.walkIn}`]: 'dine_in', [`c.${of.walkIn}.${of.tomorrow}`]: of.setMeal }), { ok: [200], shows: ({ names }) => names.slice(3) }),
  ],
  'GET /community/chain': [page(() => '/community/chain', 'workers')],
  // Whom a chain finds and whom it does not stands in chain.test.ts.
  'POST /community/chain': [post(() => '/community/chain', 'workers', () => ({ text: '1. 查无此人 A', date: '2026-11-24', slot: 'lunch' }), { ok: [200] })],
  'POST /community/order-checks': [
    post(() => '/community/order-checks', 'own worker', (of) => ({ text: '1. 某某 A', date: '2026-11-24', slot: 'lunch', 'd.1.1': `${of.walkIn}.${of.tomorrow}.${of.setMeal}.dine_in` }), { ok: [200], shows: ({ names }) => names.slice(3) }),
  ],
  'POST /community/order-batches': [
    post(() => '/community/order-batches', 'own worker', (of) => ({ key: newId(), 'l.1': `${of.walkIn}.${of.tomorrow}.${of.setMeal}.pickup.1` })),
  ],
  'GET /community/order-batches/:batchId': [page((of) => `/community/order-batches/${of.batch}`, 'own worker', { shows: ({ names }) => names.slice(3) })],
  'POST /community/order-batches/:batchId/steps': [post((of) => `/community/order-batches/${of.batch}/steps`, 'own worker', () => ({}))],
  'GET /community/phone-orders': [
    page(() => '/community/phone-orders', 'workers'),
    page((of) => `/community/phone-orders?elder=${of.walkIn}`, 'own worker', { shows: ({ names }) => names.slice(3) }),
    page((of) => `/community/phone-orders?done=${of.order}`, 'own worker', { none: 200, shows: firstName }),
  ],
  'POST /community/phone-orders': [post(() => '/community/phone-orders', 'own worker', (of) => ({ q: of.namePart }), { none: 200, shows: (of) => [of.elder] })],
  'POST /community/phone-orders/orders': [
    post(() => '/community/phone-orders/orders', 'own worker', (of) => ({ key: newId(), elder: of.walkIn, run: of.tomorrow.replace('lunch', 'dinner'), meal: of.setMeal, mode: 'dine_in', selfPayFen: '1500' })),
  ],
  'POST /community/phone-orders/orders/:orderId/cancellation': [post((of) => `/community/phone-orders/orders/${of.cancelling}/cancellation`, 'own worker', () => ({}))],

  'GET /canteen': [page(() => '/canteen?date=2026-11-23', 'cooks')],
  'GET /canteen/meal-runs/:runId': [page((of) => `/canteen/meal-runs/${of.lunch}`, 'own cook', { shows: firstName })],
  'GET /canteen/meal-runs/:runId/closing': [page((of) => `/canteen/meal-runs/${of.dinner}/closing`, 'own cook')],
  'POST /canteen/meal-runs/:runId/closing': [post((of) => `/canteen/meal-runs/${of.dinner}/closing`, 'own cook', () => ({}))],
  'GET /canteen/meal-runs/:runId/sheets': [page((of) => `/canteen/meal-runs/${of.lunch}/sheets`, 'own cook', { shows: (of) => [of.delivery] })],
  'POST /canteen/meal-runs/:runId/print-runs': [
    post((of) => `/canteen/meal-runs/${of.lunch}/print-runs`, 'own cook', () => ({ key: newId(), kind: 'delivery_list' })),
  ],
  'GET /canteen/print-runs/:printRunId': [
    page((of) => `/canteen/print-runs/${of.production}`, 'own cook'),
    page((of) => `/canteen/print-runs/${of.delivery}`, 'own cook', { shows: ({ names, doors }) => [...names.slice(0, 3), ...doors.slice(0, 9)], reveals: ({ doors }) => doors }),
  ],
  'GET /canteen/counter': [
    page(() => '/canteen/counter', 'cooks'),
    page((of) => `/canteen/counter?elder=${of.elder}`, 'own cook', { shows: firstName }),
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
  'GET /pictures/:pictureId/:size': [page(() => '/pictures/none/large', 'everybody', { ok: [404] })],
  'GET /canteen/pictures': [page(() => '/canteen/pictures', 'cooks')],
  'GET /canteen/pictures/:pointId/:setMealId': [page((of) => `/canteen/pictures/${of.point}/${of.setMeal}`, 'own cook')],
  // Without a file: what a file does stands in pictures.test.ts.
  'POST /canteen/pictures/:pointId/:setMealId': [post((of) => `/canteen/pictures/${of.point}/${of.setMeal}`, 'own cook', () => ({}), { ok: [422] })],
  'POST /canteen/pictures/:pointId/:setMealId/removal': [post((of) => `/canteen/pictures/${of.point}/${of.setMeal}/removal`, 'own cook', () => ({}))],
  'GET /canteen/diets': [page((of) => `/canteen/diets?elder=${of.elder}`, 'own cook', { shows: firstName })],
  'POST /canteen/diets': [post(() => '/canteen/diets', 'own cook', (of) => ({ elder: of.walkIn, ...DIET_FORM }))],
  // No complaint is known here: what is found, and by whom, stands in ratings.test.ts.
  'GET /canteen/complaints': [page(() => '/canteen/complaints', 'cooks')],
  'GET /canteen/complaints/:complaintId': [page((of) => `/canteen/complaints/${of.order}`, 'own cook', { ok: [404] })],
  'POST /canteen/complaints/:complaintId/answer': [post((of) => `/canteen/complaints/${of.order}/answer`, 'own cook', () => ({ answer: 'x' }), { ok: [404] })],
  'GET /civil/complaints': [page(() => '/civil/complaints', 'officials')],
  'GET /civil/complaints/:complaintId': [page((of) => `/civil/complaints/${of.order}`, 'own officials', { ok: [404] })],
  'GET /canteen/cards': [
    page(() => '/canteen/cards', 'cooks'),
    page((of) => `/canteen/cards?elder=${of.elder}`, 'own cook', { shows: firstName }),
  ],
  'POST /canteen/cards': [post(() => '/canteen/cards', 'own cook', (of) => ({ q: of.phoneTail }), { none: 200, shows: (of) => [of.elder] })],
  // Without a reason nothing is made and nothing ends: what happens with one stands in cards.test.ts.
  'POST /canteen/cards/issues': [post(() => '/canteen/cards/issues', 'own cook', (of) => ({ key: newId(), elder: of.elder }), { ok: [422], shows: firstName })],
  'GET /canteen/cards/:cardId': [page((of) => `/canteen/cards/${of.card}`, 'own cook', { ok: [303] })],
  'POST /canteen/cards/:cardId/revocation': [post((of) => `/canteen/cards/${of.card}/revocation`, 'own cook', () => ({}), { ok: [422] })],
  'GET /civil/cards': [
    page(() => '/civil/cards', 'officials'),
    page((of) => `/civil/cards?elder=${of.elder}`, 'own officials', { shows: firstName }),
  ],
  'POST /civil/cards': [post(() => '/civil/cards', 'own officials', (of) => ({ q: of.phoneTail }), { none: 200, shows: (of) => [of.elder] })],
  // Without a reason nothing is made and nothing ends: what happens with one stands in cards.test.ts.
  'POST /civil/cards/issues': [post(() => '/civil/cards/issues', 'own officials', (of) => ({ key: newId(), elder: of.elder }), { ok: [422], shows: firstName })],
  'GET /civil/cards/:cardId': [page((of) => `/civil/cards/${of.card}`, 'own officials', { ok: [303] })],
  'POST /civil/cards/:cardId/revocation': [post((of) => `/civil/cards/${of.card}/revocation`, 'own officials', () => ({}), { ok: [422] })],
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

  'GET /civil/prepaid': [page(() => '/civil/prepaid', 'county')],
  'GET /civil/prepaid/files/:file{[0-9-]+\\.csv}': [page(() => '/civil/prepaid/files/2026-11-23.csv', 'county')],
  'GET /civil/prepaid/:operatorId': [page(() => '/civil/prepaid/op1', 'county')],
  'GET /civil/moves': [page((of) => `/civil/moves?elder=${of.saver}&holder=op1`, 'own county', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/moves': [
    post(() => '/civil/moves', 'own county', (of) => ({ key: newId(), elder: of.saver, from: 'op1', note: 'x' }), { ok: [422], shows: ({ names }) => names.slice(1, 2) }),
  ],
  'GET /civil/moves/:requestId': [page((of) => `/civil/moves/${of.move}`, 'own county', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/moves/:requestId': [
    post((of) => `/civil/moves/${of.move}`, 'own county', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: ({ names }) => names.slice(1, 2) }),
  ],
  'GET /civil/deaths': [page(() => '/civil/deaths', 'officials')],
  'POST /civil/deaths': [post(() => '/civil/deaths', 'own officials', (of) => ({ q: of.namePart }), { ok: [200], none: 200, shows: firstName })],
  'GET /civil/deaths/elders/:elderId': [page((of) => `/civil/deaths/elders/${of.elder}`, 'own officials', { shows: firstName })],
  'POST /civil/deaths/elders/:elderId': [
    post((of) => `/civil/deaths/elders/${of.elder}`, 'own officials', () => ({ key: newId(), died: '', told: '', document: '' }), { ok: [422], shows: firstName }),
  ],
  'GET /civil/deaths/notices/:noticeId': [page((of) => `/civil/deaths/notices/${of.deathNotice}`, 'own officials', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/deaths/notices/:noticeId': [
    post((of) => `/civil/deaths/notices/${of.deathNotice}`, 'own officials', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: ({ names }) => names.slice(1, 2) }),
  ],
  'GET /civil/claim-requests': [page((of) => `/civil/claim-requests?order=${of.order}`, 'own officials', { shows: firstName })],
  // Somebody has asked already: whoever may is told so.
  'POST /civil/claim-requests': [
    post(() => '/civil/claim-requests', 'own officials', (of) => ({ key: newId(), order: of.order, reason: 'not_eaten', note: 'x' }), { ok: [409], shows: firstName }),
  ],
  'GET /civil/claim-requests/:requestId': [page((of) => `/civil/claim-requests/${of.claimRequest}`, 'own officials', { shows: firstName })],
  'POST /civil/claim-requests/:requestId': [
    post((of) => `/civil/claim-requests/${of.claimRequest}`, 'own officials', () => ({ shown: 'A'.repeat(43), outcome: 'declined' }), { ok: [409], shows: firstName }),
  ],
  'GET /civil/calendar': [page(() => '/civil/calendar?year=2026', 'officials')],
  'POST /civil/calendar/lists': [
    // The first one waits, and whoever comes after is told so.
    post(() => '/civil/calendar/lists', 'county officials', () => ({ key: newId(), year: '2027', source: '通知', text: '1月1日 法定节假日 元旦' }), { ok: [303, 422] }),
  ],
  'POST /civil/calendar/days': [
    post(() => '/civil/calendar/days', 'county officials', () => ({ key: newId(), year: '2026', daySource: '', date: '', kind: 'day_off', name: '' }), { ok: [422] }),
  ],
  'GET /civil/calendar/lists/:listId': [page(() => '/civil/calendar/lists/published-2026', 'county officials')],
  'POST /civil/calendar/lists/:listId/answer': [
    post(() => '/civil/calendar/lists/published-2026/answer', 'county officials', () => ({ shown: 'x', outcome: 'confirmed' }), { ok: [409] }),
  ],
  'GET /civil/price-changes': [page(() => '/civil/price-changes', 'officials')],
  'GET /civil/price-changes/:orderId': [page((of) => `/civil/price-changes/${of.waiting}`, 'own officials', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /civil/price-changes/:orderId/look': [
    post((of) => `/civil/price-changes/${of.waiting}/look`, 'own officials', () => ({ reason: '告知' }), { ok: [200], shows: ({ doors }) => doors.slice(3, 4), reveals: ({ doors }) => doors.slice(3, 4) }),
  ],
  'POST /civil/price-changes/:orderId/told': [post((of) => `/civil/price-changes/${of.waiting}/told`, 'own officials', () => TOLD)],
  'GET /canteen/price-changes': [page(() => '/canteen/price-changes', 'cooks')],
  'GET /canteen/price-changes/:orderId': [page((of) => `/canteen/price-changes/${of.waiting}`, 'own cook', { shows: ({ names }) => names.slice(1, 2) })],
  'POST /canteen/price-changes/:orderId/look': [
    post((of) => `/canteen/price-changes/${of.waiting}/look`, 'own cook', () => ({ reason: '告知' }), { ok: [200], shows: ({ doors }) => doors.slice(3, 4), reveals: ({ doors }) => doors.slice(3, 4) }),
  ],
  'POST /canteen/price-changes/:orderId/told': [post((of) => `/canteen/price-changes/${of.waiting}/told`, 'own cook', () => TOLD)],
  'GET /civil/payers': [page(() => '/civil/payers', 'county officials', { shows: (of) => [of.fund] })],
  'POST /civil/payers': [post(() => '/civil/payers', 'county officials', () => ({ key: newId(), code: `p_${newId()}`, name: newId(), kind: 'budget' }))],
  'GET /civil/payers/:code': [page((of) => `/civil/payers/${of.fund}`, 'county officials', { shows: (of) => [of.fund] })],
  'POST /civil/payers/:code/name': [
    // It is called otherwise than the form says.
    post((of) => `/civil/payers/${of.fund}/name`, 'county officials', () => ({ was: 'x', name: newId(), reason: 'x' }), { ok: [409] }),
  ],
  // A fund has an account.
  'POST /civil/payers/:code/deletion': [post((of) => `/civil/payers/${of.fund}/deletion`, 'county officials', () => ({}), { ok: [409] })],
  'GET /civil/categories': [page(() => '/civil/categories', 'county officials')],
  'POST /civil/categories': [post(() => '/civil/categories', 'county officials', () => ({ key: newId(), code: `c_${newId()}`, name: newId() }))],
  'GET /civil/categories/:code': [page(() => '/civil/categories/minimum_living_guarantee', 'county officials')],
  'POST /civil/categories/:code/name': [
    post(() => '/civil/categories/minimum_living_guarantee/name', 'county officials', () => ({ was: 'x', name: newId(), reason: 'x' }), { ok: [409] }),
  ],
  'POST /civil/categories/:code/words': [post(() => '/civil/categories/minimum_living_guarantee/words', 'county officials', () => ({ word: '农村低保' }))],
  'POST /civil/categories/:code/deletion': [post(() => '/civil/categories/minimum_living_guarantee/deletion', 'county officials', () => ({}), { ok: [409] })],
  'GET /civil/donations': [page(() => '/civil/donations', 'county officials', { shows: (of) => [of.fund] })],
  'GET /civil/donations/new': [page((of) => `/civil/donations/new?fund=${of.fund}`, 'county officials')],
  'POST /civil/donations': [
    post(() => '/civil/donations', 'county officials', (of) => ({ fund: of.fund, donor: '', way: 'cash', amount: '5', received: '2026-11-23', note: '' }), { ok: [200] }),
    post(() => '/civil/donations', 'county officials', (of) => ({ key: newId(), fund: of.fund, donor: '', way: 'cash', amount: '5', received: '2026-11-23', note: '' })),
  ],
  'GET /civil/donations/funds/:code': [page((of) => `/civil/donations/funds/${of.fund}`, 'county officials', { shows: (of) => [of.donation] })],
  'GET /civil/donations/funds/:code/print': [page((of) => `/civil/donations/funds/${of.fund}/print?year=2026`, 'county officials')],
  'GET /civil/donations/:donationId': [page((of) => `/civil/donations/${of.donation}`, 'county officials')],
  'GET /civil/donations/:donationId/receipt': [page((of) => `/civil/donations/${of.donation}/receipt`, 'county officials')],
  // The page's own hash is not known here: whoever may is shown the page again.
  'POST /civil/donations/:donationId/reversal': [
    post((of) => `/civil/donations/${of.donation}/reversal`, 'county officials', () => ({ shown: 'A'.repeat(43), reason: '记错' }), { ok: [409] }),
  ],
  'GET /civil/points/:pointId/settings': [page((of) => `/civil/points/${of.point}/settings`, 'own county', { shows: (of) => [of.pointName] })],
  'POST /civil/points/:pointId/settings': [post((of) => `/civil/points/${of.point}/settings`, 'own county', () => ({ rule: 'keep_self_pay' }))],
  // op1 runs points in every town: only whoever reaches all of them sets its limits.
  'GET /civil/operators/:operatorId/settings': [page(() => '/civil/operators/op1/settings', 'county officials')],
  'POST /civil/operators/:operatorId/settings': [
    post(() => '/civil/operators/op1/settings', 'county officials', () => ({ topUpMost: '1000', heldMost: '5000', refundAlone: '200', source: '测试规定' })),
  ],
  'GET /civil': [page(() => '/civil?month=2026-11', 'officials')],
  'GET /civil/statements/:pointId/:month': [page(statement, 'own officials', { shows: (of) => [of.pointName] })],
  'GET /civil/statements/:pointId/:month/rows': [page((of) => `${statement(of)}/rows?payer=unspecified`, 'own officials', { shows: (of) => [of.order] })],
  'GET /civil/statements/:pointId/:month/print': [
    page((of) => `${statement(of)}/print`, 'own officials', { shows: (of) => [of.pointName] }),
    page((of) => `${statement(of)}/print?detail=all`, 'own officials', { shows: (of) => [of.pointName] }),
  ],
  'GET /civil/statements/:pointId/:month{[0-9-]+\\.csv}': [page((of) => `${statement(of)}.csv`, 'own officials', { shows: firstName })],
  'GET /civil/applications': [page(() => '/civil/applications', 'officials')],
  'GET /civil/applications/:id': [page((of) => `/civil/applications/${of.application}`, 'own officials', { shows: ({ applicants }) => applicants })],
  'GET /civil/applications/:id/notice': [page((of) => `/civil/applications/${of.granted}/notice`, 'own officials', { shows: ({ names }) => names.slice(3) })],
  'POST /civil/applications/:id/look': [
    post((of) => `/civil/applications/${of.application}/look`, 'own officials', () => ({ reason: '核对' }), { ok: [200], shows: ({ sealed }) => sealed, reveals: ({ sealed }) => sealed }),
  ],
  'POST /civil/applications/:id/decision': [
    post((of) => `/civil/applications/${of.checked}/decision`, 'own town', (of) => ({ action: 'grant', steps: '2', shown: of.checkedShown })),
  ],
  'POST /civil/applications/:id/appeal-decision': [
    // The second official of the county finds it decided.
    post((of) => `/civil/applications/${of.appealed}/appeal-decision`, 'own county', (of) => ({ action: 'uphold', steps: '4', shown: of.appealedShown, note: '维持' }), { ok: [303, 409] }),
  ],
  'GET /civil/reviews': [page(() => '/civil/reviews', 'officials')],
  'GET /civil/reviews/:factId': [page((of) => `/civil/reviews/${of.proposedFact}`, 'own officials', { shows: ({ names }) => names.slice(3) })],
  'POST /civil/reviews/:factId/decision': [
    post((of) => `/civil/reviews/${of.proposedFact}/decision`, 'own town', (of) => ({ review: of.review, shown: of.reviewShown, decision: 'approved' })),
  ],
  'GET /civil/orders/:orderId': [page((of) => `/civil/orders/${of.order}`, 'own officials', { shows: firstName })],
  'GET /civil/orders/:orderId/recomputation': [page((of) => `/civil/orders/${of.order}/recomputation`, 'own officials', { shows: firstName })],

  // The month is still running, so nothing of it can be proposed or answered; what can be stands in month-closings.test.ts.
  'GET /civil/months': [page(() => '/civil/months', 'county officials')],
  'GET /civil/months/:month': [page(() => '/civil/months/2026-11', 'county officials')],
  'POST /civil/months/:month/proposal': [post(() => '/civil/months/2026-11/proposal', 'county officials', () => ({ hash: 'A'.repeat(43) }), { ok: [409] })],
  'POST /civil/months/:month/withdrawal': [post(() => '/civil/months/2026-11/withdrawal', 'county officials', () => ({ step: '1', reason: 'x' }), { ok: [409] })],
  'POST /civil/months/:month/return': [post(() => '/civil/months/2026-11/return', 'county officials', () => ({ step: '1', hash: 'A'.repeat(43), reason: 'x' }), { ok: [409] })],
  'POST /civil/months/:month/confirmation': [post(() => '/civil/months/2026-11/confirmation', 'county officials', () => ({ step: '1', hash: 'A'.repeat(43) }), { ok: [409] })],

  'GET /civil/policies': [page(() => '/civil/policies', 'officials')],
  'GET /civil/policies/versions/:versionId': [page(() => '/civil/policies/versions/qd-cy-2020-1', 'officials')],
  'GET /civil/policies/drafts/new': [page(() => '/civil/policies/drafts/new?version=qd-cy-2020-1', 'county officials')],
  'POST /civil/policies/drafts': [post(() => '/civil/policies/drafts', 'county officials', () => ({ key: newId(), text: DRAFT_TEXT }))],
  'GET /civil/policies/drafts/:draftId': [page((of) => `/civil/policies/drafts/${of.draft}`, 'county officials')],
  'GET /civil/policies/drafts/:draftId/text': [page((of) => `/civil/policies/drafts/${of.draft}/text`, 'county officials')],
  'POST /civil/policies/drafts/:draftId/text': [post((of) => `/civil/policies/drafts/${of.draft}/text`, 'county officials', () => ({ text: DRAFT_TEXT }))],
  // Nobody has sent the draft, so nobody can answer; what happens when somebody has stands in policy-drafts.test.ts.
  'POST /civil/policies/drafts/:draftId/approval': [post((of) => `/civil/policies/drafts/${of.draft}/approval`, 'county officials', () => ({ step: '1', hash: 'x' }), { ok: [409] })],
  'POST /civil/policies/drafts/:draftId/return': [post((of) => `/civil/policies/drafts/${of.draft}/return`, 'county officials', () => ({ step: '1', hash: 'x', reason: 'x' }), { ok: [409] })],
  'POST /civil/policies/drafts/:draftId/sending': [post((of) => `/civil/policies/drafts/${of.draft}/sending`, 'county officials', () => ({ hash: 'x' }), { ok: [409] })],
  'POST /civil/policies/drafts/:draftId/trials': [post((of) => `/civil/policies/drafts/${of.draft}/trials`, 'county officials', () => ({ month: '2026-10' }))],
  'POST /civil/policies/drafts/:draftId/withdrawal': [post((of) => `/civil/policies/drafts/${of.draftOver}/withdrawal`, 'county officials', () => ({}))],
  'GET /civil/policies/trials/:trialId': [page((of) => `/civil/policies/trials/${of.trial}`, 'county officials', { shows: firstName })],
  'GET /civil/policies/trials/:trialId/people/:elderId': [page((of) => `/civil/policies/trials/${of.trial}/people/${of.elder}`, 'county officials', { shows: firstName })],
  'POST /civil/policies/trials/:trialId/steps': [post((of) => `/civil/policies/trials/${of.trial}/steps`, 'county officials', () => ({}))],

  'GET /civil/rosters': [page(() => '/civil/rosters', 'county')],
  'GET /civil/rosters/uploads/:kind': [page(() => '/civil/rosters/uploads/category', 'county')],
  'GET /civil/rosters/uploads/:kind/template.csv': [page(() => '/civil/rosters/uploads/death/template.csv', 'county')],
  // Without a file: what a file does stands in rosters.test.ts.
  'POST /civil/rosters/uploads/:kind': [
    post(() => '/civil/rosters/uploads/death', 'county', () => ({ key: newId(), name: '名册', documentNo: '1', documentDate: '2026-11-22', asOf: '2026-11-22' }), { ok: [422] }),
  ],
  'GET /civil/rosters/:rosterId': [
    page((of) => `/civil/rosters/${of.roster}?show=all`, 'own county', { shows: firstName }),
    page((of) => `/civil/rosters/${of.rosterSpare}`, 'own county', { shows: firstName }),
  ],
  'GET /civil/rosters/:rosterId/application': [page((of) => `/civil/rosters/${of.roster}/application`, 'own county', { shows: (of) => [of.rosterHash] })],
  'POST /civil/rosters/:rosterId/application': [
    post((of) => `/civil/rosters/${of.roster}/application`, 'own county', (of) => ({ plan: '1', hash: of.rosterHash })),
  ],
  'POST /civil/rosters/:rosterId/words': [
    post((of) => `/civil/rosters/${of.rosterSpare}/words`, 'own county', () => ({ word: '低保户', code: 'minimum_living_guarantee' })),
  ],
  // The row's phone is not ours; a second press, and one before the list was applied, change nothing.
  'POST /civil/rosters/:rosterId/rows/:rowNo/contact': [
    post((of) => `/civil/rosters/${of.roster}/rows/2/contact`, 'own county', () => ({ field: 'phone' }), { ok: [303, 409] }),
  ],
  'POST /civil/rosters/:rosterId/withdrawal': [post((of) => `/civil/rosters/${of.rosterSpare}/withdrawal`, 'own county', () => ({}))],
};
