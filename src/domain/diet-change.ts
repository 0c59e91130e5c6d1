import type { Instant } from './calendar.ts';
import { ALLERGENS, DIET_CODES, type Diet, type DietCode, type DietItem, type DietItemKind, type Severity, type Texture } from './diet.ts';

/** One answer: what she can chew, one thing that she cannot or will not eat, help with eating, and that this is all. */
export type DietChange =
  | { kind: 'texture'; texture: Texture }
  | { kind: 'item'; item: DietItem }
  | { kind: 'without'; item: { kind: DietItemKind; code: DietCode } }
  | { kind: 'feeding'; help: boolean }
  | { kind: 'asked' };

const isSame = (one: { kind: DietItemKind; code: DietCode }, other: { kind: DietItemKind; code: DietCode }) => one.kind === other.kind && one.code === other.code;

/** The diet after an answer. Only `asked` says that the questions are over: until then nobody takes silence for "eats everything". */
export function changedDiet(diet: Diet, change: DietChange, now: Instant): Diet {
  switch (change.kind) {
    case 'texture':
      return { ...diet, texture: change.texture };
    case 'item':
      return { ...diet, items: sorted([...diet.items.filter((one) => !isSame(one, change.item)), change.item]) };
    case 'without':
      return { ...diet, items: diet.items.filter((one) => !isSame(one, change.item)) };
    case 'feeding':
      return { ...diet, feedingHelp: change.help };
    case 'asked':
      return { ...diet, askedAt: diet.askedAt ?? now };
  }
}

/** In the order of the vocabulary, so that equal diets are equal texts. */
export function sorted(items: readonly DietItem[]): DietItem[] {
  return items.toSorted((a, b) => DIET_CODES.indexOf(a.code) - DIET_CODES.indexOf(b.code) || a.kind.localeCompare(b.kind));
}

/** One text for one diet, whoever wrote it down. */
export function dietText({ texture, feedingHelp, note, askedAt, items }: Diet): string {
  return JSON.stringify([texture, feedingHelp, note, askedAt === null ? null : 'asked', sorted(items).map(({ kind, code, severity }) => [kind, code, severity ?? null])]);
}

/** What can be an allergy; everything can be left out. */
export const canBeAllergy = (code: DietCode): boolean => ALLERGENS.some((one) => one === code);

/** How staff write down one thing: 不忌 (none), 忌口, 过敏 with how bad it is. Null: not a thing that one is allergic to. */
export const DIET_MARKS = ['none', 'restriction', 'mild', 'severe', 'unknown'] as const;
export type DietMark = (typeof DIET_MARKS)[number];

/** The items of one code as a mark; an allergy says more than a restriction beside it. */
export function markOf(items: readonly DietItem[], code: DietCode): DietMark {
  const allergy = items.find((one) => one.code === code && one.kind === 'allergy');
  if (allergy) return allergy.severity ?? 'unknown';
  return items.some((one) => one.code === code) ? 'restriction' : 'none';
}

/** The items that marks stand for. A mark of an allergy on what is no allergen counts as a restriction. */
export function itemsOf(marks: ReadonlyMap<DietCode, DietMark>): DietItem[] {
  return sorted(
    [...marks].flatMap(([code, mark]): DietItem[] => {
      if (mark === 'none') return [];
      if (mark === 'restriction' || !canBeAllergy(code)) return [{ kind: 'restriction', code }];
      const severity: Severity | null = mark === 'unknown' ? null : mark;
      return [{ kind: 'allergy', code, ...(severity ? { severity } : {}) }];
    }),
  );
}
