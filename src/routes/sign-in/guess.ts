import type { Context } from 'hono';
import { isLocked, plainLogin, plainPassword } from '../../domain/staff-login.ts';
import { auditEntry, type App } from '../../request.ts';
import type { Conflict } from '../../store/commit.ts';
import { deviceCount } from '../../store/known-devices.ts';
import { countGuess, giveBack, loadSignIn, type SignIn, type StaffLogin } from '../../store/staff-logins.ts';
import { checkSecret, totpStep } from '../../vault.ts';
import { signInProblemText } from '../../../web/sign-in/sign-in-text.ts';
import { deviceHash } from './known-device.ts';

/** Who asks before it is known who they are. */
export const STRANGER = 'stranger';

/** `loginIndex`: under what guesses are counted. Strangers' at one name together; those from a browser at which its owner has signed in apart, so that nobody can lock her out there. */
export type Guess = SignIn & { loginIndex: string };

export async function loadGuess(c: Context<App>, typedLogin: string): Promise<Guess> {
  const login = plainLogin(typedLogin);
  const { db, vault, now } = c.var;
  const device = await deviceHash(c);
  const loginIndex = (device && (await deviceCount(db, device, login, now))) ?? (await vault.indexOf('login', login));
  return { ...(await loadSignIn(db, { login, loginIndex, now })), loginIndex };
}

/** One request is one guess, however often it is read again after a lost race. */
export type Count = { counted: boolean };

/** Counts the guess, before anything of it is looked at. */
export async function counted(c: Context<App>, { loginIndex, login, tried, rule }: Guess, count: Count): Promise<'counted' | 'locked' | Conflict> {
  if (count.counted) return 'counted';
  if (isLocked(tried, rule, c.var.now)) return 'locked';
  const subject = login ? `person:${login.personId}` : `login:${loginIndex}`;
  const outcome = await countGuess(c.var.db, auditEntry(c, STRANGER, 'staff_sign_in.try', subject), loginIndex, rule);
  count.counted = outcome === 'done';
  return outcome === 'done' ? 'counted' : outcome;
}

export function givenBack(c: Context<App>, { loginIndex, rule }: Guess) {
  return giveBack(loginIndex, c.var.now, rule);
}

/**
 * The present password, asked for once more and counted like any guess: a session left open is no way to take over how somebody signs in. What is
 * wrong with it is in words for its field.
 */
export async function presentPassword(c: Context<App>, { login, passwordHash }: StaffLogin, typed: string, once: Count): Promise<{ guess: Guess } | { refused: string } | Conflict> {
  const guess = await loadGuess(c, login);
  const count = await counted(c, guess, once);
  if (count === 'conflict') return count;
  if (count === 'locked') return { refused: signInProblemText('locked', guess.rule.windowMinutes) };
  const checked = await checkSecret(plainPassword(typed), passwordHash);
  return checked === 'wrong' ? { refused: signInProblemText('wrong_password', 0) } : { guess };
}

/** The step whose code was typed: null where the code is none of theirs, 'used' where it was good and has been used, or a later one has. */
export async function stepTyped(c: Context<App>, login: { personId: string; totpSealed: string | null; totpStep: number | null }, typed: string): Promise<number | 'used' | null> {
  if (login.totpSealed === null) return null;
  const secret = await c.var.vault.open({ table: 'staff_login', column: 'totp_sealed', row: login.personId }, login.totpSealed);
  const step = totpStep(secret, typed, c.var.now);
  return step !== null && login.totpStep !== null && step <= login.totpStep ? 'used' : step;
}
