import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { applications } from './applications.tsx';
import { newApplications } from './new-applications.tsx';
import { reviews } from './reviews.tsx';
import { steps } from './steps.tsx';

/** Villages and communities: who applies for what, and what is to be reviewed. The form for a new application stands before `/applications/:id`. */
export const community = new Hono<App>()
  .route('/', newApplications)
  .route('/', applications)
  .route('/', steps)
  .route('/reviews', reviews);
