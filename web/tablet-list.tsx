import type { Child } from 'hono/jsx';
import type { Instant } from '../src/domain/calendar.ts';
import { dayAndClock } from './format.tsx';
import { actorText } from './text.ts';

export type TabletLine = {
  id: string;
  name: string;
  pointName: string;
  enrolledAt: Instant;
  enrolledByName: string;
  lastSeenAt: Instant | null;
  endedAt: Instant | null;
  endReason: string | null;
  endedByName: string | null;
};

/** Tablets point by point, those in use first. `act`: what can be done with one that is in use. */
export function TabletList({ tablets, act }: { tablets: readonly TabletLine[]; act?: (tablet: TabletLine) => Child }) {
  return (
    <ul>
      {tablets.map((one) => (
        <li class="line">
          <span>
            <b>
              {one.pointName}，{one.name}
            </b>{' '}
            <span class={one.endedAt === null ? 'tag open' : 'tag shut'}>{one.endedAt === null ? '在用' : '停用了'}</span>
            <br />
            {one.enrolledByName} {dayAndClock(one.enrolledAt)} 登记；{one.lastSeenAt === null ? '还没用过' : `最近 ${dayAndClock(one.lastSeenAt)} 用过`}
            {one.endedAt === null ? null : (
              <>
                <br />
                {actorText(one.endedByName ?? '')} {dayAndClock(one.endedAt)} 停用：{one.endReason}
              </>
            )}
          </span>
          {one.endedAt === null ? (act?.(one) ?? null) : null}
        </li>
      ))}
    </ul>
  );
}
