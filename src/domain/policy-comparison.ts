import type { PolicyRules, Benefit, Beside, PolicyPayer, Tier } from './policy-rules.ts';

// Two sets of rules side by side: what is new, what is gone, and which fields of what stays are different.

export type Change<Thing, Field extends string = keyof Thing & string> =
  | { change: 'added'; after: Thing }
  | { change: 'removed'; before: Thing }
  | { change: 'changed'; before: Thing; after: Thing; fields: readonly Field[] };

/** The fields of the rules that stand by themselves, and those of a benefit that stand beside its tiers. */
export type RulesField = Exclude<keyof PolicyRules, 'payers' | 'benefits' | 'beside'>;
export type BenefitField = Exclude<keyof Benefit, 'tiers' | 'name'>;

export type PolicyComparison = {
  rules: readonly RulesField[];
  payers: readonly Change<PolicyPayer>[];
  benefits: readonly Change<Benefit, BenefitField>[];
  /** Of benefits that are in both. */
  tiers: readonly (Change<Tier> & { benefit: string })[];
  beside: readonly Change<Beside>[];
};

/**
 * What changes from one set of rules to another. Benefits are the same when they have the same name, tiers and lines beside the
 * price when they have the same clause; a clause with new words is the same where nothing but it is for these people.
 */
export function compareRules(before: PolicyRules, after: PolicyRules): PolicyComparison {
  const benefits = compareLists<Benefit, BenefitField>(before.benefits, after.benefits, [(one) => one.name], ['tiers', 'name']);
  const kept = after.benefits.flatMap((one) => {
    const old = before.benefits.find((other) => other.name === one.name);
    return old ? [{ old, one }] : [];
  });
  return {
    rules: fieldsOf<PolicyRules, RulesField>(before, after, ['payers', 'benefits', 'beside']),
    payers: compareLists(before.payers, after.payers, [(one) => one.payer], []),
    benefits,
    tiers: kept.flatMap(({ old, one }) =>
      compareLists<Tier, keyof Tier>(old.tiers, one.tiers, [(tier) => tier.clause, (tier) => textOf([tier.who, tier.meals])], []).map((change) => ({
        ...change,
        benefit: one.name,
      })),
    ),
    beside: compareLists<Beside, keyof Beside>(before.beside, after.beside, [(one) => one.clause, (one) => textOf([one.kind, one.who, one.meals, one.payer])], []),
  };
}

/** Whether nothing at all changes. */
export function isSame({ rules, payers, benefits, tiers, beside }: PolicyComparison): boolean {
  return [rules, payers, benefits, tiers, beside].every((list) => list.length === 0);
}

/** Pairs by the first key; what is left is paired by the next, where only one on each side has it. */
function compareLists<Thing extends object, Field extends keyof Thing & string>(
  before: readonly Thing[],
  after: readonly Thing[],
  keys: readonly ((one: Thing) => string)[],
  leaveOut: readonly string[],
): Change<Thing, Field>[] {
  const partners = new Map<Thing, Thing>();
  for (const key of keys) pairBy(before, after, key, partners);
  const taken = new Set(partners.values());
  const changes = after.flatMap((one): Change<Thing, Field>[] => {
    const old = partners.get(one);
    if (!old) return [{ change: 'added', after: one }];
    const fields = fieldsOf<Thing, Field>(old, one, leaveOut);
    return fields.length === 0 ? [] : [{ change: 'changed', before: old, after: one, fields }];
  });
  const gone = before.filter((one) => !taken.has(one)).map((one): Change<Thing, Field> => ({ change: 'removed', before: one }));
  return [...changes, ...gone];
}

/** Fills `partners` (new → old), which compareLists() owns. */
function pairBy<Thing>(before: readonly Thing[], after: readonly Thing[], key: (one: Thing) => string, partners: Map<Thing, Thing>): void {
  const taken = new Set(partners.values());
  const free = before.filter((one) => !taken.has(one));
  const open = after.filter((one) => !partners.has(one));
  for (const one of open) {
    const same = free.filter((other) => key(other) === key(one));
    const [old] = same;
    if (old && same.length === 1 && open.filter((other) => key(other) === key(one)).length === 1) partners.set(one, old);
  }
}

function fieldsOf<Thing extends object, Field extends keyof Thing & string>(before: Thing, after: Thing, leaveOut: readonly string[]): Field[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !leaveOut.includes(name)) as Field[];
  return names.filter((name) => textOf(before[name]) !== textOf(after[name]));
}

/** As text with sorted names, so that only what is said counts and not the order in which it is said. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  ) ?? '';
}
