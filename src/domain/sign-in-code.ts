import type { Instant } from './calendar.ts';
import { toHalfWidth } from './half-width.ts';

/** The county's settings (`family_rule`): how long a code lives, how often it may be tried, how many a phone gets on one day, how many cards one may type. */
export type FamilyRule = { codeMinutes: number; codeTries: number; codesADay: number; cardTries: number };

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DIGITS = 6;

/** Six digits, or as many as asked for up to ten, out of a mark that only the county can make: 48 bits of it, so that none is noticeably likelier than another. */
export function codeOf(mark: string, digits: number = DIGITS): string {
  const number = [...mark.slice(0, 8)].reduce((sum, letter) => (sum * 64 + LETTERS.indexOf(letter)) % 10 ** digits, 0);
  return String(number).padStart(digits, '0');
}

/** Six digits as they are typed, full-width or with spaces; null when it is not six digits. */
export function readCode(typed: string): string | null {
  const digits = toHalfWidth(typed).replace(/\s/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** Whether one more code goes to a phone that was sent `sentToday` already. */
export function mayAskForCode(sentToday: number, rule: FamilyRule): boolean {
  return sentToday < rule.codesADay;
}

/** Whether a code can be tried once more: not used, not too old (at `expiresAt` itself it is), not tried too often. */
export function mayTryCode(code: { expiresAt: Instant; usedAt: Instant | null; tries: number }, rule: FamilyRule, now: Instant): boolean {
  return code.usedAt === null && now < code.expiresAt && code.tries < rule.codeTries;
}
