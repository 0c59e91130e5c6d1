import { describe, expect, test } from 'vitest';
import { clashesOf, DIET_CODES, isSevere } from '../../src/domain/diet.ts';
import type { Clash, Diet, DietDish, DietItem } from '../../src/domain/diet.ts';

const eggplant: DietDish = { name: '红烧茄子', contains: ['soy', 'sugar', 'peanut'], textures: ['regular', 'soft'] };
const seaweedSoup: DietDish = {
  name: '紫菜蛋花汤', contains: ['egg', 'seaweed'], textures: ['regular', 'soft', 'semi_liquid'],
};
const rice: DietDish = { name: '米饭', contains: [], textures: ['regular', 'soft'] };
const paste: DietDish = { name: '米糊', contains: [], textures: ['liquid'] };

const diet = (over: Partial<Diet>): Diet => ({
  texture: 'regular', askedAt: null, feedingHelp: false, note: '', items: [], ...over,
});
const peanut: DietItem = { kind: 'allergy', code: 'peanut', severity: 'severe' };
const mildEgg: DietItem = { kind: 'allergy', code: 'egg', severity: 'mild' };
const noSugar: DietItem = { kind: 'restriction', code: 'sugar' };

describe('what goes against a diet', () => {
  test.each<[string, Diet, DietDish[], Clash[]]>([
    ['什么都吃', diet({}), [eggplant, seaweedSoup, rice, paste], []],
    ['还没有菜', diet({ items: [peanut], texture: 'soft' }), [], []],
    ['花生过敏', diet({ items: [peanut] }), [eggplant, seaweedSoup], [{ dishName: '红烧茄子', item: peanut }]],
    [
      '两样碰上一个菜，各说一条，按菜的次序',
      diet({ items: [mildEgg, noSugar, peanut] }),
      [eggplant, seaweedSoup],
      [
        { dishName: '红烧茄子', item: noSugar },
        { dishName: '红烧茄子', item: peanut },
        { dishName: '紫菜蛋花汤', item: mildEgg },
      ],
    ],
    ['不吃鱼，今天没有鱼', diet({ items: [{ kind: 'restriction', code: 'fish' }] }), [eggplant, rice], []],
    ['半流，米饭没有半流', diet({ texture: 'semi_liquid' }), [seaweedSoup, rice], [{ dishName: '米饭', texture: 'semi_liquid' }]],
    ['更稀的不能代替', diet({ texture: 'semi_liquid' }), [paste], [{ dishName: '米糊', texture: 'semi_liquid' }]],
    [
      '又过敏又没有软的，两条',
      diet({ texture: 'liquid', items: [peanut] }),
      [eggplant],
      [
        { dishName: '红烧茄子', item: peanut },
        { dishName: '红烧茄子', texture: 'liquid' },
      ],
    ],
  ])('%s', (_case, person, dishes, clashes) => expect(clashesOf(person, dishes)).toEqual(clashes));
});

describe('what blocks a dish', () => {
  test.each<[string, Clash, boolean]>([
    ['严重过敏', { dishName: '红烧茄子', item: peanut }, true],
    ['没记轻重的过敏，按严重', { dishName: '红烧茄子', item: { kind: 'allergy', code: 'soy' } }, true],
    ['轻微过敏', { dishName: '紫菜蛋花汤', item: mildEgg }, false],
    ['忌口', { dishName: '红烧茄子', item: noSugar }, false],
    ['没有半流', { dishName: '米饭', texture: 'semi_liquid' }, false],
  ])('%s', (_case, clash, severe) => expect(isSevere(clash)).toBe(severe));
});

test('no code means two things', () => expect(new Set(DIET_CODES).size).toBe(DIET_CODES.length));
