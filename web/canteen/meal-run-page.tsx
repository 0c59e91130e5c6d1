import { serviceDateOf, type Instant } from '../../src/domain/calendar.ts';
import type { ChangeCount } from '../../src/domain/change-sheet.ts';
import type { RunFigures } from '../../src/domain/canteen-day.ts';
import { takesOrders, type MealRun } from '../../src/domain/meal-run.ts';
import type { ServiceMode } from '../../src/domain/meal-slot.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { clockOf, dayText, Money } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { modeLabel, orderStateLabel, slotLabel } from '../text.ts';
import { CareWords, type Care } from './care-words.tsx';
import { changeCountText } from './change-text.ts';
import { RunTag } from './run-tag.tsx';

export type NamedOrder = {
  orderId: string;
  orderNo: number;
  name: string;
  letter: string;
  care: Care;
  hasAddress: boolean;
  selfPayFen: Fen;
  state: OrderState;
};

export type MealRunPageProps = {
  frame: StaffFrame;
  run: MealRun;
  now: Instant;
  figures: RunFigures;
  /** A 红烧茄子套餐：红烧茄子、米饭 */
  meals: readonly { letter: string; name: string; dishes: readonly string[] }[];
  byMode: readonly { mode: ServiceMode; orders: readonly NamedOrder[] }[];
  walkIns: readonly NamedOrder[];
  cancelled: readonly NamedOrder[];
  /** Since the paper was printed. */
  changed: ChangeCount;
  late: readonly LateOrder[];
};

/** An order taken after the cut-off: by whom, when and why. */
export type LateOrder = { orderNo: number; name: string; state: OrderState; by: string; at: Instant; reason: string };

const COLUMNS = [
  { head: '号', numeric: true },
  { head: '姓名', class: 'who' },
  { head: '套餐', class: 'short' },
  { head: '要当心的', class: 'mind' },
  { head: '本人付', numeric: true, class: 'short' },
  { head: '现在', class: 'short' },
];

/** Everybody of one run, by the way in which the meal reaches them. */
export function MealRunPage(props: MealRunPageProps) {
  const { frame, run, now, figures } = props;
  const title = `${slotLabel[run.slot]}名单`;
  return (
    <StaffLayout frame={frame} title={title}>
      <div class="head">
        <div>
          <h1>
            {dayText(run.serviceDate, serviceDateOf(now))} {title}
          </h1>
          <RunTag run={run} now={now} />
        </div>
        <Actions run={run} now={now} />
      </div>
      <ChangedAlarm runId={run.id} changed={props.changed} />
      <Figures figures={figures} />
      <ul class="card">
        {props.meals.map((meal) => (
          <li>
            <b>{meal.letter}</b> {meal.name}：{meal.dishes.join('、')}
          </li>
        ))}
      </ul>
      {props.byMode.map(({ mode, orders }) => (
        <NamesCard id={mode} title={modeLabel[mode]} orders={orders} />
      ))}
      {figures.ordered === 0 ? <p class="card empty">还没有人订这一餐。订了的人，名字、要当心的和应收的钱都在这里。</p> : null}
      <LateCard orders={props.late} />
      <NamesCard id="walk_in" title="没订来吃" orders={props.walkIns} />
      <NamesCard id="cancelled" title="退订了" orders={props.cancelled} />
    </StaffLayout>
  );
}

/** Where the kitchen still has paper that says something else. */
function ChangedAlarm({ runId, changed }: { runId: string; changed: ChangeCount }) {
  const words = changeCountText(changed);
  if (words === '') return null;
  return (
    <section class="card alarm">
      <p>
        <b>印出后有变动（{words}）</b>，厨房手里的单子还没改。
      </p>
      <p class="acts">
        <a class="act main" href={paths.sheets(runId)}>
          去打变更单
        </a>
      </p>
    </section>
  );
}

function LateCard({ orders }: { orders: readonly LateOrder[] }) {
  if (orders.length === 0) return null;
  return (
    <section class="card" id="late">
      <Table
        caption={`过了截止补订的，${orders.length} 位`}
        class="names"
        columns={[{ head: '号', numeric: true }, { head: '姓名', class: 'who' }, { head: '谁补的' }, { head: '几点', class: 'short' }, { head: '为什么', class: 'mind' }, { head: '现在', class: 'short' }]}
        rows={orders.map(({ orderNo, name, by, at, reason, state }) => [orderNo, name, by, clockOf(at), reason, orderStateLabel[state]])}
      />
    </section>
  );
}

function Actions({ run, now }: { run: MealRun; now: Instant }) {
  return (
    <p class="acts">
      {run.state === 'open' ? (
        <a class={takesOrders(run, now) ? 'act' : 'act main'} href={paths.closing(run.id)}>
          截止并打印
        </a>
      ) : (
        <a class="act main" href={paths.sheets(run.id)}>
          打印单
        </a>
      )}
      <a class="act" href={paths.canteen(run.serviceDate)}>
        回到这一天
      </a>
    </p>
  );
}

function Figures({ figures }: { figures: RunFigures }) {
  const shown: [number, string][] = [
    [figures.ordered, '订了'],
    [figures.delivery, '要送'],
    [figures.unassigned, '没有地址'],
    [figures.mustChange, '要换菜'],
    [figures.eaten, '吃了'],
    [figures.missed, '没来'],
    [figures.walkIns, '没订来吃'],
  ];
  return (
    <section class="card figures" aria-label="份数">
      {shown.map(([count, word]) => (
        <div class="figure">
          <b>{count}</b>
          <small>{word}</small>
        </div>
      ))}
    </section>
  );
}

function NamesCard({ id, title, orders }: { id: string; title: string; orders: readonly NamedOrder[] }) {
  if (orders.length === 0) return null;
  const caption = `${title}，${orders.length} 位`;
  return (
    <section class="card" id={id}>
      <Table
        caption={caption}
        class="names"
        columns={COLUMNS}
        rows={orders.map((order) => [
          order.orderNo,
          order.name,
          order.letter,
          <Mind order={order} home={id === 'home_delivery'} />,
          <Money fen={order.selfPayFen} />,
          orderStateLabel[order.state],
        ])}
        rowClass={(index) => rowClass(orders[index])}
      />
    </section>
  );
}

function Mind({ order, home }: { order: NamedOrder; home: boolean }) {
  return (
    <>
      <CareWords {...order.care} />
      {home && !order.hasAddress ? <b class="clash">没有地址，先打电话</b> : null}
    </>
  );
}

function rowClass(order: NamedOrder | undefined): string | undefined {
  if (order?.state === 'handed_over') return 'done';
  return order && order.care.clashes.length > 0 ? 'clashes' : undefined;
}
