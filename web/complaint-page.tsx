import type { Instant, ServiceDate } from '../src/domain/calendar.ts';
import { MOST_WORDS } from '../src/domain/rating.ts';
import { Select, TextArea } from './choice-fields.tsx';
import { saidText, turnText } from './complaint-text.ts';
import { mealText, type ComplaintLine } from './complaints-page.tsx';
import { ErrorSummary, PostForm, Refusal, type FieldError } from './form.tsx';
import { dayAndClock } from './format.tsx';
import { paths, type Door } from './paths.ts';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';

export type Owners = {
  people: readonly { id: string; name: string }[];
  /** How often it was handed on. */
  steps: readonly { version: number; ownerName: string; at: Instant; by: string }[];
};

export type ComplaintPageProps = {
  frame: StaffFrame;
  door: Door;
  today: ServiceDate;
  line: ComplaintLine;
  owners: Owners;
  typed?: string;
  errors?: readonly FieldError[];
  refusal?: string;
};

/** One of them. The canteen answers, and says whose turn it is; an office reads along. */
export function ComplaintPage(props: ComplaintPageProps) {
  const { frame, door, today, line, owners, errors = [], refusal } = props;
  const open = line.answeredAt === null;
  return (
    <StaffLayout frame={frame} title="老人的意见">
      <h1>{line.face === 'poor' ? saidText(line) : `不好：${line.firstWords}`}</h1>
      <ErrorSummary errors={errors} />
      <Refusal words={refusal} />
      {line.deceased ? <p class="card">老人已经去世。请不要为这件事打电话给家里；该改的照样改，办好了写在这里留底。</p> : null}
      <section class="card">
        <dl class="facts">
          <dt>谁</dt>
          <dd>{line.elderName}</dd>
          <dt>哪一顿</dt>
          <dd>
            {line.pointName}，{mealText(line)}
          </dd>
          <dt>什么时候说的</dt>
          <dd>
            {dayAndClock(line.openedAt)}
            {changedMind(line)}
          </dd>
          <dt>到谁了</dt>
          <dd>{open ? turnText(line, today) : `${line.answeredByName ?? ''} ${dayAndClock(line.answeredAt ?? 0)} 已回话`}</dd>
          {line.answer === null ? null : (
            <>
              <dt>回话</dt>
              <dd>{line.answer}</dd>
            </>
          )}
        </dl>
        <Steps steps={owners.steps} />
      </section>
      {door === 'canteen' && open ? (
        <>
          <Answer {...props} />
          <HandOn {...props} />
        </>
      ) : null}
      <p class="trail">
        <a href={paths.complaints(door)}>返回</a>
      </p>
    </StaffLayout>
  );
}

/** What was said first still asks for an answer. */
function changedMind({ face, words, firstWords }: ComplaintLine): string {
  if (face === 'poor' && words === firstWords) return '';
  return face === 'poor' ? `，那时说的是“${firstWords}”` : `，后来改口说“${saidText({ face, words })}”。还是请回一句`;
}

function Steps({ steps }: Pick<Owners, 'steps'>) {
  return (
    <>
      {steps.map(({ ownerName, at, by }) => (
        <p class="hint">
          {dayAndClock(at)}，{by}交给{ownerName === by ? '自己' : ownerName}。
        </p>
      ))}
    </>
  );
}

function Answer({ line, typed, errors = [] }: ComplaintPageProps) {
  const label = line.deceased ? '怎么办的（老人看不到了，留给食堂和民政看）' : '怎么办的（老人在自己的页面上看得到）';
  const hint = line.deceased ? `${MOST_WORDS} 个字以内。` : `说人话，${MOST_WORDS} 个字以内，例如：明天起送餐箱加了保温层，您再吃吃看。`;
  return (
    <section class="card">
      <PostForm action={paths.complaintAnswer(line.id)}>
        <TextArea name="answer" label={label} hint={hint} value={typed} errors={errors} />
        <button class="act main">回话</button>
      </PostForm>
    </section>
  );
}

function HandOn({ line, owners, errors = [] }: ComplaintPageProps) {
  const options = [{ value: '', label: '选一个人' }, ...owners.people.filter(({ name }) => name !== line.ownerName).map(({ id, name }) => ({ value: id, label: name }))];
  if (options.length === 1) return null;
  return (
    <section class="card">
      <PostForm action={paths.complaintOwner(line.id)} hidden={{ version: String(owners.steps.length) }}>
        <Select name="owner" label={line.ownerName === null ? '交给谁办' : '换一个人办'} hint="日子不变。" options={options} errors={errors} />
        <button class="act">交给他办</button>
      </PostForm>
    </section>
  );
}
