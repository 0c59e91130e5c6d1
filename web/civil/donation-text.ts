import type { DonationField, DonationFault, DonationReversalRefusal, DonationWay } from '../../src/domain/donation.ts';
import { yuanText, type Fen } from '../../src/domain/money.ts';
import { yuanProblemText } from '../refusals.ts';

export const donationWayLabel: Record<DonationWay, string> = { bank: '转账', cash: '现金' };

/** Who gave, as the office says it: 王先生（不公开姓名） · 没有留姓名. */
export const donorText = (donor: string | null, anonymous: boolean): string => (donor === null ? '没有留姓名' : `${donor}${anonymous ? '（不公开姓名）' : ''}`);

/** The same wherever it leaves the office. */
export const publicDonor = (donor: string | null, anonymous: boolean): string => (donor === null || anonymous ? '匿名' : donor);

export function donationProblemText(field: DonationField, fault: DonationFault): string {
  switch (fault) {
    case 'nothing':
      return '要比 0 多。';
    case 'no_way':
      return '请选转账还是现金。';
    case 'no_date':
      return '请写哪天收到的，例如 2026-11-26。';
    case 'ahead':
      return '收到的日子不能在今天以后。';
    case 'too_long':
      return field === 'donor' ? '姓名或单位名称请写 40 个字以内。' : '备注请写 100 个字以内。';
    default:
      return yuanProblemText[fault];
  }
}

export function reversalRefusalText(refused: DonationReversalRefusal, missingFen: Fen): string {
  return {
    reversed: '这一笔已经撤回了。',
    own: '自己记的，自己不能撤。请另一位经办人来撤。',
    changed: '刚才看的和现在的不一样了。请再看一遍，再决定。',
    no_reason: '请写为什么撤，例如：汇错了账户，已退回原账户。',
    spent: `撤不了：基金里没有用掉、没有订出去的钱，还差 ${yuanText(missingFen)} 元。金额记错的，先把对的那一笔记上，再撤这一笔。`,
  }[refused];
}

export const noFund = '还没有基金。先到“出资方”里加一个“基金，有余额”的，再来记捐赠。';
