import { instantAt, parseServiceDate, type Instant } from './calendar.ts';
import { toHalfWidth } from './half-width.ts';
import { MESSAGE_TOLD_HOW, whyDropped, type DropReason, type LetterFacts, type MessageKind, type MessageState, type MessageToldHow } from './message.ts';

// A message that was given up: an official has it sent again, or writes down that somebody was told otherwise.

export type GivenUp = { kind: MessageKind; state: MessageState; attempts: number; told: boolean };

export type ResendRefusal = 'moved_on' | 'told' | 'code' | DropReason;

/**
 * Whether it can be sent again, as it was shown after its `attempts`-th try. Refusals: `code` (a code is asked for again by whoever needs
 * one), `told`, `moved_on` (it is on its way again, or was), and whatever would keep it from leaving (`whyDropped`).
 */
export function decideResend(message: GivenUp, facts: LetterFacts, attempts: number): ResendRefusal | null {
  if (message.kind === 'sign_in_code') return 'code';
  if (message.told) return 'told';
  if (message.state !== 'given_up' || message.attempts !== attempts) return 'moved_on';
  return whyDropped(facts);
}

export type ToldRefusal = 'moved_on' | 'code' | 'deceased' | 'not_theirs' | 'undone';

/** Whether it is written down that it was told otherwise. Nobody is told what is no longer theirs to know; a missing phone is no obstacle. */
export function decideTold(message: GivenUp, facts: LetterFacts): ToldRefusal | null {
  if (message.kind === 'sign_in_code') return 'code';
  if (message.state !== 'given_up') return 'moved_on';
  const dropped = whyDropped(facts);
  return dropped === 'no_phone' ? null : dropped;
}

export const TOLD_FIELDS = ['how', 'teller', 'when', 'note'] as const;
export type ToldField = (typeof TOLD_FIELDS)[number];
export type TypedTold = Readonly<Record<ToldField, string>>;
export type ToldProblem = 'missing' | 'too_long' | 'unreadable' | 'in_future' | 'before_written';

export type Told = { how: MessageToldHow; toldByName: string; toldAt: Instant; note: string };

const MOST_NAME = 20;
export const MOST_NOTE = 200;

/**
 * Who told it, when and how, as typed. Refusals, each with its field: `missing` (a note only where it needs no telling any more: why),
 * `too_long`, `unreadable`, `in_future`, `before_written`.
 */
export function readTold(typed: TypedTold, writtenAt: Instant, now: Instant): { told: Told } | { problems: { field: ToldField; problem: ToldProblem }[] } {
  const how = MESSAGE_TOLD_HOW.find((one) => one === typed.how);
  const [toldByName, note] = [typed.teller.replace(/\s+/g, ' ').trim(), typed.note.trim()];
  const when = readWhen(typed.when, writtenAt, now);
  const problems: { field: ToldField; problem: ToldProblem }[] = [];
  if (!how) problems.push({ field: 'how', problem: 'missing' });
  if (toldByName === '') problems.push({ field: 'teller', problem: 'missing' });
  if (toldByName.length > MOST_NAME) problems.push({ field: 'teller', problem: 'too_long' });
  if ('problem' in when) problems.push({ field: 'when', problem: when.problem });
  if (note === '' && how === 'needless') problems.push({ field: 'note', problem: 'missing' });
  if (note.length > MOST_NOTE) problems.push({ field: 'note', problem: 'too_long' });
  return how && 'at' in when && problems.length === 0 ? { told: { how, toldByName, toldAt: when.at, note } } : { problems };
}

/** 2026-11-26 9:30, full-width or with a T between; to the minute, so the very minute of writing is not before it. */
function readWhen(typed: string, writtenAt: Instant, now: Instant): { at: Instant } | { problem: ToldProblem } {
  const text = toHalfWidth(typed).trim();
  if (text === '') return { problem: 'missing' };
  const match = /^(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}):(\d{2})$/.exec(text);
  const date = match ? parseServiceDate(match[1] ?? '') : null;
  const [hours, minutes] = [Number(match?.[2]), Number(match?.[3])];
  if (!date || hours > 23 || minutes > 59) return { problem: 'unreadable' };
  const at = instantAt(date, hours * 60 + minutes);
  if (at > now) return { problem: 'in_future' };
  return at + 60_000 <= writtenAt ? { problem: 'before_written' } : { at };
}
