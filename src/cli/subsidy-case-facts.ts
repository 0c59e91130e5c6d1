import { addDays, weekOf } from '../domain/calendar.ts';
import type { ElderFacts } from '../domain/elder.ts';
import { fen } from '../domain/money.ts';
import { liesIn, prefixOf } from '../domain/place.ts';
import type { PolicyRules } from '../domain/policy-rules.ts';
import type { AssessedMeal } from '../domain/subsidy-facts.ts';
import type { CaseMeal, CaseWho, Registered } from './subsidy-case.ts';

// What a case says in words of relation (here, another town, another district) becomes divisions around the place of the rule.

/** The village where the rule's meals are eaten: inside the policy's place, and inside a division that its tests of place name. */
export function homeOf(rules: PolicyRules): string {
  const named = divisionsIn(rules).filter((code) => liesIn(code, rules.place));
  const deepest = named.toSorted((a, b) => prefixOf(b).length - prefixOf(a).length)[0] ?? rules.place;
  const start = prefixOf(deepest);
  const county = start.length === 2 ? `${start}0103` : start.length === 4 ? `${start}03` : start;
  return `${county}${'001001'.slice(county.length - 6)}`;
}

/** Every division that a test of place lists under `in`. */
function divisionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const listed = 'in' in value && Array.isArray(value.in) ? value.in.filter((one) => typeof one === 'string') : [];
  return [...listed, ...Object.values(value).flatMap(divisionsIn)];
}

const otherThan = (digits: string, a: string, b: string) => (digits === a ? b : a);

const otherVillage = (village: string) => `${village.slice(0, 9)}${otherThan(village.slice(9), '998', '997')}`;
const otherTown = (village: string) => `${village.slice(0, 6)}${otherThan(village.slice(6, 9), '998', '997')}001`;
const otherDistrict = (village: string) => `${village.slice(0, 4)}${otherThan(village.slice(4, 6), '98', '97')}001001`;
const otherCity = (village: string) => `${village.slice(0, 2)}${otherThan(village.slice(2, 4), '98', '97')}01001001`;
const otherProvince = (village: string) => `${otherThan(village.slice(0, 2), '64', '63')}0103001001`;

const RELATIONS: Readonly<Record<Registered, (village: string) => string>> = {
  here: (village) => village,
  town: otherVillage,
  district: otherTown,
  city: otherDistrict,
  city_other_district: otherDistrict,
  other_district: otherDistrict,
  other_city: otherCity,
  other_province: otherProvince,
};

function placeOf(relation: Registered, home: string): string {
  return RELATIONS[relation](home);
}

// The glossary's codes beside the documents' words, so that a policy may use either.
const CODES: Readonly<Record<string, string>> = {
  特困: 'extreme_hardship',
  低保: 'minimum_living_guarantee',
  低保边缘: 'low_income_margin',
  计生特殊家庭: 'special_family_planning',
  优抚对象: 'entitled_group',
  独居: 'living_alone',
  空巢: 'empty_nest',
  留守: 'left_behind',
};

export function factsOf(who: CaseWho, meals: readonly CaseMeal[], home: string): ElderFacts {
  const words = [...new Set(who.tags.flatMap((tag) => (CODES[tag] ? [tag, CODES[tag]] : [tag])))];
  return {
    age: who.age,
    categories: words,
    living: words,
    abilities: who.ability === undefined || who.ability === null ? [] : [{ scale: 'GB/T 42195', level: String(who.ability) }],
    disabilityGrade: who.disability_grade ?? null,
    staysIn: who.tags.includes('institution_resident') ? ['institution'] : [],
    registeredDivision: placeOf(who.hukou, home),
    residenceDivision: placeOf(who.residence, home),
    // Nothing said of a card: it is from where they eat first.
    boundPointId: who.bound_canteen ?? meals[0]?.canteen ?? HERE,
  };
}

const HERE = 'here';

/** Where a meal is eaten: relative to the registered place, or at a point of that name in the rule's own place. */
function pointOf({ canteen }: CaseMeal, who: CaseWho, home: string): AssessedMeal['point'] {
  const id = canteen ?? who.bound_canteen ?? HERE;
  const registered = placeOf(who.hukou, home);
  const elsewhere: Readonly<Record<string, (village: string) => string>> = {
    other_town_same_district: otherTown,
    other_district: otherDistrict,
    other_city: otherCity,
    other_province: otherProvince,
  };
  return { id, divisionCode: elsewhere[id]?.(registered) ?? home };
}

/** A discount is written as what remains (80 is 八折) or as what comes off (20): nobody takes off more than half. */
function percentOff(pct: number): number {
  return pct > 50 ? 100 - pct : pct;
}

export function mealOf(meal: CaseMeal, who: CaseWho, home: string): AssessedMeal {
  return {
    serviceDate: meal.date,
    slot: meal.meal,
    mode: meal.mode === 'delivery' ? 'home_delivery' : meal.mode,
    priceFen: fen(meal.price),
    point: pointOf(meal, who, home),
    deliveryFeeFen: fen(meal.delivery_fee),
    sellerPercentOff: percentOff(meal.merchant_discount_pct),
    statutoryHoliday: meal.statutory_holiday,
    makeUpWorkday: meal.make_up_workday,
    dayOff: meal.day_off,
  };
}

/** The meals already had in the week before: like the first one, from Monday on, one a day, then a second one a day. */
export function mealsOfPreviousWeek({ used_previous_week: count }: CaseWho, meals: readonly CaseMeal[]): CaseMeal[] {
  const [first] = meals;
  if (!first) return [];
  const monday = addDays(weekOf(first.date), -7);
  const { weekday: _weekday, ...like } = first;
  const slots = [first.meal, ...(['lunch', 'dinner', 'breakfast'] as const).filter((slot) => slot !== first.meal)];
  return Array.from({ length: count }, (_, index) => ({
    ...like,
    date: addDays(monday, index % 7),
    meal: slots[Math.floor(index / 7)] ?? first.meal,
    statutory_holiday: false,
  }));
}
