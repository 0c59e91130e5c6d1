import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, ROLES } from '../../domain/access.ts';
import { readName, readWords } from '../../domain/application-form.ts';
import { auditEntry, type App } from '../../request.ts';
import { loadOffices } from '../../store/application-lists.ts';
import { untilSettled } from '../../store/commit.ts';
import { addPerson, findPeople, loadNewPerson, loadPeople } from '../../store/people.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { formProblemText } from '../../../web/application-text.ts';
import { FoundPeoplePage, NewPersonPage, PeoplePage, type NewPersonProps } from '../../../web/civil/people-page.tsx';
import { peopleNoteText } from '../../../web/civil/people-text.ts';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, pageNumber, query, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

/** Who works here, and what each of them may do. */
export const people = new Hono<App>();

const empty = z.literal('').transform(() => undefined);
const asked = query(
  z.object({ role: z.enum([...ROLES, 'none', 'disabled']).or(empty).optional(), town: z.string().regex(/^\d{9}000$/).or(empty).optional(), page: pageNumber }),
);

people.get('/', permit('person.read'), asked, async (c) => {
  const { page, ...filter } = c.req.valid('query');
  const { offices, waiting, ...read } = await loadPeople(c.var.db, c.var.scope, filter, page);
  if (page > read.pages) return c.notFound();
  const actor = actorRef(officialOf(c));
  const frame = civilFrame(c, offices, 'people', 'person.add');
  return c.html(<PeoplePage {...{ frame, filter, page, ...read }} waiting={waiting.map((one) => ({ ...one, own: one.requestedBy === actor }))} />);
});

const MOST_TYPED = 60;
const searching = form(z.strictObject({ q: z.string().max(2000) }), (c) => problem(c, 422));

/** A search: changes nothing, and is posted so that nobody's name stands in an address. */
people.post('/search', permit('person.read'), searching, async (c) => {
  const typed = c.req.valid('form').q.replace(/\s+/g, '').slice(0, MOST_TYPED);
  const short = [...typed].length < 2;
  const { offices, people: found, more } = await findPeople(c.var.db, c.var.scope, typed);
  const errors = short ? [{ field: 'q', message: peopleNoteText.search_short }] : [];
  return c.html(<FoundPeoplePage frame={civilFrame(c, offices, 'people', 'person.add')} {...{ typed, errors, more }} people={short ? [] : found} />, short ? 422 : 200);
});

people.get('/new', permit('person.add'), (c) => newPage(c, { typed: { name: '', unit: '' }, errors: [], same: null }));

const adding = form(z.strictObject({ key: requestKey, name: z.string().max(2000), unit: z.string().max(2000) }), (c) => problem(c, 422));

/** A name and where they work. What they may do, another page asks for. */
people.post('/', permit('person.add'), adding, async (c) => {
  const { key, ...typed } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  const [name, unit] = [readName('name', typed.name.replace(/\s/g, '')), readWords('unit', typed.unit, true, 60)];
  const payloadHash = await sha256(JSON.stringify(['person', name.value, unit.value]));
  const errors = [...name.problems, ...unit.problems].map(({ field, problem: wrong }) => ({ field, message: formProblemText[wrong] }));
  if (errors.length > 0) return newPage(c, { typed, errors, same: null });
  return untilSettled(async () => {
    const { county, same, prior } = await loadNewPerson(c.var.db, c.var.scope, { name: name.value, unit: unit.value }, key);
    const before = replay(prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    if (!county) return newPage(c, { typed, errors: [{ field: 'unit', message: peopleNoteText.no_county }], same: null });
    if (same) return newPage(c, { typed, errors: [{ field: 'unit', message: peopleNoteText.known }], same });
    const personId = newId();
    const fresh = { id: personId, name: name.value, unit: unit.value, divisionCode: county.code };
    const answer = paths.person(personId);
    const outcome = await addPerson(c.var.db, auditEntry(c, actor, 'person.add', `person:${personId}`), fresh, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

async function newPage(c: Context<App>, shown: Omit<NewPersonProps, 'frame' | 'requestKey' | 'errors'> & { errors: readonly FieldError[] }) {
  const frame = civilFrame(c, await loadOffices(c.var.db, c.var.scope), 'people');
  return c.html(<NewPersonPage frame={frame} {...shown} requestKey={newId()} />, shown.errors.length > 0 ? 422 : 200);
}
