import { describe, expect, test } from 'vitest';
import { freshOrders, runFigures, toWatch, type DayRun } from '../../src/domain/canteen-day.ts';
import type { MealRun, MealRunState } from '../../src/domain/meal-run.ts';
import type { Channel, OrderState } from '../../src/domain/order.ts';
import type { SheetOrder } from '../../src/domain/sheet.ts';
import { serviceDate } from '../support/demo.ts';
import { at, facts, TODAY } from '../support/placement.ts';
import { diet, NO_SUGAR, OFFERED, order, PEANUT } from '../support/sheets.ts';

const { run } = facts();
type DayOrder = DayRun['orders'][number];

const placed = (orderNo: number, over: Partial<SheetOrder> & { state?: OrderState; channel?: Channel; placedAt?: number } = {}): DayOrder => ({
  state: 'placed', channel: 'elder_page', placedAt: at('08:00'), ...order(orderNo, over), ...over,
});
const day = (orders: DayOrder[], state: MealRunState = 'open', prints: DayRun['prints'] = []): DayRun => {
  const ofDay: MealRun = { ...run, state };
  return { run: ofDay, orders, offered: OFFERED, prints };
};
const FAR = serviceDate('2028-01-01');
const MORNING = { date: TODAY, now: at('09:51') };
const kinds = (...runs: DayRun[]) => toWatch(FAR, runs, MORNING).map((one) => one.kind);

test('订了、要送、没地址、要换菜、吃了、没来、没订来吃', () => {
  const orders = [
    placed(1),
    placed(2, { mode: 'home_delivery' }),
    placed(3, { mode: 'home_delivery', hasAddress: false }),
    placed(4, { state: 'handed_over', diet: diet({ items: [NO_SUGAR] }) }),
    placed(5, { state: 'missed' }),
    placed(6, { state: 'cancelled' }),
    placed(7, { state: 'handed_over', channel: 'walk_in' }),
    placed(8, { state: 'cancelled', channel: 'walk_in' }),
  ];
  expect(runFigures(day(orders))).toEqual({ ordered: 5, delivery: 2, unassigned: 1, mustChange: 1, eaten: 1, missed: 1, walkIns: 1 });
});

describe('刚订的，截止时要点名', () => {
  test.each<[string, string, boolean]>([
    ['差一点满十分钟', '09:30:01', true],
    ['正好满十分钟', '09:30', false],
    ['早就订了', '08:00', false],
  ])('%s', (_case, clock, fresh) => {
    const [hours, minutes, seconds = '0'] = clock.split(':');
    const placedAt = at(`${hours}:${minutes}`) + Number(seconds) * 1000;
    expect(freshOrders(run, [placed(1, { placedAt })], at('09:40')).map((one) => one.orderNo)).toEqual(fresh ? [1] : []);
  });

  test('退了的和没订来吃的不点名', () => {
    const late = at('09:39');
    const orders = [placed(1, { placedAt: late, state: 'cancelled' }), placed(2, { placedAt: late, state: 'handed_over', channel: 'walk_in' })];
    expect(freshOrders(run, orders, at('09:40'))).toEqual([]);
  });
});

describe('今天要留意', () => {
  test('平平常常的一天，什么也没有', () => expect(kinds(day([placed(1)]))).toEqual([]));

  test.each<[string, string, string[]]>([
    ['还早', '2027-01-23', []],
    ['还有六十天', '2027-01-22', ['licence_expiring']],
    ['今天最后一天', '2026-11-23', ['licence_expiring']],
    ['昨天到期', '2026-11-22', ['licence_expired']],
  ])('许可证：%s', (_case, expires, watch) => {
    expect(toWatch(serviceDate(expires), [], MORNING).map((one) => one.kind)).toEqual(watch);
  });

  test('严重过敏的人订了有花生的', () => {
    const eater = placed(1, { setMealId: 'B', diet: diet({ items: [PEANUT] }) });
    expect(toWatch(FAR, [day([eater])], MORNING)).toMatchObject([{ kind: 'severe_clash', runId: 'r1', slot: 'lunch', line: { orderNo: 1 } }]);
    expect(kinds(day([{ ...eater, state: 'handed_over' }]))).toEqual([]);
  });

  test('要送餐没有地址，人都写上', () => {
    const nowhere = { mode: 'home_delivery', hasAddress: false } as const;
    expect(toWatch(FAR, [day([placed(1, nowhere), placed(2, nowhere), placed(3)])], MORNING)).toEqual([
      { kind: 'no_address', runId: 'r1', slot: 'lunch', people: [{ name: '第1位', orderNo: 1 }, { name: '第2位', orderNo: 2 }] },
    ]);
  });

  test('截止了，备餐单没打', () => {
    expect(kinds(day([placed(1)], 'closed'))).toEqual(['not_printed']);
    expect(kinds(day([placed(1)], 'closed', [{ kind: 'pickup_list' }]))).toEqual(['not_printed']);
    expect(kinds(day([placed(1)], 'closed', [{ kind: 'production' }]))).toEqual([]);
    expect(kinds(day([], 'closed'))).toEqual([]);
    expect(kinds(day([placed(1, { state: 'missed' })], 'done'))).toEqual([]);
  });

  test('开完饭的不再催', () => {
    const eater = placed(1, { mode: 'home_delivery', hasAddress: false, setMealId: 'B', diet: diet({ items: [PEANUT] }) });
    const watch = (clock: string) => toWatch(FAR, [day([eater], 'closed')], { date: TODAY, now: at(clock) }).length;
    expect([watch('12:39'), watch('12:40')]).toEqual([3, 0]);
  });

  test('要紧的在前', () => {
    const runs = [day([placed(1, { mode: 'home_delivery', hasAddress: false, setMealId: 'B', diet: diet({ items: [PEANUT] }) })], 'closed')];
    const watch = toWatch(serviceDate('2026-12-01'), runs, MORNING).map((one) => one.kind);
    expect(watch).toEqual(['severe_clash', 'no_address', 'not_printed', 'licence_expiring']);
  });
});
