import { sql } from 'drizzle-orm';
import { mealOrder, transfer } from './schema.ts';

/** An order whose share is set aside from prepaid money, or was paid from it. One thing means both: a transfer of it stands. */
export const paidFromPrepaid = sql<number>`EXISTS (SELECT 1 FROM ${transfer} AS p WHERE p.order_id = ${mealOrder.id} AND p.kind IN ('reserve', 'post')
  AND p.debit_account GLOB 'prepaid:*' AND NOT EXISTS (SELECT 1 FROM ${transfer} AS later WHERE later.resolves_id = p.id))`;
