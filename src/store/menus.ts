import { asc, eq, sql, type Column, type SQL } from 'drizzle-orm';
import type { DietCode, Texture } from '../domain/diet.ts';
import type { DishCategory } from '../domain/menu.ts';
import { fixed, inList, pick, type Database } from './read.ts';
import { dish, mealPicture, mealRun, mealRunMode, offer, setMeal, setMealDish } from './schema.ts';

export type MenuDish = {
  name: string;
  category: DishCategory;
  ingredients: readonly string[];
  contains: readonly DietCode[];
  textures: readonly Texture[];
};

/** A dish as its columns store it: lists are JSON text. */
export type DishRow = { name: string; category: DishCategory; ingredients: string; contains: string; textures: string };

export const dishColumns = {
  name: dish.name,
  category: dish.category,
  ingredients: dish.ingredients,
  contains: dish.contains,
  textures: dish.textures,
};

export function dishOf(row: DishRow): MenuDish {
  return {
    name: row.name,
    category: row.category,
    ingredients: JSON.parse(row.ingredients) as string[],
    contains: JSON.parse(row.contains) as DietCode[],
    textures: JSON.parse(row.textures) as Texture[],
  };
}

/** The photo that a point shows of a set meal; null: the drawing. */
export function pictureOf(pointId: Column, setMealId: Column): SQL<string | null> {
  return sql`(SELECT iif(p.large_bytes > 0, p.id, NULL) FROM ${mealPicture} AS p WHERE p.meal_point_id = ${pointId} AND p.set_meal_id = ${setMealId}
    ORDER BY p.version DESC LIMIT 1)`;
}

/** The categories of a set meal's dishes, as they are named: JSON. */
export function categoriesOf(setMealId: Column): SQL<string> {
  return sql`(SELECT json_group_array(${dish.category} ORDER BY ${setMealDish.position}) FROM ${setMealDish}
    JOIN ${dish} ON ${dish.id} = ${setMealDish.dishId} WHERE ${setMealDish.setMealId} = ${setMealId})`;
}

const pictureOfOffer = fixed(pictureOf(mealRun.mealPointId, offer.setMealId));

/** Every offer of the runs that `which` picks, A first. */
export function offersOf(db: Database, which: SQL) {
  return db
    .select(
      pick({
        runId: offer.mealRunId,
        setMealId: offer.setMealId,
        letter: offer.letter,
        name: setMeal.name,
        priceFen: offer.priceFen,
        capacity: offer.capacity,
        taken: offer.taken,
        pictureId: pictureOfOffer,
      }),
    )
    .from(offer)
    .innerJoin(mealRun, eq(mealRun.id, offer.mealRunId))
    .innerJoin(setMeal, eq(setMeal.id, offer.setMealId))
    .where(which)
    .orderBy(asc(offer.letter));
}

/** Every dish of every offer of those runs once, with the set meal that it belongs to: unsorted, as sorting would read every row twice. */
export function dishesOffered(db: Database, which: SQL) {
  const offered = sql`SELECT ${offer.setMealId} FROM ${offer} JOIN ${mealRun} ON ${mealRun.id} = ${offer.mealRunId} WHERE ${which}`;
  return db
    .select(pick({ setMealId: setMealDish.setMealId, position: setMealDish.position, ...dishColumns }))
    .from(setMealDish)
    .innerJoin(dish, eq(dish.id, setMealDish.dishId))
    .where(inList(setMealDish.setMealId, offered));
}

/** The ways in which those runs hand meals out, with what is taken. */
export function modesOf(db: Database, which: SQL) {
  return db
    .select(
      pick({ runId: mealRunMode.mealRunId, mode: mealRunMode.mode, capacity: mealRunMode.capacity, taken: mealRunMode.taken }),
    )
    .from(mealRunMode)
    .innerJoin(mealRun, eq(mealRun.id, mealRunMode.mealRunId))
    .where(which);
}

type OfferRow = { runId: string; setMealId: string; letter: string; name: string; priceFen: number; capacity: number; taken: number };

/** Offers with their dishes, as one list per run. */
export function offersWithDishes<Row extends OfferRow>(
  offers: readonly Row[],
  dishes: readonly (DishRow & { setMealId: string; position: number })[],
): Map<string, (Row & { dishes: MenuDish[] })[]> {
  const bySetMeal = Map.groupBy(dishes.toSorted((one, other) => one.position - other.position), (one) => one.setMealId);
  const whole = offers.map((one) => ({ ...one, dishes: (bySetMeal.get(one.setMealId) ?? []).map(dishOf) }));
  return Map.groupBy(whole, (one) => one.runId);
}
