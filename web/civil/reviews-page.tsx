import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { Category } from '../application-text.ts';
import { TextArea } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { paths } from '../paths.ts';
import { ReviewFacts, ReviewList, type PastReview, type ReviewLine, type ReviewListProps } from '../review-record.tsx';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';

export function CivilReviewsPage(props: Omit<ReviewListProps, 'hrefOf' | 'pageHref'> & { frame: StaffFrame }) {
  return (
    <StaffLayout frame={props.frame} title="年度复核">
      <h1>年度复核</h1>
      <section class="card">
        <ReviewList {...props} hrefOf={paths.civilReview} pageHref={paths.civilReviews} />
      </section>
    </StaffLayout>
  );
}

export type CivilReviewProps = {
  frame: StaffFrame;
  line: ReviewLine;
  past: readonly PastReview[];
  categories: readonly Category[];
  today: ServiceDate;
  /** Whether it is this reader's to decide. `another`: they proposed it. */
  turn: 'decision' | 'another' | null;
  shown: string;
  typed: Readonly<Record<string, string | undefined>>;
  errors: readonly FieldError[];
  refusal?: string;
};

/** What the village found, and the town's answer to it. */
export function CivilReviewPage(props: CivilReviewProps) {
  const { frame, line, turn, shown, typed, errors, refusal } = props;
  return (
    <StaffLayout frame={frame} title="年度复核">
      <nav class="trail" aria-label="返回">
        <a href={paths.civilReviews()}>← 年度复核</a>
      </nav>
      <h1>{line.name}：年度复核</h1>
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <ErrorSummary errors={errors} />
      <ReviewFacts {...props} />
      {turn === 'another' ? <p class="card">这次复核是您报上来的，要由另一个人来定。</p> : null}
      {turn === 'decision' ? (
        <section class="card">
          <h2>审批</h2>
          <PostForm action={paths.civilReviewDecision(line.factId)} hidden={{ shown, review: line.reviewId ?? '' }}>
            <TextArea name="note" label="意见" hint="退回的必须写。" value={typed['note']} errors={errors} />
            <p class="acts">
              <button class="act main" name="decision" value="approved">
                {line.finding === 'no_longer' ? '同意终止' : '同意，继续享受'}
              </button>
              <button class="act" name="decision" value="sent_back">
                退回再查
              </button>
            </p>
          </PostForm>
        </section>
      ) : null}
    </StaffLayout>
  );
}
