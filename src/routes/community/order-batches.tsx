import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { payWayOf } from '../../domain/ledger.ts';
import { fen } from '../../domain/money.ts';
import { decideLine, MOST_DRAFTS } from '../../domain/order-draft.ts';
import { auditEntry, type App } from '../../request.ts';
import { loadOffices } from '../../store/application-lists.ts';
import { BooksStopped, untilSettled, WriteFault } from '../../store/commit.ts';
import { createOrderBatch, isLineOpen, loadOrderBatch, openLines, placeLine, refuseLine, type ConfirmedLine, type OpenLine } from '../../store/order-batches.ts';
import { loadPlacement } from '../../store/orders.ts';
import { reachOfVillage } from '../../store/reach.ts';
import { replay } from '../../store/request-keys.ts';
import { loadConfirmation } from '../../store/village-people.ts';
import { newId, sha256 } from '../../vault.ts';
import { OrderBatchPage } from '../../../web/community/order-batch-page.tsx';
import { paths } from '../../../web/paths.ts';
import { personOf } from '../application-view.ts';
import { form, id, query, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { readDraft } from './draft-fields.ts';
import { communityFrame } from './frame.ts';

export const orderBatches = new Hono<App>();

/** How many lines one request orders: each takes some forty statements, and a request has a thousand. */
const LINES_AT_ONCE = 20;

const LINE = /^(.+)\.(\d{1,7})$/;

const confirming = form(z.record(z.string().regex(/^(?:key|l\.\d{1,3})$/), z.string().max(160)), (c) => problem(c, 422));

/** What was read is kept first, then ordered line by line: a second press finds the batch and orders nothing twice. */
orderBatches.post('/', permit('order.for_village'), confirming, async (c) => {
  const { key: given = '', ...fields } = c.req.valid('form');
  const key = requestKey.safeParse(given);
  const lines = Object.values(fields).flatMap(lineOf);
  if (!key.success || lines.length === 0 || lines.length < Object.keys(fields).length || lines.length > MOST_DRAFTS) return problem(c, 422);
  const actor = actorRef(personOf(c));
  const payloadHash = await sha256(JSON.stringify(lines));
  return untilSettled(async () => {
    const { db, scope } = c.var;
    const { within, prior } = await loadConfirmation(db, scope, lines, key.data);
    const before = replay(prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') {
      // Whoever heard nothing the first time finds what is left of it ordered too.
      await orderNext(c, before.answer.split('/').at(-1) ?? '');
      return c.redirect(before.answer, 303);
    }
    if (!within) return c.notFound();
    const batchId = newId();
    const answer = paths.communityOrderBatch(batchId);
    const entry = auditEntry(c, actor, 'order_batch.confirm', `order_batch:${batchId}`);
    const outcome = await createOrderBatch(db, entry, { id: batchId, channel: 'community_worker', lines }, { key: key.data, payloadHash, answer });
    if (outcome !== 'done') return outcome;
    await orderNext(c, batchId);
    return c.redirect(answer, 303);
  });
});

function lineOf(text: string): ConfirmedLine[] {
  const [, draft = '', paid] = LINE.exec(text) ?? [];
  return readDraft(draft).map((one) => ({ ...one, selfPayFen: fen(Number(paid)) }));
}

const oneBatch = segments(z.object({ batchId: id }));

orderBatches.get('/:batchId', permit('order.for_village'), oneBatch, query(z.object({ stuck: z.literal('yes').optional() })), async (c) => {
  const { db, scope, now } = c.var;
  const { batchId } = c.req.valid('param');
  const [batch, offices] = await Promise.all([loadOrderBatch(db, batchId, actorRef(personOf(c)), reachOfVillage(scope).elder), loadOffices(db, scope)]);
  if (!batch) return c.notFound();
  const { lines, confirmedAt } = batch;
  return c.html(<OrderBatchPage frame={communityFrame(c, offices)} {...{ batchId, confirmedAt, now, lines }} stuck={c.req.valid('query').stuck === 'yes'} />);
});

/** Orders the next lines that nobody has decided. Needs no key: a line is decided once. */
orderBatches.post('/:batchId/steps', permit('order.for_village'), oneBatch, async (c) => {
  const { batchId } = c.req.valid('param');
  const batch = await loadOrderBatch(c.var.db, batchId, actorRef(personOf(c)), reachOfVillage(c.var.scope).elder);
  if (!batch) return c.notFound();
  const done = await orderNext(c, batchId);
  return c.redirect(paths.communityOrderBatch(batchId, done === 0 ? 'yes' : undefined), 303);
});

/** How many lines it decided. A write that breaks ends it: the lines that are left are still there, and the page says so. */
async function orderNext(c: Context<App>, batchId: string): Promise<number> {
  const lines = await openLines(c.var.db, batchId, actorRef(personOf(c)), LINES_AT_ONCE);
  let done = 0;
  try {
    for (const line of lines) {
      await orderLine(c, batchId, line);
      done += 1;
    }
  } catch (error) {
    if (!(error instanceof WriteFault)) throw error;
  }
  return done;
}

/** One line: the same decision as for every other order, on what is so now. */
function orderLine(c: Context<App>, batchId: string, { lineNo, selfPayFen, channel, ...wish }: OpenLine): Promise<'done'> {
  const { db, scope, now } = c.var;
  return untilSettled(async () => {
    const [open, read] = await Promise.all([isLineOpen(db, batchId, lineNo), loadPlacement(db, scope, wish, '', reachOfVillage(scope))]);
    if (!open) return 'done';
    const decided = read ? decideLine(read.facts, selfPayFen, now) : { refused: 'out_of_reach' as const };
    const actor = actorRef(personOf(c));
    if (!read || decided.refused !== null) {
      const entry = auditEntry(c, actor, 'order_batch.refuse', `order_batch:${batchId}`);
      return refuseLine(db, entry, batchId, lineNo, decided.refused ?? 'out_of_reach');
    }
    const orderId = newId();
    const payBy = payWayOf(decided.assessment.selfPayFen, read.prepaidFen);
    const entry = auditEntry(c, actor, 'order.place', `order:${orderId}`);
    return placeLine(db, entry, batchId, lineNo, { id: orderId, wish, channel, placement: decided, payBy, read }).catch(lookAgain);
  });
}

/** A place that has stopped meanwhile is seen in the next look, and the line is refused by its name. */
function lookAgain(error: unknown): 'conflict' {
  if (error instanceof BooksStopped) return 'conflict';
  throw error;
}
