import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { addDays, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { MEAL_SLOTS, SERVICE_MODES, type MealSlot, type ServiceMode } from '../../domain/meal-slot.ts';
import { MOST_DRAFTS, type OrderDraft } from '../../domain/order-draft.ts';
import { mealFor, usualMode, weekCell, type BookMeal, type OrderBook } from '../../domain/order-book.ts';
import type { App } from '../../request.ts';
import type { BookRead } from '../../store/order-book.ts';
import { loadWeek, WEEK_PAGE } from '../../store/village-people.ts';
import { WeekPage, type WeekRow } from '../../../web/community/week-page.tsx';
import { paths } from '../../../web/paths.ts';
import { draftProblemText, goBackText } from '../../../web/refusals.ts';
import { personOf } from '../application-view.ts';
import { form, pageNumber, query, serviceDate, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { checkDrafts } from './draft-check.tsx';
import { communityFrame } from './frame.ts';

export const week = new Hono<App>();

const DAYS = 7;
const shown = { day: serviceDate.optional(), slot: z.enum(MEAL_SLOTS).default('lunch'), page: pageNumber };

week.get('/week', permit('order.for_village'), query(z.object(shown)), (c) => weekPage(c, c.req.valid('query')));

/** Cells and ways of eating, by the names that the page gave them; a form of forty people and seven days is all there is. */
const fields = z.record(z.string().regex(/^(?:[cm]\.[\w.-]{1,90}|day|slot|page|to)$/), z.string().max(60));
const filled = form(fields, (c) => problem(c, 422));

/** The draft: read once more before anything is ordered (`to` is check), or back on the grid to be changed. */
week.post('/week', permit('order.for_village'), filled, async (c) => {
  const typed: Typed = c.req.valid('form');
  const asked = z.object(shown).safeParse(typed);
  const drafts = draftsOf(typed);
  if (!asked.success || drafts === null || typed['to'] === undefined) return problem(c, 422);
  if (typed['to'] !== 'check') return weekPage(c, asked.data, typed);
  if (drafts.length === 0) return weekPage(c, asked.data, typed, draftProblemText.nothing_chosen);
  const { to: _to, ...kept } = typed;
  const hidden = { ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== '')), to: 'grid' };
  return checkDrafts(c, drafts, { action: paths.communityWeek(), hidden, label: goBackText });
});

/** Null: not what the page sends. */
function draftsOf(typed: Typed): OrderDraft[] | null {
  const cells = Object.entries(typed).filter(([name, value]) => name.startsWith('c.') && value !== '');
  const drafts = cells.map(([name, setMealId]) => {
    const [, elderId = '', runId = ''] = name.split('.');
    return { elderId, runId, setMealId, mode: SERVICE_MODES.find((one) => one === typed[`m.${elderId}`]) };
  });
  const whole = drafts.flatMap(({ mode, ...draft }) => (mode && draft.elderId && draft.runId ? [{ ...draft, mode }] : []));
  return whole.length === drafts.length && whole.length <= MOST_DRAFTS ? whole : null;
}

type Asked = { day?: ServiceDate | undefined; slot: MealSlot; page: number };

async function weekPage(c: Context<App>, asked: Asked, picked: Typed = {}, problemText?: string) {
  const today = serviceDateOf(c.var.now);
  const { day: from = today, slot, page } = asked;
  const days = Array.from({ length: DAYS }, (_, index) => addDays(from, index));
  const span = { from, to: addDays(from, DAYS - 1), slot, page, today };
  const { book, offices, unfinished, people } = await loadWeek(c.var.db, c.var.scope, span, actorRef(personOf(c)));
  const pages = Math.max(1, Math.ceil(people / WEEK_PAGE));
  if (page > pages) return c.notFound();
  return c.html(
    <WeekPage
      frame={communityFrame(c, offices, 'week')}
      {...{ from, days, slot, page, pages, picked, unfinished }}
      before={addDays(from, -DAYS)}
      after={addDays(from, DAYS)}
      rows={book.people.map((person) => rowOf(c, book, person, days, slot))}
      {...(problemText ? { problem: problemText } : {})}
    />,
    problemText ? 422 : 200,
  );
}

function rowOf(c: Context<App>, book: OrderBook, person: BookRead['people'][number], days: readonly ServiceDate[], slot: MealSlot): WeekRow {
  const meals = days.flatMap((day) => mealFor(book, person, day, slot) ?? []);
  const cells = days.map((day) => weekCell(book, person, day, slot, c.var.now));
  const open = cells.flatMap((cell) => (cell.kind === 'open' ? meals.filter(({ run }) => run.id === cell.runId) : []));
  const [first] = open;
  return { elderId: person.id, name: person.name, cells, modes: first ? modesOf(open) : [], mode: first ? usualMode(person, first) : null };
}

const modesOf = (meals: readonly BookMeal[]): ServiceMode[] =>
  SERVICE_MODES.filter((mode) => meals.some((meal) => meal.modes.some((one) => one.mode === mode)));
