import { serviceDateOf, type Instant, type ServiceDate } from '../domain/calendar.ts';
import { isQuiet, whyDropped } from '../domain/message.ts';
import type { SmsPort } from '../ports/sms.ts';
import { claimMessages, letterFacts, loadDue, loadLetters, recordAttempts, type LetterRow, type Tried } from '../store/message-queue.ts';
import type { Database } from '../store/read.ts';
import { codeDigits } from '../store/sign-in-codes.ts';
import { newId, type Vault } from '../vault.ts';
import { codeMessage, letterText } from '../../web/message-text.ts';
import type { JobOutcome } from './batches.ts';

/** What one minute sends: a county's lunch is told within half an hour. */
const MOST = 100;

export type Means = { vault: Vault; sms: SmsPort | null };

/**
 * Sends what waits: at least once each, under its own key, later again when the provider does not answer, not in the quiet hours
 * (a code that was asked for is). The log says how many and why not, and nothing of whom.
 */
export async function sendMessages(db: Database, now: Instant, { vault, sms }: Means): Promise<JobOutcome> {
  const today = serviceDateOf(now);
  const { rule, due: waiting } = await loadDue(db, now, MOST);
  const due = waiting.filter(({ kind }) => kind === 'sign_in_code' || !isQuiet(now, rule));
  if (due.length === 0) return { done: 0, left: [] };
  if (!sms) return { done: 0, left: [{ id: 'messages', cause: 'no provider is set up' }] };
  const entry = { at: now, actor: 'job:send-messages', subject: 'messages', requestId: newId() };
  const claimed = await claimMessages(db, { ...entry, action: 'message.try' }, due, rule);
  if (claimed !== 'done') return { done: 0, left: [{ id: 'messages', cause: 'conflict' }] };
  const letters = await loadLetters(db, due.map(({ id }) => id));
  const tried = await Promise.all(letters.map((letter) => send({ vault, sms }, letter, now, today)));
  await recordAttempts(db, { ...entry, action: 'message.tried' }, tried, rule);
  return outcomeOf(tried);
}

/** A message that cannot be opened or worded keeps nobody else's from leaving. */
async function send(means: { vault: Vault; sms: SmsPort }, letter: LetterRow, now: Instant, today: ServiceDate): Promise<Tried> {
  try {
    return await deliver(means, letter, now, today);
  } catch {
    return { ...triedOf(letter), outcome: 'failed', cause: 'unreadable' };
  }
}

async function deliver({ vault, sms }: { vault: Vault; sms: SmsPort }, letter: LetterRow, now: Instant, today: ServiceDate): Promise<Tried> {
  const tried = triedOf(letter);
  const facts = await letterFacts(vault, letter, now);
  const dropped = whyDropped(facts);
  if (dropped !== null || facts.phone === null) return { ...tried, outcome: 'dropped', cause: dropped ?? 'no_phone' };
  const answer = await sms.send({ key: letter.id, to: facts.phone, text: await wordsOf(vault, letter, now, today) }, now);
  if (answer.sent) return { ...tried, outcome: 'sent', cause: '' };
  return { ...tried, outcome: answer.final ? 'refused' : 'failed', cause: answer.cause };
}

const triedOf = ({ id, attempt, resentAfter }: LetterRow) => ({ id, attempt, resentAfter });

async function wordsOf(vault: Vault, letter: LetterRow, now: Instant, today: ServiceDate): Promise<string> {
  if (letter.kind !== 'sign_in_code') return letterText(letter, today, now);
  const minutes = Math.max(1, Math.floor(((letter.codeExpiresAt ?? now) - now) / 60_000));
  return codeMessage(await codeDigits(vault, letter.codeId ?? ''), minutes);
}

/** How many left; the others by their cause, with how many of each. */
function outcomeOf(tried: readonly Tried[]): JobOutcome {
  const failed = tried.filter(({ outcome }) => outcome === 'failed' || outcome === 'refused');
  const causes = Map.groupBy(failed, ({ cause }) => cause);
  return { done: tried.length - failed.length, left: [...causes].map(([cause, same]) => ({ id: 'messages', cause: `${cause} (${same.length})` })) };
}
