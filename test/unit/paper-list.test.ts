import { describe, expect, test } from 'vitest';
import { decideTicks, parseSheetNumber, readTickedBy, ROW_OUTCOMES, tallyOutcomes, tickedAt } from '../../src/domain/paper-list.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import type { MealRunState } from '../../src/domain/meal-run.ts';
import type { OrderState } from '../../src/domain/order.ts';
import type { RowOutcome } from '../../src/domain/paper-list.ts';
import { at, facts } from '../support/placement.ts';

describe('单号', () => {
  test.each([
    ['12', 12], ['１２', 12], [' 第 12 号 ', 12], ['单号12', 12], ['0012', 12], ['1234567', 1234567],
    ['', null], ['十二', null], ['0', null], ['12-3', null], ['12 13', null], ['12345678', null], ['1.5', null],
  ])('%j', (text, number) => expect(parseSheetNumber(text)).toBe(number));
});

describe('谁打的勾', () => {
  test.each([
    ['孙师傅', '孙师傅'],
    ['  孙师傅　', '孙师傅'],
    ['买买提·艾力', '买买提·艾力'],
    ['O’Neil 2', 'O’Neil 2'],
    ['Jose\u0301', 'Jos\u00e9'],
    ['\u{20BB7}野', '\u{20BB7}野'],
    ['长'.repeat(20), '长'.repeat(20)],
    ['\u{20BB7}'.repeat(20), '\u{20BB7}'.repeat(20)],
  ])('%j', (text, name) => expect(readTickedBy(text)).toEqual({ name }));

  test.each([
    ['', 'no_name'],
    [' \u3000\t', 'no_name'],
    ['123', 'name_unreadable'],
    ['。', 'name_unreadable'],
    ['👩‍🍳', 'name_unreadable'],
    ['孙\u200B师傅', 'name_unreadable'],
    ['孙\u0007师傅', 'name_unreadable'],
    ['孙\u202E师傅', 'name_unreadable'],
    ['孙\n师傅', 'name_unreadable'],
    ['\u3164', 'name_unreadable'],
    ['孙\uE000', 'name_unreadable'],
    ['长'.repeat(21), 'name_too_long'],
  ])('不能算名字：%j', (text, problem) => expect(readTickedBy(text)).toEqual({ problem }));
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

  const later = (days: number) => at('24:00') + days * 24 * 3_600_000;
  test.each<[string, MealRunState, Instant, RowOutcome]>([
    ['还在接单', 'open', at('09:00'), 'still_open'],
    ['份数定了，还没开饭：勾不可能是吃过打的', 'closed', at('11:00') - 1, 'not_served_yet'],
    ['一开饭就可以', 'closed', at('11:00'), 'to_record'],
    ['第三天的最后一毫秒', 'done', later(3) - 1, 'to_record'],
    ['过了第三天', 'done', later(3), 'too_late'],
  ])('什么时候录：%s', (_case, runState, now, outcome) => {
    const state = runState === 'done' ? 'missed' : 'placed';
    expect(decideTicks([1], sheet, [order('a', state, runState)], now).map((one) => one.outcome)).toEqual([outcome]);
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
    ['一开饭就录', '11:00', '11:00'],
  ])('%s', (_case, now, handed) => expect(tickedAt(facts().run, at(now))).toBe(at(handed)));
});
