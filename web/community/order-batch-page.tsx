import { serviceDateOf, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { LineOutcome } from '../../src/domain/order-draft.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { yuanText, type Fen } from '../../src/domain/money.ts';
import { dayAndClock, spokenMeal } from '../format.tsx';
import { paths, staticFiles } from '../paths.ts';
import { lineOutcomeText } from '../refusals.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { modeLabel } from '../text.ts';

export type BatchLine = {
  lineNo: number;
  elderId: string;
  elderName: string;
  serviceDate: ServiceDate;
  slot: MealSlot;
  runId: string;
  letter: string | null;
  mealName: string;
  mode: ServiceMode;
  selfPayFen: Fen;
  outcome: LineOutcome | null;
  orderState: OrderState | null;
};

export type OrderBatchPageProps = { frame: StaffFrame; batchId: string; confirmedAt: Instant; now: Instant; lines: readonly BatchLine[]; stuck: boolean };

/** What became of what was confirmed: those who got nothing first, by name and with the way out. */
export function OrderBatchPage(props: OrderBatchPageProps) {
  const { frame, batchId, confirmedAt, lines, stuck } = props;
  const today = serviceDateOf(props.now);
  const placed = lines.filter((one) => one.outcome === 'placed');
  const refused = lines.filter((one) => one.outcome !== null && one.outcome !== 'placed');
  const left = lines.filter((one) => one.outcome === null);
  return (
    <StaffLayout frame={frame} title="订餐结果" scripts={[staticFiles.carryOn]}>
      <h1>{left.length > 0 ? '还没有订完' : refused.length > 0 ? '订完了，有的没订成' : '都订好了'}</h1>
      {left.length > 0 ? <Left {...{ batchId, stuck }} done={lines.length - left.length} all={lines.length} /> : null}
      {refused.length > 0 ? (
        <section class="card alarm" role="alert">
          <h2>没订成的：{refused.length} 份</h2>
          <ul>
            {refused.map((line) => (
              <li class="line">
                <span>
                  <b>{line.elderName}</b> {mealText(line, today)}：{lineOutcomeText(line.outcome)}
                </span>
                <a class="act" href={paths.communityPhoneOrders({ elder: line.elderId, run: line.runId })}>
                  给{line.elderName}另订
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class={left.length === 0 && refused.length === 0 ? 'card good' : 'card'}>
        <h2>订好的：{placed.length} 份</h2>
        {placed.length === 0 ? <p class="empty">一份也没有订上。</p> : null}
        <ul>
          {placed.map((line) => (
            <li>
              <b>{line.elderName}</b> {mealText(line, today)}，{modeLabel[line.mode]}，自己付 {yuanText(line.selfPayFen)} 元
              {line.orderState === 'cancelled' ? '（后来退了）' : ''}
            </li>
          ))}
        </ul>
        <p class="hint">{dayAndClock(confirmedAt)} 确认。要退哪一份，到“电话订餐”找到本人。</p>
      </section>
      <p class="trail">
        <a href={paths.communityWeek()}>一周订餐</a>
        <a href={paths.communityChain()}>接龙</a>
        <a href={paths.communityPhoneOrders()}>电话订餐</a>
      </p>
    </StaffLayout>
  );
}

const mealText = ({ serviceDate, slot, letter, mealName }: BatchLine, today: ServiceDate) => `${spokenMeal(serviceDate, slot, today)} ${letter ?? ''} ${mealName}`;

/** The script presses this button by itself; where the last press got nowhere it waits for a person. */
function Left({ batchId, done, all, stuck }: { batchId: string; done: number; all: number; stuck: boolean }) {
  return (
    <section class="card">
      <progress class="progress" max={all} value={done} aria-label="订了多少" />
      <p role="status">
        {stuck ? '刚才没有订下去，等一会儿再接着订。' : '正在一份一份地订。'}已办 {done} 份，共 {all} 份。
      </p>
      <form method="post" action={paths.communityOrderSteps(batchId)} {...(stuck ? {} : { 'data-carry-on': '' })}>
        <button class="act main">接着订</button>
      </form>
    </section>
  );
}
