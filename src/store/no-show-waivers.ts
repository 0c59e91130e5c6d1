import { sql } from 'drizzle-orm';
import { insertMany } from './bulk.ts';
import type { AuditEntry, Statement } from './commit.ts';
import { noShowWaiver } from './schema.ts';

/** Of this order's no-show nothing is kept, whatever the point's rule. */
export const waived = sql<number>`EXISTS (SELECT 1 FROM no_show_waiver w WHERE w.order_id = meal_order.id)`;

/** Writes down that nothing is kept of these no-shows: the books say why. */
export function waiving({ at, actor }: Pick<AuditEntry, 'at' | 'actor'>, orderIds: readonly string[]): Statement[] {
  return orderIds.length === 0 ? [] : [insertMany(noShowWaiver, orderIds.map((orderId) => ({ orderId, waivedAt: at, waivedBy: actor })))];
}
