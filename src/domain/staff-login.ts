import type { GuessLimit } from './guess.ts';
import { toHalfWidth } from './half-width.ts';

/**
 * The county's settings (`sign_in_rule`): how many wrong guesses at one name are looked at within how many minutes, how short a
 * password may be, how long a start code lives.
 */
export type SignInRule = GuessLimit & { passwordLetters: number; startCodeHours: number };

/** So long a session at work lasts, however it is used: staff sign in again for each working day. */
export const WORKDAY_MS = 12 * 60 * 60_000;

/** What a start code replaces: for somebody new nothing, a forgotten password, or a lost telephone with its second factor. */
export const RESETS = ['nothing', 'password', 'second_factor'] as const;
export type Resets = (typeof RESETS)[number];

/** What somebody can sign in by as things stand. `needsSecondFactor`: one of their grants does. */
export type LoginState = { hasPassword: boolean; hasSecondFactor: boolean; needsSecondFactor: boolean };

/** The start codes that make sense for somebody: one to begin by, or one for what they have lost. */
export function codesFor({ hasPassword, hasSecondFactor, needsSecondFactor }: LoginState): readonly Resets[] {
  if (hasSecondFactor) return ['password', 'second_factor'];
  if (!hasPassword) return ['nothing'];
  return needsSecondFactor ? ['second_factor'] : ['password'];
}

/**
 * Whether a start code takes two administrators, the second of whom has the person before them (section M): one that lets its holder set
 * up the second factor of an office or a manager would make whoever gives it two persons. A password beside a second factor that stays does not.
 */
export function codeTakesTwo({ hasSecondFactor, needsSecondFactor }: LoginState, resets: Resets): boolean {
  return needsSecondFactor && !(resets === 'password' && hasSecondFactor);
}

export type PasswordProblem = 'short' | 'long' | 'is_login' | 'differs';

/** Longer ones are no safer, and somebody would hash megabytes. */
export const PASSWORD_MOST = 200;

/** A login as it is kept, however it was typed; null when it cannot be one. */
export function readLogin(typed: string): string | null {
  const login = plainLogin(typed);
  return /^[a-z][a-z0-9._-]{2,29}$/.test(login) ? login : null;
}

/** Whatever was typed as a login, for counting guesses at it: telephones write capitals and full-width letters unasked. */
export function plainLogin(typed: string): string {
  return toHalfWidth(typed.normalize('NFC')).replace(/\s/g, '').toLowerCase();
}

/** The same letters whatever keyboard wrote them; spaces count. */
export function plainPassword(typed: string): string {
  return typed.normalize('NFC');
}

/**
 * What is wrong with a new password for a name, typed twice. Long enough, and not the name itself, is all that is asked: rules about signs and capitals make people write them
 * down, and guessing is held off by the counter, so ten letters are enough (NIST SP 800-63B, 5.1.1.2).
 */
export function passwordProblem(typed: string, again: string, login: string, rule: SignInRule): PasswordProblem | null {
  const letters = [...plainPassword(typed)].length;
  if (letters < rule.passwordLetters) return 'short';
  if (letters > PASSWORD_MOST) return 'long';
  if (plainLogin(typed) === plainLogin(login)) return 'is_login';
  return plainPassword(typed) === plainPassword(again) ? null : 'differs';
}

/** A start code as it is typed, full-width or in groups; null when it is not ten digits. */
export function readStartCode(typed: string): string | null {
  const digits = toHalfWidth(typed).replace(/[\s-]/g, '');
  return /^\d{10}$/.test(digits) ? digits : null;
}

/** As it is said and printed: 12345 67890. */
export function spokenStartCode(digits: string): string {
  return `${digits.slice(0, 5)} ${digits.slice(5)}`;
}

export const START_CODE_DIGITS = 10;
