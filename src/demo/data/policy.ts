import { serviceDateOf } from '../../domain/calendar.ts';
import { policyRules, type PolicyRulesText } from '../../domain/policy-rules.ts';

/**
 * A published rule, borrowed for the demo and named as borrowed wherever it shows: 滕州 has not published this one.
 * The price list was published on 2020-12-17 with the county's 2019 办法; it names no payer and no other price or slot.
 * The lowest age of its list, 60, is taken to hold for its 低保 and 特困 line as well.
 */
export const QINGDAO_CHENGYANG_2020 = {
  id: 'qd-cy-2020',
  documentNo: '魅力助老餐厅价目（2020-12-17 公布）',
  title: '城阳区助老餐厅建设运营实施办法（2019）',
  issuer: '青岛市城阳区',
  source: '城阳区公布的魅力助老餐厅价目，2020-12-17',
  borrowedFrom: '青岛市城阳区',
  fromDate: serviceDateOf(Date.UTC(2020, 11, 17)),
  rules: policyRules.parse({
    place: '370214000000',
    payers: [{ payer: 'unspecified' }],
    benefits: [
      {
        name: '助老餐厅午餐',
        meals: { slots: ['lunch'], listPricesFen: [1500] },
        tiers: [
          { clause: '60—69 岁，自付 8 元', who: { ageFrom: 60, ageBefore: 70 }, give: { form: 'elder_pays', fen: 800 } },
          { clause: '70—79 岁，自付 7 元', who: { ageFrom: 70, ageBefore: 80 }, give: { form: 'elder_pays', fen: 700 } },
          { clause: '80 岁以上，自付 6 元', who: { ageFrom: 80 }, give: { form: 'elder_pays', fen: 600 } },
          {
            clause: '低保、特困，自付 2 元',
            who: { ageFrom: 60, anyCategory: ['minimum_living_guarantee', 'extreme_hardship'] },
            give: { form: 'elder_pays', fen: 200 },
          },
        ],
      },
    ],
  } satisfies PolicyRulesText),
} as const;
