import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  aspectsOf, changesBetween, countChanges, makeChangeSheet, onPaperNow, planChanges, sheetRows, withChanges, type Aspect, type Change, type ChangeSheet,
} from '../../src/domain/change-sheet.ts';
import { TEXTURES } from '../../src/domain/diet.ts';
import { acceptedOrders } from '../../src/domain/equality.ts';
import { SERVICE_MODES } from '../../src/domain/meal-slot.ts';
import { fen } from '../../src/domain/money.ts';
import { printedLines, type PrintedLine } from '../../src/domain/printed-line.ts';
import type { Door, SheetOrder } from '../../src/domain/sheet.ts';
import { diet, facts, NO_SUGAR, OFFERED, order, PEANUT } from '../support/sheets.ts';

const linesOf = (orders: readonly SheetOrder[]) => printedLines({ orders, offered: OFFERED });
const words = (changes: readonly Change[]) => changes.map(({ kind, line }) => `${kind} ${line.orderId}`);
const NO_DOORS = new Map<string, Door>();

/** An order of one of few people, in every way in which the meal may be otherwise. */
const someOrder: fc.Arbitrary<SheetOrder> = fc
  .record({
    no: fc.integer({ min: 1, max: 12 }),
    mode: fc.constantFrom(...SERVICE_MODES),
    setMealId: fc.constantFrom('A', 'B'),
    texture: fc.constantFrom(...TEXTURES),
    items: fc.subarray([PEANUT, NO_SUGAR]),
    selfPayFen: fc.constantFrom(fen(0), fen(700)),
    prepaid: fc.boolean(),
    doorMark: fc.constantFrom('x', 'y'),
    state: fc.constantFrom('placed' as const, 'handed_over' as const, 'missed' as const),
  })
  .map(({ no, texture, items, ...over }) => order(no, { ...over, diet: diet({ texture, items }) }));
const someOrders = fc.uniqueArray(someOrder, { selector: ({ id }) => id, maxLength: 12 });

describe('印过的单子 ＋ 变更 ＝ 现在', () => {
  test('whatever it was and whatever it is now, and nothing is said that has not changed', () => {
    fc.assert(fc.property(someOrders, someOrders, (then, now) => {
      const [before, after] = [linesOf(then), linesOf(now)];
      const changes = changesBetween(before, after);
      expect(withChanges(before, changes)).toEqual(after);
      const { added, removed } = countChanges(changes);
      expect(before.length + added - removed).toBe(after.length);
      expect(new Set(changes.map(({ line }) => line.orderId)).size).toBe(changes.length);
      expect(changesBetween(after, after)).toEqual([]);
      for (const change of changes) if (change.kind === 'changed') expect(aspectsOf(change.was, change.line)).not.toEqual([]);
    }));
  });

  test('a full sheet and any number of change sheets after it tell the latest state, portion by portion', () => {
    fc.assert(fc.property(fc.array(someOrders, { minLength: 2, maxLength: 5 }), ([first = [], ...later]) => {
      const archived: ChangeSheet[] = [];
      const onPaper = () => onPaperNow(linesOf(first), archived);
      for (const orders of later) {
        const printed = onPaper();
        const now = facts(orders);
        const { changes, plan } = planChanges(now, printed, false);
        expect(plan.equality.differences).toEqual([]);
        const sheet = makeChangeSheet(now, { printed, changes, plan, changeNo: archived.length + 1, amends: [] }, NO_DOORS);
        expect([sheet.before, sheet.after]).toEqual([printed.length, orders.length]);
        const portions = (lines: readonly PrintedLine[], letter: string, texture: string) => lines.filter((line) => line.letter === letter && line.texture === texture).length;
        for (const cell of sheet.portions) {
          expect(cell.before).toBe(portions(printed, cell.letter, cell.texture));
          expect(cell.before + cell.plus - cell.minus).toBe(cell.after);
        }
        archived.push(sheet);
        expect(onPaper().map((line) => line.orderId)).toEqual(linesOf(orders).map((line) => line.orderId));
        // Printed at once again, there is nothing new.
        expect(planChanges(now, onPaper(), false).changes).toEqual([]);
      }
    }));
  });
});

describe('什么算变动', () => {
  const LUNCH = [order(1), order(2, { mode: 'home_delivery', doorMark: 'x' }), order(3)];
  const printed = linesOf(LUNCH);
  const now = (orders: readonly SheetOrder[], over = false) => planChanges(facts(orders), printed, over).changes;

  test('补订的加，退掉的减', () => {
    const changes = now([...LUNCH.slice(0, 2), order(4)]);
    expect(words(changes)).toEqual(['added o4', 'removed o3']);
    expect(countChanges(changes)).toEqual({ added: 1, removed: 1, changed: 0 });
  });

  test.each<[string, Partial<SheetOrder>, Aspect[]]>([
    ['换了软食', { diet: diet({ texture: 'soft' }) }, ['care']],
    ['不吃糖，茄子里有', { diet: diet({ items: [NO_SUGAR] }) }, ['care']],
    ['花生严重过敏，菜里没有也要当心', { diet: diet({ items: [PEANUT] }) }, ['care']],
    ['要人喂', { diet: diet({ feedingHelp: true }) }, ['care']],
    ['多了嘱咐', { diet: diet({ note: '不要太烫' }) }, ['care']],
    ['地址重写了', { doorMark: 'y' }, ['door']],
    ['不用收钱了', { selfPayFen: fen(0) }, ['cash']],
    ['改从预存款付', { prepaid: true }, ['cash']],
    ['姓名更正', { name: '王桂兰' }, ['name']],
  ])('%s', (_case, over, aspects) => {
    const [change, ...others] = now([LUNCH[0], { ...LUNCH[1], ...over }, LUNCH[2]] as SheetOrder[]);
    expect(others).toEqual([]);
    expect(change?.kind === 'changed' && aspectsOf(change.was, change.line)).toEqual(aspects);
  });

  test('同样的忌口，先后不同不算变；堂食的人搬家不算变', () => {
    const twoItems = (items: SheetOrder['diet']['items']) => [order(1, { diet: diet({ items }) })];
    expect(changesBetween(linesOf(twoItems([PEANUT, NO_SUGAR])), linesOf(twoItems([NO_SUGAR, PEANUT])))).toEqual([]);
    expect(now([{ ...LUNCH[0], doorMark: 'moved' } as SheetOrder, ...LUNCH.slice(1)])).toEqual([]);
  });

  test('已经领走的饭、已经开完的餐，改忌口不算变；加的减的仍然算', () => {
    const soft = { diet: diet({ texture: 'soft' as const }) };
    expect(now([order(1, { ...soft, state: 'handed_over' }), ...LUNCH.slice(1)])).toEqual([]);
    expect(now([order(1, soft), ...LUNCH.slice(1)], true)).toEqual([]);
    expect(words(now([...LUNCH, order(4, { state: 'handed_over' })], true))).toEqual(['added o4']);
  });
});

describe('变更单', () => {
  const doors = new Map([['o4', { phone: '10000000001', address: '东关小区 2 号楼 101', doorNote: null }]]);
  const before = [order(1), order(2), order(3, { name: '王秀英' })];
  const after = [order(1, { diet: diet({ texture: 'soft' }) }), order(3, { name: '王秀英' }), order(4, { name: '王秀英', mode: 'home_delivery', setMealId: 'B' })];
  const made = facts(after);
  const sheet = makeChangeSheet(made, { printed: linesOf(before), ...planChanges(made, linesOf(before), false), changeNo: 1, amends: [{ number: 7, kind: 'production' }] }, doors);

  test('按套餐和质地加减，行号一串，要送的带门牌，同名的带年龄', () => {
    expect(sheet.portions).toEqual([
      { letter: 'A', mealName: '红烧茄子套餐', texture: 'regular', before: 3, plus: 0, minus: 2, after: 1 },
      { letter: 'A', mealName: '红烧茄子套餐', texture: 'soft', before: 0, plus: 1, minus: 0, after: 1 },
      { letter: 'B', mealName: '花生芹菜套餐', texture: 'regular', before: 0, plus: 1, minus: 0, after: 1 },
    ]);
    expect(sheet.rows.map(({ row, change, namesakeAge, door }) => [row, change.kind, change.line.orderId, namesakeAge, door?.address])).toEqual([
      [1, 'added', 'o4', 76, '东关小区 2 号楼 101'], [2, 'removed', 'o2', null, undefined], [3, 'changed', 'o1', null, undefined],
    ]);
    expect([sheet.before, sheet.after]).toEqual([3, 3]);
  });

  test('只有加的能打勾登记', () => {
    expect(sheetRows(sheet)).toEqual([{ row: 1, orderId: 'o4', name: '王秀英', namesakeAge: 76, letter: 'B', mealName: '花生芹菜套餐', mode: 'home_delivery' }]);
  });

  test('算上变更还对不上的，一个个点名', () => {
    const { plan } = planChanges({ ...made, accepted: ['o1', 'o3', 'o5'] }, linesOf(before), false);
    expect(plan.equality.differences).toEqual([{ orderId: 'o5', kind: 'gone' }, { orderId: 'o4', kind: 'not_accepted' }]);
  });
});

test('应有的订单：截止时的，加后来补订的，减退掉的；只凭记下的事', () => {
  const one = (id: string, late: boolean, givenBack: boolean) => ({ id, late, givenBack });
  const orders = [one('a', false, false), one('b', false, true), one('c', true, false), one('d', true, true), one('e', true, false), one('f', false, false)];
  // c was late and still frozen with the others; f stands in no record of closing or lateness.
  expect(acceptedOrders(['a', 'b', 'c'], orders)).toEqual(['a', 'c', 'e']);
});
