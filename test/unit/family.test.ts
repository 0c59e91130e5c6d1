import { doerForFamily, doerSpoken } from '../../web/family-text.ts';
import { describe, expect, test } from 'vitest';
import { addDays, instantAt, parseServiceDate, type ServiceDate } from '../../src/domain/calendar.ts';
import { bindingState, CONSENT_VERSION, CONSENT_VERSIONS, decideConsent, decideWithdrawal, versionsThatGive, type BindingFacts, type BindingState } from '../../src/domain/family.ts';
import { weekDays, weekSums, type WeekOrder } from '../../src/domain/family-week.ts';
import type { MealRun } from '../../src/domain/meal-run.ts';
import { fen } from '../../src/domain/money.ts';

describe('how a binding stands', () => {
  test.each<[BindingState, Partial<BindingFacts & { version: string }>, boolean, boolean]>([
    ['asked', {}, true, true],
    ['standing', { consentedAt: 1, version: CONSENT_VERSION }, false, true],
    ['standing', { consentedAt: 1, version: CONSENT_VERSIONS[0] }, true, true],
    ['standing', { consentedAt: 1, version: CONSENT_VERSION, cardRevokedAt: 2 }, false, true],
    ['declined', { withdrawnAt: 2 }, false, false],
    ['ended', { consentedAt: 1, version: CONSENT_VERSIONS[0], withdrawnAt: 2 }, false, false],
    ['card_gone', { cardRevokedAt: 2 }, false, true],
  ])('%s: %j', (state, more, canConsent, canWithdraw) => {
    const facts = { consentedAt: null, withdrawnAt: null, cardRevokedAt: null, version: null, ...more };
    expect([bindingState(facts), decideConsent(facts).refused === null, decideWithdrawal(facts).refused === null]).toEqual([state, canConsent, canWithdraw]);
  });
});

test('a yes gives what its words named: newer rights want a newer yes', () => {
  expect(versionsThatGive('order')).toEqual(CONSENT_VERSIONS);
  expect(versionsThatGive('arrange')).toEqual([CONSENT_VERSION]);
});

const MONDAY = parseServiceDate('2026-11-23') as ServiceDate;
const order = (more: Partial<WeekOrder> = {}): WeekOrder => ({
  serviceDate: MONDAY, slot: 'lunch', state: 'placed', subsidyFen: fen(800), selfPayFen: fen(700), payBy: 'cash', noShowRule: 'release', serveFromAt: 0, ...more,
});
const run = (slot: MealRun['slot'], more: Partial<MealRun> = {}): MealRun => ({
  id: `${slot}`, mealPointId: 'p', operatorId: 'o', serviceDate: MONDAY, slot, cutoffAt: instantAt(MONDAY, 580), closeAt: instantAt(MONDAY, 590), undoMinutes: 10,
  serveFromAt: 0, serveToAt: 0, claimUntilAt: 0, noShowRule: 'release', state: 'open', stoppedSince: null, ...more,
});

describe('her week', () => {
  const now = instantAt(MONDAY, 8 * 60);
  const first = (orders: WeekOrder[], runs: MealRun[], at = now) => weekDays(orders, runs, MONDAY, at)[0];

  test('seven days, each order on its own', () => {
    const days = weekDays([order(), order({ serviceDate: addDays(MONDAY, 6) }), order({ serviceDate: addDays(MONDAY, 7) })], [], MONDAY, now);
    expect(days.map(({ orders }) => orders.length)).toEqual([1, 0, 0, 0, 0, 0, 1]);
  });
  test('what is ordered is not offered again; what was cancelled is', () => {
    expect(first([order()], [run('lunch'), run('dinner')])?.open.map(({ slot }) => slot)).toEqual(['dinner']);
    expect(first([order({ state: 'cancelled' })], [run('lunch')])?.open).toHaveLength(1);
  });
  test('a sitting that was cancelled and ordered again shows the new order only; cancelled twice, the last', () => {
    expect(first([order({ state: 'cancelled' }), order()], [])?.orders.map(({ state }) => state)).toEqual(['placed']);
    expect(first([order({ state: 'cancelled', selfPayFen: fen(1) }), order({ state: 'cancelled', selfPayFen: fen(2) })], [])?.orders.map(({ selfPayFen }) => selfPayFen)).toEqual([2]);
  });
  test('at the cut-off itself nothing is open, nor where the kitchen has closed', () => {
    expect(first([], [run('lunch')], instantAt(MONDAY, 580))?.open).toEqual([]);
    expect(first([], [run('lunch', { state: 'closed' })])?.open).toEqual([]);
  });
  test('the sums: paid is what was eaten, and what a rule kept', () => {
    const kept = order({ state: 'missed', payBy: 'prepaid', noShowRule: 'keep_self_pay', selfPayFen: fen(500) });
    const orders = [order({ state: 'handed_over' }), order(), order({ state: 'missed' }), order({ state: 'cancelled' }), kept];
    expect(weekSums(orders)).toEqual({ eaten: 1, coming: 1, subsidyFen: 800, paidFen: 1200 });
  });
});

test.each<[string, Parameters<typeof doerSpoken>, string | null, string]>([
  ['she herself', ['elder:e1', null, 'e1'], null, '本人'],
  ['what she orders day after day', ['job:expand-standing-orders', null, 'e1'], null, '本人'],
  ['her daughter', ['person:f1', 'daughter', 'e1'], '您女儿', '女儿'],
  ['the village', ['person:w1', 'village', 'e1'], '社区', '社区'],
  ['the canteen', ['person:c1', null, 'e1'], '食堂', '食堂'],
])('who ordered is said as it was: %s', (_who, [actor, doer, elderId], spoken, toFamily) => {
  expect([doerSpoken(actor, doer, elderId), doerForFamily(actor, doer, elderId, 'person:other')]).toEqual([spoken, toFamily]);
});
