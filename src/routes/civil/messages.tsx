import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import { maskPhone } from '../../domain/masking.ts';
import { MESSAGE_KINDS, type LetterFacts } from '../../domain/message.ts';
import { decideResend, decideTold, readTold, type GivenUp, type TypedTold } from '../../domain/undelivered.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { recordLook } from '../../store/looks.ts';
import { letterFacts, type LetterRow } from '../../store/message-queue.ts';
import { loadOneUndelivered, loadUndelivered, recordTold, resendMessage, UNDELIVERED_LISTS, type OneUndelivered } from '../../store/undelivered.ts';
import { MessagePage } from '../../../web/civil/message-page.tsx';
import { MessagesPage } from '../../../web/civil/messages-page.tsx';
import { resendRefusalText, toldProblemText, toldRefusalText } from '../../../web/civil/undelivered-text.ts';
import type { FieldError } from '../../../web/form.tsx';
import { clockOf } from '../../../web/format.tsx';
import { letterText } from '../../../web/message-text.ts';
import { paths } from '../../../web/paths.ts';
import { reasonMissing } from '../../../web/price-change-text.ts';
import { form, pageNumber, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

/** Messages that nobody could be reached with: sent again, or told by somebody. */
export const messages = new Hono<App>();

const PAGE_SIZE = 50;
const asked = query(z.object({ show: z.enum(UNDELIVERED_LISTS).default('open'), kind: z.enum(MESSAGE_KINDS).nullable().default(null), page: pageNumber }));

messages.get('/', permit('message.read'), asked, async (c) => {
  const { show: list, kind, page } = c.req.valid('query');
  const { db, scope, now } = c.var;
  const read = await loadUndelivered(db, scope, { list, kind, page, size: PAGE_SIZE, now, today: serviceDateOf(now) });
  if (!read) return c.notFound();
  const count = read.kinds.filter((one) => kind === null || one.kind === kind).reduce((sum, one) => sum + one.count, 0);
  const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
  if (page > pages) return c.notFound();
  const lines = await Promise.all(read.letters.map(async (letter) => ({ ...letter, phone: masked((await factsOf(c, letter)).phone) })));
  const { kinds, outbox, open, codes } = read;
  return c.html(<MessagesPage frame={civilFrame(c, read.offices, 'messages')} {...{ list, kind, lines, kinds, outbox, open, codes, now, page, pages }} />);
});

/** An id is made of what a message tells and whom (store/messages.ts): words, dots and colons. */
const oneMessage = segments(z.object({ messageId: z.string().regex(/^[\w.:-]{1,200}$/) }));

messages.get('/:messageId', permit('message.read'), oneMessage, async (c) => {
  const read = await loadOneUndelivered(c.var.db, c.var.scope, c.req.valid('param').messageId);
  return read ? messagePage(c, read) : c.notFound();
});

const tries = z.string().regex(/^\d{1,4}$/).transform(Number);
const resending = form(z.strictObject({ attempts: tries }), (c) => problem(c, 422));

/** Needs no key: the try it had come to says which press it was. */
messages.post('/:messageId/resending', permit('message.oversee'), oneMessage, resending, async (c) => {
  const { messageId } = c.req.valid('param');
  const { attempts } = c.req.valid('form');
  return untilSettled(async () => {
    const read = await loadOneUndelivered(c.var.db, c.var.scope, messageId);
    if (!read) return c.notFound();
    if (read.resends.some((one) => one.afterAttempt === attempts)) return c.redirect(paths.message(messageId), 303);
    const refused = decideResend(givenUpOf(read), await factsOf(c, read.letter), attempts);
    if (refused !== null) return messagePage(c, read, { refusal: resendRefusalText[refused] });
    const entry = auditEntry(c, actorRef(officialOf(c)), 'message.resend', `message:${messageId}`);
    const outcome = await resendMessage(c.var.db, entry, messageId, attempts);
    return outcome === 'done' ? c.redirect(paths.message(messageId), 303) : outcome;
  });
});

const text = z.string().max(1000).default('');
const telling = form(z.strictObject({ attempts: tries, how: text, teller: text, when: text, note: text }), (c) => problem(c, 422));

/** Needs no key: it is written down once, and whoever comes later is shown what was. */
messages.post('/:messageId/telling', permit('message.oversee'), oneMessage, telling, async (c) => {
  const { messageId } = c.req.valid('param');
  const { attempts, ...typed } = c.req.valid('form');
  return untilSettled(async () => {
    const read = await loadOneUndelivered(c.var.db, c.var.scope, messageId);
    if (!read) return c.notFound();
    if (read.end.recordedAt !== null) return c.redirect(paths.message(messageId), 303);
    const refused = read.letter.attempt === attempts ? decideTold(givenUpOf(read), await factsOf(c, read.letter)) : 'moved_on';
    if (refused !== null) return messagePage(c, read, { typed, refusal: toldRefusalText[refused] });
    const told = readTold(typed, read.end.writtenAt, c.var.now);
    if ('problems' in told) return messagePage(c, read, { typed, errors: told.problems.map(({ field, problem: what }) => ({ field, message: toldProblemText(field, what) })) });
    const entry = auditEntry(c, actorRef(officialOf(c)), 'message.told', `message:${messageId}`);
    const outcome = await recordTold(c.var.db, entry, messageId, attempts, told.told);
    return outcome === 'done' ? c.redirect(paths.message(messageId), 303) : outcome;
  });
});

const looking = form(z.strictObject({ reason: z.string().trim().max(200) }), (c) => problem(c, 422));

/** The whole phone: one record, with a reason that is written down before anything is shown. */
messages.post('/:messageId/look', permit('message.oversee'), oneMessage, looking, async (c) => {
  const { messageId } = c.req.valid('param');
  const { reason } = c.req.valid('form');
  const read = await loadOneUndelivered(c.var.db, c.var.scope, messageId);
  if (!read) return c.notFound();
  if (decideTold(givenUpOf(read), await factsOf(c, read.letter)) !== null) return messagePage(c, read);
  if (reason === '') return messagePage(c, read, { errors: [{ field: 'reason', message: reasonMissing }] });
  await recordLook(c.var.db, { ...auditEntry(c, actorRef(officialOf(c)), 'message.look', `message:${messageId}`), reason });
  return messagePage(c, read, { looked: true });
});

const givenUpOf = ({ letter, end }: OneUndelivered): GivenUp => ({ kind: letter.kind, state: end.state, attempts: letter.attempt, told: end.recordedAt !== null });
const masked = (phone: string | null) => (phone === null ? '' : maskPhone(phone));

/** A telephone that cannot be opened is none; the page says so and stands. */
async function factsOf(c: Context<App>, letter: LetterRow): Promise<LetterFacts> {
  try {
    return await letterFacts(c.var.vault, letter, c.var.now);
  } catch {
    return letterFacts(c.var.vault, { ...letter, elderPhone: null, memberPhone: null, codePhone: null }, c.var.now);
  }
}

type Shown = { typed?: TypedTold; errors?: readonly FieldError[]; refusal?: string; looked?: boolean };

async function messagePage(c: Context<App>, read: OneUndelivered, { typed, errors = [], refusal, looked = false }: Shown = {}) {
  const { letter, end, attempts, resends, offices } = read;
  const { now } = c.var;
  const facts = await factsOf(c, letter);
  const message = givenUpOf(read);
  const page = (
    <MessagePage
      frame={civilFrame(c, offices, 'messages')}
      {...{ letter, end, attempts, resends, errors, refusal, looked }}
      phone={looked ? (facts.phone ?? '') : masked(facts.phone)}
      words={decideTold({ ...message, state: 'given_up' }, facts) === null ? letterText(letter, serviceDateOf(now), now) : null}
      mayResend={decideResend(message, facts, letter.attempt)}
      mayTell={message.told ? 'moved_on' : decideTold(message, facts)}
      typed={typed ?? { how: '', teller: officialOf(c).name, when: `${serviceDateOf(now)} ${clockOf(now)}`, note: '' }}
    />
  );
  return c.html(page, errors.length > 0 ? 422 : refusal === undefined ? 200 : 409);
}
