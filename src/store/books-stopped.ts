import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';

const placesOf = (pointId: SQLWrapper, operatorId: SQLWrapper) => sql`('point:' || ${pointId}, 'operator:' || ${operatorId})`;

/** Whether the point, or the operator that earns there, has been stopped by a check of the books. Reads no row while nothing stands still. */
export const standsStill = (pointId: SQLWrapper, operatorId: SQLWrapper): SQL<number> =>
  sql<number>`EXISTS (SELECT 1 FROM books_stopped b WHERE b.place IN ${placesOf(pointId, operatorId)})`;

/** Whether the run's books stood still while it was served, so that what was eaten stands on paper only. No row where nothing ever stood still. */
export const stoodStill = ({ mealPointId, operatorId, serveFromAt, serveToAt }: Record<'mealPointId' | 'operatorId' | 'serveFromAt' | 'serveToAt', SQLWrapper>): SQL<number> =>
  sql<number>`EXISTS (SELECT 1 FROM books_stop s CROSS JOIN books_stop_end e ON e.stop_id = s.id
    WHERE (s.meal_point_id = ${mealPointId} OR s.operator_id = ${operatorId}) AND s.stopped_at < ${serveToAt} AND e.ended_at > ${serveFromAt})`;

/** Since when it stands still; null where all moves. */
export const stoppedSince = (pointId: SQLWrapper, operatorId: SQLWrapper): SQL<Instant | null> =>
  sql<Instant | null>`(SELECT min(s.stopped_at) FROM books_stopped b CROSS JOIN books_stop s ON s.id = b.stop_id WHERE b.place IN ${placesOf(pointId, operatorId)})`;
