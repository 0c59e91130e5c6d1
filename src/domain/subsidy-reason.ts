import type { MealSlot, ServiceMode } from './meal-slot.ts';
import type { Fen } from './money.ts';
import type { Limit, MinSpend } from './policy-give.ts';

/** What somebody lacks for a tier. */
export const MISSES = [
  'age',
  'category',
  'ability',
  'disability',
  'living',
  'stay',
  'registered',
  'residence',
  'eaten_at',
  'any_of',
  'excluded',
] as const;
export type Miss = (typeof MISSES)[number];

/** Why the answer is what it is. Each names its clause or benefit; the words for a clerk and an elder stand in web/subsidy-text.ts. */
export type Reason =
  | { kind: 'tier'; clause: string; fen: Fen }
  /** The same where the seller bears it: no public money, so never called a subsidy. */
  | { kind: 'seller_gives'; clause: string; fen: Fen }
  /** The tier fits and comes to nothing for this meal: it costs no more than the elder pays anyway. */
  | { kind: 'tier_gives_nothing'; clause: string }
  /** 包餐: the meal is covered, and the elder's own part is not yet used up. */
  | { kind: 'within_flat_price'; clause: string }
  | { kind: 'seller_discount'; fen: Fen }
  | { kind: 'no_policy' }
  | { kind: 'slot_not_covered'; benefit: string; slot: MealSlot }
  | { kind: 'mode_not_covered'; benefit: string; mode: ServiceMode }
  | { kind: 'workdays_only'; benefit: string }
  | { kind: 'not_on_holidays'; benefit: string }
  | { kind: 'price_not_covered'; benefit: string; listPriceFen: Fen | null }
  | { kind: 'below_min_spend'; clause: string; minSpend: MinSpend }
  | { kind: 'other_point'; benefit: string }
  | { kind: 'seller_discount_instead'; benefit: string }
  | { kind: 'not_for_this_person'; benefit: string; miss: Miss }
  | { kind: 'no_tier_fits'; benefit: string; misses: readonly { clause: string; miss: Miss }[] }
  | { kind: 'limit_reached'; clause: string; limit: Limit; of: LimitedThing; keptFen: Fen }
  | { kind: 'payer_dropped'; clause: string; payer: string; fen: Fen }
  | { kind: 'payer_exhausted'; clause: string; payer: string; thenPays: string; fen: Fen }
  | { kind: 'min_self_pay'; clause: string; fen: Fen };

/** What a limit is on: one tier, one benefit, everything under the policy, or one payer. */
export type LimitedThing = 'tier' | 'benefit' | 'policy' | 'payer';
