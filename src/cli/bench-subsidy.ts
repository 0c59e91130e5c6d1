import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, parseServiceDate } from '../domain/calendar.ts';
import { fen } from '../domain/money.ts';
import { parsePolicy } from '../domain/policy.ts';
import { assessSubsidy } from '../domain/subsidy.ts';
import type { PastMeal } from '../domain/subsidy-facts.ts';
import { ROOT } from './local-state.ts';

const ASSESSMENTS = 10_000;

/**
 * 10,000 assessments under a policy with limits by day and week, each on a month of earlier meals, as a ratio to reading the same
 * policy as JSON as often: a number that does not depend on the machine. At most 20.
 */
export function benchSubsidy() {
  const text = readFileSync(join(ROOT, 'test/cases/policies/TJ-2022-24.json'), 'utf8');
  const read = parsePolicy(JSON.parse(text));
  const monday = parseServiceDate('2026-11-23');
  if (!('policy' in read) || monday === null) throw new Error('the policy of the bench is refused');
  const place = '120101001001';
  const facts = {
    age: 82, categories: ['独居'], living: [], abilities: [], disabilityGrade: null, staysIn: [],
    registeredDivision: place, residenceDivision: place, boundPointId: null,
  };
  const meal = { serviceDate: monday, slot: 'lunch' as const, mode: 'dine_in' as const, priceFen: fen(1300), point: { id: 'p', divisionCode: place } };
  const first = assessSubsidy(facts, read.policy.versions, { meals: [] }, meal);
  const meals = Array.from({ length: 22 }, (_, index): PastMeal => ({ ...first, serviceDate: addDays(monday, -index - 1) }));
  const assess = () => void assessSubsidy(facts, read.policy.versions, { meals }, meal);
  const [assessMs, parseMs] = [bestOf(assess), bestOf(() => void JSON.parse(text))];
  const ratio = Number((assessMs / parseMs).toFixed(2));
  return { bench: 'subsidy', assessments: ASSESSMENTS, ms: Math.round(assessMs), jsonParseMs: Math.round(parseMs), ratio, measured: ratio, atMost: 20 };
}

/** The best of three runs: what the work costs, not what else the machine does. */
function bestOf(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const started = performance.now();
    for (let count = 0; count < ASSESSMENTS; count += 1) work();
    return performance.now() - started;
  });
  return Math.min(...times);
}
