import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { readLateReason } from '../../domain/late-order.ts';
import { payWayOf } from '../../domain/ledger.ts';
import { decidePlacement, type Placement, type PlacementRefusal } from '../../domain/order.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadPlacement, placeOrder, type PlacementRead } from '../../store/orders.ts';
import { reachOfCanteen } from '../../store/reach.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { LateOrderPage, type LateOffer } from '../../../web/canteen/late-order-page.tsx';
import { lateReasonText } from '../../../web/canteen/late-order-text.ts';
import { paths, type LateWish } from '../../../web/paths.ts';
import { refusalAtCanteen } from '../../../web/canteen/not-ordered-text.ts';
import { phoneProblemText } from '../../../web/refusals.ts';
import { explanation } from '../explanation.ts';
import { form, hiddenFen, id, query, requestKey, serviceMode } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';

export const lateOrders = new Hono<App>();

const wished = { elder: id, run: id, meal: id, mode: serviceMode };
type Wished = LateWish & { mode: z.infer<typeof serviceMode> };
const nothing = z.object({ elder: z.undefined().optional() });

/** An order after the cut-off: the same decision and the same write as any other, with a reason and a canteen's own permission. */
lateOrders.get('/', permit('order.by_phone'), query(z.union([z.object(wished), nothing])), async (c) => {
  const wanted = c.req.valid('query');
  if (wanted.elder === undefined) return c.redirect(paths.canteenPhoneOrders(), 303);
  const read = await load(c, wanted);
  if (!read) return c.notFound();
  const placement = decidePlacement(read.facts, c.var.now, 'allowed');
  return placement.refused === null && !placement.late ? inTime(c, wanted) : page(c, wanted, read, placement);
});

/** `selfPayFen`: what the page showed and was said on the telephone. */
const ordering = form(z.strictObject({ key: requestKey, selfPayFen: hiddenFen, reason: z.string().max(500), ...wished }), (c) => problem(c, 422));

lateOrders.post('/', permit('order.by_phone'), ordering, (c) => {
  const { key, selfPayFen, reason: typed, ...wanted } = c.req.valid('form');
  const { db } = c.var;
  const actor = actorRef(staffOf(c));
  const why = readLateReason(typed);
  return untilSettled(async () => {
    const payloadHash = await sha256(JSON.stringify([wanted.elder, wanted.run, wanted.meal, wanted.mode, selfPayFen, typed]));
    const read = await load(c, wanted, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const placement = decidePlacement(read.facts, c.var.now, 'allowed');
    if (placement.refused === null && !placement.late) return inTime(c, wanted);
    if (placement.refused !== null) return page(c, wanted, read, placement);
    if ('problem' in why) return page(c, wanted, read, placement, { typed, wrong: lateReasonText[why.problem] });
    const { assessment } = placement;
    if (assessment.selfPayFen !== selfPayFen) return page(c, wanted, read, placement, { typed, changed: true });
    const orderId = newId();
    const answer = paths.canteenPhoneOrders({ done: orderId });
    const payBy = payWayOf(assessment.selfPayFen, read.prepaidFen);
    const entry = { ...auditEntry(c, actor, 'order.place_late', `order:${orderId}`), reason: why.reason };
    const order = { id: orderId, wish: wishOf(wanted), channel: 'staff_phone' as const, placement, payBy, read, lateReason: why.reason };
    const outcome = await placeOrder(db, entry, order, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

const wishOf = ({ elder, run, meal, mode }: Wished) => ({ elderId: elder, runId: run, setMealId: meal, mode });

function load(c: Context<App>, wanted: Wished, key = '') {
  const { db, scope, now } = c.var;
  return loadPlacement(db, scope, wishOf(wanted), key, reachOfCanteen(scope, serviceDateOf(now)));
}

/** Nothing is late: it is ordered where any other order is. */
const inTime = (c: Context<App>, { elder, run }: Wished) => c.redirect(paths.canteenPhoneOrders({ elder, run }), 303);

type Typing = { typed: string; wrong?: string; changed?: boolean };

/** The order as it would be, or why it cannot; what was typed is kept. */
async function page(c: Context<App>, wanted: Wished, read: PlacementRead, placement: Placement | { refused: PlacementRefusal }, typing?: Typing) {
  const { facts, point, elder } = read;
  const { run } = facts;
  const { refused } = placement;
  const refusal = refused !== null ? refusalAtCanteen(refused) : typing?.changed ? phoneProblemText.changed : undefined;
  const shown = (
    <LateOrderPage
      frame={canteenFrame(c, point.name, 'phone_orders')}
      today={serviceDateOf(c.var.now)}
      person={elder}
      diet={facts.elder.diet}
      sitting={{ runId: run.id, date: run.serviceDate, slot: run.slot, cutoffAt: run.cutoffAt, pointName: point.name, stoppedSince: run.stoppedSince }}
      setMealName={facts.offer?.name ?? ''}
      mode={wanted.mode}
      counted={run.state !== 'open'}
      offer={placement.refused === null ? await offerOf(c, wanted, read, placement) : null}
      {...(refusal ? { refusal } : {})}
      {...(typing ? { reason: typing.typed } : {})}
      errors={typing?.wrong ? [{ field: 'reason', message: typing.wrong }] : []}
    />
  );
  return c.html(shown, refusal ? 409 : typing ? 422 : 200);
}

async function offerOf(c: Context<App>, wanted: Wished, read: PlacementRead, { priceFen, assessment, clashes }: Placement): Promise<LateOffer> {
  const { selfPayFen } = assessment;
  const hidden = { key: newId(), ...wanted, selfPayFen: String(selfPayFen) };
  return { priceFen, selfPayFen, clashes, payBy: payWayOf(selfPayFen, read.prepaidFen), ...(await explanation(c.var.db, read, assessment)), hidden };
}
