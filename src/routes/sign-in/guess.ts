import type { Context } from 'hono';
import { isLocked } from '../../domain/guess.ts';
import { plainLogin, plainPassword } from '../../domain/staff-login.ts';
import { auditEntry, type App } from '../../request.ts';
import { commit, type AuditEntry, type Conflict } from '../../store/commit.ts';
import { countGuessAt, type Counter } from '../../store/guesses.ts';
import { deviceCount } from '../../store/known-devices.ts';
import { loadSignIn, type SignIn, type StaffLogin } from '../../store/staff-logins.ts';
import { checkSecret, totpStep } from '../../vault.ts';
import { signInProblemText } from '../../../web/sign-in/sign-in-text.ts';
import { heldOff } from '../fence.ts';
import { deviceHash } from './known-device.ts';

/** Who asks before it is known who they are. */
export const STRANGER = 'stranger';

/**
 * A name as it was typed here, and under what guesses at it are counted: strangers' at one name together; those from a browser at which its owner
 * has signed in (`known`) apart, so that nobody can lock her out there.
 */
export type TypedName = { login: string; loginIndex: string; known: boolean };

export async function typedName(c: Context<App>, typed: string): Promise<TypedName> {
  const login = plainLogin(typed);
  const { db, vault, now } = c.var;
  const device = await deviceHash(c);
  const known = device && (await deviceCount(db, device, login, now));
  return { login, loginIndex: known ?? (await vault.indexOf('login', login)), known: known !== null };
}

/** Everything that a guess at a name may need. */
export type Guess = SignIn;

export async function loadGuess(c: Context<App>, { login, loginIndex }: TypedName): Promise<Guess> {
  return loadSignIn(c.var.db, { login, loginIndex, now: c.var.now });
}

/** The outer fence is for strangers, too: a whole office stands behind one address, and whoever knocks there does not shut out who is known. */
export async function strangerHeldOff(c: Context<App>, { known }: TypedName): Promise<boolean> {
  return !known && heldOff(c, 'SIGN_INS');
}

/** One request is one guess, however often it is read again after a lost race. */
export type Count = { counted: boolean };

/** Counts the guess at everything that it is a guess at, before anything of it is looked at. */
export async function counted(c: Context<App>, at: readonly Counter[], entry: AuditEntry, once: Count): Promise<'counted' | 'locked' | Conflict> {
  if (once.counted) return 'counted';
  if (at.some(({ tried, limit }) => isLocked(tried, limit, c.var.now))) return 'locked';
  const outcome = await countGuessAt(c.var.db, entry, at);
  once.counted = outcome === 'done';
  return outcome === 'done' ? 'counted' : outcome;
}

/** A guess at a name. */
export function countedAtName(c: Context<App>, guess: Guess, once: Count): Promise<'counted' | 'locked' | Conflict> {
  return counted(c, [guess.counter], auditEntry(c, STRANGER, 'staff_sign_in.try', guessedAt(guess)), once);
}

/** A guess that was looked at and was wrong: what it was right for stands in the log by itself. */
export async function recordWrong(c: Context<App>, guess: Guess): Promise<void> {
  await commit(c.var.db, auditEntry(c, STRANGER, 'staff_sign_in.wrong', guessedAt(guess)), { changes: [] });
}

const guessedAt = ({ login, counter }: Guess) => (login ? `person:${login.personId}` : `login:${counter.key}`);

/**
 * The present password, asked for once more and counted like any guess: a session left open is no way to take over how somebody signs in. What is
 * wrong with it is in words for its field.
 */
export async function presentPassword(c: Context<App>, { login, passwordHash }: StaffLogin, typed: string, once: Count): Promise<{ guess: Guess } | { refused: string } | Conflict> {
  const guess = await loadGuess(c, await typedName(c, login));
  const count = await countedAtName(c, guess, once);
  if (count === 'conflict') return count;
  if (count === 'locked') return { refused: signInProblemText('locked', guess.rule.windowMinutes) };
  const checked = await checkSecret(plainPassword(typed), passwordHash);
  if (checked !== 'wrong') return { guess };
  await recordWrong(c, guess);
  return { refused: signInProblemText('wrong_password', 0) };
}

/** The step whose code was typed: null where the code is none of theirs, 'used' where it was good and has been used, or a later one has. */
export async function stepTyped(c: Context<App>, login: { personId: string; totpSealed: string | null; totpStep: number | null }, typed: string): Promise<number | 'used' | null> {
  if (login.totpSealed === null) return null;
  const secret = await c.var.vault.open({ table: 'staff_login', column: 'totp_sealed', row: login.personId }, login.totpSealed);
  const step = totpStep(secret, typed, c.var.now);
  return step !== null && login.totpStep !== null && step <= login.totpStep ? 'used' : step;
}
