import * as z from 'zod';
import { MEAL_SLOTS, SERVICE_MODES } from './meal-slot.ts';
import { word } from './policy-who.ts';

// Section E, "What" and "Limits": which meals, how much, how often.

export const fenAmount = z.int().min(0).max(1e9);
const someFen = z.int().min(1).max(1e9);

/** Up to 100, with at most two decimals. Whether it is over 100 is a contradiction with a reason of its own. */
export const percent = z.number().min(0).multipleOf(0.01);

/** Which meals are meant. All that is written must hold; what is left out is not asked. */
export const meals = z.strictObject({
  slots: z.array(z.enum(MEAL_SLOTS)).min(1).optional(),
  modes: z.array(z.enum(SERVICE_MODES)).min(1).optional(),
  /** Workdays: Monday to Friday and make-up working days (调休上班日). */
  days: z.enum(['every_day', 'workdays']).default('every_day'),
  /** Left out: in, unless only workdays are meant. `in`: a holiday is judged like any other day of its weekday. */
  statutoryHolidays: z.enum(['in', 'out']).optional(),
  /** Only meals at one of these list prices (价目上的套餐). */
  listPricesFen: z.array(fenAmount).min(1).optional(),
  /** A band of list prices, both ends included. */
  priceFromFen: fenAmount.optional(),
  priceUpToFen: fenAmount.optional(),
});
export type MealsCovered = z.infer<typeof meals>;

/** 满多少元才补. The spend is this meal's. */
export const minSpend = z.strictObject({
  fen: someFen,
  /** `>=`: reaching it is enough (满). `>`: it must be exceeded (超过). */
  compare: z.enum(['>=', '>']).default('>='),
  measured: z.enum(['before_discount', 'after_discount']).default('before_discount'),
  deliveryFee: z.enum(['out', 'in']).default('out'),
});
export type MinSpend = z.infer<typeof minSpend>;

/** Natural periods: a week is Monday to Sunday, nothing is carried over. */
export const PERIODS = ['meal', 'day', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];
const period = z.enum(PERIODS);

const give = z.discriminatedUnion('form', [
  /** 定额: so much for each meal, or for the meals of each day, week, month or year together. */
  z.strictObject({ form: z.literal('fixed'), fen: someFen, per: period.default('meal') }),
  /** 目标价: what the elder pays for each meal, or for all meals of each day, week, month or year together (包餐). */
  z.strictObject({ form: z.literal('elder_pays'), fen: fenAmount, per: period.default('meal') }),
  /** 按比例: percent of the price, up to a cap for each meal. */
  z.strictObject({ form: z.literal('percent'), percent, capFen: someFen.optional() }),
  /** 据实: the actual spend, up to a cap for each meal, day, week, month or year. */
  z.strictObject({ form: z.literal('up_to_actual'), capFen: someFen, per: period.default('meal') }),
  /** 折扣: percent taken off (八折 is 20). Worked out before or after the amounts: `order` of the rules. */
  z.strictObject({ form: z.literal('discount'), percentOff: percent }),
]);
export type Give = z.infer<typeof give>;

/** One of these for every slot, or slot by slot: a slot left out gets nothing. */
export const giving = z.discriminatedUnion('form', [
  ...give.options,
  z.strictObject({ form: z.literal('by_slot'), breakfast: give.optional(), lunch: give.optional(), dinner: give.optional() }),
]);
export type Giving = z.infer<typeof giving>;

/** What a tier gives, whatever the slot. */
export function givesOf(whole: Giving): Give[] {
  if (whole.form !== 'by_slot') return [whole];
  return [whole.breakfast, whole.lunch, whole.dinner].filter((one) => one !== undefined);
}

/** At most so many meals, or so much money, or both, in each period. Several limits all hold. */
export const limit = z.strictObject({ per: period, meals: z.int().min(1).max(10_000).optional(), fen: someFen.optional() });
export type Limit = z.infer<typeof limit>;
export const limits = z.array(limit).default([]);

/** Who bears what is given: one payer; or several, each by percent; or each by amount, one of them without: it bears the rest. */
export const pays = z.union([
  word,
  z.array(z.strictObject({ payer: word, percent: percent.optional(), fen: someFen.optional() })).min(1),
]);
export type Pays = z.infer<typeof pays>;
