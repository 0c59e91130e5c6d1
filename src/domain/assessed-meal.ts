import type { AssessedMeal } from './subsidy-facts.ts';

/**
 * What the country's calendar makes of a day (国务院's notice on 节假日安排). `statutory_holiday` 法定节假日: the holidays themselves,
 * of 《全国年节及纪念日放假办法》. `day_off` 放假调休、补假: free all the same, by exchange. `make_up_workday` 调休上班: a weekend day on
 * which the country works. `ordinary`: an entry that was taken back.
 */
export const DAY_KINDS = ['statutory_holiday', 'day_off', 'make_up_workday', 'ordinary'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/**
 * The meal as every assessment takes it, with what its day is; null where the calendar says nothing of that day. Whoever judges a meal
 * by today's calendar makes it here; an order done again takes what it kept.
 */
export function assessedMeal(
  { serviceDate, slot, mode, priceFen }: Pick<AssessedMeal, 'serviceDate' | 'slot' | 'mode' | 'priceFen'>,
  point: AssessedMeal['point'],
  day: DayKind | null,
): AssessedMeal {
  return { serviceDate, slot, mode, priceFen, point, ...DAY_FACTS[day ?? 'ordinary'] };
}

type DayFacts = Pick<AssessedMeal, 'statutoryHoliday' | 'dayOff' | 'makeUpWorkday'>;

/** An ordinary day says nothing, so that orders keep nothing of it. */
const DAY_FACTS: Record<DayKind, DayFacts> = {
  statutory_holiday: { statutoryHoliday: true },
  day_off: { dayOff: true },
  make_up_workday: { makeUpWorkday: true },
  ordinary: {},
};

/** A meal that an order kept, with what the calendar says of its day by now: a trial asks what a rule would cost on the days as they were. */
export function onDay<Meal extends DayFacts>({ statutoryHoliday: _holiday, dayOff: _off, makeUpWorkday: _worked, ...meal }: Meal, day: DayKind | null) {
  return { ...meal, ...DAY_FACTS[day ?? 'ordinary'] };
}

/** What an order was judged on, as the calendar spells it. */
export function dayKindOf({ statutoryHoliday, dayOff, makeUpWorkday }: DayFacts): DayKind {
  if (statutoryHoliday) return 'statutory_holiday';
  if (dayOff) return 'day_off';
  return makeUpWorkday ? 'make_up_workday' : 'ordinary';
}
