import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { DAY_KINDS } from '../../domain/assessed-meal.ts';
import { parseServiceDate, serviceDateOf } from '../../domain/calendar.ts';
import {
  CALENDAR_OUTCOMES, calendarChanges, calendarText, daysToJudge, decideCalendarAnswer, readCalendarList, withDay, type CalendarDay,
} from '../../domain/calendar-list.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { answerCalendarList, enterCalendarList, loadCalendar, loadCalendarList, openOrdersOn, type CalendarListRead, type CalendarRead } from '../../store/holiday-calendar.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { CalendarListPage } from '../../../web/civil/calendar-list-page.tsx';
import { CalendarPage, type CalendarTyped } from '../../../web/civil/calendar-page.tsx';
import { calendarRefusalText, dayKindLabel, lineProblemText, listWaits, nothingChanges, sourceMissing } from '../../../web/civil/calendar-text.ts';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const calendar = new Hono<App>();

const yearText = z.string().regex(/^2\d{3}$/).transform(Number);
const thisYear = (c: Context<App>) => Number(serviceDateOf(c.var.now).slice(0, 4));

/** A year that cannot be read is this one. The page is a look, not a form. */
calendar.get('/', permit('calendar.read'), async (c) => {
  const year = yearText.safeParse(c.req.query('year')).data ?? thisYear(c);
  const read = await loadCalendar(c.var.db, c.var.scope, year);
  const again = read.lists.find((one) => one.id === c.req.query('list'));
  return calendarPage(c, year, read, again ? { source: again.source, text: calendarText(again.days, dayKindLabel) } : {}, []);
});

function calendarPage(c: Context<App>, year: number, read: CalendarRead, typed: Partial<CalendarTyped>, errors: readonly FieldError[]) {
  const blank = { source: '', text: calendarText(read.days, dayKindLabel), date: '', kind: 'statutory_holiday', name: '' };
  const entering = read.isCounty ? { typed: { ...blank, ...typed }, errors, requestKey: newId() } : null;
  const page = <CalendarPage frame={civilFrame(c, read.offices, 'calendar')} {...{ year, entering }} thisYear={thisYear(c)} days={read.days} lists={read.lists} />;
  return c.html(page, errors.length > 0 ? 422 : 200);
}

const typedText = (most: number) => z.string().trim().max(most);
const listing = form(z.strictObject({ key: requestKey, year: yearText, source: typedText(200), text: z.string().max(20_000) }), (c) => problem(c, 422));

/** A whole year as it was pasted. It waits for another person. */
calendar.post('/lists', permit('calendar.enter'), listing, async (c) => {
  const { key, year, source, text } = c.req.valid('form');
  return enter(c, { key, year, source, payload: text, typed: { source, text } }, () => {
    const said = readCalendarList(text, year);
    const errors = 'problems' in said ? said.problems.map((one) => ({ field: 'text', message: lineProblemText(one) })) : [];
    return { days: 'days' in said ? said.days : [], errors: [...(source === '' ? [{ field: 'source', message: sourceMissing }] : []), ...errors], field: 'text' };
  });
});

const oneDay = form(
  z.strictObject({ key: requestKey, year: yearText, daySource: typedText(200), date: z.string().max(20), kind: z.enum(DAY_KINDS), name: typedText(40) }),
  (c) => problem(c, 422),
);

/** The year as it stands with one day changed. It waits for another person all the same. */
calendar.post('/days', permit('calendar.enter'), oneDay, async (c) => {
  const { key, year, daySource: source, date: typedDate, kind, name } = c.req.valid('form');
  const typed = { source, date: typedDate, kind, name };
  return enter(c, { key, year, source, payload: JSON.stringify(typed), typed }, (days) => {
    const line = `${typedDate} ${kind === 'ordinary' ? `${dayKindLabel.day_off} ${dayKindLabel.ordinary}` : `${dayKindLabel[kind]} ${name}`}`;
    const said = readCalendarList(line, year);
    const date = parseServiceDate(typedDate);
    const day = 'days' in said && kind !== 'ordinary' ? (said.days[0] ?? null) : null;
    const errors = 'problems' in said ? said.problems.map((one) => ({ field: FIELD_OF[one.problem] ?? 'date', message: lineProblemText({ ...one, line: 0 }) })) : [];
    const missing = source === '' ? [{ field: 'daySource', message: sourceMissing }] : [];
    return { days: date ? withDay(days, date, day) : [], errors: [...missing, ...errors], field: 'date' };
  });
});

/** Which field of one day a problem is about; of all others, the date. */
const FIELD_OF: Partial<Record<string, string>> = { no_name: 'name', works_on_workday: 'kind' };

type Sent = { key: string; year: number; source: string; payload: string; typed: Partial<CalendarTyped> };
type SaidDays = { days: readonly CalendarDay[]; errors: readonly FieldError[]; field: string };

/** One more list, read against what stands. What cannot be read, changes nothing or finds another waiting is shown again with what was typed. */
async function enter(c: Context<App>, { key, year, source, payload, typed }: Sent, read: (days: readonly CalendarDay[]) => SaidDays) {
  const actor = actorRef(officialOf(c));
  const payloadHash = await sha256(JSON.stringify([year, source, payload]));
  return untilSettled(async () => {
    const stands = await loadCalendar(c.var.db, c.var.scope, year, key);
    if (!stands.isCounty) return c.notFound();
    const before = replay(stands.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const { days, errors, field } = read(stands.days);
    const refused = stands.lists.some((one) => one.outcome === null) ? listWaits : calendarChanges(stands.days, days).length === 0 ? nothingChanges : null;
    const all = errors.length > 0 || refused === null ? errors : [{ field, message: refused }];
    if (all.length > 0) return calendarPage(c, year, stands, typed, all);
    const listId = newId();
    const answer = paths.calendarList(listId);
    const entry = auditEntry(c, actor, 'calendar.enter', `calendar:${listId}`);
    const outcome = await enterCalendarList(c.var.db, entry, { id: listId, year, days, source }, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
}

const oneList = segments(z.object({ listId: id }));

calendar.get('/lists/:listId', permit('calendar.follow'), oneList, async (c) => {
  const read = await loadCalendarList(c.var.db, c.var.scope, c.req.valid('param').listId);
  return read ? listPage(c, read) : c.notFound();
});

/** What is shown, as one hash: the list, and what it changes as things stand. */
async function shownOf(read: CalendarListRead) {
  const changes = calendarChanges(read.now, read.list.days);
  return { changes, hash: await sha256(JSON.stringify([read.list.id, read.list.days, read.list.source, changes])) };
}

async function listPage(c: Context<App>, read: CalendarListRead, refused: { words: string; typed: string } | null = null) {
  const { changes, hash } = await shownOf(read);
  const open = read.list.outcome === null ? await openOrdersOn(c.var.db, daysToJudge(changes)) : { orders: 0, people: 0 };
  const own = read.list.enteredBy === actorRef(officialOf(c));
  const page = (
    <CalendarListPage
      frame={civilFrame(c, read.offices, 'calendar')}
      {...{ changes, open, own }}
      list={read.list}
      shown={hash}
      typed={refused?.typed ?? ''}
      {...(refused ? { refusal: refused.words } : {})}
    />
  );
  return c.html(page, refused ? 409 : 200);
}

const answering = form(z.strictObject({ shown: z.string().max(50), outcome: z.enum(CALENDAR_OUTCOMES), reason: typedText(300).default('') }), (c) => problem(c, 422));

/** Confirmed, the list is the calendar from here on. The same answer by the same official a second time is shown what the first one did. */
calendar.post('/lists/:listId/answer', permit('calendar.confirm'), oneList, answering, async (c) => {
  const { listId } = c.req.valid('param');
  const { shown, outcome, reason } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadCalendarList(c.var.db, c.var.scope, listId);
    if (!read) return c.notFound();
    const answer = outcome === 'confirmed' ? paths.calendar(read.list.year) : paths.calendarList(listId);
    if (read.list.outcome === outcome && read.list.answeredBy === actor) return c.redirect(answer, 303);
    const { changes, hash } = await shownOf(read);
    const { refused } = decideCalendarAnswer(read.list, { outcome, actor, reason, asShown: shown === hash });
    if (refused !== null) return listPage(c, read, { words: calendarRefusalText[refused], typed: reason });
    const entry = { ...auditEntry(c, actor, `calendar.${outcome}`, `calendar:${listId}`), ...(reason === '' ? {} : { reason }) };
    const done = await answerCalendarList(c.var.db, entry, { read, outcome, shownHash: hash, changes });
    return done === 'done' ? c.redirect(answer, 303) : done;
  });
});
