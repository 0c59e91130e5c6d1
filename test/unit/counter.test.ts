import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { layOut, readSearch, worstFirst, type CounterOrder } from '../../src/domain/counter.ts';
import type { DietItem } from '../../src/domain/diet.ts';
import type { MealRunState } from '../../src/domain/meal-run.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { at, facts, TODAY } from '../support/placement.ts';

describe('柜台上打的是什么', () => {
  test.each([
    ['6382 719 455', { kind: 'card_number', number: '6382719455' }],
    ['６３８２－７１９４５５', { kind: 'card_number', number: '6382719455' }],
    ['6382719445', { kind: 'mistyped_card_number' }],
    ['6382719545', { kind: 'mistyped_card_number' }],
    ['638271945', { kind: 'mistyped_card_number' }],
    ['60000', { kind: 'mistyped_card_number' }],
    ['0001', { kind: 'phone_tail', digits: '0001' }],
    [' ０００１ ', { kind: 'phone_tail', digits: '0001' }],
    ['李秀英', { kind: 'name', part: '李秀英' }],
    ['李 秀英', { kind: 'name', part: '李秀英' }],
    ['秀', { kind: 'name', part: '秀' }],
    ['wgl', { kind: 'initials', letters: 'wgl' }],
    [' ＷＧＬ', { kind: 'initials', letters: 'wgl' }],
    ['3号楼', { kind: 'building', building: '3' }],
    ['3 号楼王奶奶', { kind: 'name', part: '3号楼王奶奶' }],
    ['100%', { kind: 'name', part: '100%' }],
    ['https://zc.example/cards/aB3_-x9', { kind: 'card_link', token: 'aB3_-x9' }],
    ['https：／／zc。example／cards／aB3_-x9', { kind: 'card_link', token: 'aB3_-x9' }],
    ['https://zc.example/cards/aB3?size=l', { kind: 'card_link', token: 'aB3' }],
  ])('%j', (text, search) => expect(readSearch(text)).toEqual(search));

  test.each(['', '  ', '\u3000'])('什么也没打：%j', (text) => expect(readSearch(text)).toBeNull());
});

describe('先说最要紧的', () => {
  const item = (code: DietItem['code'], kind: DietItem['kind'], severity?: DietItem['severity']): DietItem => ({ code, kind, severity });

  test('严重过敏、没问清的过敏、轻度过敏、忌口', () => {
    const items = [item('sugar', 'restriction'), item('egg', 'allergy', 'mild'), item('fish', 'allergy'), item('peanut', 'allergy', 'severe')];
    expect(worstFirst(items).map((one) => one.code)).toEqual(['fish', 'peanut', 'egg', 'sugar']);
    expect(items[0]?.code).toBe('sugar');
  });
});

describe('柜台上摆哪一份', () => {
  type Named = CounterOrder & { name: string };
  const SLOT = { 早餐: ['07:00', '08:30'], 午餐: ['11:00', '12:40'], 晚餐: ['17:00', '18:40'] } as const;
  const order = (slot: keyof typeof SLOT, state: OrderState = 'placed', days = 0, more: { runState?: MealRunState; at?: string } = {}): Named => {
    const date = addDays(TODAY, days);
    const later = (clock: string) => at(clock) + days * 24 * 3_600_000;
    const [from, to] = SLOT[slot];
    const times = { serveFromAt: later(from), serveToAt: later(to), cutoffAt: later(from) - 80 * 60_000 };
    const run = { ...facts().run, ...times, id: `${slot}${days}`, serviceDate: date, state: more.runState ?? 'closed' };
    const name = `${days === 0 ? '' : `${days} 天后`}${slot}${state === 'placed' ? '' : state}`;
    return { name, state, run, handOver: more.at ? { recordedAt: at(more.at) } : null };
  };
  const lay = (orders: Named[], now: number) => {
    const { main, today, early } = layOut(orders, TODAY, now);
    return [main?.name ?? null, today.map((one) => one.name), early.map((one) => one.name)];
  };

  test.each<[string, Named[], string, unknown[]]>([
    ['没有订', [], '11:30', [null, [], []]],
    ['正在供的一餐', [order('晚餐'), order('午餐')], '11:30', ['午餐', ['晚餐'], []]],
    ['开饭以前来，下一餐', [order('晚餐'), order('午餐')], '10:40', ['午餐', ['晚餐'], []]],
    ['收摊了就是下一餐', [order('午餐'), order('晚餐')], '12:40', ['晚餐', ['午餐'], []]],
    ['都收摊了，要看清再按', [order('早餐'), order('午餐')], '20:00', [null, ['早餐', '午餐'], []]],
    ['早餐没来取，午餐来了：早餐不随手交出去', [order('早餐'), order('午餐')], '11:15', ['午餐', ['早餐'], []]],
    ['刚交过午餐，同一张卡又扫一次', [order('午餐', 'handed_over', 0, { at: '11:30' }), order('晚餐')], '11:31', [null, ['午餐handed_over', '晚餐'], []]],
    ['刚提前取过明天的', [order('晚餐'), order('午餐', 'handed_over', 1, { at: '11:30' })], '11:31', [null, ['晚餐'], []]],
    ['午餐吃过了，过一阵来取晚餐', [order('午餐', 'handed_over', 0, { at: '11:30' }), order('晚餐')], '11:40', ['晚餐', ['午餐handed_over'], []]],
    ['晚餐还在接单，不摆成主要的', [order('晚餐', 'placed', 0, { runState: 'open' })], '11:30', [null, ['晚餐'], []]],
    ['退了的照说', [order('午餐', 'cancelled')], '11:30', [null, ['午餐cancelled'], []]],
    ['退了又订，只说新的', [order('午餐', 'cancelled'), order('午餐')], '11:30', ['午餐', [], []]],
    ['没来的可以补', [order('午餐', 'missed', 0, { runState: 'done' })], '20:00', [null, ['午餐missed'], []]],
    ['周末的可以提前取', [order('午餐'), order('午餐', 'placed', 2), order('午餐', 'placed', 1)], '11:30', ['午餐', [], ['1 天后午餐', '2 天后午餐']]],
    ['提前取过的、退了的不再列', [order('午餐', 'handed_over', 1, { at: '09:00' }), order('晚餐', 'cancelled', 1)], '11:30', [null, [], []]],
  ])('%s', (_case, orders, clock, laid) => expect(lay(orders, at(clock))).toEqual(laid));

  test('最后一毫秒还算这一餐', () => {
    const lunchAndDinner = [order('午餐'), order('晚餐')];
    expect([lay(lunchAndDinner, at('12:40') - 1)[0], lay(lunchAndDinner, at('12:40'))[0]]).toEqual(['午餐', '晚餐']);
  });
});
