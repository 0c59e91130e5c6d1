import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideLoginAct, decideStartCode, loginStateOf } from '../../domain/access-request.ts';
import { personHistory } from '../../domain/person-history.ts';
import { isLocked, windowMs } from '../../domain/guess.ts';
import { readLogin, RESETS, spokenStartCode } from '../../domain/staff-login.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadPerson, readPerson, type PersonRead } from '../../store/people.ts';
import { replay } from '../../store/request-keys.ts';
import { endSessions, giveLogin, isLoginTaken, loadSignInState, unlock } from '../../store/person-logins.ts';
import { findStartCode, issueStartCode, startCodeDigits } from '../../store/start-codes.ts';
import { sha256 } from '../../vault.ts';
import { accessRefusalText, loginNoteText, peopleNoteText } from '../../../web/civil/people-text.ts';
import { PersonPage } from '../../../web/civil/person-page.tsx';
import { StartCodePage } from '../../../web/civil/start-code-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { readReason } from '../reason.ts';
import { asStanding } from './access-view.ts';
import { civilFrame, officeFrame, officialOf } from './frame.ts';
import { issueOf, startCodeForm } from './start-code-form.tsx';

/** Somebody who works here: what they may do, and how they sign in. Under /civil/people. */
export const onePerson = new Hono<App>();

const whom = segments(z.object({ personId: id }));

onePerson.get('/:personId', permit('person.read'), whom, async (c) => {
  const read = await readPerson(c.var.db, c.var.scope, c.req.valid('param').personId, actorRef(officialOf(c)));
  return read ? personPage(c, read) : c.notFound();
});

async function personPage(c: Context<App>, read: PersonRead, wrong: { typed?: string; errors?: readonly FieldError[]; refusal?: string } = {}) {
  const { person, requests, offices } = read;
  const actor = actorRef(officialOf(c));
  const grants = read.grants.filter((grant) => grant.revokedAt === null);
  const waiting = requests.filter((one) => one.outcome === null);
  const shown = { person, grants, waiting, history: personHistory(read), own: actor === `person:${person.id}`, login: await loginOf(c, read), typed: wrong.typed ?? '', errors: wrong.errors ?? [] };
  const page = <PersonPage frame={civilFrame(c, offices, 'people', 'person.add')} {...shown} {...(wrong.refusal ? { refusal: wrong.refusal } : {})} />;
  return c.html(page, wrong.refusal ? 409 : wrong.errors ? 422 : 200);
}

/** How they sign in, as the page shows it. */
async function loginOf(c: Context<App>, read: PersonRead) {
  const { login } = read;
  const state = loginStateOf(asStanding(read));
  if (login === null || state === null) return null;
  const { rule, tried, code, sessions } = await signInStateOf(c, read.person.id, login.login);
  const locks = tried.filter((one) => isLocked(one, rule, c.var.now)).map(({ windowAt }) => windowAt + windowMs(rule));
  const lockedUntil = locks.length > 0 ? Math.max(...locks) : null;
  return { ...login, needsSecondFactor: state.needsSecondFactor, lockedUntil, sessions, code: code && { ...code, own: code.issuedBy === actorRef(officialOf(c)) } };
}

async function signInStateOf(c: Context<App>, personId: string, login: string) {
  const loginIndex = await c.var.vault.indexOf('login', login);
  return { loginIndex, ...(await loadSignInState(c.var.db, { personId, loginIndex, now: c.var.now })) };
}

const naming = form(z.strictObject({ login: z.string().max(2000) }), (c) => problem(c, 422));

/** A name to sign in by, for good. Needs no key: nobody has two. */
onePerson.post('/:personId/login', permit('login.manage'), whom, naming, async (c) => {
  const typed = c.req.valid('form').login;
  const { personId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadPerson(c.var.db, c.var.scope, personId, actor);
    if (!read) return c.notFound();
    const refused = decideLoginAct(asStanding(read), actor);
    if (refused !== null) return personPage(c, read, { typed, refusal: accessRefusalText[refused] });
    const login = readLogin(typed);
    if (login !== null && read.login?.login === login) return c.redirect(paths.person(personId), 303);
    const wrong = read.login ? 'has_one' : login === null ? 'unreadable' : (await isLoginTaken(c.var.db, login)) ? 'taken' : null;
    if (wrong !== null || login === null) return personPage(c, read, { typed, errors: [{ field: 'login', message: loginNoteText[wrong ?? 'unreadable'] }] });
    const done = await giveLogin(c.var.db, auditEntry(c, actor, 'login.give', `person:${personId}`), personId, login);
    return done === 'done' ? c.redirect(paths.person(personId), 303) : done;
  });
});

/** Ends a lock at once, and all sessions: where there is nothing to end, or none that one person may end, nothing is written. */
onePerson.post('/:personId/login/unlocking', permit('login.manage'), whom, async (c) =>
  ended(c, c.req.valid('param').personId, async ({ rule, tried, loginIndex, secondFactorAt }, entryOf, personId) =>
    secondFactorAt === null && tried.some((one) => isLocked(one, rule, c.var.now)) ? unlock(c.var.db, entryOf('login.unlock'), personId, loginIndex) : 'done',
  ),
);

onePerson.post('/:personId/login/session-endings', permit('login.manage'), whom, async (c) =>
  ended(c, c.req.valid('param').personId, async ({ sessions }, entryOf, personId) =>
    sessions.length > 0 ? endSessions(c.var.db, entryOf('session.end_all'), personId) : 'done',
  ),
);

type Ending = (
  state: Awaited<ReturnType<typeof signInStateOf>> & NonNullable<PersonRead['login']>,
  entryOf: (action: string) => ReturnType<typeof auditEntry>,
  personId: string,
) => Promise<'done' | 'conflict'>;

async function ended(c: Context<App>, personId: string, end: Ending): Promise<Response> {
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadPerson(c.var.db, c.var.scope, personId, actor);
    if (!read) return c.notFound();
    const refused = decideLoginAct(asStanding(read), actor);
    if (refused !== null) return personPage(c, read, { refusal: accessRefusalText[refused] });
    const done = read.login && (await end({ ...read.login, ...(await signInStateOf(c, personId, read.login.login)) }, (action) => auditEntry(c, actor, action, `person:${personId}`), personId));
    return done === 'conflict' ? done : c.redirect(paths.person(personId), 303);
  });
}

const giving = form(
  z.strictObject({ key: requestKey, resets: z.enum(RESETS), reason: z.string().max(2000), present_seen: z.literal('on').optional() }),
  (c) => problem(c, 422),
);

/** What one administrator may give, to whoever stands before them. */
onePerson.post('/:personId/start-codes', permit('login.manage'), whom, giving, async (c) => {
  const { key, ...typed } = c.req.valid('form');
  const { personId } = c.req.valid('param');
  const actor = actorRef(officialOf(c));
  const payloadHash = await sha256(JSON.stringify(['start_code', personId, typed]));
  return untilSettled(async () => {
    const read = await loadPerson(c.var.db, c.var.scope, personId, actor, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const refused = decideStartCode(asStanding(read), typed.resets, actor);
    if (refused !== null) return startCodeForm(c, read, typed, { refusal: accessRefusalText[refused] });
    const said = readReason(typed.reason, peopleNoteText.no_reason);
    const absent = typed.present_seen ? [] : [{ field: 'present', message: peopleNoteText.not_present }];
    if ('errors' in said || absent.length > 0) return startCodeForm(c, read, typed, { errors: [...('errors' in said ? said.errors : []), ...absent] });
    const issue = await issueOf(c, read, { resets: typed.resets, reason: said.reason });
    const answer = paths.startCode(issue.code.id);
    const outcome = await issueStartCode(c.var.db, auditEntry(c, actor, 'start_code.issue', `person:${personId}`), issue, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

/** Under /civil/start-codes. */
export const startCodes = new Hono<App>();

/** Only whoever issued it sees it, until it is used or over. */
startCodes.get('/:codeId', permit('login.manage'), segments(z.object({ codeId: id })), async (c) => {
  const { codeId } = c.req.valid('param');
  const code = await findStartCode(c.var.db, c.var.scope, codeId);
  if (!code || code.issuedBy !== actorRef(officialOf(c))) return c.notFound();
  const good = code.usedAt === null && c.var.now < code.expiresAt;
  const digits = good ? spokenStartCode(await startCodeDigits(c.var.vault, codeId)) : null;
  return c.html(<StartCodePage frame={await officeFrame(c, 'people')} code={code} digits={digits} address={new URL(paths.start(), c.req.url).href} />);
});
