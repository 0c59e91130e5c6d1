import { clashesOf, isSevere, isSevereAllergy, TEXTURES, type Clash, type Diet, type DietDish, type DietItem, type Texture } from './diet.ts';
import { SERVICE_MODES, type ServiceMode } from './meal-slot.ts';
import type { Channel, OrderState } from './order.ts';

/** An order as the kitchen sees it. */
export type CountedOrder = {
  id: string;
  orderNo: number;
  name: string;
  mode: ServiceMode;
  setMealId: string;
  diet: Diet;
};

/** A set meal of the run, A first, with what is in it. */
export type CountedMeal = { setMealId: string; letter: string; name: string; dishes: readonly DietDish[] };

export type ByTexture = Readonly<Record<Texture, number>>;
export type MealLine = { letter: string; name: string; dishes: readonly string[]; byTexture: ByTexture; total: number };
export type DishLine = { name: string; byTexture: ByTexture; total: number };

/** One person whom the kitchen must think of by name. Nothing of it is ever shortened. */
export type CareLine = {
  orderId: string;
  orderNo: number;
  name: string;
  mode: ServiceMode;
  letter: string;
  texture: Texture;
  /** Everything that they must not or will not eat, whether or not it is in today's dishes. */
  items: readonly DietItem[];
  /** What of it is in the dishes that they ordered. */
  clashes: readonly Clash[];
  severe: boolean;
  feedingHelp: boolean;
  note: string;
};

/** `byMeal`: of which set meal how many, A first, without those that nobody of the group has ordered. */
export type DietGroup = { item: DietItem; count: number; byMeal: readonly { letter: string; count: number }[] };

export type MealCount = {
  total: number;
  byMode: Readonly<Record<ServiceMode, number>>;
  meals: readonly MealLine[];
  dishes: readonly DishLine[];
  /** How many of the meals are for people with this restriction or allergy. */
  groups: readonly DietGroup[];
  /** The dishes do not suit the person: severe allergies first. */
  mustChange: readonly CareLine[];
  /** The dishes suit, but there is an allergy, help with eating or a note to know of. */
  takeCare: readonly CareLine[];
  /** The orders that stand in a cell of `meals`, for the equality. */
  orderIds: readonly string[];
};

/** Whether an order is among those that closing counts: ordered ahead and not cancelled. */
export function isCounted(order: { state: OrderState; channel: Channel }): boolean {
  return order.state !== 'cancelled' && order.channel !== 'walk_in';
}

/**
 * The kitchen's count of a run (section G): portions by set meal, dish and texture, by mode, by restriction, and every person
 * whose diet asks for thought. An order for a set meal that the run does not offer is in no cell, so the equality names it.
 */
export function countMeals(orders: readonly CountedOrder[], offered: readonly CountedMeal[]): MealCount {
  const meals = offered.map((meal) => ({ meal, eaters: orders.filter((order) => order.setMealId === meal.setMealId) }));
  const counted = meals.flatMap(({ eaters }) => eaters);
  const lines = meals.flatMap(({ meal, eaters }) => eaters.map((order) => careLine(order, meal)));
  return {
    total: counted.length,
    byMode: tally(SERVICE_MODES, counted.map((order) => order.mode)),
    meals: meals.map(({ meal, eaters }) => ({
      letter: meal.letter,
      name: meal.name,
      dishes: meal.dishes.map((dish) => dish.name),
      ...portions(eaters),
    })),
    dishes: dishLines(meals),
    groups: groupsOf(meals),
    mustChange: lines.filter((line) => line.clashes.length > 0).sort(severeFirst),
    takeCare: lines.filter(needsCare).sort(severeFirst),
    orderIds: counted.map((order) => order.id),
  };
}

/** Whoever has a severe allergy, in today's dishes or not, apart from all others: of them a sheet speaks first. */
export function bySeverity({ mustChange, takeCare }: Pick<MealCount, 'mustChange' | 'takeCare'>): Record<'severe' | 'mustChange' | 'takeCare', CareLine[]> {
  const isSeverely = ({ items }: CareLine) => items.some(isSevereAllergy);
  const others = (lines: readonly CareLine[]) => lines.filter((line) => !isSeverely(line));
  return { severe: [...mustChange, ...takeCare].filter(isSeverely), mustChange: others(mustChange), takeCare: others(takeCare) };
}

/** What to mind about one meal. */
export function careLine(order: CountedOrder, meal: CountedMeal): CareLine {
  const clashes = clashesOf(order.diet, meal.dishes);
  const { texture, items, feedingHelp, note } = order.diet;
  return {
    orderId: order.id,
    orderNo: order.orderNo,
    name: order.name,
    mode: order.mode,
    letter: meal.letter,
    texture,
    items,
    clashes,
    severe: clashes.some(isSevere),
    feedingHelp,
    note,
  };
}

function needsCare({ clashes, items, feedingHelp, note }: CareLine): boolean {
  return clashes.length === 0 && (feedingHelp || note !== '' || items.some((item) => item.kind === 'allergy'));
}

function severeFirst(one: CareLine, other: CareLine): number {
  return Number(other.severe) - Number(one.severe) || one.orderNo - other.orderNo;
}

/** A dish in two set meals is cooked once, for both. */
function dishLines(meals: readonly { meal: CountedMeal; eaters: readonly CountedOrder[] }[]): DishLine[] {
  const names = new Set(meals.flatMap(({ meal }) => meal.dishes.map((dish) => dish.name)));
  return [...names].map((name) => {
    const eaters = meals.filter(({ meal }) => meal.dishes.some((dish) => dish.name === name)).flatMap((one) => one.eaters);
    return { name, ...portions(eaters) };
  });
}

function portions(eaters: readonly CountedOrder[]): { byTexture: ByTexture; total: number } {
  return { byTexture: tally(TEXTURES, eaters.map((order) => order.diet.texture)), total: eaters.length };
}

function groupsOf(meals: readonly { meal: CountedMeal; eaters: readonly CountedOrder[] }[]): DietGroup[] {
  const found = meals.flatMap(({ meal: { letter }, eaters }) => eaters.flatMap(({ diet }) => diet.items.map((item) => ({ item, letter }))));
  const groups = Map.groupBy(found, ({ item: { kind, code, severity } }) => `${kind} ${code} ${severity ?? ''}`);
  return [...groups.values()]
    .flatMap((same) => same.slice(0, 1).map(({ item }) => ({ item, count: same.length, byMeal: lettersOf(same) })))
    .sort((one, other) => other.count - one.count);
}

function lettersOf(found: readonly { letter: string }[]): { letter: string; count: number }[] {
  return [...Map.groupBy(found, ({ letter }) => letter)].map(([letter, same]) => ({ letter, count: same.length }));
}

function tally<Key extends string>(keys: readonly Key[], found: readonly Key[]): Record<Key, number> {
  const counts = keys.map((key) => [key, found.filter((one) => one === key).length] as const);
  return Object.fromEntries(counts) as Record<Key, number>;
}
