import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { MEAL_SLOTS } from '../../domain/meal-slot.ts';
import { decidePause, holdsPause, PAUSE_REASONS } from '../../domain/pause.ts';
import { ordersToChange, splitByCancelling } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { endStanding, recordPause, recordStanding } from '../../store/arrangement-changes.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { paths } from '../../../web/paths.ts';
import { arrangementProblemText, pauseRefusalText } from '../../../web/standing-order-text.ts';
import { changesFrom, dayTicks, eatDay, openOr, orderAtOnce, seenFrom, skipDay, tickedDays } from '../arranging.ts';
import { form, id, query, requestKey, serviceDate, serviceMode, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { arrangementsPage, who, whoseArrangements } from './arrangement-view.tsx';
import { staffOf } from './frame.ts';
import { pass } from './passes.ts';

/** What somebody orders day after day, said at the counter or on the telephone. */
export const arrangements = new Hono<App>();

const nobody = z.object({ elder: z.undefined().optional() });

arrangements.get('/', permit('hand_over.record'), query(z.union([z.object({ elder: id, pass: pass.optional() }), nobody])), async (c) => {
  const asked = c.req.valid('query');
  if (asked.elder === undefined) return c.redirect(paths.counter(), 303);
  const at = await whoseArrangements(c, asked);
  return at ? arrangementsPage(c, at) : c.notFound();
});

const told = z.enum(['counter', 'phone']);
const setting = z.strictObject({ ...who, key: requestKey, slot: z.enum(MEAL_SLOTS), follows: id.optional(), mode: serviceMode, meal: z.union([z.literal(''), id]), told, ...dayTicks });

/** A form that was not understood is shown again, where it is known whose it is. */
const again = (field: string) => async (c: Context<App>, typed: Typed) => {
  const at = typed['elder'] ? await whoseArrangements(c, { elder: typed['elder'], pass: typed['pass'] }) : null;
  return at ? arrangementsPage(c, at, { field, message: arrangementProblemText.unreadable, typed }) : problem(c, 422);
};

/** Sets one up, or lets another follow it: what is ordered already and does not fit any more goes. */
arrangements.post('/standing-orders', permit('hand_over.record'), form(setting, again('day')), async (c) => {
  const { key, elder, pass: shown, slot, follows = null, mode, meal, told: channel, ...ticked } = c.req.valid('form');
  const days = tickedDays(ticked);
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify(['standing', elder, slot, follows, mode, meal, channel, days]));
  const answer = await untilSettled(async () => {
    const at = await whoseArrangements(c, { elder, pass: shown }, key);
    if (!at) return c.notFound();
    const { read } = at;
    const page = paths.canteenArrangements({ elder, pass: shown });
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const old = read.standing.find((one) => one.slot === slot);
    if ((old?.id ?? null) !== follows) return arrangementsPage(c, at, { field: 'day', message: arrangementProblemText.changed });
    if (days === null) return arrangementsPage(c, at, { field: 'day', message: arrangementProblemText.no_days });
    const point = at.points.find((one) => one.id === (old?.mealPointId ?? read.person.mealPointId));
    if (!point) return arrangementsPage(c, at, { field: 'day', message: arrangementProblemText.other_point });
    if (holdsOn(read.facts, 'death', serviceDateOf(c.var.now))) return arrangementsPage(c, at, { field: 'day', message: arrangementProblemText.deceased });
    const known = meal === '' || meal === old?.setMealId || read.offered.some((one) => one.setMealId === meal && one.mealPointId === point.id && one.slot === slot);
    if (!known) return arrangementsPage(c, at, { field: 'day', message: arrangementProblemText.unreadable });
    const from = changesFrom(c, read, { mealPointId: point.id, slot });
    const next = { weekdays: days, mode, setMealId: meal === '' ? null : meal };
    const { cancel } = old ? splitByCancelling(ordersToChange(read.orders, old, next, from), c.var.now) : { cancel: [] };
    const standing = { id: newId(), elderId: elder, mealPointId: point.id, slot, ...next, from, channel };
    const entry = auditEntry(c, actor, old ? 'standing_order.change' : 'standing_order.begin', `standing_order:${standing.id}`);
    const outcome = await recordStanding(c.var.db, entry, { standing, follows, seen: seenFrom(read, from), cancel }, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  await orderAtOnce(c, elder);
  return answer;
});

const ending = form(z.strictObject({ ...who, told, standing: id }), again('end'));

/** Needs no key: it ends once. */
arrangements.post('/endings', permit('hand_over.record'), ending, async (c) => {
  const { told: channel, standing: own, ...asked } = c.req.valid('form');
  return untilSettled(async () => {
    const at = await whoseArrangements(c, asked);
    if (!at) return c.notFound();
    const standing = at.read.standing.find((one) => one.id === own);
    if (!standing) return c.redirect(paths.canteenArrangements(asked), 303);
    const from = changesFrom(c, at.read, standing);
    const { cancel } = splitByCancelling(ordersToChange(at.read.orders, standing, null, from), c.var.now);
    const entry = auditEntry(c, actorRef(staffOf(c)), 'standing_order.end', `standing_order:${own}`);
    const outcome = await endStanding(c.var.db, entry, { id: own, from, channel, seen: seenFrom(at.read, from), cancel });
    return outcome === 'done' ? c.redirect(paths.canteenArrangements(asked), 303) : outcome;
  });
});

const skipping = form(z.strictObject({ ...who, told, standing: id, date: serviceDate, want: z.enum(['skip', 'eat']) }), again('date'));

/** Needs no key: a day is skipped once, and taken back once. */
arrangements.post('/skips', permit('hand_over.record'), skipping, async (c) => {
  const { told: channel, standing: own, date, want, ...asked } = c.req.valid('form');
  const answer = await untilSettled(async () => {
    const at = await whoseArrangements(c, asked);
    const standing = at?.read.standing.find((one) => one.id === own);
    if (!at || !standing) return c.notFound();
    const entry = auditEntry(c, actorRef(staffOf(c)), want === 'skip' ? 'standing_order.skip' : 'standing_order.unskip', `standing_order:${own}`);
    const outcome = want === 'skip' ? await skipDay(c, at.read, standing, date, { entry, channel }) : await eatDay(c, at.read, standing, date, { entry });
    if (outcome === 'conflict') return outcome;
    if (outcome === 'too_late') return arrangementsPage(c, at, { field: 'date', message: arrangementProblemText.too_late }, 409);
    return c.redirect(paths.canteenArrangements(asked), 303);
  });
  if (want === 'eat') await orderAtOnce(c, asked.elder);
  return answer;
});

const pausing = form(
  z.strictObject({ ...who, key: requestKey, from: serviceDate, resume: openOr(serviceDate).or(z.literal('').transform(() => null)), reason: z.enum(PAUSE_REASONS), told }),
  again('resume'),
);

/** Away or in hospital; `resume` equal to `from`: back. */
arrangements.post('/pauses', permit('hand_over.record'), pausing, async (c) => {
  const { key, elder, pass: shown, from, resume, reason, told: channel } = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify(['pause', elder, from, resume, reason, channel]));
  const answer = await untilSettled(async () => {
    const at = await whoseArrangements(c, { elder, pass: shown }, key);
    if (!at) return c.notFound();
    const { read } = at;
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const decision = decidePause(read.pauses, { from, resume }, serviceDateOf(c.var.now));
    if (decision.refused !== null) return arrangementsPage(c, at, { field: 'resume', message: pauseRefusalText[decision.refused], typed: { from, resume: resume ?? '' } });
    const { begins } = decision;
    const { cancel } = splitByCancelling(begins ? read.orders.filter((one) => holdsPause(begins, one.serviceDate)) : [], c.var.now);
    const pauseId = newId();
    const page = paths.canteenArrangements({ elder, pass: shown });
    const entry = auditEntry(c, actor, 'pause.record', `pause:${pauseId}`);
    const write = { id: pauseId, decision, reason, channel, seen: seenFrom(read, from), cancel };
    const outcome = await recordPause(c.var.db, entry, write, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  await orderAtOnce(c, elder);
  return answer;
});
