import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { decideConsent, decideWithdrawal, lacksRights } from '../../domain/family.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { findBinding, loadRelatives, recordConsent, recordWithdrawal, type Binding } from '../../store/family-bindings.ts';
import { RelativeOverPage, RelativePage, RelativesPage } from '../../../web/elder/relatives-page.tsx';
import { paths } from '../../../web/paths.ts';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { elderFrame, elderId } from './frame.ts';

/** The elder's own word on who may order for her. */
export const relatives = new Hono<App>();

relatives.get('/', permit('family.allow'), async (c) => {
  const people = await loadRelatives(c.var.db, c.var.vault, c.var.scope);
  const lines = people.map(({ id: bindingId, name, relation, state }) => ({ bindingId, name, relation, asked: state === 'asked' }));
  return c.html(<RelativesPage frame={elderFrame(c)} people={lines} />);
});

const oneBinding = segments(z.object({ bindingId: id }));

relatives.get('/:bindingId', permit('family.allow'), oneBinding, async (c) => {
  const binding = await bindingOf(c, c.req.valid('param').bindingId);
  if (!binding) return c.notFound();
  const { id: bindingId, name, relation, phone, consentedAt, state } = binding;
  if (state !== 'asked' && state !== 'standing') return c.html(<RelativeOverPage frame={elderFrame(c)} />);
  return c.html(<RelativePage frame={elderFrame(c)} {...{ bindingId, name, relation, phone }} since={consentedAt} more={lacksRights(binding)} />);
});

/** Needs no key: she says yes once, and the second press is shown what the first one did. */
relatives.post('/:bindingId/consent', permit('family.allow'), oneBinding, async (c) => {
  const { bindingId } = c.req.valid('param');
  return untilSettled(async () => {
    const binding = await bindingOf(c, bindingId);
    if (!binding) return c.notFound();
    if (decideConsent(binding).refused !== null) return c.redirect(paths.relative(bindingId), 303);
    const entry = auditEntry(c, `elder:${elderId(c)}`, 'family.consent', `family_binding:${bindingId}`);
    const outcome = await recordConsent(c.var.db, entry, bindingId, { channel: 'elder_page', witness: null });
    return outcome === 'done' ? c.redirect(paths.relative(bindingId), 303) : outcome;
  });
});

relatives.post('/:bindingId/withdrawal', permit('family.allow'), oneBinding, async (c) => {
  const { bindingId } = c.req.valid('param');
  return untilSettled(async () => {
    const binding = await bindingOf(c, bindingId);
    if (!binding) return c.notFound();
    if (decideWithdrawal(binding).refused !== null) return c.redirect(paths.relatives(), 303);
    const entry = auditEntry(c, `elder:${elderId(c)}`, 'family.withdraw', `family_binding:${bindingId}`);
    const outcome = await recordWithdrawal(c.var.db, entry, bindingId, 'elder_page');
    return outcome === 'done' ? c.redirect(paths.relatives(), 303) : outcome;
  });
});

const bindingOf = (c: Context<App>, bindingId: string): Promise<Binding | null> => findBinding(c.var.db, c.var.vault, c.var.scope, bindingId);
