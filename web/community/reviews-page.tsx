import type { ServiceDate } from '../../src/domain/calendar.ts';
import { reviewFindingLabel, type Category } from '../application-text.ts';
import { Radios, TextArea } from '../choice-fields.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { ReviewFacts, ReviewList, type PastReview, type ReviewLine, type ReviewListProps } from '../review-record.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export function CommunityReviewsPage(props: Omit<ReviewListProps, 'hrefOf' | 'pageHref'> & { frame: StaffFrame }) {
  return (
    <StaffLayout frame={props.frame} title="年度复核">
      <h1>年度复核</h1>
      <section class="card">
        <ReviewList {...props} hrefOf={paths.communityReview} pageHref={paths.communityReviews} />
      </section>
    </StaffLayout>
  );
}

export type CommunityReviewProps = {
  frame: StaffFrame;
  line: ReviewLine;
  past: readonly PastReview[];
  categories: readonly Category[];
  today: ServiceDate;
  typed: Readonly<Record<string, string | undefined>>;
  errors: readonly FieldError[];
  refusal?: string;
};

/** One person's review at the village: still so, or no longer from a day on. */
export function CommunityReviewPage(props: CommunityReviewProps) {
  const { frame, line, typed, errors, refusal } = props;
  return (
    <StaffLayout frame={frame} title="年度复核">
      <nav class="trail" aria-label="返回">
        <a href={paths.communityReviews()}>← 年度复核</a>
      </nav>
      <h1>{line.name}：年度复核</h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <ErrorSummary errors={errors} />
      <ReviewFacts {...props} />
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
    </StaffLayout>
  );
}
