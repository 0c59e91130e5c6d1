import { addDays, firstDay, monthOf, weekOf, type ServiceDate } from './calendar.ts';
import { fen, type Fen } from './money.ts';
import type { Limit, Period } from './policy-give.ts';
import type { Grant, PastMeal, SubsidyHistory } from './subsidy-facts.ts';

// Section E, "Limits": natural periods, nothing carried over. A meal counts on its service date, whenever it was ordered.

/** Which grants of a meal a limit counts. */
export type Counted = (grant: Pick<Grant, 'policy' | 'payer' | 'clause'> & { benefit?: string }) => boolean;

/** What one limit still leaves, and the limit itself, so that the reason can name it. `mealsUsedUp`: it allows no further meal. */
export type Allowance = { fen: number; mealsUsedUp: boolean; limit: Limit | null };

const UNLIMITED: Allowance = { fen: Infinity, mealsUsedUp: false, limit: null };

/** The tightest of several limits. `soFar`: what this very meal has been given already. */
export function allowanceOf(
  limits: readonly Limit[],
  counted: Counted,
  on: ServiceDate,
  history: SubsidyHistory,
  soFar: readonly Grant[] = [],
): Allowance {
  return limits
    .map((limit) => leftOf(limit, counted, on, history, soFar))
    .reduce(tighter, UNLIMITED);
}

/** No further meal is less than no further money: the first of equals stands. */
export function tighter<One extends Allowance>(one: One, other: One): One {
  if (one.mealsUsedUp !== other.mealsUsedUp) return one.mealsUsedUp ? one : other;
  return other.fen < one.fen ? other : one;
}

function leftOf(limit: Limit, counted: Counted, on: ServiceDate, history: SubsidyHistory, soFar: readonly Grant[]): Allowance {
  const past = mealsIn(limit.per, on, history).map((meal) => countedOf(meal, counted));
  const had = past.filter((lines) => lines.length > 0).length;
  if (limit.meals !== undefined && had >= limit.meals) return { fen: 0, mealsUsedUp: true, limit };
  if (limit.fen === undefined) return UNLIMITED;
  return { fen: Math.max(0, limit.fen - total([...past.flat(), ...soFar.filter(counted)])), mealsUsedUp: false, limit };
}

function countedOf(meal: PastMeal, counted: Counted): { fen: Fen }[] {
  return [...meal.grants.filter(counted), ...meal.beside.filter(counted)];
}

function total(lines: readonly { fen: Fen }[]): number {
  return lines.reduce((sum, line) => sum + line.fen, 0);
}

/** The earlier meals of the same day, natural week (Monday to Sunday), month or year. A meal is a period without earlier ones. */
function mealsIn(per: Period, on: ServiceDate, { meals }: SubsidyHistory): readonly PastMeal[] {
  if (per === 'meal' || meals.length === 0) return [];
  const [first, last] = daysOf(per, on);
  return meals.filter(({ serviceDate }) => first <= serviceDate && serviceDate <= last);
}

/** First and last day of a period, as texts that compare as days do; no month has a day after 31. */
function daysOf(per: Exclude<Period, 'meal'>, on: ServiceDate): [first: string, last: string] {
  if (per === 'day') return [on, on];
  if (per === 'week') return [weekOf(on), addDays(weekOf(on), 6)];
  return per === 'month' ? [firstDay(monthOf(on)), `${monthOf(on)}-31`] : [`${on.slice(0, 4)}-01-01`, `${on.slice(0, 4)}-12-31`];
}

/** What was given, in the period, of what `counted` says. */
export function givenIn(per: Period, counted: Counted, on: ServiceDate, history: SubsidyHistory): Fen {
  return fen(total(mealsIn(per, on, history).flatMap((meal) => countedOf(meal, counted))));
}

/** What the elder paid, in the period, for meals that `counted` says were covered. */
export function selfPaidIn(per: Period, counted: Counted, on: ServiceDate, history: SubsidyHistory): Fen {
  const covered = mealsIn(per, on, history).filter((meal) => meal.grants.some(counted));
  return fen(covered.reduce((sum, meal) => sum + meal.selfPayFen, 0));
}
