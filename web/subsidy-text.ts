import { fen, yuanText } from '../src/domain/money.ts';
import type { Limit, MinSpend, Period } from '../src/domain/policy-give.ts';
import { ELDER } from '../src/domain/policy-rules.ts';
import type { LimitedThing, Miss, Reason } from '../src/domain/subsidy-reason.ts';
import { modeLabel, slotLabel } from './text.ts';

// Why the subsidy is what it is, in sentences that a clerk can read to an elder.

export const missLabel: Record<Miss, string> = {
  age: '年龄不在范围里',
  category: '不属于这类人员',
  ability: '能力评估没有达到',
  disability: '残疾等级不符',
  living: '居住状况不符',
  stay: '不在所说的机构里',
  registered: '户籍不在范围里',
  residence: '居住地不在范围里',
  eaten_at: '就餐地点不在范围里',
  any_of: '所列条件一项也不符合',
  excluded: '属于办法排除的情形',
};

export const periodLabel: Record<Period, string> = { meal: '每餐', day: '每天', week: '每周', month: '每月', year: '每年' };

const limitedLabel: Record<LimitedThing, string> = { tier: '这一档', benefit: '这项补贴', policy: '补贴', payer: '出资方' };

const yuan = (amount: number) => `${yuanText(fen(amount))} 元`;

/** 每周最多 5 餐 · 每月最多 800 元 */
export function limitText({ per, meals, fen: amount }: Limit): string {
  const most = [meals === undefined ? [] : [`${meals} 餐`], amount === undefined ? [] : [yuan(amount)]].flat();
  return `${periodLabel[per]}最多 ${most.join('、')}`;
}

export function spendText({ fen: amount, compare, measured, deliveryFee }: MinSpend): string {
  const price = measured === 'after_discount' ? '折后' : '';
  return `${price}${compare === '>' ? '超过' : '满'} ${yuan(amount)}${deliveryFee === 'in' ? '（含送餐费）' : ''}`;
}

const named = (benefit: string) => (benefit === '' ? '补贴办法' : `“${benefit}”`);

/** `payerName`: the county's name for a payer's code. */
export function reasonText(reason: Reason, payerName: (code: string) => string = (code) => code): string {
  switch (reason.kind) {
    case 'tier':
      return `按“${reason.clause}”，补贴 ${yuan(reason.fen)}。`;
    case 'seller_gives':
      return `按“${reason.clause}”，店里少收 ${yuan(reason.fen)}。`;
    case 'tier_gives_nothing':
      return `按“${reason.clause}”，这一餐没有要补的。`;
    case 'within_flat_price':
      return `按“${reason.clause}”，这一餐还在包餐价以内，由本人付。`;
    case 'seller_discount':
      return `店里优惠 ${yuan(reason.fen)}。`;
    case 'no_policy':
      return '这一天没有生效的补贴办法。';
    case 'slot_not_covered':
      return `${named(reason.benefit)}不包括${slotLabel[reason.slot]}。`;
    case 'mode_not_covered':
      return `${named(reason.benefit)}不包括${modeLabel[reason.mode]}。`;
    case 'workdays_only':
      return `${named(reason.benefit)}只在工作日有。`;
    case 'not_on_holidays':
      return `${named(reason.benefit)}在法定节假日没有。`;
    case 'price_not_covered':
      return reason.listPriceFen === null ? `${named(reason.benefit)}不包括这个价钱的餐。` : `补贴只用在 ${yuan(reason.listPriceFen)}的套餐上。`;
    case 'below_min_spend':
      return `“${reason.clause}”要${spendText(reason.minSpend)}才有。`;
    case 'other_point':
      return `${named(reason.benefit)}只在助餐卡绑定的食堂有。`;
    case 'seller_discount_instead':
      return '店里已经优惠的餐不再补贴。';
    case 'not_for_this_person':
      return `${named(reason.benefit)}：${missLabel[reason.miss]}。`;
    case 'no_tier_fits':
      return `还不在补贴的范围里：${reason.misses.map(({ clause, miss }) => `“${clause}”，${missLabel[miss]}`).join('；')}。`;
    case 'limit_reached':
      return `“${reason.clause}”：${limitedLabel[reason.of]}${limitText(reason.limit)}，${reason.keptFen > 0 ? `这一餐只剩 ${yuan(reason.keptFen)}` : '已经用完'}。`;
    case 'payer_dropped':
      return `不在${payerName(reason.payer)}管的地方用餐，少补 ${yuan(reason.fen)}。`;
    case 'payer_exhausted':
      return `${payerName(reason.payer)}的钱不够了，${yuan(reason.fen)}由${reason.thenPays === ELDER ? '本人' : payerName(reason.thenPays)}出。`;
    case 'min_self_pay':
      return `本人至少要付 ${yuan(reason.fen)}。`;
  }
}
