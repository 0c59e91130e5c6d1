import type { Instant } from './calendar.ts';

/** What a family member is to the elder they care for. */
export const RELATIONS = ['daughter', 'son', 'daughter_in_law', 'son_in_law', 'spouse', 'grandchild', 'relative', 'neighbour'] as const;
/** Who did something for an elder: family, or her village's worker. Null: herself, her canteen, or her own standing order. */
export type Doer = Relation | 'village';

export type Relation = (typeof RELATIONS)[number];

/** Where a consent was given, or taken back. */
export const CONSENT_CHANNELS = ['elder_page', 'counter', 'family_page'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** `order`: see her week, order and cancel. `arrange`: what is ordered day after day, its pauses, and what she cannot eat. */
export type FamilyRight = 'order' | 'arrange';

/**
 * Of the words that are consented to (web/family-text.ts), the latest last: whoever changes them adds a version. A yes to earlier words
 * gives what they named and no more.
 */
export const CONSENT_VERSIONS = ['2026-11-26', '2026-11-26.2'] as const;
const GRANTED: Record<(typeof CONSENT_VERSIONS)[number], readonly FamilyRight[]> = { '2026-11-26': ['order'], '2026-11-26.2': ['order', 'arrange'] };
export const CONSENT_VERSION = CONSENT_VERSIONS[1];

/** The versions whose words give a right. */
export const versionsThatGive = (right: FamilyRight): readonly string[] => CONSENT_VERSIONS.filter((version) => GRANTED[version].includes(right));

/** `card_gone`: asked by a card that was taken back before anybody consented. `ended`: consented once, withdrawn since. */
export type BindingState = 'asked' | 'standing' | 'declined' | 'ended' | 'card_gone';
export type BindingFacts = { consentedAt: Instant | null; withdrawnAt: Instant | null; cardRevokedAt: Instant | null };

/** How a binding stands. A standing one outlives its card: the consent was to the person. */
export function bindingState({ consentedAt, withdrawnAt, cardRevokedAt }: BindingFacts): BindingState {
  if (withdrawnAt !== null) return consentedAt === null ? 'declined' : 'ended';
  if (consentedAt !== null) return 'standing';
  return cardRevokedAt === null ? 'asked' : 'card_gone';
}

/** Whether what she said yes to lacks what a yes of today gives: `version` is the latest one that she said yes to. */
export function lacksRights(facts: BindingFacts & { version: string | null }): boolean {
  return bindingState(facts) === 'standing' && facts.version !== CONSENT_VERSION;
}

/** Whether the elder, or staff who asked her, may still say yes: to whoever asks, or to words that name more. Refusal: `answered`. */
export function decideConsent(facts: BindingFacts & { version: string | null }): { refused: null } | { refused: 'answered' } {
  return { refused: bindingState(facts) === 'asked' || lacksRights(facts) ? null : 'answered' };
}

/** Whether there is anything to withdraw or to decline. Refusal: `over`. */
export function decideWithdrawal(facts: BindingFacts): { refused: null } | { refused: 'over' } {
  return { refused: facts.withdrawnAt === null ? null : 'over' };
}
