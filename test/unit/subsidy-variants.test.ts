import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPolicyFile } from '../../src/cli/policy-files.ts';
import { runCases } from '../../src/cli/subsidy-run.ts';
import { assessSubsidy } from '../../src/domain/subsidy.ts';
import type { PastMeal } from '../../src/domain/subsidy-facts.ts';
import { reasonText } from '../../web/subsidy-text.ts';
import extra from '../cases/extra/cases.json' with { type: 'json' };
import { benefitOf, mealOf, person, subsidyOf } from '../support/subsidy.ts';

// Rules of our own making, each with several meals in a row that were reckoned by hand from the README alone.

const FOLDER = join(import.meta.dirname, '../cases/extra/policies');

function failuresOf(one: unknown): string[] {
  const { failed } = runCases([one], (name) => {
    const file = readPolicyFile(FOLDER, name);
    return 'policy' in file ? file : { missing: file.problems.join('; ') };
  }, (reason) => reasonText(reason));
  return failed.flatMap(({ lines }) => lines);
}

describe('variants of published rules', () => {
  test.each(extra.cases.map((one) => [one.id, one] as const))('%s', (_id, one) => expect(failuresOf(one)).toEqual([]));

  test('every policy has a case', () => {
    const files = readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''));
    expect(files.toSorted()).toEqual([...new Set(extra.cases.map((one) => one.scheme))].toSorted());
  });
});

describe('a person who turns 80 within a month', () => {
  const version = benefitOf({
    limits: [{ per: 'month', fen: 1200 }],
    tiers: [
      { clause: '60—79 岁', who: { ageFrom: 60, ageBefore: 80 }, give: { form: 'fixed', fen: 300 } },
      { clause: '80 岁以上', who: { ageFrom: 80 }, give: { form: 'fixed', fen: 500 } },
    ],
  });

  function given(meals: readonly { date: string; age: number; voided?: boolean }[]): number[] {
    const written: PastMeal[] = [];
    return meals.map(({ date, age, voided }) => {
      const meal = mealOf({ date, price: 1000 });
      const assessed = assessSubsidy(person({ age }), [version], { meals: [...written] }, meal);
      if (!voided) written.push({ ...assessed, serviceDate: meal.serviceDate });
      return subsidyOf(assessed);
    });
  }

  test('gets the other tier from the birthday on, under the same limit', () => {
    const meals = [{ date: '2025-03-14', age: 79 }, { date: '2025-03-15', age: 80 }, { date: '2025-03-17', age: 80 }, { date: '2025-04-01', age: 80 }];
    expect(given(meals)).toEqual([300, 500, 400, 500]);
  });

  test('a meal cancelled frees its place for those that are written later', () => {
    const meals = [{ date: '2025-03-15', age: 80 }, { date: '2025-03-16', age: 80, voided: true }, { date: '2025-03-17', age: 80 }, { date: '2025-03-18', age: 80 }];
    expect(given(meals)).toEqual([500, 500, 500, 200]);
  });
});

test('what the seller bears is not called a subsidy, and what both bear is told apart', () => {
  const pays = [{ payer: 'county', fen: 100 }, { payer: 'operator_concession' }];
  const kinds = [undefined, 'discount', pays].map((one) => {
    const { reasons } = assessSubsidy(person(), [benefitOf(one ? { pays: one } : {})], { meals: [] }, mealOf());
    return reasons.map(({ kind, ...more }) => [kind, 'fen' in more ? more.fen : 0]);
  });
  expect(kinds).toEqual([[['tier', 300]], [['seller_gives', 300]], [['tier', 100], ['seller_gives', 200]]]);
});
