import { describe, expect, test } from 'vitest';
import { DISH_CATEGORIES, type DishCategory } from '../../src/domain/menu.ts';
import { MealPicture, setTable } from '../../web/pictogram.tsx';

const cases: [name: string, dishes: DishCategory[], table: [DishCategory | null, DishCategory | null, DishCategory | null]][] = [
  ['两菜一饭一汤', ['vegetable', 'meat', 'rice', 'soup'], ['rice', 'vegetable', 'soup']],
  ['面条配凉菜，面条是主角', ['cold_dish', 'noodles'], ['cold_dish', 'noodles', null]],
  ['饺子一样', ['dumpling'], [null, 'dumpling', null]],
  ['馒头、粥、咸菜', ['steamed_bun', 'porridge', 'cold_dish'], ['cold_dish', 'steamed_bun', 'porridge']],
  ['没有主食，第二个菜补上', ['fish', 'tofu', 'soup'], ['tofu', 'fish', 'soup']],
  ['没有菜', [], [null, null, null]],
];

describe('the picture of a set meal', () => {
  test.each(cases)('%s', (_, dishes, [left, middle, right]) => {
    expect(setTable(dishes)).toEqual({ left, middle, right });
  });

  test.each(DISH_CATEGORIES)('%s is drawn within 3 kB', (category) => {
    const svg = String(MealPicture({ categories: [category, category, category] }));
    expect(svg).toContain('<path');
    expect(svg.length).toBeLessThan(3000);
  });
});
