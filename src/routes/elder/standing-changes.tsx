import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { SERVICE_MODES, type ServiceMode } from '../../domain/meal-slot.ts';
import { ordersToChange, splitByCancelling } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { endStanding, recordStanding } from '../../store/arrangement-changes.ts';
import { findStood, type Arrangements, type Standing } from '../../store/arrangements.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { ownElder } from '../../store/scope.ts';
import { newId, sha256 } from '../../vault.ts';
import { IncompletePage } from '../../../web/elder/problem-page.tsx';
import { ChangeCheckPage, ChangePage, EndCheckPage, StandingModesPage } from '../../../web/elder/standing-order-change.tsx';
import { WeekdaysPage } from '../../../web/elder/standing-order-new.tsx';
import { paths } from '../../../web/paths.ts';
import { changesFrom, orderAtOnce, seenFrom, sittings, weekdays } from '../arranging.ts';
import { form, id, requestKey, segments, serviceMode } from '../fields.ts';
import { permit } from '../permit.ts';
import { hers, oneOfHers } from './arrangements.tsx';
import { elderFrame, elderId } from './frame.ts';

/** From now on: other days, another way, the cook's choice, or no more. */
export const standingChanges = new Hono<App>();

const one = segments(z.object({ id }));

standingChanges.get('/:id/change', permit('order.own'), one, async (c) => {
  const found = await oneOfHers(c, c.req.valid('param').id);
  return 'page' in found ? found.page : c.html(<ChangePage frame={elderFrame(c)} standing={found.standing} />);
});

standingChanges.get('/:id/change/days', permit('order.own'), one, async (c) => {
  const found = await oneOfHers(c, c.req.valid('param').id);
  if ('page' in found) return found.page;
  const { id: own, slot, mode, weekdays: now } = found.standing;
  return c.html(<WeekdaysPage frame={elderFrame(c)} {...{ slot, now }} hrefOf={(days) => paths.standingChange(own, days, mode, 'same')} back={paths.standingChange(own)} />);
});

standingChanges.get('/:id/change/modes', permit('order.own'), one, async (c) => {
  const found = await oneOfHers(c, c.req.valid('param').id);
  if ('page' in found) return found.page;
  const { read, standing } = found;
  const hrefOf = (mode: ServiceMode) => paths.standingChange(standing.id, standing.weekdays, mode, 'same');
  return c.html(<StandingModesPage frame={elderFrame(c)} standing={standing} modes={modesOf(read, standing)} hrefOf={hrefOf} />);
});

/** The ways of the point for this meal, in their order; hers at least. */
function modesOf(read: Arrangements, standing: Standing): ServiceMode[] {
  const offered = read.modes.filter((mode) => mode.mealPointId === standing.mealPointId && mode.slot === standing.slot).map(({ mode }) => mode);
  return SERVICE_MODES.filter((mode) => mode === standing.mode || offered.includes(mode));
}

const wished = { days: weekdays, mode: serviceMode, meal: z.enum(['cook', 'same']) };
type Wished = { days: string; mode: ServiceMode; meal: 'cook' | 'same' };

standingChanges.get('/:id/change/:days/:mode/:meal', permit('order.own'), segments(z.object({ id, ...wished })), async (c) => {
  const { id: own, ...wanted } = c.req.valid('param');
  const found = await oneOfHers(c, own);
  if ('page' in found) return found.page;
  const { read, standing } = found;
  if (isSame(standing, wanted)) return c.redirect(paths.standingOrder(own), 303);
  const change = changeOf(c, read, standing, wanted);
  const shown = { ...standing, weekdays: wanted.days, mode: wanted.mode, setMealName: wanted.meal === 'cook' ? null : standing.setMealName };
  return c.html(
    <ChangeCheckPage
      frame={elderFrame(c)}
      today={serviceDateOf(c.var.now)}
      from={change.from}
      standing={shown}
      gone={sittings(change.cancel)}
      stay={sittings(change.stay)}
      hidden={{ key: newId(), ...wanted }}
    />,
  );
});

function isSame(standing: Standing, { days, mode, meal }: Wished): boolean {
  return days === standing.weekdays && mode === standing.mode && (meal === 'same' || standing.setMealId === null);
}

function changeOf(c: Context<App>, read: Arrangements, standing: Standing, { days, mode, meal }: Wished) {
  const from = changesFrom(c, read, standing);
  const next = { weekdays: days, mode, setMealId: meal === 'cook' ? null : standing.setMealId };
  return { from, next, ...splitByCancelling(ordersToChange(read.orders, standing, next, from), c.var.now) };
}

const changing = form(z.strictObject({ key: requestKey, ...wished }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

standingChanges.post('/:id/change', permit('order.own'), one, changing, async (c) => {
  const { id: own } = c.req.valid('param');
  const { key, ...wanted } = c.req.valid('form');
  const actor = `elder:${elderId(c)}`;
  const payloadHash = await sha256(JSON.stringify([own, wanted]));
  const answer = await untilSettled(async () => {
    const found = await hers(c, key);
    if ('page' in found) return found.page;
    const before = replay(found.read.prior, { actor, payloadHash });
    if (before === 'misused') return c.html(<IncompletePage frame={elderFrame(c)} />, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const standing = found.read.standing.find((row) => row.id === own);
    if (!standing) return c.notFound();
    if (isSame(standing, wanted)) return c.redirect(paths.standingOrder(own), 303);
    const { from, next, cancel } = changeOf(c, found.read, standing, wanted);
    const { slot, mealPointId } = standing;
    const following = { id: newId(), elderId: elderId(c), slot, mealPointId, ...next, from, channel: 'elder_page' as const };
    const page = paths.standingOrder(following.id);
    const entry = auditEntry(c, actor, 'standing_order.change', `standing_order:${following.id}`);
    const outcome = await recordStanding(c.var.db, entry, { standing: following, follows: own, seen: seenFrom(found.read, from), cancel }, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  await orderAtOnce(c, elderId(c));
  return answer;
});

standingChanges.get('/:id/end', permit('order.own'), one, async (c) => {
  const found = await oneOfHers(c, c.req.valid('param').id);
  if ('page' in found) return found.page;
  const { read, standing } = found;
  const { from, cancel, stay } = endOf(c, read, standing);
  return c.html(<EndCheckPage frame={elderFrame(c)} today={serviceDateOf(c.var.now)} {...{ from, standing }} gone={sittings(cancel)} stay={sittings(stay)} />);
});

function endOf(c: Context<App>, read: Arrangements, standing: Standing) {
  const from = changesFrom(c, read, standing);
  return { from, ...splitByCancelling(ordersToChange(read.orders, standing, null, from), c.var.now) };
}

/** Needs no key: it ends once, and the second press finds the first page too. */
standingChanges.post('/:id/end', permit('order.own'), one, async (c) => {
  const { id: own } = c.req.valid('param');
  return untilSettled(async () => {
    const found = await hers(c);
    if ('page' in found) return found.page;
    const standing = found.read.standing.find((row) => row.id === own);
    if (!standing) return (await findStood(c.var.db, ownElder(c.var.scope), own)) ? c.redirect(paths.home(), 303) : c.notFound();
    const { from, cancel } = endOf(c, found.read, standing);
    const entry = auditEntry(c, `elder:${elderId(c)}`, 'standing_order.end', `standing_order:${own}`);
    const outcome = await endStanding(c.var.db, entry, { id: own, from, channel: 'elder_page', seen: seenFrom(found.read, from), cancel });
    return outcome === 'done' ? c.redirect(paths.home(), 303) : outcome;
  });
});
