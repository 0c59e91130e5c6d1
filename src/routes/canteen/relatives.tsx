import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { decideConsent, decideWithdrawal, lacksRights } from '../../domain/family.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadRelativesAtCounter, recordConsent, recordWithdrawal } from '../../store/family-bindings.ts';
import { CanteenRelativesPage } from '../../../web/canteen/relatives-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';
import { callerOf, noteLook, pass } from './passes.ts';

/** For whoever has no phone of her own: her word at the counter, witnessed by whoever works there. */
export const canteenRelatives = new Hono<App>();

const atCounter = z.object({ elder: id, pass: pass.optional() });

canteenRelatives.get('/', permit('family.witness'), query(atCounter), async (c) => {
  const asked = c.req.valid('query');
  const read = await relativesOf(c, asked);
  if (!read) return c.notFound();
  await noteLook(c, read, asked.elder);
  const open = read.relatives.filter(({ state }) => state === 'asked' || state === 'standing');
  const people = open.map((one) => ({ bindingId: one.id, name: one.name, relation: one.relation, phone: one.phone, asked: one.state === 'asked', more: lacksRights(one) }));
  const shown = asked.pass ? { pass: asked.pass } : {};
  return c.html(<CanteenRelativesPage frame={canteenFrame(c, read.points[0]?.name ?? '', 'counter')} elder={read.elder} people={people} {...shown} />);
});

const oneBinding = segments(z.object({ bindingId: id }));
const step = form(z.strictObject(atCounter.shape), (c) => problem(c, 422));

/** Needs no key: it is consented to once, and the second press is shown what the first one did. */
canteenRelatives.post('/:bindingId/consent', permit('family.witness'), oneBinding, step, async (c) => {
  const asked = c.req.valid('form');
  return untilSettled(async () => {
    const binding = await bindingOf(c, asked);
    if (!binding) return c.notFound();
    if (decideConsent(binding).refused !== null) return c.redirect(paths.canteenRelatives(asked), 303);
    const witness = actorRef(staffOf(c));
    const entry = auditEntry(c, witness, 'family.consent', `family_binding:${binding.id}`);
    const outcome = await recordConsent(c.var.db, entry, binding.id, { channel: 'counter', witness });
    return outcome === 'done' ? c.redirect(paths.canteenRelatives(asked), 303) : outcome;
  });
});

canteenRelatives.post('/:bindingId/withdrawal', permit('family.witness'), oneBinding, step, async (c) => {
  const asked = c.req.valid('form');
  return untilSettled(async () => {
    const binding = await bindingOf(c, asked);
    if (!binding) return c.notFound();
    if (decideWithdrawal(binding).refused !== null) return c.redirect(paths.canteenRelatives(asked), 303);
    const entry = auditEntry(c, actorRef(staffOf(c)), 'family.withdraw', `family_binding:${binding.id}`);
    const outcome = await recordWithdrawal(c.var.db, entry, binding.id, 'counter');
    return outcome === 'done' ? c.redirect(paths.canteenRelatives(asked), 303) : outcome;
  });
});

type Asked = { elder: string; pass?: string | undefined };

async function relativesOf(c: Context<App>, asked: Asked) {
  return loadRelativesAtCounter(c.var.db, c.var.vault, c.var.scope, await callerOf(c, asked), serviceDateOf(c.var.now));
}

/** One binding of the person at the counter, however it stands. */
async function bindingOf(c: Context<App>, asked: Asked) {
  const bindingId = c.req.param('bindingId');
  return (await relativesOf(c, asked))?.relatives.find((one) => one.id === bindingId) ?? null;
}
