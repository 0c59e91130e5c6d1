import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { orders } from './orders.tsx';
import { points } from './points.tsx';
import { rosterUploads } from './roster-uploads.tsx';
import { rosters } from './rosters.tsx';
import { statements } from './statements.tsx';

/** The offices of civil affairs: what a month cost, and why; and who is what, by which list. */
export const civil = new Hono<App>();

civil.route('/', points);
civil.route('/statements', statements);
civil.route('/orders', orders);
civil.route('/rosters/uploads', rosterUploads);
civil.route('/rosters', rosters);
