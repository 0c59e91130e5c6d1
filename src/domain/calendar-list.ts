import type { DayKind } from './assessed-meal.ts';
import { addDays, daysBetween, parseServiceDate, weekdayOf, type ServiceDate } from './calendar.ts';
import { toHalfWidth } from './half-width.ts';

// Section A: the holiday calendar is data. A year's list as an official pastes it, line by line, from the State Council's notice.

/** A day that is not what its weekday says. */
export type CalendarDay = { date: ServiceDate; kind: Exclude<DayKind, 'ordinary'>; name: string };

/** What is wrong with a line. `line`: its number; 0 where it is the whole list. */
export const LIST_PROBLEMS = ['no_date', 'no_such_day', 'other_year', 'backwards', 'no_kind', 'no_name', 'twice', 'works_on_workday', 'nothing', 'too_long'] as const;
export type ListProblem = (typeof LIST_PROBLEMS)[number];
export type LineProblem = { line: number; problem: ListProblem };

const MOST_LINES = 200;
const LONGEST_NAME = 20;
/** 节假日 are at most some weeks: a longer span is a slip. */
const LONGEST_SPAN = 15;

/**
 * The days of a year's list, in order, or what has to change. A line is a day or a span (2月15日至23日, 2027-02-15 至 2027-02-23), what it
 * is (法定节假日 · 放假、调休、补假 · 上班) and of which holiday; or a paragraph as the notice has it, 春节：2月15日至23日放假调休，共9天。
 * 2月14日、2月28日上班。What stands in brackets is left out. A day said twice is refused, but the holiday itself may lie within the span of
 * days off: then it is the holiday.
 */
export function readCalendarList(text: string, year: number): { days: CalendarDay[] } | { problems: LineProblem[] } {
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ line: index + 1, text: plain(line) })).filter((one) => one.text !== '');
  if (lines.length === 0) return { problems: [{ line: 0, problem: 'nothing' }] };
  if (lines.length > MOST_LINES) return { problems: [{ line: 0, problem: 'too_long' }] };
  const read = lines.flatMap(({ line, text: said }) => readLine(said, year).map((one) => ({ line, said: one })));
  const problems = read.flatMap(({ line, said }): LineProblem[] => (typeof said === 'string' ? [{ line, problem: said }] : []));
  const days = new Map<ServiceDate, CalendarDay>();
  for (const { line, said } of read) {
    if (typeof said === 'string') continue;
    const both = joined(days.get(said.date), said);
    if (both) days.set(said.date, both);
    else problems.push({ line, problem: 'twice' });
  }
  const once = problems.filter((one, index) => problems.findIndex((other) => other.line === one.line && other.problem === one.problem) === index);
  return once.length > 0 ? { problems: once.toSorted((a, b) => a.line - b.line) } : { days: [...days.values()].toSorted(byDate) };
}

const byDate = (a: CalendarDay, b: CalendarDay) => (a.date < b.date ? -1 : 1);

function joined(before: CalendarDay | undefined, day: CalendarDay): CalendarDay | null {
  if (!before) return day;
  const kinds = [before.kind, day.kind].sort().join();
  if (kinds !== 'day_off,statutory_holiday') return null;
  return before.kind === 'statutory_holiday' ? before : day;
}

/** No further than a sentence: thousands that are opened and never closed are not each looked for to the end. */
const BRACKETS = /\([^)]{0,200}\)/g;

function plain(line: string): string {
  return toHalfWidth(line).replace(BRACKETS, '').replace(/\s+/g, ' ').trim();
}

const DATE = String.raw`(?:(\d{4}) ?[-/.年] ?)?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?`;
const SPAN = String.raw`${DATE}(?: ?(?:至|到|~|—+|–) ?(?:${DATE}|(\d{1,2}) ?日))?`;

type Said = CalendarDay | ListProblem;

/** A line, sentence by sentence: each has dates, what they are, and a name of its own or the one before the colon. */
function readLine(line: string, year: number): Said[] {
  const [, heading = '', rest = line] = /^([^:\d]+):(.*)$/.exec(line) ?? [];
  const sentences = rest.split(/[。;]/).map((one) => one.replace(/[,、]+/g, ' ').trim()).filter((one) => one !== '');
  return sentences.flatMap((one) => readSentence(one, nameIn(heading), year));
}

function readSentence(text: string, heading: string, year: number): Said[] {
  const words = text.replace(new RegExp(SPAN, 'g'), ' ');
  const spans = [...text.matchAll(new RegExp(SPAN, 'g'))].map((found) => daysOf(found, year));
  if (spans.length === 0) return ['no_date'];
  const wrong = spans.find((one) => typeof one === 'string');
  if (typeof wrong === 'string') return [wrong];
  const kind = kindIn(words);
  if (!kind) return ['no_kind'];
  const name = nameIn(words) || heading;
  if (name === '' || [...name].length > LONGEST_NAME) return ['no_name'];
  const dates = spans.flatMap((one) => (typeof one === 'string' ? [] : one));
  if (kind === 'make_up_workday' && dates.some((date) => weekdayOf(date) <= 5)) return ['works_on_workday'];
  return dates.map((date) => ({ date, kind, name }));
}

function daysOf([, y1, m1, d1, y2, m2, d2, dayAlone]: RegExpMatchArray, year: number): ServiceDate[] | ListProblem {
  const from = dateOf(y1, m1, d1, year);
  const to = m2 ? dateOf(y2, m2, d2, year) : dayAlone ? dateOf(y1, m1, dayAlone, year) : from;
  if (!from || !to) return 'no_such_day';
  if (Number(from.slice(0, 4)) !== year || Number(to.slice(0, 4)) !== year) return 'other_year';
  const length = daysBetween(from, to);
  if (length < 0 || length >= LONGEST_SPAN) return 'backwards';
  return Array.from({ length: length + 1 }, (_, index) => addDays(from, index));
}

function dateOf(year: string | undefined, month = '', day = '', ofList = 0): ServiceDate | null {
  return parseServiceDate(`${year ?? ofList}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function kindIn(text: string): CalendarDay['kind'] | null {
  if (text.includes('上班')) return 'make_up_workday';
  if (text.includes('法定')) return 'statutory_holiday';
  return /放假|调休|补假|补休|休息/.test(text) ? 'day_off' : null;
}

const NO_NAME = /共 ?\d+ ?天|法定节假日|法定假日|法定|放假调休|调休放假|调休上班|放假|调休|补假|补休|休息日?|上班|与周末连休|^[一二三四五六七八九十]+[ 、.](?=\S)/g;

/** What is left when dates and kinds are taken out: 春节. Counts (共9天) and the numbers of paragraphs say nothing here. */
function nameIn(text: string): string {
  return text.replace(NO_NAME, ' ').replace(/[ ,、:.]+/g, ' ').trim();
}

/** A list as it can be pasted again, one day a line. `words`: what each kind is called. */
export function calendarText(days: readonly CalendarDay[], words: Readonly<Record<CalendarDay['kind'], string>>): string {
  return days.map(({ date, kind, name }) => `${date} ${words[kind]} ${name}`).join('\n');
}

/** A day of which the list says something else than the calendar does now; null: nothing. */
export type CalendarChange = { date: ServiceDate; before: CalendarDay | null; after: CalendarDay | null };

/** What a list would change, day by day. `kind` decides on money; another name alone is a change too. */
export function calendarChanges(now: readonly CalendarDay[], list: readonly CalendarDay[]): CalendarChange[] {
  const [before, after] = [now, list].map((days) => new Map(days.map((one) => [one.date, one])));
  const dates = [...new Set([...now, ...list].map((one) => one.date))].sort();
  return dates
    .map((date) => ({ date, before: before?.get(date) ?? null, after: after?.get(date) ?? null }))
    .filter((one) => one.before?.kind !== one.after?.kind || one.before?.name !== one.after?.name);
}

/** The days on which meals may come out differently. */
export function daysToJudge(changes: readonly CalendarChange[]): ServiceDate[] {
  return changes.filter((one) => one.before?.kind !== one.after?.kind).map((one) => one.date);
}

/** The list with one day changed, added or, by null, taken out. */
export function withDay(days: readonly CalendarDay[], date: ServiceDate, day: CalendarDay | null): CalendarDay[] {
  return [...days.filter((one) => one.date !== date), ...(day ? [day] : [])].toSorted(byDate);
}

export const CALENDAR_OUTCOMES = ['confirmed', 'returned', 'withdrawn'] as const;
export type CalendarOutcome = (typeof CALENDAR_OUTCOMES)[number];

export const CALENDAR_REFUSALS = ['answered', 'same_person', 'not_yours', 'changed', 'reason_missing'] as const;
export type CalendarRefusal = (typeof CALENDAR_REFUSALS)[number];

/**
 * Whether an answer to a list is taken. It changes money, so that another person than who entered it confirms exactly what was shown, or
 * sends it back with a reason; who entered it may withdraw it. Once.
 */
export function decideCalendarAnswer(
  list: { enteredBy: string; outcome: CalendarOutcome | null },
  answer: { outcome: CalendarOutcome; actor: string; reason: string; asShown: boolean },
): { refused: null } | { refused: CalendarRefusal } {
  const own = list.enteredBy === answer.actor;
  if (list.outcome !== null) return { refused: 'answered' };
  if (answer.outcome === 'withdrawn') return own ? { refused: null } : { refused: 'not_yours' };
  if (own) return { refused: 'same_person' };
  if (!answer.asShown) return { refused: 'changed' };
  return answer.outcome === 'returned' && answer.reason === '' ? { refused: 'reason_missing' } : { refused: null };
}
