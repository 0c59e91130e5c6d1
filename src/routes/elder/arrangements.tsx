import type { Context } from 'hono';
import { serviceDateOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { currentPause } from '../../domain/pause.ts';
import type { App } from '../../request.ts';
import { loadArrangements, type Arrangements, type Standing } from '../../store/arrangements.ts';
import { ownElder } from '../../store/scope.ts';
import { DeceasedPage } from '../../../web/elder/home-page.tsx';
import type { FamilySaid } from '../../../web/family-text.ts';
import { elderFrame, elderId } from './frame.ts';

/** What is ordered for her day after day, or the page that is shown instead: she has died, and the family reads this. */
export async function hers(c: Context<App>, key = ''): Promise<{ read: Arrangements } | { page: Response }> {
  const today = serviceDateOf(c.var.now);
  const read = await loadArrangements(c.var.db, ownElder(c.var.scope), elderId(c), today, key);
  if (!read) return { page: await c.notFound() };
  if (holdsOn(read.facts, 'death', today)) return { page: await c.html(<DeceasedPage frame={elderFrame(c)} />, c.req.method === 'GET' ? 200 : 409) };
  return { read };
}

/** The same with one standing order of hers that still stands. */
export async function oneOfHers(c: Context<App>, id: string, key = ''): Promise<{ read: Arrangements; standing: Standing } | { page: Response }> {
  const found = await hers(c, key);
  if ('page' in found) return found;
  const standing = found.read.standing.find((one) => one.id === id);
  return standing ? { read: found.read, standing } : { page: await c.notFound() };
}

export const shownPause = (c: Context<App>, read: Arrangements) => {
  const { id } = currentPause(read.pauses, serviceDateOf(c.var.now)) ?? {};
  return read.pauses.find((one) => one.id === id) ?? null;
};

/** Who of the family said it; null where she did, her canteen or her village. */
export function familySaidOf(said: Pick<Standing, 'setBy' | 'setAt' | 'setter' | 'setterName'> | null): FamilySaid | null {
  return said === null || said.setter === null || said.setter === 'village' ? null : { name: said.setterName, relation: said.setter, at: said.setAt };
}
