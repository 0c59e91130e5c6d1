import type { Overdue, Watched } from '../../src/domain/watch.ts';
import { listed } from '../text.ts';

/** What stands still has an alarm of its own, with the way to its page. */
const WORK: Record<Exclude<Watched, 'jobs' | 'books'>, string> = {
  closing: '到点没有截止的餐次', finishing: '过了夜还没结束的餐次', reassessment: '要重新认定的订餐', codes: '没有发出的验证码', letters: '积压的短信',
};

/** The machine is behind: before any figure, for whoever can call somebody. */
export function WatchAlarm({ overdue }: { overdue: readonly Overdue[] }) {
  const work = overdue.flatMap(({ what }) => (what === 'jobs' || what === 'books' ? [] : [WORK[what]]));
  const jobs = overdue.some(({ what }) => what === 'jobs') ? ['定时的工作没有按时做'] : [];
  if (jobs.length + work.length === 0) return null;
  return (
    <section class="card alarm" aria-label="系统的工作">
      <p class="wrong">{`系统${listed([...jobs, ...(work.length > 0 ? [`有${listed(work)}`] : [])])}。请告诉系统管理人员；食堂可以自己按“截止”，饭照常发。`}</p>
    </section>
  );
}
