import { serviceDateOf, type Instant } from '../../src/domain/calendar.ts';
import type { AnswerRefusal, MonthState, MonthStepKind, Obstacle, ProposalRefusal, WithdrawalRefusal } from '../../src/domain/month-closing.ts';
import { dateText } from '../format.tsx';

// What the pages of closing say.

export const monthStateLabel: Record<MonthState, string> = { open: '没关账', proposed: '等第二个人确认', closed: '已关账' };
export const monthStateTag: Record<MonthState, string> = { open: 'tag shut', proposed: 'tag danger', closed: 'tag done' };

export const monthStepLabel: Record<MonthStepKind, string> = { proposed: '提请关账', withdrawn: '撤回', returned: '退回' };

/** What is in the way, in a word. */
export const obstacleLabel: Record<Obstacle['kind'], string> = {
  not_over: '还没过完',
  earlier_open: '前面的月份没关',
  runs_not_done: '有餐次没结束',
  claimable: '还能补登记',
  drift: '累计和重算不一致',
  ledger_differs: '入账和结算单不一致',
  shifts_open: '有班没交',
  books_broken: '夜里核账不一致',
};

/** After a step was taken. */
export const monthDoneText: Record<MonthStepKind, string> = {
  proposed: '已经提请，请另一位经办人来确认。',
  withdrawn: '已经撤回，可以重新提请。',
  returned: '已经退回，提请的人会看到理由。',
};

export const reasonMissing = { withdrawal: '请写为什么撤回，例如：有一处补贴要先查清。', return: '请写为什么退回，例如：荆河食堂的份数和纸单对不上。' } as const;

const CLOSED = '这个月已经关账，不能再改。';

export const proposalRefusalText: Record<ProposalRefusal, string> = {
  closed: CLOSED,
  obstacles: '还有事没完，现在不能提请。要做完的事见下面。',
  changed: '刚才看的数已经变了，没有提请。下面是现在的数，请再看一遍。',
  already_proposed: '已经有人提请了同样的数，等另一位经办人确认就行。',
};

export const answerRefusalText: Record<AnswerRefusal, string> = {
  closed: CLOSED,
  not_standing: '刚才看的那次提请已经撤回、退回或者换了，什么都没有改。请看现在的。',
  same_person: '自己提请的，不能自己确认或退回。请另一位经办人来看。',
  stale: '提请以后数变了，不能确认，没有关账。请照现在的数重新提请。',
  obstacles: '提请以后又有事没完，没有关账。要做完的事见下面。',
  posted_later: '这个月刚刚又记了一笔账，记账的时间比现在还晚，没有关账。过一会儿再确认。',
};

export const withdrawalRefusalText: Record<WithdrawalRefusal, string> = {
  closed: CLOSED,
  not_standing: '那次提请已经不在了，没有什么要撤回的。',
  not_yours: '别人提请的不能撤回。觉得不对，可以退回，写明理由。',
};

/** 2026 年 11 月 26 日，周敏提请，赵强确认 */
export function closingText({ at, proposedBy, confirmedBy }: { at: Instant; proposedBy: string; confirmedBy: string }): string {
  return `${dateText(serviceDateOf(at))}，${proposedBy}提请，${confirmedBy}确认`;
}
