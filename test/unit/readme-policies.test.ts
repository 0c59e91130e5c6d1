import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePolicy, type Policy } from '../../src/domain/policy.ts';
import { found } from '../support/demo.ts';
import { eaten, HERE, mealOf, payersOf, person, subsidyOf } from '../support/subsidy.ts';

const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
const section = found(readme.split('\n## ').find((one) => one.startsWith('Subsidy policies')));
const examples = [...section.matchAll(/```json\n(.*?)```/gs)].map((match): unknown => JSON.parse(found(match[1])));
const fragments = [...section.matchAll(/`(\{"form".*?\})`/g)].map((match) => found(match[1])).filter((one) => !one.includes('…'));

const read = (json: unknown): Policy => {
  const answer = parsePolicy(json);
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.policy;
};
const [voucher, twoMeals, amountFirst] = examples.map(read);

describe('the README’s policies', () => {
  test('there are three, and each is read', () => expect(examples).toHaveLength(3));

  test('every form of its table is read', () => {
    const [form] = [examples[0]].map((one) => JSON.stringify(one));
    expect(fragments).toHaveLength(5);
    for (const fragment of fragments) {
      const spoiled = found(form).replace('{"form":"percent","percent":50}', fragment).replace('"limits":[{"per":"month","fen":80000}]', '"limits":[]');
      expect(JSON.stringify(read(JSON.parse(spoiled)).versions[0]?.rules.benefits[0]?.tiers[0]?.give)).toContain(JSON.parse(fragment).form);
    }
  });

  test('the voucher: half of what is over 10 元 a meal, 800 元 a month', () => {
    const facts = person({ residenceDivision: '370214001001', abilities: [{ scale: 'GB/T 42195-2022', level: 'severe' }] });
    const meals = [1000, 1001, 100_000, 60_000, 60_000].map((price) => mealOf({ price }));
    expect(eaten(facts, found(voucher).versions, meals).map(subsidyOf)).toEqual([0, 501, 50_000, 29_499, 0]);
  });

  test('two meals a day for 5 元, and who pays', () => {
    const day = [mealOf({ price: 800 }), mealOf({ price: 800, slot: 'dinner' })];
    const answers = eaten(person(), found(twoMeals).versions, day);
    expect(answers.map((one) => one.selfPayFen)).toEqual([500, 0]);
    expect(answers.map(payersOf)).toEqual([{ city: 200, town: 100 }, { city: 200, town: 100, charity: 500 }]);
    expect(answers.map((one) => one.beside.map((line) => line.fen))).toEqual([[200], []]);
  });

  test('amounts first, then the discount', () => {
    const place = { registeredDivision: '310101001001', residenceDivision: HERE };
    const [answer] = eaten(person({ age: 82, ...place }), found(amountFirst).versions, [mealOf({ price: 2000 })]);
    expect(payersOf(found(answer))).toEqual({ district: 400, discount: 160 });
  });
});
