import type { Instant } from './calendar.ts';
import { fen, sumFen, type Fen } from './money.ts';
import type { ServiceMode } from './meal-slot.ts';
import { decidePlacement, PLACEMENT_REFUSALS, type Placement, type PlacementFacts, type PlacementRefusal, type Refused } from './order.ts';
import type { BookMeal, BookPerson, OrderBook } from './order-book.ts';
import type { PastMeal, SubsidyHistory } from './subsidy-facts.ts';

/** One meal that somebody wants to order for another, before anything is ordered. */
export type OrderDraft = { elderId: string; runId: string; setMealId: string; mode: ServiceMode };

/** What became of a confirmed line: ordered, refused, or at another price than the one that was read. */
export const LINE_OUTCOMES = ['placed', ...PLACEMENT_REFUSALS, 'price_changed', 'out_of_reach'] as const;
export type LineOutcome = (typeof LINE_OUTCOMES)[number];

/** How a confirmed line ends when its turn comes: as an order is decided, and only at the price that was read. */
export function decideLine(facts: PlacementFacts, shownFen: Fen, now: Instant): Placement | Refused<Exclude<LineOutcome, 'placed'>> {
  const placement = decidePlacement(facts, now);
  if (placement.refused !== null) return placement;
  return placement.assessment.selfPayFen === shownFen ? placement : { refused: 'price_changed' };
}

/** As many as one page can ask for: forty people and seven days. */
export const MOST_DRAFTS = 280;

export type JudgedDraft = {
  draft: OrderDraft;
  person: BookPerson;
  meal: BookMeal;
  /** Null where the run does not offer it. */
  letter: string | null;
  mealName: string;
  judged: Placement | { refused: PlacementRefusal };
};

/**
 * What these drafts come to, were they ordered one after the other as they stand: each is decided as an order is, on what is left by
 * those before it (places, limits of subsidy, funds). Drafts for people or runs that are not in the book are left out: out of reach.
 */
export function judgeDrafts(book: OrderBook, drafts: readonly OrderDraft[], now: Instant): JudgedDraft[] {
  const before: JudgedDraft[] = [];
  for (const draft of inOrder(book, drafts)) {
    const person = book.people.find((one) => one.id === draft.elderId);
    const meal = book.meals.find(({ run }) => run.id === draft.runId);
    if (person && meal) before.push(judgeOne(book, { draft, person, meal }, before, now));
  }
  return before;
}

/** Person by person as the book has them, and for each the earlier meal first: the order in which lines are confirmed and ordered. */
function inOrder(book: OrderBook, drafts: readonly OrderDraft[]): OrderDraft[] {
  const place = new Map(book.people.map((one, index) => [one.id, index]));
  const eaten = new Map(book.meals.map(({ run }) => [run.id, run.serveFromAt]));
  const at = ({ elderId, runId }: OrderDraft) => [place.get(elderId) ?? 0, eaten.get(runId) ?? 0] as const;
  return drafts.toSorted((a, b) => at(a)[0] - at(b)[0] || at(a)[1] - at(b)[1]);
}

function judgeOne(book: OrderBook, one: Pick<JudgedDraft, 'draft' | 'person' | 'meal'>, before: readonly JudgedDraft[], now: Instant): JudgedDraft {
  const { draft, person, meal } = one;
  const { serviceDate, slot } = meal.run;
  const accepted = before.filter((earlier) => earlier.judged.refused === null);
  const inRun = accepted.filter((earlier) => earlier.draft.runId === draft.runId);
  const offer = meal.offers.find(({ setMealId }) => setMealId === draft.setMealId);
  const mode = meal.modes.find((offered) => offered.mode === draft.mode);
  const same = person.booked.find((order) => order.serviceDate === serviceDate && order.slot === slot)?.orderId;
  const twice = accepted.some((earlier) => earlier.person === person && earlier.meal.run.serviceDate === serviceDate && earlier.meal.run.slot === slot);
  const facts = {
    ...meal,
    offer: offer ? { ...offer, taken: offer.taken + inRun.filter((earlier) => earlier.draft.setMealId === draft.setMealId).length } : null,
    mode: mode ? { ...mode, taken: mode.taken + inRun.filter((earlier) => earlier.draft.mode === draft.mode).length } : null,
    elder: { ...person.eater, history: historyAfter(person, accepted) },
    existingOrderId: same ?? (twice ? draft.runId : null),
    policies: book.policies,
  };
  return { ...one, letter: offer?.letter ?? null, mealName: offer?.name ?? '', judged: decidePlacement(facts, now) };
}

/** What counts for this person's next meal: their own meals so far, and what all the others took of funds that run out. */
function historyAfter(person: BookPerson, accepted: readonly JudgedDraft[]): SubsidyHistory {
  const { meals, balances } = person.eater.history;
  const placed = accepted.flatMap(({ person: whose, judged }) => (judged.refused === null ? [{ own: whose === person, meal: pastMealOf(judged) }] : []));
  const own = placed.flatMap((one) => (one.own ? [one.meal] : []));
  if (balances === undefined) return { meals: [...meals, ...own] };
  const given = placed.flatMap(({ meal }) => [...meal.grants, ...meal.beside]);
  const left = Object.entries(balances).map(([payer, had]) => [payer, leftOf(had, given.filter((one) => one.payer === payer))]);
  return { meals: [...meals, ...own], balances: Object.fromEntries(left) };
}

function leftOf(had: Fen, given: readonly { fen: Fen }[]): Fen {
  return fen(Math.max(0, had - sumFen(given.map((one) => one.fen))));
}

function pastMealOf({ meal, assessment: { selfPayFen, grants, beside } }: Placement): PastMeal {
  return { serviceDate: meal.serviceDate, selfPayFen, grants, beside };
}
