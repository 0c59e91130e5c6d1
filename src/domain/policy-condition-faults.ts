import { isAtLeast } from './place.ts';
import { PERIODS, type Limit, type MealsCovered } from './policy-give.ts';
import { problem, type Path, type PolicyProblem } from './policy-problem.ts';
import type { PolicyRules } from './policy-rules.ts';
import type { Condition, PlaceTest, PlaceTests, Who } from './policy-who.ts';

// Conditions that nobody and no meal can meet, alone or together with the conditions around them.

/** The rules a condition stands in, the county's categories where known, and the conditions that must hold as well. */
export type Around = { rules: PolicyRules; categories: readonly string[] | undefined; outer: readonly (Who | undefined)[] };

export function whoFaults(who: Who | undefined, at: Path, around: Around): PolicyProblem[] {
  if (!who) return [];
  const own = conditionFaults(who, at, around);
  return [
    ...own,
    ...(own.length === 0 ? togetherFaults(who, at, around) : []),
    ...(who.anyOf ?? []).flatMap((one, index) => conditionFaults(one, [...at, 'anyOf', index], around)),
    ...(who.except ?? []).flatMap((one, index) => exceptFaults(one, who, [...at, 'except', index], around)),
  ];
}

function conditionFaults(who: Condition, at: Path, around: Around): PolicyProblem[] {
  const { ageFrom = 0, ageBefore = Infinity } = who;
  return [
    ...(ageFrom >= ageBefore ? [problem(at, 'empty_age_range', `${ageFrom} … ${ageBefore}`)] : []),
    ...unknownCategories(who, at, around.categories),
    ...abilityFaults(who, at),
    ...placeFaults(who, at, around.rules.place),
  ];
}

/** Ages and exclusions of this condition against those of the conditions around it: somebody must be left. */
function togetherFaults(who: Who, at: Path, { outer }: Around): PolicyProblem[] {
  const all = [...outer, who].filter((one) => one !== undefined);
  const from = Math.max(...all.map((one) => one.ageFrom ?? 0));
  const before = Math.min(...all.map((one) => one.ageBefore ?? Infinity));
  if (from >= before) return [problem(at, 'never_applies', `age ${from} … ${before}`)];
  const grades = all.flatMap((one) => (one.disabilityGrades ? [one.disabilityGrades] : []));
  const left = [1, 2, 3, 4].filter((grade) => grades.every((list) => list.includes(grade)));
  return left.length === 0 ? [problem(at, 'never_applies', 'disabilityGrades')] : [];
}

function exceptFaults(except: Condition, who: Who, at: Path, around: Around): PolicyProblem[] {
  const asked = Object.values(except).filter((value) => value !== undefined);
  if (asked.length === 0) return [problem(at, 'excludes_everybody')];
  const required = [...(who.allCategories ?? []), ...(who.anyCategory?.length === 1 ? who.anyCategory : [])];
  const excluded = asked.length === 1 ? required.filter((one) => except.anyCategory?.includes(one)) : [];
  const never = excluded.map((one) => problem([...at, 'anyCategory'], 'never_applies', one));
  return [...conditionFaults(except, at, around), ...never];
}

function unknownCategories(who: Condition, at: Path, known: readonly string[] | undefined): PolicyProblem[] {
  if (!known) return [];
  return (['anyCategory', 'allCategories'] as const).flatMap((field) =>
    (who[field] ?? []).flatMap((one, index) =>
      known.includes(one) ? [] : [problem([...at, field, index], 'unknown_category', one)],
    ),
  );
}

/** The names of levels are those of GB/T 42195, which has no others. */
function abilityFaults({ ability }: Condition, at: Path): PolicyProblem[] {
  if (!ability) return [];
  const national = ability.scale.startsWith('GB/T 42195');
  const fits = typeof ability.atLeast === 'string' ? national : !national || ability.atLeast <= 4;
  return fits ? [] : [problem([...at, 'ability', 'atLeast'], 'not_of_this_scale', ability.scale)];
}

export function placeFaults(tests: PlaceTests, at: Path, place: string): PolicyProblem[] {
  return (['registered', 'residence', 'eatenAt'] as const).flatMap((field) => {
    const test = tests[field];
    return test ? placeTestFaults(test, field, [...at, field], place) : [];
  });
}

const OWN = { registered: 'registered', residence: 'residence', eatenAt: 'eaten_at' } as const;

function placeTestFaults(test: PlaceTest, field: keyof PlaceTests, at: Path, place: string): PolicyProblem[] {
  if ((test.same === undefined) === (test.in === undefined)) return [problem(at, 'one_or_the_other', 'same, in')];
  if (test.in) return test.as ? [problem([...at, 'as'], 'unknown_field', 'as')] : [];
  if (test.as === OWN[field]) return [problem([...at, 'as'], 'compared_with_itself', test.as)];
  const ofPolicy = test.as === undefined || test.as === 'policy';
  const tooFine = ofPolicy && test.same !== undefined && !isAtLeast(test.same, place);
  return tooFine ? [problem([...at, 'same'], 'finer_than_the_place', place)] : [];
}

export function mealFaults(meals: MealsCovered | undefined, at: Path, outer: readonly (MealsCovered | undefined)[]): PolicyProblem[] {
  if (!meals) return [];
  const { priceFromFen = 0, priceUpToFen = Infinity, listPricesFen = [] } = meals;
  if (priceFromFen > priceUpToFen) return [problem(at, 'empty_price_range', `${priceFromFen} … ${priceUpToFen}`)];
  const outOfBand = listPricesFen.filter((one) => one < priceFromFen || one > priceUpToFen);
  const all = [...outer, meals].filter((one) => one !== undefined);
  return [
    ...outOfBand.map((one) => problem([...at, 'listPricesFen'], 'never_applies', one)),
    ...(['slots', 'modes', 'listPricesFen'] as const).flatMap((field) => noneLeft(all, field, [...at, field])),
  ];
}

function noneLeft(all: readonly MealsCovered[], field: 'slots' | 'modes' | 'listPricesFen', at: Path): PolicyProblem[] {
  const lists: (readonly (string | number)[])[] = all.flatMap((one) => (one[field] ? [one[field]] : []));
  const last = lists.at(-1) ?? [];
  const left = last.filter((value) => lists.every((list) => list.includes(value)));
  return lists.length > 0 && left.length === 0 ? [problem(at, 'never_applies', last.join(', '))] : [];
}

/** A limit must say something, and a shorter period's limit above a longer one's can never be reached. */
export function limitFaults(limits: readonly Limit[], at: Path): PolicyProblem[] {
  return limits.flatMap((limit, index) => {
    const here = [...at, index];
    if (limit.meals === undefined && limit.fen === undefined) return [problem(here, 'one_or_the_other', 'meals, fen')];
    if (limit.per === 'meal' && limit.meals !== undefined) return [problem([...here, 'meals'], 'meals_per_meal')];
    return (['meals', 'fen'] as const).flatMap((unit) => {
      const longer = limits.find((one) => longerThan(one, limit) && (one[unit] ?? Infinity) < (limit[unit] ?? 0));
      return longer ? [problem([...here, unit], 'limit_never_reached', longer.per)] : [];
    });
  });
}

function longerThan(one: Limit, other: Limit): boolean {
  return PERIODS.indexOf(one.per) > PERIODS.indexOf(other.per);
}
