import type { DietCode, Texture } from '../../domain/diet.ts';
import type { DishCategory } from '../../domain/menu.ts';

export interface DemoDish {
  key: string;
  name: string;
  category: DishCategory;
  ingredients: readonly string[];
  /** Every allergen and every avoidable thing that the ingredients or the way of serving bring along. */
  contains: readonly DietCode[];
  textures: readonly Texture[];
}

export const ANY_TEXTURE: readonly Texture[] = ['regular', 'soft', 'semi_liquid', 'liquid'];
export const TO_SEMI_LIQUID: readonly Texture[] = ['regular', 'soft', 'semi_liquid'];
export const TO_SOFT: readonly Texture[] = ['regular', 'soft'];
export const REGULAR_ONLY: readonly Texture[] = ['regular'];

/** `ingredients` in one text, parted by 、 as on a label. */
export function dish(
  key: string,
  name: string,
  category: DishCategory,
  ingredients: string,
  contains: readonly DietCode[],
  textures: readonly Texture[],
): DemoDish {
  return { key, name, category, ingredients: ingredients.split('、'), contains, textures };
}
