import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { ageOn, serviceDateOf } from '../../domain/calendar.ts';
import { readSearch } from '../../domain/counter.ts';
import { fen } from '../../domain/money.ts';
import type { App } from '../../request.ts';
import { loadCaller } from '../../store/counter.ts';
import { loadDesk, type Desk } from '../../store/counter-desk.ts';
import { searchPeople, type Candidate, type SearchResult } from '../../store/people-search.ts';
import { CounterPage } from '../../../web/canteen/counter-page.tsx';
import { paths } from '../../../web/paths.ts';
import { searchProblemText } from '../../../web/refusals.ts';
import { form, hiddenFen, id, query } from '../fields.ts';
import { permit } from '../permit.ts';
import { callerView, deskView } from './counter-view.ts';
import { callerOf, noteLook, pass, passFor } from './passes.ts';

export const counter = new Hono<App>();

const showing = query(z.object({ elder: id.optional(), pass: pass.optional(), done: id.optional(), given: hiddenFen.optional() }));

counter.get('/', permit('hand_over.record'), showing, async (c) => {
  const { elder, done, given, ...shown } = c.req.valid('query');
  const today = serviceDateOf(c.var.now);
  if (elder === undefined) return c.html(<CounterPage {...deskView(c, await loadDesk(c.var.db, c.var.scope, today, done), given === undefined ? undefined : fen(given))} />);
  const caller = await callerOf(c, { elder, ...shown });
  const read = await loadCaller(c.var.db, c.var.scope, caller, today);
  if (!read) return c.notFound();
  await noteLook(c, read, elder);
  return c.html(<CounterPage {...deskView(c, read.desk)} caller={callerView(c, read, caller)} />);
});

/** Longer than any name or card link: pasted by mistake. */
const MOST_TYPED = 200;

const searching = form(z.strictObject({ q: z.string().max(MOST_TYPED) }), (c, typed) =>
  unread(c, (typed['q'] ?? '').slice(0, MOST_TYPED), 'too_long'),
);

/** A search: changes nothing, and is posted so that nobody's name or card stands in an address. One hit leads to the person. */
counter.post('/', permit('hand_over.record'), searching, async (c) => {
  const typed = c.req.valid('form').q;
  const search = readSearch(typed);
  if (!search) return c.redirect(paths.counter(), 303);
  if (search.kind === 'mistyped_card_number') return unread(c, typed, search.kind);
  const result = await searchPeople(c.var.db, c.var.vault, c.var.scope, search, serviceDateOf(c.var.now));
  const [only, ...others] = result.people;
  if (only && others.length === 0 && !result.more) return c.redirect(await linkTo(c, only), 303);
  if (only) return several(c, typed, result);
  return nobody(c, result.desk, typed, searchProblemText[result.revokedCard ? 'revoked_card' : search.kind]);
});

/** Nobody was looked for: what was typed cannot be meant. */
async function unread(c: Context<App>, typed: string, problem: 'too_long' | 'mistyped_card_number') {
  const desk = await loadDesk(c.var.db, c.var.scope, serviceDateOf(c.var.now));
  return nobody(c, desk, typed, searchProblemText[problem], 422);
}

function nobody(c: Context<App>, desk: Desk, typed: string, problem: string, status: 200 | 422 = 200) {
  return c.html(<CounterPage {...deskView(c, desk)} typed={typed} problem={problem} />, status);
}

function several(c: Context<App>, typed: string, { desk, people, more }: SearchResult) {
  const today = serviceDateOf(c.var.now);
  const lines = people.map((one) => ({ ...one, age: ageOn(one.birthDate, today), href: paths.counter({ elder: one.elderId }) }));
  return c.html(<CounterPage {...deskView(c, desk)} typed={typed} candidates={{ people: lines, more }} />);
}

async function linkTo(c: Context<App>, { elderId, cardId }: Candidate): Promise<string> {
  return paths.counter({ elder: elderId, ...(cardId === undefined ? {} : { pass: await passFor(c, cardId) }) });
}
