import type { PlacementRefusal } from '../src/domain/order.ts';
import type { PauseReason, PauseRefusal } from '../src/domain/pause.ts';
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
export const arrangementChannelLabel: Record<ArrangementChannel, string> = { elder_page: '本人在网上', counter: '当面', phone: '电话里', family_page: '家里人在网上' };
export const callOutcomeLabel: Record<CallOutcome, string> = { arranged: '另外安排好了', not_wanted: '告诉本人了，这顿不要', no_answer: '没打通，过会儿再打' };

/** Why a standing order's day could not be ordered: to her, in the middle of a sentence, to the canteen, and to her family. */
export const standingFailureWords: Record<PlacementRefusal, { elder: string; staff: string; family: string }> = {
  deceased: { elder: '要问问食堂', staff: '档案要核对', family: '要问问食堂' },
  already_ordered: { elder: '已经有一顿了', staff: '本人已有订单', family: '已经有一顿了' },
  run_closed: { elder: '厨房的份数已经定了', staff: '份数已定，没赶上', family: '厨房的份数已经定了' },
  cutoff_passed: { elder: '订饭的时间过了', staff: '过了截止，没赶上', family: '订饭的时间过了' },
  serving_over: { elder: '那一顿已经开完了', staff: '已经开完，没赶上', family: '那一顿已经开完了' },
  licence_expired: { elder: '食堂那天不能供饭', staff: '食品许可到期', family: '食堂那天不能供饭' },
  not_offered: { elder: '那天还没有菜', staff: '这一餐没有菜', family: '那天还没有菜' },
  sold_out: { elder: '菜都订完了', staff: '菜订完了', family: '菜都订完了' },
  mode_not_offered: { elder: '那天不能这样拿饭', staff: '这种用餐方式没有', family: '那天不能这样拿饭' },
  mode_full: { elder: '人满了', staff: '这种用餐方式满了', family: '人满了' },
  severe_allergy: { elder: '没有您能吃的菜', staff: '都含严重过敏的食物', family: '没有老人能吃的菜' },
  not_today: { elder: '要问问食堂', staff: '不在这一天', family: '要问问食堂' },
  point_stopped: { elder: '食堂这会儿在纸上记', staff: '账停着，先记在纸上', family: '食堂这会儿在纸上记' },
};

/** Why the counter could not record what was said. */
export const arrangementProblemText = {
  unreadable: '有一处没有看懂。请核对，再按一次；什么都没有改。',
  no_days: '请至少勾一天。',
  changed: '刚才已经改过了。请看一遍现在的，再改。',
  other_point: '不常在这里吃，请那里的食堂办。',
  deceased: '档案里登记本人已去世，不能订。登记有误，请找民政核对。',
  too_late: '那一顿厨房已经定了份数，退不了。别的都没有变。',
} as const;

/** Days of a pause that nobody can read. */
export const pauseProblemText = { no_start: '请选从哪天起停。', unreadable: '请选哪天接着吃；还不知道，就空着。' } as const;

/** What an elder is told of a pause that cannot be. */
export const pauseRefusalText: Record<PauseRefusal, string> = {
  no_days: '接着吃的那天要晚于停的第一天。',
  in_the_past: '只能从今天往后停。',
  too_far: '最多停一年。',
};
