import { clockText, daysBetween, minuteOfDay, serviceDateOf, weekdayOf } from '../src/domain/calendar.ts';
import type { Instant, Month, ServiceDate } from '../src/domain/calendar.ts';
import type { MealSlot } from '../src/domain/meal-slot.ts';
import { yuanExact } from '../src/domain/money.ts';
import type { Fen } from '../src/domain/money.ts';
import { mealSpoken, slotSpoken, weekdayLabel } from './text.ts';

/** 94,926.00, for tables and clerks, on the screen and on paper. Files have yuanExact. */
export function yuanGrouped(fen: Fen): string {
  return yuanExact(fen).replace(/\B(?=(\d{3})+\.)/g, ',');
}

/** 15.00 元 */
export function Money({ fen }: { fen: Fen }) {
  return <span class="money">{yuanGrouped(fen)} 元</span>;
}

/** 6 元 · 6 元 5 角, as one says it: shown to elders, and read aloud as shown. */
export function spokenMoney(fen: Fen): string {
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor((fen % 100) / 10);
  const rest = fen % 10;
  const parts = yuan > 0 || fen === 0 ? [`${yuan} 元`] : [];
  if (jiao > 0) parts.push(`${jiao} 角`);
  if (rest > 0) parts.push(`${rest} 分`);
  return parts.join(' ');
}

/** 11 月 23 日 */
export const monthAndDay = (date: ServiceDate) => `${Number(date.slice(5, 7))} 月 ${Number(date.slice(8, 10))} 日`;

/** 2027 年 1 月 22 日 */
export const dateText = (date: ServiceDate) => `${Number(date.slice(0, 4))} 年 ${monthAndDay(date)}`;

/** 11 月 23 日，星期一; with the year where it is not that of `today`. */
export function dayText(date: ServiceDate, today = date): string {
  const day = date.slice(0, 4) === today.slice(0, 4) ? monthAndDay(date) : dateText(date);
  return `${day}，${weekdayLabel[weekdayOf(date)]}`;
}

/** 2026 年 11 月 23 日 星期一, for paper. */
export const fullDayText = (date: ServiceDate) =>
  `${dateText(date)} ${weekdayLabel[weekdayOf(date)]}`;

/** 2026 年 11 月 */
export const monthText = (month: Month) => `${Number(month.slice(0, 4))} 年 ${Number(month.slice(5, 7))} 月`;

/** 今天 · 明天 · 后天 · 星期四（11 月 26 日） */
export function spokenDay(date: ServiceDate, today: ServiceDate): string {
  const near = { '-1': '昨天', 0: '今天', 1: '明天', 2: '后天' }[daysBetween(today, date)];
  if (near !== undefined) return near;
  return `${weekdayLabel[weekdayOf(date)]}（${monthAndDay(date)}）`;
}

const partOfDay = (hour: number) =>
  hour < 5 ? '夜里' : hour < 9 ? '早上' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上';

/** 9 点 40 分 · 12 点半 · 8 点, on a clock of twelve hours. */
function clockWords(minute: number): string {
  const hour = Math.floor(minute / 60);
  const rest = minute % 60;
  const tail = rest === 0 ? '点' : rest === 30 ? '点半' : `点 ${rest} 分`;
  return `${hour > 12 ? hour - 12 : hour} ${tail}`;
}

/** 上午 9 点 40 分 · 中午 12 点 · 晚上 8 点半, from minutes after midnight. */
export function spokenClock(minute: number): string {
  return `${partOfDay(Math.floor(minute / 60))} ${clockWords(minute)}`;
}

/** 11 点到 12 点半; which part of the day it is, the meal's name already says. */
export function spokenSpan(from: Instant, to: Instant): string {
  return `${clockWords(minuteOfDay(from))}到 ${clockWords(minuteOfDay(to))}`;
}

/** 11 点起 */
export const spokenFrom = (at: Instant) => `${clockWords(minuteOfDay(at))}起`;

/** 明天中午 · 星期四（11 月 26 日）晚上: when, for a question. */
export function spokenTime(date: ServiceDate, slot: MealSlot, today: ServiceDate): string {
  return spokenDay(date, today) + slotSpoken[slot];
}

/** 明天午饭 · 星期四（11 月 26 日）晚饭: what, and where a clock stands beside it. */
export function spokenMeal(date: ServiceDate, slot: MealSlot, today: ServiceDate): string {
  return spokenDay(date, today) + mealSpoken[slot];
}

/** 明天上午 9 点 40 分 */
export function spokenInstant(at: Instant, today: ServiceDate): string {
  return `${spokenDay(serviceDateOf(at), today)}${spokenClock(minuteOfDay(at))}`;
}

export function Day({ date, full }: { date: ServiceDate; full?: boolean }) {
  return <time datetime={date}>{full ? fullDayText(date) : dayText(date)}</time>;
}

/** 9:32, for clerks and paper. */
export const clockOf = (at: Instant) => clockText(minuteOfDay(at)).replace(/^0/, '');

/** 9:40 · 前一天 20:00 · 11 月 20 日 8:00: a moment as seen from a day. */
export function clockSeenFrom(date: ServiceDate, at: Instant): string {
  const day = serviceDateOf(at);
  if (day === date) return clockOf(at);
  return daysBetween(day, date) === 1 ? `前一天 ${clockOf(at)}` : `${monthAndDay(day)} ${clockOf(at)}`;
}

/** 2026 年 11 月 23 日 9:32: where it may lie years back. */
export const dateAndClock = (at: Instant) => `${dateText(serviceDateOf(at))} ${clockOf(at)}`;

/** 11 月 23 日 9:32 */
export const dayAndClock = (at: Instant) => `${monthAndDay(serviceDateOf(at))} ${clockOf(at)}`;

/** 09:32 */
export function Clock({ at }: { at: Instant }) {
  return <time>{clockText(minuteOfDay(at))}</time>;
}
