import type { Instant } from '../../src/domain/calendar.ts';
import type { Diet } from '../../src/domain/diet.ts';
import { DietFields, DietHistory } from '../diet-fields.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { dayAndClock } from '../format.tsx';
import { paths } from '../paths.ts';
import { FamilyLayout, type FamilyFrame } from './family-layout.tsx';
import { Back } from './standing-page.tsx';

export type FamilyDietPageProps = {
  frame: FamilyFrame;
  elderId: string;
  who: string;
  diet: Diet;
  /** Which answer of the history the form was filled in from. */
  version: number;
  history: readonly { diet: Diet; changedAt: Instant; byName: string }[];
  /** Ordered meals that go against it, in words. */
  wrong: readonly { orderId: string; words: string }[];
  errors?: readonly FieldError[];
};

/** What she may not eat, as her family knows it; her canteen cooks by it, and she reads who said it. */
export function FamilyDietPage({ frame, elderId, who, diet, version, history, wrong, errors = [] }: FamilyDietPageProps) {
  return (
    <FamilyLayout title="忌口和过敏" frame={frame}>
      <h1>{who}的忌口和过敏</h1>
      <ErrorSummary errors={errors} />
      {wrong.length > 0 ? (
        <section class="card alarm">
          <h2>已经订了不合适的饭</h2>
          <ul>
            {wrong.map(({ orderId, words }) => (
              <li class="line">
                <span>{words}</span>
                <a class="act" href={paths.familyOrder(elderId, orderId)}>
                  看看，退订
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card">
        <p class="hint">
          {diet.askedAt === null ? '还没有问过。' : `${dayAndClock(diet.askedAt)} 问过。`}严重过敏的菜，谁都订不了。没有忌口的也保存一次，厨房才知道“问过，没有”。
        </p>
        <PostForm action={paths.familyDiet(elderId)} hidden={{ version: String(version) }}>
          <DietFields {...{ diet, errors }} />
          <button class="act main">问过了，保存</button>
        </PostForm>
      </section>
      <DietHistory history={history} />
      <Back elderId={elderId} />
    </FamilyLayout>
  );
}
