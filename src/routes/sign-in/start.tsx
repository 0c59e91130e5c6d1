import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { grantsUnder, needsSecondFactor, type WorkWay } from '../../domain/access.ts';
import { passwordProblem, plainPassword, readStartCode, type SignInRule } from '../../domain/staff-login.ts';
import { auditEntry, type App } from '../../request.ts';
import { commit, untilSettled, type Conflict } from '../../store/commit.ts';
import { giveBackTo } from '../../store/guesses.ts';
import { readRows } from '../../store/read.ts';
import { priorAnswer } from '../../store/request-keys.ts';
import { changeLogin, endSessionsOf, findSignInRule, loginAsRead, type LoginChange, type StaffLogin } from '../../store/staff-logins.ts';
import { alsoRecorded } from '../../store/sessions.ts';
import { useStartCode } from '../../store/start-codes.ts';
import { checkSecret, hashSecret, newId, newTotpSecret, sha256 } from '../../vault.ts';
import { passwordErrors, type SignInProblem } from '../../../web/sign-in/sign-in-text.ts';
import { StartPage } from '../../../web/sign-in/start-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { form, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { cameInBy, openSession, tokenOfForm } from '../session.ts';
import { firstPageOf } from './first-page.ts';
import { countedAtName, loadGuess, recordWrong, strangerHeldOff, typedName, type Count, type Guess } from './guess.ts';

/** The first time, or after a reset: an administrator's code and a password of one's own. Counted and answered as a password is. */
export const start = new Hono<App>();

start.get('/', permit('sign_in'), async (c) => {
  const { passwordLetters } = await findSignInRule(c.var.db);
  return c.html(<StartPage requestKey={newId()} letters={passwordLetters} />);
});

const starting = form(
  z.strictObject({ key: requestKey, login: z.string().max(100), code: z.string().max(40), password: z.string().max(1000), again: z.string().max(1000) }),
  (c) => problem(c, 422),
);

start.post('/', permit('sign_in'), starting, async (c) => {
  const typed = c.req.valid('form');
  const once: Count = { counted: false };
  const again = (rule: SignInRule, more: { errors?: FieldError[]; problem?: SignInProblem }, status: 422 | 429 = 422) =>
    c.html(<StartPage requestKey={typed.key} letters={rule.passwordLetters} typed={{ login: typed.login, code: typed.code }} minutes={rule.windowMinutes} {...more} />, status);
  const name = await typedName(c, typed.login);
  if (await strangerHeldOff(c, name)) return again(await findSignInRule(c.var.db), { problem: 'crowded' }, 429);
  const token = await tokenOfForm(c, typed);
  return untilSettled(async () => {
    const before = await startedBefore(c, token);
    if (before) return c.redirect(before, 303);
    const guess = await loadGuess(c, name);
    const { rule } = guess;
    const page = (more: { errors?: FieldError[]; problem?: SignInProblem }) => again(rule, more);
    const wrong = passwordProblem(typed.password, typed.again, typed.login, rule);
    if (wrong) return page({ errors: passwordErrors(wrong, rule.passwordLetters) });
    const count = await countedAtName(c, guess, once);
    if (count === 'conflict') return count;
    if (count === 'locked') return page({ problem: 'locked' });
    const checked = await checkSecret(readStartCode(typed.code) ?? '', guess.code?.hash ?? null);
    if (checked !== 'wrong' && guess.code && guess.login) return started(c, guess, { login: guess.login, codeId: guess.code.id, password: plainPassword(typed.password) }, token);
    await recordWrong(c, guess);
    return page({ problem: 'wrong_code' });
  });
});

type Starting = { login: StaffLogin; codeId: string; password: string };

/** The password set and the code used up in one batch. Where a second factor is missing, this session can set it up and nothing else. */
async function started(c: Context<App>, guess: Guess, { login, codeId, password }: Starting, token: string): Promise<Response | Conflict> {
  const { db, now } = c.var;
  const entry = auditEntry(c, `person:${login.personId}`, 'start_code.use', `start_code:${codeId}`);
  const enrols = login.totpConfirmedAt === null && guess.grants.some(needsSecondFactor);
  const change = { passwordHash: await hashSecret(password), passwordSetAt: now, ...(enrols ? await freshSecondFactor(c, login.personId) : {}) };
  const used = useStartCode(db, codeId, entry);
  const write = {
    guards: [loginAsRead(login), ...(used.guards ?? [])],
    changes: [...(used.changes ?? []), ...changeLogin(db, login.personId, change), endSessionsOf(login.personId, now), giveBackTo(guess.counter, now)],
  };
  if (login.totpConfirmedAt !== null) {
    const sent = await sha256(token);
    const answer = paths.staffSignIn('password');
    const done = await commit(db, entry, { ...write, keyed: { key: sent, payloadHash: sent, answer } });
    return done === 'done' ? c.redirect(answer, 303) : done;
  }
  const way: WorkWay = enrols ? 'start_code' : 'password';
  const opened = await openSession(c, { personId: login.personId, way }, { ...write, changes: [...write.changes, alsoRecorded(entry)] }, token);
  if (opened !== 'done') return opened;
  return c.redirect(enrols ? paths.secondFactor() : firstPageOf(grantsUnder(way, guess.grants)), 303);
}

/** Where this very form has led before; null where it has not, or what it began is over. */
async function startedBefore(c: Context<App>, token: string): Promise<string | null> {
  const actor = await cameInBy(c, token);
  if (actor?.kind === 'person') return actor.grants.length > 0 ? firstPageOf(actor.grants) : paths.secondFactor();
  const [prior] = await readRows(c.var.db, priorAnswer(c.var.db, await sha256(token)));
  return prior?.answer ?? null;
}

async function freshSecondFactor(c: Context<App>, personId: string): Promise<LoginChange> {
  const totpSealed = await c.var.vault.seal({ table: 'staff_login', column: 'totp_sealed', row: personId }, newTotpSecret());
  return { totpSealed, totpConfirmedAt: null, totpStep: null };
}
