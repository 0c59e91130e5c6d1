import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideApproval, decideRefund, MONEY_OUTCOMES } from '../../domain/prepaid.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { decideMoney, loadMoneyRequest, type MoneyRequestRead } from '../../store/money-requests.ts';
import { newId, sha256 } from '../../vault.ts';
import { RefundRequestPage } from '../../../web/canteen/refund-request-page.tsx';
import { paths } from '../../../web/paths.ts';
import { approvalRefusalText, refundRefusalText } from '../../../web/refusals.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';

export const refundRequests = new Hono<App>();

const oneRequest = segments(z.object({ requestId: id }));

refundRequests.get('/:requestId', permit('cash.take'), oneRequest, async (c) => {
  const read = await loadMoneyRequest(c.var.db, c.var.scope, c.req.valid('param').requestId, 'refund');
  return read ? page(c, read) : c.notFound();
});

const deciding = form(z.strictObject({ shown: z.string().regex(/^[\w-]{43}$/), outcome: z.enum(MONEY_OUTCOMES) }), (c) => problem(c, 422));

/** Needs no key: a request is decided once, and the second press is shown what the first one did. */
refundRequests.post('/:requestId', permit('cash.take'), oneRequest, deciding, async (c) => {
  const { shown, outcome } = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  return untilSettled(async () => {
    const read = await loadMoneyRequest(c.var.db, c.var.scope, c.req.valid('param').requestId, 'refund');
    if (!read) return c.notFound();
    const { request, held, rule } = read;
    const { refused } = decideApproval({ requestedBy: request.requestedBy, decided: request.outcome !== null }, actor);
    if (refused === 'decided') return c.redirect(paths.refundRequest(request.id), 303);
    // Whoever asked may take it back, and may not grant it.
    if (refused === 'own_request' && outcome === 'approved') return page(c, read, approvalRefusalText.own_request);
    if (shown !== (await shownHash(read))) return page(c, read, approvalRefusalText.changed);
    const possible = decideRefund(request.amountFen, held, rule);
    if (outcome === 'approved' && possible.refused !== null) return page(c, read, refundRefusalText(possible.refused, { held, rule, setAside: [] }));
    const receiptId = newId();
    const refund = {
      id: receiptId, kind: 'refund' as const, point: { id: request.pointId ?? '', operatorId: request.operatorId }, elderId: request.elderId,
      amountFen: request.amountFen, held, counterpart: request.elderName, reason: request.reason, requestId: request.id,
    };
    const entry = auditEntry(c, actor, outcome === 'approved' ? 'refund.approve' : 'refund.decline', `money_request:${request.id}`);
    const done = await decideMoney(c.var.db, entry, read, { requestId: request.id, outcome, shownHash: shown }, refund);
    if (done !== 'done') return done;
    return c.redirect(outcome === 'approved' ? paths.receipt(receiptId) : paths.refundRequest(request.id), 303);
  });
});

/** Exactly what the page shows, so that nobody grants anything but what they saw. */
async function shownHash({ request, held }: MoneyRequestRead): Promise<string> {
  const { id: requestId, elderName, operatorName, amountFen, reason, requestedBy } = request;
  return sha256(JSON.stringify([requestId, elderName, operatorName, amountFen, reason, requestedBy, held]));
}

async function page(c: Context<App>, read: MoneyRequestRead, refusal?: string) {
  const frame = canteenFrame(c, read.request.pointName ?? '', 'prepaid');
  const own = read.request.requestedBy === actorRef(staffOf(c));
  return c.html(<RefundRequestPage {...read} {...{ frame, own }} shown={await shownHash(read)} {...(refusal ? { refusal } : {})} />, refusal ? 409 : 200);
}
