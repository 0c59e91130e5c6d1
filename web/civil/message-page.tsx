import type { Instant } from '../../src/domain/calendar.ts';
import { MESSAGE_TOLD_HOW, type AttemptOutcome } from '../../src/domain/message.ts';
import type { ResendRefusal, ToldRefusal, TypedTold } from '../../src/domain/undelivered.ts';
import { Acts } from '../acts.tsx';
import { Radios } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm, Refusal, type FieldError } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { doneText, mealOf, type MessageEnd, type MessageLine } from './messages-page.tsx';
import { causeText, messageKindLabel, messageToldLabel, readerText, resendRefusalText } from './undelivered-text.ts';

export type MessagePageProps = {
  frame: StaffFrame;
  letter: Omit<MessageLine, 'phone' | 'end'> & { pointPhone: string | null };
  end: MessageEnd;
  attempts: readonly { attempt: number; at: Instant; outcome: AttemptOutcome; cause: string }[];
  resends: readonly { afterAttempt: number; at: Instant; by: string }[];
  /** With stars, unless a look has just been recorded; '' where there is none. */
  phone: string;
  looked: boolean;
  /** As they would leave now; null where nobody is to read them any more. */
  words: string | null;
  /** Why it cannot be sent again, or told otherwise. */
  mayResend: ResendRefusal | null;
  mayTell: ToldRefusal | null;
  typed: TypedTold;
  errors: readonly FieldError[];
  refusal?: string | undefined;
};

/** One message that was given up: what it says, every try, and the two ways on. */
export function MessagePage(props: MessagePageProps) {
  const { frame, letter, errors, refusal, mayResend, mayTell } = props;
  return (
    <StaffLayout frame={frame} title="发不出去的短信">
      <nav class="trail" aria-label="返回">
        <a href={paths.messages()}>← 发不出去的短信</a>
      </nav>
      <ErrorSummary errors={errors} />
      <Refusal words={refusal} />
      <h1>
        {messageKindLabel[letter.kind]}
        {letter.serviceDate ? `，${mealOf(letter)}` : ''}
      </h1>
      <Facts {...props} />
      <Acts>
        {mayResend === null ? <Resend {...props} /> : null}
        {mayTell === null ? (
          <>
            {props.phone === '' ? null : <Look {...props} />}
            <TellForm {...props} />
          </>
        ) : null}
      </Acts>
      {refusal === undefined ? <WhyNothing {...props} /> : null}
      <Tries {...props} />
    </StaffLayout>
  );
}

function Facts({ letter, end, phone, words }: MessagePageProps) {
  const done = doneText(end);
  return (
    <section class="card">
      <dl class="facts">
        <dt>给谁</dt>
        <dd>{readerText(letter)}</dd>
        <dt>电话</dt>
        <dd>{phone === '' ? '没有能用的' : phone}</dd>
        <dt>什么时候写的</dt>
        <dd>{dayAndClock(end.writtenAt)}</dd>
        {words === null ? null : (
          <>
            <dt>短信怎么说</dt>
            <dd>{words}</dd>
          </>
        )}
        {done === '' ? null : (
          <>
            <dt>怎么办的</dt>
            <dd>{done}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Where nothing is left to do, and why: of somebody who has died no more than that. */
function WhyNothing({ end, mayResend, mayTell }: MessagePageProps) {
  if (mayTell === null || mayResend === null || end.recordedAt !== null || mayResend === 'moved_on') return null;
  return <p class="card">{resendRefusalText[mayResend]}</p>;
}

function Resend({ letter }: MessagePageProps) {
  return (
    <section class="card">
      <h2>再发一次</h2>
      <PostForm action={paths.messageStep(letter.id, 'resending')} hidden={{ attempts: String(letter.attempt) }}>
        <p>按县里定的次数从头试起。短信平台认得是同一条，不会收到两遍。</p>
        <button class="act main">再发一次</button>
      </PostForm>
    </section>
  );
}

function Look({ letter, looked, errors }: MessagePageProps) {
  return (
    <section class="card">
      <h2>完整的电话</h2>
      {looked ? (
        <p>上面显示的是完整号码。这次查看和理由已经记下。</p>
      ) : (
        <PostForm action={paths.messageStep(letter.id, 'look')}>
          <Field name="reason" label="为什么要看完整的电话" hint="谁看的、为什么，会记下来。" errors={errors} />
          <button class="act">记下理由，看电话</button>
        </PostForm>
      )}
    </section>
  );
}

function TellForm({ letter, typed, errors }: MessagePageProps) {
  return (
    <section class="card">
      <h2>告诉了以后，登记一下</h2>
      <PostForm action={paths.messageStep(letter.id, 'telling')} hidden={{ attempts: String(letter.attempt) }}>
        <Radios legend="怎么告诉的" name="how" options={MESSAGE_TOLD_HOW.map((value) => ({ value, label: messageToldLabel[value] }))} value={typed.how} errors={errors} />
        <Field name="teller" label="谁告诉的" value={typed.teller} errors={errors} />
        <Field name="when" label="什么时候" hint="这样写：2026-11-26 9:30" value={typed.when} errors={errors} />
        <Field name="note" label="说明（告诉了的可以不写）" hint="例如：女儿接的电话，说知道了。" value={typed.note} errors={errors} />
        <button class="act main">登记，不再发</button>
      </PostForm>
    </section>
  );
}

const outcomeLabel: Record<AttemptOutcome, string> = { sent: '交给短信平台了', failed: '没成', refused: '不收', dropped: '不用发了' };

function Tries({ letter, attempts, resends }: MessagePageProps) {
  return (
    <section class="card">
      <h2>一共试了 {letter.attempt} 次</h2>
      {attempts.length === 0 ? null : (
        <Table
          class="ledger"
          columns={[{ head: '什么时候', class: 'unbroken' }, { head: '第几次', numeric: true }, { head: '怎么样', class: 'unbroken' }, { head: '为什么', class: 'unbroken' }]}
          rows={attempts.map(({ attempt, at, outcome, cause }) => [dayAndClock(at), attempt, outcomeLabel[outcome], cause === '' ? '' : causeText(cause)])}
        />
      )}
      {resends.map(({ afterAttempt, at, by }) => (
        <p>
          第 {afterAttempt} 次以后，{by} {dayAndClock(at)} 叫再发一次。
        </p>
      ))}
    </section>
  );
}
