import { weekdayOf } from '../../src/domain/calendar.ts';
import { daysToJudge, type CalendarChange, type CalendarDay } from '../../src/domain/calendar-list.ts';
import { Field, PostForm } from '../form.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { actorText } from '../text.ts';
import type { CalendarListLine } from './calendar-page.tsx';
import { calendarOutcomeLabel, dayKindLabel, nothingChanges, STATUTORY_DAYS } from './calendar-text.ts';
import { CalendarYear } from './calendar-year.tsx';
import { momentText } from './statement-csv.ts';

export type CalendarListPageProps = {
  frame: StaffFrame;
  list: CalendarListLine & { year: number; days: readonly CalendarDay[] };
  /** Against the calendar as it is now. */
  changes: readonly CalendarChange[];
  open: { orders: number; people: number };
  /** The person at work entered it. */
  own: boolean;
  shown: string;
  typed: string;
  refusal?: string;
};

/** What a list would change, for the second person; and what became of it. */
export function CalendarListPage(props: CalendarListPageProps) {
  const { frame, list, changes, refusal } = props;
  const waits = list.outcome === null;
  const statutory = list.days.filter((one) => one.kind === 'statutory_holiday').length;
  return (
    <StaffLayout frame={frame} title={`${list.year} 年节假日，一份录入`}>
      <nav class="trail" aria-label="返回">
        <a href={paths.calendar(list.year)}>← {list.year} 年节假日</a>
      </nav>
      <h1>{list.year} 年节假日：一份录入</h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <section class="card">
        <dl class="facts">
          <dt>依据</dt>
          <dd>{list.source}</dd>
          <dt>录入</dt>
          <dd>{list.enteredAt === 0 ? '随系统装好' : `${actorText(list.enteredByName)}，${momentText(list.enteredAt)}`}</dd>
          <dt>结果</dt>
          <dd>{waits ? '等第二个人确认' : outcomeText(list)}</dd>
        </dl>
        {statutory === STATUTORY_DAYS ? null : (
          <p class="wrong">
            这一份写了 {statutory} 天法定节假日，放假办法规定一年 {STATUTORY_DAYS} 天。请对着通知再核一遍。
          </p>
        )}
      </section>
      {waits ? <Changes {...props} /> : null}
      {waits ? <Answer {...props} /> : null}
      <section class="card">
        <h2>这一份写的全年</h2>
        <CalendarYear year={list.year} days={list.days} changed={waits ? changes.map((one) => one.date) : []} />
        {list.outcome === 'returned' || list.outcome === 'withdrawn' ? (
          <p class="acts">
            <a class="act" href={`${paths.calendar(list.year, list.id)}#text`}>
              照这一份改了再录入
            </a>
          </p>
        ) : null}
      </section>
    </StaffLayout>
  );
}

function outcomeText({ outcome, answeredAt, answeredByName, reason }: CalendarListLine): string {
  if (outcome === null) return '';
  const by = answeredAt ? `，${actorText(answeredByName ?? '')}，${momentText(answeredAt)}` : '';
  return `${calendarOutcomeLabel[outcome]}${by}${reason ? `：${reason}` : ''}`;
}

const words = (day: CalendarDay | null, change: CalendarChange) =>
  day ? `${dayKindLabel[day.kind]}（${day.name}）` : weekdayOf(change.date) <= 5 ? '普通工作日' : '普通周末';

function Changes({ changes, open }: CalendarListPageProps) {
  const judged = daysToJudge(changes).length;
  return (
    <section class="card">
      <h2>要改的 {changes.length} 天</h2>
      {changes.length === 0 ? (
        <p class="empty">{nothingChanges}</p>
      ) : (
        <Table
          class="ledger"
          columns={['日子', '现在', '改成'].map((head) => ({ head }))}
          rows={changes.map((one) => [dayText(one.date), words(one.before, one), words(one.after, one)])}
        />
      )}
      <p class={open.orders > 0 ? 'wrong' : ''}>
        {open.orders > 0
          ? `这些天有 ${open.people} 位老人订了 ${open.orders} 份还没吃的饭。确认以后按新的日历重新算，谁的价钱变了列在“变价告知”里。`
          : judged > 0
            ? '这些天还没有人订饭，没有要重新算的。'
            : '只改节日的叫法，不影响补贴。'}
        已经吃过的饭不重新算。
      </p>
    </section>
  );
}

function Answer({ list, own, shown, typed }: CalendarListPageProps) {
  if (own) {
    return (
      <section class="card">
        <p>自己录入的，要另一位经办人来确认。</p>
        <PostForm action={paths.calendarAnswer(list.id)} hidden={{ shown, outcome: 'withdrawn' }}>
          <button class="act">撤回这一份</button>
        </PostForm>
      </section>
    );
  }
  return (
    <section class="card">
      <h2>您来确认</h2>
      <PostForm action={paths.calendarAnswer(list.id)} hidden={{ shown, outcome: 'confirmed' }}>
        <button class="act main big">和文件一致，确认</button>
      </PostForm>
      <PostForm action={paths.calendarAnswer(list.id)} hidden={{ shown, outcome: 'returned' }}>
        <Field name="reason" label="不对，退回去改：哪里不对" value={typed} />
        <button class="act">退回</button>
      </PostForm>
    </section>
  );
}
