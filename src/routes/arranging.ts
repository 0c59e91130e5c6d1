import type { Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf, type ServiceDate } from '../domain/calendar.ts';
import { firstDayOf, type StandingOrder } from '../domain/standing-order.ts';
import type { App } from '../request.ts';
import type { ArrangedOrder, Arrangements } from '../store/arrangements.ts';
import type { Seen } from '../store/arrangement-changes.ts';
import { expandStandingOrders } from '../store/standing-order-expansion.ts';

// What her own pages and the counter's have in common where something is ordered day after day.

/** Days of the week by their digits, ascending. */
export const weekdays = z.string().regex(/^(?=.)1?2?3?4?5?6?7?$/);

/** A day, or `open`: not known yet. */
export const openOr = <T extends z.ZodType>(day: T) => z.union([z.literal('open').transform(() => null), day]);

/** The first day that a change holds for. */
export function changesFrom(c: Context<App>, read: Arrangements, { mealPointId, slot }: Pick<StandingOrder, 'mealPointId' | 'slot'>): ServiceDate {
  const runs = read.runs.filter((run) => run.mealPointId === mealPointId && run.slot === slot);
  return firstDayOf(runs, serviceDateOf(c.var.now), c.var.now);
}

export function seenFrom(read: Arrangements, from: ServiceDate): Seen {
  return { elderId: read.person.id, from, orders: read.orders };
}

/** Orders at once what the job would order within a minute. What it cannot do now, the job does: what was said stands already. */
export async function orderAtOnce(c: Context<App>, elderId: string): Promise<void> {
  const { now, requestId, db } = c.var;
  await expandStandingOrders(db, { at: now, actor: 'job:expand-standing-orders', requestId }, [elderId]).catch(() => undefined);
}

export const sittings = (orders: readonly ArrangedOrder[]) => orders.map(({ serviceDate, slot }) => ({ serviceDate, slot }));
