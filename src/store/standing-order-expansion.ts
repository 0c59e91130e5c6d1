import { addDays, serviceDateOf, type Instant } from '../domain/calendar.ts';
import { DAYS_EXPANDED } from '../domain/standing-order.ts';
import { expandDays } from '../domain/standing-order-expansion.ts';
import { newId } from '../vault.ts';
import type { AuditEntry, Conflict } from './commit.ts';
import { placeMany } from './placements.ts';
import { readTogether, type Database } from './read.ts';
import { allDueDays, dueDaysOf } from './standing-order-days.ts';
import { loadExpansion } from './standing-order-facts.ts';
import { countsByYear } from './subsidy-history.ts';

/** So many days in one batch: two trips for a thousand orders, and rows that fit the limits of one. A policy that counts by the year looks back on ten times as many meals. */
const CHUNK = 1_000;
const CHUNK_BY_YEAR = 100;

/** So many chunks in one call; what is left waits for the next minute. */
const CHUNKS = 10;

/** So often a chunk that lost a race is read and decided anew as a whole, before it is cut in half. */
const TRIES = 3;

export type Expanding = Pick<AuditEntry, 'at' | 'actor' | 'requestId'>;

/** Today and the days ahead that become orders. */
export const windowAt = (now: Instant) => {
  const today = serviceDateOf(now);
  return { from: today, to: addDays(today, DAYS_EXPANDED), now };
};

export type ExpansionOutcome = { done: number; failed: number; left: { id: string; cause: string }[] };

/**
 * Makes the orders of all standing orders for the days that have runs, as far ahead as DAYS_EXPANDED: idempotent, so late, twice or at
 * once comes to the same. `elderIds`: of these people only. Whoever set theirs up first comes first where places are few.
 */
export async function expandStandingOrders(db: Database, entry: Expanding, elderIds?: readonly string[]): Promise<ExpansionOutcome> {
  const window = windowAt(entry.at);
  const { due, rules } = await readTogether(db, { due: elderIds ? dueDaysOf(db, elderIds, window) : allDueDays(db, window), rules: countsByYear(db) });
  const most = rules[0]?.byYear === 1 ? CHUNK_BY_YEAR : CHUNK;
  const people = [...Map.groupBy(due, (one) => one.elderId)].toSorted(([, a], [, b]) => firstSet(a) - firstSet(b));
  const outcome: ExpansionOutcome = { done: 0, failed: 0, left: [] };
  for (const chunk of chunksOf(people, most).slice(0, CHUNKS)) await settle(db, entry, chunk, outcome);
  return outcome;
}

const firstSet = (days: readonly { setAt: number }[]) => Math.min(...days.map((one) => one.setAt));

type Chunk = { elderIds: string[]; runIds: string[] };

/** All days of one person stand in one chunk, so that each counts against the limits of the next. */
function chunksOf(people: readonly (readonly [string, readonly { runId: string }[]])[], most: number): Chunk[] {
  const chunks: { elderIds: string[]; runIds: Set<string>; days: number }[] = [];
  for (const [elderId, days] of people) {
    let last = chunks.at(-1);
    if (!last || last.days + days.length > most) chunks.push((last = { elderIds: [], runIds: new Set(), days: 0 }));
    last.elderIds.push(elderId);
    for (const { runId } of days) last.runIds.add(runId);
    last.days += days.length;
  }
  return chunks.map((one) => ({ elderIds: one.elderIds, runIds: [...one.runIds] }));
}

/** A chunk that does not go through is cut in half again and again, so that one person whose order cannot be written stops nobody else. */
async function settle(db: Database, entry: Expanding, chunk: Chunk, outcome: ExpansionOutcome): Promise<void> {
  let cause = 'conflict';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const made = await expandChunk(db, entry, chunk).catch((error: unknown) => (error instanceof Error ? error : new Error('unknown')));
    if (made instanceof Error) {
      cause = made.message.slice(0, 200);
      break;
    }
    if (made !== 'conflict') {
      outcome.done += made.orders;
      outcome.failed += made.failures;
      for (const id of made.stopped) if (!outcome.left.some((one) => one.id === id)) outcome.left.push({ id, cause: 'the books stand still' });
      return;
    }
  }
  const half = Math.ceil(chunk.elderIds.length / 2);
  if (chunk.elderIds.length < 2) outcome.left.push({ id: chunk.elderIds[0] ?? '', cause });
  else for (const elderIds of [chunk.elderIds.slice(0, half), chunk.elderIds.slice(half)]) await settle(db, entry, { ...chunk, elderIds }, outcome);
}

/** Reads everything that the chunk's orders depend on in one trip, decides, and writes all in another. */
async function expandChunk(db: Database, entry: Expanding, chunk: Chunk): Promise<{ orders: number; failures: number; stopped: readonly string[] } | Conflict> {
  const read = await loadExpansion(db, windowAt(entry.at), chunk);
  const turn = new Map(chunk.elderIds.map((id, index) => [id, index]));
  const days = read.facts.days.toSorted((a, b) => (turn.get(a.elderId) ?? 0) - (turn.get(b.elderId) ?? 0));
  const facts = { ...read.facts, days };
  const expansion = expandDays(facts, days.map(() => newId()), entry.at);
  const known = new Set(read.failures.map((one) => `${one.standingOrderId} ${one.serviceDate} ${one.refused}`));
  const failures = expansion.failures.filter(({ day, run, refused }) => !known.has(`${day.standingOrderId} ${run.serviceDate} ${refused}`));
  const stopped = expansion.failures.flatMap(({ run, refused }) => (refused === 'point_stopped' ? [`meal_point:${run.mealPointId}`] : []));
  if (expansion.orders.length + failures.length === 0) return { orders: 0, failures: 0, stopped };
  const written = await placeMany(db, { ...entry, action: 'order.place' }, { orders: expansion.orders, failures, rests: read.rests });
  return written === 'done' ? { orders: expansion.orders.length, failures: failures.length, stopped } : written;
}
