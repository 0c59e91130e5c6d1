import type { OrderState } from '../src/domain/order.ts';
import { serviceDateOf, type Instant } from '../src/domain/calendar.ts';
import type { DoingKind } from '../src/domain/family-doing.ts';
import type { BindingState, ConsentChannel, Doer, Relation } from '../src/domain/family.ts';
import { monthAndDay } from './format.tsx';

type Sex = 'female' | 'male';

/** What somebody is to the elder, as she says it: 女儿. */
export const relationLabel: Record<Relation, string> = {
  daughter: '女儿',
  son: '儿子',
  daughter_in_law: '儿媳',
  son_in_law: '女婿',
  spouse: '老伴',
  grandchild: '孙辈',
  relative: '亲属',
  neighbour: '邻居',
};

const PARENT: Partial<Record<Relation, Record<Sex, string>>> = {
  daughter: { female: '妈妈', male: '爸爸' },
  son: { female: '妈妈', male: '爸爸' },
  daughter_in_law: { female: '婆婆', male: '公公' },
  son_in_law: { female: '岳母', male: '岳父' },
  spouse: { female: '老伴', male: '老伴' },
};

/** What the elder is to them: 妈妈; where the words differ from home to home, 李家老人. Never a whole name. */
export function kinWord(relation: Relation, sex: Sex, name: string): string {
  return PARENT[relation]?.[sex] ?? `${[...name][0] ?? ''}家老人`;
}

/** 您女儿 · 食堂 · 社区 …: who did something, said to the elder. Null: she herself. */
export function doerSpoken(actor: string, doer: Doer | null, elderId: string): string | null {
  if (isOwn(actor, elderId)) return null;
  if (doer === 'village') return '社区';
  return doer ? `您${relationLabel[doer]}` : '食堂';
}

/** Who of the family said something for her, and when. */
export type FamilySaid = { name: string; relation: Relation; at: Instant };
/** 刘芳，您女儿，11 月 26 日 */
export const familySaidText = ({ name, relation, at }: FamilySaid) => `${name}，您${relationLabel[relation]}，${monthAndDay(serviceDateOf(at))}`;

/** What they did, on a button of her first page. */
export const doingShort: Record<DoingKind, string> = {
  begun: '替您把饭天天订着', changed: '替您改了天天订的饭', ended: '替您停了天天订的饭', skipped: '替您停了一顿饭', paused: '替您停了几天饭', diet: '替您说了不能吃的',
};

/** She pressed it herself, or it came of what she orders day after day. */
const isOwn = (actor: string, elderId: string) => actor === `elder:${elderId}` || actor.startsWith('job:');

/** The same said to a family member. `self`: the member's own reference. */
export function doerForFamily(actor: string, doer: Doer | null, elderId: string, self: string): string {
  if (actor === self) return '您';
  if (isOwn(actor, elderId)) return '本人';
  if (doer === 'village') return '社区';
  return doer ? relationLabel[doer] : '食堂';
}

export const bindingStateText: Record<BindingState, string> = {
  asked: '等本人同意',
  standing: '已同意',
  declined: '没有同意',
  ended: '已经解除',
  card_gone: '卡已停用，要重新申请',
};

export const consentChannelText: Record<ConsentChannel, string> = { elder_page: '在自己的页面上', counter: '在食堂柜台', family_page: '在家属页面上' };

const ORDER_WORDS = (name: string) =>
  `${name}能看到您吃什么、忌口、付多少、补贴多少，能替您订饭、退饭。订的饭从您的预存款里付，没有就拿到饭付。您拿到饭没有，会发短信告诉${name}。`;
/** What the first version of the words did not name. */
export const arrangeWords = (name: string): string =>
  `${name}还能替您把饭天天订着、停几天、不订了，能替您告诉食堂您不能吃什么。${name}替您办了什么，您这里都看得到，都能改回来。`;
const NEVER_WORDS = (name: string) => `${name}看不到您的身份证号和住址，也取不走您的钱。`;

/** What she consents to, sentence by sentence; `less`: what she consented to when the words named less. CONSENT_VERSIONS in src/domain/family.ts counts their changes. */
export const consentWords = (name: string, less = false): readonly string[] => [ORDER_WORDS(name), ...(less ? [] : [arrangeWords(name)]), NEVER_WORDS(name)];
export const consentBack = '什么时候不想让人帮了，在这里按一下就停，马上算数。';

/** To a family member whose consent does not name what they want to do. */
export const askMoreText = '老人以前同意的是订饭、退饭。要替老人天天订着、停几天、记忌口，请老人在自己的页面点“还有别的事”，点“谁能替我订饭”，点您的名字，再点“同意”；或者到食堂，当面跟工作人员说一声。';

/** The same, said to whoever asks. */
export const familySees: readonly string[] = [
  '您能看到老人吃什么、忌口、付多少、补贴多少，能替老人订饭、退饭。订的饭从老人的预存款里付，没有就拿到饭付。老人拿到饭没有，会发短信告诉您。',
  '您还能替老人把饭天天订着、停几天、不订了，能替老人告诉食堂有什么不能吃。您办了什么，老人都看得到，都能改回来。',
  '您看不到老人的身份证号和住址，也取不走老人的钱。',
  '老人和您，哪一边都随时能解除，当时就算数。',
];

/** How an order stands, for a family. */
export const familyStateText: Record<OrderState, string> = { placed: '订好了', handed_over: '拿到了', missed: '没有拿', cancelled: '退了' };

export const familyProblemText = {
  no_card: '没有找到这张卡。请照着卡再看一遍卡号，或者扫卡上的方块码。',
  mistyped: '卡号打错了：有一位数字不对，或者多打、少打了。',
  unreadable: '请打卡上的卡号，或者粘贴扫卡得到的网址。',
  too_many_cards: '今天试的卡号太多了，明天再来。也可以扫卡上的方块码。',
  already_asked: '您已经申请过了，在等本人同意。',
  already_standing: '您已经可以替这位老人订饭了。',
  code_wrong: '验证码不对。请看看短信里的 6 位数字。',
  code_unreadable: '验证码是 6 位数字。',
  code_over: '这个验证码不能用了：过了时间、用过了，或者试的次数太多。请重新要一个。',
  too_many_codes: '这个手机号今天要的验证码太多了，明天再来。急用请打食堂电话订饭。',
  crowded: '从您这里的网络，一分钟里来的次数太多，先停一停。过一分钟再点，填好的还在。',
  no_sms: '这里还不能发短信。请打食堂电话订饭。',
  not_mobile: '请写手机号，11 位数字。',
  no_relation: '请选您是老人的什么人。',
  no_name: '请写您的姓名，老人才知道是谁。',
} as const;

/** Whoever orders for herself on the plain pages. */
export const selfText = '您自己';

/** Two of a family who want the same meal for her: the second is told who was quicker, and that nothing is lost. */
export function alreadyOrderedText(doer: string): { title: string; advice: string; wayOut: string } {
  const title = doer === '您' ? '这一顿您已经订好了' : `这一顿${doer}已经订好了`;
  return { title, advice: '一顿一份，不会多订，也不会多收钱。想换菜，先退掉订好的，再订。', wayOut: '看看订好的' };
}
