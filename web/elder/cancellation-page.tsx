import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { PostForm } from '../form.tsx';
import { spokenInstant, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';

export type CancellationPageProps = {
  frame: ElderFrame;
  orderId: string;
  today: ServiceDate;
  date: ServiceDate;
  slot: MealSlot;
  name: string;
  undoUntil: Instant;
  /** Whether the meal could be ordered again: past the cut-off an order can still be undone for a while, but not replaced. */
  reorder: boolean;
};

export function CancellationPage({ frame, orderId, today, undoUntil, reorder, ...meal }: CancellationPageProps) {
  const footnote = `${spokenInstant(undoUntil, today)}以前都能退，不收钱。`;
  return (
    <ElderLayout frame={frame} title="不订这顿了吗" footnote={footnote}>
      <Question phrases={['不订这顿了吗？']} />
      {reorder ? null : (
        <div class="warn">
          <b>退了就不能再订了</b>，订饭的时间过了。
        </div>
      )}
      <div class="slip">
        <div>
          <b>{spokenMeal(meal.date, meal.slot, today)}</b>
          <br />
          {meal.name}
        </div>
      </div>
      <PostForm action={paths.cancellation(orderId)}>
        <button class="go">对，退掉这顿</button>
      </PostForm>
      <a class="plain" href={paths.order(orderId)}>
        不退，我还要吃
      </a>
    </ElderLayout>
  );
}
