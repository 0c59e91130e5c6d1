import { Hono } from 'hono';
import { parseServiceDate, serviceDateOf, type Instant, type ServiceDate } from '../../domain/calendar.ts';
import { isAhead, runFigures, toWatch } from '../../domain/canteen-day.ts';
import { isCounted } from '../../domain/meal-count.ts';
import type { App } from '../../request.ts';
import { findPointDays, type PointDay } from '../../store/canteen-days.ts';
import type { RunRead } from '../../store/meal-runs.ts';
import { TodayPage, type PointOfDay, type RunTask } from '../../../web/canteen/today-page.tsx';
import { permit } from '../permit.ts';
import { canteenFrame } from './frame.ts';

export const today = new Hono<App>();

/** A date that cannot be read is today's: the page is a look, not a form. */
today.get('/', permit('meal_run.read'), async (c) => {
  const { db, scope, now } = c.var;
  const thisDay = serviceDateOf(now);
  const date = parseServiceDate(c.req.query('date') ?? '') ?? thisDay;
  const days = await findPointDays(db, scope, date, 'lunch');
  if (days.length === 0) return c.notFound();
  const frame = canteenFrame(c, days.map((day) => day.pointName).join('、'), 'today');
  const points = days.map((day) => pointOfDay(day, date, now));
  return c.html(<TodayPage {...{ frame, date, now, points }} today={thisDay} />);
});

function pointOfDay(day: PointDay, date: ServiceDate, now: Instant): PointOfDay {
  const next = date === serviceDateOf(now) ? nextToClose(day.runs) : undefined;
  return {
    pointName: day.pointName,
    runs: day.runs.map((read) => ({ run: read.run, figures: runFigures(read), task: taskOf(read, next, now) })),
    watch: toWatch(day.licenceExpires, day.runs, { date, now }),
    lunches: day.ordered,
  };
}

/** Of today's open runs, the one that closes first: one thing to press at a time. */
function nextToClose(runs: readonly RunRead[]): RunRead | undefined {
  return runs.filter(({ run }) => run.state === 'open').sort((one, other) => one.run.closeAt - other.run.closeAt)[0];
}

function taskOf(read: RunRead, next: RunRead | undefined, now: Instant): RunTask {
  if (read === next) return 'close';
  if (read.run.state === 'open') return 'see_names';
  if (read.prints.length > 0) return 'see_sheets';
  return isAhead(read.run, now) && read.orders.some(isCounted) ? 'print' : 'see_names';
}
