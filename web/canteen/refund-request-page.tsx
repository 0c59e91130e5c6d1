import type { Instant } from '../../src/domain/calendar.ts';
import { capitalYuan, yuanText, type Fen } from '../../src/domain/money.ts';
import type { Held, MoneyOutcome } from '../../src/domain/prepaid.ts';
import { PostForm, Refusal } from '../form.tsx';
import { dayAndClock, Money } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type RefundRequestPageProps = {
  frame: StaffFrame;
  request: {
    id: string; elderName: string; operatorName: string; amountFen: Fen; reason: string; requestedAt: Instant; requestedByName: string;
    outcome: MoneyOutcome | null; decidedByName: string | null; receiptId: string | null;
  };
  held: Held;
  /** Whoever looks at it asked for it. */
  own: boolean;
  /** The hash of what is shown. */
  shown: string;
  refusal?: string;
};

/** A refund that waits for a second person, or what became of it. */
export function RefundRequestPage({ frame, request, held, own, shown, refusal }: RefundRequestPageProps) {
  return (
    <StaffLayout frame={frame} title="退款要第二个人同意">
      <h1>退款：{request.elderName}</h1>
      <Refusal words={refusal} />
      <section class="card caller">
        <p class="pay">退现金 {yuanText(request.amountFen)} 元</p>
        <p>{capitalYuan(request.amountFen)}</p>
        <dl class="facts">
          <dt>为什么退</dt>
          <dd>{request.reason}</dd>
          <dt>谁提的</dt>
          <dd>
            {request.requestedByName}，{dayAndClock(request.requestedAt)}
          </dd>
          <dt>现在有</dt>
          <dd>
            <Money fen={held.balanceFen} />
          </dd>
          <dt>存在哪里</dt>
          <dd>{request.operatorName}</dd>
        </dl>
        <Decision request={request} own={own} shown={shown} />
      </section>
      <p class="trail">
        <a href={paths.canteenPrepaid()}>预存款</a>
        <a href={paths.counter()}>登记吃饭</a>
      </p>
    </StaffLayout>
  );
}

function Decision({ request, own, shown }: Pick<RefundRequestPageProps, 'request' | 'own' | 'shown'>) {
  const { id, outcome, decidedByName, receiptId } = request;
  if (outcome === 'declined') return <p class="wrong">{decidedByName}没有同意，钱没有动。</p>;
  if (outcome === 'approved') {
    return (
      <p>
        {decidedByName}已同意，钱已退。{receiptId ? <a href={paths.receipt(receiptId)}>看退款单</a> : null}
      </p>
    );
  }
  return (
    <>
      {own ? <p class="wrong">要另一位工作人员用自己的账号打开这一页来看。先不要给钱。</p> : null}
      <div class="acts">
        {own ? null : (
          <PostForm action={paths.refundRequest(id)} hidden={{ shown, outcome: 'approved' }}>
            <button class="act main big">同意，把钱给本人，打退款单</button>
          </PostForm>
        )}
        <PostForm action={paths.refundRequest(id)} hidden={{ shown, outcome: 'declined' }}>
          <button class="act">{own ? '不退了，撤回' : '不同意'}</button>
        </PostForm>
      </div>
    </>
  );
}
