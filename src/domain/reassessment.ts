import { serviceDateOf, type Instant, type ServiceDate } from './calendar.ts';
import { factsOn, holdsOn, type DatedFact, type ElderPlaces } from './elder.ts';
import { payWayOf, type PayWay } from './ledger.ts';
import { fen, sumFen, type Fen } from './money.ts';
import type { OrderState } from './order.ts';
import type { PolicyVersion } from './policy.ts';
import { keepAssessment, type KeptAssessment } from './recomputation.ts';
import type { LineBill } from './statement.ts';
import { assessSubsidy, type Assessment } from './subsidy.ts';
import type { AssessedMeal, PastMeal } from './subsidy-facts.ts';

/** Why open orders are judged again: something about the person, a rule, or the calendar of holidays. */
export const REASSESSMENT_REASONS = ['fact_changed', 'policy_changed', 'calendar_changed'] as const;
export type ReassessmentReason = (typeof REASSESSMENT_REASONS)[number];

/** An order that has not been handed over, with what it came to when it was last judged. */
export type OpenOrder = {
  id: string;
  placedAt: Instant;
  meal: AssessedMeal;
  operatorId: string;
  assessmentNo: number;
  selfPayFen: Fen;
  policyVersionId: string | null;
  payBy: PayWay;
  bill: LineBill;
};

/** A meal of the person as it was written. `freedAt`: cancelled, or its claim taken back; until then it counted. */
export type WrittenMeal = PastMeal & { id: string; placedAt: Instant; state: OrderState; freedAt: Instant | null };

export type PersonToReassess = {
  birthDate: ServiceDate;
  facts: readonly DatedFact[];
  places: ElderPlaces;
  orders: readonly OpenOrder[];
  /** The open orders too. */
  meals: readonly WrittenMeal[];
  /** What can be spent of the prepaid money that each operator holds. */
  prepaid: Readonly<Record<string, Fen>>;
};

export type Reassessed = { order: OpenOrder; assessment: Assessment; kept: KeptAssessment; payBy: PayWay };

/**
 * The open orders whose price, payers or policy come out differently on the facts and rules of today (section E: a fact that changes
 * before hand-over re-assesses open orders). In order of writing, each against the meals written before it; a meal cancelled, missed or taken
 * back since had its place when the order was written and keeps it. `funds`: what payers that can run out still have, in fen; an order gives
 * back first what it draws. Orders for days after a death are left alone. Judged twice, nothing more changes.
 */
export function reassessOrders(
  people: readonly PersonToReassess[],
  policies: readonly PolicyVersion[],
  funds: Readonly<Record<string, Fen>>,
): Reassessed[] {
  const left: Funds = new Map(Object.entries(funds));
  return people.flatMap((person) => reassessPerson(person, policies, left));
}

type Funds = Map<string, Fen>;

function reassessPerson(person: PersonToReassess, policies: readonly PolicyVersion[], funds: Funds): Reassessed[] {
  const meals = new Map(person.meals.map((meal) => [meal.id, meal]));
  const prepaid = new Map(Object.entries(person.prepaid));
  const open = person.orders.filter(({ meal }) => !holdsOn(person.facts, 'death', meal.serviceDate)).toSorted(byWriting);
  return open.flatMap((order) => {
    draw(funds, order.bill, -1);
    const facts = factsOn(person.birthDate, person.facts, order.meal.serviceDate, person.places);
    const history = { meals: [...meals.values()].filter((meal) => countsFor(order, meal)), balances: Object.fromEntries(funds) };
    const assessment = assessSubsidy(facts, policies, history, order.meal);
    draw(funds, assessment, 1);
    const itself = meals.get(order.id);
    if (itself) meals.set(order.id, { ...itself, selfPayFen: assessment.selfPayFen, grants: assessment.grants, beside: assessment.beside });
    if (sameAnswer(order, assessment)) return [];
    const kept = keepAssessment(assessment, order.meal, policies, history.meals, history.balances);
    return [{ order, assessment, kept, payBy: payAgain(order, assessment, prepaid) }];
  });
}

const byWriting = (a: Written, b: Written) => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1);
type Written = { id: string; placedAt: Instant };

/** Whether a meal had its place in the limits when the order was written. */
function countsFor(order: OpenOrder, meal: WrittenMeal): boolean {
  if (meal.id === order.id || byWriting(meal, order) > 0) return false;
  if (meal.state === 'cancelled' || meal.freedAt !== null) return meal.freedAt !== null && meal.freedAt > order.placedAt;
  return meal.state !== 'missed' || meal.serviceDate >= serviceDateOf(order.placedAt);
}

/** Takes from the funds what the lines draw on them, or gives it back. */
function draw(funds: Funds, { split, beside }: LineBill, sign: 1 | -1): void {
  for (const line of [...split, ...beside]) {
    const left = funds.get(line.payer);
    if (left !== undefined) funds.set(line.payer, fen(left - sign * line.fen));
  }
}

function sameAnswer(order: OpenOrder, { split, beside, selfPayFen, policyVersionId }: Assessment): boolean {
  const same = order.selfPayFen === selfPayFen && order.policyVersionId === policyVersionId;
  return same && linesText(order.bill) === linesText({ split, beside });
}

/** Lines that say the same come to one text, in whatever order they stand; two of the same words are one line. */
function linesText({ split, beside }: LineBill): string {
  const named = [...split.map((line) => ({ ...line, kind: 'meal' })), ...beside];
  const alike = Map.groupBy(named, ({ kind, payer, clause }) => JSON.stringify([kind, payer, clause]));
  return JSON.stringify([...alike].map(([words, same]) => [words, sumFen(same.map((one) => one.fen))]).sort());
}

/** Prepaid where it still covers the share: what the order itself had set aside is free again. */
function payAgain(order: OpenOrder, { selfPayFen }: Assessment, prepaid: Map<string, Fen>): PayWay {
  const own = order.payBy === 'prepaid' ? order.selfPayFen : 0;
  const free = fen((prepaid.get(order.operatorId) ?? 0) + own);
  const payBy = payWayOf(selfPayFen, free);
  prepaid.set(order.operatorId, payBy === 'prepaid' ? fen(free - selfPayFen) : free);
  return payBy;
}
