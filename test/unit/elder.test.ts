import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { factsOn, holdsOn, type DatedFact, type ElderFacts, type FactKind } from '../../src/domain/elder.ts';
import { serviceDate } from '../support/demo.ts';

const fact = (kind: FactKind, value: string, from: string, to: string | null = null): DatedFact => ({
  kind, value, from: serviceDate(from), to: to === null ? null : serviceDate(to),
});

describe('某一天算不算', () => {
  test.each<[string, DatedFact[], string, boolean]>([
    ['头一天算', [fact('hospital', 'yes', '2026-11-23')], '2026-11-23', true],
    ['头一天的前一天不算', [fact('hospital', 'yes', '2026-11-23')], '2026-11-22', false],
    ['到期的前一天还算', [fact('hospital', 'yes', '2026-11-01', '2026-11-23')], '2026-11-22', true],
    ['到期那天不算', [fact('hospital', 'yes', '2026-11-01', '2026-11-23')], '2026-11-23', false],
    ['没有到期日，一直算', [fact('hospital', 'yes', '2026-11-23')], '2036-11-23', true],
    ['同一天起止，一天也不算', [fact('hospital', 'yes', '2026-11-23', '2026-11-23')], '2026-11-23', false],
    ['出院又住院，空档不算', [fact('hospital', 'yes', '2026-11-01', '2026-11-10'), fact('hospital', 'yes', '2026-11-20')], '2026-11-15', false],
    ['出院又住院，第二次算', [fact('hospital', 'yes', '2026-11-01', '2026-11-10'), fact('hospital', 'yes', '2026-11-20')], '2026-11-20', true],
    ['住的是养老院，不是医院', [fact('institution', 'yes', '2026-11-01')], '2026-11-23', false],
    ['什么登记都没有', [], '2026-11-23', false],
  ])('住院：%s', (_case, facts, date, holds) => expect(holdsOn(facts, 'hospital', serviceDate(date))).toBe(holds));
});

describe('补贴看到的这个人', () => {
  const poor = fact('category', 'minimum_living_guarantee', '2025-01-01', '2026-11-23');
  const hardship = fact('category', 'extreme_hardship', '2026-11-23');
  test.each<[string, string, DatedFact[], string, Pick<ElderFacts, 'age' | 'categories'>]>([
    ['生日当天满 80', '1946-11-23', [], '2026-11-23', { age: 80, categories: [] }],
    ['生日前一天还是 79', '1946-11-24', [], '2026-11-23', { age: 79, categories: [] }],
    ['2 月 29 日生，平年 3 月 1 日满', '1948-02-29', [], '2026-02-28', { age: 77, categories: [] }],
    ['2 月 29 日生，平年 3 月 1 日满', '1948-02-29', [], '2026-03-01', { age: 78, categories: [] }],
    ['低保的最后一天', '1950-03-01', [poor, hardship], '2026-11-22', { age: 76, categories: ['minimum_living_guarantee'] }],
    ['从低保转特困的那一天，只算新的', '1950-03-01', [poor, hardship], '2026-11-23', { age: 76, categories: ['extreme_hardship'] }],
    ['登记两遍只算一次', '1950-03-01', [hardship, hardship], '2026-11-23', { age: 76, categories: ['extreme_hardship'] }],
    ['独居、失能不是困难类别', '1950-03-01', [fact('living', 'living_alone', '2020-01-01'), fact('ability', 'severe', '2020-01-01')], '2026-11-23', { age: 76, categories: [] }],
  ])('%s', (_case, birth, facts, date, seen) => expect(factsOn(serviceDate(birth), facts, serviceDate(date))).toMatchObject(seen));

  test('the order in which facts were recorded changes nothing', () => {
    const start = serviceDate('2026-01-01');
    const anyFact = fc.record({ value: fc.constantFrom('a', 'b', 'c'), from: fc.nat(30), days: fc.option(fc.nat(30)) }).map(
      ({ value, from, days }): DatedFact => ({ kind: 'category', value, from: addDays(start, from), to: days === null ? null : addDays(start, from + days) }),
    );
    const shuffled = fc.array(anyFact, { maxLength: 6 }).chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })));
    fc.assert(fc.property(shuffled, fc.nat(60), ([facts, again], on) => {
      const date = addDays(start, on);
      const birth = serviceDate('1950-03-01');
      const { categories } = factsOn(birth, facts, date);
      expect(factsOn(birth, again, date).categories).toEqual(categories);
      for (const code of ['a', 'b', 'c']) {
        expect(categories.includes(code)).toBe(holdsOn(facts.filter((one) => one.value === code), 'category', date));
      }
    }));
  });
});
