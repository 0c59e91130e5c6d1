import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { DietItem } from '../../src/domain/diet.ts';
import type { DatedFact } from '../../src/domain/elder.ts';
import { fen } from '../../src/domain/money.ts';
import {
  CANCELLATION_REFUSALS, decideCancellation, decidePlacement, decideWalkIn, ORDER_STATES, PLACEMENT_REFUSALS,
  type CancellationRefusal, type OrderState, type PlacementFacts, type PlacementRefusal, type WalkInRefusal,
} from '../../src/domain/order.ts';
import { serviceDate } from '../support/demo.ts';
import { at, CUTOFF, facts, TODAY } from '../support/placement.ts';

const EARLY = at('08:00');
type Change = (base: PlacementFacts) => PlacementFacts;

const inRun = (change: Partial<PlacementFacts['run']>): Change => (base) => ({ ...base, run: { ...base.run, ...change } });
const inOffer = (change: Partial<NonNullable<PlacementFacts['offer']>>): Change => (base) => ({
  ...base, offer: base.offer && { ...base.offer, ...change },
});
const inMode = (change: Partial<NonNullable<PlacementFacts['mode']>>): Change => (base) => ({
  ...base, mode: base.mode && { ...base.mode, ...change },
});
const withFact = (fact: DatedFact): Change => (base) => ({ ...base, elder: { ...base.elder, facts: [...base.elder.facts, fact] } });
const withDiet = (...items: DietItem[]): Change => (base) => ({ ...base, elder: { ...base.elder, diet: { ...base.elder.diet, items } } });
const dead = (from: string, to: string | null = null) =>
  withFact({ kind: 'death', value: 'yes', from: serviceDate(from), to: to === null ? null : serviceDate(to) });

/** One thing wrong for each refusal of an order in advance; everything else is as it should be. The lateness is the clock's. */
const WRONG: Record<Exclude<PlacementRefusal, 'not_today' | 'serving_over' | 'cutoff_passed'>, Change> = {
  already_ordered: (base) => ({ ...base, existingOrderId: 'o1' }),
  run_closed: inRun({ state: 'closed' }),
  sold_out: inOffer({ taken: 50 }),
  mode_full: inMode({ taken: 20 }),
  deceased: dead('2026-11-23'),
  licence_expired: (base) => ({ ...base, licenceExpires: serviceDate('2026-11-22') }),
  not_offered: (base) => ({ ...base, offer: null }),
  mode_not_offered: (base) => ({ ...base, mode: null }),
  severe_allergy: withDiet({ kind: 'allergy', code: 'peanut', severity: 'severe' }),
  point_stopped: inRun({ stoppedSince: 0 }),
};

/** What is told first when several things are wrong. */
const PRECEDENCE = [
  'deceased', 'already_ordered', 'run_closed', 'cutoff_passed', 'point_stopped', 'sold_out', 'mode_full', 'licence_expired',
  'not_offered', 'mode_not_offered', 'severe_allergy',
] as const;
type Wrong = (typeof PRECEDENCE)[number];

const changed = (base: PlacementFacts, wrongs: readonly Wrong[]) =>
  wrongs.reduce((made, wrong) => (wrong === 'cutoff_passed' ? made : WRONG[wrong](made)), base);
const clockFor = (wrongs: readonly Wrong[]): Instant => (wrongs.includes('cutoff_passed') ? CUTOFF : EARLY);

describe('订得上', () => {
  const base = facts();
  test.each<[string, PlacementFacts, Instant, number]>([
    ['什么都对：76 岁，15 元午餐，自付 7 元', base, EARLY, 700],
    ['截单前一毫秒', base, CUTOFF - 1, 700],
    ['最后一份', inOffer({ taken: 49 })(base), EARLY, 700],
    ['这样取饭的最后一位', inMode({ taken: 19 })(base), EARLY, 700],
    ['许可证到当天为止', { ...base, licenceExpires: TODAY }, EARLY, 700],
    ['花生轻微过敏，提醒但能订', withDiet({ kind: 'allergy', code: 'peanut', severity: 'mild' })(base), EARLY, 700],
    ['不吃花生是口味，提醒但能订', withDiet({ kind: 'restriction', code: 'peanut' })(base), EARLY, 700],
    ['严重过敏的是鱼，菜里没有', withDiet({ kind: 'allergy', code: 'fish', severity: 'severe' })(base), EARLY, 700],
    ['去世登记从第二天起（还没到那天）', dead('2026-11-24')(base), EARLY, 700],
    ['误登去世，已更正到当天为止', dead('2026-11-01', '2026-11-23')(base), EARLY, 700],
    ['住院不挡订餐', withFact({ kind: 'hospital', value: 'yes', from: TODAY, to: null })(base), EARLY, 700],
    ['当天起是低保，自付 2 元', withFact({ kind: 'category', value: 'minimum_living_guarantee', from: TODAY, to: null })(base), EARLY, 200],
    ['80 岁生日当天，自付 6 元', { ...base, elder: { ...base.elder, birthDate: serviceDate('1946-11-23') } }, EARLY, 600],
    ['80 岁生日前一天，自付 7 元', { ...base, elder: { ...base.elder, birthDate: serviceDate('1946-11-24') } }, EARLY, 700],
    ['12 元的菜没有补贴', inOffer({ priceFen: fen(1200) })(base), EARLY, 1200],
    ['没有补贴办法也能吃', { ...base, policies: [] }, EARLY, 1500],
  ])('%s', (_case, given, now, pays) => {
    const placement = decidePlacement(given, now);
    if (placement.refused !== null) throw new Error(placement.refused);
    expect(placement.priceFen).toBe(given.offer?.priceFen);
    expect(placement.assessment.selfPayFen).toBe(pays);
  });

  test('提醒的话跟着订单走', () => {
    const item: DietItem = { kind: 'allergy', code: 'peanut', severity: 'mild' };
    expect(decidePlacement(withDiet(item)(base), EARLY)).toMatchObject({ refused: null, clashes: [{ dishName: '花生芹菜', item }] });
    expect(decidePlacement(base, EARLY)).toMatchObject({ refused: null, clashes: [] });
  });
});

describe('过了截止，食堂补订', () => {
  const SERVED = facts().run.serveToAt;
  const late = (change: Change, now: Instant) => {
    const { refused, ...more } = decidePlacement(change(facts()), now, 'allowed');
    return refused ?? ('late' in more && more.late ? 'late' : 'in time');
  };
  test.each<[string, Change, Instant, string]>([
    ['截单前还不算补订', (base) => base, CUTOFF - 1, 'in time'],
    ['截单那一毫秒起', (base) => base, CUTOFF, 'late'],
    ['份数已定，没到截单也是', inRun({ state: 'closed' }), EARLY, 'late'],
    ['开完前一毫秒', inRun({ state: 'closed' }), SERVED - 1, 'late'],
    ['开完', inRun({ state: 'closed' }), SERVED, 'serving_over'],
    ['没人截止，开完也一样', (base) => base, SERVED, 'serving_over'],
    ['这一餐已经结束', inRun({ state: 'done' }), CUTOFF, 'serving_over'],
    ['订满了照样不行', inOffer({ taken: 50 }), CUTOFF, 'sold_out'],
    ['人满了照样不行', inMode({ taken: 20 }), CUTOFF, 'mode_full'],
    ['订过了照样不行', (base) => ({ ...base, existingOrderId: 'o1' }), CUTOFF, 'already_ordered'],
    ['严重过敏照样不行', withDiet({ kind: 'allergy', code: 'peanut', severity: 'severe' }), CUTOFF, 'severe_allergy'],
    ['账停着照样不行', inRun({ stoppedSince: 0 }), CUTOFF, 'point_stopped'],
  ])('%s', (_case, change, now, outcome) => expect(late(change, now)).toBe(outcome));

  test('补贴和按时订的一样', () => {
    const [inTime, after] = [decidePlacement(facts(), EARLY), decidePlacement(facts(), CUTOFF, 'allowed')];
    expect(after).toEqual({ ...inTime, late: true });
  });

  test.each<[string, 'open' | 'closed' | 'done', boolean, string | null]>([
    ['补订的，份数定了十分钟内还能退', 'closed', true, null],
    ['按时订的，份数定了就不能', 'closed', false, 'run_closed'],
    ['结束了都不能', 'done', true, 'run_closed'],
  ])('%s', (_case, state, isLate, refused) => {
    const run = { ...facts().run, state, undoMinutes: 10 };
    expect(decideCancellation({ state: 'placed', placedAt: CUTOFF, late: isLate, run }, CUTOFF + 1)).toEqual({ refused });
    expect(decideCancellation({ state: 'placed', placedAt: CUTOFF, late: true, run: { ...run, state: 'closed' } }, CUTOFF + 600_000)).toEqual({ refused: 'too_late' });
  });
});

describe('订不上，一样毛病一个说法', () => {
  test('each refusal but not_today, the counter’s own, and serving_over, that of late orders, has its case here', () => {
    expect([...PRECEDENCE, 'not_today', 'serving_over'].sort()).toEqual([...PLACEMENT_REFUSALS].sort());
  });

  test.each(PRECEDENCE)('%s', (wrong) => expect(decidePlacement(changed(facts(), [wrong]), clockFor([wrong]))).toEqual({ refused: wrong }));

  test.each<[string, Change, Instant, PlacementRefusal]>([
    ['截单那一毫秒已经晚了', (base) => base, CUTOFF, 'cutoff_passed'],
    ['截单以后一毫秒', (base) => base, CUTOFF + 1, 'cutoff_passed'],
    ['提前截了单，时间还没到', inRun({ state: 'closed' }), EARLY, 'run_closed'],
    ['这一餐已经结束', inRun({ state: 'done' }), EARLY, 'run_closed'],
    ['多卖了也算满', inOffer({ taken: 51 }), EARLY, 'sold_out'],
    ['一份都不备', inOffer({ capacity: 0 }), EARLY, 'sold_out'],
    ['不送餐的地方，送餐名额是零', inMode({ capacity: 0 }), EARLY, 'mode_full'],
    ['没记轻重的花生过敏，按严重', withDiet({ kind: 'allergy', code: 'peanut' }), EARLY, 'severe_allergy'],
  ])('%s', (_case, change, now, refused) => expect(decidePlacement(change(facts()), now)).toEqual({ refused }));

  test('several things wrong: the first of them in PRECEDENCE is told, and none only when nothing is wrong', () => {
    // A dish that is not offered cannot also be sold out or hold nuts, and a mode that is not offered cannot be full.
    const apart = (wrongs: Wrong[]) =>
      !(wrongs.includes('not_offered') && (wrongs.includes('sold_out') || wrongs.includes('severe_allergy')))
      && !(wrongs.includes('mode_not_offered') && wrongs.includes('mode_full'));
    fc.assert(fc.property(fc.shuffledSubarray([...PRECEDENCE]).filter(apart), (wrongs) => {
      const first = PRECEDENCE.find((one) => wrongs.includes(one)) ?? null;
      expect(decidePlacement(changed(facts(), wrongs), clockFor(wrongs)).refused).toBe(first);
    }), { numRuns: 400 });
  });
});

describe('没订来吃', () => {
  const nothing: Change = (base) => base;
  const lunchtime = at('11:05');
  const aDay = 24 * 60 * 60_000;
  const servesWhileOrdering = inRun({ cutoffAt: at('12:00') });
  test.each<[string, Change, Instant, WalkInRefusal | null]>([
    ['开饭时来吃', nothing, lunchtime, null],
    ['份数已定也行', inRun({ state: 'closed' }), lunchtime, null],
    ['套餐订满了也行', WRONG.sold_out, lunchtime, null],
    ['账停着不行', WRONG.point_stopped, lunchtime, 'point_stopped'],
    ['昨天账停着，记在纸上的，结束了也能补', (base) => ({ ...inRun({ state: 'done' })(base), onPaper: true }), lunchtime + 86_400_000, null],
    ['昨天没停账的不能', inRun({ state: 'done' }), lunchtime + 86_400_000, 'not_today'],
    ['过了可以登记的日子不能', (base) => ({ ...inRun({ state: 'done', claimUntilAt: lunchtime + 86_400_000 })(base), onPaper: true }), lunchtime + 86_400_000, 'not_today'],
    ['还没开饭的，停过账也不能', (base) => ({ ...base, onPaper: true }), at('10:00') - 86_400_000, 'not_today'],
    ['名额满了也行', WRONG.mode_full, lunchtime, null],
    ['还能订，请去订', nothing, EARLY, 'still_open'],
    ['截单前一毫秒，还是去订', nothing, CUTOFF - 1, 'still_open'],
    ['截单那一刻起，可以登记', nothing, CUTOFF, null],
    ['厨房提前定了份数，可以登记', inRun({ state: 'closed' }), EARLY, null],
    ['边订边吃的点，开饭前一毫秒', servesWhileOrdering, at('11:00') - 1, 'still_open'],
    ['边订边吃的点，一开饭就能登记', servesWhileOrdering, at('11:00'), null],
    ['已经结束', inRun({ state: 'done' }), lunchtime, 'not_today'],
    ['昨天的餐', nothing, lunchtime + aDay, 'not_today'],
    ['明天的餐，不说去订，说不在今天', nothing, EARLY - aDay, 'not_today'],
    ['当天最后一毫秒', nothing, at('24:00') - 1, null],
    ['过了零点', nothing, at('24:00'), 'not_today'],
    ['前一天最后一毫秒', nothing, at('00:00') - 1, 'not_today'],
    ['这一餐订过了，去登记那一份', WRONG.already_ordered, lunchtime, 'already_ordered'],
    ['订过了又不在今天，先说订过了', WRONG.already_ordered, lunchtime + aDay, 'already_ordered'],
    ['登记已去世', WRONG.deceased, lunchtime, 'deceased'],
    ['许可证过期', WRONG.licence_expired, lunchtime, 'licence_expired'],
    ['没有这个菜', WRONG.not_offered, lunchtime, 'not_offered'],
    ['不能这样吃', WRONG.mode_not_offered, lunchtime, 'mode_not_offered'],
    ['严重过敏', WRONG.severe_allergy, lunchtime, 'severe_allergy'],
  ])('%s', (_case, change, now, refused) => expect(decideWalkIn(change(facts()), now).refused).toBe(refused));

  test('付的钱和预订一样', () => {
    const placed = decidePlacement(facts(), EARLY);
    expect(decideWalkIn(facts(), lunchtime)).toEqual(placed);
    expect(placed).toMatchObject({ refused: null, assessment: { selfPayFen: 700 } });
  });
});

describe('退订', () => {
  const run = (state: 'open' | 'closed' | 'done' = 'open') => ({ state, cutoffAt: CUTOFF, undoMinutes: 10 });
  const minute = 60_000;
  test.each<[string, OrderState, 'open' | 'closed' | 'done', Instant, Instant, CancellationRefusal | null]>([
    ['早上订，截单前一毫秒退', 'placed', 'open', at('08:00'), CUTOFF - 1, null],
    ['早上订，截单那一刻退', 'placed', 'open', at('08:00'), CUTOFF, 'too_late'],
    ['9:35 订，9:45 前一毫秒退（十分钟内）', 'placed', 'open', CUTOFF - 5 * minute, CUTOFF + 5 * minute - 1, null],
    ['9:35 订，9:45 整退', 'placed', 'open', CUTOFF - 5 * minute, CUTOFF + 5 * minute, 'too_late'],
    ['9:30 订，十分钟正好到截单', 'placed', 'open', CUTOFF - 10 * minute, CUTOFF, 'too_late'],
    ['9:39 订，厨房 9:41 定了份数', 'placed', 'closed', CUTOFF - minute, CUTOFF + minute, 'run_closed'],
    ['还没到截单，厨房提前定了份数', 'placed', 'closed', at('08:00'), at('08:05'), 'run_closed'],
    ['这一餐已经结束', 'placed', 'done', at('08:00'), at('08:05'), 'run_closed'],
    ['刚退过', 'cancelled', 'open', at('08:00'), at('08:05'), 'already_cancelled'],
    ['已经吃了', 'handed_over', 'closed', at('08:00'), CUTOFF, 'already_handed_over'],
    ['没来吃', 'missed', 'done', at('08:00'), CUTOFF, 'missed'],
  ])('%s', (_case, state, runState, placedAt, now, refused) => {
    expect(decideCancellation({ state, placedAt, run: run(runState) }, now)).toEqual({ refused });
  });

  test('every refusal is reached, and only a placed order of an open run can be cancelled', () => {
    const anyTime = fc.integer({ min: -30, max: 30 }).map((minutes) => CUTOFF + minutes * minute);
    const seen = new Set<CancellationRefusal | null>();
    fc.assert(fc.property(fc.constantFrom(...ORDER_STATES), fc.constantFrom('open', 'closed', 'done'), anyTime, anyTime, (state, runState, placedAt, now) => {
      const { refused } = decideCancellation({ state, placedAt, run: run(runState) }, now);
      seen.add(refused);
      const inTime = now < CUTOFF || now < placedAt + 10 * minute;
      expect(refused === null).toBe(state === 'placed' && runState === 'open' && inTime);
    }), { numRuns: 500, seed: 1 });
    expect([...seen].sort()).toEqual([null, ...CANCELLATION_REFUSALS].sort());
  });
});
