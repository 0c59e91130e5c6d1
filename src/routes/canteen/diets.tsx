import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { ageOn, serviceDateOf } from '../../domain/calendar.ts';
import { dietText } from '../../domain/diet-change.ts';
import type { Diet } from '../../domain/diet.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadDiet, recordDiet, type DietRead } from '../../store/diets.ts';
import { DietFormPage } from '../../../web/canteen/diet-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { dietProblemText } from '../../../web/refusals.ts';
import { dietFields, dietSaid, MOST_NOTE, wrongMeals } from '../diet-form.ts';
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

const saving = form(z.strictObject({ elder: id, ...dietFields }), (c) => problem(c, 422));

/** Decided on what the form was filled in from: whoever changed it meanwhile is not overwritten unseen. */
diets.post('/', permit('diet.record'), saving, async (c) => {
  const { elder, version, ...said } = c.req.valid('form');
  return untilSettled(async () => {
    const read = await load(c, elder);
    if (!read) return c.notFound();
    const wanted = dietSaid(said, read.diet, c.var.now);
    if (wanted.note.length > MOST_NOTE) return page(c, read, wanted, { status: 422, error: { field: 'note', message: dietProblemText.too_long } });
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
  return c.html(
    <DietFormPage
      frame={await pointFrame(c, 'counter')}
      person={{ ...person, age: ageOn(birthDate, today) }}
      diet={diet}
      wrong={wrongMeals(read, today).map(({ words }) => words)}
      version={read.version}
      history={read.history}
      errors={refused ? [refused.error] : []}
    />,
    refused?.status ?? 200,
  );
}
