import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TEXTURES } from '../../src/domain/diet.ts';
import { bySeverity, countMeals, isCounted } from '../../src/domain/meal-count.ts';
import { SERVICE_MODES } from '../../src/domain/meal-slot.ts';
import { diet, NO_SUGAR, OFFERED, order, PEANUT } from '../support/sheets.ts';

const soft = diet({ texture: 'soft' });

describe('算多少份', () => {
  const count = countMeals(
    [order(1), order(2, { diet: soft, mode: 'pickup' }), order(3, { setMealId: 'B', mode: 'home_delivery' })],
    OFFERED,
  );

  test('按套餐和质地', () => {
    expect(count.meals).toEqual([
      {
        letter: 'A', name: '红烧茄子套餐', dishes: ['红烧茄子', '米饭'], total: 2,
        byTexture: { regular: 1, soft: 1, semi_liquid: 0, liquid: 0 },
      },
      {
        letter: 'B', name: '花生芹菜套餐', dishes: ['花生芹菜', '米饭'], total: 1,
        byTexture: { regular: 1, soft: 0, semi_liquid: 0, liquid: 0 },
      },
    ]);
  });

  test('两个套餐都有的菜，一锅做', () => {
    expect(count.dishes.map(({ name, total }) => [name, total])).toEqual([['红烧茄子', 2], ['米饭', 3], ['花生芹菜', 1]]);
  });

  test('按怎么吃', () => expect(count.byMode).toEqual({ dine_in: 1, pickup: 1, home_delivery: 1 }));

  test('没有人订，也数得清', () => {
    expect(countMeals([], OFFERED)).toMatchObject({ total: 0, groups: [], mustChange: [], takeCare: [], orderIds: [] });
  });

  test('订的套餐不在这一餐里，不算进来', () => {
    const odd = countMeals([order(1), order(2, { setMealId: 'Z' })], OFFERED);
    expect([odd.total, odd.byMode.dine_in, odd.orderIds]).toEqual([1, 1, ['o1']]);
  });
});

describe('谁要换菜', () => {
  const note = '要喂，吞咽慢，饭后半小时不能躺下，请和护理员当面交代，不要虾皮，不要紫菜';

  test('名字、号、怎么吃、不能吃什么、哪个菜里有、多重、要不要喂、嘱咐全文', () => {
    const eater = order(4, { setMealId: 'B', mode: 'home_delivery', diet: diet({ items: [PEANUT, NO_SUGAR], feedingHelp: true, note }) });
    expect(countMeals([eater], OFFERED).mustChange).toEqual([
      {
        orderId: 'o4', orderNo: 4, name: '第4位', mode: 'home_delivery', letter: 'B', texture: 'regular', items: [PEANUT, NO_SUGAR],
        clashes: [{ dishName: '花生芹菜', item: PEANUT }], severe: true, feedingHelp: true, note,
      },
    ]);
  });

  test('严重的排前面，再按号', () => {
    const mild = diet({ items: [NO_SUGAR] });
    const severe = diet({ items: [PEANUT] });
    const orders = [order(1, { diet: mild }), order(2, { setMealId: 'B', diet: severe }), order(3, { diet: mild })];
    expect(countMeals(orders, OFFERED).mustChange.map((line) => line.orderNo)).toEqual([2, 1, 3]);
  });

  test('菜没有做成半流，也要换', () => {
    const [line] = countMeals([order(1, { diet: diet({ texture: 'semi_liquid' }) })], OFFERED).mustChange;
    expect(line?.clashes).toEqual([{ dishName: '红烧茄子', texture: 'semi_liquid' }, { dishName: '米饭', texture: 'semi_liquid' }]);
  });
});

describe('谁要当心，菜不用换', () => {
  test.each([
    ['过敏的东西今天没有', diet({ items: [PEANUT] }), true],
    ['要人喂', diet({ feedingHelp: true }), true],
    ['有嘱咐', diet({ note: '鱼刺要挑净' }), true],
    ['只是忌口，今天没有', diet({ items: [{ kind: 'restriction', code: 'pork' }] }), false],
    ['软食，菜都有软的', soft, false],
    ['什么都吃', diet(), false],
    ['要换菜的不重复写', diet({ items: [NO_SUGAR], feedingHelp: true }), false],
  ])('%s', (_case, person, written) => {
    expect(countMeals([order(1, { diet: person })], OFFERED).takeCare.map((line) => line.orderNo)).toEqual(written ? [1] : []);
  });
});

test('严重过敏的单列，今天菜里有没有都算；轻重没记下来的按严重算；一个不漏，也不重复', () => {
  const mild = { ...PEANUT, severity: 'mild' as const };
  const unknown = { kind: 'allergy' as const, code: 'milk' as const };
  const people = [[NO_SUGAR], [PEANUT], [mild], [unknown, NO_SUGAR], []].map((items, index) => order(index + 1, { setMealId: index === 1 ? 'B' : 'A', diet: diet({ items }) }));
  const apart = bySeverity(countMeals([...people, order(6, { diet: diet({ items: [PEANUT] }) })], OFFERED));
  const numbers = (lines: readonly { orderNo: number }[]) => lines.map((line) => line.orderNo);
  expect([numbers(apart.severe), numbers(apart.mustChange), numbers(apart.takeCare)]).toEqual([[2, 4, 6], [1], [3]]);
});

test('忌口的份数，多的在前，轻重分开，各套餐几份', () => {
  const mild = { ...PEANUT, severity: 'mild' as const };
  const people = [[NO_SUGAR], [PEANUT, NO_SUGAR], [mild], []].map((items, index) => order(index + 1, { diet: diet({ items }) }));
  expect(countMeals(people, OFFERED).groups).toEqual([
    { item: NO_SUGAR, count: 2, byMeal: [{ letter: 'A', count: 2 }] },
    { item: PEANUT, count: 1, byMeal: [{ letter: 'A', count: 1 }] },
    { item: mild, count: 1, byMeal: [{ letter: 'A', count: 1 }] },
  ]);
});

test('忌口的份数按套餐分，A 在前，没人订的不写', () => {
  const noSugar = diet({ items: [NO_SUGAR] });
  const orders = [order(1, { setMealId: 'B', diet: noSugar }), order(2, { diet: noSugar }), order(3, { setMealId: 'B', diet: noSugar })];
  expect(countMeals(orders, OFFERED).groups).toEqual([
    { item: NO_SUGAR, count: 3, byMeal: [{ letter: 'A', count: 1 }, { letter: 'B', count: 2 }] },
  ]);
});

test.each([
  ['placed', 'elder_page', true],
  ['handed_over', 'elder_page', true],
  ['missed', 'elder_page', true],
  ['cancelled', 'elder_page', false],
  ['handed_over', 'walk_in', false],
] as const)('截止时算不算：%s，%s', (state, channel, counted) => expect(isCounted({ state, channel })).toBe(counted));

test('每一格加起来都等于总数', () => {
  const anyOrder = fc.record({
    setMealId: fc.constantFrom('A', 'B'), mode: fc.constantFrom(...SERVICE_MODES), texture: fc.constantFrom(...TEXTURES),
  });
  fc.assert(fc.property(fc.array(anyOrder, { maxLength: 40 }), (wishes) => {
    const count = countMeals(wishes.map(({ texture, ...wish }, index) => order(index + 1, { ...wish, diet: diet({ texture }) })), OFFERED);
    const cells = count.meals.flatMap((meal) => Object.values(meal.byTexture));
    const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
    expect([count.total, sum(cells), sum(Object.values(count.byMode)), count.orderIds.length]).toEqual(Array.from({ length: 4 }, () => wishes.length));
  }));
});
