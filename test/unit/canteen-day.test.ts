import { describe, expect, test } from 'vitest';
import { freshOrders, runFigures, taskOf, toWatch, type DayRun, type Unticked } from '../../src/domain/canteen-day.ts';
import type { MealRun, MealRunState } from '../../src/domain/meal-run.ts';
import type { Channel, OrderState } from '../../src/domain/order.ts';
import type { SheetOrder } from '../../src/domain/sheet.ts';
import { serviceDate } from '../support/demo.ts';
import { at, facts, TODAY } from '../support/placement.ts';
import { diet, NO_SUGAR, OFFERED, order, PEANUT } from '../support/sheets.ts';

const { run } = facts();
type DayOrder = DayRun['orders'][number];

const placed = (orderNo: number, over: Partial<SheetOrder> & { state?: OrderState; channel?: Channel; placedAt?: number } = {}): DayOrder => ({
  channel: 'elder_page', placedAt: at('08:00'), ...order(orderNo, over), ...over,
});
const day = (orders: DayOrder[], state: MealRunState = 'open', prints: DayRun['prints'] = []): DayRun => {
  const ofDay: MealRun = { ...run, state };
  return { run: ofDay, orders, offered: OFFERED, prints, changed: NOTHING };
};
const NOTHING = { added: 0, removed: 0, changed: 0 };
const FAR = serviceDate('2028-01-01');
const MORNING = { date: TODAY, now: at('09:51') };
const watch = (runs: DayRun[], when = MORNING, licenceExpires = FAR) => toWatch({ licenceExpires, runs, unticked: [] }, when);
const kinds = (...runs: DayRun[]) => watch(runs).map((one) => one.kind);

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

  test('印出后有变动，开完饭就不提了', () => {
    const changed = { ...day([placed(1)], 'closed', [{ kind: 'production' }]), changed: { added: 2, removed: 1, changed: 0 } };
    expect(watch([changed])).toMatchObject([{ kind: 'changed_since', changed: { added: 2, removed: 1 } }]);
    expect(watch([changed], { date: TODAY, now: run.serveToAt })).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    ['还早', '2027-01-23', []],
    ['还有六十天', '2027-01-22', ['licence_expiring']],
    ['今天最后一天', '2026-11-23', ['licence_expiring']],
    ['昨天到期', '2026-11-22', ['licence_expired']],
  ])('许可证：%s', (_case, expires, expected) => {
    expect(watch([], MORNING, serviceDate(expires)).map((one) => one.kind)).toEqual(expected);
  });

  test('许可证到没到期，看今天，不看翻到的那一天', () => {
    const ahead = { date: serviceDate('2030-01-01'), now: at('09:51') };
    expect(watch([], ahead)).toEqual([{ kind: 'licence_expiring', expires: FAR, days: 404 }]);
    const past = { date: serviceDate('2026-11-20'), now: at('09:51') };
    expect(watch([], past, serviceDate('2026-11-22')).map((one) => one.kind)).toEqual(['licence_expired']);
  });

  test('要换菜的人点名，最多五位，其余说有几位；严重的另写在最前', () => {
    const mild = diet({ items: [NO_SUGAR] });
    const seven = [1, 2, 3, 4, 5, 6, 7].map((orderNo) => placed(orderNo, { diet: mild }));
    const severe = placed(8, { setMealId: 'B', diet: diet({ items: [PEANUT] }) });
    const [first, second, ...rest] = watch([day([...seven, severe])]);
    expect(first).toMatchObject({ kind: 'severe_clash', line: { orderNo: 8 } });
    expect(second).toMatchObject({ kind: 'mild_clash', runId: 'r1', more: 2, lines: [1, 2, 3, 4, 5].map((orderNo) => ({ orderNo })) });
    expect(rest).toEqual([]);
    expect(watch([day(seven.slice(0, 5))])).toMatchObject([{ kind: 'mild_clash', more: 0 }]);
  });

  test.each<[string, Partial<Unticked>, Partial<typeof MORNING>, number]>([
    ['昨天的，还能登记', {}, {}, 1],
    ['能登记的最后一刻', {}, { now: at('20:00') - 1 }, 1],
    ['过了可以登记的日子', {}, { now: at('20:00') }, 0],
    ['前天的', { serviceDate: serviceDate('2026-11-21') }, {}, 0],
    ['看的不是今天', {}, { date: serviceDate('2026-11-24') }, 0],
    ['一位也不少', { people: 0 }, {}, 0],
  ])('没登记的人，提醒录纸单：%s', (_case, over, when, expected) => {
    const yesterday = { runId: 'r0', serviceDate: serviceDate('2026-11-22'), slot: 'lunch' as const, claimUntilAt: at('20:00'), people: 39, ...over };
    const found = toWatch({ licenceExpires: FAR, runs: [], unticked: [yesterday] }, { ...MORNING, ...when });
    expect(found).toEqual(expected ? [{ kind: 'unticked', runId: 'r0', slot: 'lunch', people: 39 }] : []);
  });

  test('严重过敏的人订了有花生的', () => {
    const eater = placed(1, { setMealId: 'B', diet: diet({ items: [PEANUT] }) });
    expect(watch([day([eater])])).toMatchObject([{ kind: 'severe_clash', runId: 'r1', slot: 'lunch', line: { orderNo: 1 } }]);
    expect(kinds(day([{ ...eater, state: 'handed_over' }]))).toEqual([]);
  });

  test('要送餐没有地址，人都写上', () => {
    const nowhere = { mode: 'home_delivery', hasAddress: false } as const;
    expect(watch([day([placed(1, nowhere), placed(2, nowhere), placed(3)])])).toEqual([
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
    const count = (clock: string) => watch([day([eater], 'closed')], { date: TODAY, now: at(clock) }).length;
    expect([count('12:39'), count('12:40')]).toEqual([3, 0]);
  });

  test('要紧的在前', () => {
    const runs = [day([placed(1, { mode: 'home_delivery', hasAddress: false, setMealId: 'B', diet: diet({ items: [PEANUT] }) })], 'closed')];
    const inOrder = watch(runs, MORNING, serviceDate('2026-12-01')).map((one) => one.kind);
    expect(inOrder).toEqual(['severe_clash', 'no_address', 'not_printed', 'licence_expiring']);
  });
});

describe('这一餐现在做什么', () => {
  const inState = (state: MealRunState, prints: DayRun['prints'] = [], orders = [placed(1)]) => day(orders, state, prints);
  const sheet = [{ kind: 'production' as const }];

  test.each<[string, DayRun, string, string]>([
    ['还在接单，也能截止，但不催', inState('open'), '09:39', 'close_early'],
    ['到点了，截止并打印', inState('open'), '09:40', 'close'],
    ['截止了还没打印', inState('closed'), '09:51', 'print'],
    ['一份也没有，不用打', inState('closed', [], []), '09:51', 'see_names'],
    ['打过了', inState('closed', sheet), '09:51', 'see_sheets'],
    ['开完饭了，不再催着打', inState('closed'), '12:40', 'see_names'],
    ['结束了', inState('done'), '12:40', 'see_names'],
    ['结束了，单子还能看', inState('done', sheet), '12:40', 'see_sheets'],
  ])('%s', (_case, one, clock, task) => expect(taskOf(one, [one], at(clock))).toBe(task));

  test('只有先截止的那一餐可以截止', () => {
    const lunch = inState('open');
    const dinner = { ...lunch, run: { ...run, id: 'r2', slot: 'dinner' as const, cutoffAt: at('15:00'), closeAt: at('15:10') } };
    expect([lunch, dinner].map((one) => taskOf(one, [dinner, lunch], at('09:45')))).toEqual(['close', 'see_names']);
  });

  test('别的日子的不在今天截止', () => {
    const tomorrow = { ...inState('open'), run: { ...run, serviceDate: serviceDate('2026-11-24') } };
    expect(taskOf(tomorrow, [tomorrow], at('09:45'))).toBe('see_names');
  });
});
