import type { Child } from 'hono/jsx';
import type { Instant } from '../../src/domain/calendar.ts';
import type { ReceiptKind } from '../../src/domain/prepaid.ts';
import { stoppedAtWork, stoppedMoney } from '../books-stop-text.ts';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';

/** `stoppedSince`: since when its books stand still. */
export type StoppablePoint = { name: string; stoppedSince: Instant | null };

/** Above everything that a stop refuses, before anything is typed or taken: since when, and what to do meanwhile. */
export function StoppedNotice({ points }: { points: readonly StoppablePoint[] }) {
  return (
    <>
      {points.map(({ name, stoppedSince }) =>
        stoppedSince === null ? null : (
          <Stopped what={`${name}的账`} since={stoppedSince}>
            <p>{stoppedAtWork}补登记的期限会往后延，停多久延多久。</p>
            <p>
              <a class="act" href={paths.canteenStandingOrders()}>
                长期订餐没订上的人
              </a>
            </p>
          </Stopped>
        ),
      )}
    </>
  );
}

/** Money beside meals: it rests with its point, and with the whole county where that stands still. */
export function MoneyStoppedNotice({ kind, since }: { kind: ReceiptKind; since: Instant }) {
  return (
    <Stopped what="充值、退款" since={since}>
      <p>账没有对上，民政在查。{stoppedMoney[kind]}</p>
    </Stopped>
  );
}

function Stopped({ what, since, children }: { what: string; since: Instant; children: Child }) {
  return (
    <section class="card alarm" aria-label="账停着">
      <p class="wrong">
        {what}从 {dayAndClock(since)} 停着。
      </p>
      {children}
    </section>
  );
}
