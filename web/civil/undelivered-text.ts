import type { Relation } from '../../src/domain/family.ts';
import type { MessageKind, MessageToldHow } from '../../src/domain/message.ts';
import { MOST_NOTE, type ResendRefusal, type ToldField, type ToldProblem, type ToldRefusal } from '../../src/domain/undelivered.ts';
import { relationLabel } from '../family-text.ts';

// The words of messages that were given up.

export const messageKindLabel: Record<MessageKind, string> = {
  ordered: '订好了', cancelled: '退了', handed_over: '拿到了', corrected: '更正：没拿到', missed: '没有拿', price_changed: '价钱变了', sign_in_code: '验证码',
};

export const undeliveredListLabel = { open: '没人管的', done: '办过的', moot: '不用再管的' } as const;

export const messageToldLabel: Record<MessageToldHow, string> = { phone: '打电话', in_person: '当面', family: '经别的家属转告', needless: '过时了，不用再说' };

/** 短信平台没有回答 · 短信平台不收（400） */
export function causeText(cause: string | null): string {
  if (cause === null) return '没有回音';
  const status = /^status (\d+)$/.exec(cause)?.[1];
  if (status !== undefined) return Number(status) >= 500 || status === '429' ? `短信平台忙（${status}）` : `短信平台不收（${status}）`;
  const words: Readonly<Record<string, string>> = { timeout: '短信平台没有回答', unreachable: '连不上短信平台', unreadable: '号码打不开' };
  return words[cause] ?? cause;
}

/** Whom it was for, by kinship and not by name. */
export function readerText({ recipient, relation, kind }: { recipient: string; relation: Relation | null; kind: MessageKind }): string {
  if (kind === 'sign_in_code') return '要验证码的人';
  if (recipient.startsWith('elder:')) return '老人本人';
  return relation === null ? '家属，已经解除' : relationLabel[relation];
}

const noLonger = {
  code: '验证码过了时间就没有用，要的人再要一次就行，谁也不能替他看。',
  deceased: '老人已经去世，不再告诉任何人吃饭的事。',
  not_theirs: '这位家属已经解除代订，不再告诉他。',
  undone: '这一次交付已经撤销，没有什么要告诉的。',
};

export const resendRefusalText: Record<ResendRefusal, string> = {
  ...noLonger,
  moved_on: '这一条刚刚又发过了，请看下面现在的情形。',
  told: '已经有人告诉过了，不用再发。',
  no_phone: '没有能用的电话号码，发不出去。请当面告诉，或请别的家属转告。',
};

export const toldRefusalText: Record<ToldRefusal, string> = { ...noLonger, moved_on: '这一条刚刚又发过了，请看下面现在的情形。' };

export function toldProblemText(field: ToldField, problem: ToldProblem): string {
  const missing: Record<ToldField, string> = {
    how: '选一个：怎么告诉的。', teller: '写上是谁告诉的。', when: '写上什么时候告诉的。', note: '不用再说的，写上为什么。',
  };
  switch (problem) {
    case 'missing':
      return missing[field];
    case 'too_long':
      return field === 'note' ? `说明太长了，最多写 ${MOST_NOTE} 个字。` : '名字太长了，最多写 20 个字。';
    case 'unreadable':
      return '没有看懂这个时间。请写成 2026-11-26 9:30。';
    case 'in_future':
      return '这个时间还没有到。';
    case 'before_written':
      return '这个时间比短信还早。';
  }
}
