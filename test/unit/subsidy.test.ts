import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QINGDAO_CHENGYANG_2020 as CHENGYANG } from '../../src/demo/data/policy.ts';
import type { ElderFacts } from '../../src/domain/elder.ts';
import { MEAL_SLOTS, type MealSlot } from '../../src/domain/meal-slot.ts';
import { fen } from '../../src/domain/money.ts';
import type { PolicyRules, PolicyVersion } from '../../src/domain/policy.ts';
import { assessSubsidy, ELDER_PAYER, type Assessment, type Reason } from '../../src/domain/subsidy.ts';
import published from '../cases/subsidy/qd-cy-2020.json' with { type: 'json' };
import { found, serviceDate } from '../support/demo.ts';

const borrowed: PolicyVersion = { id: 'qd-cy-2020-1', fromDate: found(CHENGYANG.fromDate), toDate: null, rules: CHENGYANG.rules };
const MONDAY = serviceDate('2026-11-23');

const meal = (slot: MealSlot, priceFen: number, date = MONDAY) => ({ serviceDate: date, slot, priceFen: fen(priceFen) });
const subsidyOf = ({ split }: Assessment) => split.reduce((sum, line) => sum + (line.payer === ELDER_PAYER ? 0 : line.fen), 0);

/** The word of the document for each category of the county. */
const CATEGORY: Readonly<Record<string, string>> = { 特困: 'extreme_hardship', 低保: 'minimum_living_guarantee' };

describe('城阳区 2020 年价目，公布的例子', () => {
  test('都在', () => expect(published.map((one) => one.id)).toEqual([1, 2, 3, 4, 5, 6].map((no) => `QD-CY-2020#${no}`)));

  test.each(published.map((one) => [one.id, one] as const))('%s', (_id, { who, meals, expect: expected }) => {
    const categories = (who.tags as string[]).map((tag) => found(CATEGORY[tag]));
    const answers = meals.map(({ date, price }) =>
      assessSubsidy({ age: who.age, categories }, [borrowed], meal('lunch', price, serviceDate(date))));
    expect(meals.map((one) => one.meal)).toEqual(['lunch']);
    expect(answers.map(({ selfPayFen }) => selfPayFen)).toEqual(expected.map((one) => one.self_meal));
    expect(answers.map(subsidyOf)).toEqual(expected.map(({ layers }) => Object.values(layers).reduce((sum, paid) => sum + paid, 0)));
  });
});

describe('城阳区 2020 年价目，逐条', () => {
  const poor = ['minimum_living_guarantee'];
  test.each<[string, ElderFacts, [MealSlot, number, string?], number, Reason['kind']]>([
    ['59 岁，还不到年龄', { age: 59, categories: [] }, ['lunch', 1500], 1500, 'no_tier_fits'],
    ['60 岁，当年就算', { age: 60, categories: [] }, ['lunch', 1500], 800, 'tier'],
    ['69 岁', { age: 69, categories: [] }, ['lunch', 1500], 800, 'tier'],
    ['70 岁', { age: 70, categories: [] }, ['lunch', 1500], 700, 'tier'],
    ['79 岁', { age: 79, categories: [] }, ['lunch', 1500], 700, 'tier'],
    ['80 岁', { age: 80, categories: [] }, ['lunch', 1500], 600, 'tier'],
    ['105 岁', { age: 105, categories: [] }, ['lunch', 1500], 600, 'tier'],
    ['60 岁低保，两档都够，取给得多的', { age: 60, categories: poor }, ['lunch', 1500], 200, 'tier'],
    ['59 岁低保，不到年龄', { age: 59, categories: poor }, ['lunch', 1500], 1500, 'no_tier_fits'],
    ['85 岁特困', { age: 85, categories: ['extreme_hardship'] }, ['lunch', 1500], 200, 'tier'],
    ['65 岁又低保又特困，只算一次', { age: 65, categories: ['extreme_hardship', ...poor] }, ['lunch', 1500], 200, 'tier'],
    ['65 岁低保边缘，价目里没有，按年龄', { age: 65, categories: ['low_income_margin'] }, ['lunch', 1500], 800, 'tier'],
    ['75 岁，12 元午餐不在价目里', { age: 75, categories: poor }, ['lunch', 1200], 1200, 'price_not_covered'],
    ['75 岁，15.01 元也不在', { age: 75, categories: [] }, ['lunch', 1501], 1501, 'price_not_covered'],
    ['75 岁，不要钱的午餐', { age: 75, categories: [] }, ['lunch', 0], 0, 'price_not_covered'],
    ['75 岁，15 元晚餐', { age: 75, categories: poor }, ['dinner', 1500], 1500, 'slot_not_covered'],
    ['75 岁，15 元早餐', { age: 75, categories: [] }, ['breakfast', 1500], 1500, 'slot_not_covered'],
    ['公布前一天', { age: 75, categories: poor }, ['lunch', 1500, '2020-12-16'], 1500, 'no_policy'],
    ['公布当天', { age: 75, categories: [] }, ['lunch', 1500, '2020-12-17'], 700, 'tier'],
  ])('%s', (_case, facts, [slot, price, date], pays, reason) => {
    const answer = assessSubsidy(facts, [borrowed], meal(slot, price, serviceDate(date ?? MONDAY)));
    expect([answer.selfPayFen, subsidyOf(answer)]).toEqual([pays, price - pays]);
    expect(answer.reasons.map(({ kind }) => kind)).toEqual([reason]);
    expect(answer.facts).toEqual(facts);
    expect(answer.policyVersionId).toBe(reason === 'no_policy' ? null : 'qd-cy-2020-1');
  });

  test('钱从哪里来、凭哪一条、为什么，都写在单子上', () => {
    expect(assessSubsidy({ age: 62, categories: poor }, [borrowed], meal('lunch', 1500))).toEqual({
      policyVersionId: 'qd-cy-2020-1',
      split: [
        { payer: 'unspecified', clause: '低保、特困，自付 2 元', fen: 1300 },
        { payer: 'elder', clause: '', fen: 200 },
      ],
      selfPayFen: 200,
      facts: { age: 62, categories: poor },
      reasons: [{ kind: 'tier', clause: '低保、特困，自付 2 元', fen: 1300 }],
    });
  });

  test('没有补贴时，还有本人这一行', () => {
    expect(assessSubsidy({ age: 75, categories: [] }, [], meal('lunch', 1500)).split).toEqual([{ payer: 'elder', clause: '', fen: 1500 }]);
  });
});

describe('换了新版', () => {
  const pays = (fenPaid: number): PolicyRules => ({
    ...CHENGYANG.rules, tiers: [{ clause: `自付 ${fenPaid} 分`, who: { ageFrom: 60 }, give: { elderPaysFen: fenPaid } }],
  });
  const versions: PolicyVersion[] = [
    { id: '新', fromDate: serviceDate('2026-07-01'), toDate: null, rules: pays(500) },
    { id: '旧', fromDate: serviceDate('2026-01-01'), toDate: serviceDate('2026-07-01'), rules: pays(900) },
  ];
  test.each([
    ['旧版最后一天', '2026-06-30', '旧', 900],
    ['新版头一天', '2026-07-01', '新', 500],
  ])('%s：%s', (_case, date, id, paid) => {
    const answer = assessSubsidy({ age: 66, categories: [] }, versions, meal('lunch', 1500, serviceDate(date)));
    expect([answer.policyVersionId, answer.selfPayFen]).toEqual([id, paid]);
  });
});

describe('只有 60—69 岁一档', () => {
  const sixties = found(CHENGYANG.rules.tiers[0]);
  const only: PolicyVersion = { ...borrowed, rules: { ...CHENGYANG.rules, tiers: [sixties] } };
  test.each([[59, 1500], [60, 800], [69, 800], [70, 1500]])('%i 岁，自付 %i 分', (age, pays) => {
    expect(assessSubsidy({ age, categories: [] }, [only], meal('lunch', 1500)).selfPayFen).toBe(pays);
  });

  test('自付比价钱还高，等于没有补贴', () => {
    const dear: PolicyVersion = { ...only, rules: { ...only.rules, tiers: [{ ...sixties, give: { elderPaysFen: 1600 } }] } };
    expect(assessSubsidy({ age: 65, categories: [] }, [dear], meal('lunch', 1500))).toMatchObject({
      split: [{ payer: 'elder', fen: 1500 }], reasons: [{ kind: 'no_tier_fits' }],
    });
  });
});

describe('any rule of this form', () => {
  const codes = ['extreme_hardship', 'minimum_living_guarantee', 'low_income_margin', 'entitled_group'];
  const anyCategories = fc.subarray(codes, { minLength: 1 });
  const anyTier = fc.record({
    who: fc.record(
      { ageFrom: fc.integer({ min: 58, max: 66 }), ageBefore: fc.integer({ min: 60, max: 70 }), anyCategory: anyCategories },
      { requiredKeys: ['ageFrom'] },
    ),
    give: fc.record({ elderPaysFen: fc.integer({ min: 0, max: 2500 }) }),
  });
  // Prices from a few, so that the list price is met as often as not.
  const anyPrice = fc.constantFrom(0, 1, 1200, 1500, 2000);
  const anyRules: fc.Arbitrary<PolicyRules> = fc.record({
    what: fc.record({ slots: fc.subarray([...MEAL_SLOTS], { minLength: 1 }), listPriceFen: anyPrice }),
    choose: fc.constant('best_single_tier' as const),
    tiers: fc.array(anyTier, { minLength: 1, maxLength: 6 }).map((tiers) => tiers.map((tier, index) => ({ ...tier, clause: `第 ${index + 1} 条` }))),
    payer: fc.constantFrom('county', 'town'),
  });
  // Few ages, so that a tier's first and last are met often.
  const anyFacts = fc.record({ age: fc.integer({ min: 57, max: 71 }), categories: fc.subarray(codes) });
  const anyMeal = fc.record({ slot: fc.constantFrom(...MEAL_SLOTS), price: anyPrice });
  const judged = (rules: PolicyRules, facts: ElderFacts, { slot, price }: { slot: MealSlot; price: number }) =>
    assessSubsidy(facts, [{ id: 'v', fromDate: MONDAY, toDate: null, rules }], meal(slot, price));

  test('the lines sum to the price, none is negative, and the elder’s own comes last and once', () => {
    fc.assert(fc.property(anyRules, anyFacts, anyMeal, (rules, facts, eaten) => {
      const { split, selfPayFen } = judged(rules, facts, eaten);
      expect(split.reduce((sum, line) => sum + line.fen, 0)).toBe(eaten.price);
      expect(split.every((line) => Number.isSafeInteger(line.fen) && line.fen >= 0)).toBe(true);
      expect(split.map((line) => line.payer === ELDER_PAYER)).toEqual([...split.slice(1).map(() => false), true]);
      expect(split.at(-1)).toEqual({ payer: ELDER_PAYER, clause: '', fen: selfPayFen });
    }));
  });

  test('gives the most that any fitting tier gives, and names one that gives it', () => {
    const fits = ({ who }: PolicyRules['tiers'][number], { age, categories }: ElderFacts) =>
      age >= who.ageFrom && age < (who.ageBefore ?? Infinity) && (who.anyCategory?.some((code) => categories.includes(code)) ?? true);
    fc.assert(fc.property(anyRules, anyFacts, (rules, facts) => {
      const price = rules.what.listPriceFen;
      const answer = judged(rules, facts, { slot: found(rules.what.slots[0]), price });
      const offered = rules.tiers.filter((tier) => fits(tier, facts)).map((tier) => price - tier.give.elderPaysFen);
      const most = Math.max(0, ...offered);
      expect(subsidyOf(answer)).toBe(most);
      const paid = answer.split.filter((line) => line.payer !== ELDER_PAYER);
      expect(paid).toHaveLength(most > 0 ? 1 : 0);
      for (const line of paid) {
        const tier = found(rules.tiers.find((one) => one.clause === line.clause));
        expect([line.payer, fits(tier, facts), price - tier.give.elderPaysFen]).toEqual([rules.payer, true, most]);
      }
    }));
  });

  test('the order in which the tiers stand changes no amount', () => {
    const shuffled = anyRules.chain((rules) => fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules.tiers, { minLength: rules.tiers.length })));
    fc.assert(fc.property(shuffled, anyFacts, anyMeal, ([rules, tiers], facts, eaten) => {
      expect(judged({ ...rules, tiers }, facts, eaten).selfPayFen).toBe(judged(rules, facts, eaten).selfPayFen);
    }));
  });

  test('pays nothing for another slot, another price or another day', () => {
    fc.assert(fc.property(anyRules, anyFacts, anyMeal, (rules, facts, { slot, price }) => {
      const covered = rules.what.slots.includes(slot) && rules.what.listPriceFen === price;
      if (!covered) expect(subsidyOf(judged(rules, facts, { slot, price }))).toBe(0);
      const over: PolicyVersion = { id: 'v', fromDate: serviceDate('2020-01-01'), toDate: MONDAY, rules };
      expect(subsidyOf(assessSubsidy(facts, [over], meal(slot, price)))).toBe(0);
    }));
  });
});
