import { Hono } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import { loadOwners, overdueByPoint } from '../../store/complaints.ts';
import { findComplaint, listComplaints } from '../../store/ratings.ts';
import { readRows } from '../../store/read.ts';
import { ComplaintPage } from '../../../web/complaint-page.tsx';
import { ComplaintsPage } from '../../../web/complaints-page.tsx';
import { id, pageNumber, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { officeFrame } from './frame.ts';

/** What elders said was not good, and what their canteens answered; which canteens did not in time. */
export const complaints = new Hono<App>();

complaints.get('/', permit('complaint.read'), query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const { db, scope } = c.var;
  const today = serviceDateOf(c.var.now);
  const [read, late, frame] = await Promise.all([listComplaints(db, scope, page, today), readRows(db, overdueByPoint(db, scope, today)), officeFrame(c, 'complaints')]);
  return c.html(<ComplaintsPage door="civil" {...read} {...{ frame, page, today, late }} />);
});

complaints.get('/:complaintId', permit('complaint.read'), segments(z.object({ complaintId: id })), async (c) => {
  const { complaintId } = c.req.valid('param');
  const line = await findComplaint(c.var.db, c.var.scope, complaintId);
  if (!line) return c.notFound();
  const owners = await loadOwners(c.var.db, c.var.scope, complaintId);
  return c.html(<ComplaintPage frame={await officeFrame(c, 'complaints')} door="civil" today={serviceDateOf(c.var.now)} {...{ line, owners }} />);
});
