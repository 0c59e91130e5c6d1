import { Hono } from 'hono';
import { scopeFor } from '../../domain/access.ts';
import { parseServiceDate, serviceDateOf } from '../../domain/calendar.ts';
import { monthTotals } from '../../domain/statement.ts';
import type { App } from '../../request.ts';
import { countToDecide } from '../../store/application-lists.ts';
import { loadPointsDay } from '../../store/points-day.ts';
import { CivilTodayPage } from '../../../web/civil/civil-today-page.tsx';
import { permit } from '../permit.ts';
import { civilFrame, thisMonth } from './frame.ts';

export const today = new Hono<App>();

/** The day of every point within reach. A date that cannot be read is today's: the page is a look, not a form. */
today.get('/', permit('statement.read'), async (c) => {
  const { db, scope, now, actor } = c.var;
  const thisDay = serviceDateOf(now);
  const date = parseServiceDate(c.req.query('date') ?? '') ?? thisDay;
  const month = thisMonth(c);
  const deciding = scopeFor(actor, 'application.decide');
  const [read, toDecide] = await Promise.all([loadPointsDay(db, scope, date, month), deciding ? countToDecide(db, deciding) : null]);
  const totals = monthTotals(read.month.flatMap((point) => point.totals));
  return c.html(<CivilTodayPage frame={civilFrame(c, read.offices, 'today')} {...{ date, now, month, totals, toDecide }} today={thisDay} points={read.day} />);
});
