import type { Instant } from './calendar.ts';
import { toHalfWidth } from './half-width.ts';

/**
 * The county's settings (`family_rule`): how long a code lives, how often it may be tried, how many a phone gets on one day, how many cards
 * one may type, how many codes all phones together get in one natural hour and on one day, and how many of them those behind one address get in an hour.
 */
export type FamilyRule = { codeMinutes: number; codeTries: number; codesADay: number; cardTries: number; countyCodesAnHour: number; countyCodesADay: number; addressCodesAnHour: number };

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

/** Never the whole hour: a rule that was set before addresses had a share may let the county send fewer than the share that it then got. */
export const addressShare = ({ addressCodesAnHour, countyCodesAnHour }: FamilyRule): number => Math.min(addressCodesAnHour, Math.max(1, countyCodesAnHour - 1));

/** How many codes went out: to this phone today, to all phones in this natural hour and today, to those behind the same address in this hour. */
export type CodesSent = { phoneToday: number; countyHour: number; countyToday: number; addressHour: number };

export type NoCode = 'phone' | 'county_day' | 'county_hour' | 'address_hour';

/** Why no further code goes out, or null. A phone's own limit (for today) comes first: it is the same whoever else asks; that of the address last: another network helps. */
export function whyNoCode(sent: CodesSent, rule: FamilyRule): NoCode | null {
  if (sent.phoneToday >= rule.codesADay) return 'phone';
  if (sent.countyToday >= rule.countyCodesADay) return 'county_day';
  if (sent.countyHour >= rule.countyCodesAnHour) return 'county_hour';
  return sent.addressHour >= rule.addressCodesAnHour ? 'address_hour' : null;
}

/** The natural hour that counts together, from its first instant. Shanghai is whole hours away from UTC. */
export const hourOf = (at: Instant): Instant => at - (at % 3_600_000);

/** Whether a code can be tried once more: not used, not too old (at `expiresAt` itself it is), not tried too often. */
export function mayTryCode(code: { expiresAt: Instant; usedAt: Instant | null; tries: number }, rule: FamilyRule, now: Instant): boolean {
  return code.usedAt === null && now < code.expiresAt && code.tries < rule.codeTries;
}
