import type { Child } from 'hono/jsx';
import { ErrorSummary, Refusal, type FieldError } from './form.tsx';
import { ReviewFacts, ReviewList, type ReviewFactsProps, type ReviewListProps } from './review-record.tsx';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';

/** Whose yearly review is due: at the village and at the town. */
export function ReviewsPage({ frame, ...list }: ReviewListProps & { frame: StaffFrame }) {
  return (
    <StaffLayout frame={frame} title="年度复核">
      <h1>年度复核</h1>
      <section class="card">
        <ReviewList {...list} />
      </section>
    </StaffLayout>
  );
}

export type ReviewPageProps = ReviewFactsProps & {
  frame: StaffFrame;
  typed: Readonly<Record<string, string | undefined>>;
  errors: readonly FieldError[];
  refusal?: string;
};

/** One person's review: what is known of it, and under that what its reader may do. `back`: to the list. */
export function ReviewPage({ frame, line, errors, refusal, back, children, ...facts }: ReviewPageProps & { back: string; children: Child }) {
  return (
    <StaffLayout frame={frame} title="年度复核">
      <nav class="trail" aria-label="返回">
        <a href={back}>← 年度复核</a>
      </nav>
      <h1>{line.name}：年度复核</h1>
      <Refusal words={refusal} />
      <ErrorSummary errors={errors} />
      <ReviewFacts line={line} {...facts} />
      {children}
    </StaffLayout>
  );
}
