import type { Role } from '../domain/access.ts';
import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import { accountId, type AccountKind } from '../domain/ledger.ts';
import { fen } from '../domain/money.ts';
import * as t from '../store/schema.ts';
import { CATEGORIES, CATEGORY_WORDS } from './data/categories.ts';
import { DISHES } from './data/dishes.ts';
import { COUNTY_CODE, DIVISIONS } from './data/divisions.ts';
import { KITCHENS } from './data/kitchens.ts';
import { OPERATORS } from './data/operators.ts';
import { POINTS } from './data/points.ts';
import { QINGDAO_CHENGYANG_2020 } from './data/policy.ts';
import { SET_MEALS } from './data/set-meals.ts';
import { AUDITOR, CLERK, COMMUNITY_WORKER, COOK, NEWCOMER, SECOND_COOK, SECOND_OFFICIAL, TOWN_OFFICIAL } from './personas.ts';
import { grantStaff, loadAdministrators, loadManagers, type DemoStaff } from './load-staff.ts';
import { inventName } from './people-identity.ts';
import { seeded } from './random.ts';
import type { Insert } from './rows.ts';

/** What stands before the first meal: places, who works there, dishes, the policy, the accounts. */
export function loadNetwork(insert: Insert, today: ServiceDate): void {
  insert(t.division, DIVISIONS.map(({ kindWord: kind, ...row }) => ({ ...row, kind })));
  insert(t.category, CATEGORIES.map((row, position) => ({ ...row, position })));
  insert(t.categoryWord, CATEGORY_WORDS.map(([word, categoryCode]) => ({ id: `word-${word}`, word, categoryCode, addedAt: 0, addedBy: 'job:demo' })));
  insert(t.payer, [{ code: 'unspecified', name: '文件未载明', position: 1 }]);
  insert(
    t.operator,
    OPERATORS.map(({ key, name, agreementNo, fromDays, toDays }) => {
      return { id: key, name, agreementNo, agreementFromDate: addDays(today, fromDays), agreementToDate: addDays(today, toDays) };
    }),
  );
  insert(t.kitchen, KITCHENS.map(({ key, operatorKey, ...row }) => ({ ...row, id: key, operatorId: operatorKey })));
  loadPoints(insert, today);
  loadStaff(insert, today);
  loadFood(insert);
  loadPolicy(insert, today);
  loadAccounts(insert);
}

function loadPoints(insert: Insert, today: ServiceDate): void {
  insert(
    t.mealPoint,
    POINTS.map(({ key, operatorKey, licence, latE6, lngE6, slots: _slots, ...row }) => ({
      ...row,
      id: key,
      operatorId: operatorKey,
      latitudeE6: latE6,
      longitudeE6: lngE6,
      datum: 'wgs84' as const,
      licenceKind: licence.kind,
      licenceNo: licence.number,
      licenceExpiresDate: addDays(today, licence.expiresInDays),
      noShowRule: 'release' as const,
    })),
  );
  insert(
    t.mealPointSlot,
    POINTS.flatMap((point) =>
      point.slots.map(({ kitchenKey, openWeekdays, capacity, ...rule }) => ({
        ...rule,
        mealPointId: point.key,
        kitchenId: kitchenKey,
        openWeekdays: openWeekdays.join(''),
        dineInCapacity: capacity.dine_in,
        pickupCapacity: capacity.pickup,
        homeDeliveryCapacity: capacity.home_delivery,
      })),
    ),
  );
}

/** Who hands out the meals at a point; at the persona's point it is the persona. */
export function staffOf(pointKey: string): { id: string; name: string } {
  if (pointKey === COOK.pointKey) return COOK;
  return { id: `staff-${pointKey}`, name: inventName(seeded(`staff:${pointKey}`), 'female', 1975) };
}

function loadStaff(insert: Insert, today: ServiceDate): void {
  const nameOf = (key: string) => POINTS.find((point) => point.key === key)?.name ?? '';
  const divisionName = (code: string) => DIVISIONS.find((one) => one.code === code)?.name ?? '';
  const cooks = [...POINTS.map((point) => ({ ...staffOf(point.key), pointKey: point.key })), SECOND_COOK];
  const ofDivision = (person: { id: string; name: string }, role: Role, divisionCode: string, unit: string): DemoStaff => ({ id: person.id, name: person.name, unit, role, place: { divisionCode } });
  loadAdministrators(insert, today);
  grantStaff(insert, today, [
    ...[CLERK, SECOND_OFFICIAL].map((one) => ofDivision(one, 'county_official', COUNTY_CODE, '滕州市民政局养老服务科')),
    ofDivision(COMMUNITY_WORKER, 'community_worker', COMMUNITY_WORKER.divisionCode, divisionName(COMMUNITY_WORKER.divisionCode)),
    ofDivision(AUDITOR, 'auditor', AUDITOR.divisionCode, '滕州市审计局'),
    ...[TOWN_OFFICIAL, NEWCOMER].map((one) => ofDivision(one, 'town_official', one.divisionCode, `${divisionName(one.divisionCode)}民政办`)),
    ...cooks.map(({ id, name, pointKey }): DemoStaff => ({ id, name, unit: nameOf(pointKey), role: 'canteen_staff', place: { mealPointId: pointKey } })),
  ]);
  loadManagers(insert, today);
}

function loadFood(insert: Insert): void {
  insert(
    t.dish,
    DISHES.map(({ key, name, category, ingredients, contains, textures }) => {
      const lists = { ingredients: JSON.stringify(ingredients), contains: JSON.stringify(contains), textures: JSON.stringify(textures) };
      return { id: key, name, category, ...lists };
    }),
  );
  insert(t.setMeal, SET_MEALS.map(({ key, name, priceFen }) => ({ id: key, name, priceFen: fen(priceFen) })));
  insert(
    t.setMealDish,
    SET_MEALS.flatMap((meal) => meal.dishes.map((dishId, index) => ({ setMealId: meal.key, position: index + 1, dishId }))),
  );
}

function loadPolicy(insert: Insert, today: ServiceDate): void {
  const { id, documentNo, title, issuer, source, borrowedFrom, fromDate, rules } = QINGDAO_CHENGYANG_2020;
  insert(t.policyDocument, [{ id, documentNo, title, issuer, source, borrowedFrom }]);
  const people = { preparedBy: `person:${CLERK.id}`, approvedBy: `person:${SECOND_OFFICIAL.id}` };
  const approvedAt = instantAt(addDays(today, -100), 10 * 60);
  insert(t.policyVersion, [{ id: `${id}-1`, policyDocumentId: id, fromDate, rules: JSON.stringify(rules), ...people, approvedAt }]);
}

function loadAccounts(insert: Insert): void {
  const account = (kind: AccountKind, ownerId: string) => ({ id: accountId(kind, ownerId), kind, ownerId });
  insert(t.account, [
    ...QINGDAO_CHENGYANG_2020.rules.payers.map((one) => account('payer', one.payer)),
    ...OPERATORS.flatMap(({ key }) => (['operator', 'operator_subsidy', 'delivery_subsidy'] as const).map((kind) => account(kind, key))),
    ...POINTS.map((one) => account('cash', one.key)),
    account('bank', COUNTY_CODE),
  ]);
}
