import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { overdueByPoint } from './complaints.ts';
import { calendarStands } from './holiday-calendar.ts';
import { untoldPrices } from './price-changes.ts';
import { readTogether, type Database } from './read.ts';

/** What waits for somebody at an office, for its first page. `calendar` is of a county alone; `unanswered`: complaints whose deadline is over. */
export async function loadOfficeNotices(db: Database, scope: Scope, today: ServiceDate) {
  const nextYear = Number(today.slice(0, 4)) + 1;
  const rows = await readTogether(db, { untold: untoldPrices(db, scope), calendars: calendarStands(db, scope, nextYear), late: overdueByPoint(db, scope, today) });
  return { untold: rows.untold[0], calendar: rows.calendars[0], unanswered: { points: rows.late.length, complaints: rows.late.reduce((sum, { count }) => sum + count, 0) } };
}
