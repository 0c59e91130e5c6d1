import type { LateReasonProblem } from '../../src/domain/late-order.ts';

/** What is wrong with the reason of a late order. */
export const lateReasonText: Record<LateReasonProblem, string> = {
  no_reason: '写一下为什么过了截止还订，还没有订。',
  reason_too_long: '原因太长了，60 个字以内就行。',
  reason_unreadable: '原因没有看懂，请写几个字。',
};
