import { describe, expect, test } from 'vitest';
import { addDays, instantAt, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { DatedFact } from '../../src/domain/elder.ts';
import { fen } from '../../src/domain/money.ts';
import {
  choicesOf, firstToCome, mainChoice, mealToAskAbout, offeredFrom, shortcut, stillOpen, wholeMealRefusal, type LastOrder, type RunOnOffer,
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
  run: base.run, licenceExpires: base.licenceExpires, pointDivision: base.pointDivision, dayKind: null, offers: [offer('A'), offer('B')], modes, ...more,
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
  const death: DatedFact = { kind: 'death', value: 'yes', from: TODAY, to: null };
  test.each<[string, RunOnOffer, { existing?: string; facts?: DatedFact[] }, Instant, ReturnType<typeof wholeMealRefusal>]>([
    ['能订', meal(), {}, EARLY, null],
    ['截单前一毫秒', meal(), {}, CUTOFF - 1, null],
    ['截单那一毫秒', meal(), {}, CUTOFF, 'cutoff_passed'],
    ['订过了', meal(), { existing: 'o1' }, EARLY, 'already_ordered'],
    ['订过了，又过了时间：先说订过了', meal(), { existing: 'o1' }, CUTOFF, 'already_ordered'],
    ['份数已定', closed, {}, EARLY, 'run_closed'],
    ['份数已定，又过了时间', closed, {}, CUTOFF, 'run_closed'],
    ['许可证前一天到期', expired, {}, EARLY, 'licence_expired'],
    ['许可证当天到期', meal({ licenceExpires: TODAY }), {}, EARLY, null],
    ['许可证过期，又过了时间', expired, {}, CUTOFF, 'cutoff_passed'],
    ['登记已去世', meal(), { facts: [death] }, EARLY, 'deceased'],
    ['登记已去世，别的都不说', closed, { facts: [death], existing: 'o1' }, CUTOFF, 'deceased'],
    ['去世登记从第二天起', meal(), { facts: [{ ...death, from: TOMORROW }] }, EARLY, null],
  ])('%s', (_case, given, { existing, facts: known = [] }, now, refused) => {
    expect(wholeMealRefusal(given, { facts: known, existingOrderId: existing ?? null }, now)).toBe(refused);
  });
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
    ['许可证到今天为止，只问今天的', all.map((one) => ({ ...one, licenceExpires: TODAY })), [], EARLY, [lunch, dinner]],
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

describe('后天以后的餐，到时候再问', () => {
  test('首页问今天和明天', () => expect(offeredFrom(serviceDate('2026-11-25'))).toBe('2026-11-24'));

  const later = addDays(TODAY, 3);
  const dayBefore = (minute: number) => instantAt(addDays(later, -1), minute);
  const laterBreakfast = sitting(later, 'breakfast', dayBefore(20 * 60));
  const laterLunch = sitting(later, 'lunch', instantAt(later, 580));
  const closesEarly = sitting(later, 'breakfast', dayBefore(0));
  const ordered = [{ serviceDate: later, slot: 'breakfast' as const }];
  test.each<[string, (typeof lunch)[], typeof ordered, typeof lunch | null]>([
    ['先吃的先说', [laterLunch, laterBreakfast], [], laterBreakfast],
    ['订过的不说', [laterLunch, laterBreakfast], ordered, laterLunch],
    ['首页问到它的时候已经截单，不说', [closesEarly, laterLunch], [], laterLunch],
    ['首页问到它那天的第一毫秒还能订', [sitting(later, 'breakfast', dayBefore(0) + 1)], [], sitting(later, 'breakfast', dayBefore(0) + 1)],
    ['没有', [], [], null],
  ])('%s', (_case, meals, orders, coming) => expect(firstToCome(meals, orders, EARLY)).toEqual(coming));
});

describe('首页先摆哪个套餐', () => {
  const mild = { ...base.elder, diet: { ...base.elder.diet, items: [{ kind: 'restriction' as const, code: 'peanut' as const }] } };
  const withNuts = offer('A', { dishes: nuts });
  const full = (letter: string) => offer(letter, { taken: 50 });
  test.each<[string, Lettered[], string | null]>([
    ['第一个就能吃', [offer('A'), offer('B')], 'A'],
    ['第一个是忌口，先摆能吃的', [withNuts, offer('B')], 'B'],
    ['能吃的订满了，摆能订的', [withNuts, full('B')], 'A'],
    ['第一个订满了', [full('A'), offer('B')], 'B'],
    ['都订不了，摆第一个，说为什么', [full('A'), full('B')], 'A'],
    ['没有菜', [], null],
  ])('%s', (_case, offers, letter) => {
    expect(mainChoice(choicesOf(meal({ offers }), mild, base.policies, EARLY))?.offer.letter ?? null).toBe(letter);
  });

  const soft = { ...base.elder, diet: { ...base.elder.diet, texture: 'soft' as const } };
  const hard = offer('A', { dishes: [{ name: '炸鱼', contains: [], textures: ['regular'] }] });
  const tender = offer('B', { dishes: [{ name: '蒸蛋', contains: [], textures: ['regular', 'soft'] }] });
  test.each<[string, typeof base.elder, Lettered[], string]>([
    ['头一个嚼不动，先摆软的', soft, [hard, tender], 'B'],
    ['没有软的，摆头一个，页上写明', soft, [hard, offer('B', { dishes: hard.dishes })], 'A'],
    ['严重过敏的不摆', allergic, [withNuts, hard], 'B'],
  ])('%s', (_case, elder, offers, letter) => {
    const relettered = offers.map((one, index) => ({ ...one, letter: ['A', 'B'][index] ?? '' }));
    expect(mainChoice(choicesOf(meal({ offers: relettered }), elder, base.policies, EARLY))?.offer.letter).toBe(letter);
  });
});

describe('不用再问的', () => {
  const last: LastOrder = { slot: 'lunch', setMealId: 'set-B', mode: 'pickup' };
  const spared = (wanted: LastOrder | undefined, given: RunOnOffer<Lettered>) => {
    const found = shortcut(wanted, choicesOf(given, allergic, base.policies, EARLY), given.modes);
    return found && [found.same, found.choice.offer.setMealId, found.mode];
  };
  test.each<[string, LastOrder | undefined, RunOnOffer<Lettered>, string[] | null]>([
    ['和上次一样：同一个套餐，同一种取法', last, meal(), ['meal', 'set-B', 'pickup']],
    ['套餐换了，只有取法一样', { ...last, setMealId: 'old' }, meal(), ['mode', 'set-A', 'pickup']],
    ['上次的订满了', last, meal({ offers: [offer('A'), offer('B', { taken: 50 })] }), ['mode', 'set-A', 'pickup']],
    ['上次的今天有花生', last, meal({ offers: [offer('A'), offer('B', { dishes: nuts })] }), ['mode', 'set-A', 'pickup']],
    ['什么都订不了', last, meal({ offers: [offer('A', { taken: 50 }), offer('B', { taken: 50 })] }), null],
    ['第一次来', undefined, meal(), null],
    ['上次堂食，今天堂食满了', { ...last, mode: 'dine_in' }, meal(), null],
    ['上次送餐，今天不送', { ...last, mode: 'home_delivery' }, meal(), null],
    ['今天没有菜', last, meal({ offers: [] }), null],
  ])('%s', (_case, wanted, given, expected) => expect(spared(wanted, given)).toEqual(expected));
});
