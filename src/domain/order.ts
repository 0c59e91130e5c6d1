import { assessedMeal, type DayKind } from './assessed-meal.ts';
import { serviceDateOf, type Instant, type ServiceDate } from './calendar.ts';
import { clashesOf, isSevere, type Clash, type Diet, type DietDish } from './diet.ts';
import { factsOn, holdsOn, type DatedFact, type ElderPlaces } from './elder.ts';
import { onlyOnOrder, takesLateOrders, takesOrders, undoUntil, type MealRun } from './meal-run.ts';
import type { ServiceMode } from './meal-slot.ts';
import type { Fen } from './money.ts';
import { licenceStands } from './network.ts';
import type { PolicyVersion } from './policy.ts';
import { assessSubsidy, type Assessment } from './subsidy.ts';
import type { AssessedMeal, SubsidyHistory } from './subsidy-facts.ts';

export const ORDER_STATES = ['placed', 'cancelled', 'handed_over', 'missed'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** How an order arrived. */
export const CHANNELS = ['elder_page', 'walk_in', 'community_worker', 'staff_phone', 'family_page', 'standing_order'] as const;
export type Channel = (typeof CHANNELS)[number];

export type OfferedMeal = {
  setMealId: string;
  name: string;
  priceFen: Fen;
  capacity: number;
  taken: number;
  dishes: readonly DietDish[];
};
export type OfferedMode = { mode: ServiceMode; capacity: number; taken: number };
export type EatingElder = {
  birthDate: ServiceDate;
  facts: readonly DatedFact[];
  diet: Diet;
  places: ElderPlaces;
  /** Meals reserved or posted before: they count against the limits of subsidy. */
  history: SubsidyHistory;
};

/** Everything that placing one order depends on, read in one trip. */
export type PlacementFacts = {
  run: MealRun;
  licenceExpires: ServiceDate;
  /** Where the meal is eaten or comes from: the point's division. */
  pointDivision: string;
  /** What the calendar says of the service date. */
  dayKind: DayKind | null;
  offer: OfferedMeal | null;
  mode: OfferedMode | null;
  elder: EatingElder;
  /** The books stood still while the meal was served: what was eaten without an order was written on paper, and may be entered afterwards. */
  onPaper?: boolean;
  /** The elder's active order for the same date and slot, wherever it is. */
  existingOrderId: string | null;
  policies: readonly PolicyVersion[];
};

/** Why an order was not taken. The page for each, with its way out, is worded in web/text.ts. */
export const PLACEMENT_REFUSALS = [
  'deceased',
  'already_ordered',
  'run_closed',
  'cutoff_passed',
  'serving_over',
  'licence_expired',
  'not_offered',
  'sold_out',
  'mode_not_offered',
  'mode_full',
  'severe_allergy',
  'not_today',
  'point_stopped',
] as const;
export type PlacementRefusal = (typeof PLACEMENT_REFUSALS)[number];

export type Refused<Code extends string> = { refused: Code };
/** `late`: taken after the cut-off, which needs a reason. */
export type Placement = { refused: null; late: boolean; priceFen: Fen; meal: AssessedMeal; assessment: Assessment; clashes: readonly Clash[] };

/** Whether whoever asks may order after the cut-off: a canteen's own staff, who know what the kitchen can still do, and nobody else. */
export type LateOrders = 'refused' | 'allowed';

/**
 * Whether the elder's own order is taken, and what it costs whom. Section D: cut-off (the instant itself is late), capacity,
 * closure and allergy are decided here and guarded again inside the write. A late order, where it is allowed, is judged and paid as any
 * other, while the kitchen has room and until the serving ends. Refusals: PLACEMENT_REFUSALS.
 */
export function decidePlacement(facts: PlacementFacts, now: Instant, late: LateOrders = 'refused'): Placement | Refused<PlacementRefusal> {
  const { run, offer, mode } = facts;
  // First of all: whoever opens the card of somebody who has died is not told about full kitchens.
  if (hasDied(facts)) return { refused: 'deceased' };
  if (facts.existingOrderId) return { refused: 'already_ordered' };
  const shut = shutNow(run, now, late);
  if (shut) return { refused: shut };
  if (offer && offer.taken >= offer.capacity) return { refused: 'sold_out' };
  if (mode && mode.taken >= mode.capacity) return { refused: 'mode_full' };
  return judge(facts, !takesOrders(run, now));
}

/** Why a run takes no order now. Of one that would take none anyway it is not said that its point stands still. */
export function shutNow(run: PlacementFacts['run'], now: Instant, late: LateOrders): 'run_closed' | 'cutoff_passed' | 'serving_over' | 'point_stopped' | null {
  if (takesOrders(run, now) || (late === 'allowed' && takesLateOrders(run, now))) return run.stoppedSince === null ? null : 'point_stopped';
  if (late === 'allowed') return 'serving_over';
  return run.state === 'open' ? 'cutoff_passed' : 'run_closed';
}

/** Why somebody without an order was not served. */
export type WalkInRefusal = PlacementRefusal | 'still_open';

/**
 * Whether somebody without an order is served at the counter. Same subsidy, same allergy rule; no capacity, but only on the day
 * itself (`not_today`) or, of a meal that was given out while the books stood still, until the run's figures rest; not while the sitting can only be ordered (`still_open`), and never a second meal of the sitting.
 */
export function decideWalkIn(facts: PlacementFacts, now: Instant): Placement | Refused<WalkInRefusal> {
  if (facts.existingOrderId) return { refused: 'already_ordered' };
  if (!isOfToday(facts.run, now) && !isLeftOnPaper(facts, now)) return { refused: 'not_today' };
  if (onlyOnOrder(facts.run, now)) return { refused: 'still_open' };
  if (hasDied(facts)) return { refused: 'deceased' };
  return facts.run.stoppedSince === null ? judge(facts, false) : { refused: 'point_stopped' };
}

const isOfToday = (run: PlacementFacts['run'], now: Instant) => run.serviceDate === serviceDateOf(now) && run.state !== 'done';
const isLeftOnPaper = ({ run, onPaper }: PlacementFacts, now: Instant) => onPaper === true && now >= run.serveFromAt && now < run.claimUntilAt;

const hasDied = ({ elder, run }: PlacementFacts) => holdsOn(elder.facts, 'death', run.serviceDate);

/** What holds for every channel: the licence, the dish, what it costs this person. */
function judge(facts: PlacementFacts, late: boolean): Placement | Refused<PlacementRefusal> {
  const { run, offer, elder } = facts;
  if (!licenceStands(facts.licenceExpires, run.serviceDate)) return { refused: 'licence_expired' };
  if (!offer) return { refused: 'not_offered' };
  if (!facts.mode) return { refused: 'mode_not_offered' };
  const clashes = clashesOf(elder.diet, offer.dishes);
  if (clashes.some(isSevere)) return { refused: 'severe_allergy' };
  const judged = factsOn(elder.birthDate, elder.facts, run.serviceDate, elder.places);
  const { priceFen } = offer;
  const point = { id: run.mealPointId, divisionCode: facts.pointDivision };
  const meal = assessedMeal({ ...run, mode: facts.mode.mode, priceFen }, point, facts.dayKind);
  return { refused: null, late, priceFen, meal, assessment: assessSubsidy(judged, facts.policies, elder.history, meal), clashes };
}

export const CANCELLATION_REFUSALS = ['already_cancelled', 'already_handed_over', 'missed', 'run_closed', 'too_late'] as const;
export type CancellationRefusal = (typeof CANCELLATION_REFUSALS)[number];

const NOT_PLACED = { cancelled: 'already_cancelled', handed_over: 'already_handed_over', missed: 'missed' } as const;

/**
 * Whether an order may still be undone: until the cut-off, and in any case for `undoMinutes`, while the kitchen has not closed. What it
 * took `late`, after its closing perhaps, it also gives back for `undoMinutes`.
 */
export function decideCancellation(
  order: { state: OrderState; placedAt: Instant; late?: boolean; run: Pick<MealRun, 'state' | 'cutoffAt' | 'undoMinutes'> },
  now: Instant,
): { refused: null } | Refused<CancellationRefusal> {
  if (order.state !== 'placed') return { refused: NOT_PLACED[order.state] };
  if (order.run.state === 'done' || (order.run.state === 'closed' && order.late !== true)) return { refused: 'run_closed' };
  if (now >= undoUntil(order.run, order.placedAt)) return { refused: 'too_late' };
  return { refused: null };
}
