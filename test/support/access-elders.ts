// Of everybody, elders, families and villages. Order matters: a later row may rest on what an earlier one did.
import { newId } from '../../src/vault.ts';
import { idNumberFor } from './id-numbers.ts';
import { page, post, firstName, type Ask } from './access-asks.ts';

/** Somebody whom no record knows. */
const FAMILY = { name: '查无此人', idNumber: idNumberFor('1944-04-04', 44), wish: 'hardship', applicant: '远方女儿', relation: '女儿', phone: '15412345678' };

export const OF_ELDERS: Record<string, Ask[]> = {
  'GET /': [page(() => '/', 'everybody')],
  'GET /sign-in': [page(() => '/sign-in', 'everybody')],
  'GET /cards/:token': [page((of) => `/cards/${of.cardToken}`, 'everybody', { ok: [303, 200] })],
  'GET /sign-out': [page(() => '/sign-out', 'everybody', { ok: [200, 303] })],
  'POST /sign-out': [post(() => '/sign-out', 'everybody', () => ({}))],
  'GET /offline': [page(() => '/offline', 'everybody')],
  'GET /offline/sent': [page(() => '/offline/sent', 'everybody')],
  'GET /healthz': [page(() => '/healthz', 'everybody')],
  'GET /readyz': [page(() => '/readyz', 'everybody', { ok: [200, 503] })],
  // Nobody's but the actor's own: what another did is as if it never was.
  'GET /outcomes/:requestId': [page(() => `/outcomes/${'0'.repeat(16)}`, 'everybody')],
  'GET /family/outcomes/:requestId': [page(() => `/family/outcomes/${'0'.repeat(16)}`, 'everybody')],
  'GET /canteen/outcomes/:requestId': [page(() => `/canteen/outcomes/${'0'.repeat(16)}`, 'everybody')],
  'GET /civil/outcomes/:requestId': [page(() => `/civil/outcomes/${'0'.repeat(16)}`, 'everybody')],
  'GET /community/outcomes/:requestId': [page(() => `/community/outcomes/${'0'.repeat(16)}`, 'everybody')],
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
  'POST /diet': [post(() => '/diet', 'elders', () => ({ change: 'feeding', help: 'yes' }))],
  'GET /week': [page(() => '/week', 'elders'), page(() => '/week?of=2026-11-16', 'elders')],
  'GET /applications': [page(() => '/applications', 'elders')],
  'GET /applications/new/:wish': [page(() => '/applications/new/living', 'elders', { ok: [200, 303] })],
  'POST /applications': [post(() => '/applications', 'elders', () => ({ key: newId(), wish: 'living' }))],
  'GET /applications/:id': [page((of) => `/applications/${of.own}`, 'own elder')],
  'POST /applications/:id/steps': [post((of) => `/applications/${of.own}/steps`, 'own elder', () => ({ action: 'withdraw' }))],

  'GET /standing-orders': [page(() => '/standing-orders', 'elders', { ok: [200, 303] })],
  'GET /standing-orders/new/:orderId': [page((of) => `/standing-orders/new/${of.order}`, 'own elder')],
  'GET /standing-orders/new/:orderId/:days': [page((of) => `/standing-orders/new/${of.order}/12345`, 'own elder')],
  'GET /standing-orders/new/:orderId/:days/:meal': [page((of) => `/standing-orders/new/${of.order}/12345/cook`, 'own elder')],
  'POST /standing-orders': [post(() => '/standing-orders', 'own elder', (of) => ({ key: newId(), orderId: of.order, days: '12345', meal: 'cook' }))],
  'GET /standing-orders/:id': [page((of) => `/standing-orders/${of.standing}`, 'own elder')],
  'GET /standing-orders/:id/days': [page((of) => `/standing-orders/${of.standing}/days`, 'own elder')],
  'GET /standing-orders/:id/days/:date': [page((of) => `/standing-orders/${of.standing}/days/2026-11-24`, 'own elder')],
  'POST /standing-orders/:id/skips': [post((of) => `/standing-orders/${of.standing}/skips`, 'own elder', () => ({ date: '2026-11-24', want: 'skip' }))],
  'GET /standing-orders/:id/change': [page((of) => `/standing-orders/${of.standing}/change`, 'own elder')],
  'GET /standing-orders/:id/change/days': [page((of) => `/standing-orders/${of.standing}/change/days`, 'own elder')],
  'GET /standing-orders/:id/change/modes': [page((of) => `/standing-orders/${of.standing}/change/modes`, 'own elder')],
  'GET /standing-orders/:id/change/:days/:mode/:meal': [page((of) => `/standing-orders/${of.standing}/change/67/pickup/same`, 'own elder')],
  'GET /standing-orders/:id/end': [page((of) => `/standing-orders/${of.standing}/end`, 'own elder')],
  'GET /pauses': [page(() => '/pauses', 'elders', { ok: [200, 303] })],
  'GET /pauses/:resume': [page(() => '/pauses/open', 'elders', { ok: [200, 303] })],
  'POST /standing-orders/:id/change': [
    post((of) => `/standing-orders/${of.standing}/change`, 'own elder', () => ({ key: newId(), days: '67', mode: 'pickup', meal: 'same' })),
  ],
  // Followed by the change above, so that this is the second press of a button that ended it.
  'POST /standing-orders/:id/end': [post((of) => `/standing-orders/${of.standing}/end`, 'own elder', () => ({}))],

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

  'GET /community': [page(() => '/community', 'workers')],
  'GET /community/applications/new': [
    page(() => '/community/applications/new', 'workers'),
    page((of) => `/community/applications/new?elder=${of.walkIn}`, 'own worker', { shows: ({ names }) => names.slice(3) }),
  ],
  'POST /community/people': [post(() => '/community/people', 'own worker', (of) => ({ q: of.namePart }), { ok: [200], none: 200, shows: (of) => [of.elder] })],
  'POST /community/applications': [
    post(() => '/community/applications', 'own worker', (of) => ({ key: newId(), elder: of.elder, claim: 'ability:mild' })),
  ],
  'GET /community/applications/:id': [
    page((of) => `/community/applications/${of.application}`, 'own worker', { shows: ({ applicants }) => applicants }),
    page((of) => `/community/applications/${of.guestClaim}`, 'own worker', { shows: () => ['迁出人'] }),
  ],
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
    post(() => '/community/week', 'own worker', (of) => ({ day: '2026-11-23', slot: 'lunch', page: '1', to: 'check', [`m.${of.walkIn}`]: 'dine_in', [`c.${of.walkIn}.${of.tomorrow}`]: of.setMeal }), { ok: [200], shows: ({ names }) => names.slice(3) }),
  ],
  // Another county's lunch of today is nobody's here.
  'GET /community/chain': [page(() => '/community/chain', 'workers', { shows: () => ['value="2026-11-24" selected'] })],
  // Whom a chain finds and whom it does not stands in chain.test.ts.
  'POST /community/chain': [
    post(() => '/community/chain', 'own worker', (of) => ({ text: `1. ${of.called} A`, date: '2026-11-24', slot: 'lunch' }), { ok: [200], none: 200, shows: (of) => [`${of.elder.slice(0, -1)}8`] }),
  ],
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
    post(() => '/community/phone-orders/orders', 'own worker', (of) => ({ key: newId(), elder: of.walkIn, run: `${of.tomorrow}`.replace('lunch', 'dinner'), meal: of.setMeal, mode: 'dine_in', selfPayFen: '1500' })),
  ],
  'POST /community/phone-orders/orders/:orderId/cancellation': [post((of) => `/community/phone-orders/orders/${of.cancelling}/cancellation`, 'own worker', () => ({}))],
};
