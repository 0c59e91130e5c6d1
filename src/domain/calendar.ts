/** A civil date in Shanghai, 'YYYY-MM-DD'. As text it sorts and compares as the days do. */
export type ServiceDate = string & { readonly brand: 'ServiceDate' };

/** A calendar month in Shanghai, 'YYYY-MM'. */
export type Month = string & { readonly brand: 'Month' };

/** A moment: epoch milliseconds. */
export type Instant = number;

/** Monday is 1, Sunday 7, as in 星期一 … 星期日 and in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

// Shanghai is UTC+8 all year. It had summer time from 1986 to 1991 and around the 1940s, but the only instants kept
// here are of things done in this system, far later; birth dates and other old days are dates, never instants.
const SHANGHAI_MS = 8 * 60 * MINUTE_MS;

/**
 * A date that exists, written 'YYYY-MM-DD', or null. Years outside 1800 to 2999 are slips of the keys; refusing them
 * here also leaves room to count on from any date that was read.
 */
export function parseServiceDate(text: string): ServiceDate | null {
  if (!/^(?:1[89]|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  const [year, month, day] = fieldsOf(text);
  // Date.UTC carries 30 February over into March, so only a real date comes back as it went in.
  return isoDay(Date.UTC(year, month - 1, day)) === text ? (text as ServiceDate) : null;
}

/** The day it is in Shanghai at that moment. */
export function serviceDateOf(at: Instant): ServiceDate {
  return dateOfDay(Math.floor((at + SHANGHAI_MS) / DAY_MS));
}

/** Minutes since midnight in Shanghai, 0 to 1439. */
export function minuteOfDay(at: Instant): number {
  const sinceMidnight = (((at + SHANGHAI_MS) % DAY_MS) + DAY_MS) % DAY_MS;
  return Math.floor(sinceMidnight / MINUTE_MS);
}

/** The moment that minute begins. Minutes below 0 or from 1440 on lie on the days before or after. */
export function instantAt(date: ServiceDate, minute: number): Instant {
  return dayOf(date) * DAY_MS - SHANGHAI_MS + minute * MINUTE_MS;
}

/** A minute of the day as a clock shows it, '09:40'. 1440 is '24:00', the end of an opening time. */
export function clockText(minute: number): string {
  if (!Number.isInteger(minute) || minute < 0 || minute > 1440) throw new RangeError('not a minute of a day');
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

export function addDays(date: ServiceDate, days: number): ServiceDate {
  return dateOfDay(dayOf(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: ServiceDate, to: ServiceDate): number {
  return dayOf(to) - dayOf(from);
}

export function weekdayOf(date: ServiceDate): Weekday {
  // Day 0, 1970-01-01, was a Thursday.
  return (((((dayOf(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The Monday of the natural week (Monday to Sunday) the date lies in. */
export function weekOf(date: ServiceDate): ServiceDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** A month that exists, written 'YYYY-MM', or null. */
export function parseMonth(text: string): Month | null {
  const first = parseServiceDate(`${text}-01`);
  return first === null ? null : monthOf(first);
}

export function monthOf(date: ServiceDate): Month {
  return date.slice(0, 7) as Month;
}

export function firstDay(month: Month): ServiceDate {
  return `${month}-01` as ServiceDate;
}

export function lastDay(month: Month): ServiceDate {
  return addDays(firstDay(addMonths(month, 1)), -1);
}

export function addMonths(month: Month, months: number): Month {
  const [year, monthOfYear] = fieldsOf(month);
  return monthOf(dateOfDay(Date.UTC(year, monthOfYear - 1 + months, 1) / DAY_MS));
}

/**
 * Full years of age (周岁) on a date: one more from the birthday on, that day included; negative before birth.
 * Whoever is born on 29 February turns a year older on 1 March of a common year. Both are our own choice: the article
 * that comes nearest, 民法典 第一千二百五十九条, says only that 以上 includes the number itself (60 周岁以上 includes 60).
 */
export function ageOn(birthDate: ServiceDate, date: ServiceDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

function fieldsOf(text: string): [year: number, month: number, day: number] {
  const [year, month, day] = text.split('-').map(Number);
  return [year ?? 0, month ?? 0, day ?? 1];
}

/** Days since 1970-01-01. */
function dayOf(date: ServiceDate): number {
  const [year, month, day] = fieldsOf(date);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

function dateOfDay(day: number): ServiceDate {
  const text = isoDay(day * DAY_MS);
  // Date.UTC reads years below 100 as 19yy, and years beyond 9999 do not fit the text.
  if (!/^(?!00)\d{4}-/.test(text)) throw new RangeError('a date outside the calendar');
  return text as ServiceDate;
}

function isoDay(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 10);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
