// A small lunch to count: A with soy, B with peanuts, rice in both. Tests say who ordered what.
import type { Diet, DietItem } from '../../src/domain/diet.ts';
import type { CountedMeal } from '../../src/domain/meal-count.ts';
import { fen } from '../../src/domain/money.ts';
import type { SheetFacts, SheetOrder } from '../../src/domain/sheet.ts';
import { serviceDate } from './demo.ts';
import { at, TODAY } from './placement.ts';

const rice = { name: '米饭', contains: [], textures: ['regular', 'soft'] } as const;

export const OFFERED: readonly CountedMeal[] = [
  { setMealId: 'A', letter: 'A', name: '红烧茄子套餐', dishes: [{ name: '红烧茄子', contains: ['soy', 'sugar'], textures: ['regular', 'soft'] }, rice] },
  { setMealId: 'B', letter: 'B', name: '花生芹菜套餐', dishes: [{ name: '花生芹菜', contains: ['peanut'], textures: ['regular'] }, rice] },
];

export const PEANUT: DietItem = { kind: 'allergy', code: 'peanut', severity: 'severe' };
export const NO_SUGAR: DietItem = { kind: 'restriction', code: 'sugar' };

export const diet = (over: Partial<Diet> = {}): Diet => ({ texture: 'regular', askedAt: null, feedingHelp: false, note: '', items: [], ...over });

/** Order number `orderNo`, meal A, eaten here, nothing to mind. */
export function order(orderNo: number, over: Partial<SheetOrder> = {}): SheetOrder {
  return {
    id: `o${orderNo}`,
    orderNo,
    name: `第${orderNo}位`,
    mode: 'dine_in',
    setMealId: 'A',
    diet: diet(),
    birthDate: serviceDate('1950-03-01'),
    selfPayFen: fen(700),
    prepaid: false,
    hasAddress: true,
    state: 'placed',
    doorMark: '',
    ...over,
  };
}

/** The closed run of these orders, all of them accepted. */
export function facts(orders: readonly SheetOrder[], accepted = orders.map((one) => one.id)): SheetFacts {
  const head = {
    pointName: '荆河街道长者食堂', pointPhone: '0632-5550123', kitchenName: null, serviceDate: TODAY, slot: 'lunch' as const,
    serveFromAt: at('11:00'), closedAt: at('09:50'),
  };
  return { head, accepted, orders, offered: OFFERED };
}
