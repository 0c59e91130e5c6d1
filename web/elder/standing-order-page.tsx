import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { StandingDay } from '../../src/domain/standing-order.ts';
import { familySaidText, type FamilySaid } from '../family-text.ts';
import { spokenDay, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { standingFailureWords } from '../standing-order-text.ts';
import { cooksChoiceLabel, weekdaysText } from '../standing-order-text.ts';
import { mealSpoken, modeSpoken } from '../text.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';
import { placeText } from './meal-offer.tsx';

/** A standing order as pages say it. `setMealName` null: the cook chooses. */
export type StandingShown = { id: string; slot: MealSlot; weekdays: string; mode: ServiceMode; setMealName: string | null; pointName: string };

/** 星期一到星期五，午饭 */
export const standingText = ({ weekdays, slot }: Pick<StandingShown, 'weekdays' | 'slot'>) => `${weekdaysText(weekdays)}${mealSpoken[slot]}`;

/** What is cooked: 厨师配，天天换着吃 · 有红烧茄子套餐就要它，没有的那天厨师配. */
export function mealWords(setMealName: string | null): string {
  return setMealName === null ? `${cooksChoiceLabel}，天天换着吃` : `有${setMealName}就要它，没有的那天${cooksChoiceLabel}`;
}

/** The days of a slot and in what way, as a slip says it. */
export function StandingLines({ standing }: { standing: Omit<StandingShown, 'id'> }) {
  return (
    <div>
      <b>{standingText(standing)}</b>
      <br />
      {mealWords(standing.setMealName)}
      <br />
      {modeSpoken[standing.mode]}，{placeText(standing.mode, standing.pointName)}
    </div>
  );
}

export type StandingOrderPageProps = {
  frame: ElderFrame;
  standing: StandingShown;
  /** Who of the family set it up for her, and who paused it; null where she did, or the canteen. */
  said?: FamilySaid | null;
  pauseSaid?: FamilySaid | null;
  today: ServiceDate;
  days: readonly StandingDay[];
  /** The pause that holds or comes; `resume` null: not known yet. */
  pause: { from: ServiceDate; resume: ServiceDate | null } | null;
  /** She is looked after elsewhere these days: nothing is made, and nothing is said of why. */
  stopped: boolean;
};

/** What is ordered for her day after day, and the three things she may want: this day, from now on, until when. */
export function StandingOrderPage({ frame, standing, said, pauseSaid, today, days, pause, stopped }: StandingOrderPageProps) {
  return (
    <ElderLayout frame={frame} title="天天订着的饭" footnote="天天订着的，每一顿都能单独退。">
      <Question phrases={heading(standing, pause !== null || stopped)} />
      <div class="slip">
        <StandingLines standing={standing} />
        {said ? <div>{familySaidText(said)}替您订的。</div> : null}
        {pause ? <div>{pauseWords(pause, today)}</div> : null}
        {pause && pauseSaid ? <div>{familySaidText(pauseSaid)}替您停的。</div> : null}
      </div>
      <Failures {...{ standing, days, today }} />
      <a class="plain" href={paths.standingDays(standing.id)}>
        只停这一天
      </a>
      <a class="plain" href={paths.pauses()}>
        {pause ? '改停到哪天' : '停到哪天'}
      </a>
      <a class="plain" href={paths.standingChange(standing.id)}>
        从今以后都改
      </a>
      {said || pauseSaid ? (
        <a class="plain" href={paths.doings()}>
          家里人替您办了什么
        </a>
      ) : null}
      <h2>这几天</h2>
      <Days {...{ days, today }} />
      <a class="plain" href={paths.home()}>
        回到开头
      </a>
    </ElderLayout>
  );
}

const heading = (standing: StandingShown, resting: boolean) => [`${standingText(standing)}，`, resting ? '先停着' : '都给您订着'];

/** 从明天停到星期一（11 月 30 日），那天接着吃。 */
export function pauseWords({ from, resume }: { from: ServiceDate; resume: ServiceDate | null }, today: ServiceDate): string {
  const since = from <= today ? '现在停着' : `${spokenDay(from, today)}起停`;
  return resume === null ? `${since}，什么时候接着吃还没定。` : `${since}，${spokenDay(resume, today)}接着吃。`;
}

/** Kindly, and with what to do: the phone stands above. */
export function Failures({ standing, days, today }: { standing: Pick<StandingShown, 'slot'>; days: readonly StandingDay[]; today: ServiceDate }) {
  return (
    <>
      {days.map((day) =>
        day.is === 'failed' ? (
          <div class="warn">
            <b>{spokenMeal(day.date, standing.slot, today)}没有订上</b>，{standingFailureWords[day.refused].elder}。打上面的电话，食堂给您想办法。
          </div>
        ) : null,
      )}
    </>
  );
}

/** Day by day as far as something is so about them; the rest in one line. */
function Days({ days, today }: { days: readonly StandingDay[]; today: ServiceDate }) {
  const said = days.filter((day) => day.is !== 'to_come');
  return (
    <>
      {said.map((day) => (
        <DayRow {...{ day, today }} />
      ))}
      {said.length < days.length ? <p>{said.length > 0 ? '再往后的，' : ''}饭前三天给您订好。</p> : null}
      {days.length === 0 ? <p>这几天没有要订的。</p> : null}
    </>
  );
}

function DayRow({ day, today }: { day: StandingDay; today: ServiceDate }) {
  const said = (
    <span>
      <b>{spokenDay(day.date, today)}</b> {dayWords[day.is]}
    </span>
  );
  if (day.is !== 'ordered') return <div class="choice off">{said}</div>;
  return (
    <a class="done" href={paths.order(day.orderId)}>
      {said}
    </a>
  );
}

const dayWords: Record<StandingDay['is'], string> = {
  ordered: '订好了',
  to_come: '到时候给您订',
  skipped: '停这一天',
  paused: '停着',
  cancelled: '退掉了',
  closed: '食堂不开门',
  failed: '没有订上',
};

/** Several at once: one for each meal of the day. */
export function StandingOrdersPage({ frame, standing, today, pause }: { frame: ElderFrame; standing: readonly StandingShown[]; today: ServiceDate; pause: StandingOrderPageProps['pause'] }) {
  return (
    <ElderLayout frame={frame} title="天天订着的饭">
      <Question phrases={['您天天订着的，', '看哪一样？']} />
      {standing.map((one) => (
        <a class="choice" href={paths.standingOrder(one.id)}>
          <span>
            <b>{standingText(one)}</b> {modeSpoken[one.mode]}
          </span>
        </a>
      ))}
      {pause ? <p>{pauseWords(pause, today)}</p> : null}
      <a class="plain" href={paths.home()}>
        回到开头
      </a>
    </ElderLayout>
  );
}
