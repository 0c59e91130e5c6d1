import type { z } from 'zod';
import { sumFen } from '../domain/money.ts';
import { versionOn, type Policy } from '../domain/policy.ts';
import { CONCESSION, DISCOUNT, ELDER } from '../domain/policy-rules.ts';
import { assessSubsidy, type Assessment } from '../domain/subsidy.ts';
import type { PastMeal } from '../domain/subsidy-facts.ts';
import { subsidyCase, policyNameOf, type Expected, type SubsidyCase } from './subsidy-case.ts';
import { factsOf, homeOf, mealOf, mealsOfPreviousWeek } from './subsidy-case-facts.ts';

/** A case that did not come out: why, in lines to print. */
export type FailedCase = { id: string; lines: string[] };
export type CaseReport = { passed: number; failed: FailedCase[] };

/** Reads a policy by its name: the policy, or why there is none. */
export type PolicySource = (name: string) => { policy: Policy } | { missing: string };

/** Evaluates every case. `sentence`: how a reason is put into words. */
export function runCases(cases: readonly unknown[], policyNamed: PolicySource, sentence: (reason: Assessment['reasons'][number]) => string): CaseReport {
  const failed = cases.flatMap((one, index) => {
    const { id, lines } = runCase(one, index, policyNamed, sentence);
    return lines.length > 0 ? [{ id, lines }] : [];
  });
  return { passed: cases.length - failed.length, failed };
}

function runCase(json: unknown, index: number, policyNamed: PolicySource, sentence: (reason: Assessment['reasons'][number]) => string): FailedCase {
  const read = subsidyCase.safeParse(json);
  if (!read.success) return { id: nameOf(json, index), lines: read.error.issues.map(issueText) };
  const found = policyNamed(policyNameOf(read.data));
  if ('missing' in found) return { id: read.data.id, lines: [found.missing] };
  const answers = answersOf(read.data, found.policy);
  const lines = answers.flatMap((answer, place) => {
    const expected = read.data.expect[place];
    const wrong = expected ? differences(expected, answer) : [];
    if (wrong.length === 0) return [];
    const { date, meal, price } = read.data.meals[place] ?? {};
    const reasons = answer.reasons.map(sentence).join('');
    return [`meal ${place + 1} (${date} ${meal}, ${price} fen): ${wrong.join('; ')}`, `  got ${JSON.stringify(gotOf(answer))}`, `  because ${reasons}`];
  });
  return { id: read.data.id, lines };
}

function nameOf(json: unknown, index: number): string {
  const named = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined;
  return typeof named === 'string' && named !== '' ? named : `case ${index + 1}`;
}

function issueText(issue: z.core.$ZodIssue): string {
  const at = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return `${at || 'case'}: unknown field ${issue.keys.join(', ')}`;
  return `${at || 'case'}: ${issue.message}`;
}

/** One answer for each meal, each on the history of those before. */
export function answersOf({ who, meals }: SubsidyCase, { versions }: Policy): Assessment[] {
  const [first] = meals;
  const version = (first && versionOn(versions, first.date)) ?? versions.at(-1);
  if (!version) return [];
  const home = homeOf(version.rules);
  const facts = factsOf(who, meals, home);
  const before = mealsOfPreviousWeek(who, meals);
  const past: PastMeal[] = [];
  const answers = [...before, ...meals].map((one) => {
    const meal = mealOf(one, who, home);
    const answer = assessSubsidy(facts, versions, { meals: [...past] }, meal);
    past.push({ serviceDate: meal.serviceDate, selfPayFen: answer.selfPayFen, grants: answer.grants, beside: answer.beside });
    return answer;
  });
  return answers.slice(before.length);
}

type Got = Required<Expected>;

/** An answer in the words of the cases. */
function gotOf({ split, selfPayFen, beside, selfDeliveryFen }: Assessment): Got {
  const layers: Record<string, number> = {};
  for (const { payer, fen } of split) {
    if (payer !== ELDER && payer !== DISCOUNT && payer !== CONCESSION) layers[payer] = (layers[payer] ?? 0) + fen;
  }
  const paidBy = (payer: string) => sumFen(split.filter((one) => one.payer === payer).map((one) => one.fen));
  const besideOf = (kind: string) => sumFen(beside.filter((one) => one.kind === kind).map((one) => one.fen));
  return {
    layers,
    discount: paidBy(DISCOUNT),
    operator_concession: paidBy(CONCESSION),
    self_meal: selfPayFen,
    operator: besideOf('operator'),
    delivery_subsidy: besideOf('delivery'),
    self_delivery: selfDeliveryFen,
  };
}

/** What differs. A layer that is zero is one that is missing; `gov` and `scheme` stand for public money not named further. */
export function differences(expected: Expected, answer: Assessment): string[] {
  const got = gotOf(answer);
  const wanted = { ...expected, self_delivery: expected.self_delivery ?? got.self_delivery };
  const [wantedLayers, gotLayers] = comparable(wanted.layers, got.layers);
  const layers = [...new Set([...Object.keys(wantedLayers), ...Object.keys(gotLayers)])].map((payer) => {
    return [`layers.${payer}`, wantedLayers[payer] ?? 0, gotLayers[payer] ?? 0] as const;
  });
  const others = (['discount', 'operator_concession', 'self_meal', 'operator', 'delivery_subsidy', 'self_delivery'] as const).map(
    (field) => [field, wanted[field], got[field]] as const,
  );
  return [...layers, ...others].filter(([, want, have]) => want !== have).map(([field, want, have]) => `${field} expected ${want}, got ${have}`);
}

function comparable(wanted: Record<string, number>, got: Record<string, number>): [Record<string, number>, Record<string, number>] {
  const [only, ...others] = Object.keys(wanted).filter((payer) => wanted[payer] !== 0);
  if (only === undefined || others.length > 0 || !['gov', 'scheme'].includes(only)) return [wanted, got];
  return [wanted, { [only]: Object.values(got).reduce((sum, one) => sum + one, 0) }];
}
