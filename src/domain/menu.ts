/** What kind of dish it is. Each category has one pictogram, so a dish without a photo still shows a picture. */
export const DISH_CATEGORIES = [
  'meat',
  'poultry',
  'fish',
  'egg',
  'tofu',
  'vegetable',
  'cold_dish',
  'soup',
  'porridge',
  'rice',
  'steamed_bun',
  'noodles',
  'dumpling',
  'pancake',
  'milk_drink',
  'fruit',
] as const;
export type DishCategory = (typeof DISH_CATEGORIES)[number];
