import type { LabelKind, LabelRefusal, PayerKind, WordRefusal } from '../../src/domain/county-label.ts';

// The county's own payers and categories, in the words of whoever looks after them.

export const payerKindLabel: Record<PayerKind, string> = { budget: '预算、单位出的', fund: '基金，有余额' };

export const payerKindHint: Record<PayerKind, string> = {
  budget: '例如市级财政、镇街、村集体。按月结算，出多少拨多少。',
  fund: '例如慈善基金。收到多少捐赠，就只能付多少；不够时按办法写的由别人出。',
};

/** What the rows are called. */
export const labelKindWord: Record<LabelKind, string> = { payer: '出资方', category: '困难类别' };

const LABEL: Record<LabelRefusal, string> = {
  code_empty: '请写代号，例如 charity。',
  code_form: '代号用小写字母开头，只用小写字母、数字和下划线，2 到 40 个，例如 charity_fund。',
  code_reserved: '这个代号是系统里人人都有的（本人、店里优惠、店里让利），不用加，请换一个。',
  code_taken: '这个代号已经用了，请换一个。',
  name_empty: '请写名称。',
  name_long: '名称太长，请写 30 个字以内。',
  name_taken: '已经有一个叫这个名称，请换一个说法。',
  name_is_word: '名册里这个词现在指另一类，请换一个名称，或先到那一类改这个词。',
};
export const labelRefusalText = (refused: LabelRefusal): string => LABEL[refused];

export const kindMissing = '请选怎么出钱。';
export const reasonMissing = '请写为什么改，例如：县里文件用的新名称。';
export const labelMoved = '刚才别人改过这个名称了。下面是现在的，请看过再改。';

export function wordRefusalText(refused: WordRefusal, other: string): string {
  return {
    word_empty: '请写名册里用的词，例如 城市低保。',
    word_long: '太长了，请写 30 个字以内。',
    word_is_name: `这个词是“${other}”的名称，不能指别的类别。`,
    word_means_other: `这个词现在指“${other}”。真要改，请按下面的按钮。`,
    word_moved_on: '刚才别人改过这个词了。请看清楚现在指哪一类，再改。',
  }[refused];
}

export const labelDoneText = { added: '加好了。', renamed: '名称改好了。', removed: '已删除。', word: '用词加好了，以后导入的名册都认得。' } as const;
export type LabelDone = keyof typeof labelDoneText;

export const stillUsed: Record<LabelKind, string> = {
  payer: '已经有办法用到它，或者有钱的往来，不能删；叫法可以改。',
  category: '已经有人、申请、名册用词或办法用到它，不能删；叫法可以改。',
};
