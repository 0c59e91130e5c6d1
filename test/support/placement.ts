// One elder, one lunch, nothing in the way: what a single order is decided on. Tests change one thing at a time.
import { instantAt, type Instant } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import type { PlacementFacts } from '../../src/domain/order.ts';
import { QINGDAO_CHENGYANG_2020 } from '../../src/demo/data/policy.ts';
import { found, serviceDate } from './demo.ts';

export const TODAY = serviceDate('2026-11-23');

export function at(clock: string): Instant {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return instantAt(TODAY, hours * 60 + minutes);
}

export const CUTOFF = at('09:40');

/** 76 years old, nothing known of allergies; a 15-yuan lunch with nuts in it, 50 of it, 20 places at the tables. */
export function facts(): PlacementFacts {
  return {
    run: {
      id: 'r1', mealPointId: 'p1', operatorId: 'op1', serviceDate: TODAY, slot: 'lunch', cutoffAt: CUTOFF, closeAt: at('09:50'), undoMinutes: 10,
      serveFromAt: at('11:00'), serveToAt: at('12:40'), claimUntilAt: at('24:00') + 3 * 86_400_000, noShowRule: 'release', state: 'open', stoppedSince: null,
    },
    licenceExpires: serviceDate('2028-01-01'),
    pointDivision: '370481001001',
    dayKind: null,
    offer: {
      setMealId: 'B', name: '花生芹菜套餐', priceFen: fen(1500), capacity: 50, taken: 0,
      dishes: [
        { name: '花生芹菜', contains: ['peanut'], textures: ['regular'] },
        { name: '米饭', contains: [], textures: ['regular', 'soft'] },
      ],
    },
    mode: { mode: 'dine_in', capacity: 20, taken: 0 },
    elder: {
      birthDate: serviceDate('1950-03-01'), facts: [],
      diet: { texture: 'regular', askedAt: null, feedingHelp: false, note: '', items: [] },
      places: { registeredDivision: '370481001001', residenceDivision: '370481001001', boundPointId: 'p1' },
      history: { meals: [] },
    },
    existingOrderId: null,
    policies: [{ id: 'v1', policyId: 'qd-cy-2020', fromDate: found(QINGDAO_CHENGYANG_2020.fromDate), toDate: null, rules: QINGDAO_CHENGYANG_2020.rules }],
  };
}
