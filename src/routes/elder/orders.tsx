import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { accountId, PAY_WAYS, payWayOf, unresolved } from '../../domain/ledger.ts';
import { takesOrders, undoUntil } from '../../domain/meal-run.ts';
import { decideCancellation, decidePlacement, type CancellationRefusal } from '../../domain/order.ts';
import { decideRating } from '../../domain/rating.ts';
import { auditEntry, type App } from '../../request.ts';
import { cancelOrder, loadOwnOrder, type OwnOrder } from '../../store/cancellations.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadOwnBill } from '../../store/own-bills.ts';
import { loadPlacement, placeOrder } from '../../store/orders.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { CancellationPage } from '../../../web/elder/cancellation-page.tsx';
import { OrderPage, type OrderView } from '../../../web/elder/order-page.tsx';
import { CancellationRefusalPage, IncompletePage } from '../../../web/elder/problem-page.tsx';
import { doerSpoken } from '../../../web/family-text.ts';
import { paths } from '../../../web/paths.ts';
import { explained } from '../explanation.ts';
import { form, hiddenFen, id, requestKey, segments, serviceMode } from '../fields.ts';
import { permit } from '../permit.ts';
import { elderFrame, elderId, elderOf } from './frame.ts';
import { checkPage, placementRefusal } from './meals.tsx';

export const orders = new Hono<App>();

/** `selfPayFen`: what the page showed, so that nobody orders at another price than the one she read. */
const placing = z.strictObject({ key: requestKey, runId: id, setMealId: id, mode: serviceMode, selfPayFen: hiddenFen.optional(), payBy: z.enum(PAY_WAYS).optional() });

const orderForm = form(placing, (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

orders.post('/', permit('order.own'), orderForm, async (c) => {
  const { key, selfPayFen, payBy: shown, ...meal } = c.req.valid('form');
  const wish = { ...meal, elderId: elderId(c) };
  const actor = `elder:${wish.elderId}`;
  const payloadHash = await sha256(JSON.stringify([meal.runId, meal.setMealId, meal.mode, selfPayFen]));
  return untilSettled(async () => {
    const read = await loadPlacement(c.var.db, c.var.scope, wish, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return c.html(<IncompletePage frame={elderFrame(c)} />, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const placement = decidePlacement(read.facts, c.var.now);
    if (placement.refused !== null) return placementRefusal(c, wish, read, placement.refused);
    if (selfPayFen !== undefined && placement.assessment.selfPayFen !== selfPayFen) return checkPage(c, wish, read, placement, 'changed');
    const payBy = payWayOf(placement.assessment.selfPayFen, read.prepaidFen);
    if (shown !== undefined && shown !== payBy) return checkPage(c, wish, read, placement, 'changed');
    const orderId = newId();
    const answer = paths.order(orderId);
    const entry = auditEntry(c, actor, 'order.place', `order:${orderId}`);
    const order = { id: orderId, wish, channel: 'elder_page' as const, placement, payBy, read };
    const outcome = await placeOrder(c.var.db, entry, order, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

const oneOrder = segments(z.object({ orderId: id }));

orders.get('/:orderId', permit('order.own'), oneOrder, async (c) => {
  const { db, scope } = c.var;
  const { orderId } = c.req.valid('param');
  const [order, bill] = await Promise.all([loadOwnOrder(db, scope, orderId), loadOwnBill(db, scope, orderId)]);
  if (!order || !bill) return c.notFound();
  const paid = order.orderState === 'placed' || order.orderState === 'handed_over';
  return c.html(
    <OrderPage
      frame={frameOf(c, order)}
      orderId={order.orderId}
      number={order.orderNo}
      view={viewOf(order, c.var.now)}
      today={serviceDateOf(c.var.now)}
      date={order.serviceDate}
      slot={order.slot}
      serve={{ from: order.serveFromAt, to: order.serveToAt }}
      mode={order.mode}
      place={order.pointName}
      name={order.setMealName}
      eater={elderOf(c).name}
      dishes={order.dishes}
      subsidyFen={order.subsidyFen}
      selfPayFen={order.selfPayFen}
      why={paid ? { priceFen: order.priceFen, selfPayFen: order.selfPayFen, ...explained(bill) } : null}
      orderedAtFen={order.orderedAtFen}
      prepaid={isPrepaid(order)}
      undoUntil={undoUntil(order, order.placedAt)}
      reorder={takesOrders(order, c.var.now)}
      rating={order.rating}
      mayRate={decideRating({ state: order.orderState, claimUntilAt: order.claimUntilAt }, c.var.now) === null}
      standingOrderId={order.standingOrderId}
      by={doerSpoken(order.placedBy, order.placerRelation, order.elderId)}
      cancelledBy={order.cancelledBy === null ? null : doerSpoken(order.cancelledBy, order.cancellerRelation, order.elderId)}
    />,
  );
});

orders.get('/:orderId/cancellation', permit('order.own'), oneOrder, async (c) => {
  const order = await loadOwnOrder(c.var.db, c.var.scope, c.req.valid('param').orderId);
  if (!order) return c.notFound();
  const { refused } = cancellationOf(order, c.var.now);
  if (refused !== null) return cancellationRefusal(c, order, refused);
  const { orderId, serviceDate: date, slot, setMealName: name } = order;
  const today = serviceDateOf(c.var.now);
  const rules = { undoUntil: undoUntil(order, order.placedAt), reorder: takesOrders(order, c.var.now) };
  return c.html(<CancellationPage frame={frameOf(c, order)} {...{ orderId, today, date, slot, name }} {...rules} />);
});

/** Needs no key: an order is cancelled once, and the second press is shown what the first one did. */
orders.post('/:orderId/cancellation', permit('order.own'), oneOrder, async (c) => {
  const { orderId } = c.req.valid('param');
  return untilSettled(async () => {
    const order = await loadOwnOrder(c.var.db, c.var.scope, orderId);
    if (!order) return c.notFound();
    const { refused } = cancellationOf(order, c.var.now);
    if (refused === 'already_cancelled') return c.redirect(paths.order(orderId), 303);
    if (refused !== null) return cancellationRefusal(c, order, refused);
    const entry = auditEntry(c, `elder:${elderId(c)}`, 'order.cancel', `order:${orderId}`);
    const outcome = await cancelOrder(c.var.db, entry, order);
    return outcome === 'done' ? c.redirect(paths.order(orderId), 303) : outcome;
  });
});

/** Set aside or paid from prepaid money: a transfer of it stands. */
function isPrepaid({ transfers }: OwnOrder): boolean {
  const prepaid = `${accountId('prepaid')}:`;
  return [...unresolved(transfers, 'reserve'), ...unresolved(transfers, 'post')].some((one) => one.debit.startsWith(prepaid));
}

function cancellationOf(order: OwnOrder, now: number) {
  const { orderState, placedAt, late, state, cutoffAt, undoMinutes } = order;
  return decideCancellation({ state: orderState, placedAt, late, run: { state, cutoffAt, undoMinutes } }, now);
}

function cancellationRefusal(c: Context<App>, order: OwnOrder, refused: CancellationRefusal) {
  return c.html(<CancellationRefusalPage frame={frameOf(c, order)} refused={refused} orderId={order.orderId} />, 409);
}

function viewOf(order: OwnOrder, now: number): OrderView {
  if (order.orderState !== 'placed') return order.orderState;
  return cancellationOf(order, now).refused === null ? 'undoable' : 'kitchen';
}

function frameOf(c: Context<App>, { pointName, phone, phoneHours, orderId }: OwnOrder) {
  return elderFrame(c, { name: pointName, phone, phoneHours }, paths.order(orderId));
}
