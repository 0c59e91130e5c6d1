import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { ClaimReversalReason } from '../../src/domain/claim.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { reversalReasonLabel, slotLabel } from '../text.ts';

export type WaitingClaim = {
  id: string;
  elderName: string;
  pointName: string;
  serviceDate: ServiceDate;
  slot: MealSlot;
  reason: ClaimReversalReason;
  requestedByName: string;
};

/** Claims that somebody wants taken back, for whoever else works here to look at. */
export function WaitingClaims({ waiting }: { waiting: readonly WaitingClaim[] }) {
  if (waiting.length === 0) return null;
  return (
    <section class="card alarm">
      <h2>要不要冲回，等另一位经办人来看，{waiting.length} 份</h2>
      <ul>
        {waiting.map((one) => (
          <li>
            <a href={paths.claimRequest(one.id)}>
              {one.elderName}，{dayText(one.serviceDate)}{slotLabel[one.slot]}，{one.pointName}：{reversalReasonLabel[one.reason]}，{one.requestedByName}提的
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
