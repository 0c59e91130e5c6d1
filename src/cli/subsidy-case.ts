import * as z from 'zod';
import { parseServiceDate, weekdayOf } from '../domain/calendar.ts';
import { MEAL_SLOTS } from '../domain/meal-slot.ts';

// The format of cases: a person, the meals they eat in order, and what each must give. A field or word that is not listed here is
// refused: a case that is only half understood would prove nothing.

const amount = z.int().min(0);

const REGISTERED = ['here', 'district', 'city', 'city_other_district', 'other_province'] as const;
export type Registered = (typeof REGISTERED)[number];

const who = z.strictObject({
  age: z.int().min(0).max(150),
  hukou: z.enum(REGISTERED).default('here'),
  residence: z.enum(REGISTERED).default('here'),
  /** Categories in the words of the document; institution_resident: lives in a care institution. */
  tags: z.array(z.string().min(1)).default([]),
  disability_grade: z.int().min(1).max(4).nullish(),
  /** GB/T 42195: 0 intact to 4 total. */
  ability: z.int().min(0).max(4).nullish(),
  used_previous_week: z.int().min(0).max(21).default(0),
  bound_canteen: z.string().min(1).nullish(),
});
export type CaseWho = z.infer<typeof who>;

const date = z.string().transform((text, context) => {
  const read = parseServiceDate(text);
  if (read === null) context.addIssue({ code: 'custom', message: 'no such date' });
  return read ?? z.NEVER;
});

const meal = z
  .strictObject({
    date,
    weekday: z.int().min(1).max(7).optional(),
    meal: z.enum(MEAL_SLOTS),
    price: amount,
    mode: z.enum(['dine_in', 'pickup', 'delivery', 'home_delivery']).default('dine_in'),
    canteen: z.string().min(1).nullish(),
    delivery_fee: amount.default(0),
    statutory_holiday: z.boolean().default(false),
    merchant_discount_pct: z.number().min(0).max(100).default(0),
  })
  .refine((one) => one.weekday === undefined || one.weekday === weekdayOf(one.date), 'the weekday is not that of the date');
export type CaseMeal = z.infer<typeof meal>;

const expected = z.strictObject({
  layers: z.record(z.string(), amount).default({}),
  discount: amount.default(0),
  operator_concession: amount.default(0),
  self_meal: amount,
  operator: amount.default(0),
  delivery_subsidy: amount.default(0),
  /** Left out: not looked at. */
  self_delivery: amount.optional(),
});
export type Expected = z.infer<typeof expected>;

const wholeCase = z
  .strictObject({
    id: z.string().min(1),
    scheme: z.string().regex(/^[^/\\]+$/),
    basis: z.string().default(''),
    who,
    meals: z.array(meal).min(1),
    expect: z.array(expected),
  })
  .refine((one) => one.meals.length === one.expect.length, 'as many expectations as meals');
export type SubsidyCase = z.infer<typeof wholeCase>;

/** Remarks may stand anywhere; any other field that is not listed is refused. */
export const subsidyCase = z.preprocess(withoutRemarks, wholeCase);

function withoutRemarks(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutRemarks);
  if (typeof json !== 'object' || json === null) return json;
  const said = Object.entries(json).filter(([key]) => key !== 'note' && key !== 'source' && !key.startsWith('_'));
  return Object.fromEntries(said.map(([key, value]) => [key, withoutRemarks(value)]));
}

/** The policy file that a case is judged by: <scheme>, or <scheme>.<X> where the case is right only under setting X. */
export function policyNameOf({ scheme, basis }: Pick<SubsidyCase, 'scheme' | 'basis'>): string {
  const setting = /^ambiguous:([^/\\]+)$/.exec(basis)?.[1];
  return setting ? `${scheme}.${setting}` : scheme;
}
