import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { dietText } from '../../domain/diet-change.ts';
import type { Diet } from '../../domain/diet.ts';
import { holdsOn } from '../../domain/elder.ts';
import type { App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadDiet, recordDiet, type DietRead } from '../../store/diets.ts';
import { FamilyDietPage } from '../../../web/family/diet-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { dietProblemText } from '../../../web/refusals.ts';
import { dietFields, dietSaid, MOST_NOTE, wrongMeals } from '../diet-form.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { notTheirs, saidHere } from './arrangements.tsx';
import { familyFrame, saidBy } from './frame.ts';
import { whoIs } from './meals.tsx';
import { outOfReach } from './week.tsx';

/** What she may not eat, seen and said by her family. */
export const familyDiet = new Hono<App>();

const oneElder = segments(z.object({ elderId: id }));

familyDiet.get('/:elderId/diet', permit('family.arrange'), oneElder, async (c) => {
  const found = await dietOf(c, c.req.valid('param').elderId);
  return 'page' in found ? found.page : page(c, found.read, found.read.diet);
});

async function dietOf(c: Context<App>, elderId: string): Promise<{ read: DietRead } | { page: Response }> {
  const today = serviceDateOf(c.var.now);
  const found = await loadDiet(c.var.db, c.var.scope, elderId, today);
  if (!found) return { page: await notTheirs(c, elderId) };
  return holdsOn(found.facts, 'death', today) ? { page: await outOfReach(c, elderId) } : { read: found };
}

const saving = form(z.strictObject(dietFields), (c) => problem(c, 422));

/** Decided on what the form was filled in from: whoever changed it meanwhile is not overwritten unseen. */
familyDiet.post('/:elderId/diet', permit('family.arrange'), oneElder, saving, async (c) => {
  const { elderId } = c.req.valid('param');
  const { version, ...said } = c.req.valid('form');
  const done = paths.familyDiet(elderId);
  return untilSettled(async () => {
    const found = await dietOf(c, elderId);
    if ('page' in found) return found.page;
    const { diet, version: last } = found.read;
    const wanted = dietSaid(said, diet, c.var.now);
    if (wanted.note.length > MOST_NOTE) return page(c, found.read, wanted, { status: 422, error: { field: 'note', message: dietProblemText.too_long } });
    if (dietText(wanted) === dietText(diet)) return c.redirect(done, 303);
    if (last !== version) return page(c, found.read, diet, { status: 409, error: { field: 'texture', message: dietProblemText.changed } });
    const { entry, allowed } = saidHere(c, elderId, 'diet.change', `elder:${elderId}`);
    const outcome = await recordDiet(c.var.db, entry, elderId, last, wanted, allowed);
    return outcome === 'done' ? c.redirect(done, 303) : outcome;
  });
});

async function page(c: Context<App>, read: DietRead, diet: Diet, refused?: { status: 409 | 422; error: FieldError }) {
  const { elder, version, history } = read;
  const said = history.map((one) => ({ ...one, byName: saidBy(c, { setBy: one.changedBy, setAt: one.changedAt, setter: one.by, setterName: one.byName }, elder.id).doer }));
  const who = await whoIs(c, elder.id, elder);
  const wrong = wrongMeals(read, serviceDateOf(c.var.now));
  return c.html(<FamilyDietPage frame={familyFrame(c)} elderId={elder.id} {...{ who, diet, version, wrong }} history={said} errors={refused ? [refused.error] : []} />, refused?.status ?? 200);
}
