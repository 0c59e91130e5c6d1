import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { orders } from './orders.tsx';
import { points } from './points.tsx';
import { statements } from './statements.tsx';

/** The offices of civil affairs: what a month cost, and why. */
export const civil = new Hono<App>();

civil.route('/', points);
civil.route('/statements', statements);
civil.route('/orders', orders);
