// Orders made as elders make them, through the whole app.
import type { Instant } from '../../src/domain/calendar.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { NOW, runId, TODAY } from './seed.ts';
import { visit } from './visitor.ts';

export const LUNCH = runId('p1', TODAY, 'lunch');

export type Wish = { runId?: string; setMealId?: string; mode?: string };

/** The answer of an elder's order; meal A of today's lunch at p1, eaten there, unless wished otherwise. */
export async function order(db: Database, elderId: string, wish: Wish = {}, now: Instant = NOW): Promise<Response> {
  const elder = await visit(db, { elderId }, now);
  return elder.post('/orders', { key: newId(), runId: LUNCH, setMealId: 'A', mode: 'dine_in', ...wish });
}

/** The same, and it must be taken. Returns the order's id. */
export async function placeOrder(db: Database, elderId: string, wish: Wish = {}, now: Instant = NOW): Promise<string> {
  const answer = await order(db, elderId, wish, now);
  const id = /^\/orders\/(\w+)$/.exec(answer.headers.get('location') ?? '')?.[1];
  if (!id) throw new Error(`the order of ${elderId} was not taken: ${answer.status}`);
  return id;
}
