import type { ServiceDate } from './calendar.ts';
import type { ElderFacts } from './elder.ts';
import type { MealSlot } from './meal-slot.ts';
import { fen, type Fen } from './money.ts';
import { type PolicyRules, type PolicyVersion, versionOn } from './policy.ts';

/** The elder is a payer like any other, so that the lines of a split sum to the price. */
export const ELDER_PAYER = 'elder';

/** One yuan has one payer. `clause` names the tier that gave it; the elder's own line has none. */
export type SplitLine = { payer: string; clause: string; fen: Fen };

/** Why the answer is what it is. The words for a clerk and an elder stand in web/text.ts. */
export type Reason =
  | { kind: 'tier'; clause: string; fen: Fen }
  | { kind: 'no_policy' }
  | { kind: 'slot_not_covered'; slot: MealSlot }
  | { kind: 'price_not_covered'; listPriceFen: Fen }
  | { kind: 'no_tier_fits' };

/** The elder's line comes last and is there even when it is zero. */
export type Assessment = {
  policyVersionId: string | null;
  split: readonly SplitLine[];
  selfPayFen: Fen;
  facts: ElderFacts;
  reasons: readonly Reason[];
};

export type AssessedMeal = { serviceDate: ServiceDate; slot: MealSlot; priceFen: Fen };

/**
 * Who pays what for one meal. Pure and total: never negative, and the lines sum to the price.
 * `facts` are those of the service date, and so is the version. Source: section E; the policy document named by the version.
 */
export function assessSubsidy(facts: ElderFacts, versions: readonly PolicyVersion[], meal: AssessedMeal): Assessment {
  const version = versionOn(versions, meal.serviceDate);
  if (!version) return assessed(null, facts, meal, [], { kind: 'no_policy' });
  const { what, payer } = version.rules;
  if (!what.slots.includes(meal.slot)) return assessed(version, facts, meal, [], { kind: 'slot_not_covered', slot: meal.slot });
  if (what.listPriceFen !== meal.priceFen) {
    return assessed(version, facts, meal, [], { kind: 'price_not_covered', listPriceFen: fen(what.listPriceFen) });
  }
  const best = bestTier(version.rules, facts, meal.priceFen);
  if (!best) return assessed(version, facts, meal, [], { kind: 'no_tier_fits' });
  return assessed(version, facts, meal, [{ payer, ...best }], { kind: 'tier', ...best });
}

/** The tier that gives most, the first of equals; null when none fits or none gives anything. */
function bestTier(rules: PolicyRules, facts: ElderFacts, priceFen: Fen): { clause: string; fen: Fen } | null {
  let best: { clause: string; fen: Fen } | null = null;
  for (const { clause, who, give } of rules.tiers) {
    const given = Math.max(0, priceFen - give.elderPaysFen);
    if (fits(who, facts) && given > (best?.fen ?? 0)) best = { clause, fen: fen(given) };
  }
  return best;
}

function fits(who: PolicyRules['tiers'][number]['who'], facts: ElderFacts): boolean {
  if (facts.age < who.ageFrom) return false;
  if (who.ageBefore !== undefined && facts.age >= who.ageBefore) return false;
  return who.anyCategory === undefined || who.anyCategory.some((code) => facts.categories.includes(code));
}

function assessed(
  version: PolicyVersion | null,
  facts: ElderFacts,
  meal: AssessedMeal,
  paid: readonly SplitLine[],
  reason: Reason,
): Assessment {
  const selfPayFen = fen(meal.priceFen - paid.reduce((sum, line) => sum + line.fen, 0));
  return {
    policyVersionId: version?.id ?? null,
    split: [...paid, { payer: ELDER_PAYER, clause: '', fen: selfPayFen }],
    selfPayFen,
    facts,
    reasons: [reason],
  };
}
