import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { applications } from './applications.tsx';
import { newApplications } from './new-applications.tsx';
import { steps } from './steps.tsx';

/** Villages and communities: who applies for what, and what is to be reviewed. */
export const community = new Hono<App>()
  .route('/', applications)
  .route('/', newApplications)
  .route('/', steps);
