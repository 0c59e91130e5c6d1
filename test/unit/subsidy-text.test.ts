import { describe, expect, test } from 'vitest';
import { fen } from '../../src/domain/money.ts';
import type { Reason } from '../../src/domain/subsidy-reason.ts';
import { reasonText } from '../../web/subsidy-text.ts';

const PAYERS: Readonly<Record<string, string>> = { town: '镇财政', charity: '慈善基金', county: '县财政' };
const spend = { fen: 1500, compare: '>=' as const, measured: 'before_discount' as const, deliveryFee: 'out' as const };

describe('为什么这样补，读给老人听的话', () => {
  test.each<[Reason, string]>([
    [{ kind: 'tier', clause: '80 岁以上', fen: fen(300) }, '按“80 岁以上”，补贴 3 元。'],
    [{ kind: 'seller_gives', clause: '商家九折', fen: fen(160) }, '按“商家九折”，店里少收 1.6 元。'],
    [{ kind: 'tier_gives_nothing', clause: '自付 8 元' }, '按“自付 8 元”，这一餐没有要补的。'],
    [{ kind: 'within_flat_price', clause: '一天两餐自付 5 元' }, '按“一天两餐自付 5 元”，这一餐还在包餐价以内，由本人付。'],
    [{ kind: 'seller_discount', fen: fen(150) }, '店里优惠 1.5 元。'],
    [{ kind: 'no_policy' }, '这一天没有生效的补贴办法。'],
    [{ kind: 'slot_not_covered', benefit: '就餐补贴', slot: 'dinner' }, '“就餐补贴”不包括晚餐。'],
    [{ kind: 'mode_not_covered', benefit: '', mode: 'home_delivery' }, '补贴办法不包括送餐。'],
    [{ kind: 'workdays_only', benefit: '' }, '补贴办法只在工作日有。'],
    [{ kind: 'not_on_holidays', benefit: '就餐补贴' }, '“就餐补贴”在法定节假日没有。'],
    [{ kind: 'price_not_covered', benefit: '就餐补贴', listPriceFen: fen(1500) }, '补贴只用在 15 元的套餐上。'],
    [{ kind: 'price_not_covered', benefit: '就餐补贴', listPriceFen: null }, '“就餐补贴”不包括这个价钱的餐。'],
    [{ kind: 'below_min_spend', clause: '补 2 元', minSpend: spend }, '“补 2 元”要满 15 元才有。'],
    [{ kind: 'below_min_spend', clause: '补 2 元', minSpend: { ...spend, compare: '>', measured: 'after_discount', deliveryFee: 'in' } }, '“补 2 元”要折后超过 15 元（含送餐费）才有。'],
    [{ kind: 'other_point', benefit: '就餐补贴' }, '“就餐补贴”只在助餐卡绑定的食堂有。'],
    [{ kind: 'seller_discount_instead', benefit: '' }, '店里已经优惠的餐不再补贴。'],
    [{ kind: 'not_for_this_person', benefit: '', miss: 'excluded' }, '补贴办法：属于办法排除的情形。'],
    [{ kind: 'no_tier_fits', benefit: '就餐补贴', misses: [{ clause: '80 岁以上', miss: 'age' }, { clause: '低保', miss: 'category' }] }, '还不在补贴的范围里：“80 岁以上”，年龄不在范围里；“低保”，不属于这类人员。'],
    [{ kind: 'limit_reached', clause: '每餐 3 元', limit: { per: 'week', meals: 5 }, of: 'benefit', keptFen: fen(0) }, '“每餐 3 元”：这项补贴每周最多 5 餐，已经用完。'],
    [{ kind: 'limit_reached', clause: '抵扣 50%', limit: { per: 'month', fen: 80_000 }, of: 'tier', keptFen: fen(250) }, '“抵扣 50%”：这一档每月最多 800 元，这一餐只剩 2.5 元。'],
    [{ kind: 'payer_dropped', clause: '镇级 3 元', payer: 'town', fen: fen(300) }, '不在镇财政管的地方用餐，少补 3 元。'],
    [{ kind: 'payer_exhausted', clause: '爱心餐', payer: 'charity', thenPays: 'elder', fen: fen(300) }, '慈善基金的钱不够了，3 元由本人出。'],
    [{ kind: 'payer_exhausted', clause: '爱心餐', payer: 'charity', thenPays: 'county', fen: fen(300) }, '慈善基金的钱不够了，3 元由县财政出。'],
    [{ kind: 'min_self_pay', clause: '每餐 9 元', fen: fen(100) }, '本人至少要付 1 元。'],
  ])('%o', (reason, sentence) => expect(reasonText(reason, (code) => PAYERS[code] ?? code)).toBe(sentence));
});
