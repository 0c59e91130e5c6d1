import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { decideRating, FACES, MOST_WORDS } from '../../domain/rating.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadRated, recordRating, type Rated } from '../../store/ratings.ts';
import { newId } from '../../vault.ts';
import { IncompletePage } from '../../../web/elder/problem-page.tsx';
import { RatingPage, RatingRefusalPage } from '../../../web/elder/rating-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { elderFrame, elderId } from './frame.ts';

/** How a meal was: a face, and words for whoever has some. */
export const ratings = new Hono<App>();

const oneOrder = segments(z.object({ orderId: id }));

ratings.get('/:orderId/rating', permit('order.own'), oneOrder, async (c) => {
  const rated = await loadRated(c.var.db, c.var.scope, c.req.valid('param').orderId);
  return rated ? page(c, rated) : c.notFound();
});

const said = z.strictObject({ face: z.enum(FACES), words: z.string().trim().max(4 * MOST_WORDS).default('') });
const saying = form(said, (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** Needs no key: the same face and words again are the same rating. */
ratings.post('/:orderId/rating', permit('order.own'), oneOrder, saying, async (c) => {
  const { orderId } = c.req.valid('param');
  const { face, words } = c.req.valid('form');
  return untilSettled(async () => {
    const rated = await loadRated(c.var.db, c.var.scope, orderId);
    if (!rated) return c.notFound();
    if (refusalOf(c, rated) !== null) return page(c, rated, 409);
    if (words.length > MOST_WORDS) return page(c, rated, 422, words);
    const before = rated.rating;
    if (before && before.face === face && before.words === words) return c.redirect(paths.rating(orderId), 303);
    const entry = auditEntry(c, `elder:${elderId(c)}`, 'order.rate', `order:${orderId}`);
    const outcome = await recordRating(c.var.db, entry, rated, { face, words }, newId());
    return outcome === 'done' ? c.redirect(paths.rating(orderId), 303) : outcome;
  });
});

const refusalOf = (c: Context<App>, rated: Rated) => decideRating({ state: rated.orderState, claimUntilAt: rated.claimUntilAt }, c.var.now);

/** `tooLong`: her words, which the page keeps. */
function page(c: Context<App>, rated: Rated, status: 200 | 409 | 422 = 200, tooLong?: string) {
  const frame = elderFrame(c, { name: rated.pointName, phone: rated.phone, phoneHours: rated.phoneHours }, paths.rating(rated.orderId));
  const refused = refusalOf(c, rated);
  if (refused !== null && rated.rating === null) return c.html(<RatingRefusalPage frame={frame} refused={refused} orderId={rated.orderId} />, 409);
  const { orderId, serviceDate: date, slot, name, rating } = rated;
  return c.html(
    <RatingPage {...{ frame, orderId, date, slot, name, rating, tooLong }} today={serviceDateOf(c.var.now)} until={refused === null ? rated.claimUntilAt : null} />,
    status,
  );
}
