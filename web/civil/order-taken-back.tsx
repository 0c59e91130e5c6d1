import type { Instant, Month } from '../../src/domain/calendar.ts';
import { claimedFen, type ClaimOutcome, type ClaimReversalReason } from '../../src/domain/claim.ts';
import { Acts } from '../acts.tsx';
import { dayAndClock, monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import { reversalReasonLabel } from '../text.ts';
import type { OrderTrailPageProps } from './order-page.tsx';

export type OrderReversal = { period: Month; reason: ClaimReversalReason; note: string; at: Instant; by: string };
export type OrderClaimRequest = { id: string; reason: ClaimReversalReason; requestedAt: Instant; requestedByName: string; outcome: ClaimOutcome | null };

/** Whether this claim was taken back, is to be, or can be. */
export function TakenBack({ order, split, reversal, claimRequests }: OrderTrailPageProps) {
  const claimed = order.state === 'handed_over' && claimedFen({ split, beside: order.beside }) > 0;
  const waits = claimRequests.some((one) => one.outcome === null);
  if (!claimed && !reversal && claimRequests.length === 0) return null;
  return (
    <section class={reversal ? 'card alarm' : 'card'}>
      <h2>冲回</h2>
      {reversal ? (
        <p>
          已经冲回，记在 {monthText(reversal.period)}的结算单上：{reversalReasonLabel[reversal.reason]}（{reversal.note}），{reversal.by}，{dayAndClock(reversal.at)}。
        </p>
      ) : null}
      {claimRequests.map((one) => (
        <p>
          <a href={paths.claimRequest(one.id)}>
            {one.requestedByName}提的，{dayAndClock(one.requestedAt)}，{reversalReasonLabel[one.reason]}
          </a>
          ，{outcomeText(one.outcome)}
        </p>
      ))}
      {claimed && !reversal && !waits ? (
        <p>
          <Acts>
            <a class="act" href={paths.claimRequests(order.id)}>
              这一份不该申领，要冲回
            </a>
          </Acts>
        </p>
      ) : null}
    </section>
  );
}

function outcomeText(outcome: ClaimOutcome | null): string {
  if (outcome === null) return '等另一位经办人来看';
  return outcome === 'confirmed' ? '已同意' : '没有冲回';
}
