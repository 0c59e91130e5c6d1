import type { Instant, ServiceDate } from './calendar.ts';
import type { MealSlot } from './meal-slot.ts';

export const MEAL_RUN_STATES = ['open', 'closed', 'done'] as const;
export type MealRunState = (typeof MEAL_RUN_STATES)[number];

/** What becomes of prepaid money when nobody came (section F): given back, or the elder's own share stays with the operator. A setting of the point. */
export const NO_SHOW_RULES = ['release', 'keep_self_pay'] as const;
export type NoShowRule = (typeof NO_SHOW_RULES)[number];

/** One point × date × slot. Ordering ends at `cutoffAt`; the count freezes at `closeAt`, or earlier by hand. */
export type MealRun = {
  id: string;
  mealPointId: string;
  /** Who earns what is handed over, as the agreement stood when the run was made. */
  operatorId: string;
  serviceDate: ServiceDate;
  slot: MealSlot;
  cutoffAt: Instant;
  closeAt: Instant;
  undoMinutes: number;
  serveFromAt: Instant;
  serveToAt: Instant;
  /** From this instant on no hand-over is recorded any more: the month's figures come to rest. */
  claimUntilAt: Instant;
  noShowRule: NoShowRule;
  state: MealRunState;
  /** Since when a check of the books has stopped the point or its operator: nothing is ordered or handed over until an official has ended the stop. */
  stoppedSince: Instant | null;
};

/** Half-open: at the cut-off instant itself it is too late. */
export function takesOrders(run: Pick<MealRun, 'state' | 'cutoffAt'>, now: Instant): boolean {
  return run.state === 'open' && now < run.cutoffAt;
}

/** Whether a canteen may still take an order late: ordering is over, by the clock or by an early closing, and the serving is not. */
export function takesLateOrders(run: Pick<MealRun, 'state' | 'cutoffAt' | 'serveToAt'>, now: Instant): boolean {
  return run.state !== 'done' && !takesOrders(run, now) && now < run.serveToAt;
}

/**
 * Whether the sitting can only be ordered yet: the kitchen still counts it, and nobody is being served. Nothing of it is given
 * out or claimed. A point that serves while it takes orders begins with its serving.
 */
export function onlyOnOrder(run: Pick<MealRun, 'state' | 'cutoffAt' | 'serveFromAt'>, now: Instant): boolean {
  return takesOrders(run, now) && now < run.serveFromAt;
}

/** From when on somebody without an order is served, unless the kitchen closes earlier by hand. */
export function walkInsFrom(run: Pick<MealRun, 'cutoffAt' | 'serveFromAt'>): Instant {
  return Math.min(run.cutoffAt, run.serveFromAt);
}

/** Until when an order can be undone: the cut-off or `undoMinutes` after ordering, whichever is later, while the run is open. */
export function undoUntil(run: Pick<MealRun, 'cutoffAt' | 'undoMinutes'>, placedAt: Instant): Instant {
  return Math.max(run.cutoffAt, placedAt + run.undoMinutes * 60_000);
}

export type ClosingRefusal = { refused: 'already_closed' | 'not_due' };

/**
 * Whether the count may freeze. By hand at any time while open (the page names the orders that could still be undone);
 * the job only `closeAt` or later. Refusals: `already_closed`, `not_due`.
 */
export function decideClosing(
  run: Pick<MealRun, 'state' | 'closeAt'>,
  how: 'by_hand' | 'by_job',
  now: Instant,
): { refused: null } | ClosingRefusal {
  if (run.state !== 'open') return { refused: 'already_closed' };
  if (how === 'by_job' && now < run.closeAt) return { refused: 'not_due' };
  return { refused: null };
}

/** Whether the day is over for a run, so that what nobody came for is missed. Only a closed run ends, on the day after. */
export function decideFinishing(
  run: Pick<MealRun, 'state' | 'serviceDate'>,
  today: ServiceDate,
): { refused: null } | { refused: 'not_closed' | 'not_over' } {
  if (run.state !== 'closed') return { refused: 'not_closed' };
  if (run.serviceDate >= today) return { refused: 'not_over' };
  return { refused: null };
}
