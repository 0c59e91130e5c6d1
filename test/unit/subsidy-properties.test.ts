import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import { addDays, weekOf } from '../../src/domain/calendar.ts';
import type { ElderFacts } from '../../src/domain/elder.ts';
import { MEAL_SLOTS, SERVICE_MODES } from '../../src/domain/meal-slot.ts';
import { fen } from '../../src/domain/money.ts';
import type { PolicyVersion } from '../../src/domain/policy.ts';
import { PERIODS, type Limit, type Period } from '../../src/domain/policy-give.ts';
import { policyRules, type PolicyRulesText } from '../../src/domain/policy-rules.ts';
import { assessSubsidy, ELDER_PAYER, type Assessment } from '../../src/domain/subsidy.ts';
import type { AssessedMeal } from '../../src/domain/subsidy-facts.ts';
import { found } from '../support/demo.ts';
import { eaten, HERE, MONDAY, person, subsidyOf } from '../support/subsidy.ts';

// 100,000 draws in all. Rules are any that the schema can read, contradictions included: the assessment must be total.

const RUNS = 20_000;
const assertHolds = <T>(what: fc.IProperty<T>) => fc.assert(what, { numRuns: RUNS });

const PAYERS = ['city', 'county', 'charity'] as const;
const fenUpTo = (max: number) => fc.integer({ min: 1, max });
const optional = <T>(what: fc.Arbitrary<T>) => fc.option(what, { nil: undefined, freq: 2 });
const period = fc.constantFrom(...PERIODS);
const percent = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);

type BenefitText = NonNullable<PolicyRulesText['benefits']>[number];
type TierText = BenefitText['tiers'][number];

const anyGive: fc.Arbitrary<Exclude<TierText['give'], { form: 'by_slot' }>> = fc.oneof(
  fc.record({ form: fc.constant('fixed' as const), fen: fenUpTo(2000), per: period }),
  fc.record({ form: fc.constant('elder_pays' as const), fen: fc.nat(2000), per: period }),
  fc.record({ form: fc.constant('percent' as const), percent, capFen: optional(fenUpTo(1000)) }),
  fc.record({ form: fc.constant('up_to_actual' as const), capFen: fenUpTo(2000), per: period }),
  fc.record({ form: fc.constant('discount' as const), percentOff: percent }),
);

const anyLimit = fc.oneof(
  fc.record({ per: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const), meals: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ per: period, fen: fenUpTo(3000) }),
);
const anyLimits = fc.array(anyLimit, { maxLength: 2 });

const anyWho = optional(fc.record(
  { ageFrom: fc.constantFrom(60, 70, 80), ageBefore: fc.constantFrom(70, 90), anyCategory: fc.constantFrom<string[]>(['低保'], ['特困', '低保']), eatenAt: fc.constant({ same: 'town' as const, as: 'registered' as const }) },
  { requiredKeys: [] },
));

const anyPays = fc.oneof(
  fc.constantFrom(...PAYERS, 'operator_concession'),
  fc.integer({ min: 0, max: 10_000 }).map((share) => [{ payer: 'city', percent: share / 100 }, { payer: 'county', percent: (10_000 - share) / 100 }]),
  fenUpTo(900).map((part) => [{ payer: 'county', fen: part }, { payer: 'charity' }]),
  fenUpTo(900).map((part) => [{ payer: 'city', fen: part }, { payer: 'operator_concession' }]),
);

const anyTier = fc.record({
  who: anyWho, give: anyGive, pays: optional(anyPays), limits: anyLimits,
  minSpend: optional(fc.record({ fen: fenUpTo(1800), compare: fc.constantFrom('>=' as const, '>' as const), measured: fc.constantFrom('before_discount' as const, 'after_discount' as const), deliveryFee: fc.constantFrom('in' as const, 'out' as const) })),
});

const anyBenefit: fc.Arbitrary<Omit<BenefitText, 'name'>> = fc
  .record({ who: anyWho, combine: fc.constantFrom('best_tier' as const, 'stack' as const), pays: anyPays, limits: anyLimits, tiers: fc.array(anyTier, { minLength: 1, maxLength: 3 }) })
  .map(({ tiers, ...benefit }) => ({ ...benefit, tiers: tiers.map((tier, index) => ({ ...tier, clause: `第 ${index + 1} 条` })) }));

const anyRules = fc.record({
  order: fc.constantFrom('discount_first' as const, 'amount_first' as const),
  minSelfPay: optional(fc.record({ fen: fc.nat(500), percent })),
  limits: anyLimits,
  benefits: fc.array(anyBenefit, { minLength: 1, maxLength: 2 }),
  beside: fc.constantFrom<NonNullable<PolicyRulesText['beside']>>([], [{ kind: 'operator', clause: '运营', payer: 'city', fen: 200, when: 'subsidised', per: 'person_day' }, { kind: 'delivery', clause: '送餐', payer: 'charity', fen: 200, when: 'every_meal' }]),
});

function versionOf({ benefits, ...rules }: Omit<PolicyRulesText, 'place' | 'benefits'> & { benefits: readonly Omit<BenefitText, 'name'>[] }): PolicyVersion {
  const named = benefits.map((one, index) => ({
    ...one, name: `第 ${index + 1} 项`, tiers: one.tiers.map((tier) => ({ ...tier, clause: `${index + 1}：${tier.clause}` })),
  }));
  const payers = [{ payer: 'city' }, { payer: 'county', where: { eatenAt: { same: 'county' as const, as: 'registered' as const } } }, { payer: 'charity', balance: { openingFen: 1500 }, thenPays: 'city' }];
  return { id: 'v', policyId: 'p', fromDate: MONDAY, toDate: null, rules: policyRules.parse({ place: '370481000000', payers, ...rules, benefits: named }) };
}

const anyFacts: fc.Arbitrary<ElderFacts> = fc
  .record({ age: fc.integer({ min: 58, max: 92 }), categories: fc.subarray(['低保', '特困']) })
  .map((known) => person(known));

const anyMeal: fc.Arbitrary<AssessedMeal> = fc
  .record({ day: fc.nat(12), slot: fc.constantFrom(...MEAL_SLOTS), mode: fc.constantFrom(...SERVICE_MODES), price: fc.nat(2500), fee: fc.nat(400), off: fc.constantFrom(0, 0, 10, 33.33), point: fc.constantFrom(HERE, HERE, '370481002001', '370406001001') })
  .map(({ day, price, fee, off, point, ...meal }) => ({
    ...meal, serviceDate: addDays(MONDAY, day), priceFen: fen(price), deliveryFeeFen: fen(fee), sellerPercentOff: off, point: { id: point, divisionCode: point },
  }));
const someMeals = fc.array(anyMeal, { minLength: 1, maxLength: 3 });

const isMoney = (amount: number) => Number.isSafeInteger(amount) && amount >= 0;
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const sum = (lines: readonly { fen: number }[]) => lines.reduce((total, line) => total + line.fen, 0);

// Each property is one expression: 20,000 times `expect` would be most of the time.
describe('whatever the rules', () => {
  const TIMEOUT = 60_000;

  test('the lines sum to the price, nothing is negative, the elder’s own line comes last and once, and there is a reason', () => {
    const isSound = ({ split, selfPayFen, beside, selfDeliveryFen, reasons }: Assessment, { priceFen, deliveryFeeFen = fen(0) }: AssessedMeal) =>
      sum(split) === priceFen && [...split, ...beside].every((line) => isMoney(line.fen)) &&
      split.findIndex((line) => line.payer === ELDER_PAYER) === split.length - 1 && split.at(-1)?.fen === selfPayFen &&
      new Set(split.map((line) => `${line.payer} ${line.clause}`)).size === split.length &&
      isMoney(selfDeliveryFen) && selfDeliveryFen <= deliveryFeeFen && reasons.length > 0;
    assertHolds(fc.property(anyRules, anyFacts, someMeals, (rules, facts, meals) =>
      eaten(facts, [versionOf(rules)], meals).every((answer, index) => isSound(answer, found(meals[index])))));
  }, TIMEOUT);

  test('no limit of the policy is ever exceeded, in any period', () => {
    const keyOf = (per: Period, { serviceDate }: AssessedMeal, index: number) =>
      ({ meal: String(index), day: serviceDate, week: weekOf(serviceDate), month: serviceDate.slice(0, 7), year: serviceDate.slice(0, 4) })[per];
    const publicFen = ({ split }: Assessment) => sum(split.filter((line) => ![ELDER_PAYER, 'discount', 'operator_concession'].includes(line.payer)));
    assertHolds(fc.property(anyRules, anyFacts, someMeals, (rules, facts, meals) => {
      const version = versionOf(rules);
      const given = eaten(facts, [version], meals).map((answer, index) => ({ fen: publicFen(answer), meal: found(meals[index]), index }));
      return version.rules.limits.every(({ per, meals: most = Infinity, fen: upTo = Infinity }) =>
        [...Map.groupBy(given, ({ meal, index }) => keyOf(per, meal, index)).values()].every((inPeriod) =>
          inPeriod.filter((one) => one.fen > 0).length <= most && sum(inPeriod) <= upTo));
    }));
  }, TIMEOUT);

  test('a wider limit never gives less', () => {
    const widened = (limits: readonly Limit[], by: number) =>
      limits.map(({ per, ...most }) => ({ per, ...(most.meals ? { meals: most.meals + by } : {}), ...(most.fen ? { fen: most.fen + 100 * by } : {}) }));
    assertHolds(fc.property(anyBenefit, anyFacts, someMeals, anyMeal, fc.integer({ min: 1, max: 5 }), (benefit, facts, before, meal, by) => {
      const tight = versionOf({ benefits: [benefit] });
      const wide = versionOf({ benefits: [{ ...benefit, limits: widened(benefit.limits ?? [], by) }] });
      const past = eaten(facts, [tight], before).map((one, index) => ({ ...one, serviceDate: found(before[index]).serviceDate }));
      const judged = (version: PolicyVersion) => subsidyOf(assessSubsidy(facts, [version], { meals: past }, meal));
      return judged(wide) >= judged(tight);
    }));
  }, TIMEOUT);

  test('the order in which the tiers of a benefit stand changes nothing', () => {
    const shuffled = anyBenefit.chain(({ tiers, ...benefit }) =>
      fc.tuple(fc.constant({ ...benefit, combine: 'best_tier' as const, tiers }), fc.shuffledSubarray(tiers, { minLength: tiers.length })));
    assertHolds(fc.property(shuffled, anyFacts, someMeals, ([benefit, tiers], facts, meals) => {
      const [one, other] = [benefit, { ...benefit, tiers }].map((each) => eaten(facts, [versionOf({ benefits: [each] })], meals).map((answer) => answer.split));
      return same(one, other);
    }));
  }, TIMEOUT);

  test('the version in force on the service date decides, and no other', () => {
    assertHolds(fc.property(anyBenefit, anyBenefit, anyFacts, anyMeal, fc.nat(12), (first, second, facts, meal, day) => {
      const change = addDays(MONDAY, day);
      const old: PolicyVersion = { ...versionOf({ benefits: [first] }), id: 'old', toDate: change };
      const renewed: PolicyVersion = { ...versionOf({ benefits: [second] }), id: 'new', fromDate: change };
      const alone = meal.serviceDate < change ? old : renewed;
      const answer = assessSubsidy(facts, [renewed, old], { meals: [] }, meal);
      return answer.policyVersionId === alone.id && same(answer, assessSubsidy(facts, [alone], { meals: [] }, meal));
    }));
  }, TIMEOUT);
});
