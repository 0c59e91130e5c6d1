import { env } from 'cloudflare:workers';
import type { Visitor } from './visitor.ts';

/** The same person over a database in which something happens after their `nth` batch: the first is the session's. */
export function between(visitor: Visitor, nth: number, happens: () => Promise<unknown>): { visitor: Visitor; batches: () => number } {
  const state = { batches: 0 };
  const batch = async (statements: D1PreparedStatement[]) => {
    const result = await env.DB.batch(statements);
    state.batches += 1;
    if (state.batches === nth) await happens();
    return result;
  };
  const DB = new Proxy(env.DB, { get: (d1, name) => (name === 'batch' ? batch : (Reflect.get(d1, name) as () => unknown).bind(d1)) });
  return { visitor: visitor.over({ DB }), batches: () => state.batches };
}
