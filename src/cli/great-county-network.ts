import type { Insert } from '../demo/rows.ts';
import { QINGDAO_CHENGYANG_2020 } from '../demo/data/policy.ts';
import { parseServiceDate, type ServiceDate } from '../domain/calendar.ts';
import { accountId } from '../domain/ledger.ts';
import { fen } from '../domain/money.ts';
import * as t from '../store/schema.ts';

/** `eaters`: of each point, every day. So points × days × eaters orders. */
export type CountySize = { elders: number; points: number; days: number; eaters: number };

export const PRICE = fen(1500);
export const VILLAGE = '370481001001';
const COUNTY = '370481000000';
/** As many payers as a county has, one of them a fund that nobody gave to yet. */
const PAYERS = ['unspecified', 'city', 'county', 'town', 'charity'];
/** Each set meal has four dishes. */
const MEALS = ['A', 'B', 'C'];

export const pointIdOf = (index: number) => `p${String(index).padStart(3, '0')}`;

export function dayOf(text: string): ServiceDate {
  const date = parseServiceDate(text);
  if (date === null) throw new Error(`no such day: ${text}`);
  return date;
}

/** What a county has before anybody eats: places, payers and their accounts, points with a cook each, an official, dishes, the policy. */
export function fillGreatNetwork(insert: Insert, { points }: CountySize): void {
  const ids = Array.from({ length: points }, (_, index) => pointIdOf(index));
  fillPlaces(insert, ids);
  fillMoney(insert, ids);
  fillWork(insert, ids);
  fillFood(insert);
  const { id, documentNo, title, issuer, source, borrowedFrom, fromDate, rules } = QINGDAO_CHENGYANG_2020;
  insert(t.policyDocument, [{ id, documentNo, title, issuer, source, borrowedFrom }]);
  insert(t.policyVersion, [{ id: `${id}-1`, policyDocumentId: id, fromDate, rules: JSON.stringify(rules), preparedBy: 'person:clerk', approvedBy: 'person:clerk2', approvedAt: 0 }]);
}

function fillPlaces(insert: Insert, ids: readonly string[]): void {
  const [from, to] = [dayOf('2026-01-01'), dayOf('2030-01-01')];
  insert(t.division, [
    { code: COUNTY, name: '滕州市', level: 'county', kind: '市' },
    { code: '370481001000', parentCode: COUNTY, name: '荆河街道', level: 'town', kind: '街道' },
    { code: VILLAGE, parentCode: '370481001000', name: '东关社区', level: 'village', kind: '社区' },
  ]);
  insert(t.category, [{ code: 'minimum_living_guarantee', name: '低保', position: 1 }]);
  insert(t.operator, [{ id: 'op', name: '康和餐饮', agreementNo: '1', agreementFromDate: from, agreementToDate: to }]);
  insert(t.kitchen, [{ id: 'k', operatorId: 'op', divisionCode: VILLAGE, kind: 'own', name: '荆河厨房', phone: '0632-5550123' }]);
  insert(t.mealPoint, ids.map((id) => ({
    id, operatorId: 'op', divisionCode: VILLAGE, kind: 'senior_canteen' as const, name: `长者食堂 ${id}`, address: '解放路 1 号', phone: '0632-5550123', phoneHours: '早上 7 点到晚上 6 点',
    longitudeE6: 0, latitudeE6: 0, datum: 'wgs84' as const, seats: 100, licenceKind: 'food_business' as const, licenceNo: '1', licenceExpiresDate: to, noShowRule: 'release' as const,
  })));
}

function fillMoney(insert: Insert, ids: readonly string[]): void {
  insert(t.payer, PAYERS.map((code, index) => ({ code, name: code, position: index + 1, funded: code === 'charity' ? 1 : 0 })));
  insert(t.account, [
    ...PAYERS.map((code) => ({ id: accountId('payer', code), kind: 'payer' as const, ownerId: code })),
    ...(['operator', 'operator_subsidy', 'delivery_subsidy'] as const).map((kind) => ({ id: accountId(kind, 'op'), kind, ownerId: 'op' })),
    ...ids.map((id) => ({ id: accountId('cash', id), kind: 'cash' as const, ownerId: id })),
  ]);
  insert(t.balance, [{ accountId: accountId('payer', 'charity') }]);
}

function fillWork(insert: Insert, ids: readonly string[]): void {
  const granted = { grantedAt: 0, grantedBy: 'person:clerk' };
  insert(t.person, [...ids.map((id) => ({ id: `cook-${id}`, name: '李芳' })), { id: 'clerk', name: '周敏' }]);
  insert(t.roleGrant, [
    ...ids.map((id) => ({ id: `g-${id}`, personId: `cook-${id}`, role: 'canteen_staff' as const, mealPointId: id, ...granted })),
    { id: 'g-clerk', personId: 'clerk', role: 'county_official', divisionCode: COUNTY, ...granted },
  ]);
}

function fillFood(insert: Insert): void {
  const dishes = MEALS.flatMap((meal) => (['meat', 'vegetable', 'soup', 'rice'] as const).map((category, index) => ({ meal, id: `${meal}${index}`, category, position: index + 1 })));
  insert(t.dish, dishes.map(({ id, category }) => ({ id, name: `菜${id}`, category, ingredients: '["茄子"]', contains: category === 'meat' ? '["pork"]' : '[]', textures: '["regular","soft"]' })));
  insert(t.setMeal, MEALS.map((id) => ({ id, name: `套餐${id}`, priceFen: PRICE })));
  insert(t.setMealDish, dishes.map(({ meal, id, position }) => ({ setMealId: meal, position, dishId: id })));
}
