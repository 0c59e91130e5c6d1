import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { payWayOf } from '../../domain/ledger.ts';
import { choicesOf, shortcut, wholeMealRefusal } from '../../domain/open-meals.ts';
import { decidePlacement, type Placement, type PlacementRefusal } from '../../domain/order.ts';
import { subsidyFenOf } from '../../domain/statement.ts';
import type { App } from '../../request.ts';
import { loadOwnOrder } from '../../store/cancellations.ts';
import { loadElderMeals } from '../../store/elder-meals.ts';
import { loadPlacement, type PlacementRead, type Wish } from '../../store/orders.ts';
import { newId } from '../../vault.ts';
import { alreadyOrderedText, selfText } from '../../../web/family-text.ts';
import { ChooseMealPage, FamilyCheckPage, FamilyRefusalPage } from '../../../web/family/meal-pages.tsx';
import { dietSentence } from '../../../web/family/week-page.tsx';
import { paths } from '../../../web/paths.ts';
import { familyRefusalWords } from '../../../web/family-refusals.ts';
import { sittingOf } from '../elder/frame.ts';
import { offerOf } from '../elder/offers.ts';
import { explanation } from '../explanation.ts';
import { id, segments, serviceMode } from '../fields.ts';
import { permit } from '../permit.ts';
import { doerOf, familyFrame, whoText } from './frame.ts';
import { outOfReach, standingBinding } from './week.tsx';

export const familyMeals = new Hono<App>();

const oneRun = segments(z.object({ elderId: id, runId: id }));

familyMeals.get('/:elderId/meals/:runId', permit('family.order'), oneRun, async (c) => {
  const { elderId, runId } = c.req.valid('param');
  const { db, scope, now } = c.var;
  const read = await loadElderMeals(db, scope, elderId, { runId, from: serviceDateOf(now) });
  const meal = read?.meals[0];
  if (!read || !meal) return outOfReach(c, elderId);
  const { serviceDate, slot } = meal.run;
  const existing = read.orders.find((order) => order.serviceDate === serviceDate && order.slot === slot);
  const refused = wholeMealRefusal(meal, { facts: read.elder.facts, existingOrderId: existing?.id ?? null }, now);
  if (refused) return refusalPage(c, { elderId, runId }, refused, meal.point.phone, existing?.id ?? null);
  const choices = choicesOf(meal, read.elder, read.policies, now);
  const short = shortcut(read.latest.find((order) => order.slot === slot), choices, meal.modes);
  const again = short?.same === 'meal' ? { setMealId: short.choice.offer.setMealId, name: short.choice.offer.name, mode: short.mode } : null;
  return c.html(
    <ChooseMealPage
      frame={familyFrame(c)}
      elderId={elderId}
      who={await whoIs(c, elderId, read.person)}
      sitting={sittingOf(c, meal.run)}
      cutoffAt={meal.run.cutoffAt}
      offers={choices.map((choice) => offerOf(choice, read.elder))}
      modes={meal.modes.map(({ mode, taken, capacity }) => ({ mode, full: taken >= capacity }))}
      again={again}
      diet={dietSentence(read.elder.diet)}
    />,
  );
});

const wished = segments(z.object({ elderId: id, runId: id, setMealId: id, mode: serviceMode }));

familyMeals.get('/:elderId/meals/:runId/:setMealId/:mode', permit('family.order'), wished, async (c) => {
  const wish = c.req.valid('param');
  const read = await loadPlacement(c.var.db, c.var.scope, wish);
  if (!read) return outOfReach(c, wish.elderId);
  const placement = decidePlacement(read.facts, c.var.now);
  return placement.refused === null ? familyCheckPage(c, wish, read, placement) : placementRefusalPage(c, wish, read, placement.refused);
});

/** 妈妈 李秀英, or 您自己. */
export async function whoIs(c: Context<App>, elderId: string, elder: { name: string; sex: 'female' | 'male' }): Promise<string> {
  const binding = await standingBinding(c, elderId);
  return whoText(c, elder, binding?.relation ?? null) ?? selfText;
}

/** `changed`: another price was shown before, and nothing has been ordered. */
export async function familyCheckPage(c: Context<App>, wish: Wish, read: PlacementRead, placement: Placement, changed = false) {
  const { priceFen, assessment, clashes } = placement;
  const { run, offer } = read.facts;
  const { selfPayFen } = assessment;
  return c.html(
    <FamilyCheckPage
      frame={familyFrame(c)}
      elderId={wish.elderId}
      who={await whoIs(c, wish.elderId, read.elder)}
      sitting={sittingOf(c, run)}
      cutoffAt={run.cutoffAt}
      serve={{ from: run.serveFromAt, to: run.serveToAt }}
      setMeal={{ id: wish.setMealId, name: offer?.name ?? '', dishes: offer?.dishes.map((dish) => dish.name) ?? [] }}
      mode={wish.mode}
      place={read.point.name}
      subsidyFen={subsidyFenOf(assessment.split)}
      {...{ priceFen, selfPayFen, clashes, changed }}
      payers={(await explanation(c.var.db, read, assessment)).payers}
      prepaidFen={payWayOf(selfPayFen, read.prepaidFen) === 'prepaid' ? read.prepaidFen : null}
      requestKey={newId()}
    />,
    changed ? 409 : 200,
  );
}

export function placementRefusalPage(c: Context<App>, wish: Wish, read: PlacementRead, refused: PlacementRefusal) {
  return refusalPage(c, wish, refused, read.point.phone, read.facts.existingOrderId);
}

/** 409, because what was asked is understood and cannot be. Who was quicker is told kindly, with the way to their order. */
async function refusalPage(c: Context<App>, wish: { elderId: string; runId: string }, refused: PlacementRefusal, phone: string, existing: string | null) {
  const { elderId, runId } = wish;
  const frame = familyFrame(c);
  const order = existing === null ? null : await loadOwnOrder(c.var.db, c.var.scope, existing);
  if (refused === 'already_ordered' && order) {
    const words = alreadyOrderedText(doerOf(c, order.placedBy, order.placerRelation, elderId));
    const wayOut = { href: paths.familyOrder(elderId, order.orderId), label: '' };
    return c.html(<FamilyRefusalPage {...{ frame, elderId, phone }} {...words} wayOut={{ ...wayOut, label: words.wayOut }} />, 409);
  }
  const { title, advice, other } = familyRefusalWords[refused];
  const wayOut = other ? { wayOut: { href: paths.familyMeal(elderId, runId), label: other } } : {};
  return c.html(<FamilyRefusalPage {...{ frame, elderId, phone, title, advice }} {...wayOut} />, 409);
}
