import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { holdsAlready } from '../../domain/application.ts';
import { parseClaim, wishOf } from '../../domain/application-claim.ts';
import { PAPER_LINES, readIdNumber, readName, readPapers, readPhone, readWords, type FieldProblem } from '../../domain/application-form.ts';
import { ageOn, serviceDateOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { auditEntry, type App } from '../../request.ts';
import { findResidents } from '../../store/application-lists.ts';
import { sealPerson } from '../../store/application-person.ts';
import { untilSettled } from '../../store/commit.ts';
import { createApplication, loadHomes, loadRegistration, type NewApplication, type RegistrationRead } from '../../store/new-applications.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { registrationRefusalText, searchTooShort } from '../../../web/application-text.ts';
import { NewApplicationPage, type NewApplicationProps } from '../../../web/community/new-application-page.tsx';
import { PersonPage } from '../../../web/community/person-page.tsx';
import { paths } from '../../../web/paths.ts';
import { errorsOf, personOf } from '../application-view.ts';
import { form, id, query, requestKey, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { communityFrame } from './frame.ts';
import { registeredOf, registeredOptions } from './registered-options.ts';

export const newApplications = new Hono<App>();

const asked = query(z.object({ elder: id.optional() }));
/** In the address, instead of an elder's id: somebody who is not in the system. */
const NEW = 'new';

newApplications.get('/applications/new', permit('application.handle'), asked, async (c) => {
  const { elder } = c.req.valid('query');
  if (elder === undefined) {
    const { offices } = await loadHomes(c.var.db, c.var.scope);
    return c.html(<PersonPage frame={communityFrame(c, offices, 'new')} people={null} />);
  }
  const whom = elder === NEW ? { idNumberIndex: '' } : { elderId: elder };
  const read = await loadRegistration(c.var.db, c.var.scope, whom, serviceDateOf(c.var.now));
  if (elder !== NEW && !read.elder) return c.notFound();
  return newPage(c, read, newId());
});

const searching = form(z.strictObject({ q: z.string().max(200) }), (c) => problem(c, 422));

/** A search: changes nothing, and is posted so that nobody's name or number stands in an address. */
newApplications.post('/people', permit('application.handle'), searching, async (c) => {
  const typed = c.req.valid('form').q;
  const number = readIdNumber('q', typed);
  const name = typed.trim();
  if (name === '' || (/\d/.test(name) && number.problems.length > 0)) {
    const { offices } = await loadHomes(c.var.db, c.var.scope);
    const errors = name === '' ? [{ field: 'q', message: searchTooShort }] : errorsOf(number.problems);
    return c.html(<PersonPage frame={communityFrame(c, offices, 'new')} typed={typed} errors={errors} people={null} />, 422);
  }
  const search = number.problems.length === 0 ? { idNumber: number.value } : { name };
  const found = await findResidents(c.var.db, c.var.vault, c.var.scope, search);
  const today = serviceDateOf(c.var.now);
  const people = found.people.map(({ birthDate, ...one }) => ({ ...one, age: ageOn(birthDate, today) }));
  return c.html(<PersonPage frame={communityFrame(c, found.offices, 'new')} typed={typed} people={people} more={found.more} />);
});

const text = z.string().max(2000).default('');
export const paperShape = Object.fromEntries(
  PAPER_LINES.flatMap((line) => ['kind', 'number', 'date', 'original'].map((name) => [`paper${line}_${name}`, text] as const)),
);
const own = { claim: text, relation: text, applicant: text, note: text };
const ofNewcomer = { name: text, idNumber: text, phone: text, village: text, address: text, registered: text, registeredPlace: text, mealPoint: text };
const registering = form(
  z.union([
    z.strictObject({ key: requestKey, elder: id, ...own, ...paperShape }),
    z.strictObject({ key: requestKey, ...own, ...ofNewcomer, ...paperShape }),
  ]),
  (c) => problem(c, 422),
);

newApplications.post('/applications', permit('application.handle'), registering, async (c) => {
  const { key, ...fields } = c.req.valid('form');
  const typed: Typed = fields;
  const actor = actorRef(personOf(c));
  const today = serviceDateOf(c.var.now);
  const number = 'elder' in fields ? null : readIdNumber('idNumber', typed['idNumber'] ?? '');
  const whom = number ? { idNumberIndex: number.value && (await c.var.vault.indexOf('id_number', number.value)) } : { elderId: typed['elder'] ?? '' };
  // The payload holds an ID number: what is kept of it can be made by nobody who lacks the county's key.
  const payloadHash = await sha256(await c.var.vault.sign('form', JSON.stringify(typed)));
  return untilSettled(async () => {
    const read = await loadRegistration(c.var.db, c.var.scope, whom, today, key);
    if (!number && !read.elder) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const applicationId = newId();
    const { fresh, problems } = await readFresh(c, applicationId, read, typed, number);
    if (fresh === null || problems.length > 0) return newPage(c, read, key, typed, problems);
    const refused = refusalOf(read, fresh, today);
    if (refused) return newPage(c, read, key, typed, [], refused);
    const entry = auditEntry(c, actor, 'application.submit', `application:${applicationId}`);
    const answer = paths.communityApplication(applicationId);
    const outcome = await createApplication(c.var.db, c.var.vault, entry, fresh, read.rule, today, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Number = ReturnType<typeof readIdNumber> | null;

/** What was typed as an application, or what has to be changed in it. */
async function readFresh(c: Context<App>, applicationId: string, read: RegistrationRead, typed: Typed, number: Number) {
  const of = (name: string) => typed[name] ?? '';
  const claim = parseClaim(of('claim'), read.categories.map((one) => one.code));
  const helper = of('relation') === '' || of('applicant').trim() === '' ? null : readName('applicant', of('applicant'));
  const note = readWords('note', of('note'), false);
  const papers = readPapers(typed, serviceDateOf(c.var.now));
  const whose = await readPerson(c, applicationId, read, typed, number);
  const problems: FieldProblem[] = [
    ...(claim ? [] : [{ field: 'claim', problem: 'no_such_choice' as const }]),
    ...[helper, note, papers].flatMap((one) => one?.problems ?? []),
    ...whose.problems,
  ];
  if (!claim || problems.length > 0) return { fresh: null, problems };
  const fresh: NewApplication = {
    id: applicationId, channel: 'village', wish: wishOf(claim.kind), claim, ...whose.person,
    applicant: helper && { name: helper.value, relation: of('relation') }, note: note.value, papers: papers.value,
  };
  return { fresh, problems };
}

type Person = Pick<NewApplication, 'villageCode' | 'elderId' | 'name' | 'sealed' | 'registeredDivision' | 'registeredPlace' | 'mealPointId'>;

/** Somebody known is taken as the record says; of somebody new everything is asked. A number that turns out to be known leads to its record. */
async function readPerson(c: Context<App>, applicationId: string, read: RegistrationRead, typed: Typed, number: Number): Promise<{ person: Person; problems: FieldProblem[] }> {
  const { elder } = read;
  if (elder) {
    const { id: elderId, name, residenceDivision: villageCode, registeredDivision, registeredPlace, mealPointId, idNumberIndex } = elder;
    const sealed = { idNumberSealed: null, idNumberIndex, phoneSealed: null, phoneIndex: null, addressSealed: null };
    return { person: { elderId, name, villageCode, registeredDivision, registeredPlace, mealPointId, sealed }, problems: [] };
  }
  const of = (name: string) => typed[name] ?? '';
  const [name, phone, address] = [readName('name', of('name')), readPhone('phone', of('phone'), false), readWords('address', of('address'), false, 120)];
  const place = readWords('registeredPlace', of('registeredPlace'), of('registered') === 'elsewhere', 60);
  const villageCode = read.villages.find((one) => one.code === of('village'))?.code;
  const registered = registeredOf(read, of('registered'), place.value, villageCode ?? '');
  const point = read.points.find((one) => one.id === of('mealPoint') && one.divisionCode.slice(0, 9) === villageCode?.slice(0, 9));
  const problems = [
    ...[name, number, phone, address, place].flatMap((one) => one?.problems ?? []),
    ...Object.entries({ village: villageCode, registered, mealPoint: point }).flatMap(([field, found]) =>
      found === undefined ? [{ field, problem: 'no_such_choice' as const }] : [],
    ),
  ];
  const sealed = await sealPerson(c.var.vault, applicationId, { idNumber: number?.value ?? '', phone: phone.value, address: address.value || null });
  const homes = registered ?? { registeredDivision: null, registeredPlace: null };
  return { person: { elderId: null, name: name.value, villageCode: villageCode ?? '', mealPointId: point?.id ?? null, sealed, ...homes }, problems };
}

type Refused = { words: string; href?: string };

function refusalOf({ elder, facts, open }: RegistrationRead, { claim }: NewApplication, today: ReturnType<typeof serviceDateOf>): Refused | null {
  if (elder && !elder.near) return { words: registrationRefusalText.lives_elsewhere };
  if (holdsOn(facts, 'death', today)) return { words: registrationRefusalText.deceased };
  if (claim && holdsAlready(facts, claim, today)) return { words: registrationRefusalText.holds_already };
  const same = open.find((one) => one.kind === claim?.kind && (one.kind !== 'category' || one.value === claim?.value));
  return same ? { words: registrationRefusalText.open_already(same.applicationNo), href: paths.communityApplication(same.id) } : null;
}

function newPage(c: Context<App>, read: RegistrationRead, key: string, typed: Typed = {}, problems: readonly FieldProblem[] = [], refusal?: Refused) {
  const known = read.elder && read.elder.near && typed['idNumber'] === undefined ? read.elder : null;
  const props: NewApplicationProps = {
    frame: communityFrame(c, read.offices, 'new'),
    requestKey: key,
    person: known && { id: known.id, name: known.name, age: ageOn(known.birthDate, serviceDateOf(c.var.now)) },
    villages: read.villages,
    registeredOptions: registeredOptions(read),
    points: read.points,
    categories: read.categories,
    typed,
    errors: errorsOf(problems),
    ...(refusal ? { refusal } : {}),
  };
  return c.html(<NewApplicationPage {...props} />, refusal ? 409 : problems.length > 0 ? 422 : 200);
}
