import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { applications } from './applications.tsx';
import { chain } from './chain.tsx';
import { newApplications } from './new-applications.tsx';
import { orderBatches } from './order-batches.tsx';
import { communityPhoneOrders } from './phone-orders.ts';
import { reviews } from './reviews.tsx';
import { steps } from './steps.tsx';
import { week } from './week.tsx';

/** Villages and communities: who applies for what, what is to be reviewed, and orders for those who cannot order themselves. The form for a new application stands before `/applications/:id`. */
export const community = new Hono<App>()
  .route('/', newApplications)
  .route('/', applications)
  .route('/', steps)
  .route('/', week)
  .route('/', chain)
  .route('/order-batches', orderBatches)
  .route('/phone-orders', communityPhoneOrders)
  .route('/reviews', reviews);
