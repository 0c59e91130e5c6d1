import { REFUSAL_REASONS } from '../../src/domain/application-claim.ts';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import { refusalReasonLabel } from '../application-text.ts';
import { ApplicationShell, type ShellProps } from '../application-shell.tsx';
import { Radios, TextArea, Ticks } from '../choice-fields.tsx';
import { Field, PostForm } from '../form.tsx';
import { dateText } from '../format.tsx';
import { paths } from '../paths.ts';

export type CivilApplicationProps = ShellProps & {
  /** Whose decision it is now and whether it is this reader's. `another`: they had a part in it. */
  turn: 'decision' | 'appeal' | 'another' | null;
  /** Binds the decision to exactly this page. */
  hidden: Readonly<Record<string, string>>;
  from: { today: ServiceDate; nextMonth: ServiceDate };
};

/** One application at the office: what was checked, then the decision. */
export function CivilApplicationPage(props: CivilApplicationProps) {
  const { id } = props.record;
  const back = { href: paths.civilApplications(), label: '资格审批' };
  return <ApplicationShell {...props} {...{ back }} notice={paths.civilNotice(id)} look={paths.civilLook(id)} last={<Turn {...props} />} />;
}

function Turn(props: CivilApplicationProps) {
  if (props.turn === 'another') return <p class="card">您经手过这份申请，要由另一个人来定。</p>;
  if (props.turn === 'decision') return <Decision {...props} />;
  return props.turn === 'appeal' ? <AppealDecision {...props} /> : null;
}

function FromFields({ from, typed, errors }: CivilApplicationProps) {
  return (
    <>
      <Radios
        legend="从哪天起享受"
        name="start"
        value={typed['start'] ?? 'next_month'}
        options={[
          { value: 'next_month', label: `下个月 1 日（${dateText(from.nextMonth)}）` },
          { value: 'today', label: `今天（${dateText(from.today)}）` },
          { value: 'other', label: '别的日子，写在下面' },
        ]}
        errors={errors}
      />
      <Field name="from" label="别的日子" hint="例如 2026-12-15。不能早于今天：过去的餐不重算。" value={typed['from']} errors={errors} />
    </>
  );
}

function ReasonFields({ typed, errors }: CivilApplicationProps) {
  return (
    <Ticks
      legend="不批准的原因（批准的不用勾）"
      prefix="ground"
      options={REFUSAL_REASONS.map((value) => ({ value, label: refusalReasonLabel[value] }))}
      ticked={(value) => typed[`ground_${value}`] === 'on'}
      errors={errors}
    />
  );
}

function Decision(props: CivilApplicationProps) {
  const { record, typed, errors, hidden } = props;
  return (
    <section class="card">
      <h2>审批</h2>
      <PostForm action={paths.civilDecision(record.id)} hidden={hidden}>
        <FromFields {...props} />
        <ReasonFields {...props} />
        <TextArea name="note" label="答复的话" hint="写给申请人看的：为什么批，为什么不批。不批准和退回必须写。" value={typed['note']} errors={errors} />
        <p class="acts">
          <button class="act main" name="action" value="grant">
            批准
          </button>
          <button class="act" name="action" value="refuse">
            不批准
          </button>
          <button class="act" name="action" value="send_back">
            退回{record.villageKind}重新核查
          </button>
        </p>
      </PostForm>
    </section>
  );
}

function AppealDecision(props: CivilApplicationProps) {
  const { record, typed, errors, hidden } = props;
  return (
    <section class="card">
      <h2>复核</h2>
      <PostForm action={paths.civilAppealDecision(record.id)} hidden={hidden}>
        <FromFields {...props} />
        <TextArea name="note" label="复核的答复" hint="写给申请人看的。" value={typed['note']} errors={errors} />
        <p class="acts">
          <button class="act main" name="action" value="overturn">
            改为批准
          </button>
          <button class="act" name="action" value="uphold">
            维持不批准
          </button>
        </p>
      </PostForm>
    </section>
  );
}
