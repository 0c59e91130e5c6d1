import { weekdayOf } from './calendar.ts';
import type { ElderFacts } from './elder.ts';
import { fen, type Fen } from './money.ts';
import { inSame, liesIn } from './place.ts';
import type { MealsCovered, MinSpend } from './policy-give.ts';
import { ABILITY_LEVELS, type Condition, type PlaceTest, type PlaceTests, type Who } from './policy-who.ts';
import type { AssessedMeal, Occasion } from './subsidy-facts.ts';
import type { Miss, Reason } from './subsidy-reason.ts';

// Section E, "Who" and which meals: whether a condition holds, and if not, what is missing.

/** The first thing that a person lacks, or null when all holds. Nothing asked: everybody. */
export function whoMiss(who: Who | undefined, occasion: Occasion): Miss | null {
  if (!who) return null;
  if (who.except?.some((one) => conditionMiss(one, occasion) === null)) return 'excluded';
  const miss = conditionMiss(who, occasion);
  if (miss) return miss;
  return who.anyOf && who.anyOf.every((one) => conditionMiss(one, occasion) !== null) ? 'any_of' : null;
}

function conditionMiss(who: Condition, occasion: Occasion): Miss | null {
  const { facts } = occasion;
  if (facts.age < (who.ageFrom ?? 0) || facts.age >= (who.ageBefore ?? Infinity)) return 'age';
  if (who.anyCategory && !who.anyCategory.some((one) => facts.categories.includes(one))) return 'category';
  if (who.allCategories && !who.allCategories.every((one) => facts.categories.includes(one))) return 'category';
  if (who.ability && !isAble(who.ability, facts)) return 'ability';
  if (who.disabilityGrades && !who.disabilityGrades.includes(facts.disabilityGrade ?? 0)) return 'disability';
  if (who.living && !who.living.some((one) => facts.living.includes(one))) return 'living';
  if (who.staysIn && !who.staysIn.some((one) => facts.staysIn.includes(one))) return 'stay';
  return placeMiss(who, occasion);
}

/** At least this much in need of care on this scale; an edition of the scale (GB/T 42195-2022) is the scale. Not assessed: no. */
function isAble({ scale, atLeast }: NonNullable<Condition['ability']>, { abilities }: ElderFacts): boolean {
  const assessed = abilities.filter((one) => one.scale === scale || one.scale.startsWith(`${scale}-`) || scale.startsWith(`${one.scale}-`));
  return assessed.some((one) => levelOf(one.level) >= levelOf(atLeast));
}

/** A level as a number: the names of GB/T 42195 count from 0. Unreadable: below every level. */
function levelOf(level: string | number): number {
  const named = ABILITY_LEVELS.findIndex((one) => one === level);
  const read = named >= 0 ? named : Number(level);
  return Number.isFinite(read) && level !== '' ? read : -1;
}

/** The three tests of place: registered, residence, eaten at. A place that is not known passes no test. */
export function placeMiss(tests: PlaceTests, occasion: Occasion): 'registered' | 'residence' | 'eaten_at' | null {
  const places = placesOf(occasion);
  if (tests.registered && !passes(tests.registered, places.registered, places)) return 'registered';
  if (tests.residence && !passes(tests.residence, places.residence, places)) return 'residence';
  return tests.eatenAt && !passes(tests.eatenAt, places.eaten_at, places) ? 'eaten_at' : null;
}

type Places = Record<'policy' | 'registered' | 'residence' | 'eaten_at', string | null>;

function placesOf({ version, facts, meal }: Occasion): Places {
  return {
    policy: version.rules.place,
    registered: facts.registeredDivision,
    residence: facts.residenceDivision,
    eaten_at: meal.point.divisionCode,
  };
}

function passes(test: PlaceTest, place: string | null, places: Places): boolean {
  if (place === null) return false;
  if (test.in) return test.in.some((division) => liesIn(place, division));
  const other = places[test.as ?? 'policy'];
  return test.same !== undefined && other !== null && inSame(test.same, place, other);
}

/** Why a meal is not meant, or null. `benefit` goes into the reason. */
export function mealMiss(meals: MealsCovered | undefined, meal: AssessedMeal, benefit: string): Reason | null {
  if (!meals) return null;
  if (meals.slots && !meals.slots.includes(meal.slot)) return { kind: 'slot_not_covered', benefit, slot: meal.slot };
  if (meals.modes && !meals.modes.includes(meal.mode)) return { kind: 'mode_not_covered', benefit, mode: meal.mode };
  return dayMiss(meals, meal, benefit) ?? priceMiss(meals, meal.priceFen, benefit);
}

function dayMiss({ days, statutoryHolidays }: MealsCovered, meal: AssessedMeal, benefit: string): Reason | null {
  const workdays = days === 'workdays';
  const holidays = statutoryHolidays ?? (workdays ? 'out' : 'in');
  if (holidays === 'out' && meal.statutoryHoliday) return { kind: 'not_on_holidays', benefit };
  const offInExchange = meal.dayOff === true && holidays === 'out';
  const works = meal.makeUpWorkday === true || (weekdayOf(meal.serviceDate) <= 5 && !offInExchange);
  return workdays && !works ? { kind: 'workdays_only', benefit } : null;
}

function priceMiss({ listPricesFen, priceFromFen = 0, priceUpToFen = Infinity }: MealsCovered, price: Fen, benefit: string): Reason | null {
  const listed = !listPricesFen || listPricesFen.includes(price);
  if (listed && price >= priceFromFen && price <= priceUpToFen) return null;
  const [only] = listPricesFen?.length === 1 ? listPricesFen : [];
  return { kind: 'price_not_covered', benefit, listPriceFen: only === undefined ? null : fen(only) };
}

/** Whether enough is spent: reached (`>=`) or exceeded (`>`), before or after discounts, the delivery fee in or out. */
export function isSpent(minSpend: MinSpend | undefined, meal: AssessedMeal, discountedFen: Fen): boolean {
  if (!minSpend) return true;
  const price = minSpend.measured === 'after_discount' ? discountedFen : meal.priceFen;
  const spent = price + (minSpend.deliveryFee === 'in' ? (meal.deliveryFeeFen ?? 0) : 0);
  return minSpend.compare === '>' ? spent > minSpend.fen : spent >= minSpend.fen;
}
