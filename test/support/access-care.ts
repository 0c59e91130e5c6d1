// Who may ask what of standing orders and diets on a family's pages: a part of the table in access-table.ts, before what elders do with the same ones.
import { DIET_CODES } from '../../src/domain/diet.ts';
import { newId } from '../../src/vault.ts';
import { page, post, type Ask } from './access-asks.ts';
import type { Records } from './canary-records.ts';

const at = (of: Records, more = '') => `/family/elders/${of.elder}${more}`;
const NO_MARKS = Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, 'none']));

export const CARE_ASKS: Record<string, Ask[]> = {
  'GET /family/elders/:elderId/standing-orders': [page((of) => at(of, '/standing-orders'), 'own arranger', { shows: (of) => [of.standing] })],
  'GET /family/elders/:elderId/standing-orders/new/:slot': [page((of) => at(of, '/standing-orders/new/lunch'), 'own arranger')],
  'GET /family/elders/:elderId/standing-orders/check': [page((of) => at(of, '/standing-orders/check?slot=lunch&meal=&mode=pickup&day_1=on'), 'own arranger')],
  'GET /family/elders/:elderId/standing-orders/:id/change': [page((of) => at(of, `/standing-orders/${of.standing}/change`), 'own arranger')],
  'GET /family/elders/:elderId/standing-orders/:id/days': [page((of) => at(of, `/standing-orders/${of.standing}/days`), 'own arranger')],
  'GET /family/elders/:elderId/standing-orders/:id/end': [page((of) => at(of, `/standing-orders/${of.standing}/end`), 'own arranger')],
  'GET /family/elders/:elderId/pauses': [page((of) => at(of, '/pauses'), 'own arranger')],
  'GET /family/elders/:elderId/pauses/check': [page((of) => at(of, '/pauses/check?start=2027-01-01&resume='), 'own arranger')],
  'GET /family/elders/:elderId/diet': [page((of) => at(of, '/diet'), 'own arranger', { shows: (of) => [of.elder] })],
  'POST /family/elders/:elderId/standing-orders/:id/skips': [post((of) => at(of, `/standing-orders/${of.standing}/skips`), 'own arranger', () => ({ date: '2026-11-25', want: 'skip' }))],
  // Whoever of them is second is shown what the first said.
  'POST /family/elders/:elderId/standing-orders': [
    post((of) => at(of, '/standing-orders'), 'own arranger', () => ({ key: newId(), slot: 'dinner', days: '12345', mode: 'pickup', meal: '' }), { ok: [303, 409] }),
  ],
  'POST /family/elders/:elderId/pauses': [
    post((of) => at(of, '/pauses'), 'own arranger', () => ({ key: newId(), start: '2027-01-01', resume: '2027-01-03', reason: 'away', seen: '' }), { ok: [303, 409] }),
  ],
  'POST /family/elders/:elderId/diet': [post((of) => at(of, '/diet'), 'own arranger', () => ({ version: '0', texture: 'soft', feeding: 'no', note: '', ...NO_MARKS }))],
};

/** What elders do about it. */
export const DOING_ASKS: Record<string, Ask[]> = {
  'GET /relatives/doings': [page(() => '/relatives/doings', 'elders')],
  // After the elder has changed it: what it was is followed by another, and nothing of that is ended.
  'POST /family/elders/:elderId/standing-orders/:id/end': [post((of) => at(of, `/standing-orders/${of.standing}/end`), 'own arranger', () => ({}), { ok: [409] })],
  'POST /standing-orders/:id/restoration': [post((of) => `/standing-orders/${of.standing}/restoration`, 'own elder', () => ({ key: newId() }))],
  // A pause that is none of theirs is over for them.
  'POST /pauses/:id/end': [post((of) => `/pauses/${of.standing}/end`, 'elders', () => ({ key: newId() }))],
  'POST /diet/restoration': [post(() => '/diet/restoration', 'elders', () => ({ version: '99' }))],
};
