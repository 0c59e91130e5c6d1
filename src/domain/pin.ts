import type { GuessLimit } from './guess.ts';
import { toHalfWidth } from './half-width.ts';

// On a tablet that a canteen shares, people switch by a PIN: six digits that are good there and nowhere else.

/**
 * The county's settings (`tablet_rule`): how many minutes each request keeps a session by PIN alive; within how many minutes how many
 * wrong PINs are looked at, of one person and on one tablet.
 */
export type TabletRule = { idleMinutes: number; windowMinutes: number; pinTries: number; tabletTries: number };

export const ofPerson = ({ windowMinutes, pinTries }: TabletRule): GuessLimit => ({ windowMinutes, windowTries: pinTries });
export const onTablet = ({ windowMinutes, tabletTries }: TabletRule): GuessLimit => ({ windowMinutes, windowTries: tabletTries });

/** A PIN as it is typed, full-width or in groups; null when it is not six digits. */
export function readPin(typed: string): string | null {
  const digits = toHalfWidth(typed).replace(/\s/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

export type PinProblem = 'unreadable' | 'trivial' | 'differs';

/**
 * What is wrong with a new PIN, typed twice. `trivial`: what somebody who guesses tries first, digits that repeat (000000, 121212, 123123) or
 * that count up or down (123456, 654321, 890123). A birthday is not known here, so the page asks for none.
 */
export function pinProblem(typed: string, again: string): PinProblem | null {
  const pin = readPin(typed);
  if (pin === null) return 'unreadable';
  if (repeats(pin) || counts(pin)) return 'trivial';
  return readPin(again) === pin ? null : 'differs';
}

const repeats = (pin: string) => /^(\d{1,3})\1+$/.test(pin);

function counts(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return steps.every((step) => step === 1) || steps.every((step) => step === 9);
}

const MOST_ADDRESS = 500;

/**
 * Where somebody goes on after a lock: an address of the canteen's own pages, as this host writes them; null for anything else, so that nobody is
 * sent elsewhere by a link that was made up. Dots and slashes that are written as %2e, %2f, %5c are read by browsers as what they stand for.
 */
export function pageOfCanteen(address: string): string | null {
  if (address.length > MOST_ADDRESS || address.includes('//') || address.includes('..') || /%(?:2e|2f|5c)/i.test(address)) return null;
  return /^\/canteen(?:[/?][\w\-./?=&%]*)?$/.test(address) ? address : null;
}
