import * as z from 'zod';
import { parseServiceDate, weekdayOf } from '../domain/calendar.ts';
import { MEAL_SLOTS } from '../domain/meal-slot.ts';
import { ABILITY_LEVELS } from '../domain/policy-who.ts';

// The format of cases: a person, the meals they eat in order, and what each must give. A field or word that is not listed here is
// refused: a case that is only half understood would prove nothing. A null is as good as nothing said.

const amount = z.int().min(0).max(1e9);

function or<Value>(schema: z.ZodType<Value>, value: Value) {
  return schema.nullish().transform((said) => said ?? value);
}

const REGISTERED = ['here', 'town', 'district', 'city', 'city_other_district', 'other_district', 'other_city', 'other_province'] as const;
export type Registered = (typeof REGISTERED)[number];

const who = z.strictObject({
  age: z.int().min(0).max(150),
  hukou: or(z.enum(REGISTERED), 'here'),
  residence: or(z.enum(REGISTERED), 'here'),
  /** Categories in the words of the document; institution_resident: lives in a care institution. */
  tags: or(z.array(z.string().min(1)), []),
  disability_grade: z.int().min(1).max(4).nullish(),
  /** GB/T 42195: 0 intact to 4 total, or the names of the levels. */
  ability: z.union([z.int().min(0).max(4), z.enum(ABILITY_LEVELS)]).nullish(),
  used_previous_week: or(z.int().min(0).max(21), 0),
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
    meal: z.preprocess(slotOf, z.enum(MEAL_SLOTS)),
    price: amount,
    mode: or(z.enum(['dine_in', 'pickup', 'delivery', 'home_delivery']), 'dine_in'),
    canteen: z.string().min(1).nullish(),
    delivery_fee: or(amount, 0),
    statutory_holiday: or(z.boolean(), false),
    /** 调休上班日. */
    make_up_workday: or(z.boolean(), false),
    /** 放假调休、补假. */
    day_off: or(z.boolean(), false),
    merchant_discount_pct: or(z.number().min(0).max(100), 0),
  })
  .refine((one) => one.weekday === undefined || one.weekday === weekdayOf(one.date), 'the weekday is not that of the date');
export type CaseMeal = z.infer<typeof meal>;

const expected = z.strictObject({
  layers: or(z.record(z.string(), amount), {}),
  discount: or(amount, 0),
  operator_concession: or(amount, 0),
  self_meal: amount,
  operator: or(amount, 0),
  delivery_subsidy: or(amount, 0),
  /** Left out: not looked at. */
  self_delivery: amount.nullish(),
});
export type Expected = z.infer<typeof expected>;

const wholeCase = z
  .strictObject({
    id: z.string().min(1),
    scheme: z.string().regex(/^[^/\\]+$/),
    basis: or(z.string(), ''),
    who,
    meals: z.array(meal).min(1),
    expect: z.array(expected),
  })
  .refine((one) => one.meals.length === one.expect.length, 'as many expectations as meals');
export type SubsidyCase = z.infer<typeof wholeCase>;

// What is said of a case and not judged; remarks may stand anywhere. Any other field that is not listed is refused.
const ABOUT = ['city', 'doc', 'title', 'date', 'version', 'conf'];

export const subsidyCase = z.preprocess((json) => withoutRemarks(isObject(json) ? without(json, (key) => ABOUT.includes(key)) : json), wholeCase);

function withoutRemarks(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutRemarks);
  if (!isObject(json)) return json;
  const said = without(json, (key) => key === 'note' || key === 'source' || key.startsWith('_'));
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, withoutRemarks(value)]));
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function without(json: object, left: (key: string) => boolean): object {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !left(key)));
}

/** A day's or a month's meals sold as one are judged as a lunch at their price. */
function slotOf(word: unknown): unknown {
  return word === 'day' || word === 'month' ? 'lunch' : word;
}

/** The policy file that a case is judged by: <scheme>, or <scheme>.<X> where the case is right only under setting X. */
export function policyNameOf({ scheme, basis }: Pick<SubsidyCase, 'scheme' | 'basis'>): string {
  const setting = /^ambiguous:([^/\\]+)$/.exec(basis)?.[1];
  return setting ? `${scheme}.${setting}` : scheme;
}
