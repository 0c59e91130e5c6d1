import type { Scope } from '../domain/access.ts';
import { calendarStands } from './holiday-calendar.ts';
import { untoldPrices } from './price-changes.ts';
import { readTogether, type Database } from './read.ts';

/** What waits for somebody at an office, for its first page. `calendar` is of a county alone. */
export async function loadOfficeNotices(db: Database, scope: Scope, nextYear: number) {
  const rows = await readTogether(db, { untold: untoldPrices(db, scope), calendars: calendarStands(db, scope, nextYear) });
  return { untold: rows.untold[0], calendar: rows.calendars[0] };
}
