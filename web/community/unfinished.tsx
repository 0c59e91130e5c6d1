import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';

export type UnfinishedBatch = { id: string; confirmedAt: number; left: number };

/** What was confirmed and not ordered to the end: the connection broke, or the page was closed. */
export function Unfinished({ batches }: { batches: readonly UnfinishedBatch[] }) {
  return (
    <>
      {batches.map(({ id, confirmedAt, left }) => (
        <p class="card alarm" role="alert">
          {dayAndClock(confirmedAt)} 确认的一批，还有 {left} 份没有订完。<a href={paths.communityOrderBatch(id)}>去看看，接着订</a>
        </p>
      ))}
    </>
  );
}
