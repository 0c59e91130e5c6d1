import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { CALL_OUTCOMES } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { loadCanteenStanding, loadPeople, phonesOf, recordCall, type FailureHere } from '../../store/canteen-standing-orders.ts';
import { recordLook } from '../../store/looks.ts';
import { CanteenStandingPage } from '../../../web/canteen/standing-orders-page.tsx';
import { paths } from '../../../web/paths.ts';
import { standingLookReason } from '../../../web/standing-order-text.ts';
import { listed } from '../../../web/text.ts';
import { form, id, pageNumber, query, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';

/** Who orders here day after day, and whom the canteen has to call. */
export const standingOrders = new Hono<App>();

const PAGE_SIZE = 200;

standingOrders.get('/', permit('hand_over.record'), query(z.object({ page: pageNumber })), (c) => list(c, c.req.valid('query').page, null));

async function list(c: Context<App>, page: number, looked: string | null) {
  const today = serviceDateOf(c.var.now);
  const read = await loadCanteenStanding(c.var.db, c.var.scope, today);
  const pages = Math.max(1, Math.ceil(read.standing.length / PAGE_SIZE));
  if (page > pages) return c.notFound();
  const people = await loadPeople(c.var.db, c.var.scope, [...new Set(read.failures.map((one) => one.elderId))]);
  const phones = await phonesOf(c.var.vault, people, looked);
  const names = new Map(people.map((one) => [one.elderId, one.name]));
  return c.html(
    <CanteenStandingPage
      frame={canteenFrame(c, listed(read.points.map((one) => one.name)), 'standing_orders')}
      today={today}
      failures={read.failures.map((one) => ({ ...one, name: names.get(one.elderId) ?? '', phone: phones.get(one.elderId) ?? '', inFull: one.elderId === looked }))}
      standing={read.standing.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      all={read.standing.length}
      several={read.points.length > 1}
      {...{ page, pages }}
    />,
  );
}

const one = segments(z.object({ id }));
const ofDay = form(z.strictObject({ date: serviceDate }), (c) => problem(c, 422));

/** One number in full, for the call. The trace comes before the answer. */
standingOrders.post('/:id/look', permit('hand_over.record'), one, ofDay, async (c) => {
  const failure = await failureOf(c, c.req.valid('param').id, c.req.valid('form').date);
  if (!failure) return c.notFound();
  const entry = auditEntry(c, actorRef(staffOf(c)), 'standing_order.look', `elder:${failure.elderId}`);
  await recordLook(c.var.db, { ...entry, reason: standingLookReason });
  return list(c, 1, failure.elderId);
});

const calling = form(
  z.strictObject({ date: serviceDate, number: z.string().regex(/^[1-9]\d{0,2}$/).transform(Number), outcome: z.enum(CALL_OUTCOMES), note: z.string().max(100).default('') }),
  (c) => problem(c, 422),
);

/** `number`: of the call as the page counted it, so that a second press of the same button finds it recorded. */
standingOrders.post('/:id/calls', permit('hand_over.record'), one, calling, async (c) => {
  const { date, number, outcome, note } = c.req.valid('form');
  const failure = await failureOf(c, c.req.valid('param').id, date);
  if (!failure) return c.notFound();
  const next = (failure.calls.at(-1)?.number ?? 0) + 1;
  if (number === next) {
    const entry = auditEntry(c, actorRef(staffOf(c)), 'standing_order.call', `standing_order:${failure.standingOrderId}`);
    await recordCall(c.var.db, entry, { standingOrderId: failure.standingOrderId, serviceDate: date, number, outcome, note: note.trim() });
  }
  return c.redirect(paths.canteenStandingOrders(), 303);
});

async function failureOf(c: Context<App>, standingOrderId: string, date: ServiceDate): Promise<FailureHere | undefined> {
  const { failures } = await loadCanteenStanding(c.var.db, c.var.scope, serviceDateOf(c.var.now));
  return failures.find((row) => row.standingOrderId === standingOrderId && row.serviceDate === date);
}
