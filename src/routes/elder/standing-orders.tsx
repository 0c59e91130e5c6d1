import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { isStopped, WEEK_SHOWN, WEEKDAY_CHOICES } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { daysOf, type Arrangements } from '../../store/arrangements.ts';
import { recordStanding } from '../../store/arrangement-changes.ts';
import { loadOwnOrder, type OwnOrder } from '../../store/cancellations.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { IncompletePage } from '../../../web/elder/problem-page.tsx';
import { StandingCheckPage, StandingMealPage, WeekdaysPage } from '../../../web/elder/standing-order-new.tsx';
import { StandingOrderPage, StandingOrdersPage } from '../../../web/elder/standing-order-page.tsx';
import { paths } from '../../../web/paths.ts';
import { changesFrom, orderAtOnce, seenFrom } from '../arranging.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { familySaidOf, hers, oneOfHers, shownPause } from './arrangements.tsx';
import { elderFrame, elderId } from './frame.ts';

export const standingOrders = new Hono<App>();

const days = z.enum(WEEKDAY_CHOICES);
const meal = z.enum(['cook', 'same']);

standingOrders.get('/new/:orderId', permit('order.own'), segments(z.object({ orderId: id })), async (c) => {
  const base = await baseOf(c, c.req.valid('param').orderId);
  if ('page' in base) return base.page;
  const { orderId, slot } = base.order;
  return c.html(<WeekdaysPage frame={elderFrame(c)} slot={slot} hrefOf={(chosen) => paths.newStandingOrder(orderId, chosen)} back={paths.order(orderId)} />);
});

standingOrders.get('/new/:orderId/:days', permit('order.own'), segments(z.object({ orderId: id, days })), async (c) => {
  const { orderId, days: chosen } = c.req.valid('param');
  const base = await baseOf(c, orderId);
  if ('page' in base) return base.page;
  if (!comesAgain(base)) return c.redirect(paths.newStandingOrder(orderId, chosen, 'cook'), 303);
  const hrefOf = (wanted: string) => paths.newStandingOrder(orderId, chosen, wanted);
  return c.html(<StandingMealPage frame={elderFrame(c)} name={base.order.setMealName} hrefOf={hrefOf} back={paths.newStandingOrder(orderId)} />);
});

standingOrders.get('/new/:orderId/:days/:meal', permit('order.own'), segments(z.object({ orderId: id, days, meal })), async (c) => {
  const { orderId, days: chosen, meal: wanted } = c.req.valid('param');
  const base = await baseOf(c, orderId);
  if ('page' in base) return base.page;
  const { slot, mode, setMealName, pointName } = base.order;
  return c.html(
    <StandingCheckPage
      frame={elderFrame(c)}
      standing={{ slot, mode, weekdays: chosen, setMealName: wanted === 'same' ? setMealName : null, pointName }}
      from={changesFrom(c, base.read, base.order)}
      today={serviceDateOf(c.var.now)}
      back={comesAgain(base) ? paths.newStandingOrder(orderId, chosen) : paths.newStandingOrder(orderId)}
      hidden={{ key: newId(), orderId, days: chosen, meal: wanted }}
    />,
  );
});

const beginning = form(z.strictObject({ key: requestKey, orderId: id, days, meal }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** Whoever has one for this meal of the day is shown that: it is changed, not doubled. */
standingOrders.post('/', permit('order.own'), beginning, async (c) => {
  const { key, orderId, ...wanted } = c.req.valid('form');
  const actor = `elder:${elderId(c)}`;
  const payloadHash = await sha256(JSON.stringify([orderId, wanted.days, wanted.meal]));
  const answer = await untilSettled(async () => {
    const base = await baseOf(c, orderId, key);
    if ('page' in base) return base.page;
    const { read, order } = base;
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return c.html(<IncompletePage frame={elderFrame(c)} />, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const from = changesFrom(c, read, order);
    const { slot, mode, mealPointId, setMealId } = order;
    const standing = {
      id: newId(), elderId: elderId(c), mealPointId, slot, mode, from, followsId: null, weekdays: wanted.days,
      setMealId: wanted.meal === 'same' ? setMealId : null, channel: 'elder_page' as const,
    };
    const page = paths.standingOrder(standing.id);
    const entry = auditEntry(c, actor, 'standing_order.begin', `standing_order:${standing.id}`);
    const outcome = await recordStanding(c.var.db, entry, { standing, follows: null, seen: seenFrom(read, from), cancel: [] }, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  await orderAtOnce(c, elderId(c));
  return answer;
});

/** One of them is shown at once. */
standingOrders.get('/', permit('order.own'), async (c) => {
  const found = await hers(c);
  if ('page' in found) return found.page;
  const { standing } = found.read;
  const [only, ...others] = standing;
  if (!only) return c.redirect(paths.home(), 303);
  if (others.length === 0) return c.redirect(paths.standingOrder(only.id), 303);
  return c.html(<StandingOrdersPage frame={elderFrame(c)} standing={standing} today={serviceDateOf(c.var.now)} pause={shownPause(c, found.read)} />);
});

standingOrders.get('/:id', permit('order.own'), segments(z.object({ id })), async (c) => {
  const found = await oneOfHers(c, c.req.valid('param').id);
  if ('page' in found) return found.page;
  const { read, standing } = found;
  const today = serviceDateOf(c.var.now);
  return c.html(
    <StandingOrderPage
      frame={elderFrame(c)}
      standing={standing}
      said={familySaidOf(standing)}
      pauseSaid={familySaidOf(shownPause(c, read))}
      today={today}
      days={daysOf(read, standing, today, WEEK_SHOWN)}
      pause={shownPause(c, read)}
      stopped={isStopped(read.facts, today)}
    />,
  );
});

type Base = { order: OwnOrder; read: Arrangements };

/** The order that it is made from, wherever it stands; whoever has a standing order of that meal already is led to it. */
async function baseOf(c: Context<App>, orderId: string, key = ''): Promise<Base | { page: Response }> {
  const order = await loadOwnOrder(c.var.db, c.var.scope, orderId);
  if (!order) return { page: await c.notFound() };
  const found = await hers(c, key);
  if ('page' in found) return found;
  const same = found.read.standing.find((one) => one.slot === order.slot);
  if (same && !found.read.prior) return { page: c.redirect(paths.standingOrder(same.id), 303) };
  return { order, read: found.read };
}

/** Whether the very meal is on the menu again: else there is nothing to choose. */
function comesAgain({ order, read }: Base): boolean {
  return read.offered.some((one) => one.setMealId === order.setMealId && one.slot === order.slot && one.mealPointId === order.mealPointId && one.serviceDate > order.serviceDate);
}
