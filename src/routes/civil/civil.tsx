import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { orders } from './orders.tsx';
import { moves } from './moves.tsx';
import { pointSettings } from './point-settings.tsx';
import { points } from './points.tsx';
import { prepaid } from './prepaid.tsx';
import { statements } from './statements.tsx';

/** The offices of civil affairs: what a month cost, and why. */
export const civil = new Hono<App>();

civil.route('/', points);
civil.route('/statements', statements);
civil.route('/orders', orders);
civil.route('/prepaid', prepaid);
civil.route('/moves', moves);
civil.route('/points', pointSettings);
