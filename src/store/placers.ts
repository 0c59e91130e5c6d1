import { sql, type Column, type SQL } from 'drizzle-orm';
import type { Doer } from '../domain/family.ts';
import { nameOfActor } from './actors.ts';
import { fixed } from './read.ts';
import { cancellation, familyBinding, mealOrder, roleGrant } from './schema.ts';

/** What somebody is to an elder for whom they did something: family, or the worker of a village. */
export const relationTo = (elderId: Column | SQL, actor: Column | SQL) => sql<Doer | null>`coalesce((SELECT ${familyBinding.relation} FROM ${familyBinding} WHERE ${familyBinding.elderId} = ${elderId}
  AND ${actor} = 'person:' || ${familyBinding.personId} ORDER BY ${familyBinding.askedAt} DESC LIMIT 1),
  (SELECT 'village' FROM ${roleGrant} WHERE ${roleGrant.personId} = substr(${actor}, 8) AND ${roleGrant.role} = 'community_worker' LIMIT 1))`;

/** Who ordered, or who cancelled: as records name them, their name, and what they are to the elder. */
const relationOf = (actor: Column | SQL) => relationTo(mealOrder.elderId, actor);

const canceller = sql`(SELECT ${cancellation.cancelledBy} FROM ${cancellation} WHERE ${cancellation.orderId} = ${mealOrder.id})`;

/** Columns of an order, for pages that say who did what. */
export const placerColumns = {
  placedBy: mealOrder.placedBy,
  placerRelation: fixed(relationOf(mealOrder.placedBy)),
};

export const actorColumns = {
  ...placerColumns,
  placerName: fixed(nameOfActor(mealOrder.placedBy)),
  cancelledBy: fixed(sql<string | null>`${canceller}`),
  cancellerRelation: fixed(relationOf(canceller)),
};
