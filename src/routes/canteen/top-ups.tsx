import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { fen, type Fen } from '../../domain/money.ts';
import { decideTopUp } from '../../domain/prepaid.ts';
import { readYuan } from '../../domain/typed-yuan.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { recordReceipt, type Purse } from '../../store/prepaid.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { MoneyCheckPage } from '../../../web/canteen/money-page.tsx';
import { paths } from '../../../web/paths.ts';
import { topUpRefusalText, yuanProblemText } from '../../../web/refusals.ts';
import { form, hiddenFen, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';
import { firstPage, hiddenOf, moneyForm, purseOf, purseQuery, whose } from './purse-pages.tsx';

export const topUps = new Hono<App>();

topUps.get('/', permit('cash.take'), purseQuery, (c) => firstPage(c, 'top_up', c.req.valid('query')));

const typing = z.strictObject({ ...whose, amount: z.string().max(40), counterpart: z.string().max(30) });
const confirming = z.strictObject({ ...whose, key: requestKey, amountFen: hiddenFen, counterpart: z.string().max(30) });
const entering = form(z.union([confirming, typing]), (c) => problem(c, 422));

topUps.post('/', permit('cash.take'), entering, async (c) => {
  const typed = c.req.valid('form');
  return 'key' in typed ? record(c, typed) : preview(c, typed);
});

/** The amount read back, before anything is recorded. */
async function preview(c: Context<App>, typed: z.infer<typeof typing>) {
  const read = await purseOf(c, typed);
  if (!read) return c.notFound();
  if (read.point.stoppedSince !== null) return problem(c, 'stopped');
  const amount = readYuan(typed.amount);
  const again = (wrong: string) => moneyForm(c, 'top_up', read, typed.pass, { amount: typed.amount, words: typed.counterpart, wrong });
  if ('problem' in amount) return again(yuanProblemText[amount.problem]);
  const refused = refusalOf(c, read, amount.fen);
  return refused === null ? checkPage(c, read, typed, amount.fen) : again(refused);
}

async function record(c: Context<App>, typed: z.infer<typeof confirming>) {
  const actor = actorRef(staffOf(c));
  const { key, elder, point, amountFen, counterpart } = typed;
  const payloadHash = await sha256(JSON.stringify(['top_up', elder, point, amountFen, counterpart]));
  return untilSettled(async () => {
    const read = await purseOf(c, typed, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const refused = refusalOf(c, read, fen(amountFen));
    if (refused !== null) return moneyForm(c, 'top_up', read, typed.pass, { words: counterpart, wrong: refused });
    const receiptId = newId();
    const answer = paths.receipt(receiptId);
    const made = {
      id: receiptId, kind: 'top_up' as const, point: read.point, elderId: elder, amountFen: fen(amountFen), held: read.held,
      counterpart: counterpart.trim() || read.elder.name, reason: '',
    };
    const outcome = await recordReceipt(c.var.db, auditEntry(c, actor, 'top_up.record', `receipt:${receiptId}`), made, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
}

function refusalOf(c: Context<App>, { facts, held, rule }: Purse, amountFen: Fen): string | null {
  const { refused } = decideTopUp(amountFen, held, rule, holdsOn(facts, 'death', serviceDateOf(c.var.now)));
  return refused && topUpRefusalText(refused, rule);
}

function checkPage(c: Context<App>, read: Purse, typed: z.infer<typeof typing>, amountFen: Fen) {
  return c.html(
    <MoneyCheckPage
      frame={canteenFrame(c, read.point.name, 'counter')}
      kind="top_up"
      purse={read}
      amountFen={amountFen}
      afterFen={fen(read.held.balanceFen + amountFen)}
      words={typed.counterpart.trim() || read.elder.name}
      hidden={{ ...hiddenOf(read, typed.pass), key: newId(), amountFen: String(amountFen), counterpart: typed.counterpart }}
      back={paths.topUps(hiddenOf(read, typed.pass))}
    />,
  );
}
