import { sql, type SQL } from 'drizzle-orm';
import type { Relation } from '../domain/family.ts';
import { nameOfActor } from './actors.ts';
import { cancellation, familyBinding, mealOrder } from './schema.ts';

/** Who ordered, or who cancelled: as records name them, their name, and what they are to the elder where they are family. */
const relationOf = (actor: SQL) => sql<Relation | null>`(SELECT ${familyBinding.relation} FROM ${familyBinding} WHERE ${familyBinding.elderId} = ${mealOrder.elderId}
  AND ${actor} = 'person:' || ${familyBinding.personId} ORDER BY ${familyBinding.askedAt} DESC LIMIT 1)`;

const canceller = sql`(SELECT ${cancellation.cancelledBy} FROM ${cancellation} WHERE ${cancellation.orderId} = ${mealOrder.id})`;

/** Columns of an order, for pages that say who did what. */
export const placerColumns = {
  placedBy: mealOrder.placedBy,
  placerRelation: relationOf(sql`${mealOrder.placedBy}`),
};

export const actorColumns = {
  ...placerColumns,
  placerName: nameOfActor(mealOrder.placedBy),
  cancelledBy: sql<string | null>`${canceller}`,
  cancellerRelation: relationOf(canceller),
};
