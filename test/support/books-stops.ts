// A row is broken by hand at p1; a check of the night finds it and stops p1. p2 goes on.
import { env } from 'cloudflare:workers';
import { monthOf, serviceDateOf, type Instant } from '../../src/domain/calendar.ts';
import type { InvariantName } from '../../src/domain/invariants.ts';
import { keepCheck } from '../../src/store/invariant-checks.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all, one } from './books.ts';
import { placeOrder } from './ordering.ts';
import { at, runId, TODAY, TOMORROW } from './seed.ts';
import { visit } from './visitor.ts';

export const NIGHT = at('02:00', TOMORROW);
export const MORNING = at('08:00', TOMORROW);
export const NEXT_NIGHT = NIGHT + 24 * 3_600_000;
export const TOMORROWS = runId('p1', TOMORROW, 'lunch');

export const spoil = () => env.DB.prepare("UPDATE day_total SET ordered = ordered + 7 WHERE meal_point_id = 'p1'").run();
export const mend = () => env.DB.prepare("UPDATE day_total SET ordered = ordered - 7 WHERE meal_point_id = 'p1'").run();

/** The one check of a night that finds it. */
export const check = (db: Database, now = NIGHT) =>
  keepCheck(db, { at: now, actor: 'job:check-invariants', action: 'invariant.check', subject: 'invariant:day_totals_equal_rows', requestId: newId() }, serviceDateOf(now), {
    name: 'day_totals_equal_rows', slice: monthOf(TODAY),
  });

/** A lunch of e1 today, the total broken, the night over: p1 stands still. Answers the order. */
export async function stopped(db: Database): Promise<string> {
  const id = await placeOrder(db, 'e1');
  await spoil();
  await check(db);
  return id;
}

export const stops = () => all<{ id: string; meal_point_id: string | null; operator_id: string | null; invariant: string }>('SELECT id, meal_point_id, operator_id, invariant FROM books_stop ORDER BY stopped_at, id');
export const stopId = async () => (await one<{ id: string }>('SELECT id FROM books_stop'))?.id ?? '';
export const official = (db: Database, now: number) => visit(db, { personId: 'clerk' }, now);
export const end = async (db: Database, cause: string, now = MORNING) => (await official(db, now)).post(`/civil/books-stops/${await stopId()}/ending`, { reason: cause });

/** A stop of its own, as a night's check of that name would have made it: of a point, of an operator with all its points, or of the county. */
export async function stopPlace(name: InvariantName, where: { point: string } | { operator: string } | 'county', now: Instant): Promise<string> {
  const id = `stop-${name}`;
  await env.DB.batch([
    env.DB.prepare("INSERT INTO invariant_check (night, name, slice, checked_at, broken, samples) VALUES (?, ?, '', ?, 1, '[]')").bind(serviceDateOf(now), name, now),
    env.DB.prepare("INSERT INTO books_stop VALUES (?, ?, ?, ?, ?, '', 1, '[]', ?, 'job:check-invariants')")
      .bind(id, where !== 'county' && 'point' in where ? where.point : null, where !== 'county' && 'operator' in where ? where.operator : null, serviceDateOf(now), name, now),
  ]);
  return id;
}

export const endOf = async (db: Database, id: string, now: Instant) => (await official(db, now)).post(`/civil/books-stops/${id}/ending`, { reason: '查清了' });
