import type { Context } from 'hono';
import { pageOfCanteen } from '../domain/pin.ts';
import type { App } from '../request.ts';
import { loadLockedTablet } from '../store/tablet-sign-in.ts';
import { paths } from '../../web/paths.ts';
import { LockedTabletPage } from '../../web/sign-in/tablet-pages.tsx';

/**
 * On a shared tablet whoever is no longer in finds its locked screen, wherever they went. A form that was sent meanwhile has done nothing, and
 * the screen says so instead of leading on; the way back is the page that it stood on. Null on any other browser.
 */
export async function lockedAnswer(c: Context<App>): Promise<Response | null> {
  const { db, tabletHash } = c.var;
  const locked = await loadLockedTablet(db, tabletHash);
  if (!locked) return null;
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return c.redirect(paths.lockedTablet(pageOfCanteen(addressOf(c.req.url)) ?? undefined), 303);
  const before = pageBefore(c);
  return c.html(<LockedTabletPage {...locked} notice="not_done" {...(before ? { back: before } : {})} />, 409);
}

const addressOf = (url: string) => {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
};

/** The page that a form stood on, where the browser says so and it is one of the canteen's. */
function pageBefore(c: Context<App>): string | null {
  const { origin } = new URL(c.req.url);
  const said = c.req.header('referer') ?? '';
  return said.startsWith(`${origin}/`) ? pageOfCanteen(said.slice(origin.length)) : null;
}
