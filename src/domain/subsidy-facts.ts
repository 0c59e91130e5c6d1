import type { ServiceDate } from './calendar.ts';
import type { ElderFacts } from './elder.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import type { Fen } from './money.ts';
import type { PolicyVersion } from './policy.ts';

// What an assessment is made from, and what it leaves behind for the next one.

/** The meal that is judged. The fee for bringing it is no part of its price. */
export type AssessedMeal = {
  serviceDate: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  priceFen: Fen;
  point: { id: string; divisionCode: string };
  deliveryFeeFen?: Fen;
  /** What the seller takes off its own price that day, in percent. */
  sellerPercentOff?: number;
  /** 法定节假日: the holiday itself. */
  statutoryHoliday?: boolean;
  /** 放假调休、补假: no holiday itself, and nobody works. On a weekend it changes nothing. */
  dayOff?: boolean;
  /** 调休上班日: a weekend day on which the country works. */
  makeUpWorkday?: boolean;
};

/** One part of the price and who bears it: which policy, which benefit, which clause. Nothing in it: covered at no cost (包餐). */
export type Grant = { policy: string; benefit: string; clause: string; payer: string; fen: Fen };

/** Public money beside the price: to the operator, or for bringing the meal. */
export const BESIDE_KINDS = ['operator', 'delivery'] as const;
export type BesideKind = (typeof BESIDE_KINDS)[number];
export type BesideLine = { kind: BesideKind; policy: string; clause: string; payer: string; fen: Fen };

/** A meal that counts against limits: reserved or posted, of the same person, whatever day it is for. */
export type PastMeal = {
  serviceDate: ServiceDate;
  selfPayFen: Fen;
  grants: readonly Grant[];
  beside: readonly BesideLine[];
};

/**
 * All that was written before this meal, at least of its day, week, month and year. `balances`: what payers with a balance still
 * have by the ledger; left out only where there is no ledger, as in `npm run subsidy`.
 */
export type SubsidyHistory = { meals: readonly PastMeal[]; balances?: Readonly<Record<string, Fen>> };

export const NO_HISTORY: SubsidyHistory = { meals: [] };

/** One version of one policy, judging one meal of one person. */
export type Occasion = { version: PolicyVersion; facts: ElderFacts; history: SubsidyHistory; meal: AssessedMeal };
