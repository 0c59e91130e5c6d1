import type { Instant, ServiceDate } from '../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../src/domain/meal-slot.ts';
import { isOverdue, type Face } from '../src/domain/rating.ts';
import { saidText, turnText } from './complaint-text.ts';
import { dateText, dayAndClock, dayText } from './format.tsx';
import { paths, type Door } from './paths.ts';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';
import { Table } from './table.tsx';
import { modeLabel, slotLabel } from './text.ts';

export type ComplaintLine = {
  id: string;
  openedAt: Instant;
  /** The last day for an answer. */
  dueDate: ServiceDate;
  /** Somebody who works there now; null where nobody is named, or whoever was has left. */
  ownerName: string | null;
  deceased: number;
  /** What opened it. */
  firstWords: string;
  pointName: string;
  elderName: string;
  serviceDate: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  setMealName: string;
  orderNo: number;
  /** What was said last: a mind may have changed since. */
  face: Face;
  words: string;
  answer: string | null;
  answeredAt: Instant | null;
  answeredByName: string | null;
};

export type OverduePoint = { pointId: string; pointName: string; count: number; since: ServiceDate };

export type ComplaintsPageProps = {
  frame: StaffFrame;
  door: Door;
  today: ServiceDate;
  lines: readonly ComplaintLine[];
  count: number;
  waiting: number;
  overdue: number;
  /** For an office: which points have not answered in time. */
  late?: readonly OverduePoint[];
  page: number;
  pages: number;
};

export const mealText = ({ serviceDate, slot, setMealName, mode, orderNo }: ComplaintLine) =>
  `${dayText(serviceDate)} ${slotLabel[slot]}，${setMealName}，${modeLabel[mode]}，${orderNo} 号`;

/** What waits for an answer, with whose turn it is and until when, what is overdue first; below, what was answered. */
export function ComplaintsPage({ frame, door, today, lines, count, waiting, overdue, late = [], page, pages }: ComplaintsPageProps) {
  return (
    <StaffLayout frame={frame} title="老人的意见">
      <h1>老人的意见</h1>
      {late.length > 0 ? <Late late={late} /> : null}
      <section class="card">
        {count === 0 ? (
          <p class="empty">还没有意见。老人吃完饭按了“不好”，又说了为什么，就会出现在这里。</p>
        ) : (
          <Table
            class="ledger"
            caption={`共 ${count} 条，${waiting} 条等食堂回话${overdue > 0 ? `，其中 ${overdue} 条过期了` : ''}`}
            columns={['什么时候说的', '哪里', '谁', '哪一顿', '怎么说', '到谁了'].map((head) => ({ head }))}
            rows={lines.map((line) => [
              <a href={paths.complaint(door, line.id)}>{dayAndClock(line.openedAt)}</a>,
              line.pointName,
              `${line.elderName}${line.deceased ? '（已去世）' : ''}`,
              mealText(line),
              saidText(line),
              line.answeredAt === null ? turnText(line, today) : `已回话：${line.answer ?? ''}`,
            ])}
            rowClass={(index) => rowClass(lines[index], today)}
          />
        )}
        {pages > 1 ? (
          <nav class="trail" aria-label="翻页">
            {page > 1 ? <a href={paths.complaints(door, page - 1)}>← 上一页</a> : null}
            <span>
              第 {page} 页，共 {pages} 页
            </span>
            {page < pages ? <a href={paths.complaints(door, page + 1)}>下一页 →</a> : null}
          </nav>
        ) : null}
      </section>
    </StaffLayout>
  );
}

const rowClass = (line: ComplaintLine | undefined, today: ServiceDate) => (line && isOverdue(line, today) ? 'wrong' : undefined);

function Late({ late }: { late: readonly OverduePoint[] }) {
  return (
    <section class="card alarm">
      <Table
        caption="过了日子还没回话的食堂"
        columns={[{ head: '食堂' }, { head: '几条', numeric: true }, { head: '最早该在哪天回话' }]}
        rows={late.map((point) => [point.pointName, point.count, dateText(point.since)])}
      />
    </section>
  );
}
