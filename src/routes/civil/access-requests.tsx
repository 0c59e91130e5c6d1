import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, ROLES, type Role } from '../../domain/access.ts';
import { ACCESS_OUTCOMES, ACCESS_REQUEST_KINDS, decideAccess, decideAccessRequest, placeOfGrant, PLACE_OF_ROLE, type AccessWish } from '../../domain/access-request.ts';
import { RESETS } from '../../domain/staff-login.ts';
import { auditEntry, type App } from '../../request.ts';
import { askForAccess, decideOnAccess, loadAccessRequest, placeColumnsOf, placesFor, readAccessRequest, type AccessRequestRead } from '../../store/access-requests.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadPerson, type PersonRead } from '../../store/people.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { AccessFormPage } from '../../../web/civil/access-form-page.tsx';
import { accessRefusalText, changedText, decidedText, peopleNoteText } from '../../../web/civil/people-text.ts';
import { AccessRequestPage } from '../../../web/civil/person-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, query, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { readReason } from '../reason.ts';
import { asStanding, grantPlaceOf, wishOf } from './access-view.ts';
import { civilFrame, officialOf } from './frame.ts';
import { issueOf, startCodeForm } from './start-code-form.tsx';

/** What one administrator asks for somebody: under /civil/people. */
export const accessAsking = new Hono<App>();

const onePerson = segments(z.object({ personId: id }));
const wanted = z.object({
  kind: z.enum(ACCESS_REQUEST_KINDS).default('grant'), role: z.enum(ROLES).optional(), town: id.optional(), replaces: id.optional(), resets: z.enum(RESETS).optional(),
});

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

/** Asks for a role, another one instead, for somebody to come back, or for a start code. Nothing changes until another administrator confirms it. */
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
    const row = { id: requestId, personId, ...columnsOf(wish), reason, requestedAt: c.var.now, requestedBy: actor };
    const outcome = await askForAccess(c.var.db, auditEntry(c, actor, wish.kind === 'start_code' ? 'start_code.ask' : 'access.ask', `person:${personId}`), row, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

function columnsOf(wish: AccessWish) {
  const { kind } = wish;
  if (kind === 'enable') return { kind };
  return kind === 'start_code' ? { kind, resets: wish.resets } : { kind, role: wish.role, replacesId: wish.replaces, ...placeColumnsOf(wish) };
}

/** The places that the role can be granted for; of a village first its town is asked. */
async function placesAsked(c: Context<App>, { role, town }: { role?: Role | undefined; town?: string | undefined }) {
  const { db, scope } = c.var;
  const ofVillage = role !== undefined && PLACE_OF_ROLE[role] === 'village';
  const towns = ofVillage ? await placesFor(db, scope, 'town_official') : [];
  return { towns, places: role === undefined || (ofVillage && town === undefined) ? [] : await placesFor(db, scope, role, town) };
}

function readWish(typed: Asked, places: readonly { id: string }[]): { wish: AccessWish; reason: string } | { errors: FieldError[] } {
  const { kind, role, place, resets, replaces = null } = typed;
  const said = readReason(typed.reason, peopleNoteText.no_reason);
  const known = places.some((one) => one.id === place);
  const choices = kind === 'grant' && !known ? [{ field: 'place', message: peopleNoteText.no_choice }] : [];
  const errors = [...choices, ...('errors' in said ? said.errors : [])];
  if ('errors' in said || errors.length > 0) return { errors };
  const { reason } = said;
  if (kind === 'enable') return { wish: { kind }, reason };
  if (kind === 'start_code') return resets === undefined ? { errors: [{ field: 'resets', message: peopleNoteText.no_choice }] } : { wish: { kind, resets }, reason };
  return role === undefined ? { errors: choices } : { wish: { kind, role, replaces, ...placeOfGrant(role, place) }, reason };
}

async function formPage(c: Context<App>, read: PersonRead, typed: Partial<Asked>, wrong: { errors?: readonly FieldError[]; refusal?: string } = {}) {
  const { kind = 'grant', role, town, replaces, resets, place = '', reason = '' } = typed;
  if (kind === 'start_code') return startCodeForm(c, read, { resets, reason }, wrong);
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

const deciding = form(
  z.strictObject({ shown: z.string().regex(/^[\w-]{43}$/), outcome: z.enum(ACCESS_OUTCOMES), present_seen: z.literal('on').optional() }),
  (c) => problem(c, 422),
);

/** What a decision is called in the log: a code that two give is found beside those that one gives. */
const ACTIONS = {
  access: { confirmed: 'access.confirm', declined: 'access.decline' },
  code: { confirmed: 'start_code.issue', declined: 'start_code.decline' },
} as const;

/** Needs no key: a request is decided once, and the second press is shown what the first one did. */
accessRequests.post('/:requestId', permit('access.confirm'), oneRequest, deciding, async (c) => {
  const { shown, outcome, present_seen: present } = c.req.valid('form');
  const { requestId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadAccessRequest(c.var.db, c.var.scope, requestId, actor);
    if (!read) return c.notFound();
    const { request } = read;
    const decided = request.kind === 'start_code' && outcome === 'confirmed' ? paths.startCode(requestId) : paths.accessRequest(requestId);
    if (request.decidedBy === actor && request.outcome === outcome) return c.redirect(decided, 303);
    if (request.outcome !== null) return requestPage(c, read, { refusal: decidedText });
    const refused = outcome === 'confirmed' ? refusalOf(read, actor) : null;
    if (refused !== null) return requestPage(c, read, { refusal: accessRefusalText[refused] });
    if (shown !== (await shownHash(read))) return requestPage(c, read, { refusal: changedText });
    const gives = request.kind === 'start_code' && outcome === 'confirmed';
    if (gives && present === undefined) return requestPage(c, read, { errors: [{ field: 'present', message: peopleNoteText.not_present }] });
    const issue = gives && request.resets !== null ? await issueOf(c, read, { resets: request.resets, reason: request.reason, codeId: requestId }) : null;
    const entry = auditEntry(c, actor, ACTIONS[request.kind === 'start_code' ? 'code' : 'access'][outcome], `person:${request.personId}`);
    const done = await decideOnAccess(c.var.db, entry, read, { outcome, shownHash: shown, issue });
    return done === 'done' ? c.redirect(decided, 303) : done;
  });
});

function refusalOf(read: AccessRequestRead, actor: string) {
  const { request } = read;
  const [wish] = wishOf(request);
  if (!wish) throw new Error('a request without a wish');
  return decideAccess({ requestedBy: request.requestedBy, askerStands: request.askerStands === 1, wish }, asStanding(read), actor);
}

/** Bound to what is asked for and by whom, and to what the person is and holds at that moment. */
async function shownHash({ request, person, grants, login }: AccessRequestRead): Promise<string> {
  const { id: requestId, kind, role, replacesId, resets, reason, requestedBy } = request;
  const held = grants.filter((grant) => grant.revokedAt === null).map((grant) => [grant.id, grant.role, grantPlaceOf(grant)]);
  const { name, unit, disabledAt } = person;
  return sha256(JSON.stringify([requestId, kind, role, grantPlaceOf(request), request.placeName, replacesId, resets, reason, requestedBy, name, unit, disabledAt, held, login]));
}

async function requestPage(c: Context<App>, read: AccessRequestRead, wrong: { refusal?: string; errors?: readonly FieldError[] } = {}) {
  const { request, person, offices } = read;
  const actor = actorRef(officialOf(c));
  const refused = request.outcome === null ? refusalOf(read, actor) : null;
  const grants = read.grants.filter((grant) => grant.revokedAt === null);
  const replaced = read.grants.find((grant) => grant.id === request.replacesId) ?? null;
  const shown = { person, grants, request, replaced, own: request.requestedBy === actor, gone: refused && accessRefusalText[refused], shown: await shownHash(read), errors: wrong.errors ?? [] };
  const page = <AccessRequestPage frame={civilFrame(c, offices, 'people', 'access.confirm')} {...shown} {...(wrong.refusal ? { refusal: wrong.refusal } : {})} />;
  return c.html(page, wrong.refusal ? 409 : wrong.errors ? 422 : 200);
}
