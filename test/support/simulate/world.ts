// What there is in the model's county: figures and times, as product.md has them, and nothing of the program's own code.

export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;
export const DATES = ['2026-11-29', '2026-11-30', '2026-12-01'];
/** Midnight in Shanghai. */
export const midnight = (date: string) => Date.parse(`${date}T00:00:00+08:00`);
export const START = midnight('2026-11-29') + 8 * 60 * MINUTE;
export const dateAt = (now: number) => new Date(now + 8 * 60 * MINUTE).toISOString().slice(0, 10);
export const mondayOf = (date: string) => new Date(Date.parse(date) - ((new Date(date).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);

export const ELDERS = [{ id: 'e1', gives: 800, clause: '60 岁以上' }, { id: 'e2', gives: 1000, clause: '80 岁以上' }, { id: 'e3', gives: 800, clause: '60 岁以上' }];
export const POINTS = [{ id: 'p1', operator: 'op1', keeps: false }, { id: 'p2', operator: 'op2', keeps: true }];
export const MEALS = [{ id: 'A', price: 1500, room: 1 }, { id: 'B', price: 1200, room: 3 }];
export const MODES = [{ id: 'dine_in', room: 1 }, { id: 'pickup', room: 3 }];
/** The county pays 5 yuan of each subsidy and 12 a month for one person; the fund the rest while it lasts; then the county; then the elder. */
export const COUNTY_PART = 500;
export const COUNTY_MONTH = 1200;
export const WEEK_MEALS = 1;
export const BESIDE = 200;
/** What either operator may take at once and hold of one elder's money, and up to what one person alone gives it back. */
export const TOP_UP_MOST = 5500;
export const HELD_MOST = 9000;
export const REFUND_ALONE = 2000;

export const RUNS = DATES.flatMap((date) => ['lunch', 'dinner'].flatMap((slot) => POINTS.map(({ id: point, operator, keeps }) => {
  const [cutoff, serve] = slot === 'lunch' ? [580, 660] : [840, 1020];
  const at = (minute: number) => midnight(date) + minute * MINUTE;
  return { id: `${point}-${date}-${slot}`, point, operator, keeps, date, slot, cutoff: at(cutoff), close: at(cutoff + 10), serve: at(serve), ends: at(serve + 100), claim: at(2 * 1440) };
})));
export type Run = (typeof RUNS)[number] & { state: 'open' | 'closed' | 'done' };
