import type { Instant, ServiceDate } from '../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../src/domain/meal-slot.ts';
import { MOST_WORDS, type Face } from '../src/domain/rating.ts';
import { TextArea } from './choice-fields.tsx';
import { faceSpoken } from './elder/faces.tsx';
import { ErrorSummary, PostForm, type FieldError } from './form.tsx';
import { dayAndClock, dayText } from './format.tsx';
import { paths, type Door } from './paths.ts';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';
import { Table } from './table.tsx';
import { modeLabel, slotLabel } from './text.ts';

export type ComplaintLine = {
  id: string;
  openedAt: Instant;
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

export type ComplaintsPageProps = { frame: StaffFrame; door: Door; lines: readonly ComplaintLine[]; count: number; waiting: number; page: number; pages: number };

const mealText = ({ serviceDate, slot, setMealName, mode, orderNo }: ComplaintLine) =>
  `${dayText(serviceDate)} ${slotLabel[slot]}，${setMealName}，${modeLabel[mode]}，${orderNo} 号`;

const saidText = ({ face, words }: ComplaintLine) => `${faceSpoken[face]}${words ? `：${words}` : ''}`;

/** What waits for an answer, the longest first, with whose turn it is; below, what was answered. */
export function ComplaintsPage({ frame, door, lines, count, waiting, page, pages }: ComplaintsPageProps) {
  return (
    <StaffLayout frame={frame} title="老人的意见">
      <h1>老人的意见</h1>
      <section class="card">
        {count === 0 ? (
          <p class="empty">还没有意见。老人吃完饭按了“不好”，又说了为什么，就会出现在这里。</p>
        ) : (
          <Table
            caption={`共 ${count} 条，${waiting} 条等食堂回话`}
            columns={['什么时候说的', '哪里', '谁', '哪一顿', '怎么说', '到谁了'].map((head) => ({ head }))}
            rows={lines.map((line) => [
              <a href={paths.complaint(door, line.id)}>{dayAndClock(line.openedAt)}</a>,
              line.pointName,
              line.elderName,
              mealText(line),
              saidText(line),
              line.answeredAt === null ? '等食堂回话' : `已回话：${line.answer ?? ''}`,
            ])}
            rowClass={(index) => (lines[index]?.answeredAt === null ? 'wrong' : undefined)}
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

export type ComplaintPageProps = { frame: StaffFrame; door: Door; line: ComplaintLine; typed?: string; errors?: readonly FieldError[] };

/** One of them. The canteen answers; an office reads along. */
export function ComplaintPage({ frame, door, line, typed, errors = [] }: ComplaintPageProps) {
  return (
    <StaffLayout frame={frame} title="老人的意见">
      <h1>{saidText(line)}</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <dl class="facts">
          <dt>谁</dt>
          <dd>{line.elderName}</dd>
          <dt>哪一顿</dt>
          <dd>
            {line.pointName}，{mealText(line)}
          </dd>
          <dt>什么时候说的</dt>
          <dd>{dayAndClock(line.openedAt)}</dd>
          <dt>到谁了</dt>
          <dd>{line.answeredAt === null ? '等食堂回话' : `${line.answeredByName ?? ''} ${dayAndClock(line.answeredAt)} 已回话`}</dd>
          {line.answer === null ? null : (
            <>
              <dt>回话</dt>
              <dd>{line.answer}</dd>
            </>
          )}
        </dl>
        {door === 'canteen' && line.answeredAt === null ? (
          <PostForm action={paths.complaintAnswer(line.id)}>
            <TextArea name="answer" label="怎么办的（老人在自己的页面上看得到）" hint={`说人话，${MOST_WORDS} 个字以内，例如：明天起送餐箱加了保温层，您再吃吃看。`} value={typed} errors={errors} />
            <button class="act main">回话</button>
          </PostForm>
        ) : null}
      </section>
      <p class="trail">
        <a href={paths.complaints(door)}>返回</a>
      </p>
    </StaffLayout>
  );
}
