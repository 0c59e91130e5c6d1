import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Actor, Scope } from './domain/access.ts';
import type { Instant } from './domain/calendar.ts';
import type { Fences } from './ports/fences.ts';
import { smsOf, type SmsPort, type SmsSettings } from './ports/sms.ts';
import type { Vault } from './vault.ts';
import { hmacHex, newId, sha256, vaultKeeper, type VaultSecrets } from './vault.ts';
import { openDatabase, type Database } from './store/read.ts';
import { findActor } from './store/sessions.ts';
import { keepAwake } from './store/tablet-sign-in.ts';

/** PICTURES: where photos lie (ports/pictures.ts). */
export type Bindings = { DB: D1Database; PICTURES: R2Bucket } & Fences & VaultSecrets & SmsSettings;

/** Set once per request, before any route: nothing below reads a clock or a cookie again. `tabletHash`: how the shared tablet that asks would be kept; null where none does. */
export type Variables = { requestId: string; now: Instant; db: Database; vault: Vault; sms: SmsPort | null; tabletHash: string | null; actor: Actor; scope: Scope };

export type App = { Bindings: Bindings; Variables: Variables };

/** Where `now` comes from: the machine in production, the demo's clock on this computer. */
export type Clock = (env: Bindings) => Promise<Instant>;

/** How messages leave: the county's provider in production, a page on this computer; null where nothing is set up. */
export type OpenSms = (env: Bindings) => SmsPort | null;
export const smsOfCounty: OpenSms = (env) => smsOf(env, hmacHex);

/** __Host-: the browser sends it to this host only, over a secure channel only. */
export const SESSION_COOKIE = '__Host-session';
export const TABLET_COOKIE = '__Host-tablet';

/** What even the page for a fault needs, before anything can fail. */
export const beginRequest: MiddlewareHandler<App> = async (c, next) => {
  c.set('requestId', newId());
  c.set('actor', { kind: 'stranger' });
  await next();
};

export function readRequest(clock: Clock, openSms: OpenSms): MiddlewareHandler<App> {
  const vaultOf = vaultKeeper();
  return async (c, next) => {
    const db = openDatabase(c.env.DB);
    c.set('now', await clock(c.env));
    c.set('db', db);
    c.set('vault', await vaultOf(c.env));
    c.set('sms', openSms(c.env));
    const tablet = getCookie(c, TABLET_COOKIE);
    c.set('tabletHash', tablet ? await sha256(tablet) : null);
    c.set('actor', await actorOf(c));
    await next();
  };
}

async function actorOf(c: Context<App>): Promise<Actor> {
  const token = getCookie(c, SESSION_COOKIE);
  if (!token) return { kind: 'stranger' };
  const { db, now, tabletHash } = c.var;
  const sessionHash = await sha256(token);
  const actor = await findActor(db, sessionHash, now, tabletHash);
  if (actor.kind === 'person' && actor.tablet) await keepAwake(db, sessionHash, now);
  return actor;
}

/** The audit row of what this request does. */
export function auditEntry(c: Context<App>, actor: string, action: string, subject: string) {
  return { at: c.var.now, actor, action, subject, requestId: c.var.requestId };
}
