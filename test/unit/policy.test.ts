import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QINGDAO_CHENGYANG_2020 } from '../../src/demo/data/policy.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { parsePolicy, versionOn, type CountyWords, type PolicyVersion } from '../../src/domain/policy.ts';
import type { PolicyFault } from '../../src/domain/policy-problem.ts';
import { policyRules } from '../../src/domain/policy-rules.ts';
import { serviceDate } from '../support/demo.ts';
import { benefitOf } from '../support/subsidy.ts';

const version = (id: string, from: string, to: string | null): PolicyVersion => ({
  id, policyId: 'p', fromDate: serviceDate(from), toDate: to === null ? null : serviceDate(to), rules: benefitOf({}).rules,
});

describe('供餐那一天用哪一版办法', () => {
  const first = version('2025 版', '2025-01-01', '2026-01-01');
  const second = version('2026 版', '2026-01-01', '2026-07-01');
  const third = version('2026 下半年版，到另行通知为止', '2026-08-01', null);

  test.each([
    ['还没有办法', '2024-12-31', null],
    ['头一天就算', '2025-01-01', '2025 版'],
    ['旧版最后一天', '2025-12-31', '2025 版'],
    ['新版头一天，旧版已经不算', '2026-01-01', '2026 版'],
    ['失效的那一天不算', '2026-07-01', null],
    ['两版之间空着', '2026-07-15', null],
    ['没有失效日，一直算', '2099-12-31', '2026 下半年版，到另行通知为止'],
  ])('%s：%s', (_case, date, id) => {
    for (const stored of [[first, second, third], [third, first, second]]) {
      expect(versionOn(stored, serviceDate(date))?.id ?? null).toBe(id);
    }
  });

  test('没有任何办法', () => expect(versionOn([], serviceDate('2026-11-23'))).toBeNull());

  test('versions that follow each other leave no day out and claim none twice', () => {
    const start = serviceDate('2024-01-01');
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }), fc.nat(250), (lengths, on) => {
      const ends = lengths.map((_, index) => lengths.slice(0, index + 1).reduce((sum, days) => sum + days, 0));
      const chain = lengths.map((days, index) =>
        version(String(index), addDays(start, (ends[index] ?? 0) - days), addDays(start, ends[index] ?? 0)));
      const index = ends.findIndex((end) => on < end);
      expect(versionOn(chain, addDays(start, on))?.id ?? null).toBe(index === -1 ? null : String(index));
    }));
  });
});

// A file in which nothing is wrong. Each test below spoils one thing.
const tier = { clause: '60 至 79 周岁，每餐 3 元', who: { ageFrom: 60, ageBefore: 80 }, give: { form: 'fixed', fen: 300 } };
const benefit = { name: '就餐补贴', meals: { slots: ['lunch'] }, tiers: [tier] };
const rules = { place: '370481000000', payers: [{ payer: 'county' }, { payer: 'town' }], benefits: [{ ...benefit, pays: 'county' }] };
const file = {
  schema: 'zhucan-policy/1', id: 'tz', title: '办法', documentNo: '滕民〔2026〕1 号', issuer: '滕州市民政局', source: '市政府网站',
  versions: [{ from: '2026-01-01', before: '2027-01-01', ...rules }, { from: '2027-01-01', ...rules }],
};
const withRules = (more: object) => ({ ...file, versions: [{ from: '2026-01-01', ...rules, ...more }] });
const withBenefit = (more: object) => withRules({ benefits: [{ ...benefit, pays: 'county', ...more }] });
const withTier = (more: object) => withBenefit({ tiers: [{ ...tier, ...more }] });
const beside = { kind: 'operator', clause: '运营补贴', payer: 'county', fen: 200, when: 'subsidised' };

const problemsIn = (json: unknown, county?: CountyWords) => {
  const read = parsePolicy(json, county);
  return 'problems' in read ? read.problems.map(({ path, reason }) => [path, reason.code]) : [];
};

describe('reading a policy file', () => {
  test('what is right is read, with its defaults and its dates', () => {
    const read = parsePolicy(file);
    expect('policy' in read && read.policy.versions.map(({ id, policyId, fromDate, toDate, documentNo }) => [id, policyId, fromDate, toDate, documentNo])).toEqual([
      ['tz-1', 'tz', '2026-01-01', '2027-01-01', '滕民〔2026〕1 号'],
      ['tz-2', 'tz', '2027-01-01', null, '滕民〔2026〕1 号'],
    ]);
  });

  test('rules come back from the database as they went in', () => {
    const stored: unknown = JSON.parse(JSON.stringify(QINGDAO_CHENGYANG_2020.rules));
    expect(policyRules.parse(stored)).toEqual(QINGDAO_CHENGYANG_2020.rules);
  });

  const V = 'versions[0]';
  const B = `${V}.benefits[0]`;
  const T = `${B}.tiers[0]`;
  test.each<[string, unknown, string, PolicyFault]>([
    ['not a file', null, '', 'wrong_kind'],
    ['another schema', { ...file, schema: 'v2' }, 'schema', 'not_one_of'],
    ['no document number', { ...file, documentNo: undefined }, 'documentNo', 'missing'],
    ['an empty document number', { ...file, documentNo: ' ' }, 'documentNo', 'out_of_range'],
    ['an unknown field of the file', { ...file, note: '' }, 'note', 'unknown_field'],
    ['no version', { ...file, versions: [] }, 'versions', 'out_of_range'],
    ['a date that is none', withRules({ from: '2026-02-30' }), `${V}.from`, 'not_a_date'],
    ['money as text', withTier({ give: { form: 'fixed', fen: '300' } }), `${T}.give.fen`, 'wrong_kind'],
    ['half a fen', withTier({ give: { form: 'fixed', fen: 0.5 } }), `${T}.give.fen`, 'wrong_kind'],
    ['a negative amount', withTier({ give: { form: 'elder_pays', fen: -1 } }), `${T}.give.fen`, 'out_of_range'],
    ['an unknown form', withTier({ give: { form: 'gift', fen: 1 } }), `${T}.give.form`, 'not_one_of'],
    ['a field of another form', withTier({ give: { form: 'fixed', fen: 1, capFen: 2 } }), `${T}.give.capFen`, 'unknown_field'],
    ['an unknown condition', withTier({ who: { hukou: 'here' } }), `${T}.who.hukou`, 'unknown_field'],
    ['a slot that is none', withBenefit({ meals: { slots: ['supper'] } }), `${B}.meals.slots[0]`, 'not_one_of'],
    ['no slot', withBenefit({ meals: { slots: [] } }), `${B}.meals.slots`, 'out_of_range'],
    ['no tier', withBenefit({ tiers: [] }), `${B}.tiers`, 'out_of_range'],
    ['a tier without its words', withTier({ clause: '' }), `${T}.clause`, 'out_of_range'],
    ['an empty category list', withTier({ who: { anyCategory: [] } }), `${T}.who.anyCategory`, 'out_of_range'],
    ['a thousandth of a percent', withTier({ give: { form: 'percent', percent: 33.333 } }), `${T}.give.percent`, 'too_precise'],
    ['a place that is no code', withRules({ place: '滕州' }), `${V}.place`, 'not_a_division_code'],
    ['pays that is neither word nor list', withBenefit({ pays: 5 }), `${B}.pays`, 'not_one_of'],
  ])('refuses %s', (_case, json, path, code) => expect(problemsIn(json)).toContainEqual([path, code]));

  test.each<[string, unknown, string, PolicyFault]>([
    ['an end before the beginning', withRules({ before: '2026-01-01' }), `${V}.before`, 'empty_dates'],
    ['two versions on one day', { ...file, versions: [{ from: '2026-01-01', ...rules }, { from: '2027-01-01', ...rules }] }, 'versions[1].from', 'versions_overlap'],
    ['an empty age range', withTier({ who: { ageFrom: 80, ageBefore: 80 } }), `${T}.who`, 'empty_age_range'],
    ['a tier outside its benefit’s ages', withBenefit({ who: { ageFrom: 80 } }), `${T}.who`, 'never_applies'],
    ['disability grades that exclude each other', withBenefit({ who: { disabilityGrades: [1] }, tiers: [{ ...tier, who: { disabilityGrades: [2] } }] }), `${T}.who`, 'never_applies'],
    ['whom it requires excluded', withTier({ who: { anyCategory: ['低保'], except: [{ anyCategory: ['低保'] }] } }), `${T}.who.except[0].anyCategory`, 'never_applies'],
    ['an exception for everybody', withTier({ who: { except: [{}] } }), `${T}.who.except[0]`, 'excludes_everybody'],
    ['a tier for another slot than its benefit', withTier({ meals: { slots: ['dinner'] } }), `${T}.meals.slots`, 'never_applies'],
    ['a gift for a slot that is not covered', withTier({ give: { form: 'by_slot', dinner: tier.give } }), `${T}.give.dinner`, 'never_applies'],
    ['by slot, and none', withTier({ give: { form: 'by_slot' } }), `${T}.give`, 'gives_nothing'],
    ['a tier that is never best', withBenefit({ tiers: [tier, { ...tier, clause: '70 周岁以上 2 元', who: { ageFrom: 70, ageBefore: 80 }, give: { form: 'fixed', fen: 200 } }] }), `${B}.tiers[1]`, 'never_best'],
    ['an empty price range', withBenefit({ meals: { priceFromFen: 10, priceUpToFen: 9 } }), `${B}.meals`, 'empty_price_range'],
    ['a list price below the minimum spend', withBenefit({ meals: { listPricesFen: [1500] }, minSpend: { fen: 1500, compare: '>' } }), T, 'never_applies'],
    ['a target above the list price', withBenefit({ meals: { listPricesFen: [800] }, tiers: [{ ...tier, give: { form: 'elder_pays', fen: 800 } }] }), `${T}.give.fen`, 'gives_nothing'],
    ['110 percent', withTier({ give: { form: 'percent', percent: 110 } }), `${T}.give.percent`, 'percent_over_100'],
    ['a discount of nothing', withTier({ give: { form: 'discount', percentOff: 0 } }), `${T}.give.percentOff`, 'gives_nothing'],
    ['a limit below the fixed amount', withBenefit({ limits: [{ per: 'day', fen: 200 }] }), `${T}.give`, 'limit_below_amount'],
    ['a policy limit below the cap', withRules({ limits: [{ per: 'month', fen: 200 }] }), `${T}.give`, 'limit_below_amount'],
    ['a daily limit above the weekly one', withBenefit({ limits: [{ per: 'day', meals: 3 }, { per: 'week', meals: 2 }] }), `${B}.limits[0].meals`, 'limit_never_reached'],
    ['meals for each meal', withBenefit({ limits: [{ per: 'meal', meals: 1 }] }), `${B}.limits[0].meals`, 'meals_per_meal'],
    ['a limit of nothing', withBenefit({ limits: [{ per: 'day' }] }), `${B}.limits[0]`, 'one_or_the_other'],
    ['a target below the minimum self-pay', { ...withRules({ minSelfPay: { fen: 100 }, benefits: [{ ...benefit, pays: 'county', tiers: [{ ...tier, give: { form: 'elder_pays', fen: 50 } }] }] }) }, `${T}.give.fen`, 'below_min_self_pay'],
    ['a target among tiers that add up', withBenefit({ combine: 'stack', tiers: [{ ...tier, give: { form: 'elder_pays', fen: 50 } }] }), `${T}.give.form`, 'cannot_be_stacked'],
    ['a payer that is not listed', withBenefit({ pays: 'city' }), `${B}.pays`, 'unknown_payer'],
    ['several payers and none named', withBenefit({ pays: undefined }), `${T}.pays`, 'who_pays'],
    ['the elder as a payer', withRules({ payers: [{ payer: 'elder' }, { payer: 'county' }] }), `${V}.payers[0].payer`, 'reserved_payer'],
    ['a payer twice', withRules({ payers: [{ payer: 'county' }, { payer: 'county' }] }), `${V}.payers[1].payer`, 'duplicate'],
    ['payers that hand on in a circle', withRules({ payers: [{ payer: 'county', thenPays: 'town' }, { payer: 'town', thenPays: 'county' }] }), `${V}.payers[0].thenPays`, 'payer_cycle'],
    ['an heir that is not listed', withRules({ payers: [{ payer: 'county', thenPays: 'city' }] }), `${V}.payers[0].thenPays`, 'unknown_payer'],
    ['shares of 90 percent', withBenefit({ pays: [{ payer: 'county', percent: 50 }, { payer: 'town', percent: 40 }] }), `${B}.pays`, 'shares_not_100'],
    ['shares that are not the amount', withBenefit({ pays: [{ payer: 'county', fen: 100 }, { payer: 'town', fen: 100 }] }), `${B}.pays`, 'shares_not_the_amount'],
    ['a place test that says nothing', withTier({ who: { registered: {} } }), `${T}.who.registered`, 'one_or_the_other'],
    ['a place compared with itself', withTier({ who: { registered: { same: 'town', as: 'registered' } } }), `${T}.who.registered.as`, 'compared_with_itself'],
    ['a test finer than the policy’s place', withTier({ who: { registered: { same: 'town' } } }), `${T}.who.registered.same`, 'finer_than_the_place'],
    ['a level of another scale', withTier({ who: { ability: { scale: '长护险', atLeast: 'severe' } } }), `${T}.who.ability.atLeast`, 'not_of_this_scale'],
    ['two benefits of one name', withRules({ benefits: [{ ...benefit, pays: 'county' }, { ...benefit, pays: 'county' }] }), `${V}.benefits[1].name`, 'duplicate'],
    ['two clauses of the same words', withBenefit({ tiers: [tier, tier] }), `${B}.tiers[1].clause`, 'duplicate'],
    ['nothing at all', withRules({ benefits: [] }), V, 'gives_nothing'],
    ['a delivery subsidy for eating in', withRules({ beside: [{ ...beside, kind: 'delivery', meals: { modes: ['dine_in'] } }] }), `${V}.beside[0].meals.modes`, 'never_applies'],
    ['a share of the fee for the operator', withRules({ beside: [{ ...beside, fen: undefined, percentOfFee: 50 }] }), `${V}.beside[0]`, 'only_for_delivery'],
    ['public money paid by the elder', withRules({ beside: [{ ...beside, payer: 'elder' }] }), `${V}.beside[0].payer`, 'who_pays'],
  ])('refuses a contradiction: %s', (_case, json, path, code) => expect(problemsIn(json)).toContainEqual([path, code]));

  test('writes a fund of the county as one, and nobody else', () => {
    const county = { payers: ['county', 'charity'], funds: ['charity'], categories: [] };
    const paidBy = (...payers: object[]) => problemsIn(withRules({ payers, benefits: [{ ...benefit, pays: 'county' }] }), county);
    expect(paidBy({ payer: 'county' }, { payer: 'charity', balance: {}, thenPays: 'county' })).toEqual([]);
    expect(paidBy({ payer: 'county' }, { payer: 'charity' })).toEqual([[`${V}.payers[1].payer`, 'fund_without_balance']]);
    expect(paidBy({ payer: 'county', balance: { openingFen: 100 } })).toEqual([[`${V}.payers[0].balance`, 'balance_without_fund']]);
  });

  test('names nothing that the county does not have', () => {
    const county = { payers: ['county'], funds: [], categories: ['低保'] };
    expect(problemsIn(withTier({ who: { ageFrom: 60, anyCategory: ['低保', '三属五老'] } }), county)).toEqual([
      ['versions[0].payers[1].payer', 'unknown_payer'],
      [`${T}.who.anyCategory[1]`, 'unknown_category'],
    ]);
  });

  test('nothing in a right file is called a problem', () => {
    expect(problemsIn(file)).toEqual([]);
    expect(problemsIn(withTier({}))).toEqual([]);
    expect(problemsIn(withRules({ beside: [beside] }))).toEqual([]);
  });
});
