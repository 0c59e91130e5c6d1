import { describe, expect, test } from 'vitest';
import { DIET_CODES, TEXTURES, type DietCode } from '../../src/domain/diet.ts';
import { MEAL_SLOTS } from '../../src/domain/meal-slot.ts';
import { DISH_CATEGORIES } from '../../src/domain/menu.ts';
import { DISHES } from '../../src/demo/data/dishes.ts';
import { KITCHENS } from '../../src/demo/data/kitchens.ts';
import { menuFor } from '../../src/demo/data/menu-cycle.ts';
import { LIGHT_LUNCHES, SET_MEALS } from '../../src/demo/data/set-meals.ts';
import { daysFrom, found, repeated, serviceDate } from '../support/demo.ts';

const DAYS = daysFrom(serviceDate('2026-10-13'), 60);
const TODAY = serviceDate('2026-11-22');
const dishOf = new Map(DISHES.map((dish) => [dish.key, dish]));
const mealOf = new Map(SET_MEALS.map((meal) => [meal.key, meal]));
const dishesOf = (mealKey: string) => found(mealOf.get(mealKey)).dishes.map((key) => found(dishOf.get(key)));

/** What an ingredient brings along: written apart from the dishes, so that a code forgotten there is missed here. */
const BROUGHT_BY: [ingredient: RegExp, codes: DietCode[]][] = [
  [/生抽|老抽|酱油|豆瓣酱|甜面酱/, ['soy', 'gluten']],
  [/面粉|馒头|麦|陈醋|香醋/, ['gluten']],
  [/豆腐|豆皮|豆浆|黄豆/, ['soy']],
  [/鸡蛋|鸭蛋|皮蛋/, ['egg']],
  [/虾/, ['crustacean']],
  [/鱼|鲈|带鱼/, ['fish']],
  [/花生/, ['peanut']],
  [/核桃|杏仁|腰果/, ['nut']],
  [/牛奶/, ['milk']],
  [/猪/, ['pork']],
  [/牛肉|牛腱|羊/, ['beef_mutton']],
  [/鸡(?!蛋)|鸭(?!蛋)/, ['poultry']],
  [/肝|肚|杂/, ['offal']],
  [/料酒|黄酒/, ['alcohol']],
  [/糖/, ['sugar']],
  [/辣|豆瓣酱|胡椒/, ['spicy']],
  [/紫菜|海带/, ['seaweed']],
];

describe('dishes and set meals', () => {
  test('enough of them, each once, in the words of the domain', () => {
    expect(DISHES.length).toBeGreaterThanOrEqual(90);
    expect(repeated(DISHES.map((dish) => dish.key))).toEqual([]);
    expect(repeated(DISHES.map((dish) => dish.name))).toEqual([]);
    expect(new Set(DISHES.map((dish) => dish.category))).toEqual(new Set(DISH_CATEGORIES));
    for (const dish of DISHES) {
      expect(repeated(dish.contains)).toEqual([]);
      expect(DIET_CODES).toEqual(expect.arrayContaining([...dish.contains]));
      expect(TEXTURES.slice(0, dish.textures.length)).toEqual(dish.textures);
      expect(dish.ingredients.every((ingredient) => ingredient.length > 0)).toBe(true);
    }
  });

  test.each(DISHES.map((dish) => [dish.name, dish] as const))('%s names what its ingredients bring along', (_, dish) => {
    const brought = BROUGHT_BY.filter(([pattern]) => dish.ingredients.some((ingredient) => pattern.test(ingredient)));
    // What comes from the way of serving and salting is judged dish by dish, not by its ingredients.
    const named = dish.contains.filter((code) => code !== 'raw_cold' && code !== 'salty');
    expect(new Set(named)).toEqual(new Set(brought.flatMap(([, codes]) => codes)));
  });

  test('cold dishes count as cold', () => {
    expect(DISHES.filter((dish) => dish.category === 'cold_dish' && !dish.contains.includes('raw_cold'))).toEqual([]);
  });

  test('every dish of every set meal exists, two to five to a meal', () => {
    expect(SET_MEALS.length).toBeGreaterThanOrEqual(40);
    expect(repeated(SET_MEALS.map((meal) => meal.key))).toEqual([]);
    expect(repeated(SET_MEALS.map((meal) => meal.name))).toEqual([]);
    for (const meal of SET_MEALS) {
      expect(repeated(meal.dishes)).toEqual([]);
      expect(meal.dishes.filter((key) => !dishOf.has(key))).toEqual([]);
      expect(meal.dishes.length).toBeGreaterThanOrEqual(2);
      expect(meal.dishes.length).toBeLessThanOrEqual(5);
    }
  });

  test('prices suit their slot, and most lunches cost the 15 yuan of the borrowed rule', () => {
    const range = { breakfast: [500, 800], lunch: [1_200, 2_000], dinner: [1_000, 1_500] } as const;
    for (const { priceFen, slots } of SET_MEALS) {
      for (const slot of slots) {
        expect(priceFen).toBeGreaterThanOrEqual(range[slot][0]);
        expect(priceFen).toBeLessThanOrEqual(range[slot][1]);
      }
    }
    const lunches = SET_MEALS.filter((meal) => meal.slots.includes('lunch'));
    expect(lunches.filter((meal) => meal.priceFen === 1_500).length).toBeGreaterThan(lunches.length * 0.65);
    expect(new Set(lunches.map((meal) => meal.priceFen))).toEqual(new Set([1_200, 1_500, 1_800, 2_000]));
  });

  test('the lighter lunch is to be had soft and is free of peanut', () => {
    for (const dish of LIGHT_LUNCHES.flatMap((meal) => dishesOf(meal.key))) {
      expect(dish.textures).toContain('soft');
      expect(dish.contains).not.toContain('peanut');
    }
  });
});

describe('the menu cycle', () => {
  const menus = KITCHENS.flatMap(({ key }) =>
    MEAL_SLOTS.map((slot) => [key, slot, DAYS.map((date) => menuFor(key, date, slot))] as const),
  );

  test.each(menus)('%s at %s: choices for the slot, none twice, none from the day before', (_, slot, days) => {
    days.forEach((choices, index) => {
      expect(choices.length).toBeGreaterThanOrEqual(2);
      expect(new Set(choices).size).toBe(choices.length);
      expect(choices.every((key) => mealOf.get(key)?.slots.includes(slot))).toBe(true);
      expect(choices.filter((key) => days[index - 1]?.includes(key))).toEqual([]);
    });
  });

  test('three choices at lunch where it is crowded, two elsewhere', () => {
    expect(menuFor('jinghe', TODAY, 'lunch')).toHaveLength(3);
    expect(menuFor('kitchen-longquan', TODAY, 'lunch')).toHaveLength(3);
    expect(menuFor('hanqiao', TODAY, 'lunch')).toHaveLength(2);
  });

  test('a fortnight of lunches shows 28 different meals, and kitchens differ from one another', () => {
    const fortnight = DAYS.slice(0, 14).flatMap((date) => menuFor('hanqiao', date, 'lunch'));
    expect(new Set(fortnight).size).toBe(28);
    expect(new Set(KITCHENS.map((kitchen) => menuFor(kitchen.key, TODAY, 'lunch').join())).size).toBeGreaterThan(15);
  });

  test('at every lunch somebody allergic to peanut finds a meal, and on some days must mind another', () => {
    const peanut = (key: string) => dishesOf(key).some((dish) => dish.contains.includes('peanut'));
    for (const { key } of KITCHENS) {
      const days = DAYS.map((date) => menuFor(key, date, 'lunch'));
      expect(days.every((choices) => choices.some((meal) => !peanut(meal)))).toBe(true);
      expect(days.some((choices) => choices.some(peanut))).toBe(true);
    }
  });
});
