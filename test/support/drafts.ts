// The policy of the seed as an official changes it: from 1 January, everybody from 60 pays one yuan less, and 低保 nothing.
import type { PolicyRulesText } from '../../src/domain/policy-rules.ts';
import { QINGDAO_CHENGYANG_2020 } from '../../src/demo/data/policy.ts';

const { id, title, issuer, documentNo, source } = QINGDAO_CHENGYANG_2020;

const tier = (clause: string, ageFrom: number, ageBefore: number | undefined, fen: number) => ({
  clause, who: { ageFrom, ...(ageBefore ? { ageBefore } : {}) }, give: { form: 'elder_pays' as const, fen },
});

export const RULES: PolicyRulesText = {
  place: '370214000000',
  payers: [{ payer: 'unspecified' }],
  benefits: [{
    name: '助老餐厅午餐',
    meals: { slots: ['lunch'], listPricesFen: [1500] },
    tiers: [
      tier('60—69 岁，自付 7 元', 60, 70, 700),
      tier('70—79 岁，自付 6 元', 70, 80, 600),
      tier('80 岁以上，自付 5 元', 80, undefined, 500),
      { clause: '低保，免费', who: { ageFrom: 60, anyCategory: ['minimum_living_guarantee'] }, give: { form: 'elder_pays', fen: 0 } },
    ],
  }],
};

/** As a file. `changes`: to the rules; `paper`: to what stands around them. */
export function draftText(changes: Partial<PolicyRulesText> & { from?: string; before?: string } = {}, paper: { id?: string; title?: string } = {}): string {
  const file = { schema: 'zhucan-policy/1', id, title, documentNo, issuer, source, ...paper, versions: [{ from: '2027-01-01', ...RULES, ...changes }] };
  return JSON.stringify(file, null, 2);
}
