import type { Instant } from '../../src/domain/calendar.ts';
import type { Diet } from '../../src/domain/diet.ts';
import { DietFields, DietHistory } from '../diet-fields.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export type DietFormPageProps = {
  frame: StaffFrame;
  person: { id: string; name: string; age: number };
  diet: Diet;
  /** Which answer of the history the form was filled in from. */
  version: number;
  history: readonly { diet: Diet; changedAt: Instant; byName: string }[];
  /** Ordered meals that go against it, in words. */
  wrong: readonly string[];
  errors?: readonly FieldError[];
};

/** What somebody may not eat, asked at the counter or by telephone; and every earlier answer with who wrote it down. */
export function DietFormPage({ frame, person, diet, version, history, wrong, errors = [] }: DietFormPageProps) {
  return (
    <StaffLayout frame={frame} title="忌口和过敏">
      <h1>忌口和过敏：{person.name}</h1>
      <ErrorSummary errors={errors} />
      {wrong.length > 0 ? (
        <section class="card alarm">
          <h2>已经订了不合适的饭，请打电话问本人</h2>
          <ul>
            {wrong.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card">
        <p class="hint">
          {person.age} 岁。{diet.askedAt === null ? '还没有问过。问过以后，没有忌口的也保存一次，厨房才知道“问过，没有”。' : `${dayAndClock(diet.askedAt)} 问过。`}
        </p>
        <PostForm action={paths.canteenDiets()} hidden={{ elder: person.id, version: String(version) }}>
          <DietFields {...{ diet, errors }} />
          <button class="act main">问过了，保存</button>
        </PostForm>
      </section>
      <DietHistory history={history} />
      <p class="trail">
        <a href={paths.counter({ elder: person.id })}>回到登记</a>
      </p>
    </StaffLayout>
  );
}
