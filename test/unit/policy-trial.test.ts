import { describe, expect, it } from 'vitest';
import { parseMonth } from '../../src/domain/calendar.ts';
import { fen } from '../../src/domain/money.ts';
import { daysReached, periodsOf } from '../../src/domain/policy-periods.ts';
import type { PolicyRulesText } from '../../src/domain/policy-rules.ts';
import { decideTrialStep, openingBalances, personChange, tryPerson, versionsTried, type ClaimedMeal } from '../../src/domain/policy-trial.ts';
import { keepAssessment, recompute } from '../../src/domain/recomputation.ts';
import { assessSubsidy } from '../../src/domain/subsidy.ts';
import { found, serviceDate } from '../support/demo.ts';
import { benefitOf, HERE, mealOf, MONDAY, person, policyOf } from '../support/subsidy.ts';

const NOVEMBER = found(parseMonth('2026-11'));

/** A claimed lunch that cost 15 yuan and got 3 from the county. `written`: when it was ordered. */
function lunch(date: string, written: number, more: Partial<ClaimedMeal> = {}): ClaimedMeal {
  const grants = [{ policy: 'policy', benefit: '就餐补贴', clause: '每餐 3 元', payer: 'county', fen: fen(300) }];
  return {
    id: `${date}-${written}`, elderId: 'e1', serviceDate: serviceDate(date), slot: 'lunch', mode: 'dine_in', priceFen: fen(1500), selfPayFen: fen(1200), placedAt: written,
    facts: person(), grants, beside: [], meal: { point: { id: 'p1', divisionCode: HERE } }, ...more,
  };
}
const five = (more: Omit<PolicyRulesText, 'place'> = {}) => benefitOf({ tiers: [{ clause: '每餐 5 元', give: { form: 'fixed', fen: 500 } }] }, more);
const afterOf = (meals: readonly ClaimedMeal[], rules: Omit<PolicyRulesText, 'place'> = {}) =>
  tryPerson(meals, versionsTried([], five(rules), NOVEMBER), NOVEMBER, {}).tried.map(({ meal, after }) => [meal.serviceDate.slice(5), after.subsidyFen]);

describe('one person’s month tried', () => {
  it.each<[what: string, meals: ClaimedMeal[], limits: PolicyRulesText['limits'], after: [string, number][]]>([
    ['without limits each meal gets the same', [lunch('2026-11-02', 1), lunch('2026-11-03', 2)], [], [['11-02', 500], ['11-03', 500]]],
    ['limits count in the order of writing, not of eating', [lunch('2026-11-02', 2), lunch('2026-11-03', 1)], [{ per: 'week', meals: 1 }], [['11-03', 500], ['11-02', 0]]],
    ['meals of October that the week reaches count with what they got, and are not judged', [lunch('2026-10-30', 1), lunch('2026-11-01', 2)], [{ per: 'week', fen: 600 }], [['11-01', 300]]],
    ['those of the week before do not', [lunch('2026-10-25', 1), lunch('2026-11-01', 2)], [{ per: 'week', fen: 600 }], [['11-01', 500]]],
    ['a meal of December that was written before counts for the last days of November', [lunch('2026-12-01', 1), lunch('2026-11-30', 2)], [{ per: 'week', meals: 1 }], [['11-30', 0]]],
    ['a year counts from January', [lunch('2026-01-02', 1), lunch('2026-11-02', 2)], [{ per: 'year', meals: 1 }], [['11-02', 0]]],
  ])('%s', (_what, meals, limits, after) => expect(afterOf(meals, { limits })).toEqual(after));

  it('judges on the facts that each order kept', () => {
    const tried = tryPerson([lunch('2026-11-02', 1), lunch('2026-11-03', 2, { facts: person({ age: 59 }) })], [benefitOf({ who: { ageFrom: 60 } })], NOVEMBER, {}).tried;
    expect(tried.map((one) => one.after.subsidyFen)).toEqual([300, 0]);
  });

  it('replaces the version of its own policy and leaves other policies as they are', () => {
    const others = [benefitOf({}, {}), policyOf({ stackable: true, benefits: [{ name: '另补', tiers: [{ clause: '另补 1 元', give: { form: 'fixed', fen: 100 } }] }] }, 'other')];
    const tried = tryPerson([lunch('2026-11-02', 1)], versionsTried(others, five(), NOVEMBER), NOVEMBER, {}).tried;
    expect(tried.map((one) => one.after.subsidyFen)).toEqual([600]);
  });

  it('draws a payer’s balance down, from one person to the next, and says where it ended', () => {
    const version = five({ payers: [{ payer: 'county', balance: { openingFen: 1200 } }] });
    const meals = ['2026-11-02', '2026-11-03', '2026-11-04'].map((date, index) => lunch(date, index));
    const step = decideTrialStep({ month: NOVEMBER, versions: [version], balances: openingBalances([version]), uptoElderId: '', meals, more: false });
    expect(step.totals.payers).toEqual({ county: { before: 900, after: 1200 } });
    expect(step.balances).toEqual({ county: 0 });
  });
});

describe('a step of a trial', () => {
  const meals = ['e1', 'e2', 'e3'].flatMap((elderId) => [lunch('2026-11-02', 1, { elderId }), lunch('2026-11-03', 2, { elderId })]);
  const facts = { month: NOVEMBER, versions: [five()], balances: {}, uptoElderId: 'e0', meals };

  it('judges whole people, and leaves the last where more may follow', () => {
    expect(decideTrialStep({ ...facts, more: true })).toMatchObject({ uptoElderId: 'e2', last: false, meals: 4, people: 2 });
    expect(decideTrialStep({ ...facts, more: false })).toMatchObject({ uptoElderId: 'e3', last: true, meals: 6, people: 3 });
    expect(decideTrialStep({ ...facts, meals: [], more: false })).toMatchObject({ uptoElderId: 'e0', last: true, meals: 0, changes: [] });
  });

  it('sums what it was and would be, payer by payer, and money beside the price apart', () => {
    const versions = [five({ beside: [{ kind: 'operator', clause: '运营', fen: 200, payer: 'county', when: 'every_meal' }] })];
    expect(decideTrialStep({ ...facts, versions, more: false }).totals).toEqual({
      payers: { county: { before: 1800, after: 3000 } }, selfPay: { before: 7200, after: 6000 }, beside: { operator: { county: { before: 0, after: 1200 } }, delivery: {} },
    });
  });

  it('names those whose figure changes and nobody else', () => {
    expect(decideTrialStep({ ...facts, versions: [benefitOf({})], more: false }).changes).toEqual([]);
    expect(decideTrialStep({ ...facts, more: false }).changes[0]).toEqual({
      elderId: 'e1', meals: 2, changedMeals: 2, subsidyBeforeFen: 600, subsidyAfterFen: 1000, selfPayBeforeFen: 2400, selfPayAfterFen: 2000,
    });
    expect(personChange('e1', [])).toBeNull();
  });
});

describe('how far rules look back', () => {
  it.each<[rules: Omit<PolicyRulesText, 'place'>, periods: string[], from: string, to: string]>([
    [{}, [], '2026-11-01', '2026-11-30'],
    [{ limits: [{ per: 'meal', fen: 100 }] }, [], '2026-11-01', '2026-11-30'],
    [{ limits: [{ per: 'month', meals: 20 }] }, ['month'], '2026-11-01', '2026-11-30'],
    [{ limits: [{ per: 'week', meals: 5 }] }, ['week'], '2026-10-26', '2026-12-06'],
    [{ limits: [{ per: 'year', fen: 100 }] }, ['year'], '2026-01-01', '2026-12-31'],
    [{ beside: [{ kind: 'operator', clause: '运营', fen: 200, payer: 'county', when: 'every_meal', per: 'person_day' }] }, ['day'], '2026-11-01', '2026-11-30'],
  ])('%j', (rules, periods, from, to) => {
    expect([...periodsOf([five(rules)])]).toEqual(periods);
    expect(daysReached([five(rules)], NOVEMBER)).toEqual({ from, to });
  });
});

describe('an order judged again', () => {
  const limited = benefitOf({ limits: [{ per: 'week', meals: 1 }] });
  const approved = (version = limited, approvedAt = 0) => ({ ...version, approvedAt });
  const earlier = { id: 'o0', serviceDate: MONDAY, selfPayFen: fen(1200), grants: lunch('2026-11-23', 0).grants, beside: [] };
  const meal = mealOf({ date: '2026-11-24' });
  const written = assessSubsidy(person(), [limited], { meals: [earlier] }, meal);
  const kept = keepAssessment(written, meal, [limited], [earlier, { id: 'free', grants: [], beside: [] }], {});
  const order = { serviceDate: meal.serviceDate, slot: meal.slot, mode: meal.mode, priceFen: meal.priceFen, judgedAt: 100, split: written.split, kept };

  it('keeps only earlier meals that can have counted', () => {
    expect(kept.counted).toEqual(['o0']);
    expect(keepAssessment(written, meal, [benefitOf({})], [earlier]).counted).toEqual([]);
  });

  it('comes to the same fen, on the earlier meals that counted then', () =>
    expect(recompute(order, [approved()], [earlier])).toMatchObject({ exact: true, differences: [], besideDiffers: false }));

  it('does not look at versions that were approved later', () => {
    const later = { ...approved(five(), 101), id: 'later', fromDate: serviceDate('2026-11-01') };
    expect(recompute(order, [approved(), later], [earlier])).toMatchObject({ exact: true, differences: [] });
    expect(recompute({ ...order, judgedAt: 101 }, [approved(), later], [earlier])).toMatchObject({ differences: [{ payer: 'elder', keptFen: 1500, recomputedFen: 1000 }, { payer: 'county', keptFen: 0, recomputedFen: 500 }] });
  });

  it('says that it cannot where too little was kept, or an earlier meal is gone', () => {
    const { counted: _counted, ...old } = kept;
    expect(recompute({ ...order, kept: old }, [approved()], [earlier])).toEqual({ exact: false, why: 'not_recorded' });
    expect(recompute(order, [approved()], [])).toEqual({ exact: false, why: 'earlier_meals_missing' });
  });
});
