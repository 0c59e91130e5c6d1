import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { addDays, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { decidePause, holdsPause, pausedOn, resumeChoices } from '../../domain/pause.ts';
import { splitByCancelling } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordPause } from '../../store/arrangement-changes.ts';
import type { Arrangements } from '../../store/arrangements.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { PauseCheckPage, PauseDaysPage } from '../../../web/elder/pause-page.tsx';
import { IncompletePage } from '../../../web/elder/problem-page.tsx';
import { paths } from '../../../web/paths.ts';
import { openOr, orderAtOnce, seenFrom, sittings } from '../arranging.ts';
import { form, requestKey, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { hers } from './arrangements.tsx';
import { elderFrame, elderId } from './frame.ts';

/** Until when nothing is made of what she orders day after day. From tomorrow on: today's meal is skipped by itself. */
export const pauses = new Hono<App>();

pauses.get('/', permit('order.own'), async (c) => {
  const found = await hers(c);
  if ('page' in found) return found.page;
  if (found.read.standing.length === 0) return c.redirect(paths.home(), 303);
  const today = serviceDateOf(c.var.now);
  const from = addDays(today, 1);
  const paused = pausedOn(found.read.pauses, from);
  return c.html(<PauseDaysPage frame={elderFrame(c)} {...{ from, today, paused }} choices={resumeChoices(from, paused)} />);
});

const resume = openOr(serviceDate);

pauses.get('/:resume', permit('order.own'), segments(z.object({ resume })), async (c) => {
  const found = await hers(c);
  if ('page' in found) return found.page;
  if (found.read.standing.length === 0) return c.redirect(paths.home(), 303);
  const wanted = c.req.valid('param').resume;
  const pausing = pausingOf(c, found.read, wanted);
  if (!pausing) return c.redirect(paths.pauses(), 303);
  const { from, today, cancel, stay } = pausing;
  return c.html(<PauseCheckPage frame={elderFrame(c)} {...{ from, today }} resume={wanted} gone={sittings(cancel)} stay={sittings(stay)} requestKey={newId()} />);
});

const pausing = form(z.strictObject({ key: requestKey, resume }), (c) => c.html(<IncompletePage frame={elderFrame(c)} />, 422));

pauses.post('/', permit('order.own'), pausing, async (c) => {
  const { key, resume: wanted } = c.req.valid('form');
  const actor = `elder:${elderId(c)}`;
  const payloadHash = await sha256(JSON.stringify(['pause', wanted]));
  const answer = await untilSettled(async () => {
    const found = await hers(c, key);
    if ('page' in found) return found.page;
    const before = replay(found.read.prior, { actor, payloadHash });
    if (before === 'misused') return c.html(<IncompletePage frame={elderFrame(c)} />, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    if (found.read.standing.length === 0) return c.redirect(paths.home(), 303);
    const window = pausingOf(c, found.read, wanted);
    if (!window) return c.redirect(paths.pauses(), 303);
    const id = newId();
    const entry = auditEntry(c, actor, 'pause.record', `pause:${id}`);
    const write = { id, decision: window.decision, reason: 'away' as const, channel: 'elder_page' as const, seen: seenFrom(found.read, window.from), cancel: window.cancel };
    const outcome = await recordPause(c.var.db, entry, write, { key, payloadHash, answer: paths.standingOrders() });
    return outcome === 'done' ? c.redirect(paths.standingOrders(), 303) : outcome;
  });
  await orderAtOnce(c, elderId(c));
  return answer;
});

/** What the pause would do, with the orders within it; null for a day that cannot be meant. */
function pausingOf(c: Context<App>, read: Arrangements, wanted: ServiceDate | null) {
  const today = serviceDateOf(c.var.now);
  const from = addDays(today, 1);
  const decision = decidePause(read.pauses, { from, resume: wanted }, today);
  if (decision.refused !== null) return null;
  const { begins } = decision;
  const within = begins ? read.orders.filter((one) => holdsPause(begins, one.serviceDate)) : [];
  return { from, today, decision, ...splitByCancelling(within, c.var.now) };
}
