import { addDays, instantAt, monthOf, type ServiceDate } from '../domain/calendar.ts';
import * as t from '../store/schema.ts';
import { STREET_POINTS } from './data/points-streets.ts';
import { CLERK } from './personas.ts';
import type { Insert } from './rows.ts';

/** A stop of weeks ago, before the first meal of the demo, found one night and ended in the morning: an office sees what one looks like. */
export function loadBooksStop(insert: Insert, today: ServiceDate): void {
  const point = STREET_POINTS.find((one) => one.kind === 'happiness_home');
  if (!point) throw new Error('no happiness home among the points of the streets');
  const night = addDays(today, -40);
  const check = { night, invariant: 'day_totals_equal_rows' as const, slice: monthOf(night), broken: 1, samples: JSON.stringify([`${point.key} ${addDays(night, -1)} lunch`]) };
  const [stoppedAt, endedAt] = [instantAt(night, 2 * 60 + 41), instantAt(night, 8 * 60 + 55)];
  const { invariant: name, ...found } = check;
  insert(t.invariantCheck, [{ ...found, name, checkedAt: stoppedAt }]);
  insert(t.booksStop, [{ ...check, id: 'demo-stop', mealPointId: point.key, stoppedAt, stoppedBy: 'job:check-invariants' }]);
  insert(t.booksStopEnd, [{ stopId: 'demo-stop', endedAt, endedBy: `person:${CLERK.id}`, cause: '试运行时有人直接改了数据库里的每日合计；系统管理人员按订单明细改了回来。' }]);
}
