import type { DatabaseSync } from 'node:sqlite';
import { addDays, parseServiceDate, type ServiceDate } from '../domain/calendar.ts';
import type { ElderFacts } from '../domain/elder.ts';
import { fen } from '../domain/money.ts';
import { policyText } from '../domain/policy-text.ts';
import { keepAssessment } from '../domain/recomputation.ts';
import { assessSubsidy, ELDER_PAYER } from '../domain/subsidy.ts';
import { QINGDAO_CHENGYANG_2020 } from '../demo/data/policy.ts';
import { inserter, type Insert } from '../demo/rows.ts';
import * as t from '../store/schema.ts';

// A county for measuring: one point, everybody eats lunch there every day, and in the week before the month too.

export const MONTH = '2026-11';
const FIRST = dayOf('2026-11-01');
const DAYS = 30;
/** The Monday of the week in which the month begins. */
const BEFORE = 6;
const PRICE = fen(1500);
const PLACE = '370481001001';
const POLICY = { ...QINGDAO_CHENGYANG_2020, policyId: QINGDAO_CHENGYANG_2020.id };

/** So many claimed meals in the month, of as many people as it takes, and one in ten people beside them who never eats. */
export function fillCounty(database: DatabaseSync, meals: number): void {
  const insert = inserter(database);
  const people = Math.ceil(meals / DAYS);
  const days = Array.from({ length: DAYS + BEFORE }, (_, index) => addDays(FIRST, index - BEFORE));
  fillNetwork(insert, days);
  insert(t.elder, Array.from({ length: Math.ceil(people * 1.1) }, (_, index) => elderRow(index)));
  let left = meals;
  for (let index = 0; index < people; index += 1) {
    const own = days.filter((date) => date < FIRST || left-- > 0);
    const judged = judgedAs(index);
    insert(t.mealOrder, own.map((date) => orderRow(index, date, judged)));
  }
  insert(t.monthTotal, [{ mealPointId: 'p', month: monthOfBench(), line: 'meal', payerCode: ELDER_PAYER, clause: '', meals, fen: fen(0) }]);
  fillPolicies(insert);
}

const monthOfBench = () => MONTH as typeof t.monthTotal.$inferInsert.month;

function dayOf(text: string): ServiceDate {
  const date = parseServiceDate(text);
  if (date === null) throw new Error(`no such day: ${text}`);
  return date;
}

function fillNetwork(insert: Insert, days: readonly ServiceDate[]): void {
  const [none, date] = ['-', dayOf('2030-01-01')];
  insert(t.division, [{ code: PLACE, name: none, level: 'village', kind: none }]);
  insert(t.payer, [{ code: 'unspecified', name: none, position: 1 }]);
  insert(t.operator, [{ id: 'op', name: none, agreementNo: none, agreementFromDate: date, agreementToDate: date }]);
  insert(t.kitchen, [{ id: 'k', operatorId: 'op', divisionCode: PLACE, kind: 'own', name: none, phone: none }]);
  insert(t.mealPoint, [{
    id: 'p', operatorId: 'op', divisionCode: PLACE, kind: 'senior_canteen', name: none, address: none, phone: none, phoneHours: none, longitudeE6: 0, latitudeE6: 0,
    datum: 'wgs84', seats: 1, licenceKind: 'food_business', licenceNo: none, licenceExpiresDate: date, noShowRule: 'release',
  }]);
  insert(t.setMeal, [{ id: 'A', name: none, priceFen: PRICE }]);
  insert(t.mealRun, days.map((serviceDate) => ({
    id: serviceDate, mealPointId: 'p', serviceDate, slot: 'lunch' as const, kitchenId: 'k', operatorId: 'op', cutoffAt: 0, closeAt: 0, undoMinutes: 0, serveFromAt: 0, serveToAt: 0,
    claimUntilAt: 0, noShowRule: 'release' as const, state: 'done' as const,
  })));
}

const idOf = (index: number) => `e${String(index).padStart(6, '0')}`;

function elderRow(index: number): typeof t.elder.$inferInsert {
  const sealed = { idNumberSealed: '-', idNumberIndex: idOf(index) };
  return { id: idOf(index), name: '-', sex: 'female', birthDate: dayOf('1950-01-01'), ...sealed, residenceDivision: PLACE, mealPointId: 'p' };
}

function factsOf(index: number): ElderFacts {
  return {
    age: 60 + (index % 35), categories: index % 9 === 0 ? ['minimum_living_guarantee'] : [], living: [], abilities: [], disabilityGrade: null, staysIn: [],
    registeredDivision: PLACE, residenceDivision: PLACE, boundPointId: 'p',
  };
}

/** The borrowed policy has no limits, so each of a person's lunches comes to the same. */
function judgedAs(index: number): Pick<typeof t.mealOrder.$inferInsert, 'selfPayFen' | 'assessment'> {
  const { id, fromDate, rules } = QINGDAO_CHENGYANG_2020;
  const versions = [{ id: `${id}-1`, policyId: id, fromDate, toDate: null, rules }];
  const meal = { serviceDate: FIRST, slot: 'lunch' as const, mode: 'dine_in' as const, priceFen: PRICE, point: { id: 'p', divisionCode: PLACE } };
  const answer = assessSubsidy(factsOf(index), versions, { meals: [], balances: {} }, meal);
  return { selfPayFen: answer.selfPayFen, assessment: JSON.stringify(keepAssessment(answer, meal, versions, [])) };
}

function orderRow(index: number, serviceDate: ServiceDate, judged: ReturnType<typeof judgedAs>): typeof t.mealOrder.$inferInsert {
  return {
    id: `${serviceDate}-${idOf(index)}`, mealRunId: serviceDate, orderNo: index + 1, elderId: idOf(index), serviceDate, slot: 'lunch', setMealId: 'A', mode: 'dine_in', state: 'handed_over',
    priceFen: PRICE, ...judged, policyVersionId: null, payBy: 'cash', channel: 'walk_in',
    placedBy: 'person:x', placedAt: Date.parse(serviceDate),
  };
}

/** The borrowed policy, and the same with five meals a week at most. */
function fillPolicies(insert: Insert): void {
  const { id, documentNo, title, issuer, source, borrowedFrom, fromDate, rules } = QINGDAO_CHENGYANG_2020;
  const [benefit] = rules.benefits;
  if (!benefit) throw new Error('the policy of the bench gives nothing');
  const limited = { ...rules, benefits: [{ ...benefit, limits: [{ per: 'week' as const, meals: 5 }] }] };
  const content = policyText({ ...POLICY, toDate: null, rules: limited });
  insert(t.policyDocument, [{ id, documentNo, title, issuer, source, borrowedFrom }]);
  insert(t.policyVersion, [{ id: `${id}-1`, policyDocumentId: id, fromDate, rules: JSON.stringify(rules), preparedBy: 'person:x', approvedBy: 'person:y', approvedAt: 0 }]);
  insert(t.policyDraftStep, [{ draftId: 'bench', number: 1, kind: 'saved', content, contentHash: 'bench', actor: 'person:x', at: 0 }]);
}
