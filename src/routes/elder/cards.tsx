import { Hono } from 'hono';
import * as z from 'zod';
import type { App } from '../../request.ts';
import { findCard } from '../../store/sessions.ts';
import { sha256 } from '../../vault.ts';
import { SignInPage } from '../../../web/elder/sign-in-page.tsx';
import { SignOutPage } from '../../../web/elder/sign-out-page.tsx';
import { paths } from '../../../web/paths.ts';
import { heldOff } from '../fence.ts';
import { segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { beginSession, closeSession } from '../session.ts';
import { scannedCardPage } from '../family/bindings.tsx';
import { callAsOf, elderFrame } from './frame.ts';

export const cards = new Hono<App>();

cards.get('/sign-in', permit('sign_in'), (c) => c.html(<SignInPage frame={elderFrame(c)} view="welcome" />));

/** The link on the card: nothing to type. To a family member who is signed in it is the way to ask for her consent. A revoked card and a wrong link get the same page; a link checker's HEAD signs nobody in. */
cards.get('/cards/:token', permit('sign_in'), segments(z.object({ token: z.string().max(100) })), async (c) => {
  if (c.req.method === 'HEAD') return c.body(null, 204);
  if (await heldOff(c, 'CARDS')) return problem(c, 429);
  if (c.var.actor.kind === 'family') return scannedCardPage(c, c.req.valid('param').token);
  const card = await findCard(c.var.db, await sha256(c.req.valid('param').token));
  if (!card) return c.html(<SignInPage frame={elderFrame(c, undefined, paths.signIn())} view="dead_card" />, 404);
  await beginSession(c, card);
  return c.redirect(paths.home(), 303);
});

/** Only an elder is asked: nobody else comes here by a link. */
cards.get('/sign-out', permit('sign_in'), (c) => {
  const { actor } = c.var;
  if (actor.kind !== 'elder') return c.redirect(paths.home(), 303);
  return c.html(<SignOutPage frame={elderFrame(c)} callAs={callAsOf(actor)} />);
});

cards.post('/sign-out', permit('sign_in'), async (c) => {
  const { actor: { kind }, tabletHash } = c.var;
  await closeSession(c);
  if (kind === 'person' && tabletHash !== null) return c.redirect(paths.lockedTablet(), 303);
  return c.redirect(kind === 'family' ? paths.familySignIn() : paths.home(), 303);
});
