import { isSame, type BenefitField, type Change, type PolicyComparison, type RulesField } from '../../src/domain/policy-comparison.ts';
import type { Benefit, Beside, PolicyPayer, PolicyRules, Tier } from '../../src/domain/policy-rules.ts';
import { fieldLabel } from '../policy-problem-text.ts';
import {
  besideKindLabel, besideText, giveText, limitsText, mealsText, minSelfPayText, payerText, payerWord, paysText, placesText, whoText, type PolicyNames,
} from '../policy-words.ts';
import { spendText } from '../subsidy-text.ts';
import { Table } from '../table.tsx';

/** One line of a comparison: what is meant, how it was, how it will be. */
export type ComparedLine = { what: string; before: string; after: string };

const NOTHING = '没有';

/** Every difference in words, in the order of the document. */
export function comparedLines(comparison: PolicyComparison, before: PolicyRules, after: PolicyRules, names: PolicyNames): ComparedLine[] {
  const rules = comparison.rules.map((field) => ({ what: `总的规定，${fieldLabel[field] ?? field}`, before: rulesFieldText(field, before, names), after: rulesFieldText(field, after, names) }));
  return [
    ...rules,
    ...comparison.payers.flatMap((change) => linesOf(change, (one) => `出资方，${payerWord(names, one.payer)}`, (one) => payerText(one, names) || '照常出', (one) => payerText(one, names) || '照常出')),
    ...comparison.benefits.flatMap((change) => linesOf(change, (one) => one.name, (one) => wholeBenefit(one, names), (one, field) => benefitFieldText(field, one, names))),
    ...comparison.tiers.flatMap((change) => linesOf(change, (one) => `${change.benefit}，“${one.clause}”`, (one) => wholeTier(one, names), (one, field) => tierFieldText(field, one, names))),
    ...comparison.beside.flatMap((change) => linesOf(change, (one) => `${besideKindLabel[one.kind]}，“${one.clause}”`, (one) => wholeBeside(one, names), (one, field) => besideFieldText(field, one, names))),
  ];
}

function linesOf<Thing, Field extends string>(
  change: Change<Thing, Field>,
  nameOf: (one: Thing) => string,
  whole: (one: Thing) => string,
  fieldText: (one: Thing, field: Field) => string,
): ComparedLine[] {
  if (change.change === 'added') return [{ what: nameOf(change.after), before: NOTHING, after: `新增：${whole(change.after)}` }];
  if (change.change === 'removed') return [{ what: nameOf(change.before), before: whole(change.before), after: '取消' }];
  const { before, after } = change;
  const lines = change.fields.map((field) => ({ what: `${nameOf(before)}，${fieldLabel[field] ?? field}`, before: fieldText(before, field), after: fieldText(after, field) }));
  // Fields that one sentence covers come to the same words.
  return lines.filter((one, index) => lines.findIndex((other) => other.before === one.before && other.after === one.after) === index);
}

function rulesFieldText(field: RulesField, rules: PolicyRules, names: PolicyNames): string {
  switch (field) {
    case 'place':
      return names.divisions.find((one) => one.code === rules.place)?.name ?? rules.place;
    case 'order':
      return rules.order === 'amount_first' ? '先算定额，再打折' : '先打折，再算定额';
    case 'stackable':
      return rules.stackable ? '可与其他办法叠加' : '不与其他办法叠加';
    case 'sellerDiscount':
      return rules.sellerDiscount === 'no_benefit' ? '店里已优惠的餐不补' : '店里已优惠的餐也补';
    case 'minSelfPay':
      return minSelfPayText(rules.minSelfPay) || NOTHING;
    case 'who':
      return whoAndPlaces(rules.who, names);
    case 'meals':
      return mealsText(rules.meals) || '不限';
    case 'limits':
      return limitsText(rules.limits) || NOTHING;
  }
}

function whoAndPlaces(who: PolicyRules['who'], names: PolicyNames): string {
  return [whoText(who, names), placesText(who, names)].filter(Boolean).join('；') || '不限';
}

function benefitFieldText(field: BenefitField, benefit: Benefit, names: PolicyNames): string {
  switch (field) {
    case 'combine':
      return benefit.combine === 'stack' ? '叠加' : '取最多的一档';
    case 'boundCard':
      return benefit.boundCard ? '只在绑定的食堂' : '不限食堂';
    default:
      return tierFieldText(field, { clause: '', give: { form: 'fixed', fen: 1, per: 'meal' }, ...benefit }, names);
  }
}

function tierFieldText(field: keyof Tier, tier: Tier, names: PolicyNames): string {
  switch (field) {
    case 'clause':
      return tier.clause;
    case 'give':
      return giveText(tier.give);
    case 'who':
      return whoAndPlaces(tier.who, names);
    case 'meals':
      return mealsText(tier.meals) || '不限';
    case 'limits':
      return limitsText(tier.limits) || NOTHING;
    case 'minSpend':
      return tier.minSpend ? `餐费${spendText(tier.minSpend)}才有` : NOTHING;
    case 'minSelfPay':
      return minSelfPayText(tier.minSelfPay) || NOTHING;
    case 'pays':
      return paysText(tier.pays, names) || '按总的规定';
  }
}

function besideFieldText(field: keyof Beside, beside: Beside, names: PolicyNames): string {
  if (field === 'clause') return beside.clause;
  if (field === 'kind') return besideKindLabel[beside.kind];
  if (field === 'payer') return beside.payer === undefined ? '按总的规定' : payerWord(names, beside.payer);
  return besideText(beside, names);
}

function wholeTier(tier: Tier, names: PolicyNames): string {
  return [whoAndPlaces(tier.who, names), giveText(tier.give), limitsText(tier.limits), paysText(tier.pays, names)].filter(Boolean).join('；');
}

function wholeBenefit(benefit: Benefit, names: PolicyNames): string {
  return benefit.tiers.map((tier) => `“${tier.clause}”：${wholeTier(tier, names)}`).join('。');
}

function wholeBeside(beside: Beside, names: PolicyNames): string {
  const payer: PolicyPayer['payer'] | undefined = beside.payer;
  return [besideText(beside, names), payer === undefined ? '' : `${payerWord(names, payer)}出`].filter(Boolean).join('；');
}

export type ComparisonProps = { comparison: PolicyComparison; before: PolicyRules; after: PolicyRules; names: PolicyNames; against: string };

/** Before and after, side by side. */
export function Comparison({ comparison, before, after, names, against }: ComparisonProps) {
  return (
    <section class="card">
      <h2>和{against}比，改了什么</h2>
      {isSame(comparison) ? (
        <p class="empty">规则一个字也没有改，只是执行的日子不同。</p>
      ) : (
        <Table
          class="ledger"
          columns={['改的地方', '现在', '改成'].map((head) => ({ head }))}
          rows={comparedLines(comparison, before, after, names).map((one) => [one.what, one.before, <b>{one.after}</b>])}
        />
      )}
    </section>
  );
}
