import { sql, type SQL } from 'drizzle-orm';
import type { Doer } from '../domain/family.ts';
import { nameOfActor } from './actors.ts';
import { cancellation, familyBinding, mealOrder, roleGrant } from './schema.ts';

/** Who ordered, or who cancelled: as records name them, their name, and what they are to the elder: family, or the worker of a village. */
const relationOf = (actor: SQL) => sql<Doer | null>`coalesce((SELECT ${familyBinding.relation} FROM ${familyBinding} WHERE ${familyBinding.elderId} = ${mealOrder.elderId}
  AND ${actor} = 'person:' || ${familyBinding.personId} ORDER BY ${familyBinding.askedAt} DESC LIMIT 1),
  (SELECT 'village' FROM ${roleGrant} WHERE ${roleGrant.personId} = substr(${actor}, 8) AND ${roleGrant.role} = 'community_worker' LIMIT 1))`;

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
