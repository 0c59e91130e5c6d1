import type { PriceCause, TellingRefusal, ToldHow } from '../src/domain/price-change.ts';
import type { OrderState } from '../src/domain/order.ts';
import { dayKindLabel } from './civil/calendar-text.ts';

// The words of prices that changed between ordering and eating.

export const toldHowLabel: Record<ToldHow, string> = { phone: '打电话', in_person: '当面', family: '经家属转告' };

export const priceListLabel = { open: '还没告知', told: '已告知', past: '过去的，没告知' } as const;

export const tellingRefusalText: Record<TellingRefusal, string> = {
  cancelled: '这一餐已经退订，不用告知了。',
  changed_again: '这一餐的价钱刚刚又变了。请看下面的新价钱，再告知。',
};

type Named = readonly { code: string; name: string }[];

/** Why, in a sentence that can be read out: 不再是低保 · 11 月 23 日改成法定节假日 · 补贴办法换了. */
export function priceCauseText(cause: PriceCause, categories: Named): string {
  const nameOf = (code: string) => categories.find((one) => one.code === code)?.name ?? code;
  const named = (codes: readonly string[]) => codes.map(nameOf).join('、');
  switch (cause.kind) {
    case 'day':
      return `节假日安排改了：这一天从“${dayKindLabel[cause.before]}”改成“${dayKindLabel[cause.after]}”`;
    case 'categories':
      return [cause.ended.length > 0 ? `档案里不再是${named(cause.ended)}` : '', cause.begun.length > 0 ? `档案里新登记为${named(cause.begun)}` : ''].filter(Boolean).join('，');
    case 'age':
      return `年龄更正：${cause.before} 周岁改成 ${cause.after} 周岁`;
    case 'ability':
      return '能力评估等级变了';
    case 'disability':
      return '残疾等级变了';
    case 'living':
      return '居住情况变了';
    case 'stay':
      return '住院或入住机构的登记变了';
    case 'place':
      return '户籍、居住地或常去的助餐点变了';
    case 'policy':
      return '补贴办法换了';
    case 'other':
      return '前面的餐或补贴资金变了，这一餐的限额跟着变';
  }
}

export const causesText = (causes: readonly PriceCause[], categories: Named) => causes.map((one) => priceCauseText(one, categories)).join('；');

/** Whether the money is still to be paid. */
export const mealStateText: Record<OrderState, string> = { placed: '还没吃', handed_over: '已经吃了', missed: '没来吃', cancelled: '已退订' };

export const tellerMissing = '写上是谁告诉老人的';
export const howMissing = '选一个：怎么告诉的';
export const reasonMissing = '写上为什么要看';
