import type { Instant } from './calendar.ts';
import { onlyOnOrder, type MealRun } from './meal-run.ts';
import type { Channel, OrderState } from './order.ts';

/** What the hand-over rests on: the card, the name said at the counter, or the tick on a paper list. */
export const PROOFS = ['card', 'name', 'paper'] as const;
export type Proof = (typeof PROOFS)[number];

export const HAND_OVER_REFUSALS = ['cancelled', 'already_handed_over', 'too_late', 'still_open', 'fund_exhausted', 'point_stopped'] as const;
export type HandOverRefusal = (typeof HAND_OVER_REFUSALS)[number];

/**
 * Whether the meal may be given out and claimed. A missed order may still be (paper comes back the next day) until the run's
 * figures rest (`too_late`, that instant itself already); a cancelled one never. Before its day too (Friday brings the weekend's),
 * but not while the kitchen still takes orders for it (`still_open`): nobody has counted that meal yet. Section H: a claim exists
 * only if a named hand-over exists, and one stands at a time. While the point stands still nothing is (`point_stopped`): its runs get that time back. `beyondFunds` (ledger.ts): a fund has run out since (`fund_exhausted`).
 */
export function decideHandOver(
  order: { state: OrderState; run: Pick<MealRun, 'state' | 'cutoffAt' | 'serveFromAt' | 'claimUntilAt' | 'stoppedSince'> },
  now: Instant,
  beyondFunds = false,
): { refused: null } | { refused: HandOverRefusal } {
  if (order.state === 'cancelled') return { refused: 'cancelled' };
  if (order.state === 'handed_over') return { refused: 'already_handed_over' };
  if (order.run.stoppedSince !== null) return { refused: 'point_stopped' };
  if (now >= order.run.claimUntilAt) return { refused: 'too_late' };
  if (onlyOnOrder(order.run, now)) return { refused: 'still_open' };
  return { refused: beyondFunds ? 'fund_exhausted' : null };
}

export const HAND_OVER_UNDO_REFUSALS = ['already_undone', 'claim_reversed', 'too_late'] as const;
export type HandOverUndoRefusal = (typeof HAND_OVER_UNDO_REFUSALS)[number];

/** What an order is once its hand-over has been taken back. */
export type UndoneState = 'placed' | 'missed' | 'cancelled';

/** Until when a wrong scan may be taken back: the run's `undoMinutes` after it was recorded, that instant no longer. */
export function handOverUndoUntil(handOver: { recordedAt: Instant; undoMinutes: number }): Instant {
  return handOver.recordedAt + handOver.undoMinutes * 60_000;
}

/**
 * Whether a wrong scan may be taken back (section H), and what the order becomes: placed again (and reserved again), or missed
 * when the sitting is done. A walk-in was never ordered, so nothing of it is left to wait for: cancelled, and the person may
 * be served after all. Refusals: `already_undone`, `claim_reversed` (late news has taken the claim back: claim.ts), `too_late`.
 */
export function decideHandOverUndo(
  handOver: { recordedAt: Instant; undone: boolean; reversed: boolean; undoMinutes: number; channel: Channel; runState: MealRun['state'] },
  now: Instant,
): { refused: null; becomes: UndoneState } | { refused: HandOverUndoRefusal } {
  if (handOver.undone) return { refused: 'already_undone' };
  if (handOver.reversed) return { refused: 'claim_reversed' };
  if (now >= handOverUndoUntil(handOver)) return { refused: 'too_late' };
  if (handOver.channel === 'walk_in') return { refused: null, becomes: 'cancelled' };
  return { refused: null, becomes: handOver.runState === 'done' ? 'missed' : 'placed' };
}
