import type { ServiceDate } from './calendar.ts';
import type { DatedFact } from './elder.ts';
import { unresolved, type StoredTransfer } from './ledger.ts';
import type { MealRunState } from './meal-run.ts';
import type { OrderState } from './order.ts';

// A death (section B): what is ordered for that day and later is cancelled and given back, what was claimed for later days is taken
// back, the card ends, and the balance is listed for whoever inherits it.

export const DEATH_OUTCOMES = ['confirmed', 'declined'] as const;
export type DeathOutcome = (typeof DEATH_OUTCOMES)[number];

export const DEATH_NOTICE_REFUSALS = ['known', 'waits', 'ahead', 'before_birth'] as const;
export type DeathNoticeRefusal = (typeof DEATH_NOTICE_REFUSALS)[number];

/**
 * Whether a death may be written down. Refusals: `known` (recorded already), `waits` (somebody else's notice is to be confirmed),
 * `ahead` (a day still to come), `before_birth`.
 */
export function decideDeathNotice(
  person: { birthDate: ServiceDate; facts: readonly DatedFact[]; waiting: boolean },
  diedOn: ServiceDate,
  today: ServiceDate,
): { refused: DeathNoticeRefusal | null } {
  if (isRecordedDead(person.facts)) return { refused: 'known' };
  if (person.waiting) return { refused: 'waits' };
  if (diedOn > today) return { refused: 'ahead' };
  return { refused: diedOn < person.birthDate ? 'before_birth' : null };
}

export const DEATH_DECISION_REFUSALS = ['decided', 'own_notice', 'known'] as const;
export type DeathDecisionRefusal = (typeof DEATH_DECISION_REFUSALS)[number];

/**
 * Whether somebody may decide on a notice: once; confirming is for another person than whoever wrote it down (declining one's own takes
 * it back). Refusals: `decided`, `own_notice`, `known` (a roster has said so meanwhile).
 */
export function decideDeath(
  notice: { notedBy: string; decided: boolean; facts: readonly DatedFact[] },
  outcome: DeathOutcome,
  actor: string,
): { refused: DeathDecisionRefusal | null } {
  if (notice.decided) return { refused: 'decided' };
  if (outcome === 'declined') return { refused: null };
  if (notice.notedBy === actor) return { refused: 'own_notice' };
  return { refused: isRecordedDead(notice.facts) ? 'known' : null };
}

const isRecordedDead = (facts: readonly DatedFact[]) => facts.some((fact) => fact.kind === 'death' && fact.to === null);

/** An order for the day of a death or later. */
export type LaterOrder = { state: OrderState; run: { state: MealRunState }; waived: boolean; transfers: readonly StoredTransfer[] };

/**
 * What becomes of an order: `cancel` while the kitchen still counts; `cooking` after that, left until the day is over; `waive`: what a
 * point kept of the no-show goes back. Null: nothing, or it is a claim (isClaimAfter).
 */
export function afterDeath({ state, run, waived, transfers }: LaterOrder): 'cancel' | 'cooking' | 'waive' | null {
  if (state === 'placed') return run.state === 'open' ? 'cancel' : 'cooking';
  return state === 'missed' && !waived && unresolved(transfers, 'post').length > 0 ? 'waive' : null;
}

/** A meal on the day itself may have been eaten; one after it was not, by this person. */
export function isClaimAfter(diedOn: ServiceDate, claim: { serviceDate: ServiceDate; reversed: boolean }): boolean {
  return claim.serviceDate > diedOn && !claim.reversed;
}
