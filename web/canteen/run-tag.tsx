import type { Instant } from '../../src/domain/calendar.ts';
import { takesOrders, type MealRun } from '../../src/domain/meal-run.ts';
import { clockSeenFrom } from '../format.tsx';
import { mealRunStateLabel } from '../text.ts';

export type TaggedRun = Pick<MealRun, 'state' | 'serviceDate' | 'cutoffAt' | 'closeAt'>;

/** 9:40 截止 · 不再接单，9:50 定份数 · 已截止 · 已结束 */
export function RunTag({ run, now }: { run: TaggedRun; now: Instant }) {
  if (takesOrders(run, now)) return <span class="tag open">{clockSeenFrom(run.serviceDate, run.cutoffAt)} 截止</span>;
  if (run.state !== 'open') return <span class="tag shut">{mealRunStateLabel[run.state]}</span>;
  if (now < run.closeAt) return <span class="tag shut">不再接单，{clockSeenFrom(run.serviceDate, run.closeAt)} 定份数</span>;
  return <span class="tag shut">不再接单，正在定份数</span>;
}
