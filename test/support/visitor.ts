// Somebody with a browser: asks the whole app in workerd, at a chosen time, with their session and our own origin.
import { env } from 'cloudflare:workers';
import { createApp } from '../../src/app.tsx';
import type { Instant } from '../../src/domain/calendar.ts';
import { SESSION_COOKIE } from '../../src/request.ts';
import type { Database } from '../../src/store/read.ts';
import { session } from '../../src/store/schema.ts';
import { newToken, sha256 } from '../../src/vault.ts';

export const ORIGIN = 'https://zhucan.test';

export type Visitor = {
  get(path: string): Promise<Response>;
  /** A form as the page would send it. */
  post(path: string, form?: Record<string, string>): Promise<Response>;
};

/** A signed-in visitor: an elder or a person of the seed, or nobody. `now` may be moved by handing in a function. */
export async function visit(
  db: Database,
  who: { elderId: string } | { personId: string } | null,
  now: Instant | (() => Instant),
): Promise<Visitor> {
  const clock = typeof now === 'function' ? now : () => now;
  const app = createApp(async () => clock());
  const headers: Record<string, string> = who ? { cookie: await signedIn(db, who) } : {};
  const ask = async (path: string, init: RequestInit) => app.request(new URL(path, ORIGIN), init, env);
  return {
    get: (path) => ask(path, { headers }),
    post: (path, form = {}) => ask(path, { method: 'POST', headers: { ...headers, origin: ORIGIN }, body: new URLSearchParams(form) }),
  };
}

async function signedIn(db: Database, who: { elderId: string } | { personId: string }): Promise<string> {
  const token = newToken();
  const holder = 'elderId' in who ? { elderId: who.elderId, cardId: `card-${who.elderId}` } : who;
  await db.insert(session).values({ tokenHash: await sha256(token), ...holder, createdAt: 0, expiresAt: 4_102_444_800_000 });
  return `${SESSION_COOKIE}=${token}`;
}
