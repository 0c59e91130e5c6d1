import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { PlacementRefusal } from '../../src/domain/order.ts';
import { CALL_OUTCOMES, isOpenFailure, type CallOutcome } from '../../src/domain/standing-order.ts';
import { PostForm } from '../form.tsx';
import { clockOf, dateText, dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { standingFailureWords } from '../standing-order-text.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { callOutcomeLabel, cooksChoiceLabel, weekdaysText } from '../standing-order-text.ts';
import { modeLabel, slotLabel } from '../text.ts';
import { Pages } from './prepaid-page.tsx';

export type FailureLine = {
  standingOrderId: string;
  elderId: string;
  name: string;
  /** Masked, or in full for the one that was asked for. */
  phone: string;
  inFull: boolean;
  slot: MealSlot;
  mode: ServiceMode;
  serviceDate: ServiceDate;
  refused: PlacementRefusal;
  calls: readonly { number: number; outcome: CallOutcome; note: string; calledAt: Instant; calledByName: string }[];
};

export type StandingLine = { id: string; elderId: string; name: string; slot: MealSlot; weekdays: string; mode: ServiceMode; setMealName: string | null; pointName: string; pausedUntil: ServiceDate | null };

export type CanteenStandingPageProps = {
  frame: StaffFrame;
  today: ServiceDate;
  failures: readonly FailureLine[];
  standing: readonly StandingLine[];
  all: number;
  several: boolean;
  page: number;
  pages: number;
};

/** Who could not be ordered for comes first: somebody waits for a meal that will not come. Below, everybody who orders here day after day. */
export function CanteenStandingPage(props: CanteenStandingPageProps) {
  const { frame, failures, standing, all, page, pages } = props;
  const [open, done] = [failures.filter((one) => isOpenFailure(lastOf(one))), failures.filter((one) => !isOpenFailure(lastOf(one)))];
  return (
    <StaffLayout frame={frame} title="长期订餐">
      <h1>长期订餐</h1>
      {open.length > 0 ? (
        <section class="card alarm">
          <h2>{open.length} 顿没有订上，要打电话</h2>
          <ul>
            {open.map((one) => (
              <Failure one={one} today={props.today} />
            ))}
          </ul>
        </section>
      ) : (
        <p class="done-line">今天和后面几天，该订的都订上了。</p>
      )}
      {done.length > 0 ? <Done done={done} today={props.today} /> : null}
      <section class="card">
        <h2>在这里长期订餐的，{all} 份</h2>
        {all === 0 ? (
          <p class="empty">还没有。老人在订好的饭下面按“每天都来一份”，或者在“登记吃饭”找到本人，按“长期订餐”。</p>
        ) : (
          <>
            <StandingTable {...{ standing }} several={props.several} />
            <Pages page={page} pages={pages} hrefOf={(other) => paths.canteenStandingOrders({ page: other })} />
          </>
        )}
      </section>
    </StaffLayout>
  );
}

const lastOf = ({ calls }: FailureLine) => ({ last: calls.at(-1)?.outcome ?? null });
const mealOf = ({ serviceDate, slot, mode }: FailureLine, today: ServiceDate) => `${serviceDate === today ? '今天' : dayText(serviceDate, today)} ${slotLabel[slot]}，${modeLabel[mode]}`;

function Failure({ one, today }: { one: FailureLine; today: ServiceDate }) {
  const { standingOrderId, serviceDate, calls } = one;
  return (
    <li id={`${standingOrderId}-${serviceDate}`}>
      <p>
        <a href={paths.canteenArrangements({ elder: one.elderId })}>
          <b>{one.name}</b>
        </a>
        ，{mealOf(one, today)}：{standingFailureWords[one.refused].staff}。
      </p>
      {calls.map((call) => (
        <p>
          {clockOf(call.calledAt)} {call.calledByName}：{callOutcomeLabel[call.outcome]}
          {call.note === '' ? null : `，${call.note}`}
        </p>
      ))}
      <Phone one={one} />
      <PostForm action={paths.canteenStandingCalls(standingOrderId)} hidden={{ date: serviceDate, number: String((calls.at(-1)?.number ?? 0) + 1) }}>
        <div class="field">
          <label>
            怎么安排的（可不填）
            <input name="note" type="text" autocomplete="off" maxlength={100} />
          </label>
        </div>
        <p class="acts">
          {CALL_OUTCOMES.map((outcome) => (
            <button class="act" name="outcome" value={outcome}>
              {callOutcomeLabel[outcome]}
            </button>
          ))}
        </p>
      </PostForm>
    </li>
  );
}

function Phone({ one }: { one: FailureLine }) {
  if (one.phone === '') return <p>没有登记电话，请找社区或邻居带话。</p>;
  if (one.inFull) {
    return (
      <p class="pay">
        <a href={`tel:${one.phone.replaceAll('-', '')}`}>{one.phone}</a>
      </p>
    );
  }
  return (
    <PostForm action={paths.canteenStandingLook(one.standingOrderId)} hidden={{ date: one.serviceDate }}>
      <p class="acts">
        <span>电话 {one.phone}</span>
        <button class="act">看全号码，会记下谁看的</button>
      </p>
    </PostForm>
  );
}

function Done({ done, today }: { done: readonly FailureLine[]; today: ServiceDate }) {
  return (
    <section class="card good">
      <h2>没订上，已经办好的</h2>
      <ul>
        {done.map((one) => {
          const last = one.calls.at(-1);
          return (
            <li>
              {one.name}，{mealOf(one, today)}：{last ? `${callOutcomeLabel[last.outcome]}${last.note === '' ? '' : `，${last.note}`}，${last.calledByName} ${clockOf(last.calledAt)}` : ''}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function StandingTable({ standing, several }: { standing: readonly StandingLine[]; several: boolean }) {
  const columns = [{ head: '姓名' }, { head: '哪几天' }, { head: '吃什么' }, { head: '方式' }, { head: '现在' }, ...(several ? [{ head: '在哪里' }] : [])];
  return (
    <Table
      class="ledger"
      columns={columns}
      rows={standing.map((one) => [
        <a href={paths.canteenArrangements({ elder: one.elderId })}>{one.name}</a>,
        `${weekdaysText(one.weekdays)}${slotLabel[one.slot]}`,
        one.setMealName ?? cooksChoiceLabel,
        modeLabel[one.mode],
        stateText(one.pausedUntil),
        ...(several ? [one.pointName] : []),
      ])}
    />
  );
}

function stateText(pausedUntil: ServiceDate | null): string {
  if (pausedUntil === null) return '订着';
  return pausedUntil.startsWith('9999') ? '停着，没定到哪天' : `停到 ${dateText(pausedUntil)}`;
}
