import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { App } from '../../request.ts';
import type { Statement } from '../../store/commit.ts';
import { knowDevice } from '../../store/known-devices.ts';
import { newId, sha256 } from '../../vault.ts';

/** Says that somebody at work has signed in at this browser before, to nobody but the counter of guesses. */
const DEVICE_COOKIE = '__Host-device';

const LASTS = 180 * 24 * 60 * 60_000;

/** How the token of this browser is kept; null where it has none. */
export async function deviceHash(c: Context<App>): Promise<string | null> {
  const token = getCookie(c, DEVICE_COOKIE);
  return token ? sha256(token) : null;
}

/** Made of the session's token, so that a sign-in that is answered again brings the same one; it says nothing of that. */
const deviceToken = (c: Context<App>, sessionToken: string) => c.var.vault.token('device', sessionToken);

/**
 * From this sign-in on the browser is known as theirs: what to write with it. The token is new each time, so that one which
 * somebody planted or copied is worth nothing once its owner has signed in.
 */
export async function knownFromNow(c: Context<App>, personId: string, sessionToken: string): Promise<Statement[]> {
  const tokenHash = await sha256(await deviceToken(c, sessionToken));
  return knowDevice({ id: newId(), personId, tokenHash, before: await deviceHash(c), expiresAt: c.var.now + LASTS }, c.var.now);
}

/** What to send once that is written. */
export async function rememberDevice(c: Context<App>, sessionToken: string): Promise<void> {
  setCookie(c, DEVICE_COOKIE, await deviceToken(c, sessionToken), { path: '/', secure: true, httpOnly: true, sameSite: 'Strict', maxAge: LASTS / 1000 });
}
