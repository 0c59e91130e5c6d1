import type { Child } from 'hono/jsx';
import { LookForm, RecordFacts, RecordHead, RecordPapers, RecordSteps, type RecordProps } from './application-record.tsx';
import { ErrorSummary, Refusal, type FieldError } from './form.tsx';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';

export type ShellProps = RecordProps & {
  frame: StaffFrame;
  typed: Readonly<Record<string, string | undefined>>;
  errors: readonly FieldError[];
  /** Of which form the typed values are. */
  acting?: string;
  refusal?: string;
};

type Around = {
  back: { href: string; label: string };
  /** Where the answer is printed, and where the full numbers are shown. */
  notice: string;
  look: string;
  /** What the reader may do: before all that is known, or after it. */
  first?: Child;
  last?: Child;
};

const ANSWERS: readonly string[] = ['grant', 'refuse', 'uphold', 'overturn'];

/** One application, at the village and at an office: how it stands, what can be done, all that is known. */
export function ApplicationShell({ back, notice, look, first, last, ...props }: ShellProps & Around) {
  const { frame, record, refusal, errors, acting } = props;
  const looking = acting === 'look';
  return (
    <StaffLayout frame={frame} title="申请">
      <nav class="trail" aria-label="返回">
        <a href={back.href}>← {back.label}</a>
        {record.events.some(({ action }) => ANSWERS.includes(action)) ? <a href={notice}>打印告知书</a> : null}
      </nav>
      <RecordHead {...props} />
      <Refusal words={refusal} />
      {looking ? null : <ErrorSummary errors={errors} />}
      {first}
      <RecordFacts {...props} />
      <RecordPapers {...props} />
      <RecordSteps {...props} />
      {last}
      <LookForm action={look} looked={record.looked} errors={looking ? errors : []} typed={looking ? props.typed['reason'] : undefined} />
    </StaffLayout>
  );
}
