import { Hono } from 'hono';
import { addDays, parseServiceDate, serviceDateOf, weekOf } from '../../domain/calendar.ts';
import { ownWeek } from '../../domain/own-week.ts';
import type { App } from '../../request.ts';
import { loadOwnMeals } from '../../store/own-weeks.ts';
import { WeekPage } from '../../../web/elder/week-page.tsx';
import { paths } from '../../../web/paths.ts';
import { permit } from '../permit.ts';
import { callAsOf, elderFrame, elderOf } from './frame.ts';

export const week = new Hono<App>();

/** How far back she can leaf: what is older, the canteen looks up. */
const WEEKS_BACK = 8;

/** Her week: what is coming, what she paid, what the subsidy paid. A day that cannot be read, to come, or long past is today. */
week.get('/', permit('order.own'), async (c) => {
  const { db, scope } = c.var;
  const today = serviceDateOf(c.var.now);
  const earliest = addDays(weekOf(today), -7 * WEEKS_BACK);
  const asked = parseServiceDate(c.req.query('of') ?? '');
  const date = asked && asked >= earliest && asked <= today ? asked : today;
  const elder = elderOf(c);
  const meals = await loadOwnMeals(db, scope, weekOf(date));
  const shown = ownWeek(meals, date, today);
  const now = weekOf(today) === shown.monday;
  const frame = elderFrame(c, undefined, now ? paths.ownWeek() : paths.ownWeek(shown.monday));
  return c.html(<WeekPage {...{ frame, today, now }} callAs={callAsOf(elder)} week={shown} earlier={shown.monday > earliest} />);
});
