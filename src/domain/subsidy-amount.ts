import { fen, type Fen } from './money.ts';
import type { Give } from './policy-give.ts';
import type { Occasion } from './subsidy-facts.ts';
import { givenIn, selfPaidIn, type Counted } from './subsidy-limits.ts';

// Section E, "What": how much one tier wants to give of one meal, before limits and payers.

/**
 * The one rounding rule, HALF_UP_TO_FEN: a percentage of an amount is rounded to whole fen, half a fen up (四舍五入到分). What is
 * rounded is the amount given or taken off; the elder pays the rest. Exact: percents have at most two decimals.
 */
export function percentOf(amount: Fen, percent: number): Fen {
  return fen(Math.floor((amount * Math.round(percent * 100) + 5_000) / 10_000));
}

/** What the price has come to when a tier is worked out. */
export type Bill = {
  /** The price less the discounts taken so far: what a percentage is of. */
  reducedFen: Fen;
  /** What nobody has paid yet. */
  leftFen: Fen;
};

/** `counted`: which earlier grants draw on the same amount where it is for a day, week, month or year together. */
export function amountOf(give: Give, bill: Bill, occasion: Occasion, counted: Counted): Fen {
  switch (give.form) {
    case 'fixed':
      return leftOfPeriod(give.fen, give.per, occasion, counted);
    case 'up_to_actual':
      return leftOfPeriod(give.capFen, give.per, occasion, counted);
    case 'percent':
      return fen(Math.min(percentOf(bill.reducedFen, give.percent), give.capFen ?? Infinity));
    case 'discount':
      return percentOf(bill.leftFen, give.percentOff);
    case 'elder_pays': {
      const { meal, history } = occasion;
      const paid = selfPaidIn(give.per, counted, meal.serviceDate, history);
      return fen(Math.max(0, bill.leftFen - Math.max(0, give.fen - paid)));
    }
  }
}

function leftOfPeriod(amount: number, per: Parameters<typeof givenIn>[0], { meal, history }: Occasion, counted: Counted): Fen {
  return fen(Math.max(0, amount - givenIn(per, counted, meal.serviceDate, history)));
}
