import { Hono, type Context } from 'hono';
import { addMonths, monthOf, parseMonth, parseServiceDate, serviceDateOf } from '../../domain/calendar.ts';
import { monthTotals } from '../../domain/statement.ts';
import type { App } from '../../request.ts';
import { loadOperatorDay, loadOperatorMonth } from '../../store/points-day.ts';
import { OperatorDayPage, OperatorMonthPage } from '../../../web/canteen/operator-pages.tsx';
import { listed } from '../../../web/text.ts';
import { permit } from '../permit.ts';
import { canteenFrame, type CanteenPage } from './frame.ts';

/** What the manager of an operator is answerable for, point by point: figures, and nobody's name. */
export const operatorPoints = new Hono<App>();

const frameOf = (c: Context<App>, operators: readonly { name: string }[], current: CanteenPage) => canteenFrame(c, listed(operators.map((one) => one.name)), current);

/** A date or a month that cannot be read is the present one: the pages are a look, not a form. */
operatorPoints.get('/', permit('operator.read'), async (c) => {
  const { db, scope, now } = c.var;
  const today = serviceDateOf(now);
  const date = parseServiceDate(c.req.query('date') ?? '') ?? today;
  const month = monthOf(today);
  const read = await loadOperatorDay(db, scope, date, month);
  const totals = monthTotals(read.month.flatMap((point) => point.totals));
  return c.html(<OperatorDayPage frame={frameOf(c, read.operators, 'operator_day')} {...{ date, today, now, month, totals }} points={read.day} operators={read.operators} />);
});

operatorPoints.get('/months', permit('operator.read'), async (c) => {
  const latest = monthOf(serviceDateOf(c.var.now));
  const asked = parseMonth(c.req.query('month') ?? '') ?? latest;
  const month = asked < latest ? asked : latest;
  const read = await loadOperatorMonth(c.var.db, c.var.scope, month);
  const points = read.month.map(({ id, name, totals }) => ({ id, name, totals: monthTotals(totals) }));
  const next = month < latest ? addMonths(month, 1) : null;
  return c.html(<OperatorMonthPage frame={frameOf(c, read.operators, 'operator_month')} {...{ month, next, points }} closing={read.closing} />);
});
