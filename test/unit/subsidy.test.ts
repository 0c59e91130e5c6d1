import { describe, expect, test } from 'vitest';
import { QINGDAO_CHENGYANG_2020 as CHENGYANG } from '../../src/demo/data/policy.ts';
import type { ElderFacts } from '../../src/domain/elder.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { PolicyVersion } from '../../src/domain/policy.ts';
import { assessSubsidy, type Assessment } from '../../src/domain/subsidy.ts';
import type { Reason } from '../../src/domain/subsidy-reason.ts';
import { found } from '../support/demo.ts';
import { benefitOf, eaten, mealOf, MONDAY, payersOf, person, policyOf, subsidyOf } from '../support/subsidy.ts';

const borrowed: PolicyVersion = { id: 'qd-cy-2020-1', policyId: 'qd-cy-2020', fromDate: found(CHENGYANG.fromDate), toDate: null, rules: CHENGYANG.rules };
const judge = (facts: ElderFacts, version: PolicyVersion, meal = mealOf()): Assessment => assessSubsidy(facts, [version], { meals: [] }, meal);

describe('城阳区 2020 年价目，逐条', () => {
  const poor = ['minimum_living_guarantee'];
  test.each<[string, Partial<ElderFacts>, [MealSlot, number, string?], number, Reason['kind']]>([
    ['59 岁，还不到年龄', { age: 59 }, ['lunch', 1500], 1500, 'no_tier_fits'],
    ['60 岁，当年就算', { age: 60 }, ['lunch', 1500], 800, 'tier'],
    ['69 岁', { age: 69 }, ['lunch', 1500], 800, 'tier'],
    ['70 岁', { age: 70 }, ['lunch', 1500], 700, 'tier'],
    ['79 岁', { age: 79 }, ['lunch', 1500], 700, 'tier'],
    ['80 岁', { age: 80 }, ['lunch', 1500], 600, 'tier'],
    ['105 岁', { age: 105 }, ['lunch', 1500], 600, 'tier'],
    ['60 岁低保，两档都够，取给得多的', { age: 60, categories: poor }, ['lunch', 1500], 200, 'tier'],
    ['59 岁低保，不到年龄', { age: 59, categories: poor }, ['lunch', 1500], 1500, 'no_tier_fits'],
    ['85 岁特困', { age: 85, categories: ['extreme_hardship'] }, ['lunch', 1500], 200, 'tier'],
    ['65 岁又低保又特困，只算一次', { age: 65, categories: ['extreme_hardship', ...poor] }, ['lunch', 1500], 200, 'tier'],
    ['65 岁低保边缘，价目里没有，按年龄', { age: 65, categories: ['low_income_margin'] }, ['lunch', 1500], 800, 'tier'],
    ['75 岁，12 元午餐不在价目里', { age: 75, categories: poor }, ['lunch', 1200], 1200, 'price_not_covered'],
    ['75 岁，15.01 元也不在', { age: 75 }, ['lunch', 1501], 1501, 'price_not_covered'],
    ['75 岁，不要钱的午餐', { age: 75 }, ['lunch', 0], 0, 'price_not_covered'],
    ['75 岁，15 元晚餐', { age: 75, categories: poor }, ['dinner', 1500], 1500, 'slot_not_covered'],
    ['75 岁，15 元早餐', { age: 75 }, ['breakfast', 1500], 1500, 'slot_not_covered'],
    ['公布前一天', { age: 75, categories: poor }, ['lunch', 1500, '2020-12-16'], 1500, 'no_policy'],
    ['公布当天', { age: 75 }, ['lunch', 1500, '2020-12-17'], 700, 'tier'],
  ])('%s', (_case, known, [slot, price, date = MONDAY], pays, reason) => {
    const answer = judge(person(known), borrowed, mealOf({ slot, price, date }));
    expect([answer.selfPayFen, subsidyOf(answer)]).toEqual([pays, price - pays]);
    expect(answer.reasons.map(({ kind }) => kind)).toEqual([reason]);
    expect(answer.policyVersionId).toBe(reason === 'no_policy' ? null : 'qd-cy-2020-1');
  });

  test('钱从哪里来、凭哪一条、为什么，都写在单子上', () => {
    const facts = person({ age: 62, categories: poor });
    expect(judge(facts, borrowed)).toEqual({
      policyVersionId: 'qd-cy-2020-1',
      split: [
        { payer: 'unspecified', clause: '低保、特困，自付 2 元', fen: 1300 },
        { payer: 'elder', clause: '', fen: 200 },
      ],
      selfPayFen: 200,
      grants: [{ policy: 'qd-cy-2020', benefit: '助老餐厅午餐', clause: '低保、特困，自付 2 元', payer: 'unspecified', fen: 1300 }],
      beside: [],
      selfDeliveryFen: 0,
      facts,
      reasons: [{ kind: 'tier', clause: '低保、特困，自付 2 元', fen: 1300 }],
    });
  });

  test('没有补贴时，还有本人这一行', () => {
    expect(assessSubsidy(person(), [], { meals: [] }, mealOf()).split).toEqual([{ payer: 'elder', clause: '', fen: 1500 }]);
  });
});

describe('谁：逐项', () => {
  const gets = (who: object, known: Partial<ElderFacts>, point?: string) => {
    const version = benefitOf({ tiers: [{ clause: '每餐 3 元', who, give: { form: 'fixed', fen: 300 } }] });
    const at = point ? { point: { id: 'p2', divisionCode: point } } : {};
    return subsidyOf(judge(person(known), version, mealOf(at))) === 300;
  };

  test.each<[string, object, Partial<ElderFacts>, boolean]>([
    ['两类都要，只有一类', { allCategories: ['低保', '独居'] }, { categories: ['低保'] }, false],
    ['两类都要，都有', { allCategories: ['低保', '独居'] }, { categories: ['低保', '独居', '优抚'] }, true],
    ['任一类', { anyCategory: ['低保', '三属五老'] }, { categories: ['三属五老'] }, true],
    ['中度及以上，评的是轻度', { ability: { scale: 'GB/T 42195', atLeast: 'moderate' } }, { abilities: [{ scale: 'GB/T 42195-2022', level: 'mild' }] }, false],
    ['中度及以上，评的是重度', { ability: { scale: 'GB/T 42195', atLeast: 'moderate' } }, { abilities: [{ scale: 'GB/T 42195-2022', level: 'severe' }] }, true],
    ['等级写成数字也一样', { ability: { scale: 'GB/T 42195', atLeast: 2 } }, { abilities: [{ scale: 'GB/T 42195', level: '2' }] }, true],
    ['没有评过', { ability: { scale: 'GB/T 42195', atLeast: 0 } }, {}, false],
    ['评的是别的标准', { ability: { scale: '长护险', atLeast: 2 } }, { abilities: [{ scale: 'GB/T 42195', level: '4' }] }, false],
    ['一、二级残疾，三级', { disabilityGrades: [1, 2] }, { disabilityGrade: 3 }, false],
    ['一、二级残疾，二级', { disabilityGrades: [1, 2] }, { disabilityGrade: 2 }, true],
    ['没有残疾证', { disabilityGrades: [1, 2] }, {}, false],
    ['独居', { living: ['独居', '空巢'] }, { living: ['独居'] }, true],
    ['和子女住', { living: ['独居', '空巢'] }, { living: ['与子女同住'] }, false],
    ['住养老机构的除外', { except: [{ staysIn: ['institution'] }] }, { staysIn: ['institution'] }, false],
    ['在家住的不受除外影响', { except: [{ staysIn: ['institution'] }] }, {}, true],
    ['除外的条件要全部符合才除外', { except: [{ anyCategory: ['低保'], ageBefore: 65 }] }, { categories: ['低保'] }, true],
    ['80 岁以上或者低保，都不是', { anyOf: [{ ageFrom: 80 }, { anyCategory: ['低保'] }] }, {}, false],
    ['80 岁以上或者低保，是低保', { anyOf: [{ ageFrom: 80 }, { anyCategory: ['低保'] }] }, { categories: ['低保'] }, true],
    ['本市（县级）户籍', { registered: { same: 'county' } }, { registeredDivision: '370481020001' }, true],
    ['外县户籍', { registered: { same: 'county' } }, { registeredDivision: '370406001001' }, false],
    ['同一地级市户籍', { registered: { same: 'city' } }, { registeredDivision: '370406001001' }, true],
    ['户籍不详', { registered: { same: 'city' } }, { registeredDivision: null }, false],
    ['户籍只知道到县，问的是镇', { registered: { same: 'town', as: 'eaten_at' } }, { registeredDivision: '370481000000' }, false],
    ['居住在所列的街道', { residence: { in: ['370481002000', '370481001000'] } }, {}, true],
    ['居住在别的街道', { residence: { in: ['370481002000'] } }, {}, false],
    ['人户一致（同村）', { residence: { same: 'village', as: 'registered' } }, {}, true],
    ['人户分离', { residence: { same: 'village', as: 'registered' } }, { residenceDivision: '370481001002' }, false],
  ])('%s', (_case, who, known, expected) => expect(gets(who, known)).toBe(expected));

  test.each([
    ['在户籍镇街吃', '370481001009', true],
    ['在同县别的镇街吃', '370481002001', false],
    ['在外县吃', '370406001001', false],
  ])('就餐点与户籍同镇街：%s', (_case, point, expected) => {
    expect(gets({ eatenAt: { same: 'town', as: 'registered' } }, {}, point)).toBe(expected);
  });

  test('直辖市整个是一个市，省直辖县自己是一个市', () => {
    const city = (place: string, registered: string) =>
      subsidyOf(judge(person({ registeredDivision: registered }), policyOf({ place, benefits: [{ name: '补贴', who: { registered: { same: 'city' } }, tiers: [{ clause: '3 元', give: { form: 'fixed', fen: 300 } }] }] })));
    expect([city('500000000000', '500101001001'), city('500000000000', '500229001001'), city('429004000000', '429005001001')]).toEqual([300, 300, 0]);
  });
});

describe('给多少', () => {
  test.each<[string, object, number, number]>([
    ['定额 3 元', { form: 'fixed', fen: 300 }, 1500, 300],
    ['定额比餐费多，只到餐费', { form: 'fixed', fen: 900 }, 600, 600],
    ['自付 8 元', { form: 'elder_pays', fen: 800 }, 1500, 700],
    ['自付 8 元，餐费只有 6 元', { form: 'elder_pays', fen: 800 }, 600, 0],
    ['自付 0 元', { form: 'elder_pays', fen: 0 }, 1500, 1500],
    ['25%，每餐最多 3 元，没到', { form: 'percent', percent: 25, capFen: 300 }, 1100, 275],
    ['25%，每餐最多 3 元，到了', { form: 'percent', percent: 25, capFen: 300 }, 1600, 300],
    ['半分进一分：11.10 元的 25% 是 2.775 元', { form: 'percent', percent: 25 }, 1110, 278],
    ['不到半分舍去：11.05 元的 25%', { form: 'percent', percent: 25 }, 1105, 276],
    ['33.33% 精确', { form: 'percent', percent: 33.33 }, 10_000, 3333],
    ['据实，最多 15 元，12 元的餐', { form: 'up_to_actual', capFen: 1500 }, 1200, 1200],
    ['据实，最多 15 元，18 元的餐', { form: 'up_to_actual', capFen: 1500 }, 1800, 1500],
    ['分餐次：午餐 3 元', { form: 'by_slot', lunch: { form: 'fixed', fen: 300 }, dinner: { form: 'fixed', fen: 200 } }, 1500, 300],
    ['分餐次：没写午餐', { form: 'by_slot', dinner: { form: 'fixed', fen: 200 } }, 1500, 0],
    ['八折', { form: 'discount', percentOff: 20 }, 1500, 300],
    ['全免', { form: 'percent', percent: 100 }, 1500, 1500],
  ])('%s', (_case, give, price, given) => {
    const answer = judge(person(), benefitOf({ tiers: [{ clause: '这一条', give: give as never }] }), mealOf({ price }));
    expect([subsidyOf(answer), answer.selfPayFen]).toEqual([given, price - given]);
  });

  const week = (give: object, meals: ReturnType<typeof mealOf>[]) =>
    eaten(person(), [benefitOf({ tiers: [{ clause: '这一条', give: give as never }] })], meals).map((one) => one.selfPayFen);
  const dinner = mealOf({ slot: 'dinner', price: 1000 });
  const lunch = mealOf({ price: 800 });
  const next = mealOf({ price: 800, date: '2026-11-24' });

  test('每天 10 元，午餐用 8 元，晚餐还剩 2 元，第二天重新算', () => {
    expect(week({ form: 'fixed', fen: 1000, per: 'day' }, [lunch, dinner, next])).toEqual([0, 800, 0]);
  });
  test('中晚两餐一个价，一天自付 10 元', () => {
    expect(week({ form: 'elder_pays', fen: 1000, per: 'day' }, [lunch, dinner, next])).toEqual([800, 200, 800]);
  });
  test('每月包餐 20 元，付满以后不再付，下月重新算', () => {
    const december = mealOf({ price: 800, date: '2026-12-01' });
    expect(week({ form: 'elder_pays', fen: 2000, per: 'month' }, [lunch, dinner, next, dinner, december])).toEqual([800, 1000, 200, 0, 800]);
  });
  test('每月据实最多 20 元', () => {
    expect(week({ form: 'up_to_actual', capFen: 2000, per: 'month' }, [lunch, dinner, next, dinner])).toEqual([0, 0, 600, 1000]);
  });
});

describe('先后：折扣与定额', () => {
  const rules = (order: 'discount_first' | 'amount_first') => policyOf({
    order,
    benefits: [
      { name: '定额', tiers: [{ clause: '补 3 元', give: { form: 'fixed', fen: 300 } }] },
      { name: '折扣', tiers: [{ clause: '八折', give: { form: 'discount', percentOff: 20 } }] },
      { name: '比例', tiers: [{ clause: '补一成', give: { form: 'percent', percent: 10 } }] },
    ],
  });
  test('先打折：定额与比例都在折后', () => {
    const answer = judge(person(), rules('discount_first'), mealOf({ price: 2000 }));
    expect(payersOf(answer)).toEqual({ discount: 400, county: 300 + 160 });
  });
  test('先补贴：折扣只打在剩下的上面', () => {
    const answer = judge(person(), rules('amount_first'), mealOf({ price: 2000 }));
    expect(payersOf(answer)).toEqual({ county: 300 + 200, discount: 300 });
  });
  test('店里自己的折扣也照这个先后，不够条件的人也有', () => {
    const meal = mealOf({ price: 2000, sellerPercentOff: 10 });
    expect(payersOf(judge(person(), benefitOf({}, { order: 'amount_first' }), meal))).toEqual({ county: 300, discount: 170 });
    expect(payersOf(judge(person(), benefitOf({}), meal))).toEqual({ county: 300, discount: 200 });
    expect(payersOf(judge(person(), benefitOf({ who: { ageFrom: 90 } }), meal))).toEqual({ discount: 200 });
    expect(payersOf(assessSubsidy(person(), [], { meals: [] }, meal))).toEqual({ discount: 200 });
    expect(payersOf(judge(person(), benefitOf({}, { sellerDiscount: 'no_benefit' }), meal))).toEqual({ discount: 200 });
  });
});

describe('满多少才补', () => {
  const spend = (minSpend: object, meal: ReturnType<typeof mealOf>) =>
    subsidyOf(judge(person(), benefitOf({ minSpend: { fen: 1500, ...minSpend } }), meal)) - (meal.sellerPercentOff ? 160 : 0);
  test.each<[string, object, Parameters<typeof mealOf>[0], number]>([
    ['满 15 元，正好', {}, { price: 1500 }, 300],
    ['超过 15 元，正好不算', { compare: '>' }, { price: 1500 }, 0],
    ['超过 15 元，多一分', { compare: '>' }, { price: 1501 }, 300],
    ['满 15 元，差一分', {}, { price: 1499 }, 0],
    ['折前满 15 元', { measured: 'before_discount' }, { price: 1600, sellerPercentOff: 10 }, 300],
    ['折后不满 15 元', { measured: 'after_discount' }, { price: 1600, sellerPercentOff: 10 }, 0],
    ['送餐费不算在内', {}, { price: 1400, fee: 200 }, 0],
    ['送餐费算在内', { deliveryFee: 'in' }, { price: 1400, fee: 200 }, 300],
  ])('%s', (_case, minSpend, said, given) => expect(spend(minSpend, mealOf(said))).toBe(given));
});

describe('哪些餐', () => {
  test.each<[string, object, Parameters<typeof mealOf>[0], boolean]>([
    ['只在工作日，星期六', { days: 'workdays' }, { date: '2026-11-28' }, false],
    ['只在工作日，调休上班的星期六', { days: 'workdays' }, { date: '2026-11-28', makeUpWorkday: true }, true],
    ['只在工作日，放假调休的星期三', { days: 'workdays' }, { date: '2026-11-25', dayOff: true }, false],
    ['只在工作日，星期六在放假的一段里', { days: 'workdays' }, { date: '2026-11-28', dayOff: true }, false],
    ['工作日、节假日也算，放假调休的星期三', { days: 'workdays', statutoryHolidays: 'in' }, { date: '2026-11-25', dayOff: true }, true],
    ['天天有、节假日除外，放假调休不是节假日', { statutoryHolidays: 'out' }, { date: '2026-11-25', dayOff: true }, true],
    ['只在工作日，节假日的星期三', { days: 'workdays' }, { date: '2026-11-25', statutoryHoliday: true }, false],
    ['工作日、节假日也算，节假日的星期三', { days: 'workdays', statutoryHolidays: 'in' }, { date: '2026-11-25', statutoryHoliday: true }, true],
    ['天天有，节假日', {}, { date: '2026-11-25', statutoryHoliday: true }, true],
    ['天天有，节假日除外', { statutoryHolidays: 'out' }, { date: '2026-11-25', statutoryHoliday: true }, false],
    ['只限堂食，送餐', { modes: ['dine_in'] }, { mode: 'home_delivery' }, false],
    ['10 元到 15 元的餐，15 元', { priceFromFen: 1000, priceUpToFen: 1500 }, { price: 1500 }, true],
    ['10 元到 15 元的餐，15.01 元', { priceFromFen: 1000, priceUpToFen: 1500 }, { price: 1501 }, false],
  ])('%s', (_case, meals, said, covered) => {
    expect(subsidyOf(judge(person(), benefitOf({ meals: meals as never }), mealOf(said)))).toBe(covered ? 300 : 0);
  });

  test('卡只在绑定的食堂用', () => {
    const version = benefitOf({ boundCard: true });
    expect(subsidyOf(judge(person(), version))).toBe(300);
    expect(judge(person({ boundPointId: 'p2' }), version).reasons).toEqual([{ kind: 'other_point', benefit: '就餐补贴' }]);
    expect(subsidyOf(judge(person({ boundPointId: null }), version))).toBe(0);
  });
});
