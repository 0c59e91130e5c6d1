import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { accountId, PAY_WAYS, payWayOf, unresolved } from '../../domain/ledger.ts';
import { takesOrders, undoUntil } from '../../domain/meal-run.ts';
import { decideCancellation, decidePlacement, type CancellationRefusal } from '../../domain/order.ts';
import { auditEntry, type App } from '../../request.ts';
import { cancelOrder, loadOwnOrder, type OwnOrder } from '../../store/cancellations.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadPlacement, placeOrder } from '../../store/orders.ts';
import { replay } from '../../store/request-keys.ts';
import { mayActFor } from '../../store/scope.ts';
import { newId, sha256 } from '../../vault.ts';
import type { OrderView } from '../../../web/elder/order-page.tsx';
import { FamilyRefusalPage } from '../../../web/family/meal-pages.tsx';
import { FamilyCancellationPage, FamilyOrderPage } from '../../../web/family/order-page.tsx';
import { paths } from '../../../web/paths.ts';
import { cancellationRefusalWords } from '../../../web/refusals.ts';
import { form, hiddenFen, id, requestKey, segments, serviceMode } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { carerRef, channelOf, doerOf, familyFrame } from './frame.ts';
import { familyCheckPage, placementRefusalPage, whoIs } from './meals.tsx';
import { outOfReach } from './week.tsx';

export const familyOrders = new Hono<App>();

const placing = z.strictObject({ key: requestKey, runId: id, setMealId: id, mode: serviceMode, selfPayFen: hiddenFen, payBy: z.enum(PAY_WAYS) });
const oneElder = segments(z.object({ elderId: id }));
const orderForm = form(placing, (c) => problem(c, 422));

/** The same decision and the same write as on her own page; what differs is who is named, and that she is told. */
familyOrders.post('/:elderId/orders', permit('family.order'), oneElder, orderForm, async (c) => {
  const { elderId } = c.req.valid('param');
  const { key, selfPayFen, payBy: shown, ...meal } = c.req.valid('form');
  const wish = { ...meal, elderId };
  const actor = carerRef(c);
  const payloadHash = await sha256(JSON.stringify([elderId, meal.runId, meal.setMealId, meal.mode, selfPayFen]));
  return untilSettled(async () => {
    const read = await loadPlacement(c.var.db, c.var.scope, wish, key);
    if (!read) return outOfReach(c, elderId);
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const placement = decidePlacement(read.facts, c.var.now);
    if (placement.refused !== null) return placementRefusalPage(c, wish, read, placement.refused);
    const payBy = payWayOf(placement.assessment.selfPayFen, read.prepaidFen);
    if (placement.assessment.selfPayFen !== selfPayFen || shown !== payBy) return familyCheckPage(c, wish, read, placement, true);
    const orderId = newId();
    const answer = paths.familyOrder(elderId, orderId);
    const entry = auditEntry(c, actor, 'order.place', `order:${orderId}`);
    const order = { id: orderId, wish, channel: channelOf(c), placement, payBy, read, allowed: mayActFor(c.var.scope, elderId) };
    const outcome = await placeOrder(c.var.db, entry, order, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

const oneOrder = segments(z.object({ elderId: id, orderId: id }));

familyOrders.get('/:elderId/orders/:orderId', permit('family.order'), oneOrder, async (c) => {
  const order = await orderOf(c, c.req.valid('param'));
  if (!order) return outOfReach(c, c.req.valid('param').elderId);
  const { placedBy, placerRelation, cancelledBy, cancellerRelation, elderId } = order;
  return c.html(
    <FamilyOrderPage
      {...await aboutOrder(c, order)}
      view={viewOf(order, c.var.now)}
      number={order.orderNo}
      serve={{ from: order.serveFromAt, to: order.serveToAt }}
      mode={order.mode}
      place={order.pointName}
      dishes={order.dishes}
      subsidyFen={order.subsidyFen}
      selfPayFen={order.selfPayFen}
      prepaid={isPrepaid(order)}
      doer={doerOf(c, placedBy, placerRelation, elderId)}
      cancelledBy={cancelledBy === null ? null : doerOf(c, cancelledBy, cancellerRelation, elderId)}
      phone={order.phone}
    />,
  );
});

familyOrders.get('/:elderId/orders/:orderId/cancellation', permit('family.order'), oneOrder, async (c) => {
  const order = await orderOf(c, c.req.valid('param'));
  if (!order) return outOfReach(c, c.req.valid('param').elderId);
  const { refused } = cancellationOf(order, c.var.now);
  if (refused !== null) return cancellationRefusal(c, order, refused);
  return c.html(<FamilyCancellationPage {...await aboutOrder(c, order)} doer={doerOf(c, order.placedBy, order.placerRelation, order.elderId)} />);
});

/** Needs no key: an order is cancelled once, and the second press is shown what the first one did. */
familyOrders.post('/:elderId/orders/:orderId/cancellation', permit('family.order'), oneOrder, async (c) => {
  const asked = c.req.valid('param');
  const answer = paths.familyOrder(asked.elderId, asked.orderId);
  return untilSettled(async () => {
    const order = await orderOf(c, asked);
    if (!order) return outOfReach(c, c.req.valid('param').elderId);
    const { refused } = cancellationOf(order, c.var.now);
    if (refused === 'already_cancelled') return c.redirect(answer, 303);
    if (refused !== null) return cancellationRefusal(c, order, refused);
    const entry = auditEntry(c, carerRef(c), 'order.cancel', `order:${order.orderId}`);
    const outcome = await cancelOrder(c.var.db, entry, order, mayActFor(c.var.scope, order.elderId));
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

/** An order under another elder's address is none. */
async function orderOf(c: Context<App>, { elderId, orderId }: { elderId: string; orderId: string }): Promise<OwnOrder | null> {
  const order = await loadOwnOrder(c.var.db, c.var.scope, orderId);
  return order?.elderId === elderId ? order : null;
}

async function aboutOrder(c: Context<App>, order: OwnOrder) {
  const { elderId, orderId, serviceDate: date, slot, setMealName: name } = order;
  return {
    frame: familyFrame(c), elderId, orderId, date, slot, name,
    who: await whoIs(c, elderId, { name: order.elderName, sex: order.elderSex }),
    today: serviceDateOf(c.var.now),
    undoUntil: undoUntil(order, order.placedAt),
    reorder: takesOrders(order, c.var.now),
  };
}

/** Set aside or paid from prepaid money: a transfer of it stands. */
function isPrepaid({ transfers }: OwnOrder): boolean {
  const prepaid = `${accountId('prepaid')}:`;
  return [...unresolved(transfers, 'reserve'), ...unresolved(transfers, 'post')].some((one) => one.debit.startsWith(prepaid));
}

function cancellationOf(order: OwnOrder, now: number) {
  const { orderState, placedAt, late, state, cutoffAt, undoMinutes } = order;
  return decideCancellation({ state: orderState, placedAt, late, run: { state, cutoffAt, undoMinutes } }, now);
}

function cancellationRefusal(c: Context<App>, { elderId, phone }: OwnOrder, refused: CancellationRefusal) {
  return c.html(<FamilyRefusalPage frame={familyFrame(c)} elderId={elderId} phone={phone} {...cancellationRefusalWords[refused]} />, 409);
}

function viewOf(order: OwnOrder, now: number): OrderView {
  if (order.orderState !== 'placed') return order.orderState;
  return cancellationOf(order, now).refused === null ? 'undoable' : 'kitchen';
}
