import { addDays, serviceDateOf, type Instant, type ServiceDate } from './calendar.ts';
import type { OrderState } from './order.ts';

/** 好吃, 还行, 不好. */
export const FACES = ['good', 'fair', 'poor'] as const;
export type Face = (typeof FACES)[number];

/** The most characters that an elder's words or an answer take. */
export const MOST_WORDS = 200;

export type RatingRefusal = 'not_eaten' | 'too_late';

/**
 * Whether a meal can be rated, or a rating changed: it was handed over, and its run's books have not come to rest (`claimUntilAt`).
 * Refusals: `not_eaten`, `too_late`.
 */
export function decideRating(meal: { state: OrderState; claimUntilAt: Instant }, now: Instant): RatingRefusal | null {
  if (meal.state !== 'handed_over') return 'not_eaten';
  return now < meal.claimUntilAt ? null : 'too_late';
}

/** A sad face that says why waits for an answer; a sad face alone is counted and asks nothing of anybody. */
export function isComplaint({ face, words }: { face: Face; words: string }): boolean {
  return face === 'poor' && words !== '';
}

/** The last day on which a complaint is answered in time: so many days after the one it was said on (`complaint_rule`). */
export function dueDateOf(openedAt: Instant, answerDays: number): ServiceDate {
  return addDays(serviceDateOf(openedAt), answerDays);
}

/** Whether nobody answered in time: the last day itself is in time. */
export function isOverdue({ dueDate, answeredAt }: { dueDate: ServiceDate; answeredAt: Instant | null }, today: ServiceDate): boolean {
  return answeredAt === null && today > dueDate;
}
