import { jsonText } from '../../src/domain/json-text.ts';

// What a clerk who starts with nothing finds in the form, and the few words that the pages of a draft are given.

/** A policy with one benefit and one tier, to be written over. `place`: the county's division code. */
export function emptyPolicyText(place: string, payer: string, from: string): string {
  const tier = { clause: '70 周岁及以上，每餐补 3 元', who: { ageFrom: 70 }, give: { form: 'fixed', fen: 300 } };
  const version = { from, place, payers: [{ payer }], benefits: [{ name: '就餐补贴', meals: { slots: ['lunch'] }, tiers: [tier] }] };
  const paper = { title: '办法的名称', documentNo: '文号', issuer: '发文机关', source: '在哪里看到的' };
  return jsonText({ schema: 'zhucan-policy/1', id: 'new-policy', ...paper, versions: [version] });
}

export const reasonMissing = '请写退回的理由，拟稿的人要照着改。';

/** 现行版本（2020-12-17 起） · 还没有现行版本 */
export const againstText = (fromDate: string | undefined) => (fromDate === undefined ? '空白' : `现行版本（${fromDate} 起）`);
