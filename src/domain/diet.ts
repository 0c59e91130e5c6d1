import type { Instant } from './calendar.ts';

/** 普食, 软食, 半流, 流食. */
export const TEXTURES = ['regular', 'soft', 'semi_liquid', 'liquid'] as const;
export type Texture = (typeof TEXTURES)[number];

/** The eight groups of GB 7718 (预包装食品标签通则, 致敏物质): 麸质, 甲壳类, 鱼, 蛋, 花生, 大豆, 奶, 坚果. */
export const ALLERGENS = ['gluten', 'crustacean', 'fish', 'egg', 'peanut', 'soy', 'milk', 'nut'] as const;
export type Allergen = (typeof ALLERGENS)[number];

/** 忌口: what else a dish may contain that somebody must not or will not eat. */
export const AVOIDABLES = [
  'pork',
  'beef_mutton',
  'poultry',
  'offal',
  'sugar',
  'salty',
  'spicy',
  'raw_cold',
  'alcohol',
  'seaweed',
] as const;

export const SEVERITIES = ['mild', 'severe'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One vocabulary for what a dish contains and for what a person avoids: 不吃鱼 need not be an allergy. */
export const DIET_CODES = [...ALLERGENS, ...AVOIDABLES] as const;
export type DietCode = (typeof DIET_CODES)[number];

export const DIET_ITEM_KINDS = ['allergy', 'restriction'] as const;
export type DietItemKind = (typeof DIET_ITEM_KINDS)[number];

/** `severity` belongs to allergies; a restriction has none. */
export type DietItem = { kind: DietItemKind; code: DietCode; severity?: Severity };

/** `askedAt` null: nobody has asked yet. An instant with no items: asked, and there is nothing. */
export type Diet = {
  texture: Texture;
  askedAt: Instant | null;
  feedingHelp: boolean;
  note: string;
  items: readonly DietItem[];
};

/** What of a dish a diet is held against: what it contains, and every texture in which it can be served. */
export type DietDish = { name: string; contains: readonly DietCode[]; textures: readonly Texture[] };

/** Tell the two apart with `'item' in clash`. */
export type Clash = { dishName: string; item: DietItem } | { dishName: string; texture: Texture };

/**
 * What in these dishes goes against the diet, dish by dish, a missing texture last. The free note is for people.
 * A softer version does not stand in for the one needed: somebody on 半流 may choke on thin soup.
 */
export function clashesOf(diet: Diet, dishes: readonly DietDish[]): Clash[] {
  return dishes.flatMap((dish): Clash[] => [
    ...diet.items.filter((item) => dish.contains.includes(item.code)).map((item) => ({ dishName: dish.name, item })),
    ...(servedAs(dish, diet.texture) ? [] : [{ dishName: dish.name, texture: diet.texture }]),
  ]);
}

/** Whoever eats everything also eats porridge, so `regular` is never missing. */
function servedAs(dish: DietDish, texture: Texture): boolean {
  return texture === 'regular' || dish.textures.includes(texture);
}

/** An allergy of which nobody recorded how bad it is counts as severe. */
export const isSevereAllergy = ({ kind, severity }: DietItem): boolean => kind === 'allergy' && severity !== 'mild';

/** A severe allergy blocks the dish. */
export const isSevere = (clash: Clash): boolean => 'item' in clash && isSevereAllergy(clash.item);
