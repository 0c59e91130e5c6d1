import type { DeathDecisionRefusal, DeathNoticeRefusal } from '../src/domain/death.ts';
import type { CardRefusal } from '../src/domain/card.ts';
import type { Mistyped, Search } from '../src/domain/counter.ts';
import type { HandOverRefusal, HandOverUndoRefusal } from '../src/domain/hand-over.ts';
import type { LineOutcome } from '../src/domain/order-draft.ts';
import type { CancellationRefusal, PlacementRefusal } from '../src/domain/order.ts';
import type { MealSlot } from '../src/domain/meal-slot.ts';
import { fen as fenOf, yuanText, type Fen } from '../src/domain/money.ts';
import type { PictureProblem } from '../src/domain/picture.ts';
import { freeOf, type Held, type PrepaidRule, type RefundRefusal, type TopUpRefusal } from '../src/domain/prepaid.ts';
import type { RowNumbersProblem } from '../src/domain/row-numbers.ts';
import type { YuanProblem } from '../src/domain/typed-yuan.ts';
import { stoppedAdvice, stoppedBriefly, stoppedForOthers } from './books-stop-text.ts';
import { slotLabel } from './text.ts';

// What is said when something cannot be: to an elder without blame and with a way out, to staff in one sentence.

export type RefusalWords = {
  /** The heading: what is so, without blame. */
  title: string;
  /** What the elder can do now, besides the phone that is on every page. */
  advice: string;
  /** The other page that helps. */
  wayOut: 'home' | 'other_dishes' | 'other_modes' | 'existing_order';
  /** The same for a cook or a clerk. */
  staff: string;
};

const PHONE_OR_NEXT = '还想吃，就给食堂打个电话问问。也可以订下一顿。';
const OTHER_DISHES = '同一顿还有别的菜，您看看。';
const OTHER_WAY = '饭还有，换一种取饭的办法就行。';

/** Why a meal was not ordered. After `deceased` it is the family who reads these words. */
export const refusalWords: Record<PlacementRefusal, RefusalWords> = {
  deceased: {
    title: '请给食堂打个电话',
    advice: '有什么事，我们在电话里给您办。',
    wayOut: 'home',
    staff: '档案里登记本人已去世，不能订餐。登记有误，请找民政核对。',
  },
  already_ordered: {
    title: '这一顿您已经订好了',
    advice: '一顿一份，不会重复算钱。想换菜，先把订好的退掉。',
    wayOut: 'existing_order',
    staff: '本人这一餐已有订单。',
  },
  run_closed: {
    title: '厨房已经按份数做了',
    advice: PHONE_OR_NEXT,
    wayOut: 'home',
    staff: '本餐已截止，份数已定。',
  },
  cutoff_passed: {
    title: '这一顿订饭的时间过了',
    advice: PHONE_OR_NEXT,
    wayOut: 'home',
    staff: '已过截止时间，不能再订。',
  },
  serving_over: { title: '这一顿已经开完了', advice: '可以订下一顿。', wayOut: 'home', staff: '这一餐已经开完，不能补订。' },
  licence_expired: {
    title: '食堂这一天不能供饭',
    advice: '您没有做错什么。打个电话，问问附近哪里能吃。',
    wayOut: 'home',
    staff: '食品许可在供餐日之前到期，不能供餐。',
  },
  not_offered: { title: '这一顿没有这个菜', advice: OTHER_DISHES, wayOut: 'other_dishes', staff: '本餐不供应这个套餐。' },
  sold_out: { title: '这个套餐订完了', advice: OTHER_DISHES, wayOut: 'other_dishes', staff: '这个套餐已订满。' },
  mode_not_offered: { title: '这一顿不能这样取饭', advice: OTHER_WAY, wayOut: 'other_modes', staff: '本餐不提供这种用餐方式。' },
  mode_full: { title: '这样取饭的人已经满了', advice: OTHER_WAY, wayOut: 'other_modes', staff: '这种用餐方式已满。' },
  severe_allergy: {
    title: '这个菜您吃了会过敏',
    advice: '所以没有给您订。换一个菜，或者打电话请食堂另做。',
    wayOut: 'other_dishes',
    staff: '含有本人严重过敏的食物，不能供应。',
  },
  not_today: { title: '这一顿不在今天', advice: PHONE_OR_NEXT, wayOut: 'home', staff: '不是今天的餐，或者已经结束，不能登记。' },
  point_stopped: { title: '请打电话订饭', advice: stoppedAdvice, wayOut: 'home', staff: stoppedForOthers },
};

/** Why a draft was not read over. */
export const draftProblemText = { nothing_chosen: '还没有选。先在格子里选套餐，再按下一步。', nothing_ticked: '一份都没有选。要订的打上勾，再按下一步。' } as const;
export const chainProblemText = { empty: '还没有粘贴。把群里的接龙整个复制过来。', too_long: '太长了，一次最多 150 行、4500 个字。请分两次粘贴。' } as const;
export const goBackText = '回去改';

/** The same in a cell of a table. */
export const notOrderedShort: Record<PlacementRefusal, string> = {
  deceased: '停办', already_ordered: '已订', run_closed: '截止', cutoff_passed: '截止', serving_over: '开完', licence_expired: '停供', not_offered: '没菜',
  sold_out: '订满', mode_not_offered: '不供', mode_full: '人满', severe_allergy: '过敏', not_today: '不能', point_stopped: '打电话',
};

/** Why a confirmed line was not ordered. */
export function lineOutcomeText(outcome: LineOutcome | null): string {
  if (outcome === null || outcome === 'placed') return '';
  if (outcome === 'price_changed') return '价钱和确认的时候不一样了，没有订。请再看一遍价钱。';
  return outcome === 'out_of_reach' ? '已经不是您负责的人，或者这一餐没有了。' : refusalWords[outcome].staff;
}

const NOT_A_CHOICE: Partial<Record<PlacementRefusal, string>> = {
  sold_out: '订完了',
  mode_full: '这一顿人满了',
  severe_allergy: '您吃了会过敏',
};

/** Why one dish of a list is no choice, in the few words that stand beside its name. */
export const notAChoiceText = (refused: PlacementRefusal) => NOT_A_CHOICE[refused] ?? refusalWords[refused].title;

/** Why nothing of a meal can be had, where the words for one dish or one way would promise another. `meal`: 今天午饭. A title in phrases. */
export function nothingLeftWords(refused: PlacementRefusal, meal: string): { title: string[]; advice: string } {
  const ask = '还想吃，打上面的电话问问食堂。';
  if (refused === 'sold_out') return { title: [meal, '订完了'], advice: ask };
  if (refused === 'mode_full') return { title: [meal, '人满了'], advice: `菜还有，名额没有了。${ask}` };
  if (refused === 'mode_not_offered') return { title: [meal, '还不能订'], advice: ask };
  if (refused === 'severe_allergy') return { title: [meal, '没有您能吃的菜'], advice: '打上面的电话，请食堂给您另做。' };
  return { title: [refusalWords[refused].title], advice: refusalWords[refused].advice };
}

/** What is wrong with an answer to an elder. */
export const answerProblemText = { empty: '请写怎么办的。', too_long: '太长了，请写短一点，老人好读。' } as const;

/** Why what somebody may not eat was not written down. */
export const dietProblemText = { changed: '刚才有人改过。下面是现在的，请核对以后再改、再保存。', too_long: '太长了，请写短一点。' } as const;

/** Why a photo was not taken over. */
export const pictureProblemText: Record<PictureProblem, string> = {
  none: '请先拍一张，或选一张照片。',
  not_a_photo: '这不是能用的照片。请用手机拍一张，或选 JPG 照片。',
  too_large: '这张太大了，这里的浏览器没有能把它缩小。请用手机的浏览器再试。',
};

/** Why no card was made, or none stopped. */
export const cardRefusalText: Record<CardRefusal, string> = {
  deceased: '档案里登记本人已去世，不能办卡。登记有误，请找民政核对。',
  no_reason: '请选为什么，例如：丢了。',
};

/** Why an order was not undone. */
export const cancellationRefusalWords: Record<CancellationRefusal, { title: string; advice: string }> = {
  already_cancelled: { title: '这一顿已经退掉了', advice: '不用再退，也不收钱。' },
  already_handed_over: { title: '这一顿已经吃过了', advice: '要是不对，给食堂打个电话。' },
  missed: { title: '这一顿已经过去了', advice: '没有收您的钱。有事给食堂打个电话。' },
  run_closed: { title: '厨房已经按份数做了', advice: '现在退不了。不能来吃，请给食堂打个电话。' },
  too_late: { title: '退饭的时间过了', advice: '不能来吃，请给食堂打个电话，他们会安排。' },
};

export const handOverRefusalText: Record<HandOverRefusal, string> = {
  cancelled: '这一份已经退订，不能登记。要吃，请按没订来吃登记。',
  already_handed_over: '这一份已经登记过了。',
  too_late: '过了可以登记的日子，账已经定了。真的交了，请找民政经办人更正。',
  still_open: '这一餐还在接单，厨房还没定份数。截止以后才能提前取。',
  fund_exhausted: '给这一份出补贴的爱心款不够了，现在不能补登记。请找民政经办人；善款到账后，在可以登记的日子里再登记。',
  point_stopped: stoppedBriefly,
};

/** What is wrong with an amount that was typed. */
export const yuanProblemText: Record<YuanProblem | 'no_reason' | 'request_waits', string> = {
  empty: '请写多少元，例如 50。',
  unreadable: '没有看懂是多少元。只写数字，例如 50 或 50.5。',
  negative: '要比 0 多。',
  too_precise: '最多写到分，小数点后面两位。',
  too_large: '太大了，请核对。',
  no_reason: '请写为什么退，例如：搬走了，不再来吃。',
  request_waits: '这个人已经有一笔退款在等第二个人同意，先把那一笔办完。',
};

/** Why cash was not paid in. */
export function topUpRefusalText(refused: TopUpRefusal, rule: PrepaidRule | null): string {
  const most = (fen: Fen | undefined) => yuanText(fen ?? fenOf(0));
  const paper = rule ? `这是民政定的：${rule.source}。` : '';
  return {
    deceased: '档案里登记本人已去世，不能充值。登记有误，请找民政核对。',
    no_rule: '这里还没有规定一个人最多能存多少，不能收。请民政先定限额。',
    nothing: '要比 0 多。',
    above_most: `一次最多收 ${most(rule?.topUpMostFen)} 元。${paper}`,
    above_held: `一个人一共最多存 ${most(rule?.heldMostFen)} 元，加上这笔就超了。${paper}`,
  }[refused];
}

/** Why prepaid money was not given back. */
export function refundRefusalText(refused: RefundRefusal, { held, setAside }: RefundFacts): string {
  const meals = setAside.map((one) => `${one.serviceDate.slice(5)} ${slotLabel[one.slot]}`).join('、');
  return {
    no_rule: '这里还没有规定一个人能退多少，请民政先定。',
    nothing: '没有可以退的钱。',
    reserved: `其中 ${yuanText(held.reservedFen)} 元已订了饭${meals === '' ? '' : `（${meals}）`}，最多能退 ${yuanText(freeOf(held))} 元。先退订，才能全退。`,
    above_balance: `预存款只有 ${yuanText(held.balanceFen)} 元，不能多退。`,
  }[refused];
}
type RefundFacts = { held: Held; rule: PrepaidRule | null; setAside: readonly { serviceDate: string; slot: MealSlot }[] };

/** Why a balance was not moved. */
export const moveProblemText = {
  waits: '已经有一笔在等第二个人同意。',
  nothing: '没有能转的钱了：没有余额，或者都已订了饭。',
  no_operator: '请选转到哪一家。',
  no_note: '请写老人是怎么同意的。',
} as const;

export const shiftProblemText = {
  moved: '刚才又收了或退了钱，该有的数变了。请照新的数再点一遍。',
  unexplained: '点出来的和该有的不一样，请写明为什么。',
  opening_unexplained: '和该有的不一样，请写明为什么，例如：交了公司 300 元。',
} as const;

/** Why a second person's word did not count. */
export const approvalRefusalText = {
  own_request: '自己提的，不能自己同意。请另一位来看。',
  changed: '刚才看的和现在的不一样了。请再看一遍，再决定。',
} as const;

/** Why a hand-over did not go through for the money put down. */
export const changeProblemText = {
  given_unreadable: '收了多少，没有看懂。写数字就行，例如 20；也可以不填。还没有登记。',
  given_too_little: '收的钱不够这一份的自付。请核对；还没有登记。',
  too_little_prepaid: '预存款不够付这一份了。请收现金；还没有登记。',
} as const;

export const handOverUndoRefusalText: Record<HandOverUndoRefusal, string> = {
  already_undone: '这次登记已经撤销过了。',
  claim_reversed: '民政已经把这一份冲回了，不能再撤销。有疑问请联系民政。',
  too_late: '过了可以撤销的时间。请找民政经办人更正。',
};

/** The staff pages for what went wrong, by status. */
export const staffProblemWords = {
  403: { title: '没有照办', advice: '这个请求不是从本系统的页面发出的。请从第一页重新进入再操作。' },
  404: { title: '没有这一页', advice: '网址不对，或者不在您负责的范围里。' },
  409: { title: '这个月已经关账', advice: '这一步要记进已经关账的月份，什么都没有改。确实要更正，请找民政经办人，记在没关账的月份里。' },
  422: { title: '没有看懂', advice: '送来的内容不完整或太大，什么都没有改。请返回重新填写。' },
  429: { title: '来得太快了', advice: '从您这里的网络，一分钟里来的次数太多。请过一分钟再试。' },
  500: { title: '系统出了毛病', advice: '不是您的操作问题。请过一会儿再试；急用请先用打印好的名单。' },
  stopped: { title: '账停着，没有办', advice: '这一步要记的账没有对上，民政查清以前先停着，什么都没有改。饭照常发；钱和人先记在纸上，恢复以后再办。' },
  uncertain: { title: '正在确认', advice: '刚才这一步成了没有，还不清楚。先不要再点，问一问结果。' },
  unavailable: { title: '系统这会儿连不上', advice: '刚才这一步没有办，什么都没有改。饭照常发：用最近打印的名单，来一位在纸上打一个勾；没订的记下姓名和时间。恢复以后在“纸单登记”按单号和行号补录。' },
} as const;

/** What is wrong with an entered paper list; `at` is the piece of the rows that was not understood. */
export function paperProblemText(problem: PaperProblem, at: string): string {
  return {
    sheet_unreadable: '单号是纸单最下面的数字，例如 12。',
    no_such_sheet: '没有这张纸单。请核对纸单最下面的单号。',
    sheet_without_rows: '这是备餐单，上面没有打勾的名字。',
    which_point: '各处的单号各编各的。请选是哪里的纸单。',
    no_name: '请写上是谁打的勾。',
    name_unreadable: '请写打勾的人的姓名，用字来写，不要夹看不见的符号。',
    name_too_long: '姓名太长了，请只写姓名。',
    too_long: '太长了，请核对。',
    empty: '请写打了勾的行号，例如 1-20，23。',
    unreadable: `“${at}”看不懂。行号这样写：1-20，23。`,
    zero: '行号从 1 开始。',
    reversed: `“${at}”前后反了，小的写在前面。`,
    too_many: `“${at}”太多了，一张纸单没有这么多行。`,
  }[problem];
}
type PaperProblem = RowNumbersProblem | ('sheet_unreadable' | 'no_such_sheet' | 'sheet_without_rows' | 'which_point' | 'no_name' | 'name_unreadable' | 'name_too_long' | 'too_long');

/** Why a search by whoever orders for others shows nobody, and why an order was shown again. */
export const phoneProblemText: Record<Search['kind'] | Mistyped['kind'] | 'revoked_card' | 'changed', string> = {
  card_link: '没有找到这张卡，或者不是这里的人。请打姓名。',
  mistyped_card_number: '卡号打错了：有一位数字不对，或者多打、少打了。请再打一遍。',
  card_number: '没有找到这个卡号，或者不是这里的人。请核对，或打姓名。',
  phone_tail: '这里的人里，没有手机号后四位是这几个数字的。请打姓名。',
  initials: '这里的人里，没有姓名拼音首字母是这样的。请打姓名，或手机号后四位。',
  building: '这里的人里，没有住这一栋的。请打姓名。',
  name: '这里的人里，没有找到这个姓名。请核对。',
  revoked_card: '这张卡已经停用。请打姓名。',
  changed: '价钱和刚才显示的不一样了，还没有订。请照新的价钱跟对方说一声，再按一次。',
};

/** Why a search at the counter shows nobody. */
export const searchProblemText: Record<Search['kind'] | Mistyped['kind'] | 'revoked_card' | 'too_long', string> = {
  card_link: '没有找到这张卡。请报姓名，或打卡号。',
  mistyped_card_number: '卡号打错了：有一位数字不对，或者多打、少打了。请照着卡再打一遍，或扫卡。',
  card_number: '没有找到这个卡号。请核对，或报姓名。',
  phone_tail: '常来这里的人里，没有手机号后四位是这几个数字的。请报姓名，或扫卡。',
  name: '常来这里的人里，没有找到这个姓名。请核对，或扫卡。',
  initials: '常来这里的人里，没有姓名拼音首字母是这样的。请打姓名，或手机号后四位。',
  building: '常来这里的人里，没有住这一栋的。请报姓名。',
  revoked_card: '这张卡已经停用。请报姓名登记，并请社区补发新卡。',
  too_long: '打得太长了。请重新扫卡，或只打姓名。',
};

/** Why a death was not written down. */
export const deathNoticeRefusalText: Record<DeathNoticeRefusal, string> = {
  known: '已经登记过去世，不用再登记。',
  waits: '已经有一份登记在等第二个人核实，先把那一份办完。',
  ahead: '去世日期不能在今天以后，请核对。',
  before_birth: '去世日期在出生以前，请核对日期和人。',
};

/** Why a notice of a death was not decided on. */
export const deathDecisionRefusalText: Record<DeathDecisionRefusal, string> = {
  decided: '这一份刚才已经有人办过，或者内容变了，请看现在的样子。',
  own_notice: '自己登记的不能自己核实，要另一位经办人来看。',
  known: '已经登记过去世（可能是死亡名册先到），不用再核实。请选“不属实”结束这一份。',
};
