import type { Instant } from './calendar.ts';
import { checkDigitOf } from './card-number.ts';

/** Why a card ends: 丢了, 坏了看不清, 印错了, 不用了交回来. */
export const CARD_END_REASONS = ['lost', 'damaged', 'misprinted', 'returned'] as const;
export type CardEndReason = (typeof CARD_END_REASONS)[number];

export type CardRefusal = 'deceased' | 'no_reason';

/**
 * Whether a card may be made for somebody. Refusals: `deceased`; `no_reason` when they hold one and nobody said why it ends.
 * `replaces`: the card that ends in the same moment.
 */
export function decideCard(
  holder: { deceased: boolean; inUse: string | null },
  reason: CardEndReason | null,
): { refused: CardRefusal } | { refused: null; replaces: { cardId: string; reason: CardEndReason } | null } {
  if (holder.deceased) return { refused: 'deceased' };
  if (holder.inUse === null) return { refused: null, replaces: null };
  return reason === null ? { refused: 'no_reason' } : { refused: null, replaces: { cardId: holder.inUse, reason } };
}

const DAY_MS = 24 * 60 * 60_000;

/** A card is printed on the day it is made, again if the paper jams. Afterwards a new one is made, so that no second copy of an old one appears. */
export function isPrintable(card: { issuedAt: Instant; revokedAt: Instant | null }, now: Instant): boolean {
  return card.revokedAt === null && now < card.issuedAt + DAY_MS;
}

/** How many random digits a card number takes. */
export const CARD_DIGITS = 8;

/** The number printed under the square: 6, eight digits that nobody counts through, and the check digit. */
export function cardNumberOf(digits: string): string {
  return `6${digits}${checkDigitOf(`6${digits}`)}`;
}

/** 6382 719 455: as one reads it out. */
export const spacedNumber = (number: string): string => number.replace(/(\d{4})(\d{3})(\d+)/, '$1 $2 $3');
