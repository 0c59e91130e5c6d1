import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { scopeFor } from '../../domain/access.ts';
import { readCode } from '../../domain/sign-in-code.ts';
import { enrolmentLink } from '../../domain/totp.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled, type Conflict } from '../../store/commit.ts';
import { giveBackTo } from '../../store/guesses.ts';
import { alsoRecorded } from '../../store/sessions.ts';
import { changeLogin, endSessionsOf, loadOwnLogin, loginAsRead, type StaffLogin } from '../../store/staff-logins.ts';
import { newId } from '../../vault.ts';
import { paths } from '../../../web/paths.ts';
import { SecondFactorPage } from '../../../web/sign-in/second-factor-page.tsx';
import { signInProblemText, type SignInProblem } from '../../../web/sign-in/sign-in-text.ts';
import { form, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { cameInBy, openSession, ownTokenHash, tokenOfForm } from '../session.ts';
import { firstPageOf } from './first-page.ts';
import { countedAtName, loadGuess, recordWrong, stepTyped, typedName, type Count, type Guess } from './guess.ts';
import { ownFrame } from './own.tsx';

/** An authenticator is set up once, right after a start code. Until a code of it was typed it counts for nothing; from then on its secret is never shown again. */
export const secondFactor = new Hono<App>();

/** Only in the session that the start code began, and only while nothing is confirmed. */
async function beingSetUp(c: Context<App>): Promise<{ login: StaffLogin; secret: string } | null> {
  const scope = scopeFor(c.var.actor, 'login.own');
  if (!scope) return null;
  const { login, way } = await loadOwnLogin(c.var.db, scope, await ownTokenHash(c));
  if (way !== 'start_code' || !login?.totpSealed || login.totpConfirmedAt !== null) return null;
  return { login, secret: await c.var.vault.open({ table: 'staff_login', column: 'totp_sealed', row: login.personId }, login.totpSealed) };
}

type Refused = { key: string; why: SignInProblem; minutes: number };

function page(c: Context<App>, { login, secret }: { login: StaffLogin; secret: string }, refused?: Refused) {
  const errors = refused ? [{ field: 'code', message: signInProblemText(refused.why, refused.minutes) }] : [];
  return c.html(<SecondFactorPage frame={ownFrame(c)} requestKey={refused?.key ?? newId()} link={enrolmentLink(secret, login.login)} secret={secret} errors={errors} />, refused ? 422 : 200);
}

secondFactor.get('/', permit('login.own'), async (c) => {
  const setUp = await beingSetUp(c);
  return setUp ? page(c, setUp) : c.redirect(paths.ownLogin(), 303);
});

const confirming = form(z.strictObject({ key: requestKey, code: z.string().max(20) }), (c) => problem(c, 422));

/** Everybody's, because whoever sends the form again, having heard nothing, is a stranger: the session that it stood in is over. */
secondFactor.post('/', permit('sign_in'), confirming, async (c) => {
  const { key, code } = c.req.valid('form');
  const typed = readCode(code);
  const token = await tokenOfForm(c, { key, code });
  const once: Count = { counted: false };
  return untilSettled(async () => {
    const before = await cameInBy(c, token);
    if (before?.kind === 'person') return c.redirect(firstPageOf(before.grants), 303);
    const setUp = await beingSetUp(c);
    if (!setUp) return c.redirect(paths.ownLogin(), 303);
    if (typed === null) return page(c, setUp, { key, why: 'code_unreadable', minutes: 0 });
    const guess = await loadGuess(c, await typedName(c, setUp.login.login));
    const count = await countedAtName(c, guess, once);
    if (count === 'conflict') return count;
    if (count === 'locked') return page(c, setUp, { key, why: 'locked', minutes: guess.rule.windowMinutes });
    const step = await stepTyped(c, setUp.login, typed);
    if (typeof step === 'number') return confirmed(c, guess, { login: setUp.login, step, token });
    await recordWrong(c, guess);
    return page(c, setUp, { key, why: 'code_wrong', minutes: 0 });
  });
});

/** The rights of the role begin here, under a new token; the session of the start code is over. */
async function confirmed(c: Context<App>, guess: Guess, { login, step, token }: { login: StaffLogin; step: number; token: string }): Promise<Response | Conflict> {
  const { db, now } = c.var;
  const recorded = alsoRecorded(auditEntry(c, `person:${login.personId}`, 'second_factor.set', `person:${login.personId}`));
  const changes = [...changeLogin(db, login.personId, { totpConfirmedAt: now, totpStep: step }), endSessionsOf(login.personId, now), giveBackTo(guess.counter, now), recorded];
  const opened = await openSession(c, { personId: login.personId, way: 'totp' }, { guards: [loginAsRead(login)], changes }, token);
  return opened === 'done' ? c.redirect(firstPageOf(guess.grants), 303) : opened;
}
