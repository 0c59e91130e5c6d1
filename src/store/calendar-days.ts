import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { DayKind } from '../domain/assessed-meal.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { CalendarDay } from '../domain/calendar-list.ts';
import { pick, type Database } from './read.ts';
import { calendarDay } from './schema.ts';

// What the calendar says of days now: of each day, the entry with the highest number.

/** What a day is, where the calendar says something of it: in a select, for the assessment. */
export function dayKindOn(date: SQLWrapper): SQL<DayKind | null> {
  return sql`(SELECT kind FROM calendar_day WHERE calendar_day.service_date = ${date} ORDER BY number DESC LIMIT 1)`;
}

/** The same as part of a text that is compared inside the write: which entry holds, so that a day taken back and said again differs too. */
export function dayOn(date: SQL): SQL {
  return sql`(SELECT json_array(calendar_day.service_date, max(number)) FROM calendar_day WHERE calendar_day.service_date = ${date})`;
}

/** The same of many days; `dates`: a select of them. */
export function daysOn(dates: SQL): SQL {
  return sql`(SELECT json_group_array(json_array(said.service_date, said.number) ORDER BY said.service_date) FROM (SELECT service_date, max(number) AS number FROM calendar_day WHERE service_date IN (${dates}) GROUP BY service_date) said)`;
}

/** Of two days and those between, what is not ordinary; and which entry says so. */
export function calendarBetween(db: Database, from: ServiceDate | SQL, to: ServiceDate | SQL) {
  return db
    .select(pick({ date: calendarDay.serviceDate, kind: calendarDay.kind, name: calendarDay.name, number: calendarDay.number }))
    .from(calendarDay)
    .where(
      sql`${calendarDay.serviceDate} BETWEEN ${from} AND ${to} AND ${calendarDay.number} = (SELECT max(later.number) FROM calendar_day later WHERE later.service_date = ${calendarDay.serviceDate})`,
    )
    .orderBy(calendarDay.serviceDate);
}

type DayRow = { date: ServiceDate; kind: DayKind; name: string };

/** The entries without those that say: an ordinary day after all. */
export function calendarDaysOf(rows: readonly DayRow[]): CalendarDay[] {
  return rows.flatMap(({ date, kind, name }) => (kind === 'ordinary' ? [] : [{ date, kind, name }]));
}
