import type { LookField, LookRefusal, LookWhy } from '../src/domain/look.ts';

/** What is looked at. */
export const lookFieldLabel: Record<LookField, string> = { id_number: '身份证号', phone: '电话', address: '住址' };

/** What for: stands in the audit as it is written here. */
export const lookWhyLabel: Record<LookWhy, string> = {
  call: '打电话联系本人',
  visit: '上门、送餐',
  verify: '核对身份',
  paper: '填写公文、名册',
  other: '其他',
};

export const lookRefusalText: Record<LookRefusal, string> = {
  no_field: '请选一项：看哪一项。',
  no_reason: '请选一项：看全号做什么用。',
  too_short: '请写清楚做什么用，至少四个字。',
  too_long: '写得太长了，请在一百个字以内。',
  not_known: '档案里没有登记这一项，没有可看的。',
};

/** 打电话联系本人：改送餐时间 · 其他：纪委函询 */
export const lookReasonText = (why: LookWhy, words: string) => (words === '' ? lookWhyLabel[why] : `${lookWhyLabel[why]}：${words}`);

/** Which question a refusal is about. */
export const lookRefusalField: Record<LookRefusal, 'field' | 'why' | 'words'> = { no_field: 'field', not_known: 'field', no_reason: 'why', too_short: 'words', too_long: 'words' };
