// What waits for somebody to follow it up: a complaint about a meal, a message that nobody could be reached with; and a stop of the books that has ended.
import { env } from 'cloudflare:workers';
import { monthOf, type ServiceDate } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { booksStop, booksStopEnd, complaint, invariantCheck, message, messageAttempt, rating } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { at, day } from './seed.ts';

/** Said of a meal that was handed over; nobody is named to answer it. */
export async function complain(db: Database, { orderId, point, elderId, due = '2026-11-28' }: { orderId: string; point: string; elderId: string; due?: string }): Promise<string> {
  const id = newId();
  await db.insert(rating).values({ orderId, version: 1, face: 'poor', words: '太硬', ratedAt: at('11:03'), ratedBy: `elder:${elderId}` });
  await db.insert(complaint).values({ id, orderId, mealPointId: point, owner: `meal_point:${point}`, dueDate: day(due), openedAt: at('11:03') });
  return id;
}

/** What nobody could be told, a family member or the elder herself: three tries without an answer. */
export async function giveUp(db: Database, { orderId, elderId, personId, kind = 'handed_over' }: { orderId: string; elderId: string; personId?: string; kind?: 'handed_over' | 'ordered' }): Promise<string> {
  const recipient = personId === undefined ? `elder:${elderId}` : `person:${personId}`;
  const id = `${kind}.${orderId}.${recipient}`;
  const handOver = kind === 'handed_over' ? await env.DB.prepare('SELECT id FROM hand_over WHERE order_id = ?').bind(orderId).first<string>('id') : null;
  const wrote = { writtenAt: at('08:00'), writtenBy: 'person:cook1', state: 'given_up' as const, attempts: 3, nextAt: at('08:04') };
  await db.insert(message).values({ id, kind, recipient, elderId, orderId, handOverId: handOver, subsidyFen: 800 as never, selfPayFen: 700 as never, balanceFen: null, ...wrote });
  await db.insert(messageAttempt).values([1, 2, 3].map((attempt) => ({ messageId: id, attempt, at: at('08:00') + attempt * 60_000, outcome: 'failed' as const, cause: 'status 503' })));
  return id;
}

/** A check failed for the point one night, and an official has ended the stop. */
export async function stoppedOnce(db: Database, point: string): Promise<string> {
  const id = await stopped(db, point, day(`2026-11-1${point.slice(1)}`));
  await db.insert(booksStopEnd).values({ stopId: id, endedAt: at('07:00'), endedBy: 'person:clerk2', cause: '合计改回来了' });
  return id;
}

/** A check failed for the point one night; what it found is right by now, and the place stands still. */
export async function stopped(db: Database, point: string, night: ServiceDate): Promise<string> {
  const id = newId();
  const check = { night, name: 'day_totals_equal_rows' as const, slice: monthOf(night) };
  await db.insert(invariantCheck).values({ ...check, checkedAt: 0, broken: 1, samples: '[]' });
  await db.insert(booksStop).values({ id, mealPointId: point, night, invariant: check.name, slice: check.slice, broken: 1, samples: '[]', stoppedAt: at('02:00'), stoppedBy: 'job:check-invariants' });
  return id;
}
