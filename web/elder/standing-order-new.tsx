import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { WEEKDAY_CHOICES } from '../../src/domain/standing-order.ts';
import { PostForm } from '../form.tsx';
import { spokenDay } from '../format.tsx';
import { paths } from '../paths.ts';
import { cooksChoiceLabel, weekdaysText } from '../standing-order-text.ts';
import { mealSpoken } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';
import { StandingLines, type StandingShown } from './standing-order-page.tsx';

/** Which days: rows, nothing to tick. `hrefOf`: where a choice leads; `now`: what holds, said beside it. */
export function WeekdaysPage({ frame, slot, hrefOf, back, now }: { frame: ElderFrame; slot: MealSlot; hrefOf: (days: string) => string; back: string; now?: string }) {
  return (
    <ElderLayout frame={frame} title={`${mealSpoken[slot]}${now === undefined ? '' : '以后'}哪几天要`}>
      <Question phrases={[`${mealSpoken[slot]}，`, '您哪几天都要？']} />
      {WEEKDAY_CHOICES.map((days) => (
        <a class="choice" href={hrefOf(days)}>
          <span>
            <b>{weekdaysText(days)}</b>
            {days === now ? ' 现在就是这样' : null}
          </span>
        </a>
      ))}
      <StepBack href={back} />
    </ElderLayout>
  );
}

/** What is cooked: the very meal on the days that have it, or whatever the cook chooses. */
export function StandingMealPage({ frame, name, hrefOf, back }: { frame: ElderFrame; name: string; hrefOf: (meal: 'cook' | 'same') => string; back: string }) {
  return (
    <ElderLayout frame={frame} title="每天吃什么">
      <Question phrases={['每天吃什么？']} />
      <a class="choice" href={hrefOf('cook')}>
        <span>
          <b>{cooksChoiceLabel}</b> 天天换着吃。您不能吃的，不会配。
        </span>
      </a>
      <a class="choice" href={hrefOf('same')}>
        <span>
          <b>有{name}就要它</b> 没有的那天，{cooksChoiceLabel}。
        </span>
      </a>
      <StepBack href={back} />
    </ElderLayout>
  );
}

export type StandingCheckPageProps = {
  frame: ElderFrame;
  standing: Omit<StandingShown, 'id'>;
  from: ServiceDate;
  today: ServiceDate;
  back: string;
  hidden: Readonly<Record<string, string>>;
};

/** Read once more before it holds. */
export function StandingCheckPage({ frame, standing, from, today, back, hidden }: StandingCheckPageProps) {
  return (
    <ElderLayout frame={frame} title="以后都这样订吗" footnote="哪天不想吃，只停那一天就行，不收钱。">
      <Question phrases={['以后都这样订，', '对吗？']} />
      <div class="slip">
        <StandingLines standing={standing} />
        <div>{spokenDay(from, today)}起，饭前三天给您订好，钱和平时一样算。</div>
      </div>
      <PostForm action={paths.standingOrders()} hidden={hidden}>
        <button class="go">对，以后都这样订</button>
      </PostForm>
      <StepBack href={back} />
    </ElderLayout>
  );
}
