import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import { decideClosing, decideFinishing, onlyOnOrder, takesOrders, undoUntil, walkInsFrom, type MealRunState } from '../../src/domain/meal-run.ts';
import { serviceDate } from '../support/demo.ts';
import { at, CUTOFF } from '../support/placement.ts';

describe('还能不能订', () => {
  test.each<[string, MealRunState, Instant, boolean]>([
    ['截单前一毫秒', 'open', CUTOFF - 1, true],
    ['截单那一毫秒', 'open', CUTOFF, false],
    ['截单以后', 'open', CUTOFF + 1, false],
    ['提前定了份数', 'closed', CUTOFF - 1, false],
    ['已经结束', 'done', CUTOFF - 1, false],
  ])('%s', (_case, state, now, takes) => expect(takesOrders({ state, cutoffAt: CUTOFF }, now)).toBe(takes));
});

describe('只能订、还不能领', () => {
  const serveFromAt = at('11:00');
  test.each<[string, MealRunState, string, Instant, boolean]>([
    ['早上，还在接单', 'open', '09:40', at('08:00'), true],
    ['截单前一毫秒', 'open', '09:40', CUTOFF - 1, true],
    ['截单那一刻，份数有数了', 'open', '09:40', CUTOFF, false],
    ['厨房提前定了份数', 'closed', '09:40', at('08:00'), false],
    ['边订边吃的点，开饭前一毫秒', 'open', '12:00', serveFromAt - 1, true],
    ['边订边吃的点，开饭了', 'open', '12:00', serveFromAt, false],
    ['结束了', 'done', '12:00', at('08:00'), false],
  ])('%s', (_case, state, cutoff, now, only) => {
    const run = { state, cutoffAt: at(cutoff), serveFromAt };
    expect(onlyOnOrder(run, now)).toBe(only);
    if (state === 'open') expect(now < walkInsFrom(run)).toBe(only);
  });
});

describe('什么时候以前能退', () => {
  test.each<[string, string, number, string]>([
    ['早上 8 点订，到截单', '08:00', 10, '09:40'],
    ['9 点半订，十分钟正好到截单', '09:30', 10, '09:40'],
    ['9 点 31 订，满十分钟', '09:31', 10, '09:41'],
    ['9 点 39 订，满十分钟', '09:39', 10, '09:49'],
    ['这里不留反悔的时间', '09:39', 0, '09:40'],
  ])('%s', (_case, placed, undoMinutes, until) => expect(undoUntil({ cutoffAt: CUTOFF, undoMinutes }, at(placed))).toBe(at(until)));
});

describe('截单定份数', () => {
  const closeAt = at('09:50');
  test.each<[string, MealRunState, 'by_hand' | 'by_job', Instant, 'already_closed' | 'not_due' | null]>([
    ['到点自动截', 'open', 'by_job', closeAt, null],
    ['晚了也照样截', 'open', 'by_job', at('23:00'), null],
    ['差一毫秒，自动的不截', 'open', 'by_job', closeAt - 1, 'not_due'],
    ['食堂自己可以提前截', 'open', 'by_hand', at('06:00'), null],
    ['截过了，自动的不再截', 'closed', 'by_job', closeAt, 'already_closed'],
    ['截过了，人也不再截', 'closed', 'by_hand', closeAt, 'already_closed'],
    ['没到点又截过了，先说截过了', 'closed', 'by_job', closeAt - 1, 'already_closed'],
    ['结束了', 'done', 'by_hand', closeAt, 'already_closed'],
  ])('%s', (_case, state, how, now, refused) => expect(decideClosing({ state, closeAt }, how, now)).toEqual({ refused }));
});

describe('一餐结束，没来的记下', () => {
  test.each<[string, MealRunState, string, 'not_closed' | 'not_over' | null]>([
    ['第二天', 'closed', '2026-11-24', null],
    ['好几天以后补做', 'closed', '2026-11-30', null],
    ['当天不算完', 'closed', '2026-11-23', 'not_over'],
    ['还没到那天', 'closed', '2026-11-22', 'not_over'],
    ['份数没定的不结束', 'open', '2026-11-24', 'not_closed'],
    ['已经结束', 'done', '2026-11-24', 'not_closed'],
  ])('%s', (_case, state, today, refused) => {
    expect(decideFinishing({ state, serviceDate: serviceDate('2026-11-23') }, serviceDate(today))).toEqual({ refused });
  });
});
