import type { Context } from 'hono';
import { knockingFrom } from '../domain/knocking.ts';
import { FENCE_SECONDS, type Fences } from '../ports/fences.ts';
import type { App } from '../request.ts';

/** Where a request comes from, for counting; null where nothing before us says so. */
export function addressOf(c: Context<App>): string | null {
  const address = c.req.header('cf-connecting-ip');
  return address ? knockingFrom(address) : null;
}

/**
 * Whether this address has knocked too often: asked before anything is counted, hashed or written. The answer is then 429, and says
 * when to come again. A fence that does not answer keeps nobody out: the counts in the database still do.
 */
export async function heldOff(c: Context<App>, gate: keyof Fences): Promise<boolean> {
  const address = addressOf(c);
  const fence = c.env[gate];
  if (!address || !fence) return false;
  const passes = await fence.limit({ key: address }).then(({ success }) => success, () => true);
  if (!passes) c.header('Retry-After', String(FENCE_SECONDS));
  return !passes;
}
