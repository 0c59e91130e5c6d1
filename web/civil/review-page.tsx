import { TextArea } from '../choice-fields.tsx';
import { PostForm } from '../form.tsx';
import { paths } from '../paths.ts';
import { ReviewPage, type ReviewPageProps } from '../reviews-page.tsx';

export type CivilReviewProps = ReviewPageProps & {
  /** Whether it is this reader's to decide. `another`: they proposed it. */
  turn: 'decision' | 'another' | null;
  shown: string;
};

/** What the village found, and the town's answer to it. */
export function CivilReviewPage(props: CivilReviewProps) {
  const { line, turn, shown, typed, errors } = props;
  return (
    <ReviewPage {...props} back={paths.civilReviews()}>
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
    </ReviewPage>
  );
}
