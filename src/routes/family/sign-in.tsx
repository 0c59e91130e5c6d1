import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { readPhone } from '../../domain/application-form.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { maskPhone } from '../../domain/masking.ts';
import { nextTryAt, type MessageRule } from '../../domain/message.ts';
import { hourOf, mayTryCode, readCode, whyNoCode } from '../../domain/sign-in-code.ts';
import type { SmsPort } from '../../ports/sms.ts';
import { auditEntry, type App } from '../../request.ts';
import { commit, untilSettled } from '../../store/commit.ts';
import { recordAttempts } from '../../store/message-queue.ts';
import { replay } from '../../store/request-keys.ts';
import { codeDigits, codeMessageId, countTry, findCode, loadCodeRequest, recordCode, usingCode, type FoundCode } from '../../store/sign-in-codes.ts';
import { isSame, newId, sha256 } from '../../vault.ts';
import { familyProblemText } from '../../../web/family-text.ts';
import { CodesPausedPage, SignInCodePage, SignInPhonePage } from '../../../web/family/sign-in-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { codeMessage } from '../../../web/message-text.ts';
import { paths } from '../../../web/paths.ts';
import { addressOf, heldOff } from '../fence.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { cameInBy, openSession, tokenOfForm } from '../session.ts';
import { FAMILY } from './frame.ts';

/** By a code that is sent to a phone. Every phone is answered alike: whether the county knows it shows only to whoever has the code. */
export const familySignIn = new Hono<App>();

familySignIn.get('/', permit('sign_in'), (c) => {
  if (c.var.actor.kind === 'family') return c.redirect(paths.family(), 303);
  return c.html(<SignInPhonePage requestKey={newId()} />);
});

const asking = form(z.strictObject({ key: requestKey, phone: z.string().max(40) }), (c) => problem(c, 422));

familySignIn.post('/codes', permit('sign_in'), asking, async (c) => {
  const { key, phone: typed } = c.req.valid('form');
  const phone = readPhone('phone', typed, true).value;
  const page = (more: { errors?: FieldError[]; refusal?: string }) => <SignInPhonePage requestKey={key} typed={typed} {...more} />;
  if (await heldOff(c, 'FAMILY_SIGN_INS')) return c.html(page({ refusal: familyProblemText.crowded }), 429);
  if (phone?.length !== 11 || !phone.startsWith('1')) return c.html(page({ errors: [{ field: 'phone', message: familyProblemText.not_mobile }] }), 422);
  const { sms, vault, db, now } = c.var;
  if (!sms) return c.html(page({ refusal: familyProblemText.no_sms }), 409);
  const today = serviceDateOf(now);
  const address = addressOf(c);
  const asks = { phoneIndex: await vault.indexOf('phone', phone), addressIndex: address === null ? null : await vault.indexOf('address', address) };
  const payloadHash = await sha256(await vault.sign('form', JSON.stringify(['sign_in', phone])));
  return untilSettled(async () => {
    const { sent, rule, messages, prior } = await loadCodeRequest(db, asks, now, today, key);
    const before = replay(prior, { actor: FAMILY, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const refused = whyNoCode(sent, rule);
    if (refused === 'phone') return c.html(page({ refusal: familyProblemText.too_many_codes }), 409);
    if (refused !== null) return c.html(<CodesPausedPage where={refused === 'address_hour' ? 'here' : 'county'} until={refused === 'county_day' ? null : hourOf(now) + 3_600_000} />, 409);
    const codeId = newId();
    const answer = paths.familyCode(codeId);
    const entry = auditEntry(c, FAMILY, 'sign_in.ask', `sign_in_code:${codeId}`);
    const fresh = { id: codeId, phone, ...asks, expiresAt: now + rule.codeMinutes * 60_000, retryAt: nextTryAt(now, 1, messages) };
    const outcome = await recordCode(db, vault, entry, fresh, today, rule, { key, payloadHash, answer });
    if (outcome !== 'done') return outcome;
    await sendCode(c, sms, { codeId, phone, minutes: rule.codeMinutes }, messages);
    return c.redirect(answer, 303);
  });
});

/** At once: whoever waits for a code does not wait for the job, which carries on only where this try failed. */
async function sendCode(c: Context<App>, sms: SmsPort, to: { codeId: string; phone: string; minutes: number }, rule: MessageRule): Promise<void> {
  const key = codeMessageId(to.codeId);
  const sent = await sms.send({ key, to: to.phone, text: codeMessage(await codeDigits(c.var.vault, to.codeId), to.minutes) }, c.var.now);
  const outcome = sent.sent ? ('sent' as const) : sent.final ? ('refused' as const) : ('failed' as const);
  const entry = auditEntry(c, FAMILY, 'message.tried', 'messages');
  await recordAttempts(c.var.db, entry, [{ id: key, attempt: 1, resentAfter: 0, outcome, cause: sent.sent ? '' : sent.cause }], rule);
}

const oneCode = segments(z.object({ codeId: id }));

familySignIn.get('/codes/:codeId', permit('sign_in'), oneCode, async (c) => {
  const code = await findCode(c.var.db, c.var.vault, c.req.valid('param').codeId);
  if (!code) return c.notFound();
  return codePage(c, code, { key: newId(), over: !mayTryCode(code, code.rule, c.var.now) });
});

const entering = form(z.strictObject({ key: requestKey, code: z.string().max(20) }), (c) => problem(c, 422));

/** A code is used once; the form that used it is answered the same each time it is sent. Whoever is barred is told the same as whoever never was a member. */
familySignIn.post('/codes/:codeId', permit('sign_in'), oneCode, entering, async (c) => {
  const { codeId } = c.req.valid('param');
  const { db, vault, now } = c.var;
  if (await heldOff(c, 'FAMILY_SIGN_INS')) return problem(c, 429);
  const sent = c.req.valid('form');
  const typed = readCode(sent.code);
  const token = await tokenOfForm(c, sent);
  const wrong = (message: string) => ({ key: sent.key, errors: [{ field: 'code', message }] });
  return untilSettled(async () => {
    if (await cameInBy(c, token)) return c.redirect(paths.family(), 303);
    const code = await findCode(db, vault, codeId);
    if (!code) return c.notFound();
    if (!mayTryCode(code, code.rule, now) || code.member?.disabledAt) return codePage(c, code, { key: sent.key, over: true }, 422);
    if (typed === null) return codePage(c, code, wrong(familyProblemText.code_unreadable), 422);
    const subject = `sign_in_code:${codeId}`;
    const counted = await countTry(db, auditEntry(c, FAMILY, 'sign_in.try', subject), code);
    if (counted !== 'done') return counted;
    if (!isSame(await codeDigits(vault, codeId), typed)) {
      await commit(db, auditEntry(c, FAMILY, 'sign_in.wrong', subject), { changes: [] });
      return codePage(c, code, wrong(familyProblemText.code_wrong), 422);
    }
    const personId = code.member?.personId ?? newId();
    const using = await usingCode(db, vault, auditEntry(c, `person:${personId}`, 'sign_in.use', subject), code, personId);
    const opened = await openSession(c, { familyId: personId }, using, token);
    return opened === 'done' ? c.redirect(paths.family(), 303) : opened;
  });
});

function codePage(c: Context<App>, code: FoundCode, { key, ...more }: { key: string; errors?: FieldError[]; over?: boolean }, status: 200 | 422 = 200) {
  return c.html(<SignInCodePage requestKey={key} codeId={code.id} phone={maskPhone(code.phone)} minutes={code.rule.codeMinutes} {...more} />, status);
}
