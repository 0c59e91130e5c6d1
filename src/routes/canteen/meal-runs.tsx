import { Hono } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { freshOrders, runFigures } from '../../domain/canteen-day.ts';
import { countChanges } from '../../domain/change-sheet.ts';
import { clashesOf } from '../../domain/diet.ts';
import { countMeals, isCounted } from '../../domain/meal-count.ts';
import { decideClosing } from '../../domain/meal-run.ts';
import { SERVICE_MODES } from '../../domain/meal-slot.ts';
import { auditEntry, type App } from '../../request.ts';
import { closeRuns } from '../../store/closings.ts';
import { untilSettled } from '../../store/commit.ts';
import { findRun, type RunOrder, type RunRead } from '../../store/meal-runs.ts';
import { loadRunOnPaper } from '../../store/print-runs.ts';
import { ClosingPage } from '../../../web/canteen/closing-page.tsx';
import { MealRunPage, type NamedOrder } from '../../../web/canteen/meal-run-page.tsx';
import { paths } from '../../../web/paths.ts';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { canteenFrame, staffOf } from './frame.ts';
import { changesOf } from './sheet-facts.ts';

export const mealRuns = new Hono<App>();

const oneRun = segments(z.object({ runId: id }));

mealRuns.get('/:runId', permit('meal_run.read'), oneRun, async (c) => {
  const { db, vault, scope, now } = c.var;
  const found = await loadRunOnPaper(db, vault, scope, c.req.valid('param').runId);
  if (!found) return c.notFound();
  const { read } = found;
  const counted = read.orders.filter(isCounted);
  const named = (orders: readonly RunOrder[]) => orders.map((order) => namedOrder(order, read));
  return c.html(
    <MealRunPage
      frame={canteenFrame(c, read.pointName, 'today')}
      run={read.run}
      now={now}
      changed={countChanges(changesOf(found, now))}
      late={read.orders.filter((order) => order.late).map(({ lateReason, lateBy, placedAt, ...order }) => ({ ...order, reason: lateReason ?? '', by: lateBy ?? '', at: placedAt }))}
      figures={runFigures(read)}
      meals={read.offered.map(({ letter, name, dishes }) => ({ letter, name, dishes: dishes.map((dish) => dish.name) }))}
      byMode={SERVICE_MODES.map((mode) => ({ mode, orders: named(counted.filter((order) => order.mode === mode)) }))}
      walkIns={named(read.orders.filter((order) => order.channel === 'walk_in' && order.state === 'handed_over'))}
      cancelled={named(read.orders.filter((order) => order.state === 'cancelled' && order.channel !== 'walk_in'))}
    />,
  );
});

function namedOrder(order: RunOrder, { offered }: RunRead): NamedOrder {
  const meal = offered.find((one) => one.setMealId === order.setMealId);
  const { texture, items, feedingHelp, note } = order.diet;
  const { id: orderId, orderNo, name, hasAddress, selfPayFen, state } = order;
  const care = { texture, items, feedingHelp, note, clashes: clashesOf(order.diet, meal?.dishes ?? []) };
  return { orderId, orderNo, name, letter: meal?.letter ?? '', care, hasAddress, selfPayFen, state };
}

mealRuns.get('/:runId/closing', permit('meal_run.close'), oneRun, async (c) => {
  const { db, scope, now } = c.var;
  const read = await findRun(db, scope, c.req.valid('param').runId);
  if (!read) return c.notFound();
  const { run, orders, offered } = read;
  if (decideClosing(run, 'by_hand', now).refused !== null) return c.redirect(paths.sheets(run.id), 303);
  const count = countMeals(orders.filter(isCounted), offered);
  const fresh = freshOrders(run, orders, now);
  return c.html(<ClosingPage frame={canteenFrame(c, read.pointName, 'today')} {...{ run, now, count, fresh }} />);
});

/** Needs no key: a run is closed once, and whoever presses second, or after the job, finds the sheets to print. */
mealRuns.post('/:runId/closing', permit('meal_run.close'), oneRun, async (c) => {
  const { db, scope, now } = c.var;
  const { runId } = c.req.valid('param');
  return untilSettled(async () => {
    const read = await findRun(db, scope, runId);
    if (!read) return c.notFound();
    if (decideClosing(read.run, 'by_hand', now).refused !== null) return c.redirect(paths.sheets(runId), 303);
    const entry = auditEntry(c, actorRef(staffOf(c)), 'meal_run.close', `meal_run:${runId}`);
    const outcome = await closeRuns(db, entry, [runId]);
    return outcome === 'done' ? c.redirect(paths.sheets(runId), 303) : outcome;
  });
});
