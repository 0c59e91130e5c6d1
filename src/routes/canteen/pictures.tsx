import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { addDays, serviceDateOf } from '../../domain/calendar.ts';
import { pictureProblem, type PictureProblem } from '../../domain/picture.ts';
import { picturesIn } from '../../ports/pictures.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { findPictured, listPictured, setPicture, type PicturedMeal } from '../../store/pictures.ts';
import { newId, sha256, sha256Bytes } from '../../vault.ts';
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
/** Of a hash, as much as names a file: 132 bits. */
const ID_LETTERS = 22;

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
  const content = await sha256(JSON.stringify([pointId, setMealId, await sha256Bytes(large), await sha256Bytes(small)]));
  return set(c, { pointId, setMealId }, { content, large, small });
});

/** The drawing again. */
pictures.post('/:pointId/:setMealId/removal', permit('picture.set'), oneMeal, async (c) => set(c, c.req.valid('param'), null));

type Of = { pointId: string; setMealId: string };
type Photo = { content: string; large: Bytes; small: Bytes };

/** Needs no key: a photo is named after what it shows and the turn in which it was set, so that the one that stands is not set a second time. */
async function set(c: Context<App>, of: Of, photo: Photo | null): Promise<Response> {
  return untilSettled(async () => {
    const meal = await findPictured(c.var.db, c.var.scope, of.pointId, of.setMealId);
    if (!meal) return c.notFound();
    const done = c.redirect(paths.canteenPicture(of.pointId, of.setMealId), 303);
    if (meal.pictureId === (photo && (await idOf(photo, meal.version)))) return done;
    const version = meal.version + 1;
    const pictureId = photo ? await idOf(photo, version) : newId();
    if (photo) await store(c, pictureId, photo);
    const entry = auditEntry(c, actorRef(staffOf(c)), photo ? 'picture.set' : 'picture.remove', `set_meal:${of.setMealId}`);
    const outcome = await setPicture(c.var.db, entry, { ...of, id: pictureId, version, bytes: { large: photo?.large.length ?? 0, small: photo?.small.length ?? 0 } });
    return outcome === 'done' ? done : outcome;
  });
}

const idOf = async ({ content }: Photo, version: number) => (await sha256(`${content}.${version}`)).slice(0, ID_LETTERS);

async function store(c: Context<App>, pictureId: string, { large, small }: Photo): Promise<void> {
  const files = picturesIn(c.env.PICTURES);
  await files.put(pictureId, 'large', large);
  await files.put(pictureId, 'small', small);
}

type Bytes = Uint8Array<ArrayBuffer>;

const bytesOf = async (file: File | undefined): Promise<Bytes> => new Uint8Array(file ? await file.arrayBuffer() : new ArrayBuffer(0));

async function page(c: Context<App>, meal: PicturedMeal, wrong?: PictureProblem) {
  const errors = wrong ? [{ field: 'photo', message: pictureProblemText[wrong] }] : [];
  return c.html(<PicturePage frame={await pointFrame(c, 'today')} {...{ meal, errors }} />, wrong ? 422 : 200);
}
