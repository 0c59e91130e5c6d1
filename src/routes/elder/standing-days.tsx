import { Hono } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { decideCancellation } from '../../domain/order.ts';
import { daysToSkip, WEEK_SHOWN } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordSkip, withdrawSkip } from '../../store/arrangement-changes.ts';
import { daysOf, type ArrangedOrder } from '../../store/arrangements.ts';
import { untilSettled } from '../../store/commit.ts';
import { newId } from '../../vault.ts';
import { CancellationRefusalPage, IncompletePage } from '../../../web/elder/problem-page.tsx';
import { SkipCheckPage, SkipDaysPage } from '../../../web/elder/standing-order-change.tsx';
import { paths } from '../../../web/paths.ts';
import { orderAtOnce, seenFrom } from '../arranging.ts';
import { form, id, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { oneOfHers } from './arrangements.tsx';
import { elderFrame, elderId } from './frame.ts';

/** This day only. */
export const standingDays = new Hono<App>();

standingDays.get('/:id/days', permit('order.own'), segments(z.object({ id })), async (c) => {
  const found = await oneOfHers(c, c.req.valid('param').id);
  if ('page' in found) return found.page;
  const today = serviceDateOf(c.var.now);
  const days = daysToSkip(daysOf(found.read, found.standing, today, WEEK_SHOWN), today);
  return c.html(<SkipDaysPage frame={elderFrame(c)} standing={found.standing} days={days} today={today} />);
});

const oneDay = segments(z.object({ id, date: serviceDate }));

standingDays.get('/:id/days/:date', permit('order.own'), oneDay, async (c) => {
  const { id: own, date } = c.req.valid('param');
  const found = await oneOfHers(c, own);
  if ('page' in found) return found.page;
  const { read, standing } = found;
  const today = serviceDateOf(c.var.now);
  const day = daysToSkip(daysOf(read, standing, today, WEEK_SHOWN), today).find((one) => one.date === date);
  if (!day) return c.redirect(paths.standingDays(own), 303);
  const order = day.is === 'ordered' ? read.orders.find((one) => one.orderId === day.orderId) : undefined;
  const refused = order && refusalOf(order, c.var.now);
  if (order && refused) return c.html(<CancellationRefusalPage frame={elderFrame(c)} refused={refused} orderId={order.orderId} />, 409);
  return c.html(<SkipCheckPage frame={elderFrame(c)} {...{ standing, date, today }} skipped={day.is === 'skipped'} gone={order !== undefined} />);
});

const refusalOf = (order: ArrangedOrder, now: number) => decideCancellation({ state: order.orderState, placedAt: order.placedAt, run: order }, now).refused;

const wanting = form(z.strictObject({ date: serviceDate, want: z.enum(['skip', 'eat']) }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** Needs no key: a day is skipped once, and taken back once. */
standingDays.post('/:id/skips', permit('order.own'), segments(z.object({ id })), wanting, async (c) => {
  const { id: own } = c.req.valid('param');
  const { date, want } = c.req.valid('form');
  const answer = await untilSettled(async () => {
    const found = await oneOfHers(c, own);
    if ('page' in found) return found.page;
    const { read, standing } = found;
    const today = serviceDateOf(c.var.now);
    const day = daysToSkip(daysOf(read, standing, today, WEEK_SHOWN), today).find((one) => one.date === date);
    const done = () => c.redirect(paths.standingOrder(own), 303);
    const skip = read.skips.find((one) => one.slot === standing.slot && one.serviceDate === date);
    const entry = auditEntry(c, `elder:${elderId(c)}`, want === 'skip' ? 'standing_order.skip' : 'standing_order.unskip', `standing_order:${own}`);
    if (want === 'eat') return skip && (await withdrawSkip(c.var.db, entry, skip.id)) === 'conflict' ? 'conflict' : done();
    if (skip || !day) return done();
    const order = day.is === 'ordered' ? read.orders.find((one) => one.orderId === day.orderId) : undefined;
    const refused = order && refusalOf(order, c.var.now);
    if (order && refused) return c.html(<CancellationRefusalPage frame={elderFrame(c)} refused={refused} orderId={order.orderId} />, 409);
    const write = { id: newId(), slot: standing.slot, date, channel: 'elder_page' as const, seen: seenFrom(read, date), cancel: order ? [order] : [] };
    const outcome = await recordSkip(c.var.db, entry, write);
    return outcome === 'done' ? done() : outcome;
  });
  if (want === 'eat') await orderAtOnce(c, elderId(c));
  return answer;
});
