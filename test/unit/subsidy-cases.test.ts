import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPolicyFile } from '../../src/cli/policy-files.ts';
import { policyNameOf } from '../../src/cli/subsidy-case.ts';
import { runCases, type PolicySource } from '../../src/cli/subsidy-run.ts';
import { reasonText } from '../../web/subsidy-text.ts';
import published from '../cases/subsidy/cases.json' with { type: 'json' };

const FOLDER = join(import.meta.dirname, '../cases/policies');

const source: PolicySource = (name) => {
  const file = readPolicyFile(FOLDER, name);
  return 'policy' in file ? file : { missing: file.problems.join('; ') };
};
const run = (...cases: unknown[]) => runCases(cases, source, (reason) => reasonText(reason));

describe('published schemes', () => {
  test.each(published.cases.map((one) => [one.id, one] as const))('%s', (_id, one) => {
    expect(run(one).failed).toEqual([]);
  });

  test('all 49 of 11 schemes are here', () => {
    expect([published.cases.length, new Set(published.cases.map((one) => one.scheme)).size]).toEqual([49, 11]);
    expect(published.cases.map((one) => policyNameOf(one))).toContain('SH-PT-2025.threshold_after_discount');
  });
});

describe('the runner', () => {
  const lunch = { date: '2020-12-21', weekday: 1, meal: 'lunch', price: 1500, mode: 'dine_in' };
  const base = { id: 'x', scheme: 'QD-CY-2020', basis: 'derived', who: { age: 65, hukou: 'here', residence: 'here', tags: [] }, meals: [lunch], expect: [{ layers: { scheme: 700 }, self_meal: 800 }] };
  const lines = (one: unknown) => run(one).failed.flatMap((failed) => failed.lines);

  test('passes what is right', () => expect(run(base)).toEqual({ passed: 1, failed: [] }));

  test.each<[string, unknown, string]>([
    ['a wrong expectation', { ...base, expect: [{ layers: { scheme: 600 }, self_meal: 900 }] }, 'layers.scheme expected 600, got 700; self_meal expected 900, got 800'],
    ['a layer of another name', { ...base, expect: [{ layers: { town: 700 }, self_meal: 800 }] }, 'layers.town expected 700, got 0; layers.scheme expected 0, got 700'],
    ['an operator line that nobody expected', { ...base, expect: [{ layers: { scheme: 700 }, self_meal: 800, operator: 200 }] }, 'operator expected 200, got 0'],
    ['an unknown field of the person', { ...base, who: { ...base.who, hair: 'grey' } }, 'who: unknown field hair'],
    ['an unknown field of a meal', { ...base, meals: [{ ...lunch, tip: 1 }] }, 'meals.0: unknown field tip'],
    ['an unknown field of the case', { ...base, why: '' }, 'case: unknown field why'],
    ['an unknown relation', { ...base, who: { ...base.who, hukou: 'moon' } }, 'who.hukou'],
    ['a weekday that is not the date’s', { ...base, meals: [{ ...lunch, weekday: 2 }] }, 'the weekday is not that of the date'],
    ['more meals than expectations', { ...base, meals: [lunch, lunch] }, 'as many expectations as meals'],
    ['no policy', { ...base, scheme: 'nowhere' }, 'no such file'],
    ['no policy under that setting', { ...base, basis: 'ambiguous:other' }, 'no such file'],
  ])('fails %s and says why', (_case, one, line) => expect(lines(one).join('\n')).toContain(line));

  test('a failing case shows what was got and the reason', () => {
    expect(lines({ ...base, expect: [{ layers: {}, self_meal: 1500 }] }).join('\n')).toMatch(/got .*"self_meal":800.*\n.*按“60—69 岁，自付 8 元”，补贴 7 元。/);
  });

  test('what is said about a case is not judged', () => {
    expect(run({ ...base, city: '青岛', doc: '办法', title: '', date: '2020', version: 1, conf: 'B', source: '', note: '', _why: '' }).failed).toEqual([]);
  });

  test('one case that cannot be read leaves the others alone', () => {
    expect(run('nonsense', null, base, { ...base, meals: [{ ...lunch, price: 9e15 }] })).toMatchObject({ passed: 1, failed: [{ id: 'case 1' }, { id: 'case 2' }, { id: 'x' }] });
  });

  test('gov stands for public money whatever its name', () => {
    expect(run({ ...base, expect: [{ layers: { gov: 700, town: 0 }, self_meal: 800 }] }).failed).toEqual([]);
    expect(run({ ...base, expect: [{ layers: { gov: 700 }, self_meal: 800 }] }).failed).toEqual([]);
  });
});
