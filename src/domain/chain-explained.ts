import { serviceDateOf, type Instant, type ServiceDate } from './calendar.ts';
import type { Remark } from './chain-entries.ts';
import type { MealSaid } from './chain-words.ts';
import type { ChainProblem, ChainWish, OrderChain, ReadLine } from './chain.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';
import type { PlacementRefusal } from './order.ts';
import { mealFor, usualMode, type BookMeal, type BookOffer, type BookPerson, type OrderBook } from './order-book.ts';
import { judgeDrafts, type OrderDraft } from './order-draft.ts';

/** One order that a line may stand for. `refused`: it cannot be had as things are. `modeSaid`: the line says how it is eaten. */
export type ChainOption = {
  draft: OrderDraft;
  person: BookPerson;
  date: ServiceDate;
  slot: MealSlot;
  letter: string;
  mealName: string;
  modeSaid: boolean;
  refused: PlacementRefusal | null;
};

/** What becomes of one wish of a line: every one is matched, asked about, or explained. */
export type ChainPart = { said: string; remarks: readonly Remark[] } & (
  | { outcome: 'matched'; option: ChainOption }
  | { outcome: 'choose'; why: 'two_people' | 'other_building' | 'which_meal' | 'which_mode' | 'which_sitting'; options: readonly ChainOption[] }
  | { outcome: 'refused'; option: ChainOption; why: PlacementRefusal | 'twice' }
  | { outcome: 'no_such_dish'; person: BookPerson; dish: string; options: readonly ChainOption[] }
  | { outcome: 'not_served' | 'past_day'; person: BookPerson; date: ServiceDate; slot: MealSlot }
  | { outcome: 'cancel'; people: readonly BookPerson[] }
  | { outcome: ChainProblem }
);

export type ExplainedLine = Pick<ReadLine, 'no' | 'text' | 'kind'> & { parts: readonly ChainPart[] };

/**
 * What every line of a chain comes to on the menus of its days. Nothing is ordered: a matched line is a draft, decided as an order
 * would be, the earlier lines before it; where several people or meals may be meant, somebody has to choose.
 */
export function explainChain(lines: OrderChain, book: OrderBook, now: Instant): ExplainedLine[] {
  const explained = lines.map(({ no, text, kind, wishes }) => ({ no, text, kind, parts: wishes.flatMap((wish) => partsOf(wish, book, now)) }));
  const matched = explained.flatMap((line) => line.parts.flatMap((part) => (part.outcome === 'matched' ? [part.option.draft] : [])));
  const judged = new Map(judgeDrafts(book, matched, now).map((one) => [one.draft, one.judged.refused]));
  return explained.map((line) => ({ ...line, parts: line.parts.map((part) => decided(part, judged)) }));
}

function decided(part: ChainPart, judged: ReadonlyMap<OrderDraft, PlacementRefusal | null>): ChainPart {
  if (part.outcome !== 'matched') return part;
  const { option, said, remarks } = part;
  const refused = judged.get(option.draft) ?? null;
  if (refused === null) return part;
  const { person, date, slot } = option;
  const isTwice = refused === 'already_ordered' && !person.booked.some((one) => one.serviceDate === date && one.slot === slot);
  return { outcome: 'refused', option: { ...option, refused }, why: isTwice ? 'twice' : refused, said, remarks };
}

function partsOf(wish: ChainWish, book: OrderBook, now: Instant): ChainPart[] {
  const { said, remarks, problem } = wish;
  if (problem !== null) return [{ outcome: problem, said, remarks }];
  const people = wish.ids.flatMap((id) => book.people.find((one) => one.id === id) ?? []);
  const [first] = people;
  if (!first) return [{ outcome: 'no_such_person', said, remarks }];
  if (wish.cancel) return [{ outcome: 'cancel', people, said, remarks }];
  return wish.dates.flatMap((date) => {
    const parts = wish.slots.map((slot) => sittingPart(wish, { people, first, date, slot }, book, now));
    return wish.oneOfSlots ? [oneOf(parts)] : parts;
  });
}

/** The heading is for several sittings and the line does not say which: somebody chooses. */
function oneOf(parts: readonly ChainPart[]): ChainPart {
  const options = parts.flatMap((part) => ('options' in part ? part.options : 'option' in part ? [part.option] : []));
  const [first] = parts;
  if (!first || options.length < 2) return first ?? { outcome: 'not_understood', said: '', remarks: [] };
  return { outcome: 'choose', why: 'which_sitting', options, said: first.said, remarks: first.remarks };
}

type Sitting = { people: readonly BookPerson[]; first: BookPerson; date: ServiceDate; slot: MealSlot };

function sittingPart(wish: ChainWish, { people, first, date, slot }: Sitting, book: OrderBook, now: Instant): ChainPart {
  const { said } = wish;
  const base = { said, remarks: wish.remarks };
  if (date < serviceDateOf(now)) return { outcome: 'past_day', person: first, date, slot, ...base };
  const served = people.flatMap((person) => {
    const meal = mealFor(book, person, date, slot);
    return meal && meal.offers.length > 0 ? [{ person, meal, ...offersMeant(wish, meal, person) }] : [];
  });
  const [one] = served;
  if (!one) return { outcome: 'not_served', person: first, date, slot, ...base };
  const remarks = [...wish.remarks, ...one.notes.map((text): Remark => ({ kind: 'note', text }))];
  const options = served.flatMap(({ person, meal, offers }) => offers.flatMap((offer) => optionsOf(wish, person, meal, offer, book, now)));
  const [only] = options;
  if (!only) {
    const instead = one.meal.offers.flatMap((offer) => optionsOf(wish, one.person, one.meal, offer, book, now));
    return { outcome: 'no_such_dish', person: one.person, dish: one.dish ?? '', options: instead, said, remarks: wish.remarks };
  }
  if (options.length === 1 && !wish.elsewhere) return { outcome: 'matched', option: only, said, remarks };
  if (options.every((option) => option.refused !== null)) return { outcome: 'refused', option: only, why: only.refused ?? 'not_offered', said, remarks };
  const why = wish.elsewhere ? 'other_building' : served.length > 1 ? 'two_people' : one.offers.length > 1 ? 'which_meal' : 'which_mode';
  return { outcome: 'choose', why, options, said, remarks };
}

/** One for each way of eating that the line says; where it says none, the usual one. */
function optionsOf({ modes }: ChainWish, person: BookPerson, meal: BookMeal, offer: BookOffer, book: OrderBook, now: Instant): ChainOption[] {
  const modeSaid = modes.length > 0;
  const ways: readonly ServiceMode[] = modeSaid ? modes : [usualMode(person, meal) ?? 'dine_in'];
  const { serviceDate: date, slot } = meal.run;
  return ways.map((mode) => {
    const draft = { elderId: person.id, runId: meal.run.id, setMealId: offer.setMealId, mode };
    const [judged] = judgeDrafts(book, [draft], now);
    return { draft, person, date, slot, letter: offer.letter, mealName: offer.name, modeSaid, refused: judged?.judged.refused ?? null };
  });
}

/** `notes`: words that are no meal. `dish`: what was asked for and is not on the menu, when `offers` is empty. */
type Meant = { offers: readonly BookOffer[]; notes: readonly string[]; dish?: string };

function offersMeant({ meals, words }: ChainWish, meal: BookMeal, person: BookPerson): Meant {
  const all = meal.offers;
  if (meals.length > 0) {
    const named = meals.flatMap((said) => offersSaid(said, meal, person));
    return named.length > 0 ? { offers: all.filter((one) => named.includes(one)), notes: words } : { offers: [], notes: words, dish: textOf(meals[0]) };
  }
  const spoken = words.map((text) => ({ text, offers: offersSaid({ words: text }, meal, person) }));
  const dish = spoken.find((one) => one.offers.length > 0);
  if (dish) return { offers: dish.offers, notes: words.filter((one) => one !== dish.text) };
  const [unknown] = words;
  return unknown === undefined ? { offers: all, notes: [] } : { offers: [], notes: [], dish: unknown };
}

const textOf = (said: MealSaid | undefined) => (said === undefined || said === 'as_last_time' ? '' : 'letter' in said ? said.letter : said.words);

/** By its letter; as the person had it last time, or any where that is not on the menu; by words of its name or of a dish in it. */
function offersSaid(said: MealSaid, meal: BookMeal, person: BookPerson): BookOffer[] {
  const all = [...meal.offers];
  if (said === 'as_last_time') {
    const last = person.last.find((one) => one.slot === meal.run.slot);
    const same = all.filter((one) => one.setMealId === last?.setMealId);
    return same.length > 0 ? same : all;
  }
  if ('letter' in said) return all.filter((one) => one.letter === said.letter);
  const words = said.words.replace(/(?:套餐|套饭|餐|饭)$/, '');
  const names = ({ name, dishes }: BookOffer) => [name, ...dishes.map((dish) => dish.name)];
  return words.length < 2 ? [] : all.filter((one) => names(one).some((name) => name.includes(words) || words.includes(name)));
}
