import type { ApplicationAction, ApplicationState } from '../../src/domain/application.ts';
import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import { applicationActionLabel, applicationStateLabel, applicationStateSpoken } from '../application-text.ts';
import { codeText } from '../application-record.tsx';
import { TextArea } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dateText, dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { FamilyLayout } from './family-layout.tsx';

export type LookUpPageProps = { typed?: { no: string; code: string }; refusal?: string };

export function LookUpPage({ typed = { no: '', code: '' }, refusal }: LookUpPageProps) {
  return (
    <FamilyLayout title="查申请">
      <h1>查申请办到哪一步了</h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <section class="card">
        <PostForm action={paths.familyLookUp()}>
          <Field name="no" label="申请号" hint="例如 20261126-0001" value={typed.no} inputmode="numeric" />
          <Field name="code" label="查询码" hint="交申请时给您的 8 位数字。" value={typed.code} inputmode="numeric" />
          <button class="act main">查</button>
        </PostForm>
      </section>
    </FamilyLayout>
  );
}

export type LookUpResult = {
  applicationNo: string;
  code: string;
  /** 王*兰 */
  name: string;
  subject: string;
  state: ApplicationState;
  dueDate: ServiceDate | null;
  steps: readonly { action: ApplicationAction; at: Instant; note: string; codes: readonly string[]; fromDate: ServiceDate | null }[];
  /** What may be done from here: an appeal in time, or no longer. */
  canAppeal: boolean;
  canWithdraw: boolean;
};

/** How it stands and why, and the two things that whoever applied can do themself. */
export function LookUpResultPage({ result, errors = [], typed = '', refusal }: { result: LookUpResult; errors?: readonly FieldError[]; typed?: string; refusal?: string }) {
  const hidden = { no: result.applicationNo, code: result.code };
  return (
    <FamilyLayout title="查申请">
      <h1>
        {result.name}：{result.subject}
      </h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <ErrorSummary errors={errors} />
      <section class={result.state === 'granted' ? 'card good' : 'card'}>
        <h2>
          {applicationStateLabel[result.state]}：{applicationStateSpoken[result.state]}
        </h2>
        <ol class="steps-done">
          {result.steps.map((step) => (
            <li>
              <b>{applicationActionLabel[step.action]}</b>，{dayAndClock(step.at)}
              {step.fromDate ? <p>从 {dateText(step.fromDate)}起享受。</p> : null}
              {step.codes.length > 0 ? <p>{step.codes.map(codeText).join('；')}。</p> : null}
              {step.note ? <p>{step.note}</p> : null}
            </li>
          ))}
        </ol>
      </section>
      {result.canAppeal && result.dueDate ? (
        <section class="card">
          <h2>不同意这个结果</h2>
          <PostForm action={paths.familySteps()} hidden={{ ...hidden, action: 'appeal' }}>
            <TextArea name="note" label={`${dateText(result.dueDate)}以前可以申请复核，由另外的人重新看。为什么不同意？`} value={typed} errors={errors} />
            <button class="act main">申请复核</button>
          </PostForm>
        </section>
      ) : null}
      {result.canWithdraw ? (
        <section class="card">
          <h2>不办了</h2>
          <PostForm action={paths.familySteps()} hidden={{ ...hidden, action: 'withdraw', note: '' }}>
            <button class="act">撤回这份申请</button>
          </PostForm>
        </section>
      ) : null}
    </FamilyLayout>
  );
}
