import { ageOn, serviceDateOf, type Instant } from '../domain/calendar.ts';
import { clashesOf } from '../domain/diet.ts';
import { MEAL_SLOTS } from '../domain/meal-slot.ts';
import { fen } from '../domain/money.ts';
import { shortcut } from '../domain/open-meals.ts';
import { decideCancellation, type LateOrders, type PlacementRefusal } from '../domain/order.ts';
import { likelySitting, offersInWays, sittingsFor, standsStillFor, type BookedMeal, type BookMeal, usualMode, type BookPerson, type OfferInWays } from '../domain/order-book.ts';
import type { BookRead } from '../store/order-book.ts';
import { newId } from '../vault.ts';
import type { PhoneCaller, PhoneOffer, PhoneOrder, PhoneSitting, PhoneWay } from '../../web/phone-orders-page.tsx';

/** Whether orders after the cut-off are taken here, and how a refusal is worded to whoever sits at it. */
type DeskRules = { late: LateOrders; refusalText: (refused: PlacementRefusal) => string };

/**
 * Somebody on the telephone: the sitting they most likely mean, 和上次一样 first, and what they have ordered. Where the desk takes late
 * orders, the sittings past their cut-off stand apart.
 */
export function callerOf(book: BookRead, person: BookRead['people'][number], runId: string | undefined, now: Instant, desk: DeskRules): PhoneCaller {
  const today = serviceDateOf(now);
  const open = sittingsFor(book, person, now);
  const late = desk.late === 'allowed' ? sittingsFor(book, person, now, 'allowed').filter((one) => !open.includes(one)) : [];
  const meal = [...open, ...late].find(({ run }) => run.id === runId) ?? likelySitting(open, person);
  const isLate = meal !== null && late.includes(meal);
  const { id, name, callAs, village, eater, booked } = person;
  return {
    person: { id, name, callAs, village, age: ageOn(eater.birthDate, today) },
    diet: eater.diet,
    sitting: meal && { ...sittingOf(meal), late: isLate },
    stopped: standsStillFor(book, person, now, desk.late) ? desk.refusalText('point_stopped') : null,
    ...mealsOf(book, person, meal, now, desk),
    others: open.filter((one) => one !== meal).map(sittingOf),
    late: late.filter((one) => one !== meal).map(sittingOf),
    ordered: booked.filter((one) => one.state === 'placed').toSorted(inTime).map((one) => orderLine(one, now)),
  };
}

function mealsOf(book: BookRead, person: BookPerson, meal: BookMeal | null, now: Instant, { late, refusalText }: DeskRules): Pick<PhoneCaller, 'again' | 'offers'> {
  if (!meal) return { again: null, offers: [] };
  const usual = usualMode(person, meal);
  const inWays = offersInWays(book, person, meal, now, late).map(({ offer, ways }) => ({ offer, ways: ways.toSorted((a, b) => Number(b.mode === usual) - Number(a.mode === usual)) }));
  const offers = inWays.map((one) => offerOf(one, person, meal.run.id, refusalText));
  const choices = inWays.map(({ offer, ways }) => ({ offer, judged: ways.find((way) => way.judged.refused === null)?.judged ?? ways[0]?.judged ?? { refused: 'mode_not_offered' as const } }));
  const last = person.last.find((one) => one.slot === meal.run.slot);
  const same = shortcut(last, choices, meal.modes);
  const offer = offers[inWays.findIndex((one) => one.offer === same?.choice.offer)];
  const way = offer?.ways.find((one) => one.mode === same?.mode && one.refused === null);
  return { offers, again: offer && way ? { offer, way, same: same?.same ?? 'mode' } : null };
}

function offerOf({ offer, ways }: OfferInWays, person: BookPerson, runId: string, refusalText: DeskRules['refusalText']): PhoneOffer {
  const { letter, name, priceFen, dishes, setMealId } = offer;
  return {
    letter, name, priceFen,
    dishes: dishes.map((dish) => dish.name),
    clashes: clashesOf(person.eater.diet, dishes),
    ways: ways.map(({ mode, judged }): PhoneWay => {
      const selfPayFen = judged.refused === null ? judged.assessment.selfPayFen : fen(0);
      return { mode, refused: judged.refused && refusalText(judged.refused), selfPayFen, wish: { elder: person.id, run: runId, meal: setMealId, mode }, key: newId() };
    }),
  };
}

const inTime = (a: BookedMeal, b: BookedMeal) =>
  a.serviceDate === b.serviceDate ? MEAL_SLOTS.indexOf(a.slot) - MEAL_SLOTS.indexOf(b.slot) : a.serviceDate < b.serviceDate ? -1 : 1;

const sittingOf = ({ run, pointName }: BookMeal): PhoneSitting => ({ runId: run.id, date: run.serviceDate, slot: run.slot, pointName, cutoffAt: run.cutoffAt });

/** `undoable`: it may still be cancelled. */
export function orderLine(order: BookedMeal, now: Instant): PhoneOrder {
  const { orderId, serviceDate: date, slot, letter, name, mode, selfPayFen } = order;
  return { orderId, date, slot, letter, name, mode, selfPayFen, undoable: decideCancellation(order, now).refused === null };
}
