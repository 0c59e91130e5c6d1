import { describe, expect, test } from 'vitest';
import { DISH_CATEGORIES, type DishCategory } from '../../src/domain/menu.ts';
import { DishPicture, MealPicture, setTable } from '../../web/pictogram.tsx';

const cases: [name: string, dishes: DishCategory[], table: [DishCategory | null, DishCategory | null, DishCategory | null]][] = [
  ['两菜一饭一汤', ['meat', 'vegetable', 'rice', 'soup'], ['rice', 'meat', 'soup']],
  ['头一个菜是青菜，青菜是主角', ['vegetable', 'meat', 'rice', 'soup'], ['rice', 'vegetable', 'soup']],
  ['羊肉汤套餐：汤碗在中间，烧饼在旁边', ['soup', 'pancake', 'cold_dish'], ['pancake', 'soup', 'cold_dish']],
  ['糁汤早餐：汤碗在中间', ['soup', 'pancake', 'egg'], ['pancake', 'soup', 'egg']],
  ['面条配凉菜和水果', ['noodles', 'cold_dish', 'fruit'], ['cold_dish', 'noodles', 'fruit']],
  ['粥、馒头、鸡蛋、咸菜', ['porridge', 'steamed_bun', 'egg', 'cold_dish'], ['steamed_bun', 'porridge', 'egg']],
  ['饺子一样', ['dumpling'], [null, 'dumpling', null]],
  ['没有主食，第二个菜补上', ['fish', 'tofu', 'soup'], ['tofu', 'fish', 'soup']],
  ['没有菜', [], [null, null, null]],
];

describe('the picture of a set meal', () => {
  test.each(cases)('%s', (_, dishes, [left, middle, right]) => {
    expect(setTable(dishes)).toEqual({ left, middle, right });
  });

  test('meat, egg, vegetable and tofu are told apart by more than one colour', () => {
    const fills = (['meat', 'egg', 'vegetable', 'tofu'] as const).map((one) => {
      const main = String(DishPicture({ categories: [one] }));
      return [...main.matchAll(/fill="(#[0-9a-f]+)"/g)].map(([, fill]) => fill).join(' ');
    });
    expect(new Set(fills).size).toBe(4);
  });

  test.each(DISH_CATEGORIES)('%s is drawn within 3 kB', (category) => {
    const svg = String(MealPicture({ categories: [category, category, category] }));
    expect(svg).toContain('<path');
    expect(svg.length).toBeLessThan(3000);
  });
});
