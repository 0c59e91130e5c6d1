import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { cardPages } from '../card-pages.tsx';
import { complaints } from './complaints.tsx';
import { diets } from './diets.tsx';
import { arrangements } from './arrangements.tsx';
import { counter } from './counter.tsx';
import { pointFrame } from './frame.ts';
import { handOvers } from './hand-overs.tsx';
import { lateOrders } from './late-orders.tsx';
import { canteenLooks } from './looks.tsx';
import { mealRuns } from './meal-runs.tsx';
import { operatorPoints } from './operator-points.tsx';
import { paperLists } from './paper-lists.tsx';
import { priceChangesAt } from '../price-changes.tsx';
import { printRuns } from './print-runs.tsx';
import { canteenPhoneOrders } from './phone-orders.ts';
import { pictures } from './pictures.tsx';
import { prepaid } from './prepaid.tsx';
import { canteenRelatives } from './relatives.tsx';
import { receipts } from './receipts.tsx';
import { refundRequests } from './refund-requests.tsx';
import { refunds } from './refunds.tsx';
import { shifts } from './shifts.tsx';
import { standingOrders } from './standing-orders.tsx';
import { tablets } from './tablets.tsx';
import { today } from './today.tsx';
import { topUps } from './top-ups.tsx';
import { walkIns } from './walk-ins.tsx';

/** Everything under /canteen. Print runs and hand-overs begin at a run, an order or themselves, so they spell their own path. */
export const canteen = new Hono<App>()
  .route('/', today)
  .route('/points', operatorPoints)
  .route('/tablets', tablets)
  .route('/meal-runs', mealRuns)
  .route('/', printRuns)
  .route('/counter', counter)
  .route('/', handOvers)
  .route('/phone-orders', canteenPhoneOrders)
  .route('/late-orders', lateOrders)
  .route('/walk-ins', walkIns)
  .route('/paper-lists', paperLists)
  .route('/looks', canteenLooks)
  .route('/relatives', canteenRelatives)
  .route('/top-ups', topUps)
  .route('/refunds', refunds)
  .route('/refund-requests', refundRequests)
  .route('/receipts', receipts)
  .route('/shifts', shifts)
  .route('/prepaid', prepaid)
  .route('/price-changes', priceChangesAt('canteen', { read: 'price_change.at_point', tell: 'price_change.at_point' }))
  .route('/cards', cardPages({ door: 'canteen', may: 'card.issue', frameOf: (c) => pointFrame(c, 'counter') }))
  .route('/complaints', complaints)
  .route('/diets', diets)
  .route('/pictures', pictures)
  .route('/standing-orders', standingOrders)
  .route('/arrangements', arrangements);
