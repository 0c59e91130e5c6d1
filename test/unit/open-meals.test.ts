import { describe, expect, test } from 'vitest';
import { addDays, instantAt, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { fen } from '../../src/domain/money.ts';
import {
  choicesOf, mealToAskAbout, sameAgain, stillOpen, wholeMealRefusal, type LastOrder, type RunOnOffer,
} from '../../src/domain/open-meals.ts';
import type { OfferedMeal, OfferedMode } from '../../src/domain/order.ts';
import { serviceDate } from '../support/demo.ts';
import { at, CUTOFF, facts, TODAY } from '../support/placement.ts';

type Lettered = OfferedMeal & { letter: string };
const EARLY = at('08:00');
const base = facts();
const TOMORROW = addDays(TODAY, 1);

const offer = (letter: string, more: Partial<OfferedMeal> = {}): Lettered => ({
  letter, setMealId: `set-${letter}`, name: `${letter} 套餐`, priceFen: fen(1500), capacity: 50, taken: 0, dishes: [], ...more,
});
const nuts = [{ name: '花生芹菜', contains: ['peanut' as const], textures: ['regular' as const] }];
const modes: OfferedMode[] = [{ mode: 'dine_in', capacity: 20, taken: 20 }, { mode: 'pickup', capacity: 20, taken: 0 }];
const meal = (more: Partial<RunOnOffer<Lettered>> = {}): RunOnOffer<Lettered> => ({
  run: base.run, licenceExpires: base.licenceExpires, pointDivision: base.pointDivision, offers: [offer('A'), offer('B')], modes, ...more,
});
const allergic = { ...base.elder, diet: { ...base.elder.diet, items: [{ kind: 'allergy' as const, code: 'peanut' as const }] } };
const refusals = (given: RunOnOffer<Lettered>, elder = base.elder, now: Instant = EARLY) =>
  choicesOf(given, elder, base.policies, now).map(({ offer: { letter }, judged }) => [letter, judged.refused]);

describe('一餐里能挑什么', () => {
  test.each<[string, ReturnType<typeof refusals>, [string, string | null][]]>([
    ['都能挑，次序照菜单', refusals(meal()), [['A', null], ['B', null]]],
    ['订满的一个挑不了，别的照挑', refusals(meal({ offers: [offer('A', { taken: 50 }), offer('B')] })), [['A', 'sold_out'], ['B', null]]],
    ['过敏的一个挑不了', refusals(meal({ offers: [offer('A'), offer('B', { dishes: nuts })] }), allergic), [['A', null], ['B', 'severe_allergy']]],
    ['堂食满了还能自取，菜照挑', refusals(meal()), [['A', null], ['B', null]]],
    ['怎么取都满了', refusals(meal({ modes: modes.map((one) => ({ ...one, taken: 20 })) })), [['A', 'mode_full'], ['B', 'mode_full']]],
    ['一种取法都没有', refusals(meal({ modes: [] })), [['A', 'mode_not_offered'], ['B', 'mode_not_offered']]],
    ['过了截单', refusals(meal(), base.elder, CUTOFF), [['A', 'cutoff_passed'], ['B', 'cutoff_passed']]],
    ['没有菜', refusals(meal({ offers: [] })), []],
  ])('%s', (_case, seen, expected) => expect(seen).toEqual(expected));

  test('价钱照这个人算', () => {
    const [choice] = choicesOf(meal(), base.elder, base.policies, EARLY);
    expect(choice?.judged).toMatchObject({ refused: null, assessment: { selfPayFen: 700 } });
  });
});

describe('整餐都订不了', () => {
  const closed = meal({ run: { ...base.run, state: 'closed' } });
  const expired = meal({ licenceExpires: serviceDate('2026-11-22') });
  test.each<[string, RunOnOffer, string | null, Instant, ReturnType<typeof wholeMealRefusal>]>([
    ['能订', meal(), null, EARLY, null],
    ['截单前一毫秒', meal(), null, CUTOFF - 1, null],
    ['截单那一毫秒', meal(), null, CUTOFF, 'cutoff_passed'],
    ['订过了', meal(), 'o1', EARLY, 'already_ordered'],
    ['订过了，又过了时间：先说订过了', meal(), 'o1', CUTOFF, 'already_ordered'],
    ['份数已定', closed, null, EARLY, 'run_closed'],
    ['份数已定，又过了时间', closed, null, CUTOFF, 'run_closed'],
    ['许可证前一天到期', expired, null, EARLY, 'licence_expired'],
    ['许可证当天到期', meal({ licenceExpires: TODAY }), null, EARLY, null],
    ['许可证过期，又过了时间', expired, null, CUTOFF, 'cutoff_passed'],
  ])('%s', (_case, given, existing, now, refused) => expect(wholeMealRefusal(given, existing, now)).toBe(refused));
});

const SERVED: Record<MealSlot, number> = { breakfast: 7 * 60, lunch: 11 * 60, dinner: 17 * 60 };
const sitting = (date: ServiceDate, slot: MealSlot, cutoffAt: Instant = CUTOFF) =>
  meal({ run: { ...base.run, id: `${date} ${slot}`, serviceDate: date, slot, cutoffAt, serveFromAt: instantAt(date, SERVED[slot]) } });
const lunch = sitting(TODAY, 'lunch');
const dinner = sitting(TODAY, 'dinner', at('14:00'));
const breakfast = sitting(TOMORROW, 'breakfast', at('20:00'));
const nextLunch = sitting(TOMORROW, 'lunch', instantAt(TOMORROW, 580));

describe('还能订的餐，先吃的在前', () => {
  const all = [nextLunch, dinner, breakfast, lunch];
  const ordered = (...sittings: (typeof lunch)[]) => sittings.map(({ run: { serviceDate: date, slot } }) => ({ serviceDate: date, slot }));
  test.each<[string, typeof all, ReturnType<typeof ordered>, Instant, typeof all]>([
    ['早上八点，都能订', all, [], EARLY, [lunch, dinner, breakfast, nextLunch]],
    ['午餐截单了', all, [], CUTOFF, [dinner, breakfast, nextLunch]],
    ['晚上八点，只剩明天午餐', all, [], at('20:00'), [nextLunch]],
    ['订过的不再问', all, ordered(dinner), EARLY, [lunch, breakfast, nextLunch]],
    ['今天的午餐订了，明天的还问', all, ordered(lunch), EARLY, [dinner, breakfast, nextLunch]],
    ['提前定了份数的不问', [meal({ run: { ...lunch.run, state: 'closed' } }), dinner], [], EARLY, [dinner]],
    ['都订了', all, ordered(...all), EARLY, []],
  ])('%s', (_case, meals, orders, now, expected) => {
    expect(stillOpen(meals, orders, now).map(({ run }) => run.id)).toEqual(expected.map(({ run }) => run.id));
  });
});

describe('首页问哪一餐', () => {
  test.each<[string, (typeof lunch)[], typeof lunch | null]>([
    ['先问午餐', [lunch, dinner, nextLunch], lunch],
    ['今天午餐过了，问明天午餐，晚餐在下面', [dinner, breakfast, nextLunch], nextLunch],
    ['没有午餐，先吃的先问', [dinner, breakfast], dinner],
    ['都没有', [], null],
  ])('%s', (_case, open, asked) => expect(mealToAskAbout(open)).toBe(asked));
});

describe('和上次一样', () => {
  const last: LastOrder = { slot: 'lunch', setMealId: 'set-A', letter: 'A', mode: 'pickup' };
  const again = (wanted: LastOrder | undefined, given: RunOnOffer<Lettered>) => {
    const found = sameAgain(wanted, choicesOf(given, allergic, base.policies, EARLY), given.modes);
    return found && [found.choice.offer.setMealId, found.mode];
  };
  test.each<[string, LastOrder | undefined, RunOnOffer<Lettered>, string[] | null]>([
    ['同一个套餐，同一种取法', last, meal(), ['set-A', 'pickup']],
    ['同一个套餐今天排在 B', { ...last, setMealId: 'set-B' }, meal(), ['set-B', 'pickup']],
    ['套餐换了，还是 A', { ...last, setMealId: 'old' }, meal(), ['set-A', 'pickup']],
    ['第一次来', undefined, meal(), null],
    ['上次堂食，今天堂食满了', { ...last, mode: 'dine_in' }, meal(), null],
    ['上次送餐，今天不送', { ...last, mode: 'home_delivery' }, meal(), null],
    ['上次的订满了，字母也是它', last, meal({ offers: [offer('A', { taken: 50 }), offer('B')] }), null],
    ['今天的 A 里有花生', { ...last, setMealId: 'old' }, meal({ offers: [offer('A', { dishes: nuts }), offer('B')] }), null],
    ['没有这个字母了', { ...last, setMealId: 'old', letter: 'E' }, meal(), null],
  ])('%s', (_case, wanted, given, expected) => expect(again(wanted, given)).toEqual(expected));
});
