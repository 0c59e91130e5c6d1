import { sql } from 'drizzle-orm';
import { handOver, handOverUndo } from './schema.ts';

/** A hand-over that was taken back. */
export const undone = sql<number>`EXISTS (SELECT 1 FROM ${handOverUndo} WHERE ${handOverUndo.handOverId} = ${handOver.id})`;

/** A hand-over that stands: the counter, the statement and the claim all mean this one thing. */
export const stands = sql`NOT ${undone}`;
