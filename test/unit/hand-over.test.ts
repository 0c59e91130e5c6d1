import { describe, expect, test } from 'vitest';
import { decideHandOver, decideHandOverUndo, handOverUndoUntil, HAND_OVER_REFUSALS, type UndoneState } from '../../src/domain/hand-over.ts';
import type { MealRunState } from '../../src/domain/meal-run.ts';
import type { Channel, OrderState } from '../../src/domain/order.ts';
import { at, CUTOFF } from '../support/placement.ts';

const SERVE_FROM = at('11:00');
const CLAIM_UNTIL = at('24:00') + 3 * 24 * 3_600_000;

describe('能不能交', () => {
  const cases: [string, OrderState, MealRunState, number, (typeof HAND_OVER_REFUSALS)[number] | null, boolean?][] = [
    ['开饭时间来', 'placed', 'closed', SERVE_FROM, null],
    ['当天还没开饭，份数已定', 'placed', 'closed', at('09:50'), null],
    ['提前一天来取，份数已定', 'placed', 'closed', CUTOFF - 24 * 3_600_000, null],
    ['还在接单', 'placed', 'open', CUTOFF - 1, 'still_open'],
    ['截单那一刻起可以交，截单的活儿晚了也一样', 'placed', 'open', CUTOFF, null],
    ['餐次结束了，没来的人纸单上打了勾', 'missed', 'done', at('20:00'), null],
    ['第三天的最后一毫秒还能补', 'missed', 'done', CLAIM_UNTIL - 1, null],
    ['过了第三天，账定了', 'missed', 'done', CLAIM_UNTIL, 'too_late'],
    ['没结束的餐次，过了日子也一样', 'placed', 'open', CLAIM_UNTIL, 'too_late'],
    ['过了日子才问退订的，先说退订', 'cancelled', 'done', CLAIM_UNTIL, 'cancelled'],
    ['过了日子才问交过的，先说交过', 'handed_over', 'done', CLAIM_UNTIL, 'already_handed_over'],
    ['已经退订', 'cancelled', 'closed', SERVE_FROM, 'cancelled'],
    ['还在接单就退订了，先说退订', 'cancelled', 'open', CUTOFF - 1, 'cancelled'],
    ['已经交过', 'handed_over', 'closed', SERVE_FROM, 'already_handed_over'],
    ['补登记时，出补贴的爱心款不够了', 'missed', 'done', at('20:00'), 'fund_exhausted', true],
    ['过了日子又没有款，先说过了日子', 'missed', 'done', CLAIM_UNTIL, 'too_late', true],
  ];

  test.each(cases)('%s', (_case, state, runState, now, refused, beyondFunds) => {
    const run = { state: runState, cutoffAt: CUTOFF, serveFromAt: SERVE_FROM, claimUntilAt: CLAIM_UNTIL, stoppedSince: null };
    expect(decideHandOver({ state, run }, now, beyondFunds)).toEqual({ refused });
  });

  test('边卖边订的点，开饭以后不等截单', () => {
    const run = { state: 'open' as const, cutoffAt: at('12:00'), serveFromAt: SERVE_FROM, claimUntilAt: CLAIM_UNTIL, stoppedSince: null };
    expect(decideHandOver({ state: 'placed', run }, SERVE_FROM - 1).refused).toBe('still_open');
    expect(decideHandOver({ state: 'placed', run }, SERVE_FROM).refused).toBeNull();
  });

  test.each<[string, OrderState, number, string]>([
    ['账停着，先不登记', 'placed', SERVE_FROM, 'point_stopped'],
    ['账停着的日子要还回来，不说过了日子', 'missed', CLAIM_UNTIL, 'point_stopped'],
    ['退订的还是先说退订', 'cancelled', SERVE_FROM, 'cancelled'],
    ['交过的还是先说交过', 'handed_over', SERVE_FROM, 'already_handed_over'],
  ])('%s', (_case, state, now, refused) => {
    const run = { state: 'closed' as const, cutoffAt: CUTOFF, serveFromAt: SERVE_FROM, claimUntilAt: CLAIM_UNTIL, stoppedSince: CUTOFF };
    expect(decideHandOver({ state, run }, now, true)).toEqual({ refused });
  });

  test('每一种不能交都有例子', () => {
    expect(new Set([...cases.map((one) => one[4]).filter((refused) => refused !== null), 'point_stopped'])).toEqual(new Set(HAND_OVER_REFUSALS));
  });
});

describe('交错了能不能撤', () => {
  const recordedAt = at('11:30');
  const ofMinutes = (undoMinutes: number) => ({ recordedAt, undone: false, reversed: false, undoMinutes, channel: 'elder_page' as const, runState: 'closed' as const });

  test.each([
    ['刚登记', recordedAt, null],
    ['差一毫秒满十分钟', at('11:40') - 1, null],
    ['满十分钟', at('11:40'), 'too_late'],
    ['第二天', at('11:30') + 24 * 3_600_000, 'too_late'],
  ] as const)('%s', (_case, now, refused) => expect(decideHandOverUndo(ofMinutes(10), now).refused).toBe(refused));

  test('不给时间的点，一刻也不能撤', () => {
    expect(decideHandOverUndo(ofMinutes(0), recordedAt)).toEqual({ refused: 'too_late' });
    expect(handOverUndoUntil({ recordedAt, undoMinutes: 0 })).toBe(recordedAt);
  });

  test('撤过了不再撤，过没过时间都这么说', () => {
    for (const now of [recordedAt, at('18:00')]) {
      expect(decideHandOverUndo({ ...ofMinutes(10), undone: true }, now)).toEqual({ refused: 'already_undone' });
    }
  });

  test('民政冲回了的不再撤', () =>
    expect(decideHandOverUndo({ ...ofMinutes(10), reversed: true }, recordedAt)).toEqual({ refused: 'claim_reversed' }));

  test.each<[string, Channel, MealRunState, UndoneState]>([
    ['订了的，还等着他来', 'elder_page', 'closed', 'placed'],
    ['份数还没定就交了', 'elder_page', 'open', 'placed'],
    ['这一餐结束了，算没来', 'elder_page', 'done', 'missed'],
    ['没订的，不等他来', 'walk_in', 'closed', 'cancelled'],
    ['没订的，结束了也不算没来', 'walk_in', 'done', 'cancelled'],
  ])('%s', (_case, channel, runState, becomes) => {
    expect(decideHandOverUndo({ ...ofMinutes(10), channel, runState }, recordedAt)).toEqual({ refused: null, becomes });
  });
});
