import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { payWayOf } from '../../domain/ledger.ts';
import { choicesOf, wholeMealRefusal } from '../../domain/open-meals.ts';
import { decidePlacement, type Placement } from '../../domain/order.ts';
import { subsidyFenOf } from '../../domain/statement.ts';
import type { App } from '../../request.ts';
import { loadElderMeals } from '../../store/elder-meals.ts';
import { loadPlacement, type PlacementRead, type Wish } from '../../store/orders.ts';
import { newId } from '../../vault.ts';
import { CheckPage } from '../../../web/elder/check-page.tsx';
import { MealPage } from '../../../web/elder/meal-page.tsx';
import { ModePage } from '../../../web/elder/mode-page.tsx';
import { PlacementRefusalPage } from '../../../web/elder/problem-page.tsx';
import { spokenSpan } from '../../../web/format.tsx';
import { explanation } from '../explanation.ts';
import { id, segments, serviceMode } from '../fields.ts';
import { permit } from '../permit.ts';
import { elderFrame, elderId, sittingOf } from './frame.ts';
import { offerOf } from './offers.ts';

export const meals = new Hono<App>();

meals.get('/:runId', permit('order.own'), segments(z.object({ runId: id })), async (c) => {
  const shown = await loadMeal(c, c.req.valid('param').runId);
  if (!shown) return c.notFound();
  const { meal, read } = shown;
  const frame = elderFrame(c, meal.point);
  const refused = wholeMealRefusal(meal, shown, c.var.now);
  if (refused) return c.html(<PlacementRefusalPage frame={frame} refused={refused} {...shown.links} />, 409);
  const offers = choicesOf(meal, read.elder, read.policies, c.var.now).map((choice) => offerOf(choice, read.elder));
  return c.html(<MealPage frame={frame} sitting={sittingOf(c, meal.run)} cutoffAt={meal.run.cutoffAt} offers={offers} />);
});

meals.get('/:runId/:setMealId', permit('order.own'), segments(z.object({ runId: id, setMealId: id })), async (c) => {
  const { runId, setMealId } = c.req.valid('param');
  const shown = await loadMeal(c, runId);
  const offer = shown?.meal.offers.find((one) => one.setMealId === setMealId);
  if (!shown || !offer) return c.notFound();
  const { meal } = shown;
  const frame = elderFrame(c, meal.point);
  const refused = wholeMealRefusal(meal, shown, c.var.now);
  if (refused) return c.html(<PlacementRefusalPage frame={frame} refused={refused} {...shown.links} />, 409);
  const note = spokenSpan(meal.run.serveFromAt, meal.run.serveToAt);
  const modes = meal.modes.map(({ mode, taken, capacity }) => ({ mode, note, full: taken >= capacity }));
  const setMeal = { id: setMealId, name: offer.name };
  return c.html(
    <ModePage frame={frame} sitting={sittingOf(c, meal.run)} cutoffAt={meal.run.cutoffAt} setMeal={setMeal} modes={modes} />,
  );
});

const wished = z.object({ runId: id, setMealId: id, mode: serviceMode });

meals.get('/:runId/:setMealId/:mode', permit('order.own'), segments(wished), async (c) => {
  const wish = { ...c.req.valid('param'), elderId: elderId(c) };
  const read = await loadPlacement(c.var.db, c.var.scope, wish);
  if (!read) return c.notFound();
  const placement = decidePlacement(read.facts, c.var.now);
  return placement.refused === null ? checkPage(c, wish, read, placement) : placementRefusal(c, wish, read, placement.refused);
});

/** The dishes of one run for the elder who asks, and what stands in the way of choosing any. */
async function loadMeal(c: Context<App>, runId: string) {
  const read = await loadElderMeals(c.var.db, c.var.scope, elderId(c), { runId, from: serviceDateOf(c.var.now) });
  const meal = read?.meals[0];
  if (!read || !meal) return null;
  const { serviceDate, slot } = meal.run;
  const existing = read.orders.find((order) => order.serviceDate === serviceDate && order.slot === slot);
  const existingOrderId = existing?.id ?? null;
  return { read, meal, facts: read.elder.facts, existingOrderId, links: existingOrderId ? { runId, existingOrderId } : { runId } };
}

/** `changed`: another price was shown before, and nothing has been ordered. */
export async function checkPage(c: Context<App>, wish: Wish, read: PlacementRead, placement: Placement, changed?: 'changed') {
  const { priceFen, assessment, clashes } = placement;
  const { run, offer } = read.facts;
  const { selfPayFen } = assessment;
  return c.html(
    <CheckPage
      frame={elderFrame(c, read.point)}
      sitting={sittingOf(c, run)}
      cutoffAt={run.cutoffAt}
      serve={{ from: run.serveFromAt, to: run.serveToAt }}
      setMeal={{
        id: wish.setMealId,
        name: offer?.name ?? '',
        dishes: offer?.dishes.map((dish) => dish.name) ?? [],
        categories: offer?.dishes.map((dish) => dish.category) ?? [],
        pictureId: offer?.pictureId ?? null,
      }}
      mode={wish.mode}
      place={read.point.name}
      subsidyFen={subsidyFenOf(assessment.split)}
      {...{ priceFen, selfPayFen, clashes }}
      {...await explanation(c.var.db, read, assessment)}
      prepaid={payWayOf(selfPayFen, read.prepaidFen) === 'prepaid' ? { leftFen: read.prepaidFen, kept: run.noShowRule === 'keep_self_pay' } : null}
      changed={changed === 'changed'}
      requestKey={newId()}
    />,
    changed ? 409 : 200,
  );
}

/** The page with the reason and the way out; 409, because what was asked is understood and cannot be. */
export function placementRefusal(c: Context<App>, wish: Wish, read: PlacementRead, refused: Parameters<typeof PlacementRefusalPage>[0]['refused']) {
  const { runId, setMealId } = wish;
  const existing = read.facts.existingOrderId;
  const links = existing ? { runId, setMealId, existingOrderId: existing } : { runId, setMealId };
  return c.html(<PlacementRefusalPage frame={elderFrame(c, read.point)} refused={refused} {...links} />, 409);
}
