import { describe, expect, test } from 'vitest';
import { changedDiet, dietText, itemsOf, markOf, type DietChange, type DietMark } from '../../src/domain/diet-change.ts';
import type { Diet, DietCode, DietItem } from '../../src/domain/diet.ts';

const NOTHING: Diet = { texture: 'regular', askedAt: null, feedingHelp: false, note: '', items: [] };
const peanut = (severity?: 'mild' | 'severe'): DietItem => ({ kind: 'allergy', code: 'peanut', ...(severity ? { severity } : {}) });

describe('one answer', () => {
  test.each<[string, Diet, DietChange, Partial<Diet>]>([
    ['问过，没有', NOTHING, { kind: 'asked' }, { askedAt: 7, items: [] }],
    ['早就问过的，问的那天不变', { ...NOTHING, askedAt: 3 }, { kind: 'asked' }, { askedAt: 3 }],
    ['说了一样，还不算问完', NOTHING, { kind: 'item', item: peanut('mild') }, { askedAt: null, items: [peanut('mild')] }],
    ['同一样，后说的算', { ...NOTHING, items: [peanut('mild')] }, { kind: 'item', item: peanut('severe') }, { items: [peanut('severe')] }],
    ['忌口和过敏是两回事', { ...NOTHING, items: [peanut()] }, { kind: 'without', item: { kind: 'restriction', code: 'peanut' } }, { items: [peanut()] }],
    ['去掉一样', { ...NOTHING, items: [peanut()] }, { kind: 'without', item: { kind: 'allergy', code: 'peanut' } }, { items: [] }],
    ['牙口', NOTHING, { kind: 'texture', texture: 'soft' }, { texture: 'soft' }],
    ['要人喂', NOTHING, { kind: 'feeding', help: true }, { feedingHelp: true }],
  ])('%s', (_, diet, change, wanted) => {
    expect(changedDiet(diet, change, 7)).toMatchObject(wanted);
  });

  test('asked and not asked are two texts, the order of the items and the instant are not', () => {
    const two: DietItem[] = [{ kind: 'restriction', code: 'pork' }, peanut('mild')];
    expect(dietText({ ...NOTHING, items: two })).toBe(dietText({ ...NOTHING, items: two.toReversed() }));
    expect(dietText({ ...NOTHING, askedAt: 1 })).toBe(dietText({ ...NOTHING, askedAt: 2 }));
    expect(dietText({ ...NOTHING, askedAt: 1 })).not.toBe(dietText(NOTHING));
  });
});

describe('marks of a form', () => {
  test.each<[DietCode, DietMark, DietItem[]]>([
    ['peanut', 'none', []],
    ['peanut', 'restriction', [{ kind: 'restriction', code: 'peanut' }]],
    ['peanut', 'severe', [peanut('severe')]],
    ['peanut', 'mild', [peanut('mild')]],
    ['peanut', 'unknown', [peanut()]],
  ])('%s %s and back', (code, mark, items) => {
    expect(itemsOf(new Map([[code, mark]]))).toEqual(items);
    expect(markOf(items, code)).toBe(mark);
  });

  test('what is no allergen is left out, never an allergy', () => {
    expect(itemsOf(new Map([['pork', 'severe']]))).toEqual([{ kind: 'restriction', code: 'pork' }]);
  });
});
