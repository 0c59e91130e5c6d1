import type { Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf, type ServiceDate } from '../domain/calendar.ts';
import { SERVICE_MODES, type MealSlot } from '../domain/meal-slot.ts';
import { decideCancellation } from '../domain/order.ts';
import { daysToSkip, firstDayOf, WEEK_SHOWN, type ArrangementChannel, type StandingOrder } from '../domain/standing-order.ts';
import type { App } from '../request.ts';
import { daysOf, type ArrangedOrder, type Arrangements, type Standing } from '../store/arrangements.ts';
import { recordSkip, withdrawSkip, type Seen } from '../store/arrangement-changes.ts';
import type { AuditEntry } from '../store/commit.ts';
import { expandStandingOrders } from '../store/standing-order-expansion.ts';
import { newId } from '../vault.ts';

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

export function seenFrom(read: Arrangements, from: ServiceDate, allowed?: Seen['allowed']): Seen {
  return { elderId: read.person.id, from, orders: read.orders, ...(allowed ? { allowed } : {}) };
}

/** Who says it and how; `allowed`: whether they still may, asked inside the write. */
export type Said = { entry: AuditEntry; channel: ArrangementChannel; allowed?: Seen['allowed'] };

/** This day only: not eaten, if it can still be skipped. Done already, or no day of hers: nothing to do. */
export async function skipDay(c: Context<App>, read: Arrangements, standing: Standing, date: ServiceDate, { entry, channel, allowed }: Said) {
  const today = serviceDateOf(c.var.now);
  const day = daysToSkip(daysOf(read, standing, today, WEEK_SHOWN), today).find((one) => one.date === date);
  if (!day || day.is === 'skipped') return 'done';
  const order = day.is === 'ordered' ? read.orders.find((one) => one.orderId === day.orderId) : undefined;
  if (order && decideCancellation({ state: order.orderState, placedAt: order.placedAt, run: order }, c.var.now).refused !== null) return 'too_late';
  return recordSkip(c.var.db, entry, { id: newId(), slot: standing.slot, date, channel, seen: seenFrom(read, date, allowed), cancel: order ? [order] : [] });
}

/** The skipped day is eaten after all. */
export async function eatDay(c: Context<App>, read: Arrangements, { slot }: Standing, date: ServiceDate, { entry, allowed }: Pick<Said, 'entry' | 'allowed'>) {
  const skip = read.skips.find((one) => one.slot === slot && one.serviceDate === date);
  return skip ? withdrawSkip(c.var.db, entry, skip.id, allowed) : 'done';
}

/** A meal of the day that stands, or that can be set up because her canteen offers it. Null where it is neither. */
export function arrangedSlot(read: Arrangements, slot: MealSlot, today: ServiceDate) {
  const standing = read.standing.find((one) => one.slot === slot) ?? null;
  const pointId = standing?.mealPointId ?? read.person.mealPointId;
  const ofSlot = <Row extends { slot: string; mealPointId: string }>(rows: readonly Row[]) => rows.filter((one) => one.slot === slot && one.mealPointId === pointId);
  const offered = ofSlot(read.modes).map((one) => one.mode);
  const modes = SERVICE_MODES.filter((mode) => mode === standing?.mode || offered.includes(mode));
  if (modes.length === 0) return null;
  const meals = new Map(ofSlot(read.offered).map((one) => [one.setMealId, one.name]));
  if (standing?.setMealId) meals.set(standing.setMealId, standing.setMealName ?? '');
  const days = standing ? daysOf(read, standing, today, WEEK_SHOWN) : [];
  return { slot, pointId, standing, modes, meals: [...meals].map(([value, label]) => ({ value, label })), days };
}

/** The digits of the days that a form ticked, `day_1` to `day_7`; null where none is. */
export function tickedDays(ticked: Readonly<Record<string, unknown>>): string | null {
  const days = Object.entries(ticked).filter(([name, value]) => name.startsWith('day_') && value !== undefined).map(([name]) => name.slice(4)).sort().join('');
  return weekdays.safeParse(days).data ?? null;
}

const tick = z.literal('on').optional();
export const dayTicks = { day_1: tick, day_2: tick, day_3: tick, day_4: tick, day_5: tick, day_6: tick, day_7: tick };

/** Orders at once what the job would order within a minute. What it cannot do now, the job does: what was said stands already. */
export async function orderAtOnce(c: Context<App>, elderId: string): Promise<void> {
  const { now, requestId, db } = c.var;
  await expandStandingOrders(db, { at: now, actor: 'job:expand-standing-orders', requestId }, [elderId]).catch(() => undefined);
}

export const sittings = (orders: readonly ArrangedOrder[]) => orders.map(({ serviceDate, slot }) => ({ serviceDate, slot }));
