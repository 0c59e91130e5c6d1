import { Hono } from 'hono';
import { isOfCounty, scopeFor } from '../../domain/access.ts';
import { addMonths, parseMonth, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { heldIn, monthTotals } from '../../domain/statement.ts';
import type { App } from '../../request.ts';
import { findWaitingClaims } from '../../store/claim-requests.ts';
import { loadCountyMonth, type PointMonth } from '../../store/county-month.ts';
import { loadBooksState } from '../../store/invariant-checks.ts';
import { loadOverdue } from '../../store/job-marks.ts';
import { loadOfficeNotices } from '../../store/office-notices.ts';
import { PointsPage, type TownMonth } from '../../../web/civil/points-page.tsx';
import { borrowedNote } from '../../../web/text.ts';
import { permit } from '../permit.ts';
import { civilFrame, thisMonth } from './frame.ts';

export const points = new Hono<App>();

/** A month of every point within reach: this one, unless another is asked for. The page is a look, not a form. */
points.get('/', permit('statement.read'), async (c) => {
  const latest = thisMonth(c);
  const month = parseMonth(c.req.query('month') ?? '') ?? latest;
  const today = serviceDateOf(c.var.now);
  const nextYear = Number(today.slice(0, 4)) + 1;
  const { db, scope } = c.var;
  const [read, books, { untold, calendar, unanswered }, waiting, overdue] = await Promise.all([
    loadCountyMonth(db, scope, month),
    loadBooksState(db, scope, today),
    loadOfficeNotices(db, scope, today),
    findWaitingClaims(db, scope),
    isOfCounty(c.var.actor) ? loadOverdue(db, c.var.now) : [],
  ]);
  return c.html(
    <PointsPage
      frame={civilFrame(c, read.offices, 'statements')}
      month={month}
      latest={latest}
      books={{ ...books, mayRead: scopeFor(c.var.actor, 'books_stop.read') !== null }}
      overdue={overdue}
      waiting={waiting}
      untold={untold}
      unanswered={unanswered}
      calendar={calendar && { missing: calendar.known === 0 && isLate(today) ? nextYear : null, waiting: calendar.waiting }}
      next={month < latest ? addMonths(month, 1) : null}
      totals={monthTotals(read.points.flatMap((point) => point.totals))}
      towns={townsOf(read.points)}
      notes={heldIn(read.policies, month).map(borrowedNote)}
      closing={read.closings[0] ?? null}
    />,
  );
});

/** The notice of the next year comes out by November: a month before its first day the calendar should stand. */
const isLate = (today: ServiceDate) => today.slice(5, 7) === '12';

function townsOf(all: readonly PointMonth[]): TownMonth[] {
  return [...Map.groupBy(all, (point) => point.town)].map(([name, its]) => ({
    name,
    totals: monthTotals(its.flatMap((point) => point.totals)),
    points: its.map(({ id, name: pointName, kind, totals }) => ({ id, name: pointName, kind, totals: monthTotals(totals) })),
  }));
}
