import { addDays, addMonths, firstDay, minuteOfDay, monthOf, serviceDateOf, type Instant, type Month, type ServiceDate } from './calendar.ts';

/**
 * What always holds in the books, whatever happened. `by`: checked month by month of the service date, or in one piece. Every one is
 * also kept by a trigger or by the batch that writes; the check is for whoever opens the database by hand, and for our own faults.
 */
export const INVARIANTS = [
  { name: 'split_sums_to_price', by: 'month', means: 'the lines of an order’s latest assessment sum to its price, and the elder’s line is what the elder pays' },
  { name: 'order_fits_run', by: 'month', means: 'an order has the date and the slot of its meal run' },
  { name: 'posted_as_state', by: 'month', means: 'what stands posted for an order is what its state says: payer by payer, on the account that earns it' },
  { name: 'reserved_as_state', by: 'month', means: 'only an order that is placed holds a reservation, and just for its bill' },
  { name: 'cancelled_as_state', by: 'month', means: 'an order is cancelled where its cancellation is written, and nowhere else' },
  { name: 'one_hand_over_stands', by: 'month', means: 'one hand-over stands for each order handed over, and none for any other' },
  { name: 'day_totals_equal_rows', by: 'month', means: 'the totals of a day are its orders counted again' },
  { name: 'month_totals_equal_rows', by: 'month', means: 'the totals of a month are the lines of its meals handed over, summed again' },
  { name: 'transfers_balance', by: 'month', means: 'every transfer takes from one account what it gives to another, and a post, void or reversal mirrors what it ends' },
  { name: 'closed_months_rest', by: 'month', means: 'nothing was posted into a month after it was closed' },
  { name: 'closed_as_confirmed', by: 'month', means: 'a closed month comes to exactly what two officials agreed on when it was closed' },
  { name: 'balances_equal_transfers', by: 'whole', means: 'a balance that is kept is the sum of its transfers, and every purse and fund has one' },
  { name: 'donations_as_transfers', by: 'whole', means: 'a donation stands in the books as it was written, one taken back is reversed, and no fund gets money from elsewhere' },
  { name: 'funds_as_given', by: 'whole', means: 'a fund holds what was given, less what was taken back and what its meals have cost' },
  { name: 'no_negative_balance', by: 'whole', means: 'no balance is below nothing or below what is reserved of it' },
  { name: 'triggers_present', by: 'whole', means: 'every trigger that refuses a forbidden change is there' },
  { name: 'schema_as_committed', by: 'whole', means: 'tables, indexes, views and triggers are those of the migrations' },
] as const satisfies readonly { name: string; by: 'month' | 'whole'; means: string }[];
export type InvariantName = (typeof INVARIANTS)[number]['name'];

/** Whole months of service dates: the first day, and the first day that no longer belongs. */
export type MonthSpan = { from: ServiceDate; to: ServiceDate };

export const spanOf = (month: Month): MonthSpan => ({ from: firstDay(month), to: firstDay(addMonths(month, 1)) });

/** What one call checks. `slice`: the month, or nothing for a check in one piece. */
export type Check = { name: InvariantName; slice: Month | '' };

/** How many rows break it, and up to five of them by id. */
export type CheckResult = { broken: number; samples: readonly string[] };

/**
 * The checks of one night: the whole ones first, then every month that is open, latest first, and the last closed one. A month that has
 * rested for longer was checked each night before, and nothing can be posted into it; what is `broken` there is looked at until it is whole.
 */
export function nightlyChecks(months: readonly Month[], closed: ReadonlySet<Month>, broken: readonly Check[] = []): Check[] {
  const latestFirst = months.toSorted().toReversed();
  const lastClosed = latestFirst.find((month) => closed.has(month));
  const due = latestFirst.filter((month) => !closed.has(month) || month === lastClosed);
  return [
    ...INVARIANTS.flatMap(({ name, by }): Check[] => (by === 'whole' ? [{ name, slice: '' }] : [])),
    ...due.flatMap((slice) => INVARIANTS.flatMap(({ name, by }): Check[] => (by === 'month' ? [{ name, slice }] : []))),
    ...broken.filter(({ slice }) => slice !== '' && !due.includes(slice)),
  ];
}

/** All months between two dates, both ends included. */
export function monthsBetween(first: ServiceDate, last: ServiceDate): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(first); month <= monthOf(last); month = addMonths(month, 1)) months.push(month);
  return months;
}

const FROM_MINUTE = 2 * 60;
const TO_MINUTE = 5 * 60;

/** The night that `now` belongs to, between two and five in Shanghai, when nobody orders and no meal run closes; null outside it. */
export function nightOf(now: Instant): ServiceDate | null {
  const minute = minuteOfDay(now);
  return minute >= FROM_MINUTE && minute < TO_MINUTE ? serviceDateOf(now) : null;
}

export type StandingFault = { name: InvariantName; broken: number };

/** `faults`: what the newest results say is broken; `silentSince`: the last night that anything was checked, once that is two days ago. */
export type BooksState = { faults: readonly StandingFault[]; silentSince: ServiceDate | 'never' | null };

/** For so many days it may be quiet before the office is told. */
export const SILENT_AFTER_DAYS = 2;

/** Whether the checks have fallen silent. A county that is younger than two days has nothing to be silent about. */
export function silentSince(lastNight: ServiceDate | null, hasOlderMeals: boolean, today: ServiceDate): BooksState['silentSince'] {
  if (lastNight !== null && lastNight >= addDays(today, -SILENT_AFTER_DAYS)) return null;
  return hasOlderMeals ? (lastNight ?? 'never') : null;
}
