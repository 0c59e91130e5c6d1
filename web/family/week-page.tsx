import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { Diet } from '../../src/domain/diet.ts';
import type { WeekDay, WeekOrder, WeekSums } from '../../src/domain/family-week.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { PlacementRefusal } from '../../src/domain/order.ts';
import { dayText, spokenInstant, spokenMoney } from '../format.tsx';
import { askMoreText, familyStateText } from '../family-text.ts';
import { paths } from '../paths.ts';
import { dietItemText, modeLabel, slotLabel, textureLabel } from '../text.ts';
import { FamilyLayout, type FamilyFrame } from './family-layout.tsx';
import { Failed, standingTitle } from './standing-page.tsx';

export type FamilyOrderLine = WeekOrder & { orderId: string; name: string; mode: ServiceMode; /** 您 · 儿子 · 本人 */ doer: string; cancelledBy: string | null };

export type FamilyWeekPageProps = {
  frame: FamilyFrame;
  elderId: string;
  /** 妈妈 李秀英; on an elder's own plain page: 您. */
  who: string;
  point: { name: string; phone: string };
  today: ServiceDate;
  /** The Monday of this week and of the two beside it. */
  week: { from: ServiceDate; before: ServiceDate; after: ServiceDate };
  days: readonly WeekDay<FamilyOrderLine>[];
  sums: WeekSums;
  prepaidFen: Fen | null;
  diet: Diet;
  standing: readonly { id: string; slot: MealSlot; weekdays: string; setMealName: string | null; mode: ServiceMode }[];
  pause: { from: ServiceDate; resume: ServiceDate | null } | null;
  /** The days that a standing order names and that could not be ordered. */
  failures: readonly { slot: MealSlot; serviceDate: ServiceDate; refused: PlacementRefusal }[];
  /** Whether her consent names standing orders and the diet. */
  mayArrange: boolean;
  /** The family member's own binding, to let go of; null on an elder's own page. */
  bindingId: string | null;
};

/** Seven days of one elder: what is coming, what was eaten, who paid what. */
export function FamilyWeekPage(props: FamilyWeekPageProps) {
  const { frame, who, elderId, week, days, point, bindingId } = props;
  return (
    <FamilyLayout title="这一周" frame={frame}>
      <div class="head">
        <h1>{who}的一周</h1>
        <nav class="trail" aria-label="哪一周">
          <a href={paths.familyWeek(elderId, week.before)}>上一周</a>
          <a href={paths.familyWeek(elderId)}>本周</a>
          <a href={paths.familyWeek(elderId, week.after)}>下一周</a>
        </nav>
      </div>
      <Sums {...props} />
      <Standing {...props} />
      {days.map((day) => (
        <DayCard {...props} day={day} />
      ))}
      <section class="card">
        <h2>忌口</h2>
        <p>{dietText(props.diet)}</p>
        {props.mayArrange ? (
          <p class="acts">
            <a class="act" href={paths.familyDiet(elderId)}>
              记忌口、过敏
            </a>
          </p>
        ) : (
          <p class="hint">
            要改，打{point.name}的电话 <a href={`tel:${point.phone.replaceAll('-', '')}`}>{point.phone}</a>。
          </p>
        )}
      </section>
      {bindingId ? (
        <p>
          <a class="quiet" href={paths.bindingWithdrawal(bindingId)}>
            不再照看了
          </a>
        </p>
      ) : null}
    </FamilyLayout>
  );
}

function Sums({ sums, prepaidFen }: FamilyWeekPageProps) {
  const figures: [string, string][] = [
    [String(sums.coming), '顿订好了'],
    [String(sums.eaten), '顿吃过了'],
    [spokenMoney(sums.paidFen), '自己付了'],
    [spokenMoney(sums.subsidyFen), '补贴了'],
    ...(prepaidFen === null ? [] : [[spokenMoney(prepaidFen), '预存款余额'] satisfies [string, string]]),
  ];
  return (
    <section class="card" aria-label="这一周一共">
      <div class="figures">
        {figures.map(([figure, word]) => (
          <div class="figure">
            <b>{figure}</b>
            <small>{word}</small>
          </div>
        ))}
      </div>
    </section>
  );
}

/** What is ordered day after day, in a line each, and what of it could not be ordered. */
function Standing({ standing, pause, failures, mayArrange, elderId, today, days, point }: FamilyWeekPageProps) {
  const open = days.flatMap((day) => day.open.map((run) => ({ slot: run.slot, date: run.serviceDate, runId: run.id })));
  return (
    <section class="card">
      <h2>长期订餐</h2>
      {failures.map(({ slot, serviceDate: date, refused }) => (
        <Failed {...{ elderId, slot, today, point }} days={[{ date, is: 'failed', refused }]} open={open.filter((run) => run.slot === slot)} />
      ))}
      {standing.map((one) => (
        <p>{standingTitle(one)}</p>
      ))}
      {standing.length > 0 && pause ? (
        <p>
          {pause.from <= today ? '现在停着' : `${dayText(pause.from, today)}起停`}，{pause.resume === null ? '哪天接着吃还没定' : `${dayText(pause.resume, today)}接着吃`}。
        </p>
      ) : null}
      {mayArrange ? (
        <p class="acts">
          <a class="act" href={paths.familyArrangements(elderId)}>
            {standing.length > 0 ? '停一天、停几天、改' : '把饭天天订着'}
          </a>
        </p>
      ) : (
        <p class="hint">{askMoreText}</p>
      )}
    </section>
  );
}

function DayCard({ day, today, elderId }: FamilyWeekPageProps & { day: WeekDay<FamilyOrderLine> }) {
  const nothing = day.orders.length === 0 && day.open.length === 0;
  return (
    <section class={day.date === today ? 'card good' : 'card'}>
      <h2>
        {dayText(day.date, today)}
        {day.date === today ? '，今天' : ''}
      </h2>
      {nothing ? <p class="hint">{day.date <= today ? '没有订饭。' : '没有能订的饭。'}</p> : null}
      <ul>
        {day.orders.map((order) => (
          <li class="line">
            <span>
              <b>{slotLabel[order.slot]}</b> {order.name}，{modeLabel[order.mode]}，{order.doer}订的
              <br />
              <span class={`tag ${tag[order.state]}`}>{familyStateText[order.state]}</span> {moneyText(order)}
            </span>
            <a class="act" href={paths.familyOrder(elderId, order.orderId)} aria-label={`${lookText(order)}，${dayText(day.date, today)}的${slotLabel[order.slot]}`}>
              {lookText(order)}
            </a>
          </li>
        ))}
        {day.open.map((run) => (
          <li class="line">
            <span>
              <b>{slotLabel[run.slot]}</b> 还没有订
              <br />
              <small>{spokenInstant(run.cutoffAt, today)}以前能订</small>
            </span>
            <a class="act main" href={paths.familyMeal(elderId, run.id)} aria-label={`订${slotLabel[run.slot]}，${dayText(day.date, today)}`}>
              订{slotLabel[run.slot]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

const lookText = ({ state }: FamilyOrderLine) => (state === 'placed' ? '看看，退订' : '看看');

const tag = { placed: 'open', handed_over: 'done', missed: 'danger', cancelled: 'shut' } as const;

function moneyText({ state, subsidyFen, selfPayFen, payBy, noShowRule, cancelledBy }: FamilyOrderLine): string {
  if (state === 'cancelled') return cancelledBy ? `${cancelledBy}退的，不收钱` : '不收钱';
  if (state === 'missed') return payBy === 'prepaid' && noShowRule === 'keep_self_pay' ? `按规定扣了 ${spokenMoney(selfPayFen)}` : '没有收钱';
  const verb = state === 'handed_over' ? '付了' : '付';
  return `补贴 ${spokenMoney(subsidyFen)}，自己${verb} ${spokenMoney(selfPayFen)}`;
}

/** The same as a sentence of its own. */
export function dietSentence(diet: Diet): string {
  const told = diet.items.length > 0 || diet.texture !== 'regular' || diet.feedingHelp;
  return told || diet.askedAt === null ? `忌口：${dietText(diet)}` : dietText(diet);
}

/** What she must not or will not eat; why, nobody is told. */
export function dietText({ items, texture, feedingHelp, askedAt }: Diet): string {
  const parts = [...items.map(dietItemText), ...(texture === 'regular' ? [] : [`要${textureLabel[texture]}`]), ...(feedingHelp ? ['要人喂'] : [])];
  if (parts.length > 0) return `${parts.join('；')}。`;
  return askedAt === null ? '还没有问过。' : '没有忌口。';
}
