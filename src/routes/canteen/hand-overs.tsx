import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { Caller } from '../../domain/counter.ts';
import { decideHandOver, decideHandOverUndo } from '../../domain/hand-over.ts';
import { beyondFunds } from '../../domain/ledger.ts';
import { fen } from '../../domain/money.ts';
import { ownFen, payAtHandOver } from '../../domain/prepaid.ts';
import { readChange } from '../../domain/typed-yuan.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadCaller } from '../../store/counter.ts';
import { loadDesk } from '../../store/counter-desk.ts';
import { loadHandOverUndo, undoHandOver } from '../../store/hand-over-undos.ts';
import { loadHandOvers, recordHandOvers } from '../../store/hand-overs.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { CounterPage } from '../../../web/canteen/counter-page.tsx';
import { paths } from '../../../web/paths.ts';
import { changeProblemText, handOverRefusalText, handOverUndoRefusalText } from '../../../web/refusals.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { callerView, deskView } from './counter-view.ts';
import { staffOf } from './frame.ts';
import { noteLook, pass, shownCard } from './passes.ts';

export const handOvers = new Hono<App>();

const oneOrder = segments(z.object({ orderId: id }));
/** `pay`: from prepaid money after all; `given`: what they put down, to work out the change. */
const handingForm = z.strictObject({ key: requestKey, pass: pass.optional(), pay: z.literal('prepaid').optional(), given: z.string().max(20).default('') });
const handingOver = form(handingForm, (c) => problem(c, 422));

handOvers.post('/orders/:orderId/hand-over', permit('hand_over.record'), oneOrder, handingOver, async (c) => {
  const { orderId } = c.req.valid('param');
  const { key, pay, given, ...shown } = c.req.valid('form');
  const card = await shownCard(c, shown.pass);
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify([orderId, pay, given]));
  return untilSettled(async () => {
    const { orders, funds, cardElderId, prior } = await loadHandOvers(c.var.db, c.var.scope, [orderId], key, card?.id);
    const [order] = orders;
    if (!order) return c.notFound();
    const before = replay(prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const { refused } = decideHandOver(order, c.var.now, beyondFunds(orders, funds).length > 0);
    const theirs = card !== null && cardElderId === order.elderId;
    const atCounter = { elderId: order.elderId, ...(theirs ? { card } : {}) };
    if (refused !== null) return refusal(c, atCounter, handOverRefusalText[refused]);
    const payBy = payAtHandOver(order.bill, order.transfers, order.prepaidFen, pay);
    if (pay === 'prepaid' && payBy !== 'prepaid') return refusal(c, atCounter, changeProblemText.too_little_prepaid);
    const change = readChange(given, payBy === 'cash' ? ownFen(order.bill) : fen(0));
    if (change.problem !== null) return refusal(c, atCounter, changeProblemText[change.problem], 422);
    const handOverId = newId();
    const answer = paths.counter({ done: handOverId, given: change.givenFen ?? undefined });
    const proof = theirs ? ('card' as const) : ('name' as const);
    const handOver = { id: handOverId, order, payBy, proof, handedAt: c.var.now };
    const entry = auditEntry(c, actor, 'hand_over.record', `order:${orderId}`);
    const outcome = await recordHandOvers(c.var.db, entry, [handOver], { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

const oneHandOver = segments(z.object({ handOverId: id }));

/** Needs no key: a hand-over is undone once, and the second press is shown what the first one did. */
handOvers.post('/hand-overs/:handOverId/undo', permit('hand_over.record'), oneHandOver, async (c) => {
  const { handOverId } = c.req.valid('param');
  const actor = actorRef(staffOf(c));
  return untilSettled(async () => {
    const undo = await loadHandOverUndo(c.var.db, c.var.scope, handOverId);
    if (!undo) return c.notFound();
    const decision = decideHandOverUndo({ ...undo, undoMinutes: undo.run.undoMinutes, runState: undo.run.state }, c.var.now);
    const answer = paths.counter({ done: handOverId });
    if (decision.refused === 'already_undone') return c.redirect(answer, 303);
    if (decision.refused !== null) return refusal(c, null, handOverUndoRefusalText[decision.refused]);
    const entry = auditEntry(c, actor, 'hand_over.undo', `order:${undo.orderId}`);
    const outcome = await undoHandOver(c.var.db, entry, undo, decision.becomes);
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

/** The counter again, with the person still in front of it and the reason on top. */
async function refusal(c: Context<App>, caller: Caller | null, words: string, status: 409 | 422 = 409) {
  const today = serviceDateOf(c.var.now);
  const read = caller ? await loadCaller(c.var.db, c.var.scope, caller, today) : null;
  if (read && caller) await noteLook(c, read, caller.elderId);
  const desk = read?.desk ?? (await loadDesk(c.var.db, c.var.scope, today));
  const shown = read && caller ? { caller: callerView(c, read, caller) } : {};
  return c.html(<CounterPage {...deskView(c, desk)} {...shown} refusal={words} />, status);
}
