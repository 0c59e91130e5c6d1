import type { DayKind } from './assessed-meal.ts';
import type { Instant } from './calendar.ts';
import { payWayOf, type PayWay } from './ledger.ts';
import type { MealRun } from './meal-run.ts';
import { fen, type Fen } from './money.ts';
import type { EatingElder, OfferedMeal, OfferedMode, Placement, PlacementRefusal } from './order.ts';
import type { PolicyVersion } from './policy.ts';
import { keepAssessment, type KeptAssessment } from './recomputation.ts';
import { chooseStanding, type StandingOrder } from './standing-order.ts';
import type { PastMeal } from './subsidy-facts.ts';

/** One day of one standing order that has no order yet. */
export type DueDay = Pick<StandingOrder, 'elderId' | 'setMealId' | 'mode'> & { standingOrderId: string; runId: string };

/** A run with what is left of it, as it was read. */
export type DueRun = {
  run: MealRun;
  licenceExpires: PlacementDay['licenceExpires'];
  pointDivision: string;
  /** What the calendar says of its day. */
  dayKind: DayKind | null;
  offers: readonly OfferedMeal[];
  modes: readonly OfferedMode[];
};
type PlacementDay = Parameters<typeof chooseStanding>[0];

/** A person as every order judges them; `earlier`: the meals that count against limits, with their ids; `prepaid`: what each operator holds and can be spent. */
export type DueElder = { eating: Omit<EatingElder, 'history'>; earlier: readonly (PastMeal & { id: string })[]; prepaid: Readonly<Record<string, Fen>> };

export type Expanded = { id: string; day: DueDay; run: MealRun; setMealId: string; placement: Placement; payBy: PayWay; kept: KeptAssessment };
export type Expansion = { orders: Expanded[]; failures: { day: DueDay; run: MealRun; refused: PlacementRefusal }[] };

export type ExpansionFacts = {
  days: readonly DueDay[];
  runs: ReadonlyMap<string, DueRun>;
  elders: ReadonlyMap<string, DueElder>;
  policies: readonly PolicyVersion[];
  /** What payers that can run out still have, in fen. */
  funds: Readonly<Record<string, Fen>>;
};

/**
 * Many days decided one after the other, each as a single order would be: what the ones before took of a run's places, of a limit, of a
 * fund and of prepaid money is gone for the ones after. `ids`: one for each day, used in ascending order, so that ids of one moment stand
 * in the order of writing. Days of runs or people that were not read are left out. Refusals stand in `failures`, by day.
 */
export function expandDays(read: ExpansionFacts, ids: readonly string[], now: Instant): Expansion {
  const inTurn = ids.toSorted();
  const state = stateOf(read);
  const orders: Expanded[] = [];
  const failures: Expansion['failures'] = [];
  for (const [index, day] of read.days.entries()) {
    const [due, elder, id] = [state.runs.get(day.runId), state.elders.get(day.elderId), inTurn[index]];
    if (!due || !elder || id === undefined) continue;
    const history = { meals: elder.earlier, balances: Object.fromEntries(state.funds) };
    const mode = due.modes.find((one) => one.mode === day.mode) ?? null;
    const { run, licenceExpires, pointDivision, dayKind, offers } = due;
    const asked = { run, licenceExpires, pointDivision, dayKind, mode, elder: { ...elder.eating, history }, existingOrderId: null, policies: read.policies };
    const chosen = chooseStanding(asked, offers, day.setMealId, now);
    if (chosen.refused !== null) {
      failures.push({ day, run, refused: chosen.refused });
      continue;
    }
    const { setMealId, placement } = chosen;
    const free = elder.prepaid.get(run.operatorId) ?? fen(0);
    const payBy = payWayOf(placement.assessment.selfPayFen, free);
    const kept = keepAssessment(placement.assessment, placement.meal, read.policies, elder.earlier, history.balances);
    orders.push({ id, day, run, setMealId, placement, payBy, kept });
    take(state, { id, due, elder, setMealId, mode, placement, payBy, free });
  }
  return { orders, failures };
}

type Elder = { eating: DueElder['eating']; earlier: (PastMeal & { id: string })[]; prepaid: Map<string, Fen> };
type Run = Omit<DueRun, 'offers' | 'modes'> & { offers: OfferedMeal[]; modes: OfferedMode[] };
type State = { runs: Map<string, Run>; elders: Map<string, Elder>; funds: Map<string, Fen> };

function stateOf({ runs, elders, funds }: ExpansionFacts): State {
  return {
    runs: new Map([...runs].map(([id, due]) => [id, { ...due, offers: due.offers.map((one) => ({ ...one })), modes: due.modes.map((one) => ({ ...one })) }])),
    elders: new Map([...elders].map(([id, one]) => [id, { eating: one.eating, earlier: [...one.earlier], prepaid: new Map(Object.entries(one.prepaid)) }])),
    funds: new Map(Object.entries(funds)),
  };
}

type Taken = { id: string; due: Run; elder: Elder; setMealId: string; mode: OfferedMode | null; placement: Placement; payBy: PayWay; free: Fen };

function take(state: State, { id, due, elder, setMealId, mode, placement, payBy, free }: Taken): void {
  const offer = due.offers.find((one) => one.setMealId === setMealId);
  if (offer) offer.taken += 1;
  if (mode) mode.taken += 1;
  const { selfPayFen, grants, beside, split } = placement.assessment;
  elder.earlier.push({ id, serviceDate: due.run.serviceDate, selfPayFen, grants, beside });
  if (payBy === 'prepaid') elder.prepaid.set(due.run.operatorId, fen(free - selfPayFen));
  for (const line of [...split, ...beside]) {
    const left = state.funds.get(line.payer);
    if (left !== undefined) state.funds.set(line.payer, fen(left - line.fen));
  }
}
