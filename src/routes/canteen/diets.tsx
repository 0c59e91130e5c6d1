import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { ageOn, serviceDateOf } from '../../domain/calendar.ts';
import { DIET_MARKS, dietText, itemsOf } from '../../domain/diet-change.ts';
import { clashesOf, DIET_CODES, TEXTURES, type Diet } from '../../domain/diet.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadDiet, recordDiet, type DietRead } from '../../store/diets.ts';
import { DietFormPage } from '../../../web/canteen/diet-page.tsx';
import { spokenMeal } from '../../../web/format.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { dietProblemText } from '../../../web/refusals.ts';
import { clashText } from '../../../web/text.ts';
import { form, id, query } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { pointFrame, staffOf } from './frame.ts';

/** What somebody may not eat, written down at the counter. */
export const diets = new Hono<App>();

const load = (c: Context<App>, elder: string) => loadDiet(c.var.db, c.var.scope, elder, serviceDateOf(c.var.now));

diets.get('/', permit('diet.record'), query(z.object({ elder: id })), async (c) => {
  const read = await load(c, c.req.valid('query').elder);
  return read ? page(c, read, read.diet) : c.notFound();
});

const MOST_NOTE = 60;
const mark = z.enum(DIET_MARKS);
const marks = Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, mark]));
const saving = form(
  z.strictObject({
    elder: id,
    version: z.string().regex(/^\d{1,6}$/).transform(Number),
    texture: z.enum(TEXTURES),
    feeding: z.enum(['yes', 'no']),
    note: z.string().trim().max(10 * MOST_NOTE),
    ...marks,
  }),
  (c) => problem(c, 422),
);

/** Decided on what the form was filled in from: whoever changed it meanwhile is not overwritten unseen. */
diets.post('/', permit('diet.record'), saving, async (c) => {
  const { elder, version, texture, feeding, note, ...rest } = c.req.valid('form');
  const chosen: Record<string, unknown> = rest;
  const items = itemsOf(new Map(DIET_CODES.map((code) => [code, mark.parse(chosen[`mark_${code}`])])));
  return untilSettled(async () => {
    const read = await load(c, elder);
    if (!read) return c.notFound();
    const wanted: Diet = { texture, feedingHelp: feeding === 'yes', note, items, askedAt: read.diet.askedAt ?? c.var.now };
    if (note.length > MOST_NOTE) return page(c, read, wanted, { status: 422, error: { field: 'note', message: dietProblemText.too_long } });
    if (dietText(wanted) === dietText(read.diet)) return c.redirect(paths.canteenDiets(elder), 303);
    if (read.version !== version) return page(c, read, read.diet, { status: 409, error: { field: 'texture', message: dietProblemText.changed } });
    const entry = auditEntry(c, actorRef(staffOf(c)), 'diet.change', `elder:${elder}`);
    const outcome = await recordDiet(c.var.db, entry, elder, read.version, wanted);
    return outcome === 'done' ? c.redirect(paths.canteenDiets(elder), 303) : outcome;
  });
});

async function page(c: Context<App>, read: DietRead, diet: Diet, refused?: { status: 409 | 422; error: FieldError }) {
  const { birthDate, ...person } = read.elder;
  const today = serviceDateOf(c.var.now);
  const wrong = read.meals.flatMap((meal) => {
    const clashes = clashesOf(read.diet, meal.dishes);
    return clashes.length === 0 ? [] : [[spokenMeal(meal.serviceDate, meal.slot, today), meal.name, clashes.map(clashText).join('，')].join('，')];
  });
  return c.html(
    <DietFormPage
      frame={await pointFrame(c, 'counter')}
      person={{ ...person, age: ageOn(birthDate, today) }}
      {...{ diet, wrong }}
      version={read.version}
      history={read.history}
      errors={refused ? [refused.error] : []}
    />,
    refused?.status ?? 200,
  );
}
