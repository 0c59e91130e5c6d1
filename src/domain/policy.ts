import * as z from 'zod';
import type { ServiceDate } from './calendar.ts';
import { MEAL_SLOTS } from './meal-slot.ts';

// A subsidy policy in its first form: one price list that says what the elder pays. Rules of other forms come as further
// kinds of `give` next to `elderPaysFen`; nothing outside assessSubsidy() reads a rule.

const fenAmount = z.int().min(0);

const tier = z.strictObject({
  /** The words of the document, shown to clerks and elders. */
  clause: z.string().min(1),
  who: z.strictObject({
    ageFrom: z.int().min(0),
    /** Half-open: this age no longer counts. */
    ageBefore: z.int().min(0).optional(),
    anyCategory: z.array(z.string().min(1)).min(1).optional(),
  }),
  give: z.strictObject({ elderPaysFen: fenAmount }),
});

/** The rules of one policy version, as stored in policy_version.rules. Unknown fields are refused. */
export const policyRules = z.strictObject({
  what: z.strictObject({ slots: z.array(z.enum(MEAL_SLOTS)).min(1), listPriceFen: fenAmount }),
  /** Of several tiers that fit, the one that gives most. */
  choose: z.literal('best_single_tier'),
  tiers: z.array(tier).min(1),
  payer: z.string().min(1),
});
export type PolicyRules = z.infer<typeof policyRules>;

/** One dated version of a policy document. Half-open: it no longer holds on `toDate`. */
export type PolicyVersion = { id: string; fromDate: ServiceDate; toDate: ServiceDate | null; rules: PolicyRules };

/** The version in force on the service date, or null: the latest that has begun, unless it has ended. An open end lasts until the next begins. */
export function versionOn(versions: readonly PolicyVersion[], date: ServiceDate): PolicyVersion | null {
  const begun = versions.filter((one) => one.fromDate <= date).toSorted((a, b) => (a.fromDate < b.fromDate ? 1 : -1));
  const [latest] = begun;
  return latest && (latest.toDate === null || date < latest.toDate) ? latest : null;
}
