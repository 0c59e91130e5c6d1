import type { PolicyRules, Benefit } from '../../src/domain/policy-rules.ts';
import {
  besideKindLabel, besideText, giveText, limitsText, mealsText, minSelfPayText, payerText, payerWord, paysText, placesText, placeTestsText, tierLimits, whoText, type PolicyNames,
} from '../policy-words.ts';
import { spendText } from '../subsidy-text.ts';
import { Table } from '../table.tsx';

export type RulesProps = { rules: PolicyRules; names: PolicyNames };

/** The rules of one version, clause by clause, to be held beside the paper. */
export function Rules({ rules, names }: RulesProps) {
  return (
    <>
      <General rules={rules} names={names} />
      {rules.benefits.map((benefit) => (
        <BenefitTable benefit={benefit} rules={rules} names={names} />
      ))}
      {rules.beside.length === 0 ? null : (
        <section class="card">
          <h2>餐费以外</h2>
          <Table
            class="ledger"
            columns={['条款', '种类', '多少，什么时候', '谁出'].map((head) => ({ head }))}
            rows={rules.beside.map((one) => [one.clause, besideKindLabel[one.kind], besideText(one, names), payerWord(names, one.payer ?? rules.payers[0]?.payer ?? '')])}
          />
        </section>
      )}
    </>
  );
}

/** What holds for everything; one line for each thing that is said. */
export function generalLines({ rules, names }: RulesProps): [label: string, text: string][] {
  const place = names.divisions.find((one) => one.code === rules.place)?.name;
  const lines: [string, string][] = [
    ['办法的地区', place ? `${place}（${rules.place}）` : rules.place],
    ['补谁', [whoText(rules.who, names), placesText(rules.who, names)].filter(Boolean).join('；')],
    ['哪些餐', mealsText(rules.meals)],
    ['限额', limitsText(rules.limits)],
    ['最低自付', minSelfPayText(rules.minSelfPay)],
    ['折扣与定额', rules.order === 'amount_first' ? '先算定额，再打折' : ''],
    ['店里自己的优惠', rules.sellerDiscount === 'no_benefit' ? '店里已优惠的餐不再补贴' : ''],
    ['与其他办法', rules.stackable ? '可与其他办法叠加' : '几项办法都符合时，取让老人付得最少的一项'],
    ['出资方', rules.payers.map((one) => [payerWord(names, one.payer), payerText(one, names)].filter(Boolean).join('：')).join('；')],
  ];
  return lines.filter(([, text]) => text !== '');
}

function General(props: RulesProps) {
  return (
    <section class="card">
      <h2>总的规定</h2>
      <dl class="facts">
        {generalLines(props).map(([label, text]) => (
          <>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

/** What holds for all tiers of a benefit. */
export function benefitText(benefit: Benefit, names: PolicyNames): string {
  return [
    whoText(benefit.who, names),
    placesText(benefit.who, names),
    mealsText(benefit.meals),
    benefit.minSpend ? `餐费${spendText(benefit.minSpend)}才有` : '',
    benefit.boundCard ? '只在助餐卡绑定的食堂' : '',
    limitsText(benefit.limits),
    minSelfPayText(benefit.minSelfPay),
    benefit.tiers.length > 1 ? (benefit.combine === 'stack' ? '各档可以叠加' : '几档都符合时取最多的一档') : '',
  ].filter(Boolean).join('；');
}

function BenefitTable({ benefit, rules, names }: RulesProps & { benefit: Benefit }) {
  const only = rules.payers.length === 1 ? payerWord(names, rules.payers[0]?.payer ?? '') : '';
  return (
    <section class="card">
      <h2>{benefit.name}</h2>
      {benefitText(benefit, names) === '' ? null : <p>{benefitText(benefit, names)}</p>}
      <Table
        class="ledger"
        columns={['条款', '补谁', '给多少', '限额和条件', '谁出', '地点条件'].map((head) => ({ head }))}
        rows={benefit.tiers.map((tier) => [
          tier.clause,
          whoText(tier.who, names) || '都补',
          giveText(tier.give),
          [mealsText(tier.meals), tierLimits(tier)].filter(Boolean).join('；') || '–',
          paysText(tier.pays ?? benefit.pays, names) || only || '店里优惠',
          (tier.who ? placeTestsText(tier.who, names).join('；') : '') || '–',
        ])}
      />
    </section>
  );
}
