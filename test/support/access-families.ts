// Who may ask what of families: a part of the table in access-table.ts.
import { newId } from '../../src/vault.ts';
import { firstName, page, post, type Ask } from './access-asks.ts';
/** The name of whoever asks at every place. */
const ASKER = '邻家问询';

export const FAMILY_ASKS: Record<string, Ask[]> = {
  'GET /relatives': [page(() => '/relatives', 'elders')],
  'GET /relatives/:bindingId': [page((of) => `/relatives/${of.asked}`, 'own elder', { shows: () => [ASKER] })],
  'POST /relatives/:bindingId/consent': [post((of) => `/relatives/${of.asked}/consent`, 'own elder', () => ({}))],
  'POST /relatives/:bindingId/withdrawal': [post((of) => `/relatives/${of.asked}/withdrawal`, 'own elder', () => ({}))],

  'GET /family': [page(() => '/family', 'carers', { ok: [200, 303] })],
  'GET /family/sign-in': [page(() => '/family/sign-in', 'everybody', { ok: [200, 303] })],
  // No provider is set up here: what happens where one is stands in family-sign-in.test.ts.
  'POST /family/sign-in/codes': [post(() => '/family/sign-in/codes', 'everybody', () => ({ key: newId(), phone: '15412345678' }), { ok: [409] })],
  'GET /family/sign-in/codes/:codeId': [page((of) => `/family/sign-in/codes/${of.code}`, 'everybody')],
  'POST /family/sign-in/codes/:codeId': [post((of) => `/family/sign-in/codes/${of.code}`, 'everybody', () => ({ key: newId(), code: '12' }), { ok: [422] })],
  'GET /family/bindings/new': [page(() => '/family/bindings/new', 'families')],
  // Who cares for her already is told so; with no relation nothing is looked up at all.
  'POST /family/bindings': [
    post(() => '/family/bindings', 'families', (of) => ({ key: newId(), token: of.cardToken, relation: 'son' }), { ok: [303, 409] }),
    post(() => '/family/bindings', 'families', () => ({ key: newId(), card: '1', relation: '' }), { ok: [422] }),
  ],
  'GET /family/bindings/:bindingId/withdrawal': [page((of) => `/family/bindings/${of.binding}/withdrawal`, 'own family', { shows: firstName })],
  'GET /family/elders/:elderId': [page((of) => `/family/elders/${of.elder}`, 'own carer', { shows: (of) => [of.order] })],
  'GET /family/elders/:elderId/meals/:runId': [page((of) => `/family/elders/${of.elder}/meals/${of.tomorrow}`, 'own carer', { ok: [200, 409] })],
  'GET /family/elders/:elderId/meals/:runId/:setMealId/:mode': [
    page((of) => `/family/elders/${of.elder}/meals/${of.tomorrow}/${of.setMeal}/pickup`, 'own carer', { ok: [200, 409] }),
  ],
  'POST /family/elders/:elderId/orders': [
    // Whoever of them is first has ordered.
    post((of) => `/family/elders/${of.elder}/orders`, 'own carer', (of) => ({ key: newId(), runId: of.tomorrow, setMealId: of.setMeal, mode: 'dine_in', selfPayFen: '700', payBy: 'cash' }), { ok: [303, 409] }),
  ],
  'GET /family/elders/:elderId/orders/:orderId': [page((of) => `/family/elders/${of.elder}/orders/${of.order}`, 'own carer')],
  'GET /family/elders/:elderId/orders/:orderId/cancellation': [
    page((of) => `/family/elders/${of.elder}/orders/${of.order}/cancellation`, 'own carer', { ok: [409] }),
  ],
  'POST /family/elders/:elderId/orders/:orderId/cancellation': [
    post((of) => `/family/elders/${of.elder}/orders/${of.cancelling}/cancellation`, 'own carer', () => ({})),
  ],

  // After everything else that her daughter does.
  'POST /family/bindings/:bindingId/withdrawal': [post((of) => `/family/bindings/${of.binding}/withdrawal`, 'own family', () => ({}))],

  'GET /canteen/relatives': [page((of) => `/canteen/relatives?elder=${of.elder}`, 'own cook', { shows: () => [ASKER] })],
  'POST /canteen/relatives/:bindingId/consent': [post((of) => `/canteen/relatives/${of.asked}/consent`, 'own cook', (of) => ({ elder: of.elder }))],
  'POST /canteen/relatives/:bindingId/withdrawal': [post((of) => `/canteen/relatives/${of.asked}/withdrawal`, 'own cook', (of) => ({ elder: of.elder }))],
};
