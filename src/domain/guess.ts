import type { Instant } from './calendar.ts';

// Guesses at what somebody types to show who they are: a password, a start code, a PIN.

/** How many wrong guesses are looked at within how many minutes. */
export type GuessLimit = { windowMinutes: number; windowTries: number };

export type Tried = { windowAt: Instant; tries: number };

/** Whether no guess is looked at any more. At the end of the window itself that is over. */
export function isLocked(tried: Tried | undefined, rule: GuessLimit, now: Instant): boolean {
  return tried !== undefined && now < tried.windowAt + windowMs(rule) && tried.tries >= rule.windowTries;
}

export function windowMs(rule: GuessLimit): number {
  return rule.windowMinutes * 60_000;
}
