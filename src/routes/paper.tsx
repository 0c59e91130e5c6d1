import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { App } from '../request.ts';
import { OnTablet } from '../../web/tablet-lock.tsx';

/** A sheet to be printed: it has no frame around it, so whether a shared tablet shows it is said here. */
export function paper(c: Context<App>, sheet: Child) {
  const { actor } = c.var;
  return c.html(<OnTablet.Provider value={actor.kind === 'person' && actor.tablet !== undefined}>{sheet}</OnTablet.Provider>);
}
