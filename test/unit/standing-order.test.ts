import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import type { OfferedMeal } from '../../src/domain/order.ts';
import { chooseStanding, daysToSkip, firstDayOf, ordersToChange, splitByCancelling, standingDays, type StandingFacts } from '../../src/domain/standing-order.ts';
import { weekdaysText } from '../../web/standing-order-text.ts';
import { at, facts, TODAY } from '../support/placement.ts';

const NOW = at('08:00');
const meal = (setMealId: string, contains: OfferedMeal['dishes'][number]['contains'], more: Partial<OfferedMeal> = {}): OfferedMeal => ({
  setMealId, name: setMealId, priceFen: fen(1500), capacity: 9, taken: 0, dishes: [{ name: setMealId, contains, textures: ['regular'] }], ...more,
});
const asked = (diet: { kind: 'allergy' | 'restriction'; severity?: 'mild' | 'severe' }[] = []) => {
  const { offer: _offer, ...day } = facts();
  const items = diet.map((one) => ({ code: 'peanut' as const, ...one }));
  return { ...day, elder: { ...day.elder, diet: { ...day.elder.diet, items } } };
};
const [peanuts, rice, soup] = [meal('peanuts', ['peanut']), meal('rice', []), meal('soup', [])];

describe('which meal of the day', () => {
  it.each([
    ['the first', [], [rice, peanuts], null, 'rice'],
    ['the first that suits', [{ kind: 'restriction' }], [peanuts, rice], null, 'rice'],
    ['one that does not suit rather than none', [{ kind: 'restriction' }], [peanuts], null, 'peanuts'],
    ['never one that could kill', [{ kind: 'allergy', severity: 'severe' }], [peanuts, rice], null, 'rice'],
    ['the wished one', [], [rice, soup], 'soup', 'soup'],
    ['the wished one though it does not suit: it was wished', [{ kind: 'restriction' }], [rice, peanuts], 'peanuts', 'peanuts'],
    ['another where the wished one is not on the menu', [], [rice], 'soup', 'rice'],
    ['another where the wished one is sold out', [], [rice, { ...soup, taken: 9 }], 'soup', 'rice'],
    ['another where the wished one could kill', [{ kind: 'allergy', severity: 'severe' }], [rice, peanuts], 'peanuts', 'rice'],
  ] as const)('%s', (_what, diet, offers, wished, chosen) => expect(chooseStanding(asked([...diet]), offers, wished, NOW)).toMatchObject({ refused: null, setMealId: chosen }));

  it.each([
    ['nothing is offered', {}, [], 'not_offered'],
    ['all of them could kill', { diet: 'severe' }, [peanuts], 'severe_allergy'],
    ['one is sold out, and nobody has room for the others', { full: true }, [{ ...rice, taken: 9 }, soup], 'mode_full'],
    ['it is too late', { late: true }, [rice], 'cutoff_passed'],
  ] as const)('none: %s', (_what, how: { diet?: string; full?: boolean; late?: boolean }, offers, refused) => {
    const day = asked(how.diet ? [{ kind: 'allergy', severity: 'severe' }] : []);
    const full = how.full ? { mode: { mode: 'dine_in' as const, capacity: 1, taken: 1 } } : {};
    expect(chooseStanding({ ...day, ...full }, offers, null, how.late ? at('09:40') : NOW)).toEqual({ refused });
  });
});

describe('day by day', () => {
  const read: StandingFacts = {
    standing: { from: TODAY, to: null, weekdays: '1234567', slot: 'lunch' },
    facts: [], pauses: [], skips: [], orders: [], failures: [], planned: [0, 1, 2, 3, 5].map((days) => addDays(TODAY, days)),
  };
  const states = (more: Partial<StandingFacts>, days = 7) => standingDays({ ...read, ...more }, TODAY, days).map((one) => one.is);
  const order = (days: number, more: Partial<StandingFacts['orders'][number]> = {}) => ({ id: `o${days}`, serviceDate: addDays(TODAY, days), cancelled: false, arranged: false, ...more });

  it('ordered, cancelled by itself, skipped, paused, failed, closed, to come', () => {
    expect(
      states({
        orders: [order(0), order(1, { cancelled: true }), order(2, { cancelled: true, arranged: true })],
        skips: [addDays(TODAY, 2)], failures: [{ serviceDate: addDays(TODAY, 3), refused: 'sold_out' }], pauses: [{ id: 'p', from: addDays(TODAY, 6), resume: null }],
      }),
    ).toEqual(['ordered', 'cancelled', 'skipped', 'failed', 'closed', 'to_come', 'paused']);
  });

  it('an order stands whatever was said later; hospital rests like a pause; only its weekdays and its time', () => {
    expect(states({ orders: [order(0)], skips: [TODAY] }, 1)).toEqual(['ordered']);
    expect(states({ facts: [{ kind: 'hospital', value: 'yes', from: TODAY, to: addDays(TODAY, 2) }] }, 3)).toEqual(['paused', 'paused', 'to_come']);
    expect(states({ standing: { ...read.standing, weekdays: '67', to: addDays(TODAY, 6) } })).toEqual(['to_come']);
  });

  it('five days at most can be skipped', () => {
    expect(daysToSkip(standingDays(read, TODAY, 7), TODAY)).toHaveLength(5);
  });
});

it('begins tomorrow, or on the first day whose orders are not closed', () => {
  const run = (days: number, cutoffAt: number) => ({ serviceDate: addDays(TODAY, days), state: 'open' as const, cutoffAt });
  expect(firstDayOf([], TODAY, NOW)).toBe(addDays(TODAY, 1));
  expect(firstDayOf([run(0, NOW + 1), run(1, NOW + 1)], TODAY, NOW)).toBe(addDays(TODAY, 1));
  expect(firstDayOf([run(1, NOW), run(2, NOW + 1)], TODAY, NOW)).toBe(addDays(TODAY, 2));
});

it('a change takes away what does not fit it any more, and nothing else', () => {
  const order = (days: number, more: object = {}) => ({
    id: days, serviceDate: addDays(TODAY, days), slot: 'lunch' as const, mode: 'dine_in' as const, channel: 'standing_order' as const, orderState: 'placed' as const, placedAt: 0,
    state: 'open' as const, cutoffAt: NOW + 1, undoMinutes: 10, ...more,
  });
  const orders = [order(0), order(1), order(2), order(3, { channel: 'elder_page' }), order(4, { slot: 'dinner' }), order(5)];
  const before = { slot: 'lunch' as const, mode: 'dine_in' as const, setMealId: null };
  const gone = (next: Parameters<typeof ordersToChange>[2]) => ordersToChange(orders, before, next, addDays(TODAY, 1)).map((one) => one.id);
  expect(gone({ weekdays: '1234567', mode: 'dine_in', setMealId: null })).toEqual([]);
  // Today is a Monday: tomorrow is day 2, Wednesday 3, Saturday 6.
  expect(gone({ weekdays: '26', mode: 'dine_in', setMealId: null })).toEqual([2]);
  expect(gone({ weekdays: '1234567', mode: 'pickup', setMealId: null })).toEqual([1, 2, 5]);
  expect(gone({ weekdays: '1234567', mode: 'dine_in', setMealId: 'A' })).toEqual([1, 2, 5]);
  expect(gone(null)).toEqual([1, 2, 5]);
  const { cancel, stay } = splitByCancelling([order(1), order(2, { state: 'closed' }), order(3, { orderState: 'handed_over' })], NOW);
  expect([cancel.map((one) => one.id), stay.map((one) => one.id)]).toEqual([[1], [2]]);
});

it.each([
  ['1234567', '每天'], ['12345', '星期一到星期五'], ['67', '星期六、星期日'], ['135', '星期一、三、五'], ['246', '星期二、四、六'], ['3', '星期三'], ['123', '星期一到星期三'],
])('%s is %s', (digits, words) => expect(weekdaysText(digits)).toBe(words));
