import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { actorRef, type FamilyActor, type PersonActor, type WorkWay } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { WORKDAY_MS } from '../domain/staff-login.ts';
import { auditEntry, SESSION_COOKIE, TABLET_COOKIE, type App } from '../request.ts';
import type { Conflict } from '../store/commit.ts';
import { endSession, endsToo, findActor, startSession, type SignInWrite } from '../store/sessions.ts';
import { newToken, sha256 } from '../vault.ts';
import { knownFromNow, rememberDevice } from './sign-in/known-device.ts';

const DAY_MS = 24 * 60 * 60_000;

/** An elder's card keeps the phone signed in for half a year, a family's code their own phone for a month. */
const LASTS = { elder: 180 * DAY_MS, family: 30 * DAY_MS, person: WORKDAY_MS };

/** How long the form that began a session is answered again. Whoever saw its key before it was filled in could go on guessing what was typed, uncounted. */
const SENT_AGAIN_WITHIN = 5 * 60_000;

const COOKIE = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;

/** The longest that browsers keep a cookie; each sign-in on the tablet begins it anew. */
const TABLET_LASTS = 400 * DAY_MS;

/** Whoever comes in so has shown the password, and is known at this browser from now on. */
const BY_PASSWORD: ReadonlySet<WorkWay> = new Set(['password', 'totp']);

/** `idleMinutes`: how long a session on a tablet lasts unless it is kept awake. */
export type Holder = { elderId: string; cardId: string } | { personId: string; way: WorkWay } | { personId: string; tabletId: string; idleMinutes: number } | { familyId: string };

/** A new token at every sign-in; whoever was signed in on this browser no longer is. */
export async function beginSession(c: Context<App>, holder: Holder): Promise<void> {
  if ((await openSession(c, holder, {})) !== 'done') throw new Error('the session could not be started');
}

/**
 * The token of the session that a form begins by a code which is good once, made of the form's own key and of all that was typed: only the very same form, sent
 * again because its answer got lost, comes by it again.
 */
export async function tokenOfForm(c: Context<App>, sent: { key: string } & Readonly<Record<string, string>>): Promise<string> {
  return c.var.vault.token('session', JSON.stringify([c.req.path, Object.entries(sent).sort()]));
}

/** Who has just come in by this very form: the same answer once more, and nothing is written. Null where nobody has, it was long ago, or that session is over. */
export async function cameInBy(c: Context<App>, token: string): Promise<PersonActor | FamilyActor | null> {
  const actor = await findActor(c.var.db, await sha256(token), c.var.now, c.var.tabletHash, c.var.now - SENT_AGAIN_WITHIN);
  if (actor.kind === 'stranger' || actor.kind === 'elder') return null;
  // A session without any right began by a start code, and no browser is known by one.
  if (actor.kind === 'person' && actor.grants.length > 0) await rememberDevice(c, token);
  setCookie(c, SESSION_COOKIE, token, { ...COOKIE, maxAge: LASTS[actor.kind] / 1000 });
  return actor;
}

/** The same together with what it rests on: a conflict when that no longer holds, and nothing has changed. One write, so that nobody is left without the old session and without the new one. */
export async function openSession(c: Context<App>, holder: Holder, write: SignInWrite, token = newToken()): Promise<'done' | Conflict> {
  const kind = 'elderId' in holder ? 'elder' : 'familyId' in holder ? 'family' : 'person';
  const who = whoseSession(holder, c.var.now);
  const actor = 'elderId' in who ? `elder:${who.elderId}` : `person:${who.personId}`;
  const fresh = { expiresAt: c.var.now + LASTS[kind], ...who, tokenHash: await sha256(token) };
  const before = await sessionOf(c);
  const ending = before ? endsToo(before.entry, before.tokenHash) : [];
  const known = 'way' in holder && BY_PASSWORD.has(holder.way) ? await knownFromNow(c, holder.personId, token) : null;
  const changes = [...(write.changes ?? []), ...(known ?? []), ...ending];
  const entry = 'tabletId' in holder ? auditEntry(c, actor, 'session.start_pin', `tablet:${holder.tabletId}`) : auditEntry(c, actor, 'session.start', actor);
  const started = await startSession(c.var.db, entry, fresh, { ...write, changes });
  if (started !== 'done') return started;
  if (known) await rememberDevice(c, token);
  setCookie(c, SESSION_COOKIE, token, { ...COOKIE, maxAge: LASTS[kind] / 1000 });
  return 'done';
}

function whoseSession(holder: Holder, now: Instant) {
  if ('elderId' in holder) return { ...holder, way: 'card' as const };
  if ('tabletId' in holder) return { personId: holder.personId, tabletId: holder.tabletId, way: 'pin' as const, seenAt: now, expiresAt: now + holder.idleMinutes * 60_000 };
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

/** From now on this browser is the shared tablet whose token this is; whoever was signed in on it no longer is. */
export function becomeTablet(c: Context<App>, token: string): void {
  deleteCookie(c, SESSION_COOKIE, COOKIE);
  setCookie(c, TABLET_COOKIE, token, { ...COOKIE, maxAge: TABLET_LASTS / 1000 });
}

/** The tablet's cookie lasts on from its latest use. */
export function staysTablet(c: Context<App>): void {
  const token = getCookie(c, TABLET_COOKIE);
  if (token) setCookie(c, TABLET_COOKIE, token, { ...COOKIE, maxAge: TABLET_LASTS / 1000 });
}

/** How the session of this browser is kept. */
export async function ownTokenHash(c: Context<App>): Promise<string> {
  return sha256(getCookie(c, SESSION_COOKIE) ?? '');
}
