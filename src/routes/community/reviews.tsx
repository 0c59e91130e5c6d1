import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { readDate, readWords } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { decideProposal, REVIEW_FINDINGS } from '../../domain/eligibility-review.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadReview, loadReviews, proposeReview, type ReviewRead } from '../../store/eligibility-reviews.ts';
import { newId } from '../../vault.ts';
import { reviewProblemText } from '../../../web/application-text.ts';
import { CommunityReviewPage } from '../../../web/community/review-page.tsx';
import { paths } from '../../../web/paths.ts';
import { ReviewsPage, type ReviewPageProps } from '../../../web/reviews-page.tsx';
import { errorsOf, pageAsked, pageAt, personOf } from '../application-view.ts';
import { form, id, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { communityFrame } from './frame.ts';

export const reviews = new Hono<App>();

reviews.get('/', permit('application.handle'), pageAsked, async (c) => {
  const { page } = c.req.valid('query');
  const today = serviceDateOf(c.var.now);
  const { offices, ...read } = await loadReviews(c.var.db, c.var.scope, today, page);
  const place = pageAt(page, read.count);
  return place ? c.html(<ReviewsPage frame={communityFrame(c, offices, 'reviews')} hrefOf={paths.communityReview} pageHref={paths.communityReviews} {...{ ...read, today, place }} />) : c.notFound();
});

const oneFact = segments(z.object({ factId: id }));

reviews.get('/:factId', permit('application.handle'), oneFact, async (c) => {
  const read = await loadReview(c.var.db, c.var.scope, c.req.valid('param').factId, serviceDateOf(c.var.now));
  return read ? reviewPage(c, read) : c.notFound();
});

const text = z.string().max(2000).default('');
/** `due`: the review that the page spoke of. A second press finds it proposed, or done. */
const proposing = form(z.strictObject({ due: serviceDate, finding: z.enum(REVIEW_FINDINGS), end: text, note: text }), (c) => problem(c, 422));

reviews.post('/:factId', permit('application.handle'), oneFact, proposing, async (c) => {
  const { due, finding, ...fields } = c.req.valid('form');
  const { factId } = c.req.valid('param');
  const today = serviceDateOf(c.var.now);
  const actor = actorRef(personOf(c));
  const typed = { finding, ...fields };
  return untilSettled(async () => {
    const read = await loadReview(c.var.db, c.var.scope, factId, today);
    if (!read) return c.notFound();
    const { line } = read;
    const answer = paths.communityReview(factId);
    if (line.proposedBy === actor && line.reviewDate === due && line.finding === finding) return c.redirect(answer, 303);
    const [end, note] = [readDate('end', fields.end), readWords('note', fields.note, false)];
    const problems = [...(finding === 'no_longer' ? end.problems : []), ...note.problems];
    if (problems.length > 0) return reviewPage(c, read, { typed, errors: errorsOf(problems), status: 422 });
    const endDate = finding === 'no_longer' ? end.value : null;
    const decided = decideProposal({ from: line.from, to: line.to, open: line.reviewId !== null }, { finding, endDate, note: note.value }, today);
    if (decided.refused !== null) return reviewPage(c, read, { typed, refusal: reviewProblemText[decided.refused], status: 409 });
    const entry = auditEntry(c, actor, 'review.propose', `fact:${factId}`);
    const outcome = await proposeReview(c.var.db, entry, read, { id: newId(), finding, endDate, note: note.value });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Shown = Partial<Pick<ReviewPageProps, 'typed' | 'errors' | 'refusal'>> & { status?: 200 | 409 | 422 };

function reviewPage(c: Context<App>, { offices, line, past, categories }: ReviewRead, { typed = {}, errors = [], refusal, status = 200 }: Shown = {}) {
  const page = (
    <CommunityReviewPage
      frame={communityFrame(c, offices, 'reviews')}
      today={serviceDateOf(c.var.now)}
      {...{ line, past, categories, typed, errors }}
      {...(refusal ? { refusal } : {})}
    />
  );
  return c.html(page, status);
}
