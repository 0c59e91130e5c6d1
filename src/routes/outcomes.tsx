import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../domain/access.ts';
import { outcomeOf } from '../domain/outcome.ts';
import type { App } from '../request.ts';
import { actsOfRequest } from '../store/outcomes.ts';
import { askAgainLabel, outcomeWords, seeOrderLabel } from '../../web/outcome-text.ts';
import { paths } from '../../web/paths.ts';
import { familyAt } from '../../web/prefixes.ts';
import { segments } from './fields.ts';
import { permit } from './permit.ts';
import { wordedProblem } from './problems.tsx';

/** Asks what became of a step whose answer got lost (正在确认). Whoever took it is answered; to everybody else it never was. */
export const outcomes = new Hono<App>();

outcomes.get('/:requestId', permit('outcome.own'), segments(z.object({ requestId: z.string().regex(/^[0-9a-z]{16}$/) })), async (c) => {
  const { requestId } = c.req.valid('param');
  const { actor } = c.var;
  const acts = actor.kind === 'stranger' ? [] : await actsOfRequest(c.var.db, actorRef(actor), requestId);
  const askedAt = Number(c.req.query('at') ?? Number.NaN);
  const outcome = outcomeOf(acts.length > 0, Number.isFinite(askedAt) ? askedAt : c.var.now, c.var.now);
  const again = { href: `${c.req.path}?at=${askedAt}`, label: askAgainLabel };
  return wordedProblem(c, outcomeWords[outcome], outcome === 'unsettled' ? again : orderOf(c, acts), 200);
});

/** Her order, where that is what was recorded and her own pages can show it. */
function orderOf(c: Context<App>, acts: readonly { subject: string }[]) {
  const orderId = acts.map(({ subject }) => /^order:(.+)$/.exec(subject)?.[1]).find((id) => id !== undefined);
  return orderId && c.var.actor.kind === 'elder' && !familyAt(c.req.path) ? { href: paths.order(orderId), label: seeOrderLabel } : undefined;
}
