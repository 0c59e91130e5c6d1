import type { Instant, ServiceDate } from './calendar.ts';
import type { ElderFacts } from './elder.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import type { Fen } from './money.ts';
import { versionsOn, type PolicyVersion } from './policy.ts';
import { periodsOf } from './policy-periods.ts';
import { assessSubsidy, type Assessment, type SplitLine } from './subsidy.ts';
import type { AssessedMeal, BesideLine, Grant, PastMeal, SubsidyHistory } from './subsidy-facts.ts';
import type { Reason } from './subsidy-reason.ts';

/** What an order says of its meal already. */
type OnTheOrder = 'serviceDate' | 'slot' | 'mode' | 'priceFen';

/**
 * What an order keeps of its assessment, so that an auditor can do it again. `meal`: what the order's own columns do not say.
 * `counted`: the ids of the earlier meals that counted when it was written; `balances`: what payers with a balance still had.
 */
export type KeptAssessment = {
  facts: ElderFacts;
  reasons: readonly Reason[];
  grants: readonly Grant[];
  beside: readonly BesideLine[];
  meal: Omit<AssessedMeal, OnTheOrder>;
  counted: readonly string[];
  balances?: Readonly<Record<string, Fen>>;
};

type Counting = { id: string; grants: readonly unknown[]; beside: readonly unknown[] };

/** Keeps no earlier meal that cannot have counted: one that got nothing, and any where no rule of that day looks back. */
export function keepAssessment(
  { facts, reasons, grants, beside }: Assessment,
  { serviceDate, slot: _slot, mode: _mode, priceFen: _price, ...meal }: AssessedMeal,
  versions: readonly PolicyVersion[],
  earlier: readonly Counting[],
  balances?: SubsidyHistory['balances'],
): KeptAssessment {
  const looksBack = periodsOf(versionsOn(versions, serviceDate)).size > 0;
  const counted = looksBack ? earlier.filter((one) => one.grants.length + one.beside.length > 0).map((one) => one.id) : [];
  const had = balances && Object.keys(balances).length > 0 ? { balances } : {};
  return { facts, reasons, grants, beside, meal, counted, ...had };
}

/** An order as written, with what it kept. Orders older than this record keep neither `meal` nor `counted`. */
export type RecomputedOrder = {
  serviceDate: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  priceFen: Fen;
  /** When it was written, or last judged again. */
  judgedAt: Instant;
  split: readonly SplitLine[];
  kept: Pick<KeptAssessment, 'facts'> & Partial<KeptAssessment>;
};

export type Difference = { payer: string; clause: string; keptFen: Fen; recomputedFen: Fen };
export type Recomputation =
  | { exact: false; why: 'not_recorded' | 'earlier_meals_missing' }
  | { exact: true; assessment: Assessment; versions: readonly PolicyVersion[]; differences: readonly Difference[]; besideDiffers: boolean };

/**
 * The order judged again, on what it kept: its facts, the versions for its service date that were approved when it was judged, the
 * earlier meals that counted then. Every line of the split must come out to the fen. Refuses to guess where something was not kept.
 */
export function recompute(
  order: RecomputedOrder,
  policies: readonly (PolicyVersion & { approvedAt: Instant })[],
  earlier: readonly (PastMeal & { id: string })[],
): Recomputation {
  const { kept, serviceDate, slot, mode, priceFen, split } = order;
  const { meal, counted } = kept;
  if (!meal || !counted) return { exact: false, why: 'not_recorded' };
  const meals = counted.flatMap((id) => earlier.filter((one) => one.id === id));
  if (meals.length !== counted.length) return { exact: false, why: 'earlier_meals_missing' };
  const approved = policies.filter((one) => one.approvedAt <= order.judgedAt);
  const assessment = assessSubsidy(kept.facts, approved, { meals, balances: kept.balances ?? {} }, { serviceDate, slot, mode, priceFen, ...meal });
  return {
    exact: true,
    assessment,
    versions: versionsOn(approved, serviceDate),
    differences: differencesOf(split, assessment.split),
    besideDiffers: JSON.stringify(linesOf(kept.beside ?? [])) !== JSON.stringify(linesOf(assessment.beside)),
  };
}

function differencesOf(kept: readonly SplitLine[], recomputed: readonly SplitLine[]): Difference[] {
  const keyOf = ({ payer, clause }: SplitLine) => JSON.stringify([payer, clause]);
  const fenOf = (lines: readonly SplitLine[], key: string) => lines.find((one) => keyOf(one) === key)?.fen ?? (0 as Fen);
  const lines = new Map([...kept, ...recomputed].map((one) => [keyOf(one), one]));
  return [...lines].flatMap(([key, { payer, clause }]) => {
    const [keptFen, recomputedFen] = [fenOf(kept, key), fenOf(recomputed, key)];
    return keptFen === recomputedFen ? [] : [{ payer, clause, keptFen, recomputedFen }];
  });
}

function linesOf(beside: readonly BesideLine[]) {
  return beside.map(({ kind, policy, clause, payer, fen }) => [kind, policy, clause, payer, fen]);
}
