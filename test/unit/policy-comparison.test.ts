import { describe, expect, it } from 'vitest';
import { compareRules, isSame } from '../../src/domain/policy-comparison.ts';
import { policyRules, type PolicyRulesText } from '../../src/domain/policy-rules.ts';
import { policyText, readPolicyText } from '../../src/domain/policy-text.ts';
import { comparedLines } from '../../web/civil/policy-comparison.tsx';
import { draftText, RULES } from '../support/drafts.ts';
import { serviceDate } from '../support/demo.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { parsePolicy } from '../../src/domain/policy.ts';

const NAMES = {
  payers: [{ code: 'county', name: '县财政' }, { code: 'city', name: '市财政' }, { code: 'unspecified', name: '文件未载明' }],
  categories: [{ code: 'minimum_living_guarantee', name: '低保' }],
  divisions: [{ code: '370481000000', name: '滕州市' }],
};
type Text = Partial<PolicyRulesText>;
const rules = (changes: Text = {}) => policyRules.parse({ ...RULES, payers: [{ payer: 'county' }, { payer: 'city' }], ...changes });

/** 改的地方 | 现在 | 改成 */
function lines(before: Text, after: Text): string[] {
  const [one, other] = [rules(before), rules(after)];
  return comparedLines(compareRules(one, other), one, other, NAMES).map((line) => `${line.what} | ${line.before} | ${line.after}`);
}

const fixed = (clause: string, fen: number, who: object = {}) => ({ clause, who, give: { form: 'fixed' as const, fen } });
const of = (...tiers: ReturnType<typeof fixed>[]): Text => ({ benefits: [{ name: '午餐', tiers }] });
const seventy = fixed('70 岁以上补 3 元', 300, { ageFrom: 70 });

describe('a comparison in words', () => {
  it.each<[what: string, before: Text, after: Text, lines: string[]]>([
    ['nothing', {}, {}, []],
    ['an amount', of(seventy), of({ ...seventy, give: { form: 'fixed', fen: 400 } }), ['午餐，“70 岁以上补 3 元”，给多少 | 每餐补 3 元 | 每餐补 4 元']],
    ['an amount with its clause', of(seventy), of(fixed('70 岁以上补 4 元', 400, { ageFrom: 70 })), [
      '午餐，“70 岁以上补 3 元”，条款 | 70 岁以上补 3 元 | 70 岁以上补 4 元',
      '午餐，“70 岁以上补 3 元”，给多少 | 每餐补 3 元 | 每餐补 4 元',
    ]],
    ['an age', of(seventy), of({ ...seventy, who: { ageFrom: 65 } }), ['午餐，“70 岁以上补 3 元”，补谁 | 满 70 周岁 | 满 65 周岁']],
    ['a new tier', of(seventy), of(seventy, fixed('低保补 5 元', 500, { anyCategory: ['minimum_living_guarantee'] })), ['午餐，“低保补 5 元” | 没有 | 新增：低保；每餐补 5 元']],
    ['a tier less', of(seventy, fixed('80 岁以上补 5 元', 500, { ageFrom: 80 })), of(seventy), ['午餐，“80 岁以上补 5 元” | 满 80 周岁；每餐补 5 元 | 取消']],
    ['a limit', of(seventy), { benefits: [{ name: '午餐', tiers: [seventy], limits: [{ per: 'week', meals: 5 }] }] }, ['午餐，限额 | 没有 | 每周最多 5 餐']],
    ['another payer', { benefits: [{ name: '午餐', tiers: [seventy], pays: 'county' }] }, { benefits: [{ name: '午餐', tiers: [seventy], pays: [{ payer: 'city', percent: 40 }, { payer: 'county', percent: 60 }] }] }, ['午餐，由谁出 | 县财政 | 市财政 40%，县财政 60%']],
    ['a payer who drops out elsewhere', {}, { payers: [{ payer: 'county', where: { eatenAt: { same: 'county' } } }, { payer: 'city' }] }, ['出资方，县财政，地点条件 | 照常出 | 只在就餐地点与补贴办法的地区在同一个区县时出']],
    ['the least that the elder pays', {}, { minSelfPay: { fen: 100 } }, ['总的规定，最低自付 | 没有 | 本人至少付 1 元']],
    ['money beside the price', {}, { beside: [{ kind: 'operator', clause: '运营补贴', fen: 200, payer: 'city', when: 'subsidised' }] }, ['运营补贴，“运营补贴” | 没有 | 新增：每份 2 元；有补贴的餐才有；市财政出']],
    ['a benefit less', { benefits: [...of(seventy).benefits ?? [], { name: '晚餐', tiers: [fixed('晚餐补 2 元', 200)] }] }, of(seventy), ['晚餐 | “晚餐补 2 元”：不限；每餐补 2 元 | 取消']],
  ])('%s', (_what, before, after, expected) => expect(lines(before, after)).toEqual(expected));

  it('is empty where the same is said in another order', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).toReversed().map(([name, part]) => [name, turned(part)])) : value;
    };
    const same = policyRules.parse(turned(rules()));
    expect(isSame(compareRules({ ...same, benefits: JSON.parse(JSON.stringify(turned(same.benefits))) }, rules()))).toBe(true);
  });
});

describe('a version written as a file', () => {
  const files = readdirSync('test/cases/policies').filter((name) => name.endsWith('.json'));
  it.each(files)('%s is read again as the same rules', (name) => {
    const read = parsePolicy(JSON.parse(readFileSync(`test/cases/policies/${name}`, 'utf8')));
    if (!('policy' in read)) throw new Error('a published policy is refused');
    const { versions, ...paper } = read.policy;
    for (const version of versions) {
      const again = readPolicyText(policyText({ ...paper, ...version }));
      expect(again).toEqual({ policy: { ...paper, version: { ...version, id: `${paper.id}-1` } } });
    }
  });

  it('says its own dates', () => {
    const read = readPolicyText(draftText({ from: '2027-01-01', before: '2027-02-01' }));
    expect(read).toMatchObject({ policy: { version: { fromDate: serviceDate('2027-01-01'), toDate: serviceDate('2027-02-01') } } });
  });
});
