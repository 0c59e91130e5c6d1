import { addDays, weekOf, type ServiceDate } from './calendar.ts';

export const PAUSE_REASONS = ['away', 'hospital'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** Nothing is made of any standing order of hers from `from` until `resume`, the first day with a meal again; null: not known yet. */
export type Pause = { id: string; from: ServiceDate; resume: ServiceDate | null };

/** Whether the pause holds on the day. */
export const holdsPause = ({ from, resume }: Pick<Pause, 'from' | 'resume'>, date: ServiceDate): boolean =>
  from <= date && (resume === null || date < resume);

export const pausedOn = (pauses: readonly Pause[], date: ServiceDate): boolean => pauses.some((one) => holdsPause(one, date));

/** The pause that holds today or later: what a page shows and changes. The first where there are several. */
export function currentPause(pauses: readonly Pause[], today: ServiceDate): Pause | null {
  const left = pauses.filter(({ resume }) => resume === null || resume > today);
  return left.toSorted((a, b) => (a.from < b.from ? -1 : 1))[0] ?? null;
}

export const PAUSE_REFUSALS = ['no_days', 'in_the_past', 'too_far'] as const;
export type PauseRefusal = (typeof PAUSE_REFUSALS)[number];

/** Nobody plans further ahead; a later day is a slip of the keys. */
const FARTHEST_DAYS = 366;

export type PauseDecision = {
  refused: null;
  /** Pauses that the new one takes the place of, each with the day from which it no longer holds. */
  ends: readonly { id: string; from: ServiceDate }[];
  /** Null where nothing new is needed: she comes back earlier, and the running pause ends. */
  begins: { from: ServiceDate; resume: ServiceDate | null } | null;
};

/**
 * What a new pause does to those that stand. The last word holds: a pause that shares a day with it is ended, one that runs already from
 * the new one's first day on; others are left alone. `resume` equal to `from`: she is back that day, and nothing new begins. Refusals:
 * `no_days` (it would end before it begins), `in_the_past`, `too_far` (more than a year).
 */
export function decidePause(
  standing: readonly Pause[],
  wanted: { from: ServiceDate; resume: ServiceDate | null },
  today: ServiceDate,
): PauseDecision | { refused: PauseRefusal } {
  const { from, resume } = wanted;
  if (from < today) return { refused: 'in_the_past' };
  if (resume !== null && resume < from) return { refused: 'no_days' };
  if ((resume ?? from) > addDays(today, FARTHEST_DAYS)) return { refused: 'too_far' };
  const shared = standing.filter((one) => (one.resume === null || one.resume > from) && (resume === null || one.from < resume || one.from === from));
  const ends = shared.map((one) => ({ id: one.id, from: one.from > from ? one.from : from }));
  return { refused: null, ends, begins: resume === from ? null : { from, resume } };
}

/** The days to come back on that a page offers, null for not known yet: five at most. Who has paused already may come back on the first day at once. */
export function resumeChoices(from: ServiceDate, paused: boolean): (ServiceDate | null)[] {
  const monday = addDays(weekOf(from), 7);
  const days = [...(paused ? [from] : [addDays(from, 1)]), addDays(from, 2), monday, addDays(monday, 7)];
  return [...[...new Set(days)].sort(), null];
}
