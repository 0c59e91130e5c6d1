import type { EqualityLine } from '../../src/domain/equality.ts';

/** 订单 86 ＝ 备餐 86 ＝ 堂食名单 48 ＋ 自取名单 7 ＋ 送餐单 30 ＋ 未分配 1 */
export function equalityText({ accepted, counted, lists }: EqualityLine): string {
  const parts = `堂食名单 ${lists.dine_in} ＋ 自取名单 ${lists.pickup} ＋ 送餐单 ${lists.home_delivery} ＋ 未分配 ${lists.unassigned}`;
  return `订单 ${accepted} ＝ 备餐 ${counted} ＝ ${parts}`;
}

/** The three sums side by side, where they must not be written as equal. */
export function unequalText({ accepted, counted, lists }: EqualityLine): string {
  const listed = lists.dine_in + lists.pickup + lists.home_delivery + lists.unassigned;
  return `应有订单 ${accepted}，备餐 ${counted}，各张名单一共 ${listed}`;
}
