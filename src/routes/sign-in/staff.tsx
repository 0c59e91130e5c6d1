import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { grantsUnder } from '../../domain/access.ts';
import { readCode } from '../../domain/sign-in-code.ts';
import { plainPassword } from '../../domain/staff-login.ts';
import type { App } from '../../request.ts';
import { untilSettled, type Conflict } from '../../store/commit.ts';
import { giveBackTo } from '../../store/guesses.ts';
import { changeLogin, loginAsRead, type LoginChange, type StaffLogin } from '../../store/staff-logins.ts';
import { loadEndedTablet } from '../../store/tablet-sign-in.ts';
import { checkSecret, hashSecret, newId } from '../../vault.ts';
import type { SignInProblem } from '../../../web/sign-in/sign-in-text.ts';
import { StaffSignInPage } from '../../../web/sign-in/staff-sign-in-page.tsx';
import { form, query, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { cameInBy, openSession, tokenOfForm } from '../session.ts';
import { firstPageOf } from './first-page.ts';
import { countedAtName, loadGuess, recordWrong, stepTyped, strangerHeldOff, typedName, type Count, type Guess } from './guess.ts';

/** By a name, a password, and for those who have one the code of an authenticator. A name that nobody has is answered like one with another password. */
export const staffSignIn = new Hono<App>();

staffSignIn.get('/', permit('sign_in'), query(z.object({ done: z.literal('password').optional().catch(undefined) })), async (c) => {
  const { actor, db, tabletHash } = c.var;
  if (actor.kind === 'person') return c.redirect(firstPageOf(actor.grants), 303);
  return c.html(<StaffSignInPage requestKey={newId()} done={c.req.valid('query').done} ended={await loadEndedTablet(db, tabletHash)} />);
});

const entering = form(
  z.strictObject({ key: requestKey, login: z.string().max(100), password: z.string().max(1000), code: z.string().max(20).default('') }),
  (c) => problem(c, 422),
);

staffSignIn.post('/', permit('sign_in'), entering, async (c) => {
  const typed = c.req.valid('form');
  const refused = (why: SignInProblem, minutes = 0) => c.html(<StaffSignInPage requestKey={typed.key} typed={typed.login} problem={why} minutes={minutes} />, why === 'crowded' ? 429 : 422);
  const name = await typedName(c, typed.login);
  if (await strangerHeldOff(c, name)) return refused('crowded');
  const once: Count = { counted: false };
  const token = await tokenOfForm(c, typed);
  return untilSettled(async () => {
    const before = await cameInBy(c, token);
    if (before?.kind === 'person') return c.redirect(firstPageOf(before.grants), 303);
    const guess = await loadGuess(c, name);
    const count = await countedAtName(c, guess, once);
    if (count === 'conflict') return count;
    if (count === 'locked') return refused('locked', guess.rule.windowMinutes);
    const judged = await judge(c, guess, typed);
    if (typeof judged !== 'string') return entered(c, guess, judged, token);
    await recordWrong(c, guess);
    return refused(judged);
  });
});

type Entering = { login: StaffLogin; way: 'password' | 'totp'; change: LoginChange };

/** The password is always hashed first, and one hash is all the work there is, whoever asks. */
async function judge(c: Context<App>, { login }: Guess, typed: { password: string; code: string }): Promise<Entering | SignInProblem> {
  const password = plainPassword(typed.password);
  const checked = await checkSecret(password, login?.passwordHash ?? null);
  if (!login || checked === 'wrong') return 'wrong';
  const renewed = checked === 'stale' ? { passwordHash: await hashSecret(password) } : {};
  if (login.totpConfirmedAt === null) return { login, way: 'password', change: renewed };
  const step = await stepTyped(c, login, readCode(typed.code) ?? '');
  if (step === null) return 'wrong';
  return step === 'used' ? 'code_used' : { login, way: 'totp', change: { ...renewed, totpStep: step } };
}

/** A password is good as often as it is typed, and begins another session each time. */
async function entered(c: Context<App>, guess: Guess, { login, way, change }: Entering, token: string): Promise<Response | Conflict> {
  const changes = [giveBackTo(guess.counter, c.var.now), ...changeLogin(c.var.db, login.personId, change)];
  const opened = await openSession(c, { personId: login.personId, way }, { guards: [loginAsRead(login)], changes }, way === 'totp' ? token : undefined);
  return opened === 'done' ? c.redirect(firstPageOf(grantsUnder(way, guess.grants)), 303) : opened;
}
