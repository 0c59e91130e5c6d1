import { Hono } from 'hono';
import * as z from 'zod';
import { monthOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import { loadOrderTrail } from '../../store/order-trail.ts';
import { OrderTrailPage } from '../../../web/civil/order-page.tsx';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { civilFrame } from './frame.ts';

export const orders = new Hono<App>();

/** Why one meal was paid as it was: what was known, what was decided, who handed it over. */
orders.get('/:orderId', permit('statement.read'), segments(z.object({ orderId: id })), async (c) => {
  const trail = await loadOrderTrail(c.var.db, c.var.scope, c.req.valid('param').orderId);
  if (!trail) return c.notFound();
  const { offices, categories, categoryNames, policies, ...rest } = trail;
  const policy = policies.find((version) => version.id === rest.order.policyVersionId) ?? null;
  const nameOf = (code: string) => categoryNames.find((one) => one.code === code)?.name ?? code;
  return c.html(
    <OrderTrailPage
      {...rest}
      frame={civilFrame(c, offices)}
      month={monthOf(rest.order.serviceDate)}
      policy={policy}
      categories={rest.order.facts.categories.map((code) => ({
        name: nameOf(code),
        entries: categories.filter((entry) => entry.code === code),
      }))}
    />,
  );
});
