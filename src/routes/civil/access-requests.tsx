import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, ROLES, type Role } from '../../domain/access.ts';
import { ACCESS_OUTCOMES, ACCESS_REQUEST_KINDS, decideAccess, decideAccessRequest, placeOfGrant, PLACE_OF_ROLE, type AccessWish } from '../../domain/access-request.ts';
import { readWords } from '../../domain/application-form.ts';
import { auditEntry, type App } from '../../request.ts';
import { askForAccess, decideOnAccess, loadAccessRequest, placeColumnsOf, placesFor, readAccessRequest, type AccessRequestRead } from '../../store/access-requests.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadPerson, type PersonRead } from '../../store/people.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { formProblemText } from '../../../web/application-text.ts';
import { AccessFormPage } from '../../../web/civil/access-form-page.tsx';
import { accessRefusalText, changedText, decidedText, peopleNoteText } from '../../../web/civil/people-text.ts';
import { AccessRequestPage } from '../../../web/civil/person-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, query, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { asStanding, grantPlaceOf, wishOf } from './access-view.ts';
import { civilFrame, officialOf } from './frame.ts';

/** What one administrator asks for somebody: under /civil/people. */
export const accessAsking = new Hono<App>();

const onePerson = segments(z.object({ personId: id }));
const wanted = z.object({ kind: z.enum(ACCESS_REQUEST_KINDS).default('grant'), role: z.enum(ROLES).optional(), town: id.optional(), replaces: id.optional() });

accessAsking.get('/:personId/requests/new', permit('access.ask'), onePerson, query(wanted), async (c) => {
  const actor = actorRef(officialOf(c));
  const read = await loadPerson(c.var.db, c.var.scope, c.req.valid('param').personId, actor);
  if (!read) return c.notFound();
  return formPage(c, read, c.req.valid('query'));
});

const asking = form(
  wanted.extend({ key: requestKey, place: z.string().max(40).default(''), reason: z.string().max(2000) }).strict(),
  (c) => problem(c, 422),
);
type Asked = z.infer<typeof wanted> & { place: string; reason: string };

/** Asks for a role, another one instead, or for somebody to come back. Nothing changes until another administrator confirms it. */
accessAsking.post('/:personId/requests', permit('access.ask'), onePerson, asking, async (c) => {
  const { key, ...typed } = c.req.valid('form');
  const { personId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  const payloadHash = await sha256(JSON.stringify(['access', personId, typed]));
  const places = await placesAsked(c, typed);
  return untilSettled(async () => {
    const read = await loadPerson(c.var.db, c.var.scope, personId, actor, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const asked = readWish(typed, places.places);
    if ('errors' in asked) return formPage(c, read, typed, { errors: asked.errors });
    const waiting = read.requests.filter((one) => one.outcome === null).flatMap(wishOf);
    const refused = decideAccessRequest(asStanding(read), waiting, asked.wish, actor);
    if (refused !== null) return formPage(c, read, typed, { refusal: accessRefusalText[refused] });
    const requestId = newId();
    const answer = paths.accessRequest(requestId);
    const { wish, reason } = asked;
    const columns = wish.kind === 'enable' ? {} : { role: wish.role, replacesId: wish.replaces, ...placeColumnsOf(wish) };
    const row = { id: requestId, personId, kind: wish.kind, ...columns, reason, requestedAt: c.var.now, requestedBy: actor };
    const outcome = await askForAccess(c.var.db, auditEntry(c, actor, 'access.ask', `person:${personId}`), row, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

/** The places that the role can be granted for; of a village first its town is asked. */
async function placesAsked(c: Context<App>, { role, town }: { role?: Role | undefined; town?: string | undefined }) {
  const { db, scope } = c.var;
  const ofVillage = role !== undefined && PLACE_OF_ROLE[role] === 'village';
  const towns = ofVillage ? await placesFor(db, scope, 'town_official') : [];
  return { towns, places: role === undefined || (ofVillage && town === undefined) ? [] : await placesFor(db, scope, role, town) };
}

function readWish(typed: Asked, places: readonly { id: string }[]): { wish: AccessWish; reason: string } | { errors: FieldError[] } {
  const { kind, role, place, replaces = null } = typed;
  const words = readWords('reason', typed.reason, true, 200);
  const reasons = words.problems.map((one) => ({ field: 'reason', message: one.problem === 'missing' ? peopleNoteText.no_reason : formProblemText[one.problem] }));
  const known = places.some((one) => one.id === place);
  const choices = kind === 'grant' && !known ? [{ field: 'place', message: peopleNoteText.no_choice }] : [];
  if (reasons.length + choices.length > 0) return { errors: [...choices, ...reasons] };
  if (kind === 'enable') return { wish: { kind }, reason: words.value };
  return role === undefined ? { errors: choices } : { wish: { kind, role, replaces, ...placeOfGrant(role, place) }, reason: words.value };
}

async function formPage(c: Context<App>, read: PersonRead, typed: Partial<Asked>, wrong: { errors?: readonly FieldError[]; refusal?: string } = {}) {
  const { kind = 'grant', role, town, replaces, place = '', reason = '' } = typed;
  const { person, grants, offices } = read;
  const replaced = grants.find((grant) => grant.id === replaces && grant.revokedAt === null) ?? null;
  const shown = { kind, role: (kind === 'grant' ? role : null) ?? null, town: town ?? null, replaced, typed: { place, reason } };
  const page = <AccessFormPage frame={civilFrame(c, offices, 'people')} {...{ person, ...shown, ...(await placesAsked(c, typed)) }} errors={wrong.errors ?? []} requestKey={newId()} {...(wrong.refusal ? { refusal: wrong.refusal } : {})} />;
  return c.html(page, wrong.refusal ? 409 : wrong.errors ? 422 : 200);
}

/** What another administrator decides: under /civil/access-requests. */
export const accessRequests = new Hono<App>();

const oneRequest = segments(z.object({ requestId: id }));

accessRequests.get('/:requestId', permit('person.read'), oneRequest, async (c) => {
  const read = await readAccessRequest(c.var.db, c.var.scope, c.req.valid('param').requestId, actorRef(officialOf(c)));
  return read ? requestPage(c, read) : c.notFound();
});

const deciding = form(z.strictObject({ shown: z.string().regex(/^[\w-]{43}$/), outcome: z.enum(ACCESS_OUTCOMES) }), (c) => problem(c, 422));

/** Needs no key: a request is decided once, and the second press is shown what the first one did. */
accessRequests.post('/:requestId', permit('access.confirm'), oneRequest, deciding, async (c) => {
  const { shown, outcome } = c.req.valid('form');
  const { requestId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadAccessRequest(c.var.db, c.var.scope, requestId, actor);
    if (!read) return c.notFound();
    const { request } = read;
    if (request.decidedBy === actor && request.outcome === outcome) return c.redirect(paths.accessRequest(requestId), 303);
    if (request.outcome !== null) return requestPage(c, read, decidedText);
    const refused = outcome === 'confirmed' ? refusalOf(read, actor) : null;
    if (refused !== null) return requestPage(c, read, accessRefusalText[refused]);
    if (shown !== (await shownHash(read))) return requestPage(c, read, changedText);
    const entry = auditEntry(c, actor, `access.${outcome === 'confirmed' ? 'confirm' : 'decline'}`, `person:${request.personId}`);
    const done = await decideOnAccess(c.var.db, entry, read, { outcome, shownHash: shown });
    return done === 'done' ? c.redirect(paths.accessRequest(requestId), 303) : done;
  });
});

function refusalOf(read: AccessRequestRead, actor: string) {
  const { request } = read;
  const [wish] = wishOf(request);
  if (!wish) throw new Error('a request without a wish');
  return decideAccess({ requestedBy: request.requestedBy, askerStands: request.askerStands === 1, wish }, asStanding(read), actor);
}

/** Bound to what is asked for and by whom, and to what the person is and holds at that moment. */
async function shownHash({ request, person, grants }: AccessRequestRead): Promise<string> {
  const { id: requestId, kind, role, replacesId, reason, requestedBy } = request;
  const held = grants.filter((grant) => grant.revokedAt === null).map((grant) => [grant.id, grant.role, grantPlaceOf(grant)]);
  const { name, unit, disabledAt } = person;
  return sha256(JSON.stringify([requestId, kind, role, grantPlaceOf(request), request.placeName, replacesId, reason, requestedBy, name, unit, disabledAt, held]));
}

async function requestPage(c: Context<App>, read: AccessRequestRead, refusal?: string) {
  const { request, person, offices } = read;
  const actor = actorRef(officialOf(c));
  const refused = request.outcome === null ? refusalOf(read, actor) : null;
  const grants = read.grants.filter((grant) => grant.revokedAt === null);
  const replaced = read.grants.find((grant) => grant.id === request.replacesId) ?? null;
  const shown = { person, grants, request, replaced, own: request.requestedBy === actor, gone: refused && accessRefusalText[refused], shown: await shownHash(read) };
  return c.html(<AccessRequestPage frame={civilFrame(c, offices, 'people', 'access.confirm')} {...shown} {...(refusal ? { refusal } : {})} />, refusal ? 409 : 200);
}
