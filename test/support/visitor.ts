// Somebody with a browser: asks the whole app in workerd, at a chosen time, with their session and our own origin.
import { env } from 'cloudflare:workers';
import { createApp } from '../../src/app.tsx';
import type { WorkWay } from '../../src/domain/access.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { SmsPort } from '../../src/ports/sms.ts';
import { SESSION_COOKIE, type Bindings } from '../../src/request.ts';
import type { Database } from '../../src/store/read.ts';
import { session as sessions } from '../../src/store/schema.ts';
import { newToken, sha256 } from '../../src/vault.ts';

export const ORIGIN = 'https://zhucan.test';

/** `way`: how somebody at work signed in, with everything where nothing is said. `over`: their session was ended, or its time has run out. */
export type Who = { elderId: string } | { personId: string; way?: WorkWay; over?: 'ended' | 'expired' } | null;

export type Visitor = {
  get(path: string): Promise<Response>;
  /** A form as the page would send it. */
  post(path: string, form?: Record<string, string>): Promise<Response>;
  /** Any request with their session and nothing else that a page would add. */
  send(path: string, init: RequestInit): Promise<Response>;
  /** The same person, served by a Worker with other bindings. */
  over(bindings: Partial<Bindings>): Visitor;
};

/** Served at a chosen time; `now` may be moved by handing in a function. */
export function appAt(now: Instant | (() => Instant), sms: SmsPort | null = null) {
  const clock = typeof now === 'function' ? now : () => now;
  return createApp(async () => clock(), undefined, () => sms);
}

/** A signed-in visitor: an elder or a person of the seed, or nobody. */
export async function visit(
  db: Database,
  who: Who,
  now: Instant | (() => Instant),
  sms: SmsPort | null = null,
): Promise<Visitor> {
  return visitOn(appAt(now, sms), db, who);
}

/** The same where many are served by one app: to make one for each takes longer than what most of them ask. */
export async function visitOn(app: ReturnType<typeof appAt>, db: Database, who: Who): Promise<Visitor> {
  const session: Record<string, string> = who ? { cookie: await signedIn(db, who) } : {};
  const servedBy = (bindings: Bindings): Visitor => {
    const send = async (path: string, init: RequestInit) =>
      app.request(new URL(path, ORIGIN), { ...init, headers: { ...session, ...(init.headers as Record<string, string>) } }, bindings);
    return {
      get: (path) => send(path, {}),
      post: (path, form = {}) => send(path, { method: 'POST', headers: { origin: ORIGIN }, body: new URLSearchParams(form) }),
      send,
      over: (others) => servedBy({ ...bindings, ...others }),
    };
  };
  return servedBy(env);
}

async function signedIn(db: Database, who: NonNullable<Who>): Promise<string> {
  const token = newToken();
  const holder = 'elderId' in who ? { elderId: who.elderId, cardId: `card-${who.elderId}`, way: 'card' as const } : { personId: who.personId, way: who.way ?? ('totp' as const) };
  const over = 'personId' in who ? who.over : undefined;
  const until = { expiresAt: over === 'expired' ? 1 : 4_102_444_800_000, endedAt: over === 'ended' ? 1 : null };
  await db.insert(sessions).values({ tokenHash: await sha256(token), ...holder, createdAt: 0, ...until });
  return `${SESSION_COOKIE}=${token}`;
}
