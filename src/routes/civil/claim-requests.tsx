import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { CLAIM_OUTCOMES, CLAIM_REVERSAL_REASONS, decideClaimRequest, decideClaimReversal, reversedLines } from '../../domain/claim.ts';
import { ownToGiveBack } from '../../domain/ledger.ts';
import { decideApproval } from '../../domain/prepaid.ts';
import { auditEntry, type App } from '../../request.ts';
import { askForReversal, decideClaim, loadClaim, loadClaimRequest, type ClaimRead, type ClaimRequestRead } from '../../store/claim-requests.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { ClaimFormPage } from '../../../web/civil/claim-form-page.tsx';
import { ClaimRequestPage } from '../../../web/civil/claim-request-page.tsx';
import { claimNoteText, claimRefusalText } from '../../../web/civil/claim-text.ts';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { approvalRefusalText } from '../../../web/refusals.ts';
import { form, id, query, requestKey, segments, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const claimRequests = new Hono<App>();

const MOST_WORDS = 200;

claimRequests.get('/', permit('claim.reverse'), query(z.object({ order: id })), async (c) => {
  const read = await loadClaim(c.var.db, c.var.scope, c.req.valid('query').order);
  return read ? formPage(c, read, { key: newId() }) : c.notFound();
});

const asking = form(
  z.strictObject({ key: requestKey, order: id, reason: z.enum(CLAIM_REVERSAL_REASONS).optional(), note: z.string().max(2000) }),
  (c) => problem(c, 422),
);

/** Why one claim should be taken back; nothing moves until another official has looked. */
claimRequests.post('/', permit('claim.reverse'), asking, async (c) => {
  const { key, order: orderId, reason, note: words } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  const note = words.trim();
  const payloadHash = await sha256(JSON.stringify(['claim', orderId, reason ?? null, note]));
  return untilSettled(async () => {
    const read = await loadClaim(c.var.db, c.var.scope, orderId, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const typed = { key, reason: reason ?? '', note: words };
    const { claim } = read;
    if (!claim || askable(read).refused !== null) return formPage(c, read, typed, { status: 409 });
    const errors = wrongWith(reason, note);
    if (!reason || errors.length > 0) return formPage(c, read, typed, { status: 422, errors });
    const requestId = newId();
    const answer = paths.claimRequest(requestId);
    const asked = { id: requestId, handOverId: claim.handOverId, orderId, reason, note, requestedAt: c.var.now, requestedBy: actor };
    const outcome = await askForReversal(c.var.db, auditEntry(c, actor, 'claim.ask', `order:${orderId}`), asked, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

function wrongWith(reason: string | undefined, note: string): FieldError[] {
  return [
    ...(reason ? [] : [{ field: 'reason', message: claimNoteText.no_reason }]),
    ...(note === '' ? [{ field: 'note', message: claimNoteText.no_note }] : []),
    ...(note.length > MOST_WORDS ? [{ field: 'note', message: claimNoteText.too_long }] : []),
  ];
}

/** Of a claim as it was read: null where nothing was handed over, or it was taken back at the counter. */
const standing = (claim: ClaimRead['claim']) => ({ handOver: claim ? ('stands' as const) : null, reversed: claim?.reversed ?? false });

function askable({ order: { serviceDate }, claim, closedMonths, waiting }: ClaimRead) {
  const bill = claim?.bill ?? { split: [], beside: [] };
  return decideClaimRequest({ serviceDate, ...standing(claim), bill, waits: waiting.length > 0 }, closedMonths);
}

function formPage(c: Context<App>, read: ClaimRead, typed: Typed, wrong: { status: 200 | 409 | 422; errors?: readonly FieldError[] } = { status: 200 }) {
  const decided = askable(read);
  const able = decided.refused === null ? { period: decided.period } : { refused: decided.refused };
  const own = read.claim ? ownToGiveBack(read.claim.transfers, 'not_eaten') : null;
  const bill = read.claim?.bill ?? { split: [], beside: [] };
  const { order, payers, waiting } = read;
  return c.html(<ClaimFormPage frame={civilFrame(c, read.offices)} {...{ order, payers, waiting, bill, own, able, typed }} errors={wrong.errors ?? []} />, wrong.status);
}

const oneRequest = segments(z.object({ requestId: id }));

claimRequests.get('/:requestId', permit('claim.read'), oneRequest, async (c) => {
  const read = await loadClaimRequest(c.var.db, c.var.scope, c.req.valid('param').requestId);
  return read ? requestPage(c, read) : c.notFound();
});

const deciding = form(z.strictObject({ shown: z.string().regex(/^[\w-]{43}$/), outcome: z.enum(CLAIM_OUTCOMES) }), (c) => problem(c, 422));

/** Needs no key: a request is decided once, and the second press is shown what the first one did. */
claimRequests.post('/:requestId', permit('claim.reverse'), oneRequest, deciding, async (c) => {
  const { shown, outcome } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadClaimRequest(c.var.db, c.var.scope, c.req.valid('param').requestId);
    if (!read) return c.notFound();
    const { request } = read;
    const { refused } = decideApproval({ requestedBy: request.requestedBy, decided: request.outcome !== null }, actor);
    if (refused === 'decided') return c.redirect(paths.claimRequest(request.id), 303);
    if (refused === 'own_request' && outcome === 'confirmed') return requestPage(c, read, approvalRefusalText.own_request);
    const { refused: gone } = reversible(read);
    if (gone !== null && outcome === 'confirmed') return requestPage(c, read, claimRefusalText[gone]);
    if (shown !== (await shownHash(read))) return requestPage(c, read, approvalRefusalText.changed);
    const entry = auditEntry(c, actor, outcome === 'confirmed' ? 'claim.reverse' : 'claim.decline', `order:${request.orderId}`);
    const done = await decideClaim(c.var.db, entry, read, { outcome, shownHash: shown });
    return done === 'done' ? c.redirect(paths.claimRequest(request.id), 303) : done;
  });
});

function reversible({ order: { serviceDate }, claim, closedMonths }: ClaimRequestRead) {
  return decideClaimReversal({ serviceDate, ...standing(claim) }, closedMonths);
}

/** What is taken back, into which month, and what the elder gets: exactly what the page shows. */
function shownOf(read: ClaimRequestRead) {
  const { claim, request } = read;
  const decided = reversible(read);
  return {
    period: decided.refused === null ? decided.period : null,
    lines: reversedLines(claim?.bill ?? { split: [], beside: [] }, request.reason),
    own: claim ? ownToGiveBack(claim.transfers, request.reason) : null,
  };
}

async function shownHash(read: ClaimRequestRead): Promise<string> {
  const { id: requestId, handOverId, reason, note, requestedBy } = read.request;
  return sha256(JSON.stringify([requestId, handOverId, reason, note, requestedBy, read.order, shownOf(read)]));
}

async function requestPage(c: Context<App>, read: ClaimRequestRead, refusal?: string) {
  const own = read.request.requestedBy === actorRef(officialOf(c));
  const { order, request, payers } = read;
  const gone = request.outcome === null ? reversible(read).refused : null;
  const what = { order, request, payers, own, gone, back: shownOf(read), shown: await shownHash(read) };
  return c.html(<ClaimRequestPage frame={civilFrame(c, read.offices)} {...what} {...(refusal ? { refusal } : {})} />, refusal ? 409 : 200);
}
