import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, scopeFor } from '../../domain/access.ts';
import { reviewAfter } from '../../domain/application.ts';
import { readWords } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { decideReview, REVIEW_DECISIONS } from '../../domain/eligibility-review.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadReview, loadReviews, recordReviewDecision, reviewHash, type ReviewRead } from '../../store/eligibility-reviews.ts';
import { reviewProblemText } from '../../../web/application-text.ts';
import { CivilReviewPage, type CivilReviewProps } from '../../../web/civil/review-page.tsx';
import { paths } from '../../../web/paths.ts';
import { ReviewsPage } from '../../../web/reviews-page.tsx';
import { errorsOf, pageAsked, pageAt, personOf } from '../application-view.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame } from './frame.ts';

export const reviews = new Hono<App>();

reviews.get('/', permit('application.read'), pageAsked, async (c) => {
  const { page } = c.req.valid('query');
  const today = serviceDateOf(c.var.now);
  const { offices, ...read } = await loadReviews(c.var.db, c.var.scope, today, page);
  const place = pageAt(page, read.count);
  return place ? c.html(<ReviewsPage frame={civilFrame(c, offices, 'reviews')} hrefOf={paths.civilReview} pageHref={paths.civilReviews} {...{ ...read, today, place }} />) : c.notFound();
});

const oneFact = segments(z.object({ factId: id }));

reviews.get('/:factId', permit('application.read'), oneFact, async (c) => {
  const read = await loadReview(c.var.db, c.var.scope, c.req.valid('param').factId, serviceDateOf(c.var.now));
  return read ? reviewPage(c, read) : c.notFound();
});

/** `review`: the proposal, and `shown` the hash of the page, that is decided on. */
const deciding = form(
  z.strictObject({ review: id, shown: z.string().regex(/^[\w-]{43}$/), decision: z.enum(REVIEW_DECISIONS), note: z.string().max(2000).default('') }),
  (c) => problem(c, 422),
);

reviews.post('/:factId/decision', permit('application.decide'), oneFact, deciding, async (c) => {
  const { review, shown, decision, note: said } = c.req.valid('form');
  const { factId } = c.req.valid('param');
  const today = serviceDateOf(c.var.now);
  const actor = actorRef(personOf(c));
  return untilSettled(async () => {
    const read = await loadReview(c.var.db, c.var.scope, factId, today);
    if (!read) return c.notFound();
    const answer = paths.civilReview(factId);
    const proposed = read.past.find((one) => one.reviewId === review);
    if (!proposed) return c.notFound();
    if (proposed.decidedBy === actor && proposed.decision === decision) return c.redirect(answer, 303);
    const standing = { proposedBy: proposed.proposedBy, decided: proposed.decision !== null, factTo: read.line.to };
    const hash = await reviewHash(read);
    const refused = decideReview(standing, actor).refused ?? (hash === shown ? null : 'decided');
    if (refused) return reviewPage(c, read, { typed: { note: said }, refusal: reviewProblemText[refused], status: 409 });
    const note = readWords('note', said, decision === 'sent_back');
    if (note.problems.length > 0) return reviewPage(c, read, { typed: { note: said }, errors: errorsOf(note.problems), status: 422 });
    const from = read.line.reviewDate > today ? read.line.reviewDate : today;
    const nextReview = reviewAfter(from, read.rule.reviewMonths);
    const entry = auditEntry(c, actor, 'review.decide', `fact:${factId}`);
    const outcome = await recordReviewDecision(c.var.db, entry, read, { decision, note: note.value, contentHash: hash, nextReview });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Shown = Partial<Pick<CivilReviewProps, 'typed' | 'errors' | 'refusal'>> & { status?: 200 | 409 | 422 };

async function reviewPage(c: Context<App>, read: ReviewRead, { typed = {}, errors = [], refusal, status = 200 }: Shown = {}) {
  const { offices, line, past, categories } = read;
  const page = (
    <CivilReviewPage
      frame={civilFrame(c, offices, 'reviews')}
      today={serviceDateOf(c.var.now)}
      turn={turnOf(c, read)}
      shown={await reviewHash(read)}
      {...{ line, past, categories, typed, errors }}
      {...(refusal ? { refusal } : {})}
    />
  );
  return c.html(page, status);
}

function turnOf(c: Context<App>, { line }: ReviewRead): CivilReviewProps['turn'] {
  if (line.reviewId === null || line.proposedBy === null || !scopeFor(c.var.actor, 'application.decide')) return null;
  const { refused } = decideReview({ proposedBy: line.proposedBy, decided: false, factTo: line.to }, actorRef(personOf(c)));
  return refused === 'same_person' ? 'another' : refused === null ? 'decision' : null;
}
