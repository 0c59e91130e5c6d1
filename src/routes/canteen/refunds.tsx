import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { fen, type Fen } from '../../domain/money.ts';
import { decideRefund, freeOf } from '../../domain/prepaid.ts';
import { readYuan } from '../../domain/typed-yuan.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled, type KeyedAnswer } from '../../store/commit.ts';
import { askForMoney } from '../../store/money-requests.ts';
import { recordReceipt, type Purse } from '../../store/prepaid.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { MoneyCheckPage } from '../../../web/canteen/money-page.tsx';
import { paths } from '../../../web/paths.ts';
import { refundRefusalText, yuanProblemText } from '../../../web/refusals.ts';
import { form, hiddenFen, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';
import { firstPage, hiddenOf, moneyForm, purseOf, purseQuery, whose } from './purse-pages.tsx';

export const refunds = new Hono<App>();

refunds.get('/', permit('cash.take'), purseQuery, (c) => firstPage(c, 'refund', c.req.valid('query')));

const typing = z.strictObject({ ...whose, amount: z.string().max(40), reason: z.string().max(100) });
const confirming = z.strictObject({ ...whose, key: requestKey, amountFen: hiddenFen, reason: z.string().min(1).max(100) });
const entering = form(z.union([confirming, typing]), (c) => problem(c, 422));

refunds.post('/', permit('cash.take'), entering, async (c) => {
  const typed = c.req.valid('form');
  return 'key' in typed ? record(c, typed) : preview(c, typed);
});

/** Nothing typed is all that is free. */
async function preview(c: Context<App>, typed: z.infer<typeof typing>) {
  const read = await purseOf(c, typed);
  if (!read) return c.notFound();
  if (read.point.stoppedSince !== null) return problem(c, 'stopped');
  const amount = readYuan(typed.amount);
  const again = (wrong: string, at: 'amount' | 'reason' = 'amount') => moneyForm(c, 'refund', read, typed.pass, { amount: typed.amount, words: typed.reason, wrong, at });
  if ('problem' in amount && amount.problem !== 'empty') return again(yuanProblemText[amount.problem]);
  const amountFen = 'problem' in amount ? freeOf(read.held) : amount.fen;
  const decision = decideRefund(amountFen, read.held, read.rule);
  if (decision.refused !== null) return again(refundRefusalText(decision.refused, read));
  if (typed.reason.trim() === '') return again(yuanProblemText.no_reason, 'reason');
  return checkPage(c, read, typed, amountFen, decision.people);
}

async function record(c: Context<App>, typed: z.infer<typeof confirming>) {
  const actor = actorRef(staffOf(c));
  const { key, elder, point, reason } = typed;
  const amountFen = fen(typed.amountFen);
  const payloadHash = await sha256(JSON.stringify(['refund', elder, point, amountFen, reason]));
  return untilSettled(async () => {
    const read = await purseOf(c, typed, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const decision = decideRefund(amountFen, read.held, read.rule);
    const again = (wrong: string) => moneyForm(c, 'refund', read, typed.pass, { words: reason, wrong, status: 409 });
    if (decision.refused !== null) return again(refundRefusalText(decision.refused, read));
    const newKey = { key, payloadHash };
    const answer = decision.people === 1 ? await giveBack(c, read, amountFen, reason, newKey) : await ask(c, read, amountFen, reason, newKey);
    if (answer === 'waiting') return again(yuanProblemText.request_waits);
    return answer === 'conflict' ? answer : c.redirect(answer, 303);
  });
}

type Key = Omit<KeyedAnswer, 'answer'>;

async function giveBack(c: Context<App>, read: Purse, amountFen: Fen, reason: string, key: Key) {
  const receiptId = newId();
  const answer = paths.receipt(receiptId);
  const { point, elder, held } = read;
  const made = { id: receiptId, kind: 'refund' as const, point, elderId: elder.id, amountFen, held, counterpart: elder.name, reason };
  const entry = auditEntry(c, actorRef(staffOf(c)), 'refund.record', `receipt:${receiptId}`);
  const outcome = await recordReceipt(c.var.db, entry, made, { ...key, answer });
  return outcome === 'done' ? answer : outcome;
}

/** Above the limit: nothing moves until another person has looked at it. One request waits at a time. */
async function ask(c: Context<App>, read: Purse, amountFen: Fen, reason: string, key: Key) {
  if (read.waiting.length > 0) return 'waiting';
  const requestId = newId();
  const answer = paths.refundRequest(requestId);
  const actor = actorRef(staffOf(c));
  const asked = {
    id: requestId, kind: 'refund' as const, elderId: read.elder.id, operatorId: read.point.operatorId, mealPointId: read.point.id,
    amountFen, balanceFen: read.held.balanceFen, reason, requestedAt: c.var.now, requestedBy: actor,
  };
  const entry = auditEntry(c, actor, 'refund.ask', `money_request:${requestId}`);
  const outcome = await askForMoney(c.var.db, entry, asked, read.held, { ...key, answer });
  return outcome === 'done' ? answer : outcome;
}

function checkPage(c: Context<App>, read: Purse, typed: z.infer<typeof typing>, amountFen: Fen, people: 1 | 2) {
  const { point, held } = read;
  return c.html(
    <MoneyCheckPage
      frame={canteenFrame(c, point.name, 'counter')}
      kind="refund"
      purse={read}
      amountFen={amountFen}
      afterFen={fen(held.balanceFen - amountFen)}
      words={typed.reason.trim()}
      people={people}
      hidden={{ ...hiddenOf(read, typed.pass), key: newId(), amountFen: String(amountFen), reason: typed.reason.trim() }}
      back={paths.refunds(hiddenOf(read, typed.pass))}
    />,
  );
}
