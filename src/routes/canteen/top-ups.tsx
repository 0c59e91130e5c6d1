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
import { loadPurse, recordReceipt, type Purse } from '../../store/prepaid.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { MoneyCheckPage, MoneyFormPage, WhichPointPage } from '../../../web/canteen/money-page.tsx';
import { paths } from '../../../web/paths.ts';
import { topUpRefusalText, yuanProblemText } from '../../../web/refusals.ts';
import { form, hiddenFen, id, query, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';
import { callerOf, noteLook, pass } from './passes.ts';
import { pointAtWork } from './points-at-work.ts';

export const topUps = new Hono<App>();

const who = { elder: id, pass: pass.optional(), point: id.optional() };

topUps.get('/', permit('cash.take'), query(z.object(who).or(z.object({ elder: z.undefined().optional() }))), async (c) => {
  const asked = c.req.valid('query');
  if (asked.elder === undefined) return c.redirect(paths.counter(), 303);
  const { points, id: point } = await pointAtWork(c, asked.point);
  if (point === null) return c.html(<WhichPointPage frame={canteenFrame(c, '', 'counter')} points={points.map((one) => ({ name: one.name, href: paths.topUps({ ...asked, point: one.id }) }))} />);
  const read = await purseOf(c, { ...asked, point });
  return read ? entryPage(c, read, asked.pass) : c.notFound();
});

const typing = z.strictObject({ ...who, point: id, amount: z.string().max(40), counterpart: z.string().max(30) });
const confirming = z.strictObject({ ...who, point: id, key: requestKey, amountFen: hiddenFen, counterpart: z.string().max(30) });
const entering = form(z.union([confirming, typing]), (c) => problem(c, 422));

topUps.post('/', permit('cash.take'), entering, async (c) => {
  const typed = c.req.valid('form');
  return 'key' in typed ? record(c, typed) : preview(c, typed);
});

/** The amount read back, before anything is recorded. */
async function preview(c: Context<App>, typed: z.infer<typeof typing>) {
  const read = await purseOf(c, typed);
  if (!read) return c.notFound();
  const amount = readYuan(typed.amount);
  if ('problem' in amount) return entryPage(c, read, typed.pass, typed, yuanProblemText[amount.problem]);
  const refused = refusalOf(c, read, amount.fen);
  return refused === null ? checkPage(c, read, typed, amount.fen) : entryPage(c, read, typed.pass, typed, refused);
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
    if (refused !== null) return entryPage(c, read, typed.pass, { amount: '', counterpart }, refused);
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

async function purseOf(c: Context<App>, { elder, pass: shown, point }: { elder: string; pass?: string | undefined; point: string }, key = '') {
  return loadPurse(c.var.db, c.var.scope, await callerOf(c, { elder, pass: shown }), point, serviceDateOf(c.var.now), key);
}

function refusalOf(c: Context<App>, { facts, held, rule }: Purse, amountFen: Fen): string | null {
  const { refused } = decideTopUp(amountFen, held, rule, holdsOn(facts, 'death', serviceDateOf(c.var.now)));
  return refused && topUpRefusalText(refused, rule);
}

async function entryPage(c: Context<App>, read: Purse, shown: string | undefined, typed = { amount: '', counterpart: '' }, wrong?: string) {
  await noteLook(c, read, read.elder.id);
  const hidden = { elder: read.elder.id, point: read.point.id, ...(shown ? { pass: shown } : {}) };
  const page = (
    <MoneyFormPage
      frame={canteenFrame(c, read.point.name, 'counter')}
      kind="top_up"
      purse={read}
      typed={{ amount: typed.amount, words: typed.counterpart }}
      {...(wrong === undefined ? {} : { wrong })}
      hidden={hidden}
      back={paths.counter({ elder: read.elder.id, ...(shown ? { pass: shown } : {}) })}
    />
  );
  return c.html(page, wrong === undefined ? 200 : 422);
}

function checkPage(c: Context<App>, read: Purse, typed: z.infer<typeof typing>, amountFen: Fen) {
  const hidden = { key: newId(), elder: read.elder.id, point: read.point.id, amountFen: String(amountFen), counterpart: typed.counterpart, ...(typed.pass ? { pass: typed.pass } : {}) };
  return c.html(
    <MoneyCheckPage
      frame={canteenFrame(c, read.point.name, 'counter')}
      kind="top_up"
      purse={read}
      amountFen={amountFen}
      afterFen={fen(read.held.balanceFen + amountFen)}
      words={typed.counterpart.trim() || read.elder.name}
      hidden={hidden}
      back={paths.topUps({ elder: read.elder.id, point: read.point.id, ...(typed.pass ? { pass: typed.pass } : {}) })}
    />,
  );
}
