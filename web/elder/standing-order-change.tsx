import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { StandingDay } from '../../src/domain/standing-order.ts';
import { PostForm } from '../form.tsx';
import { spokenDay, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { cooksChoiceLabel } from '../standing-order-text.ts';
import { modeSpoken } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';
import { StandingLines, standingText, type StandingShown } from './standing-order-page.tsx';

/** Orders that go, and orders that the kitchen counts on already, by name. */
export type Moving = { gone: readonly Sitting[]; stay: readonly Sitting[] };
type Sitting = { serviceDate: ServiceDate; slot: MealSlot };

const named = (sittings: readonly Sitting[], today: ServiceDate) => sittings.map((one) => spokenMeal(one.serviceDate, one.slot, today)).join('、');

/** What happens to what is ordered already. */
export function MovingLines({ gone, stay, today }: Moving & { today: ServiceDate }) {
  return (
    <>
      {gone.length > 0 ? <div>订好的{named(gone, today)}，都退掉，不收钱。</div> : null}
      {stay.length > 0 ? (
        <div>
          <b>{named(stay, today)}，厨房已经做了，退不了。</b>不能吃，打上面的电话。
        </div>
      ) : null}
    </>
  );
}

/** Which day: each row one day, with what is so about it now. */
export function SkipDaysPage({ frame, standing, days, today }: { frame: ElderFrame; standing: Pick<StandingShown, 'id' | 'slot'>; days: readonly StandingDay[]; today: ServiceDate }) {
  return (
    <ElderLayout frame={frame} title="停哪一天" footnote="只停一天，别的日子照旧。">
      <Question phrases={days.length === 0 ? ['这几天没有要停的'] : ['只停一天，', '停哪天？']} />
      {days.map((day) => (
        <a class="choice" href={paths.standingDays(standing.id, day.date)}>
          <span>
            <b>{spokenMeal(day.date, standing.slot, today)}</b> {day.is === 'skipped' ? '已经停了，点这里接着吃' : '停这一天'}
          </span>
        </a>
      ))}
      <StepBack href={paths.standingOrder(standing.id)} />
    </ElderLayout>
  );
}

/** Read once more; of a day that is skipped already, the other way round. */
export function SkipCheckPage({ frame, standing, date, today, skipped, gone }: {
  frame: ElderFrame;
  standing: Pick<StandingShown, 'id' | 'slot'>;
  date: ServiceDate;
  today: ServiceDate;
  skipped: boolean;
  gone: boolean;
}) {
  const meal = spokenMeal(date, standing.slot, today);
  return (
    <ElderLayout frame={frame} title={skipped ? '接着吃吗' : '只停这一天吗'}>
      <Question phrases={[`${meal}，`, skipped ? '接着吃，' : '只停这一天，', '对吗？']} />
      <p>{skipped ? '厨房没截止，就给您重新订上。' : gone ? '订好的这顿退掉，不收钱。别的日子照旧。' : '那天不给您订。别的日子照旧。'}</p>
      <PostForm action={paths.standingSkips(standing.id)} hidden={{ date, want: skipped ? 'eat' : 'skip' }}>
        <button class="go">{skipped ? '对，接着吃' : '对，这一天不吃'}</button>
      </PostForm>
      <StepBack href={paths.standingDays(standing.id)} />
    </ElderLayout>
  );
}

/** From now on: what is to be different. */
export function ChangePage({ frame, standing }: { frame: ElderFrame; standing: StandingShown }) {
  const { id, weekdays, mode, setMealName } = standing;
  return (
    <ElderLayout frame={frame} title="从今以后怎么改">
      <Question phrases={['从今以后，', '您想怎么改？']} />
      <a class="choice" href={paths.standingChange(id, 'days')}>
        <span>
          <b>换日子</b> 现在是{standingText(standing)}
        </span>
      </a>
      <a class="choice" href={paths.standingChange(id, 'modes')}>
        <span>
          <b>换在哪儿吃</b> 现在是{modeSpoken[mode]}
        </span>
      </a>
      {setMealName === null ? null : (
        <a class="choice" href={paths.standingChange(id, weekdays, mode, 'cook')}>
          <span>
            <b>换成{cooksChoiceLabel}</b> 现在是有{setMealName}就要它
          </span>
        </a>
      )}
      <a class="choice" href={paths.standingEnd(id)}>
        <span>
          <b>以后都不要了</b>
        </span>
      </a>
      <StepBack href={paths.standingOrder(id)} />
    </ElderLayout>
  );
}

export function StandingModesPage({ frame, standing, modes, hrefOf }: { frame: ElderFrame; standing: StandingShown; modes: readonly ServiceMode[]; hrefOf: (mode: ServiceMode) => string }) {
  return (
    <ElderLayout frame={frame} title="以后在哪儿吃">
      <Question phrases={['从今以后，', '在哪儿吃？']} />
      {modes.map((mode) => (
        <a class="choice" href={hrefOf(mode)}>
          <span>
            <b>{modeSpoken[mode]}</b>
            {mode === standing.mode ? ' 现在就是这样' : null}
          </span>
        </a>
      ))}
      <StepBack href={paths.standingChange(standing.id)} />
    </ElderLayout>
  );
}

type CheckProps = Moving & { frame: ElderFrame; today: ServiceDate; from: ServiceDate };

export function ChangeCheckPage({ frame, today, from, standing, gone, stay, hidden }: CheckProps & { standing: StandingShown; hidden: Readonly<Record<string, string>> }) {
  return (
    <ElderLayout frame={frame} title="从今以后都改吗">
      <Question phrases={[`${spokenDay(from, today)}起，`, '都这样订，', '对吗？']} />
      <div class="slip">
        <StandingLines standing={standing} />
        {gone.length > 0 ? <div>订好的{named(gone, today)}，按新的重新订。</div> : null}
        <MovingLines gone={[]} {...{ stay, today }} />
      </div>
      <PostForm action={paths.standingChange(standing.id)} hidden={hidden}>
        <button class="go">对，从今以后都改</button>
      </PostForm>
      <StepBack href={paths.standingChange(standing.id)} />
    </ElderLayout>
  );
}

export function EndCheckPage({ frame, today, from, standing, gone, stay }: CheckProps & { standing: StandingShown }) {
  return (
    <ElderLayout frame={frame} title="以后都不要了吗" footnote="想要的时候，随时可以再订。">
      <Question phrases={['以后都不要了吗？']} />
      <div class="slip">
        <StandingLines standing={standing} />
        <div>{spokenDay(from, today)}起，不再给您订。</div>
        <MovingLines {...{ gone, stay, today }} />
      </div>
      <PostForm action={paths.standingEnd(standing.id)}>
        <button class="go">对，以后都不要了</button>
      </PostForm>
      <a class="plain" href={paths.standingOrder(standing.id)}>
        不，接着订
      </a>
    </ElderLayout>
  );
}
