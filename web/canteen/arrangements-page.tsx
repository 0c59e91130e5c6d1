import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { PAUSE_REASONS, type PauseReason } from '../../src/domain/pause.ts';
import { daysToSkip, type StandingDay } from '../../src/domain/standing-order.ts';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { dateText, dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { DayLines, OneOf, Pick, StandingFields, type ArrangedSlot } from '../standing-fields.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { arrangementChannelLabel, cooksChoiceLabel, pauseReasonLabel, weekdaysText } from '../standing-order-text.ts';
import { listed, modeLabel, slotLabel } from '../text.ts';
import type { Person } from './caller.tsx';

export type ArrangementsPageProps = {
  frame: StaffFrame;
  person: Person;
  pass: string | undefined;
  today: ServiceDate;
  tomorrow: ServiceDate;
  slots: readonly ArrangedSlot[];
  /** Where they usually eat, if not here: that canteen sets it up. */
  elsewhere: string | null;
  pauses: readonly { id: string; from: ServiceDate; resume: ServiceDate | null; reason: PauseReason }[];
  /** Ordered within a pause, because the kitchen had counted them already. */
  stay: readonly { serviceDate: ServiceDate; slot: MealSlot }[];
  /** Each form has a key of its own. */
  newKey: () => string;
  wrong?: { field: string; message: string; typed?: Readonly<Record<string, string>> } | undefined;
};

/** What somebody orders day after day, as they say it at the counter or on the telephone. */
export function ArrangementsPage(props: ArrangementsPageProps) {
  const { frame, person, slots, elsewhere, wrong } = props;
  const errors = wrong ? [{ field: wrong.field, message: wrong.message }] : [];
  const standing = slots.filter((one) => one.standing !== null);
  const free = slots.filter((one) => one.standing === null);
  return (
    <StaffLayout frame={frame} title="长期订餐">
      <h1>{person.name}的长期订餐</h1>
      <p class="hint">
        {person.age} 岁，{person.village}，常在{person.pointName}
      </p>
      <ErrorSummary errors={errors} />
      <div class="stack" id={wrong && wrong.field !== 'resume' ? wrong.field : undefined}>
      {standing.map((one) => (
        <Standing {...props} one={one} errors={errors} />
      ))}
      {standing.length > 0 ? <PauseCard {...props} errors={errors} /> : null}
      {free.length > 0 ? <NewCard {...props} free={free} errors={errors} /> : null}
      </div>
      {elsewhere === null ? null : <p class="empty">{person.name}常在{elsewhere}，要长期订，请那里办。</p>}
      <p class="acts">
        <a class="act" href={paths.counter({ elder: person.id, pass: props.pass })}>
          回到登记吃饭
        </a>
      </p>
    </StaffLayout>
  );
}

type Part = ArrangementsPageProps & { errors: readonly FieldError[] };

const hiddenOf = ({ person, pass }: ArrangementsPageProps) => ({ elder: person.id, ...(pass ? { pass } : {}) });

/** How it was said: the record names it. */
const Told = () => <OneOf legend="怎么说的" name="told" value="counter" options={[{ value: 'counter', label: '本人当面说的' }, { value: 'phone', label: '电话里说的' }]} />;

function Standing(props: Part & { one: ArrangedSlot }) {
  const { one, today } = props;
  const { standing, slot, days } = one;
  if (!standing) return null;
  return (
    <section class="card">
      <h2>
        {weekdaysText(standing.weekdays)}
        {slotLabel[slot]}，{standing.setMealName ?? cooksChoiceLabel}，{modeLabel[standing.mode]}
      </h2>
      <p class="hint">{arrangementChannelLabel[standing.channel]}说的</p>
      <DayLines {...{ days, today }} whose="staff" />
      <SkipForm {...props} standingId={standing.id} days={daysToSkip(days, today)} />
      <details>
        <summary>从今以后都改，或者不要了</summary>
        <StandingForm {...props} one={one} />
        <PostForm action={paths.canteenArrangementStep('endings')} hidden={{ ...hiddenOf(props), standing: standing.id }}>
          <Told />
          <button class="act">以后都不要了</button>
        </PostForm>
      </details>
    </section>
  );
}

function SkipForm({ standingId, days, today, ...props }: Part & { standingId: string; days: readonly StandingDay[] }) {
  if (days.length === 0) return null;
  const skipped = days.filter((one) => one.is === 'skipped');
  const option = (one: StandingDay) => ({ value: one.date, label: dayText(one.date, today) });
  const form = (want: 'skip' | 'eat', of: readonly StandingDay[], label: string, button: string) =>
    of.length === 0 ? null : (
      <PostForm action={paths.canteenArrangementStep('skips')} hidden={{ ...hiddenOf({ ...props, today }), standing: standingId, want }}>
        <Pick label={label} name="date" options={of.map(option)} />
        <Told />
        <button class="act">{button}</button>
      </PostForm>
    );
  return (
    <details>
      <summary>只停一天</summary>
      {form('skip', days.filter((one) => one.is !== 'skipped'), '停哪一天', '只停这一天')}
      {form('eat', skipped, '哪天接着吃', '这天接着吃')}
    </details>
  );
}

/** The same form begins one and changes one. */
function StandingForm({ one, newKey, wrong, ...props }: Part & { one: ArrangedSlot }) {
  const { slot, standing } = one;
  const typed = wrong?.typed?.['slot'] === slot ? wrong.typed : undefined;
  return (
    <PostForm action={paths.canteenArrangementStep('standing-orders')} hidden={{ ...hiddenOf({ ...props, newKey }), key: newKey(), slot, ...(standing ? { follows: standing.id } : {}) }}>
      <StandingFields {...{ one, typed }} />
      <Told />
      <button class="act main">{standing ? '从今以后都这样' : `长期订${slotLabel[slot]}`}</button>
    </PostForm>
  );
}

function NewCard({ free, ...props }: Part & { free: readonly ArrangedSlot[] }) {
  return (
    <section class="card">
      <h2>新订</h2>
      {free.map((one) => (
        <details open={props.wrong?.typed?.['slot'] === one.slot}>
          <summary>长期订{slotLabel[one.slot]}</summary>
          <StandingForm {...props} one={one} />
        </details>
      ))}
    </section>
  );
}

function PauseCard(props: Part) {
  const { pauses, stay, tomorrow, today, newKey, errors, wrong } = props;
  return (
    <section class="card">
      <h2>暂停</h2>
      {pauses.length === 0 ? <p>没有停。</p> : null}
      {pauses.map((one) => (
        <>
          <p>
            {dateText(one.from)}起停，{one.resume === null ? '还没定到哪天' : `${dateText(one.resume)}接着吃`}（{pauseReasonLabel[one.reason]}）。
          </p>
          <PostForm action={paths.canteenArrangementStep('pauses')} hidden={{ ...hiddenOf(props), key: newKey(), from: one.from > tomorrow ? one.from : tomorrow, resume: one.from > tomorrow ? one.from : tomorrow, reason: one.reason }}>
            <Told />
            <button class="act">{one.from > tomorrow ? '不停了' : '回来了，明天接着吃'}</button>
          </PostForm>
        </>
      ))}
      {stay.length > 0 ? <p class="wrong">停的日子里，这几顿厨房已经定了份数，退不了：{listed(stay.map((one) => `${dayText(one.serviceDate, today)}${slotLabel[one.slot]}`))}。</p> : null}
      <details open={wrong?.field === 'resume'}>
        <summary>{pauses.length === 0 ? '停几天' : '改停到哪天'}</summary>
        <PostForm action={paths.canteenArrangementStep('pauses')} hidden={{ ...hiddenOf(props), key: newKey() }}>
          <Field name="from" label="从哪天起停" type="date" value={wrong?.typed?.['from'] ?? tomorrow} />
          <Field name="resume" label="哪天接着吃" hint="还不知道，就空着。" type="date" value={wrong?.typed?.['resume'] ?? ''} errors={errors} />
          <OneOf legend="为什么停" name="reason" options={PAUSE_REASONS.map((value) => ({ value, label: pauseReasonLabel[value] }))} value={wrong?.typed?.['reason'] ?? 'away'} />
          <Told />
          <button class="act main">停到那天</button>
        </PostForm>
      </details>
    </section>
  );
}
