import type { Instant } from './calendar.ts';

/** What a family member is to the elder they care for. */
export const RELATIONS = ['daughter', 'son', 'daughter_in_law', 'son_in_law', 'spouse', 'grandchild', 'relative', 'neighbour'] as const;
/** Who did something for an elder: family, or her village's worker. Null: herself, her canteen, or her own standing order. */
export type Doer = Relation | 'village';

export type Relation = (typeof RELATIONS)[number];

/** Where a consent was given, or taken back. */
export const CONSENT_CHANNELS = ['elder_page', 'counter', 'family_page'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** Of the words that are consented to (web/family-text.ts): whoever changes them counts on. */
export const CONSENT_VERSION = '2026-11-26';

/** `card_gone`: asked by a card that was taken back before anybody consented. `ended`: consented once, withdrawn since. */
export type BindingState = 'asked' | 'standing' | 'declined' | 'ended' | 'card_gone';
export type BindingFacts = { consentedAt: Instant | null; withdrawnAt: Instant | null; cardRevokedAt: Instant | null };

/** How a binding stands. A standing one outlives its card: the consent was to the person. */
export function bindingState({ consentedAt, withdrawnAt, cardRevokedAt }: BindingFacts): BindingState {
  if (withdrawnAt !== null) return consentedAt === null ? 'declined' : 'ended';
  if (consentedAt !== null) return 'standing';
  return cardRevokedAt === null ? 'asked' : 'card_gone';
}

/** Whether the elder, or staff who asked her, may still say yes. Refusal: `answered`, by whoever came first. */
export function decideConsent(facts: BindingFacts): { refused: null } | { refused: 'answered' } {
  return { refused: bindingState(facts) === 'asked' ? null : 'answered' };
}

/** Whether there is anything to withdraw or to decline. Refusal: `over`. */
export function decideWithdrawal(facts: BindingFacts): { refused: null } | { refused: 'over' } {
  return { refused: facts.withdrawnAt === null ? null : 'over' };
}
