import { and, asc, desc, eq, gte, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../domain/access.ts';
import type { ServiceDate } from '../domain/calendar.ts';
import type { Diet } from '../domain/diet.ts';
import { nameOfActor } from './actors.ts';
import { commit, guard, type AuditEntry, type Conflict } from './commit.ts';
import { dietOf, elderQueries } from './elders.ts';
import { dishColumns, dishOf } from './menus.ts';
import { isPlaced } from './orders-of-elder.ts';
import { relationTo } from './placers.ts';
import { pick, readTogether, type Database } from './read.ts';
import { dietChange, dish, elderDiet, elderDietItem, mealOrder, mealRun, setMeal, setMealDish } from './schema.ts';

/** How many of the earlier answers a page shows. */
const LATEST = 20;

/** What somebody may not eat, what was said before, and the dishes of the meals that they have ordered from `today` on. Null out of reach. */
export async function loadDiet(db: Database, scope: Scope, elderId: string, today: ServiceDate) {
  const rows = await readTogether(db, {
    ...elderQueries(db, scope, elderId),
    versions: db.select(pick({ last: sql<number>`coalesce(max(${dietChange.version}), 0)` })).from(dietChange).where(eq(dietChange.elderId, elderId)),
    history: db
      .select(pick({ version: dietChange.version, content: dietChange.content, changedAt: dietChange.changedAt, changedBy: dietChange.changedBy, byName: nameOfActor(dietChange.changedBy), by: relationTo(dietChange.elderId, dietChange.changedBy) }))
      .from(dietChange)
      .where(eq(dietChange.elderId, elderId))
      .orderBy(desc(dietChange.version))
      .limit(LATEST),
    ordered: db
      .select(pick({ orderId: mealOrder.id, serviceDate: mealOrder.serviceDate, slot: mealOrder.slot, setMealName: setMeal.name, ...dishColumns }))
      .from(mealOrder)
      .innerJoin(mealRun, eq(mealRun.id, mealOrder.mealRunId))
      .innerJoin(setMeal, eq(setMeal.id, mealOrder.setMealId))
      .innerJoin(setMealDish, eq(setMealDish.setMealId, mealOrder.setMealId))
      .innerJoin(dish, eq(dish.id, setMealDish.dishId))
      .where(and(eq(mealOrder.elderId, elderId), isPlaced, gte(mealOrder.serviceDate, today)))
      .orderBy(asc(mealOrder.serviceDate), asc(mealRun.serveFromAt), asc(setMealDish.position)),
  });
  const [elder] = rows.elders;
  if (!elder) return null;
  const meals = [...Map.groupBy(rows.ordered, (one) => one.orderId).values()].flatMap((dishes) => {
    const [first] = dishes;
    return first ? [{ orderId: first.orderId, serviceDate: first.serviceDate, slot: first.slot, name: first.setMealName, dishes: dishes.map(dishOf) }] : [];
  });
  return {
    elder: { id: elder.id, name: elder.name, sex: elder.sex, birthDate: elder.birthDate },
    facts: rows.facts,
    diet: dietOf(rows.diets[0], rows.dietItems),
    version: rows.versions[0]?.last ?? 0,
    history: rows.history.map(({ content, ...one }) => ({ ...one, diet: JSON.parse(content) as Diet })),
    meals,
  };
}
export type DietRead = NonNullable<Awaited<ReturnType<typeof loadDiet>>>;

/** The diet from now on, and its place in the history, if nobody else has changed it since it was read. `allowed`: whether whoever says so still may. */
export async function recordDiet(db: Database, entry: AuditEntry, elderId: string, before: number, diet: Diet, allowed?: SQL): Promise<'done' | Conflict> {
  const { items, ...row } = diet;
  const columns = { texture: row.texture, feedingHelp: row.feedingHelp ? 1 : 0, note: row.note, askedAt: row.askedAt };
  return commit(db, entry, {
    guards: [...(allowed ? [guard('may act for her', allowed)] : []), guard('as read', sql`SELECT coalesce(max(version), 0) = ${before} FROM ${dietChange} WHERE elder_id = ${elderId}`)],
    changes: [
      db.insert(elderDiet).values({ elderId, ...columns }).onConflictDoUpdate({ target: elderDiet.elderId, set: columns }),
      db.delete(elderDietItem).where(eq(elderDietItem.elderId, elderId)),
      ...items.map(({ kind, code, severity }) => db.insert(elderDietItem).values({ elderId, kind, code, severity: severity ?? null })),
      db.insert(dietChange).values({ elderId, version: before + 1, content: JSON.stringify(diet), changedAt: entry.at, changedBy: entry.actor }),
    ],
  });
}
