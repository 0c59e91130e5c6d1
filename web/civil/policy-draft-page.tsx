import type { Instant, Month } from '../../src/domain/calendar.ts';
import type { DraftStep, DraftStepKind } from '../../src/domain/policy-draft.ts';
import type { PolicyRules } from '../../src/domain/policy-rules.ts';
import { Acts } from '../acts.tsx';
import { Field, PostForm } from '../form.tsx';
import { monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import type { TextProblem } from '../policy-problem-text.ts';
import { spanText, type PolicyNames } from '../policy-words.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { actorText } from '../text.ts';
import { turnText } from './policies-page.tsx';
import { Comparison, type ComparisonProps } from './policy-comparison.tsx';
import { Rules } from './policy-rules.tsx';
import { PolicyJson } from './policy-version-page.tsx';
import { momentText } from './statement-csv.ts';

export type TrialLine = { id: string; month: Month; meals: number; judged: number; done: boolean; startedAt: Instant; current: boolean };

export type PolicyDraftPageProps = {
  frame: StaffFrame;
  draftId: string;
  steps: readonly (DraftStep & { by: string })[];
  /** What the text says; null when it cannot be read any more. */
  said: { title: string; documentNo: string; issuer: string; span: Parameters<typeof spanText>; rules: PolicyRules } | null;
  problems: readonly TextProblem[];
  names: PolicyNames;
  text: string;
  comparison: Omit<ComparisonProps, 'names'> | null;
  trials: readonly TrialLine[];
  months: readonly Month[];
  /** Who looks: whoever wrote it, or the other official. */
  may: { change: boolean; answer: boolean };
  /** What is shown, for the forms that decide on it. */
  shown: { step: string; hash: string };
  checkCode: string;
  refusal?: string;
  /** What was typed for a reason that was refused. */
  reason?: string;
};

/** One draft: where it stands, what it changes, what it would have cost, and who must act. */
export function PolicyDraftPage(props: PolicyDraftPageProps) {
  const { frame, said, steps, refusal, comparison, names, text, problems } = props;
  const last = steps.at(-1);
  return (
    <StaffLayout frame={frame} title="补贴办法草稿">
      <nav class="trail" aria-label="返回">
        <a href={paths.policies()}>← 全部补贴办法</a>
      </nav>
      {refusal ? (
        <section class="card alarm" role="alert">
          <h2>{refusal}</h2>
        </section>
      ) : null}
      <div class="head">
        <h1>{said?.title ?? '草稿'}</h1>
        {last ? <span class={last.kind === 'sent' ? 'tag danger' : last.kind === 'approved' ? 'tag done' : 'tag shut'}>{turnText(last)}</span> : null}
      </div>
      {problems.length === 0 ? null : (
        <section class="card alarm">
          <h2>这份草稿现在读不通，改好才能送审</h2>
          <ul>
            {problems.map(({ message, page }) => (
              <li>
                {message} {page ? <a href={page.href}>{page.label}</a> : null}
              </li>
            ))}
          </ul>
        </section>
      )}
      <State {...props} />
      {comparison ? <Comparison {...comparison} names={names} /> : null}
      <Trials {...props} />
      {said ? <Rules rules={said.rules} names={names} /> : null}
      <PolicyJson text={text} />
      <History steps={steps} />
    </StaffLayout>
  );
}

function State(props: PolicyDraftPageProps) {
  const { said, checkCode, may, draftId, shown, steps } = props;
  const returned = steps.at(-1)?.kind === 'returned' ? steps.at(-1) : undefined;
  return (
    <section class="card">
      {returned ? <p class="wrong">退回的理由：{returned.reason}</p> : null}
      {said ? (
        <dl class="facts">
          <dt>文件</dt>
          <dd>
            {said.issuer}，{said.documentNo}
          </dd>
          <dt>执行的日子</dt>
          <dd>{spanText(...said.span)}。已经订好的餐不变价，执行日以后新订的按新办法。</dd>
          <dt>核对码</dt>
          <dd>{checkCode}（两个人看的是同一份，核对码就一样）</dd>
        </dl>
      ) : null}
      {may.change ? <PreparerActs draftId={draftId} shown={shown} sent={steps.at(-1)?.kind === 'sent'} /> : null}
      {may.answer ? <ApproverActs {...props} /> : null}
    </section>
  );
}

function PreparerActs({ draftId, shown, sent }: Pick<PolicyDraftPageProps, 'draftId' | 'shown'> & { sent: boolean }) {
  return (
    <>
      {sent ? <p class="hint">已经送审，等另一位经办人看过再批。自己拟的自己不能批；再改一次，就要重新送审。</p> : null}
      <div class="acts">
        {sent ? null : (
          <PostForm action={paths.policyDraftStep(draftId, 'sending')} hidden={{ hash: shown.hash }}>
            <button class="act main">送另一位经办人批</button>
          </PostForm>
        )}
        <Acts>
          <a class="act" href={paths.policyDraftText(draftId)}>
            改文本
          </a>
        </Acts>
        <PostForm action={paths.policyDraftStep(draftId, 'withdrawal')}>
          <button class="act">撤回，不办了</button>
        </PostForm>
      </div>
    </>
  );
}

function ApproverActs({ draftId, shown, reason, said, refusal }: PolicyDraftPageProps) {
  return (
    <>
      <p>请看过下面的改动和试算再定。批的就是这一份，核对码见上。</p>
      <div class="acts">
        <PostForm action={paths.policyDraftStep(draftId, 'approval')} hidden={shown}>
          <button class="act main">批准{said ? `，自 ${said.span[0]} 起执行` : ''}</button>
        </PostForm>
      </div>
      <PostForm action={paths.policyDraftStep(draftId, 'return')} hidden={shown}>
        <Field name="reason" label="退回的理由" value={reason} errors={reason !== undefined && refusal ? [{ field: 'reason', message: refusal }] : []} />
        <button class="act">退回去改</button>
      </PostForm>
    </>
  );
}

function Trials({ draftId, trials, months, said }: PolicyDraftPageProps) {
  return (
    <section class="card">
      <h2>在过去一个月的餐上试算</h2>
      {trials.length === 0 ? <p class="empty">还没有试算过。选一个月，就知道那个月会花多少、谁的补贴会变。</p> : <TrialTable trials={trials} />}
      {said ? (
        <PostForm action={paths.policyDraftStep(draftId, 'trials')}>
          <div class="row">
            <div class="field">
              <label>
                月份
                <select name="month">
                  {months.map((month) => (
                    <option value={month}>{monthText(month)}</option>
                  ))}
                </select>
              </label>
            </div>
            <div class="field">
              <button class="act main">试算这个月</button>
            </div>
          </div>
        </PostForm>
      ) : null}
    </section>
  );
}

function TrialTable({ trials }: { trials: readonly TrialLine[] }) {
  return (
    <Table
      class="ledger"
      columns={[{ head: '月份' }, { head: '算到哪里' }, { head: '哪一份文本' }, { head: '开始' }]}
      rows={trials.map((one) => [
        <a href={paths.policyTrial(one.id)}>{monthText(one.month)}</a>,
        one.done ? `算完了，${one.judged} 份` : `已算 ${one.judged} / ${one.meals} 份`,
        one.current ? '现在这一份' : '以前的一份',
        momentText(one.startedAt),
      ])}
    />
  );
}

const STEP: Record<DraftStepKind, string> = { saved: '保存', sent: '送审', returned: '退回', withdrawn: '撤回', approved: '批准' };

function History({ steps }: Pick<PolicyDraftPageProps, 'steps'>) {
  return (
    <section class="card">
      <h2>办理经过</h2>
      <Table
        class="ledger"
        columns={['时间', '谁', '做了什么', '理由'].map((head) => ({ head }))}
        rows={steps.map((one) => [momentText(one.at), actorText(one.by), STEP[one.kind], one.reason ?? ''])}
      />
    </section>
  );
}
