import type { ServiceDate } from '../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../src/domain/meal-slot.ts';
import type { ArrangementChannel, StandingDay } from '../src/domain/standing-order.ts';
import type { Option } from './choice-fields.tsx';
import { dayText } from './format.tsx';
import { cooksChoiceLabel, standingFailureWords } from './standing-order-text.ts';
import { modeLabel, slotLabel, weekdayLabel } from './text.ts';

// What the counter and a family fill in alike where something is ordered day after day.

export type ArrangedSlot = {
  slot: MealSlot;
  /** Null where nothing is ordered day after day yet. */
  standing: { id: string; weekdays: string; mode: ServiceMode; setMealId: string | null; setMealName: string | null; pointName: string; channel: ArrangementChannel } | null;
  modes: readonly ServiceMode[];
  /** What may be wished beside the cook's choice. */
  meals: readonly Option[];
  days: readonly StandingDay[];
};

/** One of a few in sight. Several forms of a page have the same fields, so none of them has an id. */
export function OneOf({ legend, name, options, value }: { legend: string; name: string; options: readonly Option[]; value: string }) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label class="choice">
          <input type="radio" name={name} value={option.value} checked={option.value === value} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

export function Pick({ label, name, options, value }: { label: string; name: string; options: readonly Option[]; value?: string }) {
  return (
    <div class="field">
      <label>
        {label}
        <select name={name}>
          {options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

type Typed = Readonly<Record<string, string | undefined>>;

/** Which days, what, in which way: as it stands, or as it was typed. */
export function StandingFields({ one, typed }: { one: ArrangedSlot; typed: Typed | undefined }) {
  const { slot, standing, modes, meals } = one;
  const ticked = (day: string) => (typed ? typed[`day_${day}`] === 'on' : (standing?.weekdays ?? '12345').includes(day));
  const meal = [{ value: '', label: `${cooksChoiceLabel}，天天换着吃` }, ...meals.map(({ value, label }) => ({ value, label: `有${label}就要它，没有${cooksChoiceLabel}` }))];
  return (
    <>
      <fieldset class="field">
        <legend>{slotLabel[slot]}，哪几天</legend>
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <label class="choice">
            <input type="checkbox" name={`day_${day}`} value="on" checked={ticked(String(day))} />
            {weekdayLabel[day]}
          </label>
        ))}
      </fieldset>
      <Pick label="吃什么" name="meal" value={typed?.['meal'] ?? standing?.setMealId ?? ''} options={meal} />
      <OneOf legend="在哪儿吃" name="mode" options={modes.map((mode) => ({ value: mode, label: modeLabel[mode] }))} value={typed?.['mode'] ?? standing?.mode ?? modes[0] ?? ''} />
    </>
  );
}

const dayWords: Record<StandingDay['is'], string> = {
  ordered: '订好了', to_come: '到时候自动订', skipped: '只停这一天', paused: '停着', cancelled: '退掉了，不再订', closed: '不供餐', failed: '没订上',
};

/** Day by day; `whose`: to whom a failure is explained. */
export function DayLines({ days, today, whose }: { days: readonly StandingDay[]; today: ServiceDate; whose: 'staff' | 'family' }) {
  return (
    <ul>
      {days.map((day) => (
        <li>
          {dayText(day.date, today)}：{day.is === 'failed' ? `${dayWords.failed}，${standingFailureWords[day.refused][whose]}` : dayWords[day.is]}
        </li>
      ))}
      {days.length === 0 ? <li>这几天没有要订的。</li> : null}
    </ul>
  );
}
