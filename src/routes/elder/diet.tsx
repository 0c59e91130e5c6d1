import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { canBeAllergy, changedDiet, dietText, type DietChange } from '../../domain/diet-change.ts';
import { ALLERGENS, clashesOf, DIET_CODES, DIET_ITEM_KINDS, SEVERITIES, TEXTURES } from '../../domain/diet.ts';
import { holdsOn } from '../../domain/elder.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadDiet, recordDiet, type DietRead } from '../../store/diets.ts';
import { AllergyPage, AvoidPage, DietPage, FeedingPage, FirstDietPage, TexturePage } from '../../../web/elder/diet-pages.tsx';
import { DeceasedPage } from '../../../web/elder/home-page.tsx';
import { IncompletePage } from '../../../web/elder/problem-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { callAsOf, elderFrame, elderId, elderOf } from './frame.ts';

/** What she cannot eat: asked once, one thing on a page, nothing typed; changed by her whenever she likes. */
export const diet = new Hono<App>();

const load = (c: Context<App>) => loadDiet(c.var.db, c.var.scope, elderId(c), serviceDateOf(c.var.now));

type Shown = (c: Context<App>, read: DietRead) => Response | Promise<Response>;

const shown = async (c: Context<App>, page: Shown) => {
  const read = await load(c);
  if (!read) return c.notFound();
  if (holdsOn(read.facts, 'death', serviceDateOf(c.var.now))) return c.html(<DeceasedPage frame={elderFrame(c)} />);
  return page(c, read);
};

diet.get('/', permit('order.own'), (c) =>
  shown(c, (_c, read) => {
    const frame = elderFrame(c);
    const { diet: now, meals } = read;
    const untouched = now.askedAt === null && now.items.length === 0 && now.texture === 'regular' && !now.feedingHelp;
    if (untouched && c.req.query('more') === undefined) return c.html(<FirstDietPage frame={frame} callAs={callAsOf(elderOf(c))} />);
    const today = serviceDateOf(c.var.now);
    const wrong = meals.map((meal) => ({ ...meal, clashes: clashesOf(now, meal.dishes) })).filter((meal) => meal.clashes.length > 0);
    const [last] = read.history;
    const said = last && last.by !== null && last.by !== 'village' ? { name: last.byName, relation: last.by, at: last.changedAt, version: last.version } : null;
    return c.html(<DietPage frame={frame} diet={now} {...{ wrong, today, said }} />);
  }),
);

diet.get('/texture', permit('order.own'), (c) => shown(c, (_c, read) => c.html(<TexturePage frame={elderFrame(c)} texture={read.diet.texture} />)));
diet.get('/feeding', permit('order.own'), (c) => shown(c, () => c.html(<FeedingPage frame={elderFrame(c)} />)));

const oneKind = segments(z.object({ kind: z.enum(DIET_ITEM_KINDS) }));

diet.get('/items/:kind', permit('order.own'), oneKind, (c) =>
  shown(c, (_c, read) => c.html(<AvoidPage frame={elderFrame(c)} kind={c.req.valid('param').kind} items={read.diet.items} />)),
);

diet.get('/allergies/:code', permit('order.own'), segments(z.object({ code: z.enum(ALLERGENS) })), (c) =>
  shown(c, () => c.html(<AllergyPage frame={elderFrame(c)} code={c.req.valid('param').code} />)),
);

const item = { itemKind: z.enum(DIET_ITEM_KINDS), code: z.enum(DIET_CODES) };
const answers = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('texture'), texture: z.enum(TEXTURES) }),
  z.strictObject({ change: z.literal('item'), ...item, severity: z.enum(SEVERITIES).optional() }),
  z.strictObject({ change: z.literal('without'), ...item }),
  z.strictObject({ change: z.literal('feeding'), help: z.enum(['yes', 'no']) }),
  z.strictObject({ change: z.literal('asked') }),
]);
const answering = form(answers, (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** Needs no key: the same answer again changes nothing. */
diet.post('/', permit('order.own'), answering, async (c) => {
  const change = changeOf(c.req.valid('form'));
  return untilSettled(async () => {
    const read = await load(c);
    if (!read) return c.notFound();
    if (holdsOn(read.facts, 'death', serviceDateOf(c.var.now))) return c.html(<DeceasedPage frame={elderFrame(c)} />, 409);
    const next = changedDiet(read.diet, change, c.var.now);
    const done = paths.diet(change.kind === 'asked' ? undefined : 'all');
    if (dietText(next) === dietText(read.diet)) return c.redirect(done, 303);
    const entry = auditEntry(c, `elder:${read.elder.id}`, 'diet.change', `elder:${read.elder.id}`);
    const outcome = await recordDiet(c.var.db, entry, read.elder.id, read.version, next);
    return outcome === 'done' ? c.redirect(done, 303) : outcome;
  });
});

const restoring = form(z.strictObject({ version: z.string().regex(/^\d{1,6}$/).transform(Number) }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** What somebody said for her is as it was before they did. Needs no key: where something else was said since, nothing is changed. */
diet.post('/restoration', permit('order.own'), restoring, async (c) => {
  const { version } = c.req.valid('form');
  return untilSettled(async () => {
    const read = await load(c);
    if (!read) return c.notFound();
    if (holdsOn(read.facts, 'death', serviceDateOf(c.var.now))) return c.html(<DeceasedPage frame={elderFrame(c)} />, 409);
    const before = read.history.find((one) => one.version === version - 1);
    if (!before || read.version !== version) return c.redirect(paths.diet('all'), 303);
    const entry = auditEntry(c, `elder:${read.elder.id}`, 'diet.change', `elder:${read.elder.id}`);
    const outcome = await recordDiet(c.var.db, entry, read.elder.id, read.version, before.diet);
    return outcome === 'done' ? c.redirect(paths.diet('all'), 303) : outcome;
  });
});

function changeOf(said: z.infer<typeof answers>): DietChange {
  switch (said.change) {
    case 'texture':
      return { kind: 'texture', texture: said.texture };
    case 'item': {
      const kind = canBeAllergy(said.code) ? said.itemKind : 'restriction';
      return { kind: 'item', item: { kind, code: said.code, ...(kind === 'allergy' && said.severity ? { severity: said.severity } : {}) } };
    }
    case 'without':
      return { kind: 'without', item: { kind: said.itemKind, code: said.code } };
    case 'feeding':
      return { kind: 'feeding', help: said.help === 'yes' };
    case 'asked':
      return { kind: 'asked' };
  }
}
