import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QINGDAO_CHENGYANG_2020 } from '../../src/demo/data/policy.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { policyRules, versionOn, type PolicyRules, type PolicyVersion } from '../../src/domain/policy.ts';
import { serviceDate } from '../support/demo.ts';

const rules: PolicyRules = {
  what: { slots: ['lunch'], listPriceFen: 1500 },
  choose: 'best_single_tier',
  tiers: [{ clause: '60 岁以上，自付 8 元', who: { ageFrom: 60 }, give: { elderPaysFen: 800 } }],
  payer: 'unspecified',
};
const version = (id: string, from: string, to: string | null): PolicyVersion => ({
  id, fromDate: serviceDate(from), toDate: to === null ? null : serviceDate(to), rules,
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

describe('rules as they are stored', () => {
  test('come back from the database as they went in', () => {
    const stored: unknown = JSON.parse(JSON.stringify(QINGDAO_CHENGYANG_2020.rules));
    expect(policyRules.parse(stored)).toEqual(QINGDAO_CHENGYANG_2020.rules);
  });

  const [tier] = rules.tiers;
  test.each<[string, unknown]>([
    ['an unknown field of the rules', { ...rules, cap: 100 }],
    ['an unknown field of what', { ...rules, what: { ...rules.what, weekdays: [1] } }],
    ['an unknown field of a tier', { ...rules, tiers: [{ ...tier, note: '' }] }],
    ['an unknown condition on the person', { ...rules, tiers: [{ ...tier, who: { ageFrom: 60, hukou: 'here' } }] }],
    ['an unknown gift beside the price', { ...rules, tiers: [{ ...tier, give: { elderPaysFen: 800, percent: 50 } }] }],
    ['another gift instead', { ...rules, tiers: [{ ...tier, give: { subsidyFen: 800 } }] }],
    ['a slot that is none', { ...rules, what: { ...rules.what, slots: ['supper'] } }],
    ['no slot', { ...rules, what: { ...rules.what, slots: [] } }],
    ['no tier', { ...rules, tiers: [] }],
    ['another way to choose', { ...rules, choose: 'sum_of_tiers' }],
    ['no payer', { ...rules, payer: '' }],
    ['a tier without its words', { ...rules, tiers: [{ ...tier, clause: '' }] }],
    ['a category list that nobody can be on', { ...rules, tiers: [{ ...tier, who: { ageFrom: 60, anyCategory: [] } }] }],
    ['a fraction of a fen', { ...rules, what: { ...rules.what, listPriceFen: 1500.5 } }],
    ['money as text', { ...rules, what: { ...rules.what, listPriceFen: '1500' } }],
    ['a negative price', { ...rules, what: { ...rules.what, listPriceFen: -1 } }],
    ['a negative own share', { ...rules, tiers: [{ ...tier, give: { elderPaysFen: -1 } }] }],
    ['a negative age', { ...rules, tiers: [{ ...tier, who: { ageFrom: -1 } }] }],
    ['nothing', null],
  ])('are refused with %s', (_case, stored) => {
    expect(policyRules.safeParse(rules).success).toBe(true);
    expect(policyRules.safeParse(stored).success).toBe(false);
  });
});
