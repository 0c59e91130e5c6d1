import { DAY_KINDS } from '../../src/domain/assessed-meal.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { CalendarDay, CalendarOutcome } from '../../src/domain/calendar-list.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { actorText } from '../text.ts';
import { calendarOutcomeLabel, dayKindLabel } from './calendar-text.ts';
import { CalendarYear } from './calendar-year.tsx';
import { momentText } from './statement-csv.ts';

export type CalendarListLine = {
  id: string; source: string; enteredAt: Instant; enteredByName: string; outcome: CalendarOutcome | null; answeredAt: Instant | null; answeredByName: string | null; reason: string | null;
};

/** What was typed: the whole list, or one day. */
export type CalendarTyped = { source: string; text: string; date: string; kind: string; name: string };

export type CalendarPageProps = {
  frame: StaffFrame;
  year: number;
  thisYear: number;
  days: readonly CalendarDay[];
  lists: readonly CalendarListLine[];
  /** Null for whoever may only look. */
  entering: { typed: CalendarTyped; errors: readonly FieldError[]; requestKey: string } | null;
};

/** Which days the country has off and works for, and who said so. */
export function CalendarPage(props: CalendarPageProps) {
  const { frame, year, thisYear, days, lists, entering } = props;
  const waiting = lists.find((one) => one.outcome === null);
  return (
    <StaffLayout frame={frame} title={`${year} 年节假日`}>
      {entering ? <ErrorSummary errors={entering.errors} /> : null}
      <div class="head">
        <h1>{year} 年节假日和调休</h1>
        <nav class="trail" aria-label="换一年">
          <a href={paths.calendar(year - 1)}>{year - 1} 年</a>
          {Math.abs(year - thisYear) <= 1 ? null : <a href={paths.calendar()}>今年</a>}
          {year > thisYear ? null : <a href={paths.calendar(year + 1)}>{year + 1} 年</a>}
        </nav>
      </div>
      {waiting && entering ? <Waiting waiting={waiting} /> : null}
      <section class="card">
        {days.length === 0 ? (
          <p class="empty">{year} 年的节假日还没有录入。录入以前，这一年的日子都按星期几算：星期一到星期五是工作日，没有法定节假日。</p>
        ) : (
          <CalendarYear year={year} days={days} />
        )}
      </section>
      {entering && !waiting ? <EnterForms year={year} entering={entering} /> : null}
      <Meaning />
      <Lists lists={lists} open={entering !== null} />
      {days.length === 0 ? null : <DaysTable days={days} />}
    </StaffLayout>
  );
}

function Waiting({ waiting }: { waiting: CalendarListLine }) {
  return (
    <section class="card alarm">
      <h2>等第二个人确认的</h2>
      <p>
        <a href={paths.calendarList(waiting.id)}>
          {waiting.source}，{actorText(waiting.enteredByName)}录入，{momentText(waiting.enteredAt)}
        </a>
      </p>
    </section>
  );
}

/** What the words mean for money; the README says the same. */
function Meaning() {
  return (
    <section class="card">
      <h2>和补贴的关系</h2>
      <ul>
        <li>
          <b>法定节假日</b>：放假办法写明的节日本身，2025 年起一年 13 天。补贴办法写“法定节假日除外”的，只有这些天不补。
        </li>
        <li>
          <b>放假调休</b>：连着放假、靠调休或补假空出来的日子。不是法定节假日，也不是工作日。补贴办法写“工作日”的，这些天不补；写“每天”的照补。
        </li>
        <li>
          <b>调休上班</b>：上班的星期六、星期日，算工作日。
        </li>
        <li>没有写在这里的日子，星期一到星期五是工作日。</li>
      </ul>
    </section>
  );
}

function EnterForms({ year, entering }: { year: number; entering: NonNullable<CalendarPageProps['entering']> }) {
  const { typed, errors, requestKey } = entering;
  const hidden = { key: requestKey, year: String(year) };
  const wrong = (field: string) => (errors.some((one) => one.field === field) ? 'true' : undefined);
  return (
    <>
      <section class="card">
        <h2>整年录入</h2>
        <PostForm action={paths.calendarLists()} hidden={hidden}>
          <Field name="source" label="依据的文件" hint="例如：国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕×号）" value={typed.source} errors={errors} />
          <div class="field wide">
            <p class="hint" id="text-hint">
              通知的正文可以整段贴进来。通知不写哪几天是法定节假日，请另起一行写上，例如：2月16日至19日 法定节假日 春节。贴进来的代替这一年现有的全部日子。
            </p>
            <label>
              这一年的日子
              <textarea id="text" name="text" rows={16} spellcheck={false} aria-describedby="text-hint" aria-invalid={wrong('text')}>
                {`\n${typed.text}`}
              </textarea>
            </label>
          </div>
          <button class="act main">请第二个人确认</button>
        </PostForm>
      </section>
      <section class="card">
        <h2>只改一天</h2>
        <PostForm action={paths.calendarDays()} hidden={hidden}>
          <Field name="daySource" label="依据的文件" value={typed.source} errors={errors} />
          <Field name="date" label="哪一天" type="date" value={typed.date} errors={errors} />
          <div class="field">
            <label>
              是什么日子
              <select id="kind" name="kind" aria-invalid={wrong('kind')}>
                {DAY_KINDS.map((kind) => (
                  <option value={kind} selected={typed.kind === kind}>
                    {dayKindLabel[kind]}
                    {kind === 'ordinary' ? '（取消原来的安排）' : ''}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <Field name="name" label="哪个节" value={typed.name} errors={errors} />
          <button class="act main">请第二个人确认</button>
        </PostForm>
      </section>
    </>
  );
}

/** `open`: the reader may look into them. */
function Lists({ lists, open }: { lists: readonly CalendarListLine[]; open: boolean }) {
  if (lists.length === 0) return null;
  return (
    <section class="card">
      <h2>谁录入的、谁确认的</h2>
      <Table
        class="ledger told"
        columns={['依据的文件', '录入', '结果', '说明'].map((head) => ({ head }))}
        rows={lists.map((one) => [
          open ? <a href={paths.calendarList(one.id)}>{one.source}</a> : one.source,
          one.enteredAt === 0 ? '随系统装好' : `${actorText(one.enteredByName)}，${momentText(one.enteredAt)}`,
          one.outcome === null ? '等确认' : `${calendarOutcomeLabel[one.outcome]}${one.answeredAt ? `，${actorText(one.answeredByName ?? '')}，${momentText(one.answeredAt)}` : ''}`,
          one.reason ?? '',
        ])}
      />
    </section>
  );
}

function DaysTable({ days }: { days: readonly CalendarDay[] }) {
  return (
    <details class="card">
      <summary>逐日看</summary>
      <Table
        class="ledger"
        columns={['日子', '是什么日子', '哪个节'].map((head) => ({ head }))}
        rows={days.map((one) => [dayText(one.date), dayKindLabel[one.kind], one.name])}
      />
    </details>
  );
}

