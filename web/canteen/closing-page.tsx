import { serviceDateOf, type Instant } from '../../src/domain/calendar.ts';
import type { MealCount } from '../../src/domain/meal-count.ts';
import { takesOrders, type MealRun } from '../../src/domain/meal-run.ts';
import { SERVICE_MODES } from '../../src/domain/meal-slot.ts';
import { PostForm } from '../form.tsx';
import { clockOf, clockSeenFrom, dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { modeLabel, slotLabel } from '../text.ts';
import { CountTable } from './count-table.tsx';

export type ClosingPageProps = {
  frame: StaffFrame;
  run: MealRun;
  now: Instant;
  count: MealCount;
  /** Orders so young that their people may still undo them. */
  fresh: readonly { name: string; orderNo: number; placedAt: Instant }[];
};

/** What will be frozen, before it is. */
export function ClosingPage({ frame, run, now, count, fresh }: ClosingPageProps) {
  const meal = `${dayText(run.serviceDate, serviceDateOf(now))} ${slotLabel[run.slot]}`;
  return (
    <StaffLayout frame={frame} title={`截止${slotLabel[run.slot]}`}>
      <h1>{meal}，现在截止吗？</h1>
      <EarlyWarning run={run} now={now} />
      <FreshOrders run={run} fresh={fresh} />
      <section class="card">
        <div class="figures">
          <div class="figure">
            <b>{count.total}</b>
            <small>要做（份）</small>
          </div>
          {SERVICE_MODES.map((mode) => (
            <div class="figure">
              <b>{count.byMode[mode]}</b>
              <small>{modeLabel[mode]}</small>
            </div>
          ))}
          <div class="figure">
            <b>{count.mustChange.length}</b>
            <small>要换菜</small>
          </div>
        </div>
        {count.total > 0 ? <CountTable count={count} /> : <p class="empty">还没有人订这一餐。现在截止，就一份也不做。</p>}
      </section>
      <section class="card">
        <p>截止以后，这些份数就定了：不能再订，也不能再退，厨房照着做。没订来吃的人照样可以在“登记吃饭”里登记。</p>
        <PostForm action={paths.closing(run.id)} class="acts">
          <button class="act main big">截止，去打印</button>
          <a class="act" href={paths.canteenMealRun(run.id)}>
            先不截止，看名单
          </a>
        </PostForm>
      </section>
    </StaffLayout>
  );
}

function EarlyWarning({ run, now }: { run: MealRun; now: Instant }) {
  if (!takesOrders(run, now)) return null;
  return (
    <section class="card alarm">
      <h2>还没到截止的时间</h2>
      <p>
        现在 {serviceDateOf(now) === run.serviceDate ? '' : `${dayText(serviceDateOf(now))} `}
        {clockOf(now)}，已经告诉大家 {clockSeenFrom(run.serviceDate, run.cutoffAt)} 以前能订、能退。提前截止，后面的人就订不上了。
      </p>
    </section>
  );
}

function FreshOrders({ run, fresh }: { run: MealRun; fresh: ClosingPageProps['fresh'] }) {
  if (fresh.length === 0) return null;
  return (
    <section class="card alarm">
      <h2>刚订的 {fresh.length} 位，还可能退</h2>
      <p>
        {fresh.map((order) => `${order.name}（${order.orderNo} 号，${clockOf(order.placedAt)} 订）`).join('、')}
        {`。订了不到 ${run.undoMinutes} 分钟，现在截止，这时候就退不了了。`}
      </p>
    </section>
  );
}
