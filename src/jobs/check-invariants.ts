import type { Instant } from '../domain/calendar.ts';
import { stopKey, type BrokenPlace } from '../domain/books-stop.ts';
import { nightOf, type CheckResult } from '../domain/invariants.ts';
import { checksLeft, keepCheck } from '../store/invariant-checks.ts';
import type { Database } from '../store/read.ts';
import { newId } from '../vault.ts';
import type { JobOutcome } from './batches.ts';

/**
 * One check of the books at each call in the night, until all were made once: what is done is a row, so a call that was missed or came
 * twice changes nothing. A check that cannot be made is left and the next one is made. What is broken stops the places it belongs to; the log names both.
 */
export async function checkInvariants(db: Database, now: Instant): Promise<JobOutcome> {
  const night = nightOf(now);
  if (night === null) return { done: 0, left: [] };
  const left: { id: string; cause: string }[] = [];
  for (const { name, slice } of await checksLeft(db, night)) {
    const entry = { at: now, actor: 'job:check-invariants', action: 'invariant.check', subject: `invariant:${name}`, requestId: newId() };
    const outcome = await keepCheck(db, entry, night, { name, slice }).catch((error: unknown) => (error instanceof Error ? error.message.slice(0, 200) : 'unknown'));
    const cause = typeof outcome === 'string' ? outcome : brokenText(outcome.result, outcome.places);
    if (cause !== null) left.push({ id: `${name} ${slice}`.trim(), cause });
    if (typeof outcome !== 'string') return { done: outcome.kept === 'done' ? 1 : 0, left };
  }
  return { done: 0, left };
}

const brokenText = ({ broken }: CheckResult, places: readonly BrokenPlace[]) =>
  broken > 0 ? `${broken} broken, stopped: ${places.map(stopKey).join(' ')}`.slice(0, 200) : null;
