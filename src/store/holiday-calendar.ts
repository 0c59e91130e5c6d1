import { and, desc, eq, sql } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import { daysToJudge, type CalendarChange, type CalendarDay, type CalendarOutcome } from '../domain/calendar-list.ts';
import { nameOfActor } from './actors.ts';
import { insertMany } from './bulk.ts';
import { calendarBetween, calendarDaysOf } from './calendar-days.ts';
import { commit, guard, type AuditEntry, type Conflict, type KeyedAnswer } from './commit.ts';
import { officesOf } from './county-month.ts';
import { inList, optional, pick, readRows, readTogether, type Database } from './read.ts';
import { dueForCalendar } from './reassessments.ts';
import { priorAnswer } from './request-keys.ts';
import { calendarDay, calendarList, calendarListAnswer, division, mealOrder, mealRun } from './schema.ts';
import { countyGranted, divisionGranted } from './scope.ts';

const firstOf = (year: number) => `${year}-01-01` as ServiceDate;
const lastOf = (year: number) => `${year}-12-31` as ServiceDate;

/** A year as it stands, with every list that was entered for it, the latest first; and what this request was answered before. */
export async function loadCalendar(db: Database, scope: Scope, year: number, key = '') {
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    counties: db.select(pick({ code: division.code })).from(division).where(and(divisionGranted(scope), eq(division.level, 'county'))),
    days: calendarBetween(db, firstOf(year), lastOf(year)),
    lists: db
      .select(pick({ ...listColumns, days: calendarList.days }))
      .from(calendarList)
      .leftJoin(calendarListAnswer, eq(calendarListAnswer.listId, calendarList.id))
      .where(eq(calendarList.year, year))
      .orderBy(desc(calendarList.enteredAt), desc(calendarList.id)),
    prior: priorAnswer(db, key),
  });
  const lists = rows.lists.map((one) => ({ ...one, days: daysOfList(one.days) }));
  return { ...rows, lists, days: calendarDaysOf(rows.days), isCounty: rows.counties.length > 0, prior: rows.prior[0] };
}
export type CalendarRead = Awaited<ReturnType<typeof loadCalendar>>;

const listColumns = {
  id: calendarList.id,
  year: calendarList.year,
  source: calendarList.source,
  enteredAt: calendarList.enteredAt,
  enteredBy: calendarList.enteredBy,
  enteredByName: nameOfActor(calendarList.enteredBy),
  outcome: optional(calendarListAnswer.outcome),
  answeredAt: optional(calendarListAnswer.answeredAt),
  answeredBy: optional(calendarListAnswer.answeredBy),
  answeredByName: nameOfActor(calendarListAnswer.answeredBy),
  reason: optional(calendarListAnswer.reason),
};

/** Whether the next year's calendar stands, and how many lists wait for a second person: for the office's first page. */
export function calendarStands(db: Database, scope: Scope, year: number) {
  const waits = sql`${calendarList.id} NOT IN (SELECT list_id FROM calendar_list_answer)`;
  return db
    .select(
      pick({
        known: sql<number>`EXISTS (SELECT 1 FROM calendar_day WHERE service_date BETWEEN ${firstOf(year)} AND ${lastOf(year)})`,
        waiting: sql<number | null>`(SELECT min(year) FROM ${calendarList} WHERE ${waits})`,
      }),
    )
    .from(sql`(SELECT 1)`)
    .where(countyGranted(scope));
}

/** One list with what stands now in its year. Null out of scope. */
export async function loadCalendarList(db: Database, scope: Scope, listId: string) {
  const year = sql`(SELECT year FROM ${calendarList} WHERE id = ${listId})`;
  const rows = await readTogether(db, {
    offices: officesOf(db, scope),
    lists: db
      .select(pick({ ...listColumns, days: calendarList.days }))
      .from(calendarList)
      .leftJoin(calendarListAnswer, eq(calendarListAnswer.listId, calendarList.id))
      .where(and(eq(calendarList.id, listId), countyGranted(scope))),
    days: calendarBetween(db, sql`${year} || '-01-01'`, sql`${year} || '-12-31'`),
  });
  const [list] = rows.lists;
  if (!list) return null;
  return { offices: rows.offices, list: { ...list, days: daysOfList(list.days) }, now: calendarDaysOf(rows.days), entries: entriesText(rows.days) };
}
export type CalendarListRead = NonNullable<Awaited<ReturnType<typeof loadCalendarList>>>;

type Listed = [CalendarDay['date'], CalendarDay['kind'], string];
const daysOfList = (text: string) => (JSON.parse(text) as Listed[]).map(([date, kind, name]): CalendarDay => ({ date, kind, name }));

/** Which entries hold, as one text: compared inside the write. */
function entriesText(rows: readonly { date: ServiceDate; number: number }[]): string {
  return JSON.stringify(rows.map((one) => [one.date, one.number]));
}

/** The open orders for these days, and whose they are. */
export async function openOrdersOn(db: Database, dates: readonly ServiceDate[]): Promise<{ orders: number; people: number }> {
  const [counted] = await readRows(
    db,
    db
      .select(pick({ orders: sql<number>`count(*)`, people: sql<number>`count(DISTINCT ${mealOrder.elderId})` }))
      .from(mealRun)
      .crossJoin(mealOrder)
      .where(sql`${mealRun.state} <> 'done' AND ${inList(mealRun.serviceDate, dates)} AND ${mealOrder.mealRunId} = ${mealRun.id} AND ${mealOrder.state} = 'placed'`),
  );
  return counted ?? { orders: 0, people: 0 };
}

export type NewCalendarList = { id: string; year: number; days: readonly CalendarDay[]; source: string };

/** A list that waits for another person. One a year at a time: a second is a lost race, and is told of the first. */
export async function enterCalendarList(db: Database, entry: AuditEntry, list: NewCalendarList, keyed: KeyedAnswer): Promise<'done' | Conflict> {
  const days = JSON.stringify(list.days.map((one): Listed => [one.date, one.kind, one.name]));
  return commit(db, entry, { keyed, changes: [db.insert(calendarList).values({ ...list, days, enteredAt: entry.at, enteredBy: entry.actor })] });
}

export type CalendarAnswer = { read: CalendarListRead; outcome: CalendarOutcome; shownHash: string; changes: readonly CalendarChange[] };

/**
 * The answer; confirmed, it is the calendar from here on, in the same batch: an entry for each day that changes, and everybody who has
 * ordered for such a day is judged again.
 */
export async function answerCalendarList(db: Database, entry: AuditEntry, answer: CalendarAnswer): Promise<'done' | Conflict> {
  const { read, outcome, shownHash, changes } = answer;
  const { list } = read;
  const confirmed = outcome === 'confirmed';
  const now = sql`SELECT json_group_array(json_array(service_date, number) ORDER BY service_date) FROM calendar_day
    WHERE service_date BETWEEN ${firstOf(list.year)} AND ${lastOf(list.year)}
      AND number = (SELECT max(later.number) FROM calendar_day later WHERE later.service_date = calendar_day.service_date)`;
  return commit(db, entry, {
    guards: confirmed ? [guard('calendar as read', sql`(${now}) = ${read.entries}`)] : [],
    changes: [
      db.insert(calendarListAnswer).values({ listId: list.id, outcome, answeredAt: entry.at, answeredBy: entry.actor, shownHash, reason: entry.reason ?? '' }),
      ...(confirmed && changes.length > 0 ? [enterDays(list.id, changes)] : []),
      ...(confirmed ? dueForCalendar(daysToJudge(changes), entry) : []),
    ],
  });
}

function enterDays(listId: string, changes: readonly CalendarChange[]) {
  const rows = changes.map(({ date, before, after }) => ({ serviceDate: date, kind: after?.kind ?? ('ordinary' as const), name: after?.name ?? before?.name ?? '', listId }));
  const number = sql`1 + coalesce((SELECT max(d.number) FROM calendar_day d WHERE d.service_date = json_extract(value, '$.serviceDate')), 0)`;
  return insertMany(calendarDay, rows, { number });
}
