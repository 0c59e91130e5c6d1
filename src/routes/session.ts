import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { actorRef, type WorkWay } from '../domain/access.ts';
import { auditEntry, SESSION_COOKIE, type App } from '../request.ts';
import type { Conflict } from '../store/commit.ts';
import { endSession, endsToo, startSession, type SignInWrite } from '../store/sessions.ts';
import { newToken, sha256 } from '../vault.ts';

const DAY_MS = 24 * 60 * 60_000;

/** An elder's card keeps the phone signed in for half a year, a family's code their own phone for a month; staff sign in again for each working day. */
const LASTS = { elder: 180 * DAY_MS, family: 30 * DAY_MS, person: DAY_MS / 2 };

const COOKIE = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

export type Holder = { elderId: string; cardId: string } | { personId: string; way: WorkWay } | { familyId: string };

/** A new token at every sign-in; whoever was signed in on this browser no longer is. */
export async function beginSession(c: Context<App>, holder: Holder): Promise<void> {
  if ((await openSession(c, holder, {})) !== 'done') throw new Error('the session could not be started');
}

/** The same together with what it rests on: a conflict when that no longer holds, and nothing has changed. One write, so that nobody is left without the old session and without the new one. */
export async function openSession(c: Context<App>, holder: Holder, write: SignInWrite): Promise<'done' | Conflict> {
  const token = newToken();
  const kind = 'elderId' in holder ? 'elder' : 'familyId' in holder ? 'family' : 'person';
  const who = whoseSession(holder);
  const actor = 'elderId' in who ? `elder:${who.elderId}` : `person:${who.personId}`;
  const fresh = { ...who, tokenHash: await sha256(token), expiresAt: c.var.now + LASTS[kind] };
  const before = await sessionOf(c);
  const ending = before ? endsToo(before.entry, before.tokenHash) : [];
  const started = await startSession(c.var.db, auditEntry(c, actor, 'session.start', actor), fresh, { ...write, changes: [...(write.changes ?? []), ...ending] });
  if (started !== 'done') return started;
  setCookie(c, SESSION_COOKIE, token, { ...COOKIE, maxAge: LASTS[kind] / 1000 });
  return 'done';
}

function whoseSession(holder: Holder) {
  if ('elderId' in holder) return { ...holder, way: 'card' as const };
  return 'familyId' in holder ? { personId: holder.familyId, way: 'phone_code' as const } : holder;
}

/** Ends the session of this browser, if there is one. */
export async function closeSession(c: Context<App>): Promise<void> {
  const open = await sessionOf(c);
  if (!open) return;
  await endSession(c.var.db, open.entry, open.tokenHash);
  deleteCookie(c, SESSION_COOKIE, COOKIE);
}

/** The session of this browser, and what its end is recorded as; null for a stranger. */
async function sessionOf(c: Context<App>) {
  const token = getCookie(c, SESSION_COOKIE);
  const { actor } = c.var;
  if (!token || actor.kind === 'stranger') return null;
  const who = actorRef(actor);
  return { entry: auditEntry(c, who, 'session.end', who), tokenHash: await sha256(token) };
}

/** How the session of this browser is kept. */
export async function ownTokenHash(c: Context<App>): Promise<string> {
  return sha256(getCookie(c, SESSION_COOKIE) ?? '');
}
