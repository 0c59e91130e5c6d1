import type { Context } from 'hono';
import type { App } from '../../request.ts';
import { findPoints } from '../../store/points.ts';

/** Whose cash box is meant: the point that was said, or the only one there is. Null where somebody works at several and said none. */
export async function pointAtWork(c: Context<App>, said: string | undefined) {
  const points = await findPoints(c.var.db, c.var.scope);
  const [only, ...others] = points;
  const id = said ?? (others.length === 0 ? only?.id : undefined);
  return { points, id: id ?? null };
}
