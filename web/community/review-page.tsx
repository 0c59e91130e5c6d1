import { reviewFindingLabel } from '../application-text.ts';
import { Radios, TextArea } from '../choice-fields.tsx';
import { Field, PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { ReviewPage, type ReviewPageProps } from '../reviews-page.tsx';

/** One person's review at the village: still so, or no longer from a day on. */
export function CommunityReviewPage(props: ReviewPageProps) {
  const { line, typed, errors } = props;
  return (
    <ReviewPage {...props} back={paths.communityReviews()}>
      {line.reviewId !== null || line.to !== null ? null : (
        <section class="card">
          <h2>复核结果</h2>
          <PostForm action={paths.communityReview(line.factId)} hidden={{ due: line.reviewDate }}>
            <Radios
              legend="看过以后"
              name="finding"
              value={typed['finding'] ?? 'still_holds'}
              options={(['still_holds', 'no_longer'] as const).map((value) => ({ value, label: reviewFindingLabel[value] }))}
              errors={errors}
            />
            <Field name="end" label="不再符合的，从哪天起终止" hint="例如 2026-12-01。吃过的餐不重算。" value={typed['end']} errors={errors} />
            <TextArea name="note" label="看到的情况" hint="不再符合的，写明为什么。" value={typed['note']} errors={errors} />
            <button class="act main">报{line.townKind}审批</button>
          </PostForm>
        </section>
      )}
    </ReviewPage>
  );
}
