import { Hono } from 'hono';
import { parseServiceDate, serviceDateOf, type Instant, type ServiceDate } from '../../domain/calendar.ts';
import { runFigures, taskOf, toWatch } from '../../domain/canteen-day.ts';
import { countChanges } from '../../domain/change-sheet.ts';
import type { App } from '../../request.ts';
import { findPointDays, type PointDay } from '../../store/canteen-days.ts';
import { TodayPage, type PointOfDay } from '../../../web/canteen/today-page.tsx';
import { listed } from '../../../web/text.ts';
import { permit } from '../permit.ts';
import { canteenFrame } from './frame.ts';
import { changesOf } from './sheet-facts.ts';

export const today = new Hono<App>();

/** A date that cannot be read is today's: the page is a look, not a form. */
today.get('/', permit('meal_run.read'), async (c) => {
  const { db, vault, scope, now } = c.var;
  const thisDay = serviceDateOf(now);
  const date = parseServiceDate(c.req.query('date') ?? '') ?? thisDay;
  const { days, untold } = await findPointDays(db, vault, scope, date, 'lunch');
  if (days.length === 0) return c.notFound();
  const frame = canteenFrame(c, listed(days.map((day) => day.pointName)), 'today');
  const points = days.map((day) => pointOfDay(day, date, now));
  return c.html(<TodayPage {...{ frame, date, now, points, untold }} today={thisDay} />);
});

function pointOfDay(day: PointDay, date: ServiceDate, now: Instant): PointOfDay {
  const runs = day.runs.map((found) => ({ ...found.read, changed: countChanges(changesOf(found, now)) }));
  return {
    name: day.pointName,
    stoppedSince: day.stoppedSince,
    runs: runs.map((read) => ({ run: read.run, figures: runFigures(read), task: taskOf(read, runs, now) })),
    watch: toWatch({ ...day, runs }, { date, now }),
    lunches: day.ordered,
  };
}
