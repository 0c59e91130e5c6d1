import { Hono } from 'hono';
import type { App } from '../../request.ts';
import { listTablets } from '../../store/tablets.ts';
import { CountyTabletsPage } from '../../../web/civil/tablets-page.tsx';
import { permit } from '../permit.ts';
import { officeFrame } from './frame.ts';

/** On which tablets people sign in by a PIN, for those who answer for who was let in. */
export const countyTablets = new Hono<App>();

countyTablets.get('/', permit('tablet.read'), async (c) => {
  return c.html(<CountyTabletsPage frame={await officeFrame(c, 'tablets')} tablets={await listTablets(c.var.db, c.var.scope)} />);
});
