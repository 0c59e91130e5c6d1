import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { ageOn, serviceDateOf } from '../../domain/calendar.ts';
import { readSearch } from '../../domain/counter.ts';
import type { App } from '../../request.ts';
import { loadCaller } from '../../store/counter.ts';
import { loadDesk, type Desk } from '../../store/counter-desk.ts';
import { searchPeople, type Candidate, type SearchResult } from '../../store/people-search.ts';
import { CounterPage } from '../../../web/canteen/counter-page.tsx';
import { paths } from '../../../web/paths.ts';
import { searchProblemText } from '../../../web/refusals.ts';
import { form, id, query } from '../fields.ts';
import { permit } from '../permit.ts';
import { callerView, deskView } from './counter-view.ts';

export const counter = new Hono<App>();

const showing = query(z.object({ elder: id.optional(), card: id.optional(), done: id.optional() }));

counter.get('/', permit('hand_over.record'), showing, async (c) => {
  const { elder, card, done } = c.req.valid('query');
  const today = serviceDateOf(c.var.now);
  if (elder === undefined) return c.html(<CounterPage {...deskView(c, await loadDesk(c.var.db, c.var.scope, today, done))} />);
  const caller = { elderId: elder, ...(card ? { cardId: card } : {}) };
  const read = await loadCaller(c.var.db, c.var.scope, caller, today);
  return read ? c.html(<CounterPage {...deskView(c, read.desk)} caller={callerView(c, read, caller)} />) : c.notFound();
});

/** Longer than any name or card link: pasted by mistake. */
const MOST_TYPED = 200;

const searching = form(z.strictObject({ q: z.string().max(MOST_TYPED) }), async (c, typed) => {
  const desk = await loadDesk(c.var.db, c.var.scope, serviceDateOf(c.var.now));
  return nobody(c, desk, (typed['q'] ?? '').slice(0, MOST_TYPED), searchProblemText.too_long, 422);
});

/** A search: changes nothing, and is posted so that nobody's name or card stands in an address. One hit leads to the person. */
counter.post('/', permit('hand_over.record'), searching, async (c) => {
  const typed = c.req.valid('form').q;
  const search = readSearch(typed);
  if (!search) return c.redirect(paths.counter(), 303);
  const result = await searchPeople(c.var.db, c.var.vault, c.var.scope, search, serviceDateOf(c.var.now));
  const [only, ...others] = result.people;
  if (only && others.length === 0 && !result.more) return c.redirect(linkTo(only), 303);
  if (only) return several(c, typed, result);
  return nobody(c, result.desk, typed, searchProblemText[result.revokedCard ? 'revoked_card' : search.kind]);
});

function nobody(c: Context<App>, desk: Desk, typed: string, problem: string, status: 200 | 422 = 200) {
  return c.html(<CounterPage {...deskView(c, desk)} typed={typed} problem={problem} />, status);
}

function several(c: Context<App>, typed: string, { desk, people, more }: SearchResult) {
  const today = serviceDateOf(c.var.now);
  const lines = people.map((one) => ({ ...one, age: ageOn(one.birthDate, today), href: linkTo(one) }));
  return c.html(<CounterPage {...deskView(c, desk)} typed={typed} candidates={{ people: lines, more }} />);
}

function linkTo({ elderId, cardId }: Candidate): string {
  return paths.counter({ elder: elderId, card: cardId });
}
