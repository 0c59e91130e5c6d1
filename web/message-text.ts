import type { Instant, ServiceDate } from '../src/domain/calendar.ts';
import type { Relation } from '../src/domain/family.ts';
import type { MealSlot, ServiceMode } from '../src/domain/meal-slot.ts';
import type { MessageKind } from '../src/domain/message.ts';
import type { Fen } from '../src/domain/money.ts';
import { doerSpoken, kinWord, relationLabel } from './family-text.ts';
import { spokenInstant, spokenMeal, spokenMoney } from './format.tsx';
import { countyService, modeSpoken } from './text.ts';

/** What a message about a meal tells, as it stood when it happened. */
export type MealTold = {
  kind: Exclude<MessageKind, 'sign_in_code'>;
  elder: { id: string; name: string; sex: 'female' | 'male' };
  /** What whoever reads it is to her; null when it is she herself. */
  reader: Relation | null;
  by: { actor: string; relation: Relation | null };
  meal: { date: ServiceDate; slot: MealSlot; mode: ServiceMode; name: string; cutoffAt: Instant };
  subsidyFen: Fen | null;
  selfPayFen: Fen | null;
  /** What is left of the prepaid money; null where there never was any. */
  balanceFen: Fen | null;
  /** Of the canteen. */
  phone: string;
};

/** A message as it is kept, with what its meal is today; null where there is no meal. */
export type KeptLetter = {
  kind: MessageKind; elderId: string | null; elderName: string | null; elderSex: 'female' | 'male' | null; relation: Relation | null; writtenBy: string;
  writer: Relation | null; serviceDate: ServiceDate | null; slot: MealSlot | null; mode: ServiceMode | null; setMealName: string | null; cutoffAt: Instant | null;
  pointPhone: string | null; subsidyFen: Fen | null; selfPayFen: Fen | null; balanceFen: Fen | null;
};

/** The words of a message about a meal, as they would leave now. */
export function letterText(letter: KeptLetter, today: ServiceDate, now: Instant): string {
  const { kind, elderId, elderName, elderSex, serviceDate: date, slot, mode, setMealName: name, cutoffAt, pointPhone: phone } = letter;
  if (kind === 'sign_in_code' || !elderId || !elderName || !elderSex || !date || !slot || !mode || !name || cutoffAt === null || !phone) throw new Error('a message without its meal');
  const { relation: reader, writtenBy: actor, writer: relation, subsidyFen, selfPayFen, balanceFen } = letter;
  const elder = { id: elderId, name: elderName, sex: elderSex };
  return mealMessage({ kind, elder, reader, by: { actor, relation }, meal: { date, slot, mode, name, cutoffAt }, subsidyFen, selfPayFen, balanceFen, phone }, today, now);
}

const SIGNED = `【${countyService.name}】`;

/** 【滕州助餐】验证码 123456… */
export const codeMessage = (code: string, minutes: number) => `${SIGNED}验证码 ${code}，${minutes} 分钟内有效。不要告诉别人，食堂的人不会问您要。`;

/** Plain sentences. Kinship stands for the name, and no message holds an address: whoever finds the phone learns little. */
export function mealMessage(told: MealTold, today: ServiceDate, now: Instant): string {
  return SIGNED + (told.reader === null ? forElder(told, today, now) : forFamily(told, told.reader, today));
}

function forElder(told: MealTold, today: ServiceDate, now: Instant): string {
  const { kind, by, elder, meal, phone } = told;
  const who = doerSpoken(by.actor, by.relation, elder.id) ?? '您';
  const what = spokenMeal(meal.date, meal.slot, today);
  if (kind === 'ordered') {
    const undo = now < meal.cutoffAt ? `不想要，${spokenInstant(meal.cutoffAt, today)}以前能退，电话 ${phone}。` : `有事打 ${phone}。`;
    return `${who}给您订了${what}：${meal.name}，${modeSpoken[meal.mode]}。${money(told)}${undo}`;
  }
  if (kind === 'cancelled') return `${who}把您${what}退了，不收钱。还想吃，打 ${phone} 问问。`;
  return `您${what}的价钱变了。${money(told)}有事打 ${phone}。`;
}

function forFamily(told: MealTold, reader: Relation, today: ServiceDate): string {
  const { kind, elder, meal, phone } = told;
  const she = kinWord(reader, elder.sex, elder.name);
  const what = `您${she}${spokenMeal(meal.date, meal.slot, today)}`;
  switch (kind) {
    case 'ordered':
      return `${otherDoer(told)}给${what}订好了：${meal.name}，${modeSpoken[meal.mode]}。${money(told)}`;
    case 'cancelled':
      return `${what}退了，是${otherDoer(told)}退的，不收钱。`;
    case 'handed_over':
      return `${what}拿到了：${meal.name}。${money(told)}`;
    case 'corrected':
      return `更正：${what}还没有拿到，刚才的短信不算数。有事打 ${phone}。`;
    case 'missed':
      return `${what}没有拿，也没有退。${missedMoney(told)}请打个电话问问${elder.sex === 'female' ? '她' : '他'}，食堂电话 ${phone}。`;
    case 'price_changed':
      return `${what}的价钱变了。${money(told)}`;
  }
}

function otherDoer({ by, elder }: MealTold): string {
  if (by.actor === `elder:${elder.id}`) return '本人';
  return by.relation ? relationLabel[by.relation] : '食堂';
}

/** 补贴 9 元，自己付 6 元，余额 94 元。 */
function money({ subsidyFen, selfPayFen, balanceFen }: MealTold): string {
  const parts = [
    subsidyFen === null ? '' : `补贴 ${spokenMoney(subsidyFen)}`,
    selfPayFen === null ? '' : `自己付 ${spokenMoney(selfPayFen)}`,
    balanceFen === null ? '' : `余额 ${spokenMoney(balanceFen)}`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${parts.join('，')}。`;
}

function missedMoney({ selfPayFen, balanceFen }: MealTold): string {
  if (selfPayFen === null || selfPayFen === 0) return '没有收钱。';
  const left = balanceFen === null ? '' : `，余额 ${spokenMoney(balanceFen)}`;
  return `按食堂的规定扣了 ${spokenMoney(selfPayFen)}${left}。`;
}
