import type { Context } from 'hono';
import { ageOn, addDays, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { MEAL_SLOTS, type MealSlot } from '../../domain/meal-slot.ts';
import { pausedOn } from '../../domain/pause.ts';
import type { App } from '../../request.ts';
import { loadArrangements, type Arrangements } from '../../store/arrangements.ts';
import { elderAtCounter, homeOf, isOfOthers } from '../../store/counter.ts';
import { findPoints } from '../../store/points.ts';
import { readRows } from '../../store/read.ts';
import { newId } from '../../vault.ts';
import { ArrangementsPage } from '../../../web/canteen/arrangements-page.tsx';
import type { ArrangedSlot } from '../../../web/standing-fields.tsx';
import { arrangedSlot } from '../arranging.ts';
import { id, type Typed } from '../fields.ts';
import { canteenFrame } from './frame.ts';
import { callerOf, noteLook, pass } from './passes.ts';

export const who = { elder: id, pass: pass.optional() };

export type AtCounter = { read: Arrangements; points: readonly { id: string; name: string }[]; pass: string | undefined; village: string; ofOthers: boolean };

/** The person in front of the counter, or null where they are out of its reach. */
export async function whoseArrangements(c: Context<App>, asked: { elder: string; pass?: string | undefined }, key = ''): Promise<AtCounter | null> {
  const caller = await callerOf(c, asked);
  const today = serviceDateOf(c.var.now);
  const { db, scope } = c.var;
  const [read, points, homes] = await Promise.all([
    loadArrangements(db, elderAtCounter(scope, today, caller.card), caller.elderId, today, key),
    findPoints(db, scope),
    readRows(db, homeOf(db, scope, caller.elderId, today)),
  ]);
  if (!read) return null;
  return { read, points, pass: caller.card?.pass, village: homes[0]?.village ?? '', ofOthers: isOfOthers(homes[0]) };
}

/** The page, with what has to be changed where a form was refused. */
export async function arrangementsPage(
  c: Context<App>,
  at: AtCounter,
  wrong?: { field: string; message: string; typed?: Typed },
  status: 409 | 422 = 422,
) {
  const { read, points } = at;
  await noteLook(c, at, read.person.id);
  const today = serviceDateOf(c.var.now);
  const here = points.some((one) => one.id === read.person.mealPointId);
  return c.html(
    <ArrangementsPage
      frame={canteenFrame(c, points.find((one) => one.id === read.person.mealPointId)?.name ?? points[0]?.name ?? '', 'standing_orders')}
      person={{ id: read.person.id, name: read.person.name, age: ageOn(read.person.birthDate, today), village: at.village, pointName: read.person.pointName }}
      pass={at.pass}
      today={today}
      slots={MEAL_SLOTS.flatMap((slot) => slotOf(at, slot, today))}
      elsewhere={here ? null : read.person.pointName}
      pauses={read.pauses}
      stay={read.orders.filter((one) => one.orderState === 'placed' && pausedOn(read.pauses, one.serviceDate)).map(({ serviceDate, slot }) => ({ serviceDate, slot }))}
      tomorrow={addDays(today, 1)}
      newKey={newId}
      wrong={wrong}
    />,
    wrong ? status : 200,
  );
}

/** A meal of the day at one of the counter's points. */
function slotOf({ read, points }: AtCounter, slot: MealSlot, today: ServiceDate): ArrangedSlot[] {
  const one = arrangedSlot(read, slot, today);
  return one && points.some(({ id: point }) => point === one.pointId) ? [one] : [];
}
