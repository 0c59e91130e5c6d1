import { sql, type SQL } from 'drizzle-orm';
import { mealOrder } from './schema.ts';

// One person's orders lie in two indexes, of those that stand and of those that were cancelled. A select that names neither reads everybody's.

/** Ids of somebody's orders, whatever became of them. */
export function ordersOfElder(elderId: string, which: SQL = sql`1`): SQL {
  const some = (state: SQL) => sql`SELECT id FROM meal_order WHERE elder_id = ${elderId} AND ${which} AND ${state}`;
  return sql`${some(sql`state <> 'cancelled'`)} UNION ALL ${some(sql`state = 'cancelled'`)}`;
}

/** Ordered, and neither eaten, missed nor cancelled; the second half is what the index says of itself. */
export const isPlaced = sql`${mealOrder.state} = 'placed' AND ${mealOrder.state} <> 'cancelled'`;
