import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import { serviceDateOf } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { StandingDay } from '../../src/domain/standing-order.ts';
import { dayText, monthAndDay } from '../format.tsx';
import { paths } from '../paths.ts';
import { DayLines, type ArrangedSlot } from '../standing-fields.tsx';
import { cooksChoiceLabel, standingFailureWords, weekdaysText } from '../standing-order-text.ts';
import { modeLabel, slotLabel } from '../text.ts';
import { FamilyLayout, Refusal, type FamilyFrame } from './family-layout.tsx';

/** 女儿刘芳 11 月 26 日 */
export type SaidBy = { doer: string; at: Instant };
export const saidText = ({ doer, at }: SaidBy) => `${doer} ${monthAndDay(serviceDateOf(at))}`;

export type FamilySlot = ArrangedSlot & { said: SaidBy | null };
export type FamilyPause = { id: string; from: ServiceDate; resume: ServiceDate | null; said: SaidBy };

export type FamilyStandingPageProps = {
  frame: FamilyFrame;
  elderId: string;
  /** 妈妈 李秀英 */
  who: string;
  today: ServiceDate;
  tomorrow: ServiceDate;
  slots: readonly FamilySlot[];
  pauses: readonly FamilyPause[];
  /** She is looked after elsewhere these days: nothing is made, and nothing is said of why. */
  stopped: boolean;
  /** The meals that were not ordered and can still be: the run of each. */
  open: readonly { slot: MealSlot; date: ServiceDate; runId: string }[];
  point: { name: string; phone: string };
  /** Why the last press did nothing. */
  notice?: string;
};

/** What is ordered for her day after day, and the three things a family may want: this day, until when, from now on. */
export function FamilyStandingPage(props: FamilyStandingPageProps) {
  const { frame, elderId, who, slots, pauses, stopped } = props;
  const standing = slots.filter((one) => one.standing !== null);
  const free = slots.filter((one) => one.standing === null);
  return (
    <FamilyLayout title="长期订餐" frame={frame}>
      <h1>{who}的长期订餐</h1>
      <Refusal text={props.notice} />
      {standing.length > 0 ? pauses.map((pause) => <PauseCard {...props} pause={pause} />) : null}
      {stopped && standing.length > 0 ? <p class="card">这些天先停着，不会订。</p> : null}
      {standing.map((one) => (
        <StandingCard {...props} one={one} />
      ))}
      {standing.length === 0 ? <p class="card">还没有长期订。设好以后，饭前三天自动订好，哪天都能单独停，不收钱。</p> : null}
      {free.length > 0 ? (
        <section class="card">
          <h2>{standing.length > 0 ? '别的饭也要长期订' : '要长期订哪一顿'}</h2>
          <p class="acts">
            {free.map(({ slot }) => (
              <a class={standing.length > 0 ? 'act' : 'act main'} href={paths.familyNewStanding(elderId, slot)}>
                长期订{slotLabel[slot]}
              </a>
            ))}
          </p>
        </section>
      ) : null}
      {slots.length === 0 ? <p class="card">{props.point.name}这两周没有安排供餐，现在设不了。</p> : null}
      <Back elderId={elderId} />
    </FamilyLayout>
  );
}

export function Back({ elderId }: { elderId: string }) {
  return (
    <p>
      <a class="act" href={paths.familyWeek(elderId)}>
        回到这一周
      </a>
    </p>
  );
}

function StandingCard({ one, elderId, today, open, point, pauses }: FamilyStandingPageProps & { one: FamilySlot }) {
  const { standing, slot, days, said } = one;
  if (!standing) return null;
  return (
    <section class="card" aria-label={`长期订的${slotLabel[slot]}`}>
      <h2>{standingTitle({ ...standing, slot })}</h2>
      {said ? <p class="hint">{saidText(said)}设的</p> : null}
      <Failed {...{ elderId, slot, days, today, point }} open={open.filter((run) => run.slot === slot)} />
      <DayLines {...{ days, today }} whose="family" />
      <p class="acts">
        <a class="act" href={paths.familyStanding(elderId, standing.id, 'days')}>
          只停这一天
        </a>
        <a class="act" href={paths.familyPauses(elderId)}>
          {pauses.length > 0 ? '改停到哪天' : '停到哪天'}
        </a>
        <a class="act" href={paths.familyStanding(elderId, standing.id, 'change')}>
          从今以后都改
        </a>
      </p>
    </section>
  );
}

/** 星期一到星期五午餐，厨师配，堂食 */
export const standingTitle = ({ slot, weekdays, setMealName, mode }: { slot: MealSlot; weekdays: string; setMealName: string | null; mode: NonNullable<ArrangedSlot['standing']>['mode'] }) =>
  `${weekdaysText(weekdays)}${slotLabel[slot]}，${setMealName === null ? cooksChoiceLabel : `有${setMealName}就要它`}，${modeLabel[mode]}`;

export type FailedProps = {
  elderId: string; slot: MealSlot; days: readonly StandingDay[]; today: ServiceDate; point: { phone: string };
  open: readonly { date: ServiceDate; runId: string }[];
};

/** What could not be ordered and why, with the way to order it by hand while there is one. */
export function Failed({ elderId, slot, days, today, point, open }: FailedProps) {
  return (
    <>
      {days.map((day) => {
        if (day.is !== 'failed') return null;
        const run = open.find((one) => one.date === day.date);
        return (
          <p class="wrong">
            {dayText(day.date, today)}的{slotLabel[slot]}没有订上：{standingFailureWords[day.refused].family}。
            {run ? (
              <>
                <a href={paths.familyMeal(elderId, run.runId)}>自己挑一样订</a>，或者
              </>
            ) : null}
            打食堂电话 <a href={`tel:${point.phone.replaceAll('-', '')}`}>{point.phone}</a>。
          </p>
        );
      })}
    </>
  );
}

function PauseCard({ pause, elderId, today, tomorrow }: FamilyStandingPageProps & { pause: FamilyPause }) {
  const first = pause.from > tomorrow ? pause.from : tomorrow;
  const since = pause.from <= today ? '现在停着' : `${dayText(pause.from, today)}起停`;
  return (
    <section class="card good">
      <h2>
        {since}，{pause.resume === null ? '哪天接着吃还没定' : `${dayText(pause.resume, today)}接着吃`}
      </h2>
      <p class="hint">{saidText(pause.said)}停的{pause.resume === null ? '' : '，到了那天自动接着订'}。</p>
      <p class="acts">
        <a class="act main" href={paths.familyPauseCheck(elderId, { start: first, resume: first })}>
          {pause.from > tomorrow ? '不停了' : '回来了，明天接着吃'}
        </a>
      </p>
    </section>
  );
}

/** Her consent does not name this: how she may say yes to it. */
export function FamilyAskMorePage({ frame, elderId, words, phone }: { frame: FamilyFrame; elderId: string; words: string; phone: string }) {
  return (
    <FamilyLayout title="要老人再点一次头" frame={frame}>
      <h1>要老人再点一次头</h1>
      <section class="card">
        <p>{words}</p>
        <p class="hint">
          食堂电话 <a href={`tel:${phone.replaceAll('-', '')}`}>{phone}</a>
        </p>
      </section>
      <Back elderId={elderId} />
    </FamilyLayout>
  );
}
