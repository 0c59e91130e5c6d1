import type { Instant, Month } from '../../src/domain/calendar.ts';
import type { ClaimOutcome, ClaimReversalReason, ClaimReversalRefusal } from '../../src/domain/claim.ts';
import type { LineBill } from '../../src/domain/statement.ts';
import { PostForm, Refusal } from '../form.tsx';
import { dayAndClock, monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { reversalReasonLabel } from '../text.ts';
import { claimTitle, type ClaimOrder, type OwnShare } from './claim-form-page.tsx';
import { ClaimLines } from './claim-lines.tsx';
import { claimRefusalText } from './claim-text.ts';

export type ClaimRequestPageProps = {
  frame: StaffFrame;
  order: ClaimOrder;
  request: {
    id: string;
    reason: ClaimReversalReason;
    note: string;
    requestedAt: Instant;
    requestedByName: string;
    outcome: ClaimOutcome | null;
    decidedAt: Instant | null;
    decidedByName: string | null;
  };
  payers: readonly { code: string; name: string }[];
  /** `period`: null where it can no longer be taken back. */
  back: { lines: LineBill; period: Month | null; own: OwnShare };
  /** Why it can no longer be taken back. */
  gone: ClaimReversalRefusal | null;
  own: boolean;
  shown: string;
  refusal?: string;
};

/** The second official sees exactly what will be taken back, and why. */
export function ClaimRequestPage(props: ClaimRequestPageProps) {
  const { frame, order, request, back, payers, refusal } = props;
  return (
    <StaffLayout frame={frame} title="冲回">
      <nav class="trail" aria-label="返回">
        <a href={paths.civilOrder(order.id)}>← 这一单</a>
        <a href={paths.civil()}>月度结算</a>
      </nav>
      <h1>{claimTitle(order)}</h1>
      <Refusal words={refusal} />
      <section class="card">
        <dl class="facts">
          <dt>助餐点</dt>
          <dd>{order.pointName}</dd>
          <dt>为什么</dt>
          <dd>{reversalReasonLabel[request.reason]}</dd>
          <dt>凭什么</dt>
          <dd>{request.note}</dd>
          <dt>谁提的</dt>
          <dd>
            {request.requestedByName}，{dayAndClock(request.requestedAt)}
          </dd>
          {back.period === null ? null : (
            <>
              <dt>记在</dt>
              <dd>{monthText(back.period)}的结算单</dd>
            </>
          )}
        </dl>
        <ClaimLines lines={back.lines} payers={payers} foot="冲回合计" />
        <OwnBack own={back.own} />
        <Decision {...props} />
      </section>
    </StaffLayout>
  );
}

function OwnBack({ own }: { own: OwnShare }) {
  if (!own) return null;
  const amount = `${yuanGrouped(own.fen)} 元`;
  return <p>{own.payBy === 'prepaid' ? `自付的 ${amount}退回本人的预存款。` : `自付的 ${amount}是现金，由食堂退给本人或家里人，从钱箱里记出。`}</p>;
}

function Decision({ request, own, gone, shown }: ClaimRequestPageProps) {
  if (request.outcome !== null) {
    const when = request.decidedAt === null ? '' : `，${dayAndClock(request.decidedAt)}`;
    return <p class={request.outcome === 'confirmed' ? 'done-line' : ''}>{`${request.decidedByName ?? ''}${when}：${request.outcome === 'confirmed' ? '属实，已经冲回。' : '没有冲回，账没有动。'}`}</p>;
  }
  const confirms = !own && gone === null;
  return (
    <>
      {gone === null ? null : <p class="wrong">{claimRefusalText[gone]}</p>}
      {own ? <p>自己提的，要另一位经办人来看。</p> : null}
      <div class="acts">
        {confirms ? (
          <PostForm action={paths.claimRequest(request.id)} hidden={{ shown, outcome: 'confirmed' }}>
            <button class="act main">属实，冲回</button>
          </PostForm>
        ) : null}
        <PostForm action={paths.claimRequest(request.id)} hidden={{ shown, outcome: 'declined' }}>
          <button class="act">{own ? '不冲了，撤回' : '不属实，不冲回'}</button>
        </PostForm>
      </div>
    </>
  );
}
