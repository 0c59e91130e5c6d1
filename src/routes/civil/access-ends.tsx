import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideAccessEnd } from '../../domain/access-request.ts';
import { auditEntry, type App } from '../../request.ts';
import { disablePerson, holderOf, revokeGrant } from '../../store/access-requests.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadPerson, type PersonRead } from '../../store/people.ts';
import { accessEndRefusalText, peopleNoteText } from '../../../web/civil/people-text.ts';
import { AccessEndPage } from '../../../web/civil/person-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { because, readReason } from '../reason.ts';
import { civilFrame, officialOf } from './frame.ts';

// What one administrator does alone and at once, because it takes something away. Needs no key: it is done once.

/** Under /civil/people. */
export const disabling = new Hono<App>();

const onePerson = segments(z.object({ personId: id }));

disabling.get('/:personId/disabling', permit('access.end'), onePerson, async (c) => {
  const read = await loadPerson(c.var.db, c.var.scope, c.req.valid('param').personId, actorRef(officialOf(c)));
  return read ? endPage(c, read, null) : c.notFound();
});

disabling.post('/:personId/disabling', permit('access.end'), onePerson, because, async (c) => {
  const typed = c.req.valid('form').reason;
  const { personId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadPerson(c.var.db, c.var.scope, personId, actor);
    if (!read) return c.notFound();
    if (endedBy(read, actor)) return c.redirect(paths.person(personId), 303);
    const refused = decideAccessEnd(read.person.disabledAt !== null, personId, actor);
    const said = readReason(typed, peopleNoteText.no_reason);
    if (refused !== null) return endPage(c, read, null, { typed, refusal: accessEndRefusalText[refused] });
    if ('errors' in said) return endPage(c, read, null, { typed, errors: said.errors });
    const done = await disablePerson(c.var.db, auditEntry(c, actor, 'person.disable', `person:${personId}`), personId, said.reason);
    return done === 'done' ? c.redirect(paths.person(personId), 303) : done;
  });
});

/** The second press of whoever has disabled them is shown that it is done. */
const endedBy = ({ person, disablings }: PersonRead, actor: string) => person.disabledAt !== null && disablings[0]?.by === actor;

/** Under /civil/grants. */
export const revocations = new Hono<App>();

const oneGrant = segments(z.object({ grantId: id }));

revocations.get('/:grantId/revocation', permit('access.end'), oneGrant, async (c) => {
  const { grantId } = c.req.valid('param');
  const read = await loadPerson(c.var.db, c.var.scope, holderOf(grantId), actorRef(officialOf(c)));
  return read ? endPage(c, read, grantId) : c.notFound();
});

revocations.post('/:grantId/revocation', permit('access.end'), oneGrant, because, async (c) => {
  const typed = c.req.valid('form').reason;
  const { grantId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadPerson(c.var.db, c.var.scope, holderOf(grantId), actor);
    const grant = read?.grants.find((one) => one.id === grantId);
    if (!read || !grant) return c.notFound();
    const personId = read.person.id;
    if (grant.revokedBy === actor) return c.redirect(paths.person(personId), 303);
    const refused = decideAccessEnd(grant.revokedAt !== null, personId, actor);
    const said = readReason(typed, peopleNoteText.no_reason);
    if (refused !== null) return endPage(c, read, grantId, { typed, refusal: accessEndRefusalText[refused] });
    if ('errors' in said) return endPage(c, read, grantId, { typed, errors: said.errors });
    const done = await revokeGrant(c.var.db, auditEntry(c, actor, 'access.revoke', `person:${personId}`), personId, grantId, said.reason);
    return done === 'done' ? c.redirect(paths.person(personId), 303) : done;
  });
});

type Wrong = { typed?: string; errors?: readonly FieldError[]; refusal?: string };

/** `grantId`: null where the person as a whole is meant. */
function endPage(c: Context<App>, { person, grants, administrators, offices }: PersonRead, grantId: string | null, wrong: Wrong = {}) {
  const actor = actorRef(officialOf(c));
  const grant = grants.find((one) => one.id === grantId) ?? null;
  const refused = wrong.refusal === undefined ? decideAccessEnd(grant ? grant.revokedAt !== null : person.disabledAt !== null, person.id, actor) : null;
  const refusal = wrong.refusal ?? (refused === null ? undefined : accessEndRefusalText[refused]);
  const held = grants.some((one) => one.role === 'administrator' && one.revokedAt === null && (grant === null || grant.id === one.id));
  const counted = held && person.disabledAt === null ? administrators : null;
  const page = <AccessEndPage frame={civilFrame(c, offices, 'people')} {...{ person, grant }} administrators={counted} typed={wrong.typed ?? ''} errors={wrong.errors ?? []} {...(refusal ? { refusal } : {})} />;
  return c.html(page, wrong.refusal ? 409 : wrong.errors ? 422 : 200);
}
