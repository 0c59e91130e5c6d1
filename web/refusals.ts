import type { Mistyped, Search } from '../src/domain/counter.ts';
import type { HandOverRefusal, HandOverUndoRefusal } from '../src/domain/hand-over.ts';
import type { CancellationRefusal, PlacementRefusal, WalkInRefusal } from '../src/domain/order.ts';
import type { MealSlot } from '../src/domain/meal-slot.ts';
import { fen as fenOf, yuanText, type Fen } from '../src/domain/money.ts';
import { freeOf, type Held, type PrepaidRule, type RefundRefusal, type TopUpRefusal } from '../src/domain/prepaid.ts';
import type { RowNumbersProblem } from '../src/domain/row-numbers.ts';

import type { YuanProblem } from '../src/domain/typed-yuan.ts';
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
  licence_expired: {
    title: '食堂这一天不能供饭',
    advice: '您没有做错什么。打个电话，问问附近哪里能吃。',
    wayOut: 'home',
    staff: '食品许可在供餐日之前到期，不能供餐。',
  },
  not_offered: { title: '这一顿没有这个菜', advice: OTHER_DISHES, wayOut: 'other_dishes', staff: '本餐不供应这个套餐。' },
  sold_out: { title: '这个套餐订完了', advice: OTHER_DISHES, wayOut: 'other_dishes', staff: '这个套餐已订满。' },
  mode_not_offered: {
    title: '这一顿不能这样取饭',
    advice: OTHER_WAY,
    wayOut: 'other_modes',
    staff: '本餐不提供这种用餐方式。',
  },
  mode_full: { title: '这样取饭的人已经满了', advice: OTHER_WAY, wayOut: 'other_modes', staff: '这种用餐方式已满。' },
  severe_allergy: {
    title: '这个菜您吃了会过敏',
    advice: '所以没有给您订。换一个菜，或者打电话请食堂另做。',
    wayOut: 'other_dishes',
    staff: '含有本人严重过敏的食物，不能供应。',
  },
  not_today: { title: '这一顿不在今天', advice: PHONE_OR_NEXT, wayOut: 'home', staff: '不是今天的餐，或者已经结束，不能登记。' },
};

/** The same for a family member. `other`: the words on the way to the other dishes and ways. */
export const familyRefusalWords: Record<PlacementRefusal, { title: string; advice: string; other?: string }> = {
  deceased: { title: refusalWords.deceased.title, advice: refusalWords.deceased.advice },
  already_ordered: { title: '这一顿已经订好了', advice: '一顿一份，不会重复算钱。' },
  run_closed: { title: '厨房已经按份数做了', advice: '还想吃，给食堂打个电话问问，或者订下一顿。' },
  cutoff_passed: { title: '这一顿订饭的时间过了', advice: '还想吃，给食堂打个电话问问，或者订下一顿。' },
  licence_expired: { title: '食堂这一天不能供饭', advice: '打个电话，问问附近哪里能吃。' },
  not_offered: { title: '这一顿没有这个菜', advice: '同一顿还有别的菜。', other: '看看别的菜' },
  sold_out: { title: '这个套餐订完了', advice: '同一顿还有别的菜。', other: '看看别的菜' },
  mode_not_offered: { title: '这一顿不能这样取饭', advice: '饭还有，换一种取饭的办法就行。', other: '换一种' },
  mode_full: { title: '这样取饭的人已经满了', advice: '饭还有，换一种取饭的办法就行。', other: '换一种' },
  severe_allergy: { title: '这个菜老人吃了会过敏', advice: '所以没有订。换一个菜，或者打电话请食堂另做。', other: '看看别的菜' },
  not_today: { title: '这一顿不在今天', advice: '给食堂打个电话问问，或者订下一顿。' },
};

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

/** Why somebody without an order was not served. */
export function walkInRefusalText(refused: WalkInRefusal): string {
  return refused === 'still_open' ? '这一餐还能订，也还没到开饭。请先按预订；没订的，截止或开饭以后再登记。' : refusalWords[refused].staff;
}

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
  return {
    deceased: '档案里登记本人已去世，不能充值。登记有误，请找民政核对。',
    no_rule: '这里还没有规定一个人最多能存多少，不能收。请民政先定限额。',
    nothing: '要比 0 多。',
    above_most: `一次最多收 ${most(rule?.topUpMostFen)} 元。`,
    above_held: `一个人一共最多存 ${most(rule?.heldMostFen)} 元，加上这笔就超了。`,
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
  500: { title: '系统出了毛病', advice: '不是您的操作问题。请过一会儿再试；急用请先用打印好的名单。' },
  503: { title: '正在确认', advice: '刚才这一步是否办成还不清楚。请先回第一页看看结果，不要再点一次。' },
} as const;

/** The same for families, far from any desk. */
export const familyProblemWords = {
  403: { title: '没有照办', advice: '这个请求不是从本站的页面发出的。请从第一页重新进。' },
  404: { title: '没有这一页', advice: '可能是旧的地址，也可能老人那边已经解除了。从第一页看看。' },
  409: { title: '这个月已经关账', advice: '这一步要记进已经关账的月份，什么都没有改。请打食堂电话。' },
  422: { title: '没有看懂', advice: '送来的内容不完整，或者这一页放得太久了，什么都没有改。从第一页再来一次就行。' },
  500: { title: '我们这边出了毛病', advice: '不是您的问题。过一会儿再试；急用请打食堂电话。' },
  503: { title: '正在确认', advice: '刚才这一步是否办成还不清楚。请先回去看看，不要再点一次。' },
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
type PaperProblem =
  | RowNumbersProblem
  | ('sheet_unreadable' | 'no_such_sheet' | 'sheet_without_rows' | 'which_point' | 'no_name' | 'name_unreadable' | 'name_too_long' | 'too_long');

/** Why a search at the counter shows nobody. */
export const searchProblemText: Record<Search['kind'] | Mistyped['kind'] | 'revoked_card' | 'too_long', string> = {
  card_link: '没有找到这张卡。请报姓名，或打卡号。',
  mistyped_card_number: '卡号打错了：有一位数字不对，或者多打、少打了。请照着卡再打一遍，或扫卡。',
  card_number: '没有找到这个卡号。请核对，或报姓名。',
  phone_tail: '常来这里的人里，没有手机号后四位是这几个数字的。请报姓名，或扫卡。',
  name: '常来这里的人里，没有找到这个姓名。请核对，或扫卡。',
  revoked_card: '这张卡已经停用。请报姓名登记，并请社区补发新卡。',
  too_long: '打得太长了。请重新扫卡，或只打姓名。',
};
