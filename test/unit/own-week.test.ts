import { describe, expect, test } from 'vitest';
import type { ServiceDate } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { ownWeek } from '../../src/domain/own-week.ts';
import { serviceDate } from '../support/demo.ts';

const meal = (date: string, state: OrderState, self: number, subsidy: number, kept = false) => ({
  serviceDate: serviceDate(date), state, selfPayFen: fen(self), subsidyFen: fen(subsidy), kept,
});
/** 2026-11-23 is a Monday. */
const MEALS = [
  meal('2026-11-22', 'handed_over', 700, 800),
  meal('2026-11-23', 'handed_over', 700, 800),
  meal('2026-11-24', 'missed', 600, 900, true),
  meal('2026-11-25', 'missed', 600, 900),
  meal('2026-11-26', 'handed_over', 0, 1500),
  meal('2026-11-26', 'placed', 500, 1000),
  meal('2026-11-30', 'placed', 500, 1000),
];
const days = (meals: readonly { serviceDate: ServiceDate }[]) => meals.map((one) => one.serviceDate.slice(8)).join(' ');

describe('her week', () => {
  test('of today: what was counts from Monday, what is coming goes on into the next week', () => {
    const week = ownWeek(MEALS, serviceDate('2026-11-26'), serviceDate('2026-11-26'));
    expect([week.monday, week.sunday]).toEqual(['2026-11-23', '2026-11-29']);
    expect([days(week.past), days(week.coming)]).toEqual(['23 24 25 26', '26 30']);
    expect(week.eaten).toBe(2);
  });

  test('counts her money where she ate and where it was kept, the subsidy where she ate only', () => {
    const { paidFen, givenFen } = ownWeek(MEALS, serviceDate('2026-11-26'), serviceDate('2026-11-26'));
    expect([paidFen, givenFen]).toEqual([1300, 2300]);
  });

  test('that is over has nothing to come', () => {
    const week = ownWeek(MEALS, serviceDate('2026-11-22'), serviceDate('2026-11-26'));
    expect([days(week.past), days(week.coming), week.paidFen]).toEqual(['22', '', 700]);
  });

  test('without a meal is a week of nothing', () => {
    expect(ownWeek([], serviceDate('2026-11-26'), serviceDate('2026-11-26'))).toMatchObject({ coming: [], past: [], eaten: 0, paidFen: 0, givenFen: 0 });
  });
});
