import { firstDay, lastDay, addDays, monthOf, weekOf, type Month, type ServiceDate } from './calendar.ts';
import type { PolicyVersion } from './policy.ts';
import type { Period } from './policy-give.ts';

type Reaching = Exclude<Period, 'meal'>;

/** Over which periods these rules look back at earlier meals: by a limit, an amount for a period, or once for each person and day. */
export function periodsOf(versions: readonly Pick<PolicyVersion, 'rules'>[]): ReadonlySet<Reaching> {
  const said = [...JSON.stringify(versions.map((one) => one.rules)).matchAll(/"per":"(day|week|month|year|person_day)"/g)].map(([, per]) => per);
  return new Set((['day', 'week', 'month', 'year'] as const).filter((per) => said.includes(per) || (per === 'day' && said.includes('person_day'))));
}

/** The first day whose meals can matter to one on this day under these rules. */
export function lookedBackTo(versions: readonly Pick<PolicyVersion, 'rules'>[], on: ServiceDate): ServiceDate {
  const periods = periodsOf(versions);
  const first = { week: weekOf(on), month: firstDay(monthOf(on)), year: firstDay(`${on.slice(0, 4)}-01` as Month) };
  return (['week', 'month', 'year'] as const).reduce((day, per) => (periods.has(per) && first[per] < day ? first[per] : day), on);
}

/** The days whose meals can matter to a month judged under these rules: its own, and what its weeks or its year reach over. */
export function daysReached(versions: readonly Pick<PolicyVersion, 'rules'>[], month: Month): { from: ServiceDate; to: ServiceDate } {
  const periods = periodsOf(versions);
  const [first, last] = [firstDay(month), lastDay(month)];
  const week = periods.has('week') ? { from: weekOf(first), to: addDays(weekOf(last), 6) } : { from: first, to: last };
  if (!periods.has('year')) return week;
  const year = month.slice(0, 4);
  const [from, to] = [firstDay(`${year}-01` as Month), lastDay(`${year}-12` as Month)];
  return { from: from < week.from ? from : week.from, to: to > week.to ? to : week.to };
}
