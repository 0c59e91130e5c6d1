import * as z from 'zod';
import { PLACE_LEVELS } from './place.ts';

// Section E, "Who": the conditions on the person. All that is written in one condition must hold; what is left out is not asked.

/** A category, payer, scale or the like, by the code or word of the county's own rows. Never an enum. */
export const word = z.string().trim().min(1).max(60);
const words = z.array(word).min(1);

/** The words of the document, shown to clerks and elders. */
export const clauseText = z.string().trim().min(1).max(200);

export const divisionCode = z.string().regex(/^[1-9]\d{11}$/);

/** The five levels of GB/T 42195, 完好 to 完全丧失, as numbers 0 to 4. Other scales are numbers only, more need = higher. */
export const ABILITY_LEVELS = ['intact', 'mild', 'moderate', 'severe', 'total'] as const;

/** Where somebody may be staying instead of at home. */
export const STAYS = ['institution', 'hospital'] as const;

/** What a place can be compared with: the place whose rule it is, or one of the person's or meal's own places. */
export const COMPARED_WITH = ['policy', 'registered', 'residence', 'eaten_at'] as const;

/** Either `same`: in the same city, county, town or village `as` something; or `in`: within any of these divisions. */
const placeTest = z.strictObject({
  same: z.enum(PLACE_LEVELS).optional(),
  as: z.enum(COMPARED_WITH).optional(),
  in: z.array(divisionCode).min(1).optional(),
});
export type PlaceTest = z.infer<typeof placeTest>;

/** Section E's three separate tests: 户籍, 居住地, 就餐地. */
export const placeTests = z.strictObject({
  registered: placeTest.optional(),
  residence: placeTest.optional(),
  eatenAt: placeTest.optional(),
});
export type PlaceTests = z.infer<typeof placeTests>;

const age = z.int().min(0).max(150);

export const condition = z.strictObject({
  /** Full years on the service date. Half-open: ageFrom counts, ageBefore does not. */
  ageFrom: age.optional(),
  ageBefore: age.optional(),
  anyCategory: words.optional(),
  allCategories: words.optional(),
  ability: z.strictObject({ scale: word, atLeast: z.union([z.int().min(0).max(100), z.enum(ABILITY_LEVELS)]) }).optional(),
  /** 残疾等级: any of these. */
  disabilityGrades: z.array(z.int().min(1).max(4)).min(1).optional(),
  /** 独居, 空巢, 留守 …: any of these. */
  living: words.optional(),
  staysIn: z.array(z.enum(STAYS)).min(1).optional(),
  ...placeTests.shape,
});
export type Condition = z.infer<typeof condition>;

export const who = condition.extend({
  /** And at least one of these. */
  anyOf: z.array(condition).min(1).optional(),
  /** And none of these: exclusions, such as 入住养老机构. */
  except: z.array(condition).min(1).optional(),
});
export type Who = z.infer<typeof who>;
