import { TEXTURES, type Texture } from '../../src/domain/diet.ts';
import type { ByTexture, MealCount } from '../../src/domain/meal-count.ts';
import { Table } from '../table.tsx';
import { textureLabel } from '../text.ts';

/** Set meals down, textures across: only the textures that somebody needs. */
export function CountTable({ count }: { count: MealCount }) {
  const textures = texturesOf(count);
  const sums = textures.map((texture) => count.meals.reduce((sum, meal) => sum + meal.byTexture[texture], 0));
  return (
    <Table
      columns={[{ head: '套餐' }, ...textureColumns(textures)]}
      rows={count.meals.map((meal) => [
        <>
          <b>{meal.letter}</b> {meal.dishes.length > 0 ? meal.dishes.join('、') : meal.name}
        </>,
        ...textureCells(textures, meal),
      ])}
      foot={['合计', ...sums.map(dashed), count.total]}
    />
  );
}

/** The same for the pots: a dish that stands in two set meals is cooked once. */
export function DishTable({ count }: { count: MealCount }) {
  const textures = texturesOf(count);
  return (
    <Table
      class="close"
      columns={[{ head: '菜' }, ...textureColumns(textures)]}
      rows={count.dishes.map((dish) => [dish.name, ...textureCells(textures, dish)])}
    />
  );
}

function texturesOf({ meals }: MealCount): Texture[] {
  return TEXTURES.filter((texture) => texture === 'regular' || meals.some((meal) => meal.byTexture[texture] > 0));
}

function textureColumns(textures: readonly Texture[]) {
  return [...textures.map((texture) => ({ head: textureLabel[texture], numeric: true })), { head: '合计', numeric: true }];
}

function textureCells(textures: readonly Texture[], line: { byTexture: ByTexture; total: number }) {
  return [...textures.map((texture) => dashed(line.byTexture[texture])), line.total];
}

/** Nothing to make reads as a dash, so that a zero is not mistaken for a number. */
function dashed(count: number): string | number {
  return count === 0 ? '–' : count;
}
