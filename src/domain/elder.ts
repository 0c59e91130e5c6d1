import { ageOn, type ServiceDate } from './calendar.ts';

export const SEXES = ['female', 'male'] as const;

/** Dated facts about an elder. `value`: a category code, an ability level, a disability grade, a living situation, or 'yes'. */
export const FACT_KINDS = ['category', 'ability', 'disability', 'living', 'institution', 'hospital', 'death'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** Half-open: the fact holds from `from` and no longer on `to`; `to` null means until further notice. */
export type DatedFact = { kind: FactKind; value: string; from: ServiceDate; to: ServiceDate | null };

/** What a subsidy policy judges a person on, as it stands on one service date. An order stores exactly this. */
export type ElderFacts = { age: number; categories: readonly string[] };

function holds(fact: DatedFact, date: ServiceDate): boolean {
  return fact.from <= date && (fact.to === null || date < fact.to);
}

/** Whether any fact of this kind holds on the date (in hospital, in an institution, dead). */
export function holdsOn(facts: readonly DatedFact[], kind: FactKind, date: ServiceDate): boolean {
  return facts.some((fact) => fact.kind === kind && holds(fact, date));
}

/** The person as a policy sees them on `date`: full years of age and every category that holds that day, sorted. */
export function factsOn(birthDate: ServiceDate, facts: readonly DatedFact[], date: ServiceDate): ElderFacts {
  const categories = facts.filter((fact) => fact.kind === 'category' && holds(fact, date)).map((fact) => fact.value);
  return { age: ageOn(birthDate, date), categories: [...new Set(categories)].sort() };
}
