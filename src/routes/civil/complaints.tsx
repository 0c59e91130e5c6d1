import { Hono } from 'hono';
import * as z from 'zod';
import type { App } from '../../request.ts';
import { findComplaint, listComplaints } from '../../store/ratings.ts';
import { ComplaintPage, ComplaintsPage } from '../../../web/complaints-page.tsx';
import { id, pageNumber, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { officeFrame } from './frame.ts';

/** What elders said was not good, and what their canteens answered. */
export const complaints = new Hono<App>();

complaints.get('/', permit('complaint.read'), query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const read = await listComplaints(c.var.db, c.var.scope, page);
  return c.html(<ComplaintsPage frame={await officeFrame(c, 'complaints')} door="civil" {...read} {...{ page }} />);
});

complaints.get('/:complaintId', permit('complaint.read'), segments(z.object({ complaintId: id })), async (c) => {
  const line = await findComplaint(c.var.db, c.var.scope, c.req.valid('param').complaintId);
  return line ? c.html(<ComplaintPage frame={await officeFrame(c, 'complaints')} door="civil" line={line} />) : c.notFound();
});
