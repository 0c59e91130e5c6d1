import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { DraftStepKind } from '../../src/domain/policy-draft.ts';
import { Acts } from '../acts.tsx';
import { paths } from '../paths.ts';
import { spanText } from '../policy-words.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { actorText } from '../text.ts';
import { momentText } from './statement-csv.ts';

export type VersionLine = {
  id: string;
  title: string;
  documentNo: string;
  issuer: string;
  borrowedFrom: string | null;
  fromDate: ServiceDate;
  end: ServiceDate | null;
  preparedBy: string;
  approvedBy: string;
  holds: 'today' | 'later' | 'past';
};
export type PolicyLine = { id: string; title: string; versions: readonly VersionLine[] };
export type DraftLine = { id: string; title: string; from: string; kind: DraftStepKind; by: string; at: Instant };

export type PoliciesPageProps = {
  frame: StaffFrame;
  policies: readonly PolicyLine[];
  /** Null for an office that has no say in the county's policies. */
  drafts: readonly DraftLine[] | null;
};

/** Which rules hold, which are coming, and who must act on what is being prepared. */
export function PoliciesPage({ frame, policies, drafts }: PoliciesPageProps) {
  return (
    <StaffLayout frame={frame} title="补贴办法">
      <div class="head">
        <h1>补贴办法</h1>
        {drafts === null ? null : (
          <Acts>
            <a class="act main" href={paths.newPolicyDraft()}>
              拟一份新办法
            </a>
          </Acts>
        )}
      </div>
      {drafts === null ? null : (
        <nav class="trail" aria-label="办法里写的">
          <a href={paths.payers()}>出资方</a>
          <a href={paths.categories()}>困难类别</a>
        </nav>
      )}
      {drafts === null ? null : <Drafts drafts={drafts} />}
      {policies.length === 0 ? (
        <section class="card">
          <p class="empty">还没有补贴办法。拟一份，由另一位经办人批准，从执行日起，订餐就按它算补贴。</p>
        </section>
      ) : null}
      {policies.map((policy) => (
        <Policy policy={policy} mayDraft={drafts !== null} />
      ))}
    </StaffLayout>
  );
}

const HOLDS = { today: '今天执行', later: '还没开始', past: '已停止' } as const;

function Policy({ policy, mayDraft }: { policy: PolicyLine; mayDraft: boolean }) {
  const now = policy.versions.find((one) => one.holds === 'today') ?? policy.versions[0];
  return (
    <section class="card">
      <div class="head">
        <h2>{policy.title}</h2>
        {mayDraft && now ? (
          <Acts>
            <a class="act" href={paths.newPolicyDraft(now.id)}>
              从这一版起草
            </a>
          </Acts>
        ) : null}
      </div>
      <Table
        class="ledger"
        columns={['版本', '执行的日子', '文件', '谁拟、谁批'].map((head) => ({ head }))}
        rows={policy.versions.map((one) => [
          <>
            <a href={paths.policyVersion(one.id)}>看这一版</a> <span class={one.holds === 'today' ? 'tag done' : 'tag shut'}>{HOLDS[one.holds]}</span>
          </>,
          spanText(one.fromDate, one.end),
          `${one.issuer}，${one.documentNo}${one.borrowedFrom ? `（演示借用自${one.borrowedFrom}）` : ''}`,
          `${actorText(one.preparedBy)}拟，${actorText(one.approvedBy)}批`,
        ])}
      />
    </section>
  );
}

/** Whose turn it is. */
export function turnText({ kind, by }: Pick<DraftLine, 'kind' | 'by'>): string {
  const who = actorText(by);
  return {
    saved: `${who}在拟，拟好送审`,
    sent: `${who}送审，等另一位经办人看过再批`,
    returned: `${who}退回，等拟稿人改`,
    withdrawn: `${who}撤回了`,
    approved: `${who}批准了`,
  }[kind];
}

function Drafts({ drafts }: { drafts: readonly DraftLine[] }) {
  return (
    <section class="card">
      <h2>草稿</h2>
      {drafts.length === 0 ? (
        <p class="empty">没有正在拟的办法。从现行的一版起草，改几个数，就可以先在上个月的餐上试算。</p>
      ) : (
        <Table
          class="ledger"
          columns={['草稿', '拟从哪天起', '轮到谁', '最后一步'].map((head) => ({ head }))}
          rows={drafts.map((one) => [
            <a href={paths.policyDraft(one.id)}>{one.title}</a>,
            one.from,
            <span class={one.kind === 'sent' ? 'tag danger' : 'tag shut'}>{turnText(one)}</span>,
            momentText(one.at),
          ])}
        />
      )}
    </section>
  );
}
