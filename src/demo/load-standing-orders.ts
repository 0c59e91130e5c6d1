import { addDays, instantAt, serviceDateOf, type Instant } from '../domain/calendar.ts';
import { firstDayOf } from '../domain/standing-order.ts';
import * as t from '../store/schema.ts';
import { elderIdOf } from './load-people.ts';
import type { DemoRun } from './load-runs.ts';
import type { DemoElder } from './people.ts';
import { COOK } from './personas.ts';
import type { Insert } from './rows.ts';

/** So many neighbours of the persona canteen have their lunch ordered day after day, beside the persona. */
const NEIGHBOURS = 9;
const DAYS = ['1234567', '12345', '135'] as const;

/** Standing orders for lunch at the persona canteen, from the first day whose orders are still open. The job's own way makes orders of them. */
export function loadStandingOrders(insert: Insert, elders: readonly DemoElder[], runs: readonly DemoRun[], now: Instant): void {
  const here = elders.filter((elder) => elder.homePointKey === COOK.pointKey);
  const regulars = here.filter((elder) => elder.persona === null && elder.habit.lunch > 0.6 && elder.facts.every((fact) => fact.kind === 'living' || fact.kind === 'category')).slice(-NEIGHBOURS);
  const lunches = runs.filter((run) => run.point.key === COOK.pointKey && run.slot === 'lunch').map((run) => ({ ...run, serviceDate: run.date, state: 'open' as const }));
  const today = serviceDateOf(now);
  const open = lunches.some((run) => run.serviceDate === today && now < run.cutoffAt);
  const from = open ? today : firstDayOf(lunches, today, now);
  insert(
    t.standingOrder,
    [...here.filter((elder) => elder.persona === 'elder-daily'), ...regulars].map((elder, index) => ({
      id: `daily-${elderIdOf(elder)}`, elderId: elderIdOf(elder), mealPointId: COOK.pointKey, slot: 'lunch', weekdays: DAYS[index % DAYS.length] ?? DAYS[0], mode: elder.preferredMode,
      fromDate: from, channel: index % 3 === 2 ? 'counter' : 'elder_page', setAt: instantAt(addDays(today, -1), 10 * 60 + index),
      setBy: index % 3 === 2 ? `person:${COOK.id}` : `elder:${elderIdOf(elder)}`,
    })),
  );
}
