import type { Child } from 'hono/jsx';
import type { Instant } from '../src/domain/calendar.ts';
import { dayAndClock } from './format.tsx';
import { Table } from './table.tsx';

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

/** Tablets point by point. `act`: what can be done with one that is in use. */
export function TabletList({ tablets, act }: { tablets: readonly TabletLine[]; act?: (tablet: TabletLine) => Child }) {
  return (
    <Table
      class="ledger told"
      caption="食堂合用的平板"
      columns={[{ head: '助餐点' }, { head: '平板' }, { head: '谁登记的' }, { head: '最近用过' }, { head: '现在' }]}
      rows={tablets.map((one) => [
        one.pointName,
        one.name,
        `${one.enrolledByName}，${dayAndClock(one.enrolledAt)}`,
        one.lastSeenAt === null ? '还没用过' : dayAndClock(one.lastSeenAt),
        one.endedAt === null ? (act?.(one) ?? '在用') : `停用了：${one.endReason ?? ''}（${one.endedByName ?? ''}，${dayAndClock(one.endedAt)}）`,
      ])}
    />
  );
}
