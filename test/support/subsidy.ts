// A person, a meal, a policy: what one assessment is made from. Tests say only what matters to them.
import type { ElderFacts } from '../../src/domain/elder.ts';
import { fen } from '../../src/domain/money.ts';
import type { PolicyVersion } from '../../src/domain/policy.ts';
import { policyRules, type PolicyRulesText } from '../../src/domain/policy-rules.ts';
import { assessSubsidy, ELDER_PAYER, type Assessment } from '../../src/domain/subsidy.ts';
import type { AssessedMeal, PastMeal } from '../../src/domain/subsidy-facts.ts';
import { serviceDate } from './demo.ts';

/** A Monday. */
export const MONDAY = serviceDate('2026-11-23');

/** 东关社区, 荆河街道, 滕州市. */
export const HERE = '370481001001';

export function person(known: Partial<ElderFacts> = {}): ElderFacts {
  return {
    age: 70, categories: [], living: [], abilities: [], disabilityGrade: null, staysIn: [],
    registeredDivision: HERE, residenceDivision: HERE, boundPointId: 'p1', ...known,
  };
}

type MealSaid = Partial<Omit<AssessedMeal, 'priceFen' | 'serviceDate' | 'deliveryFeeFen'>> & { price?: number; date?: string; fee?: number };

export function mealOf({ price = 1500, date = MONDAY, fee = 0, ...said }: MealSaid = {}): AssessedMeal {
  return {
    serviceDate: serviceDate(date), slot: 'lunch', mode: 'dine_in', priceFen: fen(price), deliveryFeeFen: fen(fee),
    point: { id: 'p1', divisionCode: HERE }, ...said,
  };
}

/** A policy of 滕州市, in force for ever, of one payer unless it says otherwise. */
export function policyOf(rules: Omit<PolicyRulesText, 'place'> & { place?: string }, id = 'policy'): PolicyVersion {
  const whole = policyRules.parse({ place: '370481000000', payers: [{ payer: 'county' }], ...rules });
  return { id: `${id}-1`, policyId: id, fromDate: serviceDate('2020-01-01'), toDate: null, rules: whole };
}

/** A policy of one benefit. */
export function benefitOf(benefit: Partial<NonNullable<PolicyRulesText['benefits']>[number]>, more: Omit<PolicyRulesText, 'place'> = {}): PolicyVersion {
  return policyOf({ ...more, benefits: [{ name: '就餐补贴', tiers: [{ clause: '每餐 3 元', give: { form: 'fixed', fen: 300 } }], ...benefit }] });
}

/** Meals eaten one after the other, each on the history of those before. */
export function eaten(facts: ElderFacts, versions: readonly PolicyVersion[], meals: readonly AssessedMeal[]): Assessment[] {
  const past: PastMeal[] = [];
  return meals.map((meal) => {
    const answer = assessSubsidy(facts, versions, { meals: [...past] }, meal);
    past.push({ serviceDate: meal.serviceDate, selfPayFen: answer.selfPayFen, grants: answer.grants, beside: answer.beside });
    return answer;
  });
}

export const subsidyOf = ({ split }: Assessment) => split.reduce((sum, line) => sum + (line.payer === ELDER_PAYER ? 0 : line.fen), 0);

/** Who pays what, without the elder and without nothings: { county: 300 }. */
export function payersOf({ split }: Assessment): Record<string, number> {
  const paid = split.filter((line) => line.payer !== ELDER_PAYER);
  return Object.fromEntries([...Map.groupBy(paid, (line) => line.payer)].map(([payer, lines]) => [payer, lines.reduce((sum, line) => sum + line.fen, 0)]));
}
