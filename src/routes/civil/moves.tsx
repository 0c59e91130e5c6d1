import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideApproval, freeOf, MONEY_OUTCOMES } from '../../domain/prepaid.ts';
import { auditEntry, type App } from '../../request.ts';
import { loadMove, type MoveRead } from '../../store/balance-moves.ts';
import { untilSettled } from '../../store/commit.ts';
import { askForMoney, decideMoney, loadMoneyRequest, type MoneyRequestRead } from '../../store/money-requests.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { MoveFormPage, MoveRequestPage } from '../../../web/civil/move-page.tsx';
import { paths } from '../../../web/paths.ts';
import { approvalRefusalText, moveProblemText } from '../../../web/refusals.ts';
import { form, id, query, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

export const moves = new Hono<App>();

moves.get('/', permit('prepaid.move'), query(z.object({ elder: id, holder: id })), async (c) => {
  const { elder, holder } = c.req.valid('query');
  const read = await loadMove(c.var.db, c.var.scope, elder, holder);
  return read ? formPage(c, read) : c.notFound();
});

const asking = form(z.strictObject({ key: requestKey, elder: id, from: id, to: id.optional(), note: z.string().max(100) }), (c) => problem(c, 422));

/** All that is free, to an operator whom the elder agrees to; nothing moves yet. */
moves.post('/', permit('prepaid.move'), asking, async (c) => {
  const { key, elder, from, to, note } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  const payloadHash = await sha256(JSON.stringify(['move', elder, from, to, note]));
  return untilSettled(async () => {
    const read = await loadMove(c.var.db, c.var.scope, elder, from, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const wrong = wrongWith(read, to, note);
    if (wrong !== null) return formPage(c, read, { to: to ?? '', note }, moveProblemText[wrong]);
    const requestId = newId();
    const answer = paths.move(requestId);
    const asked = {
      id: requestId, kind: 'move' as const, elderId: elder, operatorId: from, toOperatorId: to ?? null,
      amountFen: freeOf(read.held), balanceFen: read.held.balanceFen, reason: note.trim(), requestedAt: c.var.now, requestedBy: actor,
    };
    const entry = auditEntry(c, actor, 'prepaid.move_ask', `money_request:${requestId}`);
    const outcome = await askForMoney(c.var.db, entry, asked, read.held, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

function wrongWith(read: MoveRead, to: string | undefined, note: string): keyof typeof moveProblemText | null {
  if (read.waiting.length > 0) return 'waits';
  if (freeOf(read.held) <= 0) return 'nothing';
  if (!read.others.some((one) => one.id === to)) return 'no_operator';
  return note.trim() === '' ? 'no_note' : null;
}

function formPage(c: Context<App>, read: MoveRead, typed = { to: '', note: '' }, wrong?: string) {
  const page = <MoveFormPage frame={civilFrame(c, read.offices, 'prepaid')} move={read} freeFen={freeOf(read.held)} {...{ typed }} {...(wrong ? { wrong } : {})} requestKey={newId()} />;
  return c.html(page, wrong ? 422 : 200);
}

const oneRequest = segments(z.object({ requestId: id }));

moves.get('/:requestId', permit('prepaid.read'), oneRequest, async (c) => {
  const read = await loadMoneyRequest(c.var.db, c.var.scope, c.req.valid('param').requestId, 'move');
  return read ? requestPage(c, read) : c.notFound();
});

const deciding = form(z.strictObject({ shown: z.string().regex(/^[\w-]{43}$/), outcome: z.enum(MONEY_OUTCOMES) }), (c) => problem(c, 422));

/** Needs no key: a request is decided once, and the second press is shown what the first one did. */
moves.post('/:requestId', permit('prepaid.move'), oneRequest, deciding, async (c) => {
  const { shown, outcome } = c.req.valid('form');
  const actor = actorRef(officialOf(c));
  return untilSettled(async () => {
    const read = await loadMoneyRequest(c.var.db, c.var.scope, c.req.valid('param').requestId, 'move');
    if (!read) return c.notFound();
    const { request, held } = read;
    const { refused } = decideApproval({ requestedBy: request.requestedBy, decided: request.outcome !== null }, actor);
    if (refused === 'decided') return c.redirect(paths.move(request.id), 303);
    if (refused === 'own_request' && outcome === 'approved') return requestPage(c, read, approvalRefusalText.own_request);
    if (shown !== (await shownHash(read))) return requestPage(c, read, approvalRefusalText.changed);
    if (outcome === 'approved' && freeOf(held) < request.amountFen) return requestPage(c, read, moveProblemText.nothing);
    const entry = auditEntry(c, actor, outcome === 'approved' ? 'prepaid.move' : 'prepaid.move_decline', `money_request:${request.id}`);
    const done = await decideMoney(c.var.db, entry, read, { requestId: request.id, outcome, shownHash: shown }, null);
    return done === 'done' ? c.redirect(paths.move(request.id), 303) : done;
  });
});

/** Exactly what the page shows. */
async function shownHash({ request, held }: MoneyRequestRead): Promise<string> {
  const { id: requestId, elderName, operatorName, toOperatorName, amountFen, reason, requestedBy } = request;
  return sha256(JSON.stringify([requestId, elderName, operatorName, toOperatorName, amountFen, reason, requestedBy, held]));
}

async function requestPage(c: Context<App>, read: MoneyRequestRead, refusal?: string) {
  const own = read.request.requestedBy === actorRef(officialOf(c));
  const page = <MoveRequestPage frame={civilFrame(c, [], 'prepaid')} {...read} own={own} shown={await shownHash(read)} {...(refusal ? { refusal } : {})} />;
  return c.html(page, refusal ? 409 : 200);
}
