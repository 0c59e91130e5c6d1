import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { App } from '../../request.ts';
import type { Statement } from '../../store/commit.ts';
import { knowDevice } from '../../store/known-devices.ts';
import { newId, newToken, sha256 } from '../../vault.ts';

/** Says that somebody at work has signed in at this browser before, to nobody but the counter of guesses. */
const DEVICE_COOKIE = '__Host-device';

const LASTS = 180 * 24 * 60 * 60_000;

/** How the token of this browser is kept; null where it has none. */
export async function deviceHash(c: Context<App>): Promise<string | null> {
  const token = getCookie(c, DEVICE_COOKIE);
  return token ? sha256(token) : null;
}

/**
 * From this sign-in on the browser is known as theirs: what to write with it, and then what to send. The token is new each time, so that one which
 * somebody planted or copied is worth nothing once its owner has signed in.
 */
export async function knownFromNow(c: Context<App>, personId: string): Promise<{ changes: Statement[]; remember: () => void }> {
  const token = newToken();
  const fresh = { id: newId(), personId, tokenHash: await sha256(token), before: await deviceHash(c), expiresAt: c.var.now + LASTS };
  const remember = () => setCookie(c, DEVICE_COOKIE, token, { path: '/', secure: true, httpOnly: true, sameSite: 'Strict', maxAge: LASTS / 1000 });
  return { changes: knowDevice(fresh, c.var.now), remember };
}
