import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { Instant } from '../domain/calendar.ts';

const placesOf = (pointId: SQLWrapper, operatorId: SQLWrapper) => sql`('point:' || ${pointId}, 'operator:' || ${operatorId})`;

/** Whether the point, or the operator that earns there, has been stopped by a check of the books. Reads no row while nothing stands still. */
export const standsStill = (pointId: SQLWrapper, operatorId: SQLWrapper): SQL<number> =>
  sql<number>`EXISTS (SELECT 1 FROM books_stopped b WHERE b.place IN ${placesOf(pointId, operatorId)})`;

/** The same, with since when; null where all moves. */
export const stoppedSince = (pointId: SQLWrapper, operatorId: SQLWrapper): SQL<Instant | null> =>
  sql<Instant | null>`(SELECT min(s.stopped_at) FROM books_stopped b CROSS JOIN books_stop s ON s.id = b.stop_id WHERE b.place IN ${placesOf(pointId, operatorId)})`;
