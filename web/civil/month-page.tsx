import type { Instant, Month } from '../../src/domain/calendar.ts';
import type { MonthState, MonthStepKind, Obstacle, PointNamed } from '../../src/domain/month-closing.ts';
import type { MonthFigures } from '../../src/domain/month-figures.ts';
import { Field, PostForm } from '../form.tsx';
import { dayAndClock, monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { actorText } from '../text.ts';
import { MonthFiguresCards, type FigureDifference, type MonthNames } from './month-figures.tsx';
import { Obstacles, UncountedCash } from './month-obstacles.tsx';
import { closingText, monthDoneText, monthStateLabel, monthStateTag, monthStepLabel } from './month-text.ts';
import { momentText } from './statement-csv.ts';

export type MonthPageProps = {
  frame: StaffFrame;
  month: Month;
  state: MonthState;
  closing: { at: Instant; proposedBy: string; confirmedBy: string } | null;
  /** As they were agreed on where the month is closed, as they are now where it is not. */
  figures: MonthFigures;
  names: MonthNames;
  obstacles: readonly Obstacle[];
  uncounted: readonly PointNamed[];
  /** What waits for another official; `shown`: for the forms that answer it. */
  proposal: { by: string; at: Instant; own: boolean; shown: { step: string; hash: string } } | null;
  /** What has moved since it was proposed; null where nothing has. */
  stale: readonly FigureDifference[] | null;
  /** Of the figures that are shown, for the form that proposes them. */
  hash: string;
  check: string;
  steps: readonly { number: number; kind: MonthStepKind; by: string; at: Instant; reason: string | null }[];
  done?: MonthStepKind;
  refusal?: string;
  reasonError?: string;
  reason?: string;
};

/** One month of the county: what it comes to, what is in the way of closing it, whose turn it is. */
export function MonthPage(props: MonthPageProps) {
  const { frame, month, state, refusal, obstacles } = props;
  return (
    <StaffLayout frame={frame} title={`${monthText(month)} 关账`}>
      <nav class="trail" aria-label="返回">
        <a href={paths.months()}>← 各月关账</a>
        <a href={paths.civil(month)}>{monthText(month)}各助餐点</a>
      </nav>
      {refusal ? (
        <section class="card alarm" role="alert">
          <h2>{refusal}</h2>
        </section>
      ) : null}
      <div class="head">
        <h1>{monthText(month)} 关账</h1>
        <span class={monthStateTag[state]}>{monthStateLabel[state]}</span>
      </div>
      {props.done ? <p class="done-line">{monthDoneText[props.done]}</p> : null}
      {props.stale ? <Stale {...props} differences={props.stale} /> : null}
      {obstacles.length > 0 ? <Obstacles month={month} obstacles={obstacles} /> : null}
      <Turn {...props} />
      <MonthFiguresCards month={month} figures={props.figures} names={props.names} check={props.check} />
      <UncountedCash month={month} points={props.uncounted} />
      {props.steps.length > 0 ? <History {...props} /> : null}
    </StaffLayout>
  );
}

/** Whose turn it is, with what they can press. */
function Turn(props: MonthPageProps) {
  const { closing, proposal, stale, obstacles } = props;
  if (closing) return <Closed closing={closing} />;
  if (proposal && !stale) return proposal.own ? <Waiting {...props} proposal={proposal} /> : <Answer {...props} proposal={proposal} />;
  const last = props.steps.at(-1);
  return (
    <section class="card">
      {last && last.kind !== 'proposed' ? (
        <p class="wrong">
          {actorText(last.by)}
          {monthStepLabel[last.kind]}的理由：{last.reason}
        </p>
      ) : null}
      {obstacles.length > 0 ? (
        <p>上面的事做完以后，回到这里提请关账。下面是到现在为止的数。</p>
      ) : (
        <>
          <p>请看过下面的数。提请以后，由另一位经办人看同样的数，确认了才关账。</p>
          <div class="acts">
            <PostForm action={paths.monthStep(props.month, 'proposal')} hidden={{ hash: props.hash }}>
              <button class="act main">{stale ? '照现在的数重新提请' : `提请关 ${monthText(props.month)}的账`}</button>
            </PostForm>
          </div>
        </>
      )}
      {proposal?.own ? <ReasonForm {...props} step="withdrawal" label="撤回的理由" press="撤回提请" hidden={{ step: proposal.shown.step }} /> : null}
    </section>
  );
}

function Closed({ closing }: { closing: NonNullable<MonthPageProps['closing']> }) {
  return (
    <section class="card good">
      <h2>已关账：{closingText(closing)}</h2>
      <p>这个月的数从此不变，也不能重新打开。以后才知道的事（例如用餐前已去世），冲回时记进后面没关账的月份，并写明是哪一顿。</p>
    </section>
  );
}

type Proposed = MonthPageProps & { proposal: NonNullable<MonthPageProps['proposal']> };

function Waiting(props: Proposed) {
  return (
    <section class="card">
      <h2>等另一位经办人确认</h2>
      <p>您在 {dayAndClock(props.proposal.at)} 提请了关账。自己提请的自己不能确认；数要是变了，这次提请就作废，再提请一次。</p>
      <ReasonForm {...props} step="withdrawal" label="撤回的理由" press="撤回提请" hidden={{ step: props.proposal.shown.step }} />
    </section>
  );
}

/** The second official: one button that cannot be taken back, and one that can. */
function Answer(props: Proposed) {
  const { proposal, month, obstacles } = props;
  return (
    <section class="card">
      <h2>
        {proposal.by}在 {dayAndClock(proposal.at)} 提请关账，请您确认
      </h2>
      {obstacles.length > 0 ? (
        <p>上面的事做完以后才能确认。</p>
      ) : (
        <>
          <p>请核对下面的数和核对码。确认以后，{monthText(month)}就不能再记账，也不能重新打开。</p>
          <div class="acts">
            <PostForm action={paths.monthStep(month, 'confirmation')} hidden={proposal.shown}>
              <button class="act main">数对，确认关账</button>
            </PostForm>
          </div>
        </>
      )}
      <ReasonForm {...props} step="return" label="退回的理由" press="退回" hidden={proposal.shown} />
    </section>
  );
}

type ReasonFormProps = Pick<MonthPageProps, 'month' | 'reason' | 'reasonError'> & {
  step: 'withdrawal' | 'return';
  label: string;
  press: string;
  hidden: Readonly<Record<string, string>>;
};

function ReasonForm({ month, step, label, press, hidden, reason, reasonError }: ReasonFormProps) {
  return (
    <PostForm action={paths.monthStep(month, step)} hidden={hidden}>
      <Field name="reason" label={label} value={reason} errors={reasonError ? [{ field: 'reason', message: reasonError }] : []} />
      <button class="act">{press}</button>
    </PostForm>
  );
}

/** The proposal that nobody can confirm any more, and why. */
function Stale({ differences, proposal }: MonthPageProps & { differences: readonly FigureDifference[] }) {
  return (
    <section class="card alarm">
      <h2>{proposal?.own ? '您' : proposal?.by}提请以后数变了，那次提请作废</h2>
      {differences.length === 0 ? (
        <p>合计没有变，是各项补贴之间有变动。请看过现在的数，重新提请。</p>
      ) : (
        <Table
          class="ledger"
          caption="变了的数"
          columns={[{ head: '哪一项' }, { head: '提请时', numeric: true }, { head: '现在', numeric: true }]}
          rows={differences.map((one) => [one.what, one.before, one.after])}
        />
      )}
    </section>
  );
}

function History({ steps, closing }: MonthPageProps) {
  const rows = steps.map((one) => [momentText(one.at), actorText(one.by), monthStepLabel[one.kind], one.reason ?? '']);
  return (
    <section class="card">
      <h2>办理经过</h2>
      <Table
        class="ledger told"
        columns={['时间', '谁', '做了什么', '理由'].map((head) => ({ head }))}
        rows={closing ? [...rows, [momentText(closing.at), closing.confirmedBy, '确认关账', '']] : rows}
      />
    </section>
  );
}
