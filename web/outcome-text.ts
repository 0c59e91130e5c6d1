import type { Outcome } from '../src/domain/outcome.ts';

/** What became of a step whose answer got lost, in words for every reader. */
export const outcomeWords: Record<Outcome, { title: string; advice: string }> = {
  done: { title: '办好了', advice: '刚才那一步已经成了，不用再来一次。' },
  not_done: { title: '没有办成', advice: '刚才那一步没有成，什么都没有改。可以再来一次。' },
  unsettled: { title: '还在确认', advice: '还没有消息。过半分钟再问一次，先别再按。' },
};

/** The way from a page that does not know to the one that asks. */
export const askOutcomeLabel = '问问成了没有';
export const askAgainLabel = '再问一次';
export const seeOrderLabel = '看看这一顿';
