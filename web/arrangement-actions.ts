/** What an entry of the audit says was done to what is ordered day after day. */
export const arrangementActionLabel = {
  'standing_order.begin': '长期订餐',
  'standing_order.change': '改长期订餐',
  'standing_order.end': '停长期订餐',
  'standing_order.fail': '长期订餐没订上',
  'standing_order.look': '看没订上的人的电话',
  'standing_order.call': '记下没订上怎么办的',
  'standing_order.skip': '长期订餐停一天',
  'standing_order.unskip': '停的那天接着吃',
  'pause.record': '长期订餐暂停',
} as const;
