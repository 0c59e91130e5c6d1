import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { StandingDay } from '../../src/domain/standing-order.ts';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StandingFields, type ArrangedSlot } from '../standing-fields.tsx';
import { listed, slotLabel } from '../text.ts';
import { FamilyLayout, Refusal, type FamilyFrame } from './family-layout.tsx';
import { standingTitle } from './standing-page.tsx';

type About = { frame: FamilyFrame; elderId: string; who: string; today: ServiceDate };
type Sitting = { serviceDate: ServiceDate; slot: MealSlot };
export type Moving = { gone: readonly Sitting[]; stay: readonly Sitting[] };

const named = (sittings: readonly Sitting[], today: ServiceDate) => listed(sittings.map((one) => `${dayText(one.serviceDate, today)}${slotLabel[one.slot]}`));

/** What happens to what is ordered already. */
export function MovingLines({ gone, stay, today, goes }: Moving & { today: ServiceDate; goes: string }) {
  return (
    <>
      {gone.length > 0 ? (
        <p>
          订好的{named(gone, today)}，{goes}。
        </p>
      ) : null}
      {stay.length > 0 ? <p class="wrong">{named(stay, today)}，厨房已经按份数做了，退不了。</p> : null}
    </>
  );
}

export function BackToArrangements({ elderId }: { elderId: string }) {
  return (
    <p>
      <a class="act" href={paths.familyArrangements(elderId)}>
        回到长期订餐
      </a>
    </p>
  );
}

export type StandingFormPageProps = About & { one: ArrangedSlot; typed?: Readonly<Record<string, string | undefined>>; errors?: readonly FieldError[] };

/** Sets one up, or changes it from now on. Read over before it holds. */
export function StandingFormPage({ frame, elderId, who, one, typed, errors = [] }: StandingFormPageProps) {
  const { standing, slot } = one;
  return (
    <FamilyLayout title={standing ? '从今以后都改' : '长期订餐'} frame={frame}>
      <h1>
        {standing ? '从今以后都改：' : '长期订：'}
        {who}的{slotLabel[slot]}
      </h1>
      <ErrorSummary errors={errors} />
      <section class="card" id="day">
        <form method="get" action={paths.familyStandingCheck(elderId)} novalidate>
          <input type="hidden" name="slot" value={slot} />
          {standing ? <input type="hidden" name="follows" value={standing.id} /> : null}
          <StandingFields {...{ one, typed }} />
          <button class="act main">下一步，核对</button>
        </form>
      </section>
      {standing ? (
        <section class="card">
          <h2>以后都不要了</h2>
          <p class="acts">
            <a class="act" href={paths.familyStanding(elderId, standing.id, 'end')}>
              不再长期订{slotLabel[slot]}
            </a>
          </p>
        </section>
      ) : null}
      <BackToArrangements elderId={elderId} />
    </FamilyLayout>
  );
}

export type StandingCheckPageProps = About & Moving & {
  slot: MealSlot;
  next: { weekdays: string; mode: ServiceMode; setMealName: string | null };
  place: string;
  from: ServiceDate;
  changes: boolean;
  hidden: Readonly<Record<string, string>>;
};

export function FamilyStandingCheckPage({ frame, elderId, who, today, slot, next, place, from, changes, hidden, gone, stay }: StandingCheckPageProps) {
  return (
    <FamilyLayout title="请核对" frame={frame}>
      <h1>{dayText(from, today)}起都这样订，对不对？</h1>
      <section class="card">
        <h2>
          {who}：{standingTitle({ slot, ...next })}
        </h2>
        <p>在{place}。饭前三天自动订好，钱和平时一样算。哪天都能单独停，不收钱。</p>
        <MovingLines {...{ gone, stay, today }} goes="按新的重新订" />
        <PostForm action={paths.familyArrangements(elderId)} hidden={hidden}>
          <button class="act main big">{changes ? '对，从今以后都改' : '对，以后都这样订'}</button>
        </PostForm>
      </section>
      <BackToArrangements elderId={elderId} />
    </FamilyLayout>
  );
}

export function FamilyEndPage({ frame, elderId, who, today, one, from, gone, stay }: About & Moving & { one: { id: string; slot: MealSlot; weekdays: string; mode: ServiceMode; setMealName: string | null }; from: ServiceDate }) {
  return (
    <FamilyLayout title="以后都不要了" frame={frame}>
      <h1>
        {who}的{slotLabel[one.slot]}，以后都不要了？
      </h1>
      <section class="card">
        <p>
          {standingTitle(one)}，{dayText(from, today)}起不再订。想要的时候，随时可以再设。
        </p>
        <MovingLines {...{ gone, stay, today }} goes="都退掉，不收钱" />
        <PostForm action={paths.familyStanding(elderId, one.id, 'end')}>
          <button class="act main">对，以后都不要了</button>
        </PostForm>
      </section>
      <BackToArrangements elderId={elderId} />
    </FamilyLayout>
  );
}

/** Each day that can still be skipped or taken back, with a button of its own. */
export function FamilyDaysPage({ frame, elderId, who, today, one, days, notice }: About & { one: { id: string; slot: MealSlot }; days: readonly StandingDay[]; notice?: string }) {
  return (
    <FamilyLayout title="只停这一天" frame={frame}>
      <h1>
        {who}的{slotLabel[one.slot]}，只停哪一天？
      </h1>
      <Refusal text={notice} />
      <section class="card">
        <p class="hint">只停这一天，别的日子照旧。已经订好的，退掉，不收钱。</p>
        {days.length === 0 ? <p>这几天没有要停的。</p> : null}
        <ul>
          {days.map((day) => (
            <li class="line">
              <span>
                <b>{dayText(day.date, today)}</b> {dayWords(day)}
              </span>
              <div class="acts">
                <PostForm action={paths.familyStanding(elderId, one.id, 'skips')} hidden={{ date: day.date, want: day.is === 'skipped' ? 'eat' : 'skip' }}>
                  <button class="act" aria-label={`${dayText(day.date, today)}，${buttonOf(day)}`}>
                    {buttonOf(day)}
                  </button>
                </PostForm>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <BackToArrangements elderId={elderId} />
    </FamilyLayout>
  );
}

const buttonOf = (day: StandingDay) => (day.is === 'skipped' ? '这天接着吃' : '只停这一天');
const dayWords = (day: StandingDay) => (day.is === 'skipped' ? '停着' : day.is === 'ordered' ? '订好了' : day.is === 'failed' ? '没有订上' : '到时候自动订');
