// Who may ask what: one line or more for every route. A route that is not here fails the test.
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
const served = (of: Records) => ({ run: of.lunch, meal: of.setMeal, mode: 'dine_in' });
const inAddress = (values: Record<string, string>) => new URLSearchParams(values).toString();

export const ASKS: Record<string, Ask[]> = {
  'GET /': [page(() => '/', 'everybody')],
  'GET /sign-in': [page(() => '/sign-in', 'everybody'), page(() => '/sign-in?for=staff', 'everybody')],
  'GET /cards/:token': [page((of) => `/cards/${of.cardToken}`, 'everybody', { ok: [303, 200] })],
  'GET /sign-out': [page(() => '/sign-out', 'everybody', { ok: [200, 303] })],
  'POST /sign-out': [post(() => '/sign-out', 'everybody', () => ({}))],
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
  'GET /civil/points/:pointId/settings': [page((of) => `/civil/points/${of.point}/settings`, 'own county', { shows: (of) => [of.pointName] })],
  'POST /civil/points/:pointId/settings': [post((of) => `/civil/points/${of.point}/settings`, 'own county', () => ({ rule: 'keep_self_pay' }))],
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
