import { Hono } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import { findPoints } from '../../store/points.ts';
import { loadPrepaid, maskedPhones } from '../../store/prepaid-balances.ts';
import { CanteenPrepaidPage } from '../../../web/canteen/prepaid-page.tsx';
import { listed } from '../../../web/text.ts';
import { pageNumber, query } from '../fields.ts';
import { permit } from '../permit.ts';
import { canteenFrame } from './frame.ts';

export const prepaid = new Hono<App>();

const PAGE_SIZE = 200;

/** What those who usually eat here have paid in, with whichever operator holds it, and the refunds that wait for a second person. */
prepaid.get('/', permit('cash.take'), query(z.object({ page: pageNumber })), async (c) => {
  const { page } = c.req.valid('query');
  const [points, read] = [await findPoints(c.var.db, c.var.scope), await loadPrepaid(c.var.db, c.var.scope, serviceDateOf(c.var.now), 'refund')];
  const pages = Math.max(1, Math.ceil(read.accounts.length / PAGE_SIZE));
  if (page > pages) return c.notFound();
  const shown = read.accounts.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const phones = await maskedPhones(c.var.vault, shown);
  const frame = canteenFrame(c, listed(points.map((one) => one.name)), 'prepaid');
  const rows = shown.map((one) => ({ ...one, phone: phones.get(one.elderId) ?? '' }));
  return c.html(<CanteenPrepaidPage frame={frame} all={read.accounts} rows={rows} waiting={read.waiting} page={page} pages={pages} />);
});
