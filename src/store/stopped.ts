import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';

// Whether something stands still: parts of other reads and writes.

const isOf = (pointId: SQLWrapper, operatorId: SQLWrapper) => sql`b.place IN ('point:' || ${pointId}, 'operator:' || ${operatorId})`;

/** Asked once, and before any place: looking for one costs a row for each that is looked for, found or not. */
const anyStands = sql`EXISTS (SELECT 1 FROM books_stopped)`;

/** Whether the point, or the operator that earns there, has been stopped by a check of the books. */
export const isStopped = (pointId: SQLWrapper, operatorId: SQLWrapper): SQL<number> =>
  sql<number>`(${anyStands} AND EXISTS (SELECT 1 FROM books_stopped b WHERE ${isOf(pointId, operatorId)}))`;

/** Whether the run's books stood still while it was served, so that what was eaten stands on paper only. Not asked of a run that still takes orders. */
export const servedWhileStopped = ({ state, mealPointId, operatorId, serveFromAt, serveToAt }: Record<'state' | 'mealPointId' | 'operatorId' | 'serveFromAt' | 'serveToAt', SQLWrapper>): SQL<number> =>
  sql<number>`iif(${state} = 'open', 0, EXISTS (SELECT 1 FROM books_stop s CROSS JOIN books_stop_end e ON e.stop_id = s.id
    WHERE (s.meal_point_id = ${mealPointId} OR s.operator_id = ${operatorId}) AND s.stopped_at < ${serveToAt} AND e.ended_at > ${serveFromAt}))`;

const since = (which: SQL): SQL<Instant | null> =>
  sql<Instant | null>`iif(${anyStands}, (SELECT min(s.stopped_at) FROM books_stopped b CROSS JOIN books_stop s ON s.id = b.stop_id WHERE ${which}), NULL)`;

/** Since when it stands still; null where all moves. */
export const stoppedSince = (pointId: SQLWrapper, operatorId: SQLWrapper): SQL<Instant | null> => since(isOf(pointId, operatorId));

/** The same of money beside meals, which rests as well while the whole county does. */
export const moneyStoppedSince = (pointId: SQLWrapper, operatorId: SQLWrapper): SQL<Instant | null> => since(sql`b.place = 'county' OR ${isOf(pointId, operatorId)}`);
