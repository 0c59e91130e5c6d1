import { describe, expect, test } from 'vitest';
import { fen } from '../../src/domain/money.ts';
import { assessSubsidy } from '../../src/domain/subsidy.ts';
import type { PolicyRulesText } from '../../src/domain/policy-rules.ts';
import { serviceDate } from '../support/demo.ts';
import { benefitOf, eaten, mealOf, payersOf, person, policyOf, subsidyOf } from '../support/subsidy.ts';

const lunches = (...dates: string[]) => dates.map((date) => mealOf({ date }));
const given = (version: ReturnType<typeof policyOf>, meals: ReturnType<typeof mealOf>[]) => eaten(person(), [version], meals).map(subsidyOf);

describe('限量', () => {
  const fixed = (limits: PolicyRulesText['limits'], fenEach = 300) =>
    benefitOf({ limits, tiers: [{ clause: '每餐', give: { form: 'fixed', fen: fenEach } }] });

  test('每天一餐', () => {
    expect(given(fixed([{ per: 'day', meals: 1 }]), [mealOf(), mealOf({ slot: 'dinner' }), mealOf({ date: '2026-11-24' })])).toEqual([300, 0, 300]);
  });
  test('每周五餐，星期一重新算，没用完不结转', () => {
    const week = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-30'];
    expect(given(fixed([{ per: 'week', meals: 5 }]), lunches(...week))).toEqual([300, 300, 300, 300, 300, 0, 300]);
    expect(given(fixed([{ per: 'week', meals: 1 }]), lunches('2026-11-16', '2026-11-30', '2026-12-01'))).toEqual([300, 300, 0]);
  });
  test('一周跨两个月、两年，仍是一周', () => {
    expect(given(fixed([{ per: 'week', meals: 1 }]), lunches('2026-12-31', '2027-01-01'))).toEqual([300, 0]);
    expect(given(fixed([{ per: 'month', meals: 1 }]), lunches('2026-12-31', '2027-01-01'))).toEqual([300, 300]);
    expect(given(fixed([{ per: 'year', meals: 1 }]), lunches('2026-12-30', '2026-12-31', '2027-01-01'))).toEqual([300, 0, 300]);
  });
  test('先订了星期五，再订星期一：按写下的先后，不按日期', () => {
    expect(given(fixed([{ per: 'week', meals: 1 }]), lunches('2026-11-27', '2026-11-23'))).toEqual([300, 0]);
  });
  test('每月 5 元：第二餐只剩 2 元', () => {
    const answers = eaten(person(), [fixed([{ per: 'month', fen: 500 }])], lunches('2026-11-23', '2026-11-24', '2026-11-25'));
    expect(answers.map(subsidyOf)).toEqual([300, 200, 0]);
    expect(answers[1]?.reasons).toContainEqual({ kind: 'limit_reached', clause: '每餐', limit: { per: 'month', fen: 500 }, of: 'benefit', keptFen: 200 });
  });
  test('消费券：按 50%，每月最多 800 元', () => {
    const voucher = benefitOf({ tiers: [{ clause: '抵扣 50%', give: { form: 'percent', percent: 50 }, limits: [{ per: 'month', fen: 80_000 }] }] });
    const meals = ['2026-11-02', '2026-11-03', '2026-11-04', '2026-12-01'].map((date) => mealOf({ date, price: 60_000 }));
    expect(given(voucher, meals)).toEqual([30_000, 30_000, 20_000, 30_000]);
  });
  test('每天补一餐，又每月最多 4 元：两样都管', () => {
    expect(given(fixed([{ per: 'day', meals: 1 }, { per: 'month', fen: 400 }]), [mealOf(), mealOf({ slot: 'dinner' }), mealOf({ date: '2026-11-24' })])).toEqual([300, 0, 100]);
  });
  test('没有补到钱的餐不占次数', () => {
    const version = benefitOf({ limits: [{ per: 'week', meals: 1 }], meals: { slots: ['lunch'] } });
    expect(given(version, [mealOf({ slot: 'dinner' }), mealOf()])).toEqual([0, 300]);
  });
  test('各档各算各的，共用的一起算', () => {
    const version = policyOf({
      limits: [{ per: 'day', fen: 400 }],
      benefits: [
        { name: '甲', tiers: [{ clause: '甲 3 元', give: { form: 'fixed', fen: 300 }, limits: [{ per: 'day', meals: 1 }] }] },
        { name: '乙', tiers: [{ clause: '乙 1 元', give: { form: 'fixed', fen: 100 } }] },
      ],
    });
    expect(given(version, [mealOf(), mealOf({ slot: 'dinner' })])).toEqual([400, 0]);
  });
  test('次数和金额写在一条里，哪样先到算哪样', () => {
    const meals = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((date) => mealOf({ date }));
    expect(given(fixed([{ per: 'week', meals: 3, fen: 500 }]), meals)).toEqual([300, 200, 0, 0]);
    expect(given(fixed([{ per: 'week', meals: 2, fen: 5000 }]), meals)).toEqual([300, 300, 0, 0]);
  });
  test('商家优惠不占补贴的限额', () => {
    const version = policyOf({
      limits: [{ per: 'month', fen: 300 }],
      benefits: [
        { name: '优惠', tiers: [{ clause: '八折', give: { form: 'discount', percentOff: 20 } }] },
        { name: '补贴', tiers: [{ clause: '补 3 元', give: { form: 'fixed', fen: 300 } }] },
      ],
    });
    expect(eaten(person(), [version], lunches('2026-11-23', '2026-11-24')).map(payersOf)).toEqual([{ discount: 300, county: 300 }, { discount: 300 }]);
  });
});

describe('最低自付', () => {
  const version = (minSelfPay: PolicyRulesText['minSelfPay']) => benefitOf({ tiers: [{ clause: '每餐 9 元', give: { form: 'fixed', fen: 900 } }] }, { minSelfPay });
  test.each([
    ['至少 1 元', { fen: 100 }, 950, 850],
    ['至少一成', { percent: 10 }, 950, 855],
    ['两样写了取高的', { fen: 50, percent: 10 }, 950, 855],
    ['餐费比最低自付还低', { fen: 1000 }, 800, 0],
    ['没碰到', { fen: 100 }, 1500, 900],
  ])('%s', (_case, minSelfPay, price, subsidy) => expect(given(version(minSelfPay), [mealOf({ price })])).toEqual([subsidy]));

  test('店里自己打的折不受它管', () => {
    expect(given(benefitOf({}, { minSelfPay: { fen: 1400 } }), [mealOf({ sellerPercentOff: 50 })])).toEqual([750]);
  });
});

describe('谁出钱', () => {
  const shares = (pays: unknown, payers: PolicyRulesText['payers'], fenEach = 900) =>
    policyOf({ payers, benefits: [{ name: '补贴', pays: pays as never, tiers: [{ clause: '每餐', give: { form: 'fixed', fen: fenEach } }] }] });
  const three = [{ payer: 'city' }, { payer: 'county' }, { payer: 'village' }];
  const paid = (version: ReturnType<typeof policyOf>, meal = mealOf()) => payersOf(assessSubsidy(person(), [version], { meals: [] }, meal));

  test('按比例分，分到分也合起来正好', () => {
    const pays = [{ payer: 'city', percent: 33.33 }, { payer: 'county', percent: 33.33 }, { payer: 'village', percent: 33.34 }];
    expect(paid(shares(pays, three, 100))).toEqual({ city: 33, county: 34, village: 33 });
  });
  test('各出定额，餐费不够时按写的先后', () => {
    const pays = [{ payer: 'city', fen: 300 }, { payer: 'county', fen: 300 }, { payer: 'village', fen: 300 }];
    expect(paid(shares(pays, three), mealOf({ price: 700 }))).toEqual({ city: 300, county: 300, village: 100 });
  });
  test('其余归一家，写在哪里都行', () => {
    const pays = [{ payer: 'village' }, { payer: 'city', fen: 300 }, { payer: 'operator_concession', fen: 200 }];
    expect(paid(shares(pays, three))).toEqual({ village: 400, city: 300, operator_concession: 200 });
  });
  test('到外镇吃，镇里那份没有了，由本人付', () => {
    const version = shares([{ payer: 'city', fen: 600 }, { payer: 'town' }], [{ payer: 'city' }, { payer: 'town', where: { eatenAt: { same: 'town', as: 'registered' } } }]);
    const away = assessSubsidy(person(), [version], { meals: [] }, mealOf({ point: { id: 'p2', divisionCode: '370481002001' } }));
    expect([payersOf(away), away.selfPayFen]).toEqual([{ city: 600 }, 900]);
    expect(away.reasons).toContainEqual({ kind: 'payer_dropped', clause: '每餐', payer: 'town', fen: 300 });
  });
  test('慈善款用完：由本人付，或者由下一家付', () => {
    const charity = (thenPays?: string) => shares('charity', [{ payer: 'charity', balance: { openingFen: 1000 }, thenPays }, { payer: 'county' }]);
    expect(eaten(person(), [charity()], lunches('2026-11-23', '2026-11-24')).map(payersOf)).toEqual([{ charity: 900 }, { charity: 100 }]);
    expect(eaten(person(), [charity('county')], lunches('2026-11-23', '2026-11-24')).map(payersOf)).toEqual([{ charity: 900 }, { charity: 100, county: 800 }]);
    const known = assessSubsidy(person(), [charity('county')], { meals: [], balances: { charity: fen(50) } }, mealOf());
    expect(payersOf(known)).toEqual({ charity: 50, county: 850 });
  });
  test('出资方自己的限额', () => {
    const version = shares('town', [{ payer: 'town', limits: [{ per: 'week', fen: 1000 }], thenPays: 'county' }, { payer: 'county' }]);
    expect(eaten(person(), [version], lunches('2026-11-23', '2026-11-24')).map(payersOf)).toEqual([{ town: 900 }, { town: 100, county: 800 }]);
  });
  test('限额只管公家的钱，让利照让', () => {
    const pays = [{ payer: 'city', fen: 700 }, { payer: 'operator_concession' }];
    const version = policyOf({ payers: [{ payer: 'city' }], limits: [{ per: 'month', fen: 1000 }], benefits: [{ name: '补贴', pays, tiers: [{ clause: '自付 6 元', give: { form: 'elder_pays', fen: 600 } }] }] });
    expect(eaten(person(), [version], lunches('2026-11-23', '2026-11-24')).map(payersOf)).toEqual([{ city: 700, operator_concession: 200 }, { city: 300, operator_concession: 200 }]);
  });
});

describe('几样合在一起', () => {
  const two = (combine: 'best_tier' | 'stack') => benefitOf({
    combine,
    tiers: [
      { clause: '60 岁以上 2 元', who: { ageFrom: 60 }, give: { form: 'fixed', fen: 200 } },
      { clause: '低保 3 元', who: { anyCategory: ['低保'] }, give: { form: 'fixed', fen: 300 } },
    ],
  });
  test('默认取最高的一档，写明可叠加才相加', () => {
    const poor = person({ categories: ['低保'] });
    expect(subsidyOf(assessSubsidy(poor, [two('best_tier')], { meals: [] }, mealOf()))).toBe(300);
    expect(subsidyOf(assessSubsidy(poor, [two('stack')], { meals: [] }, mealOf()))).toBe(500);
  });
  test('高的一档本周用完了，用低的一档', () => {
    const version = benefitOf({
      tiers: [
        { clause: '3 元，每周一次', give: { form: 'fixed', fen: 300 }, limits: [{ per: 'week', meals: 1 }] },
        { clause: '1 元', who: { ageFrom: 60 }, give: { form: 'fixed', fen: 100 } },
      ],
    });
    expect(given(version, lunches('2026-11-23', '2026-11-24'))).toEqual([300, 100]);
  });
  test('两份文件：取对老人好的一份；写明可叠加的另加', () => {
    const policy = (id: string, amount: number, stackable = false) =>
      policyOf({ stackable, payers: [{ payer: id }], benefits: [{ name: '补贴', tiers: [{ clause: `${id} 的一条`, give: { form: 'fixed', fen: amount } }] }] }, id);
    const all = [policy('a', 200), policy('b', 300), policy('c', 100, true)];
    const answer = assessSubsidy(person(), all, { meals: [] }, mealOf());
    expect([payersOf(answer), answer.policyVersionId]).toEqual([{ b: 300, c: 100 }, 'b-1']);
  });
});

describe('餐费以外', () => {
  const beside = (one: object) => benefitOf({ meals: { slots: ['lunch'] } }, { beside: [{ kind: 'operator', clause: '运营补贴', fen: 200, when: 'subsidised', ...one } as never] });
  const linesOf = (version: ReturnType<typeof policyOf>, meals: ReturnType<typeof mealOf>[]) =>
    eaten(person(), [version], meals).map((one) => one.beside.map((line) => [line.kind, line.payer, line.fen]));

  test('每份补贴餐给运营方 2 元，没补贴的餐没有', () => {
    expect(linesOf(beside({}), [mealOf(), mealOf({ slot: 'dinner' })])).toEqual([[['operator', 'county', 200]], []]);
  });
  test('每份餐都给', () => {
    expect(linesOf(beside({ when: 'every_meal' }), [mealOf({ slot: 'dinner' })])).toEqual([[['operator', 'county', 200]]]);
  });
  test('每人每天只给一次', () => {
    const version = beside({ when: 'every_meal', per: 'person_day' });
    expect(linesOf(version, [mealOf(), mealOf({ slot: 'dinner' }), mealOf({ date: '2026-11-24' })]).map((one) => one.length)).toEqual([1, 0, 1]);
  });
  test('送餐补贴只在送餐时有；送餐费由它抵，余下本人付', () => {
    const version = beside({ kind: 'delivery', clause: '送餐补贴' });
    expect(linesOf(version, [mealOf({ fee: 500 })])).toEqual([[]]);
    const [answer] = eaten(person(), [version], [mealOf({ mode: 'home_delivery', fee: 500 })]);
    expect([answer?.beside[0]?.fen, answer?.selfDeliveryFen, answer?.selfPayFen]).toEqual([200, 300, 1200]);
  });
  test('送餐费低于补贴：全给送餐的人，或者只到送餐费', () => {
    const line = (one: object) => linesOf(beside({ kind: 'delivery', ...one }), [mealOf({ mode: 'home_delivery', fee: 150 })]);
    expect(line({})).toEqual([[['delivery', 'county', 200]]]);
    expect(line({ upToFee: true })).toEqual([[['delivery', 'county', 150]]]);
    expect(line({ fen: undefined, percentOfFee: 50 })).toEqual([[['delivery', 'county', 75]]]);
  });
  test('送餐补贴每月最多 3 元', () => {
    const version = beside({ kind: 'delivery', limits: [{ per: 'month', fen: 300 }] });
    const meals = ['2026-11-23', '2026-11-24', '2026-11-25'].map((date) => mealOf({ date, mode: 'home_delivery', fee: 500 }));
    expect(linesOf(version, meals).map((lines) => lines.map((line) => line[2]))).toEqual([[200], [100], []]);
  });
});

describe('换了新版', () => {
  const old = { ...benefitOf({ limits: [{ per: 'week', meals: 2 }] }), toDate: serviceDate('2026-11-25') };
  const renewed = { ...benefitOf({ limits: [{ per: 'week', meals: 2 }], tiers: [{ clause: '新版每餐 5 元', give: { form: 'fixed', fen: 500 } }] }), id: 'policy-2', fromDate: serviceDate('2026-11-25') };
  test('按供餐那天的版本；同名的补贴接着数', () => {
    const answers = eaten(person(), [renewed, old], lunches('2026-11-24', '2026-11-25', '2026-11-26'));
    expect(answers.map((one) => [one.policyVersionId, subsidyOf(one)])).toEqual([['policy-1', 300], ['policy-2', 500], ['policy-2', 0]]);
  });
});
