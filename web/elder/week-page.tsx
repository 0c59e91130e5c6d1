import { addDays, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { OwnWeek, WeekMeal } from '../../src/domain/own-week.ts';
import { monthAndDay, spokenFrom, spokenMeal, spokenMoney } from '../format.tsx';
import { paths } from '../paths.ts';
import { modeSpoken } from '../text.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';
import { payText } from './meal-offer.tsx';

type Meal = WeekMeal & { orderId: string; slot: MealSlot; mode: ServiceMode; name: string; serveFromAt: Instant };

export type WeekPageProps = {
  frame: ElderFrame;
  callAs: string;
  today: ServiceDate;
  week: OwnWeek<Meal>;
  /** The week that it is. */
  now: boolean;
  /** Whether an earlier one can be looked at. */
  earlier: boolean;
};

const AT_ONCE = 3;

/** Her week in plain words: three figures, what is coming, and what was, folded away. */
export function WeekPage({ frame, callAs, today, week, now, earlier }: WeekPageProps) {
  const title = now ? '这一周' : '那一周';
  return (
    <ElderLayout frame={frame} title={now ? '我这一周' : '以前的一周'} footnote={`从 ${monthAndDay(week.monday)}到 ${monthAndDay(week.sunday)}，星期一到星期日。`}>
      <Question phrases={now ? [`${callAs}，`, '您这一周'] : [monthAndDay(week.monday), '起的那一周']} />
      <Figures week={week} title={title} />
      {now ? <Coming week={week} today={today} /> : null}
      <Past week={week} today={today} />
      {earlier ? (
        <a class="plain" href={paths.ownWeek(addDays(week.monday, -7))}>
          再往前一周
        </a>
      ) : null}
      {now ? null : (
        <a class="plain" href={paths.ownWeek()}>
          看这一周
        </a>
      )}
      <a class="plain" href={paths.home()}>
        回到开头
      </a>
    </ElderLayout>
  );
}

function Figures({ week, title }: { week: OwnWeek<Meal>; title: string }) {
  if (week.past.length === 0) return <p>{title}还没有吃过。</p>;
  return (
    <div class="slip">
      <div>
        {title}吃了 <b>{week.eaten} 顿</b>
      </div>
      <div class="pay">
        <b>{week.paidFen === 0 ? '您没有花钱' : `您自己付了 ${spokenMoney(week.paidFen)}`}</b>
      </div>
      {week.givenFen > 0 ? (
        <div>
          补贴给您出了 <b>{spokenMoney(week.givenFen)}</b>
        </div>
      ) : null}
    </div>
  );
}

function Coming({ week, today }: { week: OwnWeek<Meal>; today: ServiceDate }) {
  if (week.coming.length === 0) return <p>接下来还没有订饭。回到开头就能订。</p>;
  const row = (meal: Meal) => (
    <a class="done" href={paths.order(meal.orderId)}>
      <span>
        <b>{spokenMeal(meal.serviceDate, meal.slot, today)}</b> {meal.name}，{modeSpoken[meal.mode]}，{spokenFrom(meal.serveFromAt)}，{payText(meal.selfPayFen)}
      </span>
    </a>
  );
  const folded = week.coming.slice(AT_ONCE);
  return (
    <>
      <h2>接下来吃</h2>
      {week.coming.slice(0, AT_ONCE).map(row)}
      {folded.length > 0 ? (
        <details>
          <summary>还有 {folded.length} 顿</summary>
          {folded.map(row)}
        </details>
      ) : null}
    </>
  );
}

/** Meal by meal, for whoever wants to count. Each opens its own page, where one can say how it was. */
function Past({ week, today }: { week: OwnWeek<Meal>; today: ServiceDate }) {
  if (week.past.length === 0) return null;
  return (
    <details>
      <summary>一顿一顿地看</summary>
      {week.past.map((meal) => (
        <a class="choice" href={paths.order(meal.orderId)}>
          <span>
            <b>{spokenMeal(meal.serviceDate, meal.slot, today)}</b> {meal.name}，{pastText(meal)}
          </span>
        </a>
      ))}
    </details>
  );
}

function pastText({ state, kept, selfPayFen, subsidyFen }: Meal): string {
  if (state === 'missed') return kept ? `没来吃，扣了 ${spokenMoney(selfPayFen)}` : '没来吃，没有收钱';
  const given = subsidyFen > 0 ? `，补贴了 ${spokenMoney(subsidyFen)}` : '';
  return `${selfPayFen === 0 ? '没有花钱' : `付了 ${spokenMoney(selfPayFen)}`}${given}`;
}
