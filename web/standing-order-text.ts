import type { PauseReason } from '../src/domain/pause.ts';
import type { ArrangementChannel, CallOutcome } from '../src/domain/standing-order.ts';
import { listed, weekdayLabel } from './text.ts';

/** 每天 · 星期一到星期五 · 星期六、星期日 · 星期一、三、五: days by their digits, 1 Monday to 7 Sunday. */
export function weekdaysText(digits: string): string {
  if (digits === '1234567') return '每天';
  const days = [...digits].map((digit) => weekdayLabel[Number(digit)] ?? '');
  const inARow = digits.length > 2 && '1234567'.includes(digits);
  if (inARow) return `${days[0]}到${days.at(-1)}`;
  return days.length < 3 ? listed(days) : [days[0], ...days.slice(1).map((day) => day.slice(2))].join('、');
}

/** Why a number was looked at: stands in the trace. */
export const standingLookReason = '长期订餐没订上，打电话';
/** What is cooked day after day. */
export const cooksChoiceLabel = '厨师配';
export const pauseReasonLabel: Record<PauseReason, string> = { away: '出门、走亲戚', hospital: '住院' };
export const arrangementChannelLabel: Record<ArrangementChannel, string> = { elder_page: '本人在网上', counter: '当面', phone: '电话里' };
export const callOutcomeLabel: Record<CallOutcome, string> = { arranged: '另外安排好了', not_wanted: '告诉本人了，这顿不要', no_answer: '没打通，过会儿再打' };
