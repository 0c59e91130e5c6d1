import type { Instant } from '../../src/domain/calendar.ts';
import type { ServiceMode } from '../../src/domain/meal-slot.ts';
import { paths } from '../paths.ts';
import { WayPicture } from '../pictogram.tsx';
import { modeSpoken } from '../text.ts';
import { ElderLayout, Question, StepBack, type ElderFrame } from './elder-layout.tsx';
import { cutoffText, type Sitting } from './meal-offer.tsx';

export type ModeChoice = {
  mode: ServiceMode;
  /** Where and when, in words: 11 点到 12 点半 · 11 点半前后到. */
  note: string;
  full: boolean;
};

export type ModePageProps = {
  frame: ElderFrame;
  sitting: Sitting;
  cutoffAt: Instant;
  setMeal: { id: string; name: string };
  /** Only what this meal point offers for this meal. */
  modes: readonly ModeChoice[];
};

export function ModePage({ frame, sitting, cutoffAt, setMeal, modes }: ModePageProps) {
  const footnote = modes.some((choice) => !choice.full) ? cutoffText(cutoffAt, sitting.today) : null;
  return (
    <ElderLayout frame={frame} title="这顿饭在哪儿吃" footnote={footnote}>
      <Question phrases={[`${setMeal.name}，`, '您在哪儿吃？']} />
      {modes.map((choice) =>
        choice.full ? (
          <div class="choice off">
            <WayPicture mode={choice.mode} />
            <span>
              <b>{modeSpoken[choice.mode]}</b> 这一顿已经满了，订不上
            </span>
          </div>
        ) : (
          <a class="choice" href={paths.check(sitting.runId, setMeal.id, choice.mode)}>
            <WayPicture mode={choice.mode} />
            <span>
              <b>{modeSpoken[choice.mode]}</b> {choice.note}
            </span>
          </a>
        ),
      )}
      <StepBack href={paths.mealRun(sitting.runId)} />
    </ElderLayout>
  );
}
