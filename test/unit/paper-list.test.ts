import { describe, expect, test } from 'vitest';
import { decideTicks, parseSheetNumber, ROW_OUTCOMES, tallyOutcomes, tickedAt } from '../../src/domain/paper-list.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { at, facts } from '../support/placement.ts';

describe('单号', () => {
  test.each([
    ['12', 12], ['１２', 12], [' 第 12 号 ', 12], ['单号12', 12], ['0012', 12], ['1234567', 1234567],
    ['', null], ['十二', null], ['0', null], ['12-3', null], ['12 13', null], ['12345678', null], ['1.5', null],
  ])('%j', (text, number) => expect(parseSheetNumber(text)).toBe(number));
});

describe('打了勾的行', () => {
  const run = facts().run;
  const order = (id: string, state: OrderState, runState = run.state) => ({ id, state, run: { ...run, state: runState } });
  const sheet = ['a', 'b', 'c', 'd', 'e'].map((orderId, index) => ({ row: index + 1, orderId }));
  const orders = [order('a', 'placed', 'closed'), order('b', 'missed', 'done'), order('c', 'handed_over', 'closed'), order('d', 'cancelled', 'closed')];
  const outcomes = (ticked: number[]) => decideTicks(ticked, sheet, orders, at('11:00')).map(({ row, on, outcome }) => [row, on?.orderId ?? null, outcome]);

  test('一行一个说法', () => {
    expect(outcomes([1, 2, 3, 4, 9])).toEqual([
      [1, 'a', 'to_record'],
      [2, 'b', 'to_record'],
      [3, 'c', 'already_handed_over'],
      [4, 'd', 'cancelled'],
      [9, null, 'no_such_row'],
    ]);
  });

  test('单上有、订单已经不在手里的，不登记', () => expect(outcomes([5])).toEqual([[5, 'e', 'no_such_row']]));

  test('还在接单的不登记', () => {
    const open = decideTicks([1], sheet, [order('a', 'placed', 'open')], at('09:00'));
    expect(open.map((one) => one.outcome)).toEqual(['still_open']);
  });

  test('数一数', () => {
    const ticks = decideTicks([1, 2, 3, 9], sheet, orders, at('11:00'));
    expect(tallyOutcomes(ticks)).toEqual([
      { outcome: 'to_record', count: 2 },
      { outcome: 'already_handed_over', count: 1 },
      { outcome: 'no_such_row', count: 1 },
    ]);
    expect(tallyOutcomes([])).toEqual([]);
    expect(tallyOutcomes(ROW_OUTCOMES.map((outcome) => ({ outcome })))).toHaveLength(ROW_OUTCOMES.length);
  });
});

describe('什么时候交的', () => {
  test.each([
    ['饭点里就录', '12:00', '12:00'],
    ['收摊时录', '12:40', '12:40'],
    ['下午才录，算这一餐收摊的时候', '15:00', '12:40'],
    ['提前取的，录的时候', '09:50', '09:50'],
  ])('%s', (_case, now, handed) => expect(tickedAt(facts().run, at(now))).toBe(at(handed)));
});
