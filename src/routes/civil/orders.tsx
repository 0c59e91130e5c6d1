import { Hono } from 'hono';
import * as z from 'zod';
import { monthOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import { priceCauses } from '../../domain/price-change.ts';
import { recompute } from '../../domain/recomputation.ts';
import { loadOrderTrail } from '../../store/order-trail.ts';
import { loadRecomputation } from '../../store/recomputations.ts';
import { OrderTrailPage } from '../../../web/civil/order-page.tsx';
import { RecomputationPage } from '../../../web/civil/recomputation-page.tsx';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { civilFrame } from './frame.ts';

export const orders = new Hono<App>();

/** Why one meal was paid as it was: what was known, what was decided, who handed it over. */
orders.get('/:orderId', permit('statement.read'), segments(z.object({ orderId: id })), async (c) => {
  const trail = await loadOrderTrail(c.var.db, c.var.scope, c.req.valid('param').orderId);
  if (!trail) return c.notFound();
  const { offices, categories, categoryNames, policies, reassessments, ...rest } = trail;
  const policy = policies.find((version) => version.id === rest.order.policyVersionId) ?? null;
  const nameOf = (code: string) => categoryNames.find((one) => one.code === code)?.name ?? code;
  return c.html(
    <OrderTrailPage
      {...rest}
      frame={civilFrame(c, offices)}
      month={monthOf(rest.order.serviceDate)}
      policy={policy}
      categoryNames={categoryNames}
      reassessments={reassessments.map((one) => ({ ...one, causes: priceCauses(one.was, one.is, [one.reason]) }))}
      categories={rest.order.facts.categories.map((code) => ({
        name: nameOf(code),
        entries: categories.filter((entry) => entry.code === code),
      }))}
    />,
  );
});

/** The same order judged again, from what it kept: the same fen, or what differs. */
orders.get('/:orderId/recomputation', permit('statement.read'), segments(z.object({ orderId: id })), async (c) => {
  const read = await loadRecomputation(c.var.db, c.var.scope, c.req.valid('param').orderId);
  if (!read) return c.notFound();
  const { offices, order, counted, policies, payers } = read;
  const recomputed = recompute(order, policies, counted);
  const judgedBy = recomputed.exact ? recomputed.versions.map((one) => one.id) : [];
  const documents = policies.filter((one) => judgedBy.includes(one.id)).map((one) => one.document);
  return c.html(<RecomputationPage frame={civilFrame(c, offices)} {...{ order, recomputed, documents, payers }} counted={counted.length} />);
});
