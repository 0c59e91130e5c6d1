import { Hono } from 'hono';
import * as z from 'zod';
import { addDays, instantAt, serviceDateOf } from '../../domain/calendar.ts';
import { DOINGS_SHOWN_DAYS, undoOf } from '../../domain/family-doing.ts';
import { decidePause } from '../../domain/pause.ts';
import { ordersToChange, splitByCancelling } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordPause, recordStanding } from '../../store/arrangement-changes.ts';
import { findStood } from '../../store/arrangements.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadDoings } from '../../store/family-doings.ts';
import { replay } from '../../store/request-keys.ts';
import { ownElder } from '../../store/scope.ts';
import { newId, sha256 } from '../../vault.ts';
import { DoingsPage } from '../../../web/elder/doings-page.tsx';
import { IncompletePage } from '../../../web/elder/problem-page.tsx';
import { paths } from '../../../web/paths.ts';
import { changesFrom, orderAtOnce, seenFrom } from '../arranging.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { hers } from './arrangements.tsx';
import { elderFrame, elderId } from './frame.ts';

/** What family did for her, and the presses that take it back. */
export const doings = new Hono<App>();

doings.get('/relatives/doings', permit('order.own'), async (c) => {
  const today = serviceDateOf(c.var.now);
  const [found, done] = await Promise.all([hers(c), loadDoings(c.var.db, elderId(c), instantAt(addDays(today, -DOINGS_SHOWN_DAYS), 0))]);
  if ('page' in found) return found.page;
  const lines = done.map((doing) => ({ doing, undo: undoOf(doing, found.read.standing, today) }));
  return c.html(<DoingsPage frame={elderFrame(c)} {...{ lines, today }} newKey={newId} />);
});

const one = segments(z.object({ id }));
const pressed = form(z.strictObject({ key: requestKey }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

/** As it was ordered day after day before somebody changed or ended it. */
doings.post('/standing-orders/:id/restoration', permit('order.own'), one, pressed, async (c) => {
  const { id: own } = c.req.valid('param');
  const { key } = c.req.valid('form');
  const actor = `elder:${elderId(c)}`;
  const payloadHash = await sha256(JSON.stringify(['restore', own]));
  const answer = await untilSettled(async () => {
    const [found, stood] = await Promise.all([hers(c, key), findStood(c.var.db, ownElder(c.var.scope), own)]);
    if ('page' in found) return found.page;
    const { read } = found;
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return c.html(<IncompletePage frame={elderFrame(c)} />, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    if (!stood) return c.notFound();
    const { slot, mealPointId, weekdays, mode, setMealId } = stood;
    const now = read.standing.find((row) => row.slot === slot);
    if (now && now.weekdays === weekdays && now.mode === mode && now.setMealId === setMealId) return c.redirect(paths.standingOrder(now.id), 303);
    const from = changesFrom(c, read, stood);
    const next = { weekdays, mode, setMealId };
    const { cancel } = now ? splitByCancelling(ordersToChange(read.orders, now, next, from), c.var.now) : { cancel: [] };
    const standing = { id: newId(), elderId: elderId(c), mealPointId, slot, ...next, from, channel: 'elder_page' as const };
    const page = paths.standingOrder(standing.id);
    const entry = auditEntry(c, actor, now ? 'standing_order.change' : 'standing_order.begin', `standing_order:${standing.id}`);
    const outcome = await recordStanding(c.var.db, entry, { standing, follows: now?.id ?? null, seen: seenFrom(read, from), cancel }, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  await orderAtOnce(c, elderId(c));
  return answer;
});

/** She eats again from tomorrow on, or on the days of a pause that has not begun. */
doings.post('/pauses/:id/end', permit('order.own'), one, pressed, async (c) => {
  const { id: own } = c.req.valid('param');
  const { key } = c.req.valid('form');
  const actor = `elder:${elderId(c)}`;
  const payloadHash = await sha256(JSON.stringify(['pause_end', own]));
  const page = paths.standingOrders();
  const answer = await untilSettled(async () => {
    const found = await hers(c, key);
    if ('page' in found) return found.page;
    const { read } = found;
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return c.html(<IncompletePage frame={elderFrame(c)} />, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const pause = read.pauses.find((row) => row.id === own);
    if (!pause) return c.redirect(page, 303);
    const today = serviceDateOf(c.var.now);
    const tomorrow = addDays(today, 1);
    const from = pause.from > tomorrow ? pause.from : tomorrow;
    const decision = decidePause(read.pauses, { from, resume: from }, today);
    if (decision.refused !== null) return c.redirect(page, 303);
    const fresh = newId();
    const entry = auditEntry(c, actor, 'pause.record', `pause:${fresh}`);
    const write = { id: fresh, decision, reason: pause.reason, channel: 'elder_page' as const, seen: seenFrom(read, from), cancel: [] };
    const outcome = await recordPause(c.var.db, entry, write, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  await orderAtOnce(c, elderId(c));
  return answer;
});
