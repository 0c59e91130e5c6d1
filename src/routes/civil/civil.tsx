import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { cardPages } from '../card-pages.tsx';
import { applications } from './applications.tsx';
import { decisions } from './decisions.tsx';
import { complaints } from './complaints.tsx';
import { officeFrame } from './frame.ts';
import { orders } from './orders.tsx';
import { moves } from './moves.tsx';
import { pointSettings } from './point-settings.tsx';
import { points } from './points.tsx';
import { policies } from './policies.tsx';
import { policyDrafts } from './policy-drafts.tsx';
import { policyTrials } from './policy-trials.tsx';
import { reviews } from './reviews.tsx';
import { rosterUploads } from './roster-uploads.tsx';
import { rosters } from './rosters.tsx';
import { prepaid } from './prepaid.tsx';
import { statements } from './statements.tsx';

/** The offices of civil affairs: what a month cost, and why; who is granted what, and by which list. */
export const civil = new Hono<App>();

civil.route('/', points);
civil.route('/statements', statements);
civil.route('/orders', orders);
civil.route('/policies', policies);
civil.route('/policies/drafts', policyDrafts);
civil.route('/policies/trials', policyTrials);
civil.route('/applications', applications);
civil.route('/applications', decisions);
civil.route('/reviews', reviews);
civil.route('/rosters/uploads', rosterUploads);
civil.route('/rosters', rosters);
civil.route('/prepaid', prepaid);
civil.route('/moves', moves);
civil.route('/points', pointSettings);
civil.route('/cards', cardPages({ door: 'civil', may: 'card.oversee', frameOf: (c) => officeFrame(c, 'cards') }));
civil.route('/complaints', complaints);
