import type { Instant } from './calendar.ts';
import { toHalfWidth } from './half-width.ts';
import { decideHandOver } from './hand-over.ts';
import type { MealRun } from './meal-run.ts';
import type { OrderState } from './order.ts';

/** What becomes of one ticked row: recorded, or why not. */
export const ROW_OUTCOMES = [
  'to_record', 'already_handed_over', 'cancelled', 'too_late', 'still_open', 'fund_exhausted', 'point_stopped', 'not_served_yet', 'no_such_row',
] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

export type TickedRow<Row> = { row: number; on: Row | null; outcome: RowOutcome };

/**
 * Each ticked row of a sheet with what will become of it. An order already handed over counts once, whichever list ticked it
 * first. `beyondFunds`: the orders that a fund no longer reaches. A tick says that somebody got the meal, so there is none before the serving begins (`not_served_yet`).
 */
export function decideTicks<Row extends { row: number; orderId: string }>(
  ticked: readonly number[],
  sheet: readonly Row[],
  orders: readonly { id: string; state: OrderState; run: MealRun }[],
  now: Instant,
  beyondFunds: readonly { id: string }[] = [],
): TickedRow<Row>[] {
  return ticked.map((row) => {
    const on = sheet.find((one) => one.row === row) ?? null;
    const order = on && orders.find((one) => one.id === on.orderId);
    if (!order) return { row, on, outcome: 'no_such_row' };
    const { refused } = decideHandOver(order, now, beyondFunds.some((one) => one.id === order.id));
    return { row, on, outcome: refused ?? (now < order.run.serveFromAt ? 'not_served_yet' : 'to_record') };
  });
}

/** How many rows of each outcome, in the order of ROW_OUTCOMES, none left out but those that do not occur. */
export function tallyOutcomes(rows: readonly { outcome: RowOutcome }[]): { outcome: RowOutcome; count: number }[] {
  const count = (outcome: RowOutcome) => rows.filter((row) => row.outcome === outcome).length;
  return ROW_OUTCOMES.map((outcome) => ({ outcome, count: count(outcome) })).filter((one) => one.count > 0);
}

/** The number at the foot of a printed sheet, as typed: '12', '第 12 号', '１２'. Null for anything without one. */
export function parseSheetNumber(text: string): number | null {
  const digits = /^\D*(\d{1,7})\D*$/.exec(toHalfWidth(text))?.[1];
  return digits && Number(digits) > 0 ? Number(digits) : null;
}

/** Longer than any name that fits the foot of a sheet. */
const LONGEST_NAME = 20;

/**
 * The name of whoever ticked a list, as typed: composed, without spaces around. It must hold a letter of some script and nothing
 * that is not seen: in the books it stands for a person.
 */
export function readTickedBy(text: string): { name: string } | { problem: 'no_name' | 'name_unreadable' | 'name_too_long' } {
  const name = text.normalize('NFC').trim();
  if (name === '') return { problem: 'no_name' };
  if (/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(name) || !/\p{L}/u.test(name)) return { problem: 'name_unreadable' };
  return [...name].length > LONGEST_NAME ? { problem: 'name_too_long' } : { name };
}

/** When a meal on a ticked list was given out: the paper tells the sitting, not the minute, so its end, or now while it lasts. */
export function tickedAt(run: Pick<MealRun, 'serveToAt'>, now: Instant): Instant {
  return Math.min(run.serveToAt, now);
}
