import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { addDays, serviceDateOf } from '../../domain/calendar.ts';
import { pictureProblem, type PictureProblem } from '../../domain/picture.ts';
import { picturesIn } from '../../ports/pictures.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { findPictured, listPictured, setPicture, type PicturedMeal } from '../../store/pictures.ts';
import { newId } from '../../vault.ts';
import { PicturePage, PicturesPage } from '../../../web/canteen/pictures-page.tsx';
import { paths } from '../../../web/paths.ts';
import { pictureProblemText } from '../../../web/refusals.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { pointFrame, staffOf } from './frame.ts';

/** The canteen's own photos of its meals. */
export const pictures = new Hono<App>();

/** Meals of the past days, which are there to be photographed, and of those to come. */
const [BACK, AHEAD] = [3, 7];

pictures.get('/', permit('picture.set'), async (c) => {
  const today = serviceDateOf(c.var.now);
  const meals = await listPictured(c.var.db, c.var.scope, addDays(today, -BACK), addDays(today, AHEAD));
  return c.html(<PicturesPage frame={await pointFrame(c, 'today')} meals={meals} />);
});

const oneMeal = segments(z.object({ pointId: id, setMealId: id }));

pictures.get('/:pointId/:setMealId', permit('picture.set'), oneMeal, async (c) => {
  const { pointId, setMealId } = c.req.valid('param');
  const meal = await findPictured(c.var.db, c.var.scope, pointId, setMealId);
  return meal ? page(c, meal) : c.notFound();
});

/** A file field that was left empty comes as no text. */
const sentFile = z.union([z.instanceof(File), z.literal('').transform(() => undefined)]).optional();
const uploading = form(z.strictObject({ photo: sentFile, large: sentFile, small: sentFile }), (c) => problem(c, 422));

/** Two sizes, made by the page's script from the photo that was taken; files first, then the row that shows them. */
pictures.post('/:pointId/:setMealId', permit('picture.set'), oneMeal, uploading, async (c) => {
  const { pointId, setMealId } = c.req.valid('param');
  const sent = c.req.valid('form');
  const [large, small] = [await bytesOf(sent.large), await bytesOf(sent.small)];
  const meal = await findPictured(c.var.db, c.var.scope, pointId, setMealId);
  if (!meal) return c.notFound();
  const chosen = (await bytesOf(sent.photo)).length > 0;
  if (large.length === 0 || small.length === 0) return page(c, meal, chosen ? 'too_large' : 'none');
  const wrong = pictureProblem(large, 'large') ?? pictureProblem(small, 'small');
  if (wrong !== null) return page(c, meal, wrong);
  const pictureId = newId();
  const store = picturesIn(c.env.PICTURES);
  await store.put(pictureId, 'large', large);
  await store.put(pictureId, 'small', small);
  return set(c, { pointId, setMealId, id: pictureId, bytes: { large: large.length, small: small.length } });
});

/** The drawing again. */
pictures.post('/:pointId/:setMealId/removal', permit('picture.set'), oneMeal, async (c) => set(c, { ...c.req.valid('param'), id: newId(), bytes: { large: 0, small: 0 } }));

type Wanted = { id: string; pointId: string; setMealId: string; bytes: { large: number; small: number } };

async function set(c: Context<App>, wanted: Wanted): Promise<Response> {
  return untilSettled(async () => {
    const meal = await findPictured(c.var.db, c.var.scope, wanted.pointId, wanted.setMealId);
    if (!meal) return c.notFound();
    const done = c.redirect(paths.canteenPicture(wanted.pointId, wanted.setMealId), 303);
    if (wanted.bytes.large === 0 && meal.pictureId === null) return done;
    const entry = auditEntry(c, actorRef(staffOf(c)), wanted.bytes.large === 0 ? 'picture.remove' : 'picture.set', `set_meal:${wanted.setMealId}`);
    const outcome = await setPicture(c.var.db, entry, { ...wanted, version: meal.version + 1 });
    return outcome === 'done' ? done : outcome;
  });
}

const bytesOf = async (file: File | undefined) => new Uint8Array(file ? await file.arrayBuffer() : new ArrayBuffer(0));

async function page(c: Context<App>, meal: PicturedMeal, wrong?: PictureProblem) {
  const errors = wrong ? [{ field: 'photo', message: pictureProblemText[wrong] }] : [];
  return c.html(<PicturePage frame={await pointFrame(c, 'today')} {...{ meal, errors }} />, wrong ? 422 : 200);
}
