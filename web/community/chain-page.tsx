import { addDays, type ServiceDate } from '../../src/domain/calendar.ts';
import { MEAL_SLOTS, type MealSlot } from '../../src/domain/meal-slot.ts';
import { Select, TextArea } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { dayText, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { slotLabel } from '../text.ts';
import { ChainLines, type ChainLineView } from './chain-lines.tsx';

export type ChainPageProps = {
  frame: StaffFrame;
  today: ServiceDate;
  /** Pasted, and what holds where the chain itself does not say. */
  text: string;
  date: ServiceDate;
  slot: MealSlot;
  errors?: readonly FieldError[];
  /** Null before anything was pasted. */
  lines: readonly ChainLineView[] | null;
};

/** As far as menus reach. */
const DAYS_AHEAD = 13;

/** The text of a group's chain, read line by line. Posted, and nowhere kept. */
export function ChainPage(props: ChainPageProps) {
  const { frame, today, text, date, slot, errors = [], lines } = props;
  return (
    <StaffLayout frame={frame} title="接龙">
      <h1>粘贴接龙</h1>
      <ErrorSummary errors={errors} />
      {lines ? <ChainLines lines={lines} hidden={{ text, date, slot }} /> : null}
      <section class="card">
        {lines ? <h2>改一改，再看一遍</h2> : null}
        <PostForm action={paths.communityChain()}>
          <div class="wide-field">
            <TextArea
              name="text"
              label="群里的接龙，整个复制过来"
              hint="一人一行，例如：1. 王桂兰 A 送。写了明天、周三、晚餐、楼号、菜名，都认得。看完、确认以后才会订。"
              value={text}
              rows={12}
              errors={errors}
            />
          </div>
          <div class="row">
            <Select
              name="date"
              label="接龙里没写日子的，按"
              value={date}
              options={Array.from({ length: DAYS_AHEAD + 1 }, (_, index) => addDays(today, index)).map((one) => ({ value: one, label: dayText(one) }))}
            />
            <Select name="slot" label="没写哪一餐的，按" value={slot} options={MEAL_SLOTS.map((one) => ({ value: one, label: slotLabel[one] }))} />
          </div>
          <button class={lines ? 'act' : 'act main big'}>{lines ? '重新看一遍' : '看看都写了谁'}</button>
        </PostForm>
        <p class="hint">没写的，现在按{spokenMeal(date, slot, today)}。</p>
      </section>
    </StaffLayout>
  );
}
