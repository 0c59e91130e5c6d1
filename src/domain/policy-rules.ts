import * as z from 'zod';
import { fenAmount, giving, limits, meals, minSpend, pays, percent } from './policy-give.ts';
import { clauseText, divisionCode, placeTests, who, word } from './policy-who.ts';

// The rules of one policy version, as stored in policy_version.rules. Unknown fields are refused everywhere.

/** Payers that every county knows: the elder, the seller's discount (折扣) and what the operator concedes (让利). */
export const ELDER = 'elder';
export const DISCOUNT = 'discount';
export const CONCESSION = 'operator_concession';

/** What the seller takes off its own price is nobody's money: no limit counts it and no account is debited for it. */
export function isSeller(payer: string): boolean {
  return payer === DISCOUNT || payer === CONCESSION;
}

/** Section E, "Payers": who pays, when their part drops out, and who pays when they no longer can. */
const payer = z.strictObject({
  /** The county's own row, such as city, county, town, village, lottery, charity. */
  payer: word,
  /** Tests of place under which this payer pays at all; where one fails, its part falls to the elder. */
  where: placeTests.optional(),
  limits,
  /** Has a balance that can run out. What it holds is the ledger's to say; openingFen is what a trial starts with. */
  balance: z.strictObject({ openingFen: fenAmount.optional() }).optional(),
  /** Who bears what this payer no longer can, its balance or its limits being used up. */
  thenPays: word.default(ELDER),
});
export type PolicyPayer = z.infer<typeof payer>;

/** 最低自付: so much, or a percent of the list price; the higher of both. */
const minSelfPay = z.strictObject({ fen: fenAmount.optional(), percent: percent.optional() });

const tier = z.strictObject({
  clause: clauseText,
  who: who.optional(),
  meals: meals.optional(),
  minSpend: minSpend.optional(),
  give: giving,
  pays: pays.optional(),
  /** In place of the benefit's and the rules'. */
  minSelfPay: minSelfPay.optional(),
  limits,
});
export type Tier = z.infer<typeof tier>;

const benefit = z.strictObject({
  /** What this benefit is called; the same name in the next version goes on counting against the same limits. */
  name: clauseText,
  who: who.optional(),
  meals: meals.optional(),
  minSpend: minSpend.optional(),
  /** Only at the point that the elder's card is bound to. */
  boundCard: z.boolean().default(false),
  /** Of several tiers that fit: the one that gives most, or all of them (可叠加). */
  combine: z.enum(['best_tier', 'stack']).default('best_tier'),
  pays: pays.optional(),
  /** In place of the rules'. */
  minSelfPay: minSelfPay.optional(),
  limits,
  tiers: z.array(tier).min(1),
});
export type Benefit = z.infer<typeof benefit>;

/** Section E, "Beside the meal price": public money that the elder does not see in the price. */
const beside = z.strictObject({
  kind: z.enum(['operator', 'delivery']),
  clause: clauseText,
  payer: word.optional(),
  /** So much, or (for delivery) a percent of the delivery fee. */
  fen: fenAmount.optional(),
  percentOfFee: percent.optional(),
  /** For each meal, or once for each person and day. */
  per: z.enum(['meal', 'person_day']).default('meal'),
  /** Only beside meals that get public money under any policy, or beside every meal that fits. */
  when: z.enum(['subsidised', 'every_meal']),
  /** A delivery subsidy of no more than the fee; otherwise the deliverer gets it whole. */
  upToFee: z.boolean().default(false),
  who: who.optional(),
  meals: meals.optional(),
  limits,
});
export type Beside = z.infer<typeof beside>;

export const policyRules = z.strictObject({
  /** The place whose rule it is: what `same … as policy` compares with. */
  place: divisionCode,
  payers: z.array(payer).default([]),
  /** Whether discounts (the policy's and the seller's own) are worked out before or after the amounts. */
  order: z.enum(['discount_first', 'amount_first']).default('discount_first'),
  /** Added to what other policies give (可与其他补贴叠加); otherwise the best policy alone. */
  stackable: z.boolean().default(false),
  /** The seller's own discount of the day beside this policy's benefits: both, or no benefit on a meal already reduced. */
  sellerDiscount: z.enum(['combines', 'no_benefit']).default('combines'),
  /** What the elder pays at least, of every meal to which these rules give subsidy. */
  minSelfPay: minSelfPay.optional(),
  who: who.optional(),
  meals: meals.optional(),
  /** On all benefits together, discounts and concessions of the seller left out. */
  limits,
  benefits: z.array(benefit).default([]),
  beside: z.array(beside).default([]),
});
export type PolicyRules = z.infer<typeof policyRules>;
export type PolicyRulesText = z.input<typeof policyRules>;
