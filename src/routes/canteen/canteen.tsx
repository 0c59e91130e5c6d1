import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { counter } from './counter.tsx';
import { handOvers } from './hand-overs.tsx';
import { mealRuns } from './meal-runs.tsx';
import { paperLists } from './paper-lists.tsx';
import { printRuns } from './print-runs.tsx';
import { today } from './today.tsx';
import { walkIns } from './walk-ins.tsx';

/** Everything under /canteen. Print runs and hand-overs begin at a run, an order or themselves, so they spell their own path. */
export const canteen = new Hono<App>()
  .route('/', today)
  .route('/meal-runs', mealRuns)
  .route('/', printRuns)
  .route('/counter', counter)
  .route('/', handOvers)
  .route('/walk-ins', walkIns)
  .route('/paper-lists', paperLists);
